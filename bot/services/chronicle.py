"""/riwayat: who did what in a cycle, when and as whom, out of its chained history, in sentences."""

import re
from collections.abc import Callable, Mapping
from dataclasses import dataclass
from datetime import date, datetime
from decimal import Decimal, InvalidOperation
from typing import Any

from bot.cards.task import shortened
from bot.services import loading
from bot.services.acting import in_cycle
from bot.services.scope import Scope
from bot.store import cycles, forms, history, recaps
from bot.store.history import HistoryRow
from bot.texts.say import Param, Text, plain, render, text, text_from
from bot.workflow import rights
from bot.workflow.cycle import State
from bot.workflow.events import Refused, SecondNamed, refused
from bot.workflow.forms import Field
from bot.workflow.numbers import format_number
from bot.workflow.rights import Right

ON_A_PAGE = 12
SILENT = frozenset({"TaskOpened", "TaskClosed", "DeadlineMoved"})
"""What follows from something that is told itself."""
MOST_WORDS = 200


@dataclass(frozen=True)
class Page:
    state: State
    number: int  # from 0, the oldest
    pages: int
    lines: tuple[Text, ...]
    kept: tuple[Text, ...]  # the versions that were archived
    head: str


def may(scope: Scope) -> Refused | None:
    held = scope.actor is not None and rights.by_right(scope.rules.policy, scope.actor, Right.HISTORY)
    return None if held else rights.without(scope.rules.policy, scope.actor, Right.HISTORY)


def page(scope: Scope, cycle_id: int, number: int | None = None) -> Page | Refused:
    """The newest where none is named."""
    found, failed = in_cycle(scope, cycle_id), may(scope)
    if failed is not None or isinstance(found, Refused):
        return failed or refused("refused.unknown")
    state, _ = found
    told = [row for row in history.of_cycle(scope.tx, cycle_id) if row.event not in SILENT]
    pages = max(1, -(-len(told) // ON_A_PAGE))
    at = pages - 1 if number is None else min(number, pages - 1)
    names = {form.unit_id: form.unit_name for form in forms.of_cycle(scope.tx, cycle_id)}
    lines = tuple(_line(scope, row, names) for row in told[at * ON_A_PAGE : (at + 1) * ON_A_PAGE])
    return Page(state, at, pages, lines, _kept(scope, cycle_id), history.head(scope.tx, cycle_id))


def whole(scope: Scope, cycle_id: int) -> tuple[tuple[HistoryRow, str], ...]:
    """Every row of the chain, with what it says; a row that only follows from another says nothing itself."""
    names = {form.unit_id: form.unit_name for form in forms.of_cycle(scope.tx, cycle_id)}
    return tuple(
        (row, "" if row.event in SILENT else plain(render(_what(scope, row, names))))
        for row in history.of_cycle(scope.tx, cycle_id)
    )


def _kept(scope: Scope, cycle_id: int) -> tuple[Text, ...]:
    archived = [row for row in recaps.of_cycle(scope.tx, cycle_id) if row.archived_at is not None]
    zone = scope.office.zone
    return tuple(
        text("riwayat.replaced", version=row.version, at=row.replaced_at.astimezone(zone))
        if row.replaced_at
        else text("riwayat.archived", version=row.version)
        for row in archived
    )


def _line(scope: Scope, row: HistoryRow, names: Mapping[int, str]) -> Text:
    at = row.at.astimezone(scope.office.zone)
    return text("riwayat.line", at=at, who=row.acting_as, what=_what(scope, row, names))


def key_of(event: str) -> str:
    """ "RecapApproved" is said by riwayat.recap_approved."""
    return "riwayat." + re.sub(r"(?<=[a-z])(?=[A-Z])", "_", event).lower()


def _what(scope: Scope, row: HistoryRow, names: Mapping[int, str]) -> Text:
    data = dict(row.data)
    facts: dict[str, Param] = {name: _said(name, value) for name, value in data.items() if _is_plain(value)}
    facts |= {name: _moment(scope, data[name]) for name in ("until", "due_at") if data.get(name)}
    if data.get("dated"):
        facts["dated"] = date.fromisoformat(data["dated"])
    facts["unit"] = names.get(data.get("unit_id") or 0, "")
    facts["units"] = _units(data, names)
    facts["count"] = len(data.get("flags", data.get("revisions", ())))
    facts["note"] = _note(str(data.get("words") or data.get("instruction") or data.get("note") or ""))
    facts["signing"] = text("riwayat.letter_behalf" if data.get("on_behalf") else "card.nothing")
    facts["changes"] = tuple(_change(scope, *one) for one in data.get("changes", ()))
    facts |= {name: said(data[name]) for name, said in NAMED.items() if name in data}
    if row.event == SecondNamed.__name__ and data["person_id"] is None:
        return text("riwayat.second_default")
    return text_from(key_of(row.event), facts)


NAMED: Mapping[str, Callable[[Any], Text]] = {
    "part": lambda value: text(f"own.{value}"),
    "outcome": lambda value: text(f"outcome.{value}"),
    "standing": lambda value: text(f"riwayat.late_{value}"),
    "on_time": lambda value: text("riwayat.timely" if value else "riwayat.overdue"),
}
"""Fields whose value has a sentence of its own."""


def _is_plain(value: Any) -> bool:
    return isinstance(value, str | int) and not isinstance(value, bool)


def _said(name: str, value: Any) -> Param:
    return shortened(value, MOST_WORDS) if isinstance(value, str) else int(value)


def _units(data: Mapping[str, Any], names: Mapping[int, str]) -> Param:
    """The names, or of forms that were prepared how many."""
    if "unit_ids" in data:
        return ", ".join(names.get(one, "") for one in data["unit_ids"])
    return int(data.get("units", 0))


def _note(words: str) -> Text:
    return text("riwayat.note", words=shortened(words, MOST_WORDS)) if words else text("card.nothing")


def _moment(scope: Scope, value: str) -> datetime:
    return datetime.fromisoformat(value).astimezone(scope.office.zone)


def _change(scope: Scope, name: str, _old: str, new: str) -> Text:
    said = scope.rules.policy.reason(new) if name == Field.REASON else new
    return text("riwayat.change", field=text(f"field.{name}"), new=_figure(said) or "-")


def _figure(words: str) -> str:
    try:
        return format_number(Decimal(words))
    except InvalidOperation:
        return shortened(words, MOST_WORDS)


def periods(scope: Scope) -> tuple[State, ...]:
    """Of the newest dozen cycles."""
    from_newest = cycles.of_office(scope.tx, scope.office.id)[:12]
    return tuple(loading.state(scope, row.id) for row in from_newest)
