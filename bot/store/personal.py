"""What is kept on one person, for UU 27/2022: whose it is the tables say, what of it is personal personal_columns."""

import json
from collections.abc import Iterator, Mapping
from dataclasses import dataclass
from typing import Any

import sqlalchemy as sa

from bot.store import rows, tables
from bot.store.engine import Tx
from bot.store.personal_columns import TOLD, Kind, columns
from bot.store.types import Document

# -- who it is -------------------------------------------------------------------------------------------------------


@dataclass(frozen=True)
class Known:
    id: int
    name: str
    nip: str


_p = tables.persons
_KNOWN = sa.select(*rows.columns(_p, Known)).order_by(_p.c.id)


def found(tx: Tx, words: str) -> tuple[Known, ...]:
    """Whose name this is; where it is nobody's, those whose name contains it. In whatever office."""
    wanted, everybody = words.casefold().strip(), rows.many(tx, _KNOWN, Known)
    exactly = tuple(one for one in everybody if one.name.casefold() == wanted)
    return exactly or tuple(one for one in everybody if wanted in one.name.casefold())


# -- what is kept on them --------------------------------------------------------------------------------------------


EVERYBODYS = frozenset({("documents", "paper")})
"""Columns of somebody's rows that hold what is not theirs: who asked for a recap is not whose words are in it."""


def rows_of(tx: Tx, person_id: int) -> dict[str, list[dict[str, Any]]]:
    """By table: every row that refers to this person, or to a chat from which they speak; without what is the
    program's alone."""
    return {
        table.name: [dict(row) for row in tx.execute(_chosen(table, whose, person_id)).mappings()]
        for table in tables.metadata.sorted_tables
        if (whose := _whose(table, person_id)) is not None
    }


def _chosen(table: sa.Table, whose: sa.ColumnElement[bool], person_id: int) -> sa.Select[Any]:
    told = [table.c[name] for name in told_of(table)]
    return sa.select(*told).where(whose).order_by(*table.primary_key.columns)


def told_of(table: sa.Table) -> tuple[str, ...]:
    return tuple(name for name in columns(table.name, *TOLD) if (table.name, name) not in EVERYBODYS)


def _whose(table: sa.Table, person_id: int) -> sa.ColumnElement[bool] | None:
    """None for a table that says of none of its rows whose it is."""
    referring = references(table)
    if table is _p:
        return _p.c.id == person_id
    if referring:
        return sa.or_(*(table.c[name] == person_id for name in referring))
    if "chat_id" in table.c:
        theirs = sa.select(tables.addresses.c.channel, tables.addresses.c.chat_id)
        return sa.tuple_(table.c.channel, table.c.chat_id).in_(theirs.where(tables.addresses.c.person_id == person_id))
    return None


def is_somebodys(table: sa.Table) -> bool:
    return _whose(table, 0) is not None


def references(table: sa.Table) -> tuple[str, ...]:
    """The columns that name a person by their number."""
    return tuple(column.name for column in table.c if any(key.column is _p.c.id for key in column.foreign_keys))


_c, _f, _e, _t = tables.cycles, tables.forms, tables.entries, tables.tasks
NAMES: Mapping[str, sa.Select[Any]] = {
    "office_id": sa.select(tables.offices.c.id, tables.offices.c.name),
    "unit_id": sa.select(tables.units.c.id, tables.units.c.name),
    "indicator_id": sa.select(tables.indicators.c.id, tables.indicators.c.name),
    "cycle_id": sa.select(_c.c.id, _c.c.period),
    "task_id": sa.select(_t.c.id, _c.c.period).join_from(_t, _c, _c.c.id == _t.c.cycle_id),
    "form_id": sa.select(_f.c.id, _c.c.period).join_from(_f, _c, _c.c.id == _f.c.cycle_id),
    "entry_id": sa.select(_e.c.id, _c.c.period)
    .join_from(_e, _f, _f.c.id == _e.c.form_id)
    .join(_c, _c.c.id == _f.c.cycle_id),
}
"""Columns that refer to something: what it is called, or of which period it is."""


def names(tx: Tx) -> dict[str, dict[int, str]]:
    return {column: {key: str(name) for key, name in tx.execute(asked)} for column, asked in NAMES.items()}


# -- where they are written of ---------------------------------------------------------------------------------------


@dataclass(frozen=True)
class Mention:
    """So many rows in which the name or the NIP is written."""

    table: str
    column: str
    rows: int


def mentions(tx: Tx, person: Known) -> tuple[Mention, ...]:
    """In words, papers and the history, whoever they are of. Files that people sent cannot be searched."""
    counted = (Mention(table.name, column.name, _count(tx, column, person)) for table, column in written())
    return tuple(one for one in counted if one.rows)


def written() -> Iterator[tuple[sa.Table, sa.Column[Any]]]:
    for table in tables.metadata.sorted_tables:
        for name in columns(table.name, Kind.DEED, Kind.WORDS):
            if isinstance(table.c[name].type, sa.Text | Document):
                yield table, table.c[name]


def _count(tx: Tx, column: sa.Column[Any], person: Known) -> int:
    wanted = [words for words in (person.name, person.nip) if words.strip()]
    if isinstance(column.type, Document):  # as JSON writes them
        wanted = [json.dumps(words)[1:-1] for words in wanted]
    within = sa.cast(column, sa.Text)
    if not wanted:
        return 0
    there = sa.or_(*(within.contains(words, autoescape=True) for words in wanted))
    return int(tx.execute(sa.select(sa.func.count()).where(there)).scalar_one())
