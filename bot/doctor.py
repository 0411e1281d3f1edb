"""Checks what a bot needs before it runs: settings, database, schema, time zones, clock, holidays, token."""

import asyncio
from collections.abc import Awaitable, Callable
from dataclasses import dataclass
from datetime import UTC, datetime
from email.utils import parsedate_to_datetime
from typing import Any
from zoneinfo import ZoneInfo, ZoneInfoNotFoundError

import aiohttp
from holidays import country_holidays

from bot.settings import Settings, python
from bot.store import offices
from bot.store.access import AccessError, explained
from bot.store.engine import open_engine
from bot.store.schema import SchemaError, SchemaState, schema_state
from bot.texts.say import Param, say

ZONES = ("Asia/Jakarta", "Asia/Makassar", "Asia/Jayapura")
DRIFT_SECONDS = 30
TIMEOUT = aiohttp.ClientTimeout(total=10)


@dataclass(frozen=True)
class Result:
    """`words` is markup; a fatal result stands in the way of running."""

    ok: bool
    words: str
    fatal: bool = False

    @property
    def mark(self) -> str:
        return "[ OK ]" if self.ok else "[GAGAL]" if self.fatal else "[ ?? ]"


def good(key: str, /, **params: Param) -> Result:
    return Result(True, say(key, **params))


def bad(key: str, /, *, fatal: bool = False, **params: Param) -> Result:
    return Result(False, say(key, **params), fatal)


async def examine(settings: Settings) -> tuple[Result, ...]:
    found = [await check(settings) for check in CHECKS]
    return tuple(result for results in found for result in results)


async def _settings(settings: Settings) -> list[Result]:
    return [good("doctor.settings", way="webhook" if settings.webhook_url else "long polling")]


async def _database(settings: Settings) -> list[Result]:
    try:
        return await asyncio.to_thread(_looked_into, settings.database_url)
    except AccessError as error:
        return [bad(f"cli.database_{error.reason}", fatal=True, **error.facts)]
    except SchemaError as error:
        return [bad(f"cli.schema_{error.reason}", fatal=True)]
    except Exception as error:  # whatever else it is, is a finding too
        return [bad("doctor.database", fatal=True, problem=type(error).__name__)]


def _looked_into(url: str) -> list[Result]:
    with explained(url):
        engine = open_engine(url)
        state = schema_state(engine)
        results = [SCHEMA[state]()]
        if state is SchemaState.CURRENT:
            with engine.begin() as tx:
                count = len(offices.all_offices(tx))
            results.append(good("doctor.offices", count=count) if count else bad("doctor.no_office", python=python()))
        engine.dispose()
    return results


SCHEMA: dict[SchemaState, Callable[[], Result]] = {
    SchemaState.EMPTY: lambda: good("doctor.schema_empty"),
    SchemaState.OLDER: lambda: good("doctor.schema_older"),
    SchemaState.CURRENT: lambda: good("doctor.schema"),
    SchemaState.NEWER: lambda: bad("doctor.schema_newer", fatal=True),
}


async def _zones(settings: Settings) -> list[Result]:
    try:
        for zone in ZONES:
            ZoneInfo(zone)
    except ZoneInfoNotFoundError:
        return [bad("doctor.no_zones", fatal=True, python=python())]
    return [good("doctor.zones")]


async def _holidays(settings: Settings) -> list[Result]:
    year = datetime.now(UTC).year
    return [_year(year), _year(year + 1)]


def _year(year: int) -> Result:
    shared = country_holidays("ID", categories=("government",), years=year)
    return good("doctor.holidays", year=year, count=len(shared)) if shared else bad("doctor.no_holidays", year=year)


async def _clock(settings: Settings) -> list[Result]:
    """The machine's clock against the Date header of the Bot API server."""
    try:
        async with aiohttp.ClientSession(timeout=TIMEOUT) as session, session.head(settings.api_url) as answer:
            theirs = parsedate_to_datetime(answer.headers["Date"])
    except (aiohttp.ClientError, TimeoutError, KeyError, ValueError):
        return [bad("doctor.no_network", url=settings.api_url)]
    drift = abs((datetime.now(UTC) - theirs).total_seconds())
    return [good("doctor.clock") if drift <= DRIFT_SECONDS else bad("doctor.drift", seconds=round(drift))]


async def _get_me(settings: Settings) -> dict[str, Any] | None:
    """What the Bot API says of the token; None where it cannot be asked."""
    try:
        async with (
            aiohttp.ClientSession(timeout=TIMEOUT) as session,
            session.get(f"{settings.base_url}{settings.token}/getMe") as answer,
        ):
            found: dict[str, Any] = await answer.json()
            return found
    except (aiohttp.ClientError, TimeoutError, ValueError):
        return None


UNCHECKED = "doctor.token_unchecked"


@dataclass(frozen=True)
class Asked:
    """The bot's user name, or the key of the sentence that says why it is not known."""

    name: str = ""
    problem: str = ""


async def bot_name(settings: Settings) -> Asked:
    if not settings.token:
        return Asked(problem="doctor.no_token")
    found = await _get_me(settings)
    if found is None:
        return Asked(problem=UNCHECKED)
    if not found.get("ok"):
        return Asked(problem="doctor.token")
    return Asked(str(found["result"]["username"]))


async def _token(settings: Settings) -> list[Result]:
    asked = await bot_name(settings)
    if asked.name:
        return [good("doctor.bot", name=asked.name)]
    return [bad(asked.problem, fatal=asked.problem != UNCHECKED)]


Check = Callable[[Settings], Awaitable[list[Result]]]

CHECKS: tuple[Check, ...] = (_settings, _database, _zones, _holidays, _clock, _token)
