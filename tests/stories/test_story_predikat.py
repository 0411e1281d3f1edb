"""An indicator that is given as a predikat: asked for, read and shown by its code wherever its value stands."""

import io
from collections.abc import AsyncIterator
from dataclasses import replace
from decimal import Decimal

import openpyxl
import pytest

from bot.workflow.achievement import Direction
from demo.excel import fill_workbook
from demo.figures import Figure
from demo.keeping import Keeping
from tests.stories.office import OnTelegram, open_office, reach_filling
from tests.stories.phones import last, verify_dialog
from tests.stories.world import INDICATORS, PATROLS, UNREST, small_office

OPINION = "Opini atas laporan keuangan"


@pytest.fixture
async def filling(database: Keeping) -> AsyncIterator[OnTelegram]:
    """Kasi Trantib also reports an opinion, whose target is WTP."""
    opinion = replace(
        INDICATORS[2],
        number=5,
        name=OPINION,
        satuan="Opini",
        direction=Direction.GRADE,
        annual=Decimal(4),
        quarters=(Decimal(4),) * 4,
    )
    async with open_office(database, replace(small_office(), indicators=(*INDICATORS, opinion))) as office:
        await reach_filling(office)
        yield office


def cells(data: bytes) -> list[object]:
    sheet = openpyxl.load_workbook(io.BytesIO(data)).worksheets[0]
    return [cell.value for row in sheet.iter_rows() if any(c.value == OPINION for c in row) for cell in row]


async def test_in_the_chat_the_code_is_typed_and_echoed(filling: OnTelegram) -> None:
    await verify_dialog(
        filling.tiara,
        ("[Isi formulir]", PATROLS),
        ("12", UNREST),
        ("3", "Target periode ini: WTP\n\nApa predikatnya? Mohon dituliskan dengan huruf (WTP, WDP, "),
        ("WTS", "tidak terbaca"),
        ("wdp", f"{OPINION}: WDP Opini · capaian 75,00%"),
    )
    await verify_dialog(filling.tiara, ("Aturan baru", "tindak lanjut"), ("Pelatihan", "Langkah 6 dari 13"))
    await verify_dialog(filling.tiara, ("[Lihat isian]", f"{OPINION}: WDP Opini"))


async def test_in_the_workbook_it_is_typed_sent_and_shown_by_its_code(filling: OnTelegram) -> None:
    form = fill_workbook(filling.tiara.file("formulir"), {PATROLS: Figure(3, "12")})
    assert "WTP" in cells(form)
    book = openpyxl.load_workbook(io.BytesIO(form))
    header = next(row for row in book.worksheets[0].iter_rows() if any(cell.value == "Realisasi" for cell in row))
    column = next(cell.column for cell in header if cell.value == "Realisasi")
    row = next(row for row in book.worksheets[0].iter_rows() if any(cell.value == OPINION for cell in row))
    row[column - 1].value = "wdp"
    out = io.BytesIO()
    book.save(out)
    await verify_dialog(filling.tiara, ("[Terima]", "Penerimaan tercatat"))
    await filling.tiara.send("formulir.xlsx", out.getvalue())
    assert f"3. {OPINION}, realisasi: - → WDP" in last(filling.tiara)
    await verify_dialog(filling.tiara, ("[Terapkan]", "telah disimpan"), ("/excel", "disiapkan"))
    assert "WDP" in cells(filling.tiara.file("formulir"))


async def test_a_doubt_about_a_predikat_asks_for_a_predikat(filling: OnTelegram) -> None:
    await verify_dialog(
        filling.tiara,
        ("[Isi formulir]", PATROLS),
        ("12", UNREST),
        ("3", "Apa predikatnya?"),
        ("9", "Bila belum, tuliskan predikat yang benar."),
        ("WTP", f"{OPINION}: WTP Opini"),
    )
