"""Reads a cycle from the store into the state the workflow decides on."""

from collections.abc import Iterable

from bot.services.scope import Scope
from bot.store import cycles, evidence, forms, recaps
from bot.store.codec import decode
from bot.workflow.cycle import FormState, Phase, RecapInfo, State, Task, UnitForm
from bot.workflow.forms import Entry, Indicator, Noted, incomplete, on_paper, unproved
from bot.workflow.periods import Period, parse_key
from bot.workflow.steps import Step


def state(scope: Scope, cycle_id: int) -> State:
    row = cycles.get(scope.tx, cycle_id)
    return State(
        cycle_id=row.id,
        office_id=row.office_id,
        period=parse_key(row.period),
        phase=Phase(row.phase),
        round=row.round,
        opened_at=row.opened_at,
        tasks=tuple(task_of(t, scope) for t in cycles.tasks(scope.tx, cycle_id)),
        forms=_forms(scope, cycle_id),
        recap=_recap(scope, cycle_id),
        authors=forms.authors(scope.tx, cycle_id),
        flags=tuple((u, e, words) for u, e, words in row.notes.get("flags", ())),
        version=row.version,
        second=row.notes.get("second"),
        reopened_by=row.notes.get("reopened", {}).get("by"),
        untouched=frozenset(int(unit) for unit in row.notes.get("untouched", ())),
        entrusted=frozenset((int(unit), one) for unit, ids in row.notes.get("entrusted", {}).items() for one in ids),
    )


def open_states(scope: Scope) -> tuple[State, ...]:
    """Of the office's cycles under way, newest first."""
    found = cycles.of_office(scope.tx, scope.office.id)
    return tuple(state(scope, row.id) for row in found if row.phase == Phase.OPEN)


def period(scope: Scope, cycle_id: int) -> Period:
    return parse_key(cycles.get(scope.tx, cycle_id).period)


def unit_form(scope: Scope, cycle_id: int, unit_id: int | None) -> forms.FormRow:
    """The one form that this unit has in this cycle."""
    found = forms.of_unit(scope.tx, cycle_id, unit_id)
    if found is None:
        raise LookupError(f"unit {unit_id} has no form in cycle {cycle_id}")
    return found


def unit_name(scope: Scope, cycle_id: int, unit_id: int | None) -> str:
    """As it was when the cycle's forms were prepared, whatever the unit is called now; empty where it has no form."""
    found = forms.of_unit(scope.tx, cycle_id, unit_id)
    return found.unit_name if found else ""


def task_of(row: cycles.TaskRow, scope: Scope) -> Task:
    """Moments in the office's zone, as everything the office sees."""
    zone = scope.office.zone
    return Task(
        id=row.id,
        step=Step(row.step),
        unit_id=row.unit_id,
        round=row.round,
        opened_at=row.opened_at.astimezone(zone),
        due_at=row.due_at.astimezone(zone) if row.due_at else None,
        version=row.version,
        closed_at=row.closed_at.astimezone(zone) if row.closed_at else None,
        outcome=row.outcome,
        closed_as=row.closed_as,
        closed_by=row.closed_by,
        used_minutes=row.used_minutes,
        allowed_minutes=row.allowed_minutes,
        undone_at=row.undone_at.astimezone(zone) if row.undone_at else None,
    )


def _forms(scope: Scope, cycle_id: int) -> tuple[UnitForm, ...]:
    proofs = _proofs(evidence.of_cycle(scope.tx, cycle_id))
    filled: dict[int, list[Entry]] = {}
    for row in forms.entries_of_cycle(scope.tx, cycle_id):
        filled.setdefault(row.form_id, []).append(entry_of(row, proofs.get(row.id, ())))
    return tuple(
        UnitForm(
            form_id=form.id,
            unit_id=form.unit_id,
            name=form.unit_name,
            state=FormState(form.state),
            entries=len(filled.get(form.id, ())),
            missing=len(incomplete(filled.get(form.id, ()), scope.rules.policy)),
            unproved=len(unproved(filled.get(form.id, ()))),
            provable=len([e for e in unproved(filled.get(form.id, ())) if e.open]),
            delivered=form.delivered_at is not None,
            received=form.received_at is not None,
            excluded=form.excluded,
            on_time=form.on_time,
            submitted_by=form.submitted_by,
            on_paper=on_paper(filled.get(form.id, ())),
        )
        for form in forms.of_cycle(scope.tx, cycle_id)
    )


def _recap(scope: Scope, cycle_id: int) -> RecapInfo | None:
    latest = recaps.latest(scope.tx, cycle_id)
    return RecapInfo(latest.version, latest.round, latest.sha256) if latest else None


def entries(scope: Scope, form_id: int) -> tuple[Entry, ...]:
    proofs = _proofs(evidence.of_form(scope.tx, form_id))
    return tuple(entry_of(row, proofs.get(row.id, ())) for row in forms.entries(scope.tx, form_id))


def _proofs(rows: Iterable[evidence.EvidenceRow]) -> dict[int, tuple[str, ...]]:
    """The names of the evidence, by entry."""
    found: dict[int, tuple[str, ...]] = {}
    for row in rows:
        found[row.entry_id] = (*found.get(row.entry_id, ()), row.name)
    return found


def entry_of(row: forms.EntryRow, proofs: tuple[str, ...] = ()) -> Entry:
    """`proofs`: the names of its evidence, for who shows them."""
    return Entry(
        id=row.id,
        number=row.number,
        indicator=decode(Indicator, row.snapshot),
        realisasi=row.realisasi,
        anggaran=row.anggaran,
        pendorong=row.pendorong,
        penghambat=row.penghambat,
        tindak_lanjut=row.tindak_lanjut,
        reason=row.reason,
        open=row.open,
        flagged=row.flagged,
        comment=row.comment,
        old=row.old,
        how=row.how,
        evidence=proofs,
        revisions=tuple(decode(Noted, one) for one in row.revisions),
    )
