"""run: the bot itself, until it is told to stop. admin: another code for the first admin."""

import argparse
import asyncio
import signal
from contextlib import suppress
from datetime import UTC, datetime
from zoneinfo import ZoneInfo

from bot import app, doctor
from bot.app import App
from bot.channels.base import SendError
from bot.channels.telegram import translate
from bot.commands.telling import tell
from bot.doctor import Asked
from bot.runtime.aside import leave_within
from bot.services import founding, inviting
from bot.settings import Settings, python
from bot.store.access import AccessError, open_ready, shown

STOP_SECONDS = 4.5
"""Whatever hangs: five are promised."""


def run(settings: Settings, asked: argparse.Namespace) -> int:
    """Runs until it is told to stop, or until the token proves to be none."""
    if not settings.token:
        tell("cli.no_token", python=python())
        return 1
    open_ready(settings.database_url).dispose()
    try:
        asyncio.run(_serve(settings))
    except SendError as error:
        tell("cli.stopped", problem=error.detail)
        return 1
    return 0


async def _serve(settings: Settings) -> None:
    stopping = asyncio.Event()
    loop = asyncio.get_running_loop()
    for name in ("SIGINT", "SIGTERM"):
        with suppress(NotImplementedError):  # Windows: Ctrl+C raises KeyboardInterrupt instead
            loop.add_signal_handler(getattr(signal, name), _stop, stopping)
    bot = app.build(settings)
    async with bot.running():
        ended = asyncio.create_task(bot.runtime.intake.ended())
        damaged = asyncio.create_task(bot.runtime.alarm.fatal())
        told = asyncio.create_task(stopping.wait())
        running = asyncio.create_task(_tell_when_running(bot, settings))
        done, pending = await asyncio.wait((ended, damaged, told), return_when=asyncio.FIRST_COMPLETED)
        for task in (*pending, running):
            task.cancel()
        if ended in done:
            await ended
        if damaged in done:
            raise AccessError(damaged.result(), where=shown(settings.database_url))


def _stop(stopping: asyncio.Event) -> None:
    stopping.set()
    leave_within(STOP_SECONDS)


async def _tell_when_running(bot: App, settings: Settings) -> None:
    await bot.runtime.intake.received()
    tell("cli.running", way="webhook" if settings.webhook_url else "long polling")
    code = await bot.runtime.runner.run(founding.first_code, bot.runtime.clock.now())
    if isinstance(code, str):
        _tell_code(await doctor.bot_name(settings), code)
    elif code is not None:
        tell("cli.first_admin_printed", at=code.created_at.astimezone(ZoneInfo("Asia/Jakarta")), python=python())


def _tell_code(bot: Asked, code: str) -> None:
    """Here and nowhere else: only its hash is kept."""
    link = inviting.invitation(translate.entrance(bot.name), code)
    tell("cli.first_admin" if bot.name else "cli.first_admin_by_command", link=link, days=inviting.INVITE_DAYS)


def admin(settings: Settings, asked: argparse.Namespace) -> int:
    """Another code for the first admin, where the one that was printed is lost."""
    engine = open_ready(settings.database_url)
    with engine.begin() as tx:
        code = founding.another_code(tx, datetime.now(UTC))
    engine.dispose()
    if code is None:
        tell("cli.founded", python=python())
        return 1
    _tell_code(asyncio.run(doctor.bot_name(settings)), code)
    return 0
