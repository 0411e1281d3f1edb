"""A stage's office kept in PostgreSQL: a database of its own for each, made from one that was migrated once."""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass, field
from typing import Any
from uuid import uuid4

import sqlalchemy as sa

from bot.store import copying
from bot.store.engine import open_engine
from bot.store.schema import migrate

Rows = Mapping[str, Sequence[dict[str, Any]]]
_TEMPLATES: dict[str, str] = {}


@dataclass
class PostgresDatabase:
    """`server` is the address of any database of it."""

    server: str
    name: str = ""
    _made: list[str] = field(default_factory=list)

    def __post_init__(self) -> None:
        self.renew()

    @property
    def url(self) -> str:
        return self._at(self.name)

    def renew(self) -> None:
        self.name = f"uji_{uuid4().hex}"
        self._made.append(self.name)
        self._do(f'CREATE DATABASE "{self.name}" TEMPLATE "{self._template()}"')

    def save(self) -> Rows:
        engine = open_engine(self.url)
        with engine.begin() as tx:
            found = {
                table.name: [dict(row) for row in tx.execute(sa.select(table)).mappings()] for table in copying.TABLES
            }
        engine.dispose()
        return found

    def restore(self, saved: Rows) -> None:
        self.renew()
        engine = open_engine(self.url)
        with engine.begin() as tx:
            for table in copying.TABLES:
                if saved[table.name]:
                    tx.execute(table.insert(), saved[table.name])
            copying.follow_keys(tx)
        engine.dispose()

    def drop(self) -> None:
        """Whatever it made."""
        for name in self._made:
            self._do(f'DROP DATABASE IF EXISTS "{name}" WITH (FORCE)')

    def _template(self) -> str:
        """Migrated once by each process of the run."""
        if self.server not in _TEMPLATES:
            name = f"contoh_{uuid4().hex}"
            self._do(f'CREATE DATABASE "{name}"')
            engine = open_engine(self._at(name))
            migrate(engine)
            engine.dispose()
            _TEMPLATES[self.server] = name
        return _TEMPLATES[self.server]

    def _at(self, name: str) -> str:
        return sa.make_url(self.server).set(database=name).render_as_string(hide_password=False)

    def _do(self, statement: str) -> None:
        engine = sa.create_engine(self.server, isolation_level="AUTOCOMMIT")
        with engine.connect() as connection:
            connection.execute(sa.text(statement))
        engine.dispose()


def _rows(tx: sa.Connection, table: sa.Table) -> list[dict[str, Any]]:
    return [dict(row) for row in tx.execute(sa.select(table)).mappings()]
