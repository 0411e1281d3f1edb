"""What the stage panel shows at one moment: the clock, what is planned, the strips, whose turn it is; as JSON."""

from dataclasses import asdict, dataclass
from datetime import datetime
from typing import Any

from bot.services.scope import Scope, scope_for
from bot.store import offices
from bot.store.engine import Tx
from bot.texts import formats
from bot.workflow.worktime import is_open, is_working_day
from demo.planned import Planned, next_planned
from demo.show import Show
from demo.strip import Strip, strips


@dataclass(frozen=True)
class Snapshot:
    now: datetime
    hours: str
    planned: Planned | None
    strips: tuple[Strip, ...]


async def snapshot(show: Show) -> dict[str, Any]:
    """Waits while the office is being founded anew."""
    stage = show.stage
    async with show.curtain:
        seen = await stage.app.runtime.runner.run(_read, stage.clock.now())
        play = await _play(show)
    chats = {person.name: (person.id, person.chat.note) for person in stage.people.values()}
    return {
        "clock": _clock(seen),
        "next": seen.planned and {"at": _short(seen.planned.at), "what": seen.planned.what},
        "play": play,
        "cycles": [_cycle(strip, chats) for strip in seen.strips],
    }


async def _play(show: Show) -> dict[str, Any]:
    """`actor` is the phone of whoever acted last, if anybody did."""
    acted = show.stage.people.get(show.actor)
    return {
        "mode": show.mode,
        "speed": show.speed,
        "said": show.said,
        "upcoming": await show.upcoming(),
        "actor": acted.id if acted else None,
    }


def _read(tx: Tx, now: datetime) -> Snapshot:
    scope = scope_for(tx, offices.all_offices(tx)[0].id, now)
    return Snapshot(scope.now, _hours(scope), next_planned(scope), strips(scope))


def _hours(scope: Scope) -> str:
    if not is_working_day(scope.rules.calendar, scope.now.date()):
        return "hari libur"
    return "jam kerja" if is_open(scope.rules.calendar, scope.now) else "di luar jam kerja"


def _clock(seen: Snapshot) -> dict[str, str]:
    return {
        "iso": seen.now.isoformat(),
        "day": formats.day(seen.now),
        "time": f"{seen.now:%H.%M}",
        "zone": formats.zone(seen.now),
        "hours": seen.hours,
    }


def _short(at: datetime) -> str:
    return f"{formats.day(at).split(',')[0]}, {at:%d-%m-%Y %H.%M}"


def _cycle(strip: Strip, chats: dict[str, tuple[int, str]]) -> dict[str, Any]:
    """With the phones of those whose turn it is; who has none is left out."""
    turn = [{"chat": chats[name][0], "who": chats[name][1] or name} for name in strip.turn if name in chats]
    return asdict(strip) | {"turn": turn}
