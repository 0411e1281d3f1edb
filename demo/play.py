"""One whole quarter: thirteen steps, eight units, one of them late, one return with two flagged entries."""

from collections.abc import Awaitable, Callable, Mapping
from datetime import datetime, timedelta

from bot.workflow.master import MasterData
from bot.workflow.worktime import add_minutes
from demo.figures import DIRECTION, Correction, Figure, corrections, play_figures
from demo.phone import fill_by_chat, fill_by_workbook
from demo.printing import Printer
from demo.stage import Stage
from simulator import Person

LATE_UNIT = "Kasi Kesos"
BY_WORKBOOK = ("Kasi Trantibum", "Subbag Umum & Kepeg.")
INSTRUCTION = "Mohon dicermati capaian indikator yang pada triwulan lalu di bawah target."
NOTE = "Agar tindak lanjut indikator di bawah target dipantau pada triwulan berikutnya."
LETTER = "000.8.6.3/17/402.xxx/2027"


class Play:
    """The people of the example office, and what they do in which order."""

    def __init__(self, stage: Stage, data: MasterData) -> None:
        self.stage = stage
        self.printer = Printer(stage)
        self.figures = _by_name(data)
        self.units = _units(data)
        self.names = {one.number: one.name for one in data.indicators}
        self.unit_of = {one.number: one.unit for one in data.indicators}

    def who(self, key: str) -> Person:
        return self.stage.people[key]

    async def press(self, key: str, label: str, minutes: int = 5) -> None:
        """Some office minutes later, somebody taps a button."""
        await self.later(minutes)
        await self.who(key).press(label)
        await self.done()

    async def say(self, key: str, words: str) -> None:
        await self.who(key).say(words)
        await self.done()

    async def later(self, minutes: int) -> None:
        """So many minutes of open office time from now."""
        await self.until(add_minutes(await self.stage.calendar(), self.stage.now, minutes))

    async def until(self, moment: datetime) -> None:
        """Travels from one planned moment to the next, printing what happens by itself on the way."""
        while (planned := await self.stage.next_planned()) is not None and planned <= moment:
            await self.stage.travel(planned)
            await self.printer.news()
        await self.stage.travel(moment)
        await self.printer.news()

    async def done(self) -> None:
        await self.stage.settle()
        await self.printer.news()

    # -- the acts ----------------------------------------------------------------------------------------------------

    async def whole_quarter(self) -> None:
        for act in ACTS:
            await act(self)


def _by_name(data: MasterData) -> Mapping[str, Figure]:
    names = {one.number: one.name for one in data.indicators}
    return {names[figure.number]: figure for figure in play_figures()}


def _units(data: MasterData) -> Mapping[str, str]:
    """The key of each unit's Kasi/PPTK by the unit's name."""
    return {role.unit: role.person for role in data.roles if role.unit and role.role == "kasi"}


async def order(play: Play) -> None:
    """Steps 1 to 4: the Jadwal Kerja proposes, the Sekretaris orders, the form is made and handed out."""
    moment = await play.stage.next_planned()
    await play.until(moment or play.stage.now)
    await play.press("sekretaris", "Tambah instruksi", 6)
    await play.say("sekretaris", INSTRUCTION)
    await play.press("kasubag-keu", "Periksa isi", 4)
    await play.press("kasubag-keu", "Formulir siap", 9)
    await play.press("kasubag-keu", "Perintahkan Staf", 6)
    await play.press("staf", "Bagikan", 10)


async def receive(play: Play) -> None:
    """Most confirm by a tap, one by the first answer."""
    for unit, key in play.units.items():
        if unit not in (LATE_UNIT, "Camat (IKU)", "Subbag Keu & Prolap"):
            await play.press(key, "Terima", 3)


async def collect(play: Play) -> None:
    """Steps 5 and 6: some by chat, some by workbook, each submits."""
    first_day = play.stage.now
    for unit, key in play.units.items():
        if unit == LATE_UNIT or key == "kasubag-keu":
            continue
        await play.later(25)
        await _fill(play, unit, key)
        await play.press(key, "Serahkan", 4)
    await play.until(_morning(first_day, 2))
    await _own_forms(play)


async def _fill(play: Play, unit: str, key: str) -> None:
    if unit in BY_WORKBOOK:
        await fill_by_workbook(play.stage, play.who(key), play.figures)
    else:
        await play.press(key, "Isi formulir", 0)
        await fill_by_chat(play.stage, play.who(key), play.figures)
    await play.done()


async def _own_forms(play: Play) -> None:
    """The Kasubag holds two units, and chooses which form to open."""
    kasubag = play.who("kasubag-keu")
    for unit in ("Camat (IKU)", "Subbag Keu & Prolap"):
        await kasubag.say("/isi")
        await play.done()
        if any(unit[:19].startswith(label[:18]) for label in kasubag.last.labels):
            await kasubag.press(unit[:20])
            await play.done()
        await fill_by_chat(play.stage, kasubag, play.figures)
        await play.press("kasubag-keu", "Serahkan", 3)


def _morning(day: datetime, days: int, hour: int = 9) -> datetime:
    return (day + timedelta(days=days)).replace(hour=hour, minute=5)


async def be_late(play: Play) -> None:
    """The late unit hears of it, then the Kasubag, the Sekretaris and the Camat; then it fills after all."""
    key = play.units[LATE_UNIT]
    await play.until(datetime(2027, 1, 12, 9, 30, tzinfo=play.stage.zone))
    await _fill(play, LATE_UNIT, key)
    await play.press(key, "Serahkan", 10)


async def recap(play: Play) -> None:
    """Steps 7 to 10."""
    await play.press("kasubag-keu", "Perintahkan rekap", 5)
    await play.press("staf", "Lihat rekap", 5)
    await play.press("staf", "Konfirmasi rekap", 35)
    await play.press("staf", "Serahkan ke Kasubag", 5)
    await play.press("kasubag-keu", "Laporkan", 12)


async def send_back(play: Play) -> None:
    """Step 11, tidak: two entries of two units, a comment each."""
    await play.press("sekretaris", "Lihat rekap", 20)
    await play.press("sekretaris", "Kembalikan", 15)
    for correction in corrections():
        await play.press("sekretaris", play.unit_of[correction.number], 1)
        await play.press("sekretaris", _label(play, correction), 0)
        await play.say("sekretaris", correction.comment)
        await play.press("sekretaris", "Kembali ke unit", 0)
    await play.press("sekretaris", "Lanjut ke arahan", 1)
    await play.say("sekretaris", DIRECTION)
    await play.press("sekretaris", "Kirim kembali", 1)
    await play.press("kasubag-keu", "Teruskan arahan", 6)


def _label(play: Play, correction: Correction) -> str:
    """The beginning of the entry's button, as it is cut on the screen."""
    return play.names[correction.number][:12]


async def correct(play: Play) -> None:
    """Steps 5 and 6 again, for the flagged entries only."""
    for correction in corrections():
        key = play.units[play.unit_of[correction.number]]
        await play.press(key, "Isi formulir", 30)
        fixed = Figure(correction.number, correction.new, play.figures[play.names[correction.number]].anggaran)
        await fill_by_chat(play.stage, play.who(key), {play.names[correction.number]: fixed})
        await play.press(key, "Serahkan", 5)


async def approve(play: Play) -> None:
    """Step 11, setuju: asked once more, with a catatan."""
    await play.press("sekretaris", "Setujui", 40)
    await play.press("sekretaris", "Dengan catatan", 1)
    await play.say("sekretaris", NOTE)


async def report(play: Play) -> None:
    """Steps 12 and 13: archived, numbered, signed, handed to the Bupati."""
    await play.press("kasubag-keu", "Simpan data", 6)
    await play.press("kasubag-keu", "Isi nomor surat", 8)
    await play.say("kasubag-keu", LETTER)
    await play.press("kasubag-keu", "Hari ini", 1)
    await play.press("camat", "Sudah ditandatangani", 45)
    await play.press("kasubag-keu", "Sudah disampaikan", 12)


ACTS: tuple[Callable[[Play], Awaitable[None]], ...] = (
    order,
    receive,
    collect,
    be_late,
    recap,
    send_back,
    correct,
    recap,
    approve,
    report,
)
