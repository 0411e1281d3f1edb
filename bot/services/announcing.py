"""Who is told what when something happened: cards for opened tasks, and the sentences of the table below."""

from collections.abc import Callable, Mapping
from typing import Any

from bot.services import loading, standing_still, telling
from bot.services.scope import Scope
from bot.store import cycles, forms, outbox
from bot.texts.say import Param, label, text
from bot.workflow import events as ev
from bot.workflow.roles import Role
from bot.workflow.steps import Step


def announce(scope: Scope, cycle_id: int, event: ev.Event, task_id: int | None) -> None:
    """`task_id` is the task a TaskOpened has become."""
    if isinstance(event, ev.TaskOpened) and task_id is not None:
        _opened(scope, cycle_id, event, task_id)
        return
    tell = TOLD.get(type(event))
    if tell is not None:
        tell(scope, cycle_id, event)


def _opened(scope: Scope, cycle_id: int, event: ev.TaskOpened, task_id: int) -> None:
    """A card to every holder; who cannot be reached is an event of today, not a discovery of next week."""
    people = telling.step_holders(scope, event.step, event.unit_id)
    reached = telling.show_card(scope, "task", task_id, people, task_id=task_id)
    if not reached:
        _nobody(scope, cycle_id, event)


def _nobody(scope: Scope, cycle_id: int, event: ev.TaskOpened) -> None:
    kegiatan = scope.rules.policy.row(event.step).kegiatan
    whom = _unit(scope, cycle_id, event.unit_id) if event.unit_id else label(f"role.{event.role}")
    said = text("notice.nobody", whom=whom, kegiatan=kegiatan, period=_period(scope, cycle_id))
    telling.tell(scope, telling.holders(scope, Role.KASUBAG, Role.ADMIN), said)


def _period(scope: Scope, cycle_id: int) -> str:
    return loading.period(scope, cycle_id).label


def _unit(scope: Scope, cycle_id: int, unit_id: int) -> str:
    return loading.unit_name(scope, cycle_id, unit_id)


def _closed(scope: Scope, cycle_id: int, event: ev.TaskClosed) -> None:
    telling.refresh_task(scope, event.task_id)


def _moved(scope: Scope, cycle_id: int, event: ev.DeadlineMoved) -> None:
    telling.refresh_task(scope, event.task_id)


def _delivery_seen(scope: Scope, cycle_id: int, event: ev.FormDelivered | ev.FormReceived) -> None:
    """The Staf's card of step 4 shows which forms have arrived."""
    for task in cycles.tasks(scope.tx, cycle_id):
        if task.step == Step.DISTRIBUTE:
            telling.refresh_task(scope, task.id)


def _receipt_seen(scope: Scope, cycle_id: int, event: ev.FormReceived) -> None:
    """Terima disappears from the unit's card, also where the first entry was the receipt."""
    _delivery_seen(scope, cycle_id, event)
    for task in cycles.tasks(scope.tx, cycle_id):
        if task.step == Step.FILL and task.unit_id == event.unit_id:
            telling.refresh_task(scope, task.id)


def _undeliverable(scope: Scope, cycle_id: int, event: ev.FormUndeliverable) -> None:
    tasks = (t for t in standing_still.waiting(scope) if (t.cycle_id, t.unit_id) == (cycle_id, event.unit_id))
    for task in tasks:
        said = standing_still.notice(scope, task)
        telling.tell(scope, standing_still.handers(scope), said, standing_still.hand_over(task))
        telling.tell(scope, standing_still.overseers(scope), said)


def _problem(scope: Scope, cycle_id: int, event: ev.ProblemRaised) -> None:
    unit = _unit(scope, cycle_id, event.unit_id)
    words = {"unit": unit, "words": event.words, "period": _period(scope, cycle_id)}
    telling.tell(scope, telling.holders(scope, Role.KASUBAG), text("notice.problem", **words))


def _submitted(scope: Scope, cycle_id: int, event: ev.FormSubmitted) -> None:
    people = telling.step_holders(scope, Step.FILL, event.unit_id)
    unit = _unit(scope, cycle_id, event.unit_id)
    said = text("notice.submitted", unit=unit, period=_period(scope, cycle_id), at=scope.now)
    telling.tell(scope, people, said, silent=True)
    form = loading.unit_form(scope, cycle_id, event.unit_id)
    for entry in forms.entries(scope.tx, form.id):
        telling.refresh_entry(scope, entry.id, priority=outbox.NOTICE)


def _excluded(scope: Scope, cycle_id: int, event: ev.FormExcluded) -> None:
    people = telling.step_holders(scope, Step.FILL, event.unit_id)
    words = {"unit": _unit(scope, cycle_id, event.unit_id), "period": _period(scope, cycle_id), "reason": event.reason}
    telling.tell(scope, people, text("notice.excluded", **words))


def _referred(scope: Scope, cycle_id: int, event: ev.DecisionReferred) -> None:
    said = text("notice.referred", period=_period(scope, cycle_id), version=event.version)
    telling.tell(scope, telling.holders(scope, Role.SEKRETARIS), said)


def _approved(scope: Scope, cycle_id: int, event: ev.RecapApproved) -> None:
    said = text("notice.approved", period=_period(scope, cycle_id), version=event.version, at=scope.now)
    telling.tell(scope, telling.holders(scope, Role.STAF, Role.KASI), said, silent=True)


def _archived(scope: Scope, cycle_id: int, event: ev.DataArchived) -> None:
    words: dict[str, Param] = {"number": event.number, "version": event.version, "period": _period(scope, cycle_id)}
    telling.tell(scope, telling.holders(scope, Role.KASUBAG), text("notice.archived", **words), silent=True)


def _finished(scope: Scope, cycle_id: int, event: ev.CycleFinished) -> None:
    said = text("notice.finished", period=_period(scope, cycle_id), at=scope.now, days=event.working_days)
    telling.tell(scope, telling.everyone_concerned(scope, scope.rules.policy), said)


Tell = Callable[[Scope, int, Any], None]

TOLD: Mapping[type[Any], Tell] = {
    ev.TaskClosed: _closed,
    ev.DeadlineMoved: _moved,
    ev.FormDelivered: _delivery_seen,
    ev.FormReceived: _receipt_seen,
    ev.FormUndeliverable: _undeliverable,
    ev.ProblemRaised: _problem,
    ev.FormSubmitted: _submitted,
    ev.FormExcluded: _excluded,
    ev.DecisionReferred: _referred,
    ev.RecapApproved: _approved,
    ev.DataArchived: _archived,
    ev.CycleFinished: _finished,
}
"""Everything else is told by the card of the task it opens."""
