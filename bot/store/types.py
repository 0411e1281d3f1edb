"""Column types that keep their meaning on SQLite and PostgreSQL alike: moments, exact numbers, documents."""

from datetime import UTC, datetime
from decimal import Decimal
from typing import Any

import sqlalchemy as sa


class Moment(sa.TypeDecorator[datetime]):
    """An aware datetime, kept in UTC as ISO text, which sorts as time does on every database."""

    impl = sa.Text
    cache_ok = True

    def process_bind_param(self, value: datetime | None, dialect: sa.Dialect) -> str | None:
        if value is None:
            return None
        if value.tzinfo is None:
            raise ValueError("a moment needs a time zone")
        return value.astimezone(UTC).isoformat(timespec="microseconds")

    def process_result_value(self, value: str | None, dialect: sa.Dialect) -> datetime | None:
        return None if value is None else datetime.fromisoformat(value)


class Exact(sa.TypeDecorator[Decimal]):
    """A Decimal kept as its text: SQLite would make a binary float of it."""

    impl = sa.Text
    cache_ok = True

    def process_bind_param(self, value: Decimal | None, dialect: sa.Dialect) -> str | None:
        return None if value is None else str(value)

    def process_result_value(self, value: str | None, dialect: sa.Dialect) -> Decimal | None:
        return None if value is None else Decimal(value)


class Document(sa.TypeDecorator[Any]):
    """JSON made of plain values; what it means is told by the dataclass that the code reads it into."""

    impl = sa.JSON
    cache_ok = True
