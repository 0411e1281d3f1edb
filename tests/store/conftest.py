"""The same databases as the runtime's tests: SQLite, and PostgreSQL where one is given."""

from datetime import UTC, datetime

import pytest

from bot.store import tables
from bot.store.engine import Engine
from tests.runtime.conftest import dialect as dialect  # noqa: PLC0414
from tests.runtime.conftest import empty as empty  # noqa: PLC0414 (a fixture is taken over by its name)
from tests.runtime.conftest import engine as engine  # noqa: PLC0414

NOW = datetime(2027, 1, 4, 1, 0, tzinfo=UTC)


@pytest.fixture
def office(engine: Engine) -> int:
    """An office with one person, Siti (1), one cycle (1) and its first task (1)."""
    with engine.begin() as tx:
        key = tx.execute(
            tables.offices.insert().values(code="uji", zone="Asia/Jakarta", profile={}, policy={}, secret=b"s")
        ).inserted_primary_key
        office_id = int(key[0]) if key else 0
        tx.execute(tables.persons.insert().values(name="Siti"))
        tx.execute(
            tables.cycles.insert().values(
                office_id=office_id, period="2026-triwulan-4", phase="open", opened_at=NOW, notes={}
            )
        )
        tx.execute(
            tables.tasks.insert().values(
                office_id=office_id, cycle_id=1, step="1", round=1, role="sekretaris", opened_at=NOW
            )
        )
    return office_id
