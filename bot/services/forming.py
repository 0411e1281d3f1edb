"""The forms of a cycle: frozen from the master data, filled answer by answer or from a workbook."""

from collections.abc import Sequence
from dataclasses import dataclass, replace
from decimal import Decimal

from bot.services import loading, telling
from bot.services.acting import settle
from bot.services.scope import Scope
from bot.store import cycles, forms, indicators, offices
from bot.store.codec import encode
from bot.workflow import collecting, rights
from bot.workflow.achievement import Aggregation, Direction
from bot.workflow.cycle import FormState, Turn
from bot.workflow.events import EntryFilled, Refused, refused
from bot.workflow.forms import Entry, Field, Indicator, incomplete
from bot.workflow.periods import MONTHS_IN, Period, parse_key
from bot.workflow.rights import Right
from bot.workflow.steps import Step

Chosen = tuple[tuple[offices.Unit, tuple[Indicator, ...]], ...]


def chosen(scope: Scope, period: Period) -> Chosen:
    """Every active unit with its active indicators; a unit without any is left out."""
    rows = indicators.active(scope.tx, scope.office.id, period.year)
    earlier = _earlier(scope, period)
    found = []
    for unit in offices.units(scope.tx, scope.office.id):
        own = tuple(_indicator(row, period, earlier.get(row.id, ())) for row in rows if row.unit_id == unit.id)
        if own:
            found.append((unit, own))
    return tuple(found)


def _earlier(scope: Scope, period: Period) -> dict[int, list[indicators.Measurement]]:
    """What the earlier periods of the same kind brought, in order of time, by indicator."""
    found: dict[int, list[indicators.Measurement]] = {}
    for one in indicators.measurements(scope.tx, scope.office.id):
        when = parse_key(one.period)
        if when.kind is period.kind and when < period:
            found.setdefault(one.indicator_id, []).append(one)
    return {key: sorted(ones, key=lambda one: parse_key(one.period)) for key, ones in found.items()}


def _indicator(row: indicators.IndicatorRow, period: Period, earlier: Sequence[indicators.Measurement]) -> Indicator:
    quarters = [None if q is None else Decimal(q) for q in row.quarters or [None] * 4]
    periods = [Period(period.year, period.kind, n) for n in range(1, period.number + 1)]
    targets = tuple((one.key, quarters[one.quarter - 1]) for one in periods)
    return Indicator(
        id=row.id,
        number=row.number,
        sasaran=row.sasaran,
        name=row.name,
        satuan=row.satuan,
        direction=Direction(row.direction),
        aggregation=Aggregation(row.aggregation),
        definition=row.definition,
        evidence=row.evidence,
        annual=row.annual,
        target=row.annual if MONTHS_IN[period.kind] == 12 else quarters[period.quarter - 1],
        targets=targets,
        upper=row.upper,
        pagu=row.pagu,
        earlier=tuple((one.period, one.realisasi) for one in earlier),
        spent=tuple((one.period, one.anggaran) for one in earlier),
    )


def freeze(scope: Scope, cycle_id: int, units: Chosen) -> None:
    """Step 2: a later change of the master data does not touch this cycle."""
    for unit, own in units:
        form_id = forms.add(
            scope.tx,
            office_id=scope.office.id,
            cycle_id=cycle_id,
            unit_id=unit.id,
            unit_name=unit.name,
            leader=unit.leader,
            state=FormState.PREPARED,
        )
        for number, indicator in enumerate(own, 1):
            forms.add_entry(
                scope.tx,
                office_id=scope.office.id,
                form_id=form_id,
                indicator_id=indicator.id,
                number=number,
                snapshot=encode(indicator),
            )


@dataclass(frozen=True)
class Answer:
    """What a person gave for one field of one entry, as the column keeps it."""

    entry_id: int
    field: Field
    value: Decimal | str | None


@dataclass(frozen=True)
class Filled:
    """The entries as they are after the answers were saved; `completed` if these answers completed the form."""

    entries: tuple[Entry, ...]
    completed: bool


def fill(scope: Scope, form_id: int, answers: tuple[Answer, ...], how: str) -> Filled | Refused:
    """Saves answers of one form, all of them or none. Who, where and whether it is open is checked here."""
    form = forms.get(scope.tx, form_id)
    taken = turn(scope, form)
    if isinstance(taken, Refused) or form is None:
        return taken if isinstance(taken, Refused) else refused("refused.unknown")
    before = loading.entries(scope, form_id)
    if not {a.entry_id for a in answers} <= {entry.id for entry in before}:  # of another form, or dropped by a revision
        return refused("refused.entry_locked")
    if any(not entry.open for entry in before if entry.id in {a.entry_id for a in answers}):
        return refused("refused.entry_locked")
    after = tuple(with_answers(entry, answers) for entry in before)
    filled = _events(form.unit_id, before, after, answers, collecting.source(taken, how))
    left = len(incomplete(after, scope.rules.policy))
    failed = settle(scope, taken, collecting.fill(taken, filled, left))
    telling.refresh_form(scope, form_id)
    return failed or Filled(after, left == 0 and taken.task.step is Step.FILL and taken.task.open)


def turn(scope: Scope, form: forms.FormRow | None) -> Turn | Refused:
    """This person's turn at the form, or why they may not fill it now."""
    if form is None or form.office_id != scope.office.id or scope.actor is None:
        return refused("refused.unknown")
    state = loading.state(scope, form.cycle_id)
    return collecting.filling(state, scope.rules, scope.now, scope.actor, form.unit_id)


def with_answers(entry: Entry, answers: tuple[Answer, ...]) -> Entry:
    """A value and a reason why there is none exclude each other; whatever was answered is looked at again."""
    values = {a.field.value: a.value for a in answers if a.entry_id == entry.id}
    if not values:
        return entry
    if values.get(Field.REALISASI) is not None:
        values[Field.REASON] = ""
    if values.get(Field.REASON):
        values[Field.REALISASI] = None
    return replace(entry, flagged=False, **values)  # type: ignore[arg-type]  # the fields' own types, by Field


def _events(
    unit_id: int, before: tuple[Entry, ...], after: tuple[Entry, ...], answers: tuple[Answer, ...], how: str
) -> tuple[EntryFilled, ...]:
    touched = {a.entry_id for a in answers}
    return tuple(
        EntryFilled(unit_id, new.id, new.number, how, _changes(old, new))
        for old, new in zip(before, after, strict=True)
        if new.id in touched
    )


def _changes(old: Entry, new: Entry) -> tuple[tuple[str, str, str], ...]:
    pairs = [(field.value, _text(old, field), _text(new, field)) for field in Field]
    return tuple(pair for pair in pairs if pair[1] != pair[2])


def _text(entry: Entry, field: Field) -> str:
    value = getattr(entry, field)
    return "" if value is None else str(value)


def open_forms(scope: Scope) -> tuple[forms.FormRow, ...]:
    """The forms that this person may fill now, oldest cycle first: their own, else those that came on paper. The one
    that a recap went on without comes after those with a deadline."""
    if scope.actor is None:
        return ()
    policy, actor, found = scope.rules.policy, scope.actor, _open(scope)
    own = tuple(form for form in found if rights.by_right(policy, actor, Right.FILL, form.unit_id))
    enters = rights.by_right(policy, actor, Right.ENTER) is not None
    return own or (found if enters else ())


def _open(scope: Scope) -> tuple[forms.FormRow, ...]:
    tasks = [t for t in cycles.open_tasks(scope.tx, scope.office.id) if t.unit_id is not None]
    asked = [forms.of_unit(scope.tx, task.cycle_id, task.unit_id) for task in tasks]
    return (*(form for form in asked if form is not None), *forms.left_open(scope.tx, scope.office.id))


def why_none(scope: Scope, otherwise: str = "fill.none") -> Refused:
    """To who has no form to fill: somebody else fills it in their place, or none waits."""
    policy, actor = scope.rules.policy, scope.actor
    failed = (rights.without(policy, actor, Right.FILL, form.unit_id) for form in _open(scope))
    return next((one for one in failed if one.key in rights.AWAY), refused(otherwise))


def is_for_another(scope: Scope, form: forms.FormRow) -> bool:
    """Whether this person would type it for its unit, from paper."""
    return scope.actor is not None and not rights.by_right(scope.rules.policy, scope.actor, Right.FILL, form.unit_id)


def form_of_task(scope: Scope, task_id: int) -> forms.FormRow | None:
    task = cycles.task(scope.tx, task_id)
    return forms.of_unit(scope.tx, task.cycle_id, task.unit_id) if task is not None else None


def form_names(scope: Scope, own: tuple[forms.FormRow, ...]) -> dict[int, str]:
    """What tells these forms apart: the unit, and where several cycles are open the period before it."""
    periods = {form.id: loading.period(scope, form.cycle_id).short for form in own}
    several = len(set(periods.values())) > 1
    return {form.id: f"{periods[form.id]} {form.unit_name}" if several else form.unit_name for form in own}
