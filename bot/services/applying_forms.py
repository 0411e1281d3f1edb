"""What the events of a unit's form change in the store: delivery, answers, evidence, submission, return."""

from collections.abc import Callable, Mapping
from datetime import datetime
from decimal import Decimal
from typing import Any

from bot.services import loading
from bot.services.scope import Scope
from bot.store import cycles, evidence, forms
from bot.workflow import events as ev
from bot.workflow.cycle import FormState
from bot.workflow.forms import MEASURES


def _form_id(scope: Scope, cycle_id: int, unit_id: int) -> int:
    return loading.unit_form(scope, cycle_id, unit_id).id


def author(scope: Scope, cycle_id: int) -> None:
    if scope.actor is not None:
        forms.add_author(scope.tx, scope.office.id, cycle_id, scope.actor.person_id)


def _keep(scope: Scope, form: forms.FormRow, *, entries: bool) -> None:
    """How it is before it is handed out or opened again, until something is done to it."""
    own = forms.entries(scope.tx, form.id) if entries else ()
    at = form.delivered_at.isoformat() if form.delivered_at else None
    kept = {
        "form": {"state": form.state, "excluded": form.excluded, "delivered_how": form.delivered_how},
        "delivered_at": at,
        "entries": {str(e.id): [e.open, e.flagged, e.comment, None if e.old is None else str(e.old)] for e in own},
    }
    known = cycles.get(scope.tx, form.cycle_id).notes.get("untouched", {})
    cycles.note(scope.tx, form.cycle_id, untouched={**known, str(form.unit_id): kept})


def _touch(scope: Scope, cycle_id: int, *unit_ids: int) -> None:
    """Somebody has acted: what brought the form there can be taken back no more."""
    known = cycles.get(scope.tx, cycle_id).notes.get("untouched", {})
    rest = {unit: kept for unit, kept in known.items() if int(unit) not in unit_ids}
    if rest != known:
        cycles.note(scope.tx, cycle_id, untouched=rest)


def _recalled(scope: Scope, cycle_id: int, event: ev.FormsRecalled) -> None:
    notes = cycles.get(scope.tx, cycle_id).notes
    for unit_id in event.unit_ids:
        kept = notes["untouched"][str(unit_id)]
        at = datetime.fromisoformat(kept["delivered_at"]) if kept["delivered_at"] else None
        forms.update(scope.tx, _form_id(scope, cycle_id, unit_id), **kept["form"], delivered_at=at)
        for entry_id, (open_, flagged, comment, old) in kept["entries"].items():
            values = {"open": open_, "flagged": flagged, "comment": comment}
            forms.fill(scope.tx, int(entry_id), **values, old=None if old is None else Decimal(old))
    if notes.get("before", {}).get("round") == event.round:
        cycles.note(scope.tx, cycle_id, before={}, **notes["before"]["notes"])
    cycles.set_round(scope.tx, cycle_id, event.round)
    _touch(scope, cycle_id, *event.unit_ids)


def _distributed(scope: Scope, cycle_id: int, event: ev.FormsDistributed) -> None:
    for unit_id in event.unit_ids:
        form = loading.unit_form(scope, cycle_id, unit_id)
        _keep(scope, form, entries=False)
        forms.update(scope.tx, form.id, state=FormState.OPEN)
    if scope.actor is not None:
        cycles.note(scope.tx, cycle_id, distributed_by=scope.actor.person_id, distributed_as=scope.style)


def _delivered(scope: Scope, cycle_id: int, event: ev.FormDelivered) -> None:
    form_id = _form_id(scope, cycle_id, event.unit_id)
    forms.update(scope.tx, form_id, delivered_at=scope.now, delivered_how=event.how)
    if scope.actor is not None:  # in person
        _touch(scope, cycle_id, event.unit_id)


def _received(scope: Scope, cycle_id: int, event: ev.FormReceived) -> None:
    by = scope.actor.person_id if scope.actor else None
    form_id = _form_id(scope, cycle_id, event.unit_id)
    forms.update(scope.tx, form_id, received_at=scope.now, received_how=event.how, received_by=by)
    _touch(scope, cycle_id, event.unit_id)


def _filled(scope: Scope, cycle_id: int, event: ev.EntryFilled) -> None:
    values: dict[str, Any] = {name: _value(name, new) for name, _, new in event.changes}
    by = scope.actor.person_id if scope.actor else None
    forms.fill(scope.tx, event.entry_id, **values, flagged=False, how=event.how, updated_by=by, updated_at=scope.now)
    author(scope, cycle_id)
    _touch(scope, cycle_id, event.unit_id)


def _value(name: str, text: str) -> Decimal | str | None:
    if name in MEASURES:
        return Decimal(text) if text else None
    return text


def _proved(scope: Scope, cycle_id: int, event: ev.EvidenceAdded) -> None:
    if scope.actor is None:
        raise ValueError("evidence is somebody's")
    evidence.add(
        scope.tx,
        office_id=scope.office.id,
        entry_id=event.entry_id,
        name=event.name,
        mime=event.mime,
        size=event.size,
        sha256=event.sha256 or None,
        added_by=scope.actor.person_id,
        added_at=scope.now,
    )
    author(scope, cycle_id)
    _touch(scope, cycle_id, event.unit_id)


def _unproved(scope: Scope, cycle_id: int, event: ev.EvidenceRemoved) -> None:
    evidence.remove(scope.tx, event.evidence_id, scope.actor.person_id if scope.actor else None, scope.now)
    _touch(scope, cycle_id, event.unit_id)


def _submitted(scope: Scope, cycle_id: int, event: ev.FormSubmitted) -> None:
    form_id = _form_id(scope, cycle_id, event.unit_id)
    by = scope.actor.person_id if scope.actor else None
    values = {"submitted_at": scope.now, "submitted_by": by, "on_time": event.on_time}
    forms.update(scope.tx, form_id, state=FormState.SUBMITTED, **values)
    author(scope, cycle_id)


def _withdrawn(scope: Scope, cycle_id: int, event: ev.FormWithdrawn) -> None:
    form = loading.unit_form(scope, cycle_id, event.unit_id)
    never = {"submitted_at": None} if event.on_time is None else {}
    forms.update(scope.tx, form.id, state=FormState.OPEN, submitted_by=None, on_time=event.on_time, **never)


def _problem(scope: Scope, cycle_id: int, event: ev.ProblemRaised) -> None:
    """The unit's own words are the reason of whatever time it is given."""
    problems = cycles.get(scope.tx, cycle_id).notes.get("problems", {})
    cycles.note(scope.tx, cycle_id, problems={**problems, str(event.unit_id): event.words})
    _touch(scope, cycle_id, event.unit_id)


def _excluded(scope: Scope, cycle_id: int, event: ev.FormExcluded) -> None:
    forms.update(scope.tx, _form_id(scope, cycle_id, event.unit_id), excluded=True)
    cycles.note(scope.tx, cycle_id, left_out_reason=event.reason)


def _included(scope: Scope, cycle_id: int, event: ev.FormIncluded) -> None:
    forms.update(scope.tx, _form_id(scope, cycle_id, event.unit_id), excluded=False)


def _reopened(scope: Scope, cycle_id: int, event: ev.FormReopened) -> None:
    """Of what was submitted only flagged entries open again; a unit that never submitted keeps its form as it is."""
    form = loading.unit_form(scope, cycle_id, event.unit_id)
    _keep(scope, form, entries=True)
    if form.state == FormState.SUBMITTED:
        forms.lock(scope.tx, form.id)
    # Delivered anew: whom the channel cannot reach any more has a clock that stands still in this round too.
    anew = {"delivered_at": None, "delivered_how": "", "version": form.version + 1}
    forms.update(scope.tx, form.id, state=FormState.OPEN, excluded=False, **anew)
    for entry_id, comment in event.flags:
        forms.flag(scope.tx, entry_id, comment)


CHANGES: Mapping[type[Any], Callable[[Scope, int, Any], None]] = {
    ev.FormsDistributed: _distributed,
    ev.FormDelivered: _delivered,
    ev.FormReceived: _received,
    ev.EntryFilled: _filled,
    ev.EvidenceAdded: _proved,
    ev.EvidenceRemoved: _unproved,
    ev.FormSubmitted: _submitted,
    ev.FormWithdrawn: _withdrawn,
    ev.ProblemRaised: _problem,
    ev.FormExcluded: _excluded,
    ev.FormIncluded: _included,
    ev.FormReopened: _reopened,
    ev.FormsRecalled: _recalled,
}
