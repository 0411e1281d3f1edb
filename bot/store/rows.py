"""Reads rows into frozen dataclasses whose fields are named as the columns."""

from typing import Any, TypeVar

import sqlalchemy as sa

from bot.store.engine import Tx

T = TypeVar("T")


def many(tx: Tx, statement: sa.Executable, kind: type[T], /, **params: Any) -> tuple[T, ...]:
    found = tx.execute(statement, params)
    names = tuple(found.keys())
    return tuple(kind(**dict(zip(names, row, strict=True))) for row in found.all())  # not by mappings(), which are slow


def first(tx: Tx, statement: sa.Executable, kind: type[T], /, **params: Any) -> T | None:
    found = tx.execute(statement, params)
    names, row = tuple(found.keys()), found.first()
    return None if row is None else kind(**dict(zip(names, row, strict=True)))


def insert(tx: Tx, table: sa.Table, **values: Any) -> int:
    """The new row's id."""
    key = tx.execute(_insert(table), values).inserted_primary_key
    return int(key[0]) if key else 0


def _insert(table: sa.Table) -> sa.Insert:
    """One statement object for a table, so that it is compiled once."""
    statement = table.info.get("insert")
    if statement is None:
        statement = table.info["insert"] = table.insert()
    return statement


def columns(table: sa.Table, kind: type[Any]) -> list[sa.Column[Any]]:
    """The columns that the dataclass has fields for."""
    return [table.c[name] for name in kind.__dataclass_fields__ if name in table.c]
