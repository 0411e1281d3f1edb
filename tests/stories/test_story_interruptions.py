"""Whatever happens in the middle of a question, it stays open, can be answered, and answers nothing by itself."""

from collections.abc import Awaitable, Callable

import pytest

from demo.excel import fill_workbook
from tests.simulator.support import png
from tests.stories.office import OnTelegram, approve, phone_of, reach_decision, reach_filling
from tests.stories.phones import TelegramPhone, last
from tests.stories.test_story_workbook import TIARA
from tests.stories.world import PATROLS, TRANTIB, UNREST

Reach = Callable[[OnTelegram], Awaitable[None]]
Walk = tuple[tuple[str, str], ...]
"""(what is typed, "[pressed]" or "sent.xlsx", what is asked then); nothing is asked where that is empty."""


async def reach_letter(office: OnTelegram) -> None:
    await reach_decision(office)
    await approve(office)
    await office.kasubag.press("Simpan data")


WALKS: dict[str, tuple[str, Reach, Walk, str]] = {
    "form": (
        "tiara",
        reach_filling,
        (
            ("[Isi formulir]", f"Indikator 1 dari 2\n{PATROLS}"),
            ("[Data belum tersedia]", "Mengapa data belum tersedia?"),
            ("[Sampaikan Kendala]", "Mohon tuliskan kendala"),
            ("Banjir.", "Mengapa data belum tersedia?"),
            ("1", f"Indikator 2 dari 2\n{UNREST}"),
            ("formulir.xlsx", "Ketuk Terapkan untuk menyimpan yang berubah"),
            ("[Batal]", f"Indikator 2 dari 2\n{UNREST}"),
            ("3", ""),
        ),
        "Langkah 6 dari 13",
    ),
    "return": (
        "sekretaris",
        reach_decision,
        (
            ("[Setujui]", "Apakah Bapak/Ibu menyetujui"),
            ("[Dengan catatan]", "Mohon tuliskan catatan pimpinan"),
            ("[Kembalikan]", "Pilih unit"),
            (f"[{TRANTIB}]", "Ketuk indikator"),
            ("[1. Patroli]", "Mohon tuliskan catatan untuk yang baru ditandai"),
            ("Mohon dicek.", "catatan: Mohon dicek."),
            ("[Kembali ke unit]", "Pilih unit"),
            ("[Lanjut ke arahan]", "Mohon tuliskan arahan"),
            ("Mohon dilengkapi.", "Apakah sudah benar?"),
            ("[Kirim kembali]", ""),
        ),
        "Sudah dikembalikan oleh Sekretaris Kecamatan",
    ),
    "letter": (
        "kasubag",
        reach_letter,
        (
            ("[Isi nomor surat]", "Mohon tuliskan nomor surat"),
            ("17/2027", "Mohon tuliskan tanggal surat"),
            ("8-1-2027", "belum tiba"),
            ("[Tanggal itu benar]", "Apakah sudah benar?"),
            ("[Ya, benar]", ""),
        ),
        "Surat pengantar nomor 17/2027 tanggal Jumat, 8 Januari 2027",
    ),
}
COMMANDS = ("/start", "/tugas", "/status", "/bantuan", "/mulai", "/zzz")
FORGED = (
    "zz:1",
    "cancel",
    "cancel:letter:999",
    "dismiss",
    "why:1:x",
    "skip:1:x",
    "rt_send:1",
    "apply:1:x",
    "letter_yes:1",
)


async def interrupt(office: OnTelegram, phone: TelegramPhone, asked: str) -> None:
    for command in COMMANDS:
        await phone.say(command)
        assert asked in last(phone), command
    await phone.say("/excel")  # its workbook comes when it is made
    for sent in (phone.person.photo(png()), phone.person.share_contact("0812"), phone.person.upload("a.pdf", b"%PDF")):
        await sent
        await office.stage.settle()
    bare = next(message for message in phone.person.received if not message.labels)
    for data in FORGED:
        assert "Tercatat" not in await phone.forge(data, on=bare), data


@pytest.mark.long
@pytest.mark.parametrize("name", WALKS)
async def test_a_question_survives_whatever_is_done_in_the_middle_of_it(office: OnTelegram, name: str) -> None:
    who, reach, walk, reached = WALKS[name]
    await reach(office)
    phone = phone_of(office, who)
    for move, asked in walk:
        before = phone.shown
        if move.endswith(".xlsx"):
            await phone.send(move, fill_workbook(phone.file("formulir"), TIARA))
        elif move.startswith("["):
            await phone.press(move[1:-1])
        else:
            await phone.say(move)
        assert asked in "\n".join(text for key, text in phone.shown.items() if before.get(key) != text), move
        if asked:
            await interrupt(office, phone, asked)
    assert reached in "\n".join(phone.shown.values())
