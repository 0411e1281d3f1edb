"""An indicator has one number wherever its unit meets it, which is not the one of the whole office's Data Induk."""

from collections.abc import Mapping
from dataclasses import replace

from bot.services import loading
from bot.services.exporting import Exported
from bot.services.scope import Scope
from bot.store import cycles, forms
from bot.texts.say import label
from bot.workflow.cycle import Phase
from bot.workflow.master import Amendment


def form_numbers(scope: Scope, now: Exported, unit_id: int) -> Mapping[int, int]:
    """What the unit's form calls its indicators, by their numbers in the Data Induk.

    1. As in the form of the newest cycle under way.
    2. What that does not have comes after, as it would if it were added: first what is collected.
    """
    own = {one.number: one.active for one in now.data.indicators if one.unit == now.units.get(unit_id)}
    known = _in_form(scope, unit_id)
    rest = sorted((number for number in own if number not in known), key=lambda number: not own[number])
    return known | {number: at for at, number in enumerate(rest, max(known.values(), default=0) + 1)}


def _in_form(scope: Scope, unit_id: int) -> dict[int, int]:
    running = (one for one in cycles.of_office(scope.tx, scope.office.id) if one.phase == Phase.OPEN)
    found = (forms.of_unit(scope.tx, one.id, unit_id) for one in running)
    form = next((one for one in found if one is not None), None)
    entries = loading.entries(scope, form.id) if form else ()
    return {entry.indicator.number: entry.number for entry in entries}


def called(
    scope: Scope, now: Exported, unit_id: int, number: int, found: tuple[Amendment, ...]
) -> tuple[Amendment, ...]:
    """What would change of this indicator, by the unit and its form's number instead of the Data Induk's."""
    own = form_numbers(scope, now, unit_id).get(number, number)
    words = label("kelola.called", unit=now.units.get(unit_id, ""), number=own)
    return tuple(replace(one, what=words + one.what.removeprefix(f"{number}. ")) for one in found)
