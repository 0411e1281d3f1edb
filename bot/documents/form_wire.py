"""A form's reading as JSON and back, for the way out of the child process."""

import json
from dataclasses import asdict
from decimal import Decimal
from typing import Any

from bot.documents.form_parser import CellReading, FormReading, FormTitle, RowReading
from bot.documents.limits import Reason, Unreadable
from bot.workflow.forms import Field

READY = b"\x06"
"""What the child says first: it has started, and the time for reading begins."""


def encode(result: FormReading | Unreadable) -> bytes:
    return json.dumps(asdict(result), default=_decimal, ensure_ascii=True).encode()


def decode(data: bytes) -> FormReading | Unreadable:
    """Raises ValueError, KeyError or TypeError for anything `encode` did not write."""
    facts = json.loads(data)
    if "reason" in facts:
        return Unreadable(Reason(facts["reason"]))
    return FormReading(facts["key"], tuple(_row(row) for row in facts["rows"]), FormTitle(**facts["title"]))


def _decimal(value: object) -> dict[str, str]:
    if isinstance(value, Decimal):
        return {"number": str(value)}
    raise TypeError(f"{type(value).__name__} has no place in a form")


def _row(facts: dict[str, Any]) -> RowReading:
    cells = tuple(_cell(cell) for cell in facts["cells"])
    return RowReading(facts["row"], facts["entry_id"], facts["number"], facts["indicator"], cells)


def _cell(facts: dict[str, Any]) -> CellReading:
    value = facts["value"]
    if isinstance(value, dict):
        value = Decimal(value["number"])
    return CellReading(Field(facts["field"]), value, facts["address"])
