"""How much slower than python-calamine alone are returned forms read, with everything the bot does to them?

1,000 forms of 30 indicators, in turns of 20: calamine opens each and takes every cell of every sheet; the bot inspects
it, reads it, and passes it through the JSON that leaves the child process. Both in this process and warm: what a
process takes to start is not the reading's.

Of every measurement the best turn counts, for what else the machine does can only make it slower.

python -m bench.form_reading
"""

import sys
import time
from collections.abc import Callable
from dataclasses import replace
from decimal import Decimal
from io import BytesIO

from python_calamine import CalamineWorkbook

from bot.documents.child import read
from bot.documents.form import form_workbook
from bot.documents.form_parser import FormReading
from bot.documents.form_wire import decode, encode
from bot.documents.limits import inspect_file
from bot.workflow.papers import FormSheet, Letterhead, Line
from bot.workflow.policy import Policy

MOST_RATIO = 5.0
FORMS, ROWS, DISTINCT, TURN = 1000, 30, 20, 20
POLICY = Policy()
LINE = Line(
    entry_id=1,
    number=1,
    sasaran="Meningkatnya kualitas pelayanan publik",
    indicator="Persentase layanan yang terselesaikan sesuai SOP",
    satuan="Persen",
    direction="naik",
    aggregation="posisi terakhir",
    definition="Jumlah layanan yang selesai sesuai SOP dibagi jumlah layanan seluruhnya",
    target_year=Decimal(100),
    target=Decimal(100),
    last_realisasi=Decimal("97.5"),
    realisasi=Decimal("98.5"),
    realisasi_to_date=Decimal("98.5"),
    percent=Decimal("98.5"),
    percent_year=Decimal("98.5"),
    grade="Sangat Tinggi",
    pagu=Decimal(166_017_996),
    anggaran=Decimal(150_000_000),
    absorption=Decimal("90.35"),
    pendorong="Dukungan pemerintah desa",
    penghambat="Cuaca buruk dan jalan rusak",
    tindak_lanjut="Penjadwalan ulang pada awal triwulan berikutnya",
    reason="",
)


def main() -> int:
    forms = [returned(number) for number in range(DISTINCT)]
    turns = [(timed(by_calamine, forms), timed(by_the_bot, forms)) for _ in range(FORMS // TURN)]
    plain, own = (min(column) / TURN * 1000 for column in zip(*turns, strict=True))
    print(f"python-calamine  {plain:6.2f} ms a form of {ROWS} rows")
    print(f"the bot          {own:6.2f} ms")
    passed = own / plain <= MOST_RATIO
    print(f"{'PASS' if passed else 'FAIL'}  ratio {own / plain:.2f}, at most {MOST_RATIO:.0f}")
    return 0 if passed else 1


def returned(number: int) -> bytes:
    """A filled form, each with figures of its own."""
    lines = tuple(
        replace(LINE, entry_id=row, number=row, indicator=f"{LINE.indicator} {row}", realisasi=Decimal(number + row))
        for row in range(1, ROWS + 1)
    )
    paper = FormSheet(
        letterhead=Letterhead("PEMERINTAH KABUPATEN CONTOH", "KECAMATAN CONTOH", sample=True),
        period="Triwulan IV Tahun 2026",
        unit=f"Seksi {number}",
        holder="Fajar Contoh",
        holder_title="Kepala Seksi",
        due_at=None,
        key=f"1.1.{number}.1.{'0' * 32}",
        threshold=POLICY.threshold,
        reasons=tuple(words for _, words in POLICY.reasons),
        bands=POLICY.scale.bands,
        cap=POLICY.cap,
        lines=lines,
    )
    return form_workbook(paper)


def timed(reader: Callable[[bytes], None], forms: list[bytes]) -> float:
    """Seconds for one turn of these forms."""
    began = time.perf_counter()
    for data in forms:
        reader(data)
    return time.perf_counter() - began


def by_calamine(data: bytes) -> None:
    book = CalamineWorkbook.from_filelike(BytesIO(data))
    for name in book.sheet_names:
        book.get_sheet_by_name(name).to_python()


def by_the_bot(data: bytes) -> None:
    if inspect_file(data) is not None:
        raise ValueError("this form would be refused")
    reading = decode(encode(read(data)))
    if not isinstance(reading, FormReading) or len(reading.rows) != ROWS:
        raise ValueError("this form was not read whole")


if __name__ == "__main__":
    sys.exit(main())
