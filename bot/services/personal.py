"""Everything that is kept on one person, in the office's language; who else took part is not named."""

from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass
from datetime import datetime, tzinfo
from typing import Any

from bot.services import chronicle
from bot.services.scope import scope_for
from bot.store import offices, personal, tables
from bot.store.engine import Tx
from bot.store.personal import Known
from bot.texts.say import from_json, label, plain, render
from bot.workflow.periods import parse_key

Row = dict[str, Any]
PERIODS = frozenset({"cycle_id", "task_id", "form_id", "entry_id"})
SAID = frozenset({"body", "said"})
"""Columns that hold a sentence as it is kept before it is said."""


@dataclass(frozen=True)
class _About:
    """Whose data it is, what everything else is called, and by which clock its moments are told."""

    person: Known
    names: Mapping[str, Mapping[int, str]]
    zone: tzinfo | None


def export(tx: Tx, person: Known, now: datetime) -> dict[str, Any]:
    """As JSON can carry it: by table the rows, then how often the name is written elsewhere. `now` in the zone in which
    it is to be read."""
    about, found = _About(person, personal.names(tx), now.tzinfo), personal.rows_of(tx, person.id)
    told = {
        label(f"pribadi.table_{table}"): [_row(about, table, row) for row in rows]
        for table, rows in found.items()
        if rows
    }
    _explain(tx, told, found["history"], now)
    head = {label("pribadi.what"): label("pribadi.about"), label("pribadi.when"): now.isoformat(timespec="seconds")}
    return {**head, **told, label("pribadi.mentioned"): [_mention(one) for one in personal.mentions(tx, person)]}


def _row(about: _About, table: str, row: Row) -> Row:
    """What is empty is left out."""
    whose = personal.references(tables.metadata.tables[table])
    return {
        label(f"pribadi.{column}"): _person(about, value) if column in whose else _plain(about, column, value)
        for column, value in row.items()
        if value not in (None, "", [], {})
    }


def _person(about: _About, value: int) -> str:
    return label("pribadi.himself" if value == about.person.id else "pribadi.other")


def _plain(about: _About, column: str, value: Any) -> Any:
    if column in about.names:
        called = about.names[column].get(value, str(value))
        return parse_key(called).label if column in PERIODS and value in about.names[column] else called
    if column in SAID and isinstance(value, dict):
        said = value.get("said", value)
        return plain(render(from_json(said))) if "key" in said else value
    if isinstance(value, datetime):
        return value.astimezone(about.zone).isoformat(timespec="seconds")
    return value if isinstance(value, bool | int | str | list | dict) else str(value)


def _explain(tx: Tx, told: Mapping[str, list[Row]], rows: Sequence[Row], now: datetime) -> None:
    """Beside what the history keeps, the sentence that /riwayat says of it."""
    cycles = {row["cycle_id"]: row["office_id"] for row in rows}
    sentences = {
        (cycle_id, line.seq): words
        for cycle_id, office_id in cycles.items()
        for line, words in chronicle.whole(scope_for(tx, office_id, now), cycle_id)
    }
    for row, shown in zip(rows, told.get(label("pribadi.table_history"), []), strict=True):
        if words := sentences.get((row["cycle_id"], row["seq"])):
            shown[label("pribadi.said_of")] = words


def _mention(one: personal.Mention) -> Row:
    return {
        label("pribadi.mentioned_table"): label(f"pribadi.table_{one.table}"),
        label("pribadi.mentioned_column"): label(f"pribadi.{one.column}"),
        label("pribadi.mentioned_rows"): one.rows,
    }


# -- who it may be ---------------------------------------------------------------------------------------------------


def posts(tx: Tx, person: Known) -> str:
    """What somebody holds or held, and where: by this two of one name are told apart."""
    found = (_posts(tx, office_id, person.id) for office_id in offices.offices_of(tx, person.id))
    return "; ".join(dict.fromkeys(post for of_office in found for post in of_office))


def _posts(tx: Tx, office_id: int, person_id: int) -> Iterable[str]:
    name = offices.office(tx, office_id).name
    return (f"{one.style}, {name}" for one in offices.roles_of(tx, office_id) if one.person_id == person_id)
