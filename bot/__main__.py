"""The command line: python -m bot run | import | invite | admin | backup | restore | copy | verify | doctor."""

import argparse
import asyncio
import signal
import sys
from collections.abc import Callable, Mapping, Sequence
from contextlib import suppress
from datetime import UTC, datetime
from pathlib import Path
from zoneinfo import ZoneInfo

from bot import app, doctor, logs
from bot.app import App
from bot.channels.base import SendError
from bot.channels.telegram import translate
from bot.doctor import Asked
from bot.documents.master import parse_master
from bot.services import founding, importing, inviting, verifying
from bot.services.importing import Imported
from bot.services.verifying import Chain
from bot.settings import Settings, SettingsError, load, python
from bot.store import backup, copying, offices
from bot.store.access import AccessError, AccessReason, open_ready, shown
from bot.store.backup import BackupError, BackupReason
from bot.store.engine import Tx
from bot.store.history import Fault
from bot.store.schema import SchemaError, SchemaReason
from bot.texts.say import Param, plain, say, text
from bot.workflow.master import MasterData, Problem

Command = Callable[[Settings, argparse.Namespace], int]


def main(arguments: Sequence[str] | None = None) -> int:
    """The exit status: 0 done, 1 could not be done, 2 wrongly asked."""
    asked = _parser().parse_args(arguments)
    try:
        settings = load()
        logs.configure(settings.log_level, settings.log_format)
        return COMMANDS[asked.command](settings, asked)
    except SettingsError as error:
        tell("cli.settings", problems="\n".join(f"- {line}" for line in error.problems))
    except AccessError as error:
        tell(f"cli.database_{error.reason}", **error.facts)
    except SchemaError as error:
        tell(f"cli.schema_{error.reason}")
    except BackupError as error:
        tell(f"cli.backup_{error.reason}", where=error.where)
    return 1


def tell(key: str, /, **params: Param) -> None:
    print(plain(say(key, **params)), file=sys.stderr if key in PROBLEMS else sys.stdout)


PROBLEMS = frozenset(
    {
        "cli.settings",
        "cli.no_token",
        "cli.no_file",
        "cli.not_imported",
        "cli.stopped",
        "cli.founded",
        "cli.copy_not_empty",
        "cli.not_anchored",
        "doctor.no_office",
    }
    | {f"cli.history_{fault}" for fault in Fault}
    | {f"cli.schema_{reason}" for reason in SchemaReason}
    | {f"cli.database_{reason}" for reason in AccessReason}
    | {f"cli.backup_{reason}" for reason in BackupReason}
)


def _parser() -> argparse.ArgumentParser:
    parser = argparse.ArgumentParser(prog=f"{python()} -m bot", description=plain(say("cli.about")))
    commands = parser.add_subparsers(dest="command", required=True)
    commands.add_parser("run", help=plain(say("cli.help_run")))
    importing_ = commands.add_parser("import", help=plain(say("cli.help_import")))
    importing_.add_argument("file", type=Path, metavar="DATA-INDUK.xlsx")
    invite = commands.add_parser("invite", help=plain(say("cli.help_invite")))
    invite.add_argument("name", nargs="?", default="", metavar="NAMA", help=plain(say("cli.help_invite_name")))
    commands.add_parser("admin", help=plain(say("cli.help_admin")))
    backing_up = commands.add_parser("backup", help=plain(say("cli.help_backup")))
    backing_up.add_argument("folder", nargs="?", type=Path, metavar="FOLDER", help=plain(say("cli.help_backup_folder")))
    restoring = commands.add_parser("restore", help=plain(say("cli.help_restore")))
    restoring.add_argument("file", type=Path, metavar="CADANGAN.db")
    copying_ = commands.add_parser("copy", help=plain(say("cli.help_copy")))
    copying_.add_argument("to", metavar="DATABASE_URL", help=plain(say("cli.help_copy_to")))
    verifying_ = commands.add_parser("verify", help=plain(say("cli.help_verify")))
    verifying_.add_argument("--anchor", default="", metavar="KODE", help=plain(say("cli.help_anchor")))
    commands.add_parser("doctor", help=plain(say("cli.help_doctor")))
    return parser


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
            loop.add_signal_handler(getattr(signal, name), stopping.set)
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


def import_(settings: Settings, asked: argparse.Namespace) -> int:
    """Loads an office from its Data Induk, whole or not at all."""
    if not asked.file.is_file():
        tell("cli.no_file", file=str(asked.file))
        return 1
    found = parse_master(asked.file.read_bytes())
    if not isinstance(found, MasterData):
        return _not_imported(found)
    engine = open_ready(settings.database_url)
    with engine.begin() as tx:
        imported = importing.import_office(tx, found, datetime.now(UTC))
    engine.dispose()
    if not isinstance(imported, Imported):
        return _not_imported(imported)
    counts = {"people": len(found.persons), "indicators": len(found.indicators)}
    tell("cli.imported", office=found.office.name, python=python(), **counts)
    return 0


def _not_imported(problems: Sequence[Problem]) -> int:
    lines = (": ".join(filter(None, (f"{p.sheet} {p.cell}".strip(), p.words))) for p in problems)
    tell("cli.not_imported", count=len(problems), problems="\n".join(f"- {line}" for line in lines))
    return 1


def invite(settings: Settings, asked: argparse.Namespace) -> int:
    """A one-time link for everybody who is not linked yet, or for those whose name contains NAMA."""
    engine = open_ready(settings.database_url)
    bot = asyncio.run(doctor.bot_name(settings))
    with engine.begin() as tx:
        loaded = offices.all_offices(tx)
        codes = [code for office in loaded for code in _codes(tx, office.id, asked.name)]
    engine.dispose()
    if not loaded:
        tell("doctor.no_office", python=python())
        return 1
    for name, code in codes:
        tell("cli.invite", name=name, link=inviting.invitation(translate.entrance(bot.name), code))
    _tell_how_to_use(bot, any_code=bool(codes), wanted=asked.name)
    return 0


def _codes(tx: Tx, office_id: int, wanted: str) -> list[tuple[str, str]]:
    now = datetime.now(UTC)
    invited = inviting.to_invite(tx, office_id, wanted)
    return [(person.name, inviting.invite(tx, office_id, person.id, now)) for person in invited]


def _tell_how_to_use(bot: Asked, *, any_code: bool, wanted: str) -> None:
    if not any_code:
        tell("cli.nobody_of_that_name", name=wanted) if wanted else tell("cli.nobody_to_invite")
    elif bot.name:
        tell("cli.invited", days=inviting.INVITE_DAYS)
    else:
        tell("cli.invited_by_command", why=text(bot.problem), days=inviting.INVITE_DAYS, python=python())


def copy(settings: Settings, asked: argparse.Namespace) -> int:
    """Moves everything to another database, which has to be empty; held against the original before it is kept."""
    source, target = open_ready(settings.database_url), open_ready(asked.to)
    try:
        found = copying.copy(source, target)
    except copying.NotEmptyError:
        tell("cli.copy_not_empty")
        return 1
    finally:
        source.dispose()
        target.dispose()
    for one in found:
        print(f"{one.table:<20} {one.rows:>8} {one.sha256[:16]}")
    tell("cli.copied", rows=sum(one.rows for one in found), tables=len(found))
    return 0


def back_up(settings: Settings, asked: argparse.Namespace) -> int:
    """A copy of the database as it is now, verified; the bot may be running."""
    folder = asked.folder or Path(settings.backup_folder or "cadangan")
    open_ready(settings.database_url).dispose()
    taken = backup.take(settings.database_url, folder, datetime.now(settings.zone))
    tell("cli.backed_up", file=str(taken.path), rows=sum(taken.rows.values()), tables=len(taken.rows))
    return 0


def restore(settings: Settings, asked: argparse.Namespace) -> int:
    """A backup in the place of the database, while the bot stands still."""
    aside = backup.restore(asked.file, settings.database_url, datetime.now(settings.zone))
    open_ready(settings.database_url).dispose()
    if aside is not None:
        tell("cli.set_aside", file=str(aside))
    tell("cli.restored", file=str(asked.file), python=python())
    return 0


def verify(settings: Settings, asked: argparse.Namespace) -> int:
    """Each history and whether it is whole; 1 where one is not, or where none reaches the anchor."""
    engine = open_ready(settings.database_url)
    with engine.begin() as tx:
        found = verifying.chains(tx, asked.anchor)
    engine.dispose()
    for one in found:
        _tell_chain(one)
    anchored = next((one for one in found if one.anchored is not None), None)
    if anchored is not None:
        tell("cli.anchored", history=_history(anchored), row=anchored.anchored or 0, rows=anchored.rows)
    elif asked.anchor:
        tell("cli.not_anchored", anchor=asked.anchor)
    whole = all(one.broken is None for one in found)
    return 0 if whole and (anchored is not None or not asked.anchor) else 1


def _tell_chain(one: Chain) -> None:
    if one.broken is None:
        tell("cli.history_whole", history=_history(one), rows=one.rows, head=one.head)
    else:
        tell(f"cli.history_{one.broken.fault}", history=_history(one), row=one.broken.seq)


def _history(one: Chain) -> str:
    return f"{one.office}, {one.period}" if one.period else one.office


def examine(settings: Settings, asked: argparse.Namespace) -> int:
    """Each check with a hint; 1 when one of them stands in the way of running."""
    results = asyncio.run(doctor.examine(settings))
    for result in results:
        print(f"{result.mark} {plain(result.words)}")
    return 1 if any(result.fatal for result in results) else 0


COMMANDS: Mapping[str, Command] = {
    "run": run,
    "import": import_,
    "invite": invite,
    "admin": admin,
    "backup": back_up,
    "restore": restore,
    "copy": copy,
    "verify": verify,
    "doctor": examine,
}

if __name__ == "__main__":
    with suppress(KeyboardInterrupt):
        sys.exit(main())
