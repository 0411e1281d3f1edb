"""Commands: python -m bot run | import | invite | admin | backup | restore | copy | verify | person | doctor."""

import argparse
import asyncio
from collections.abc import Callable, Mapping, Sequence
from contextlib import suppress
from pathlib import Path

from bot import doctor, logs
from bot.commands import keeping, loading, person, running
from bot.commands.telling import tell
from bot.runtime.aside import leave
from bot.settings import Settings, SettingsError, load, python
from bot.store.access import AccessError
from bot.store.backup import BackupError
from bot.store.schema import SchemaError
from bot.texts.say import plain, say

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
    restoring.add_argument("files", nargs="+", type=Path, metavar="CADANGAN", help=plain(say("cli.help_restore_files")))
    copying_ = commands.add_parser("copy", help=plain(say("cli.help_copy")))
    copying_.add_argument("to", metavar="DATABASE_URL", help=plain(say("cli.help_copy_to")))
    verifying_ = commands.add_parser("verify", help=plain(say("cli.help_verify")))
    verifying_.add_argument("--anchor", default="", metavar="KODE", help=plain(say("cli.help_anchor")))
    of_person = commands.add_parser("person", help=plain(say("cli.help_person")))
    of_person.add_argument("name", metavar="NAMA", help=plain(say("cli.help_person_name")))
    of_person.add_argument("number", nargs="?", type=int, metavar="NOMOR", help=plain(say("cli.help_person_number")))
    commands.add_parser("doctor", help=plain(say("cli.help_doctor")))
    return parser


def examine(settings: Settings, asked: argparse.Namespace) -> int:
    """Each check with a hint; 1 when one of them stands in the way of running."""
    results = asyncio.run(doctor.examine(settings))
    for result in results:
        print(f"{result.mark} {plain(result.words)}")
    return 1 if any(result.fatal for result in results) else 0


COMMANDS: Mapping[str, Command] = {
    "run": running.run,
    "import": loading.import_,
    "invite": loading.invite,
    "admin": running.admin,
    "backup": keeping.back_up,
    "restore": keeping.restore,
    "copy": keeping.copy,
    "verify": keeping.verify,
    "person": person.person,
    "doctor": examine,
}

if __name__ == "__main__":
    with suppress(KeyboardInterrupt):
        leave(main())
