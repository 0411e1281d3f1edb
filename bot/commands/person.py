"""person: everything that is kept on one person, as a file for them (UU 27/2022)."""

import argparse
import json
import os
from collections.abc import Sequence
from datetime import datetime
from pathlib import Path
from typing import Any

from bot.commands.telling import tell
from bot.services import personal
from bot.settings import Settings, python
from bot.store import personal as kept
from bot.store.access import open_ready
from bot.store.engine import Tx
from bot.store.personal import Known


def person(settings: Settings, asked: argparse.Namespace) -> int:
    """1 where the name is nobody's, or of several and no number says whose."""
    engine = open_ready(settings.database_url)
    try:
        with engine.begin() as tx:
            found = kept.found(tx, asked.name)
            meant = [one for one in found if asked.number in (None, one.id)]
            if len(meant) != 1:
                return _who(tx, asked, found)
            told = personal.export(tx, meant[0], datetime.now(settings.zone))
    finally:
        engine.dispose()
    path = _file(meant[0])
    _write(path, told)
    tell("cli.person", name=meant[0].name, file=str(path), parts=sum(isinstance(rows, list) for rows in told.values()))
    return 0


def _who(tx: Tx, asked: argparse.Namespace, found: Sequence[Known]) -> int:
    """Each with what tells them apart."""
    if not found:
        tell("cli.person_unknown", name=asked.name)
        return 1
    tell("cli.person_which", count=len(found), name=asked.name, python=python())
    for one in found:
        tell("cli.person_one", number=one.id, name=one.name, posts=personal.posts(tx, one) or "-")
    return 1


def _file(one: Known) -> Path:
    words = "".join(c if c.isascii() and c.isalnum() else "-" for c in one.name.lower())
    return Path("-".join(("data-pribadi", *filter(None, words.split("-")), str(one.id))) + ".json")


def _write(path: Path, told: dict[str, Any]) -> None:
    """For the one who runs the command alone to read."""
    path.unlink(missing_ok=True)
    with os.fdopen(os.open(path, os.O_WRONLY | os.O_CREAT | os.O_EXCL, 0o600), "w", encoding="utf-8") as file:
        json.dump(told, file, ensure_ascii=False, indent=2)
