"""A form's reading as JSON and back, for the way out of the child process."""

import json
from dataclasses import asdict
from decimal import Decimal
from typing import Any

from bot.documents.form_parser import CellReading, ExtraRow, FormReading, FormTitle, RowReading
from bot.documents.limits import Reason, Unreadable
from bot.documents.silent_cells import Fault
from bot.workflow.forms import Field

READY = b"\x06"
"""What the child says first: it has started, and the time for reading begins."""


def encode(result: FormReading | Unreadable) -> bytes:
    facts = {"reason": result.reason} if isinstance(result, Unreadable) else _form(result)
    return json.dumps(facts).encode()


def decode(data: bytes) -> FormReading | Unreadable:
    """Raises ValueError, LookupError or TypeError for anything `encode` did not write."""
    facts = json.loads(data)
    if "reason" in facts:
        return Unreadable(Reason(facts["reason"]))
    rows, extra = tuple(_row(row) for row in facts["rows"]), tuple(ExtraRow(**row) for row in facts["extra"])
    return FormReading(facts["key"], rows, FormTitle(**facts["title"]), extra)


def _form(reading: FormReading) -> dict[str, Any]:
    rows = [
        [row.row, row.entry_id, row.number, row.indicator, [_packed(cell) for cell in row.cells]]
        for row in reading.rows
    ]
    return {
        "key": reading.key,
        "title": asdict(reading.title),
        "rows": rows,
        "extra": [asdict(row) for row in reading.extra],
    }


def _packed(cell: CellReading) -> list[Any]:
    """A number in a list of its own: as text it keeps every digit, and is no text that was typed."""
    value = [str(cell.value)] if isinstance(cell.value, Decimal) else cell.value
    return [cell.field, value, cell.address, cell.fault]


def _row(facts: list[Any]) -> RowReading:
    row, entry_id, number, indicator, cells = facts
    return RowReading(row, entry_id, number, indicator, tuple(_cell(*cell) for cell in cells))


def _cell(field: str, value: str | list[str] | None, address: str, fault: str | None) -> CellReading:
    read = Decimal(value[0]) if isinstance(value, list) else value
    return CellReading(Field(field), read, address, Fault(fault) if fault else None)
