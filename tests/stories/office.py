"""A small office at work: its people on their phones, and the quick way to any step of the SOP."""

import hashlib
from collections.abc import AsyncIterator, Awaitable, Callable
from contextlib import asynccontextmanager
from dataclasses import dataclass, field
from datetime import datetime
from functools import cache, wraps
from pathlib import Path
from tempfile import TemporaryDirectory
from typing import Any, Generic, TypeVar

from bot.store.engine import open_engine
from bot.store.schema import migrate
from bot.workflow.master import MasterData
from demo.keeping import Keeping, SqliteFile
from demo.stage import Moment, Stage, open_stage
from tests.plain_channel import PlainChannel
from tests.stories.phones import Phone, PlainPhone, TelegramPhone
from tests.stories.world import MONDAY, PERSONS, ZONE, small_office

P = TypeVar("P", bound=Phone)

Reach = Callable[["Office[Any]"], Awaitable[None]]

PANDU_SAYS = ("87,5", "950", "Rp18,5 juta")
TIARA_SAYS = ("12", "3")
"""Each unit's answers, in the order of its questions."""


@dataclass(repr=False)
class Office(Generic[P]):
    """The people by the keys of the world."""

    stage: Stage
    camat: P
    sekretaris: P
    kasubag: P
    staf: P
    pandu: P
    tiara: P
    opi: P
    adi: P
    opened: str = field(default="", init=False)
    """What there was of it when it was opened, where everything is in the stage."""

    async def until(self, day: int, hour: int, minute: int = 0) -> None:
        """Lets time pass up to a moment of January 2027."""
        await self.stage.travel(datetime(2027, 1, day, hour, minute, tzinfo=ZONE))


OnTelegram = Office[TelegramPhone]
OnPlain = Office[PlainPhone]


@asynccontextmanager
async def open_office(database: Keeping, data: MasterData | None = None) -> AsyncIterator[OnTelegram]:
    """Everybody on Telegram, linked, on the Monday of the Jadwal Kerja before office hours begin in earnest."""
    data = data or small_office()
    known = _MOMENTS.get((_kind(database), repr(data), "opened"))
    async with open_stage(data, database, MONDAY, at=known) as stage:
        if known is None:
            _MOMENTS[_kind(database), repr(data), "opened"] = await stage.save()
        phones = {key: TelegramPhone(stage, person) for key, person in stage.people.items()}
        office = Office(stage, **phones)
        office.opened = _traces(stage)
        yield office


@asynccontextmanager
async def open_plain_office(database: Keeping) -> AsyncIterator[OnPlain]:
    """The same office on a channel that knows neither editing nor markup."""
    channel, keys = PlainChannel(), {person.key for person in PERSONS}
    async with open_stage(small_office(), database, MONDAY, beside=(channel,), elsewhere=keys) as stage:
        office = Office(stage, **{key: PlainPhone(stage, channel, key) for key in keys})
        for key, code in stage.codes.items():
            await phone_of(office, key).start(code)
        yield office


def in_a_file(folder: Path) -> SqliteFile:
    """An empty database of today's schema: a copy, because every story would make the same."""
    path = folder / "kantor.db"
    path.write_bytes(_empty_database())
    return SqliteFile(path)


@cache
def _empty_database() -> bytes:
    with TemporaryDirectory() as folder:
        path = Path(folder) / "kosong.db"
        engine = open_engine(f"sqlite:///{path}")
        migrate(engine)
        engine.dispose()
        return path.read_bytes()


def phone_of(office: Office[P], key: str) -> P:
    found: P = getattr(office, key)
    return found


def stranger(office: OnTelegram) -> TelegramPhone:
    """Orang Luar, whom nobody has invited."""
    return TelegramPhone(office.stage, office.stage.telegram.person("Orang Luar"))


# -- the quick way ---------------------------------------------------------------------------------------------------


_MOMENTS: dict[tuple[str, str, str], Moment] = {}
"""Of the office founded with these data: what is the same in many stories is played once and gone back to."""


def _kind(database: Keeping) -> str:
    return type(database).__name__


def _traces(stage: Stage) -> str:
    """Changes with whatever anybody has done, or was made to go wrong."""
    saved = stage.database.save()
    content = hashlib.sha256(saved if isinstance(saved, bytes) else repr(saved).encode()).hexdigest()
    return repr((content, stage.clock.now(), sorted(stage.telegram.state.chats), stage.telegram.faults.planned))


def _played_once(reach: Reach) -> Reach:
    @wraps(reach)
    async def reached(office: Office[Any]) -> None:
        key = (_kind(office.stage.database), repr(office.stage.data), reach.__name__)
        if not office.opened or office.opened != _traces(office.stage):
            await reach(office)
        elif key in _MOMENTS:
            await office.stage.go_back(_MOMENTS[key])
        else:
            await reach(office)
            _MOMENTS[key] = await office.stage.save()

    return reached


@_played_once
async def reach_filling(office: Office[Any]) -> None:
    """Steps 1 to 4: the forms are with the units."""
    await office.until(4, 8)
    await office.sekretaris.press("Disposisikan")
    await office.kasubag.press("Formulir siap")
    await office.kasubag.press("Perintahkan Staf")
    await office.staf.press("Bagikan")


async def fill(kasi: Phone, answers: tuple[str, ...]) -> None:
    """Step 5 in the chat."""
    await kasi.press("Isi formulir")
    for words in answers:
        await kasi.say(words)


@_played_once
async def reach_recap(office: Office[Any]) -> None:
    """... to step 7: both units have submitted."""
    await reach_filling(office)
    for kasi, answers in ((office.pandu, PANDU_SAYS), (office.tiara, TIARA_SAYS)):
        await kasi.press("Terima")
        await fill(kasi, answers)
        await kasi.press("Serahkan")


async def recap(office: Office[Any]) -> None:
    """Steps 7 to 10."""
    await office.kasubag.press("Perintahkan rekap")
    await office.staf.press("Konfirmasi rekap")
    await office.staf.press("Serahkan ke Kasubag")
    await office.kasubag.press("Laporkan")


@_played_once
async def reach_decision(office: Office[Any]) -> None:
    """... to step 11: the Sekretaris is asked."""
    await reach_recap(office)
    await recap(office)


async def approve(office: Office[Any]) -> None:
    await office.sekretaris.press("Setujui")
    await office.sekretaris.press("Ya, setujui")


@_played_once
async def reach_signing(office: Office[Any]) -> None:
    """... to step 13b: the Camat holds the report."""
    await reach_decision(office)
    await approve(office)
    await archive(office)


async def archive(office: Office[Any]) -> None:
    """Steps 12 and 13a."""
    await office.kasubag.press("Simpan data")
    await office.kasubag.press("Isi nomor surat")
    await office.kasubag.say("000.8.6.3/17/2027")
    await office.kasubag.press("Hari ini")
    await office.kasubag.press("Ya, benar")


# -- looking inside --------------------------------------------------------------------------------------------------


async def read(office: Office[Any], query: Callable[..., Any], *args: Any) -> Any:
    """What the store says, for what no chat shows."""
    return await office.stage.app.runtime.runner.run(query, *args)
