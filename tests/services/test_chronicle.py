"""Every event of a cycle has its sentence under /riwayat, whatever it carries."""

import dataclasses
import types
from collections.abc import Mapping
from datetime import date, timedelta
from enum import StrEnum
from typing import Any, Union, get_args, get_origin, get_type_hints

import pytest

from bot.services import chronicle
from bot.services.chronicle import SILENT
from bot.store import history
from bot.store.codec import encode
from bot.texts.say import plain, render
from bot.workflow.events import Event, SecondNamed
from bot.workflow.revisions import Revision
from tests.services.desk import Desk, at

NOW = at("4-1 09.00")
TOLD = [event for event in get_args(Event) if event.__name__ not in SILENT]


def filled(kind: Any) -> Any:
    """A value of this type."""
    origin = get_origin(kind)
    if origin in (Union, types.UnionType):
        return filled(get_args(kind)[0])
    if origin is tuple:
        first, *more = get_args(kind)
        if first is Revision:
            return ()
        return (filled(first),) if more == [Ellipsis] else tuple(filled(one) for one in (first, *more))
    if isinstance(kind, type) and issubclass(kind, StrEnum):
        return next(iter(kind))
    known = {int: 1, str: "selesai", bool: True, date: NOW.date()}
    return known.get(kind, NOW + timedelta(days=1))


CODES: Mapping[str, Any] = {
    "outcome": "approved",
    "changes": (("realisasi", "", "87.5"), ("reason", "", "belum-terbit")),
}
"""Fields that hold no words of their own."""


def sample(event: type[Any]) -> Any:
    hints = get_type_hints(event)
    names = (field.name for field in dataclasses.fields(event))
    return event(**{name: CODES.get(name, filled(hints[name])) for name in names})


def told(desk: Desk, *events: Any) -> list[str]:
    """What happened, as the Sekretaris reads it."""
    with desk.engine.begin() as tx:
        for event in events:
            history.append(
                tx,
                office_id=desk.office_id,
                cycle_id=desk.cycle_id,
                at=NOW,
                person_id=None,
                acting_as="Siti, Plh. Sekretaris",
                event=type(event).__name__,
                data=encode(event),
            )
        page = chronicle.page(desk.scope(tx, NOW, "sekretaris"), desk.cycle_id)
        assert isinstance(page, chronicle.Page)
        return [plain(render(line)) for line in page.lines]


@pytest.mark.parametrize("event", TOLD, ids=lambda event: event.__name__)
def test_every_event_is_told_in_a_sentence(desk: Desk, event: type[Any]) -> None:
    desk.start(at("4-1 08.00"))
    *_, line = told(desk, sample(event))
    said = line.removeprefix("04-01-2027 09.00 Siti, Plh. Sekretaris: ")
    assert said.startswith(("me", "tidak ")), line
    assert "{" not in line


def test_a_second_approver_is_told_by_name_or_as_the_sop_has_it(desk: Desk) -> None:
    desk.start(at("4-1 08.00"))
    *_, first, second = told(desk, SecondNamed(4, "Setyo Budi", "Staf"), SecondNamed(None, "", ""))
    assert first.endswith("menunjuk Setyo Budi (Staf) sebagai penyetuju kedua")
    assert second.endswith("mengembalikan penyetuju kedua sesuai SOP")
