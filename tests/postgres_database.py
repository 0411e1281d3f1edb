"""Databases of the tests' PostgreSQL: made and migrated once by each process of a run, and emptied for each test.

Making one costs a tenth of a second to half of one, emptying it a few thousandths.
"""

from collections import defaultdict
from collections.abc import Mapping, Sequence
from dataclasses import dataclass, field
from typing import Any
from uuid import uuid4

import sqlalchemy as sa

from bot.store import copying
from bot.store.engine import Engine, open_engine
from bot.store.schema import migrate

Rows = Mapping[str, Sequence[dict[str, Any]]]
_FREE: defaultdict[str, list[str]] = defaultdict(list)
"""By server: databases of today's schema, in which something may have been left."""


@dataclass
class PostgresDatabase:
    """A stage's office kept in one; `server` is the address of any database of the same server.

    Its name tells its connections from those of others.
    """

    server: str
    name: str = field(init=False)
    _engine: Engine = field(init=False)

    def __post_init__(self) -> None:
        free = _FREE[self.server]
        self.name = free.pop() if free else _made(self.server)
        self._engine = open_engine(self.url)
        self.renew()

    @property
    def url(self) -> str:
        return _at(self.server, self.name)

    def renew(self) -> None:
        """Empty again, with nobody else connected. Rows are deleted, which is cheaper by far than TRUNCATE."""
        with self._engine.begin() as tx:
            _empty(tx)
            copying.follow_keys(tx)

    def save(self) -> Rows:
        with self._engine.begin() as tx:
            return {
                table.name: [dict(row) for row in tx.execute(sa.select(table)).mappings()] for table in copying.TABLES
            }

    def restore(self, saved: Rows) -> None:
        with self._engine.begin() as tx:
            _empty(tx)
            for table in copying.TABLES:
                if saved[table.name]:
                    tx.execute(table.insert(), saved[table.name])
            copying.follow_keys(tx)

    def give_back(self) -> None:
        """To whoever wants one next."""
        self._engine.dispose()
        _FREE[self.server].append(self.name)


def _made(server: str) -> str:
    name = f"uji_{uuid4().hex}"
    engine = sa.create_engine(server, isolation_level="AUTOCOMMIT")
    with engine.connect() as connection:
        connection.execute(sa.text(f'CREATE DATABASE "{name}"'))
    engine.dispose()
    fresh = open_engine(_at(server, name))
    migrate(fresh)
    fresh.dispose()
    return name


def _at(server: str, name: str) -> str:
    address = sa.make_url(server).set(database=name).update_query_dict({"application_name": name})
    return address.render_as_string(hide_password=False)


def _empty(tx: sa.Connection) -> None:
    """What a killed process left connected goes first: it may hold rows."""
    others = "pid <> pg_backend_pid() AND datname = current_database()"
    tx.exec_driver_sql(f"SELECT pg_terminate_backend(pid) FROM pg_stat_activity WHERE {others}")
    tx.exec_driver_sql("SET LOCAL session_replication_role = replica")
    tx.exec_driver_sql("; ".join(f'DELETE FROM "{table.name}"' for table in copying.TABLES))
