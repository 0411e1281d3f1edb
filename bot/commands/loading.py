"""import: an office from its Data Induk. invite: a link for everybody in it."""

import argparse
import asyncio
from collections.abc import Sequence
from datetime import UTC, datetime

from bot import doctor
from bot.channels.telegram import translate
from bot.commands.telling import tell
from bot.doctor import Asked
from bot.documents.master import parse_master
from bot.services import importing, inviting
from bot.services.importing import Imported
from bot.settings import Settings, python
from bot.store import offices
from bot.store.access import open_ready
from bot.store.engine import Tx
from bot.texts.say import text
from bot.workflow.master import MasterData, Problem


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
