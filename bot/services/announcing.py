"""Tells what happened: cards for the tasks that open or change, and the notices of workflow/notices.py."""

from collections.abc import Callable, Mapping
from dataclasses import fields
from typing import Any

from bot.cards import revising as revising_card
from bot.cards.buttons import Rows, button, stacked
from bot.services import handing, ledger, loading, standing_still, telling, unreached
from bot.services.scope import Scope, scope_for
from bot.store import cycles, forms, history, outbox, talks
from bot.texts.say import Param, Text, label, text, text_from
from bot.workflow import events as ev
from bot.workflow import extending, undoing
from bot.workflow.cycle import FormState, own_part
from bot.workflow.notices import LOST, NOTICES, Notice
from bot.workflow.roles import Role
from bot.workflow.steps import LAST, Step


def announce(scope: Scope, cycle_id: int, event: ev.Event, task_id: int | None) -> None:
    """`task_id` is the task a TaskOpened has become."""
    if isinstance(event, ev.TaskOpened) and task_id is not None:
        _opened(scope, cycle_id, event, task_id)
    notice = NOTICES.get(type(event))
    if notice is not None:
        said = _said(scope, cycle_id, notice.key, event)
        for person_id, buttons in _people(scope, cycle_id, notice, event).items():
            telling.tell(scope, (person_id,), said, buttons, silent=notice.silent)
    show = SHOWN.get(type(event))
    if show is not None:
        show(scope, cycle_id, event)


def _people(scope: Scope, cycle_id: int, notice: Notice, event: ev.Event) -> dict[int, Rows]:
    """Who is told, each with the buttons to answer it. Who did it is not told their own words where others are."""
    answers = WITH_BUTTONS.get(type(event))
    people = telling.whom(scope, notice.to, getattr(event, "unit_id", None), cycle_id=cycle_id)
    if answers is None:
        return dict.fromkeys(people, ())
    found = {one: answers(scope, cycle_id, event, one) for one in people}
    if not any(found.values()):
        found |= {one: answers(scope, cycle_id, event, one) for one in telling.whom(scope, notice.else_to)}
    doer = scope.actor.person_id if scope.actor else None
    others = {one: rows for one, rows in found.items() if one != doer}
    return others or found


def _said(scope: Scope, cycle_id: int, key: str, event: ev.Event) -> Text:
    facts: dict[str, Any] = {field.name: getattr(event, field.name) for field in fields(event)}
    facts |= {"period": loading.period(scope, cycle_id).label, "at": scope.now}
    if "unit_id" in facts:
        facts["unit"] = loading.unit_name(scope, cycle_id, facts["unit_id"])
    if isinstance(event, ev.DataArchived):
        facts["head"] = history.head(scope.tx, cycle_id)
    if "part" in facts:
        facts["part"] = text(f"own.{facts['part']}")
    return text_from(key, facts)


def _opened(scope: Scope, cycle_id: int, event: ev.TaskOpened, task_id: int) -> None:
    """A card to every holder; who cannot be reached is an event of today, not a discovery of next week."""
    row = cycles.task(scope.tx, task_id)
    if row is None:
        raise LookupError(f"no task {task_id}")
    reached = [ledger.show_card(scope, row, one) for one in telling.told(scope, cycle_id, event.step, event.unit_id)]
    if event.step in handing.CARD_FIRST:
        handing.hand_out(scope, task_id)
    if event.step is Step.SECOND:
        _approver_lacks(scope, row)
    if not any(reached):
        nobody(scope, row)


def _approver_lacks(scope: Scope, row: cycles.TaskRow) -> None:
    """Nobody who is asked may approve: the admin can name another."""
    state = loading.state(scope, row.cycle_id)
    people = telling.told(scope, row.cycle_id, Step.SECOND)
    actors = [scope_for(scope.tx, scope.office.id, scope.now, person_id).actor for person_id in people]
    parts = [(one, own_part(state, one)) for one in actors if one is not None]
    if not parts or any(part is None for _, part in parts):
        return
    who, part = parts[0]
    said = text("second.needed", period=state.period.label, who=who.name, part=text(f"own.{part}"))
    telling.tell(scope, telling.holders(scope, Role.ADMIN), said, stacked(button("second", "second", row.cycle_id)))


def nobody(scope: Scope, task: cycles.TaskRow) -> None:
    """A task reaches nobody. Whoever can help is told once; of a form that nobody has, also who can hand it over."""
    step = Step(task.step)
    if task.unit_id and not loading.unit_form(scope, task.cycle_id, task.unit_id).delivered_at:
        standing_still.announce(scope, task, telling.whom(scope, (*LOST, Step.DISTRIBUTE), cycle_id=task.cycle_id))
        return
    whom = loading.unit_name(scope, task.cycle_id, task.unit_id) if task.unit_id else label(f"role.{task.role}")
    kegiatan, period = scope.rules.policy.row(step).kegiatan, loading.period(scope, task.cycle_id).label
    said = text("notice.nobody", whom=whom, kegiatan=kegiatan, period=period)
    holders = telling.told(scope, task.cycle_id, step, task.unit_id)
    for told in telling.whom(scope, LOST):
        telling.tell(scope, (told,), said, unreached.ways(scope, told, holders, (task,)))


def _closed(scope: Scope, cycle_id: int, event: ev.TaskClosed) -> None:
    telling.refresh_task(scope, event.task_id)
    _gone_on(scope, cycle_id, event.task_id)
    if event.step is Step.ASSIGN_RECAP:  # what was submitted can be taken back no more
        telling.refresh_step(scope, cycle_id, Step.SUBMIT)


def _gone_on(scope: Scope, cycle_id: int, task_id: int) -> None:
    """Somebody has acted: what opened this task can be taken back no more."""
    state = loading.state(scope, cycle_id)
    task = state.task(task_id)
    opener = undoing.before(state, task) if task else None
    if opener is not None:
        telling.refresh_task(scope, opener.id)
        telling.refresh_return(scope, opener.id)  # where the way back of a Ralat is


def _distributed(scope: Scope, cycle_id: int, event: ev.FormsDistributed) -> None:
    telling.refresh_step(scope, cycle_id, Step.INSTRUCT)


def _sent_back(scope: Scope, cycle_id: int, event: ev.EntriesSentBack) -> None:
    for step in (Step.ASSIGN_RECAP, Step.REPORT, Step.RECAP):
        telling.refresh_step(scope, cycle_id, step)


def _undone(scope: Scope, cycle_id: int, event: ev.StepUndone) -> None:
    """Whoever was asked next, or told of it, hears that it does not stand."""
    telling.refresh_task(scope, event.task_id)
    telling.refresh_return(scope, event.task_id)
    number, outcome = scope.rules.policy.row(event.step).number, text(f"outcome.{event.outcome}")
    heard = TOLD_OF.get(event.outcome, ())
    _tell_of_undoing(scope, cycle_id, heard, "notice.undone", step=number, last=LAST, outcome=outcome)


def _correction_undone(scope: Scope, cycle_id: int, event: ev.CorrectionUndone) -> None:
    """Whoever heard of it, or was asked because of it, hears that the data stand."""
    telling.refresh_return(scope, event.task_id)
    _tell_of_undoing(scope, cycle_id, (Step.DECIDE, Step.SIGN), "notice.correction_undone", version=event.version)


TOLD_OF: Mapping[str, tuple[Step, ...]] = {"approved": (Step.RECAP, Step.SUBMIT), "delivered": tuple(Step)}


def _tell_of_undoing(scope: Scope, cycle_id: int, heard: tuple[Step, ...], key: str, **more: Param) -> None:
    """Whoever was asked because of it, and whoever `heard` of it; not who takes it back."""
    own = scope.actor.person_id if scope.actor else 0
    also = telling.whom(scope, heard, cycle_id=cycle_id)
    people = [p for p in dict.fromkeys((*_asked_in_vain(scope, cycle_id), *also)) if p != own]
    period = loading.period(scope, cycle_id).label
    telling.tell(scope, people, text(key, period=period, by=scope.style, at=scope.now, **more))


def _asked_in_vain(scope: Scope, cycle_id: int) -> tuple[int, ...]:
    """Whose tasks have just been closed, because what had opened them was taken back."""
    tasks = (
        t for t in cycles.tasks(scope.tx, cycle_id) if t.outcome == undoing.TAKEN_BACK and t.closed_at == scope.now
    )
    return tuple(one for t in tasks for one in telling.told(scope, cycle_id, Step(t.step), t.unit_id))


def _recalled(scope: Scope, cycle_id: int, event: ev.FormsRecalled) -> None:
    for unit_id in event.unit_ids:
        _show_form(scope, cycle_id, unit_id)


def _second_named(scope: Scope, cycle_id: int, event: ev.SecondNamed) -> None:
    """Where the decision waits already, it is theirs from now on."""
    for row in cycles.tasks(scope.tx, cycle_id):
        if row.step == Step.SECOND and row.closed_at is None:
            telling.refresh_task(scope, row.id)
            for person_id in telling.told(scope, cycle_id, Step.SECOND):
                ledger.hand_card(scope, row, person_id, telling.chats(scope, (person_id,)))
            _approver_lacks(scope, row)


def _moved(scope: Scope, cycle_id: int, event: ev.DeadlineMoved) -> None:
    telling.refresh_task(scope, event.task_id)


def _staf_seen(scope: Scope, cycle_id: int, event: ev.StafChosen) -> None:
    """The card of step 3 says who will be told."""
    telling.refresh_step(scope, cycle_id, Step.INSTRUCT)


def _delivery_seen(scope: Scope, cycle_id: int, event: ev.FormDelivered | ev.FormReceived) -> None:
    """The Staf's card of step 4 shows which forms have arrived."""
    telling.refresh_step(scope, cycle_id, Step.DISTRIBUTE)


def _receipt_seen(scope: Scope, cycle_id: int, event: ev.FormReceived) -> None:
    """Terima disappears from the unit's card, also where the first entry was the receipt."""
    _delivery_seen(scope, cycle_id, event)  # where Bagikan can be taken back no more, too
    telling.refresh_step(scope, cycle_id, Step.FILL, event.unit_id)


def _lock_seen(scope: Scope, cycle_id: int, event: ev.FormSubmitted | ev.FormWithdrawn) -> None:
    """The form is locked, or open again: its entries lose their buttons, or have them back."""
    _show_form(scope, cycle_id, event.unit_id)


def _show_form(scope: Scope, cycle_id: int, unit_id: int) -> None:
    form = loading.unit_form(scope, cycle_id, unit_id)
    telling.refresh_form(scope, form.id)
    for entry in forms.entries(scope.tx, form.id):
        telling.refresh_entry(scope, entry.id, priority=outbox.NOTICE)


def _came_late(scope: Scope, cycle_id: int, event: ev.FormCameLate) -> None:
    """Who makes the recap may take it in, as long as it was not decided on; the unit hears what becomes of its data."""
    unit, period = loading.unit_name(scope, cycle_id, event.unit_id), loading.period(scope, cycle_id).label
    offered = stacked(button("refresh", "refresh", cycle_id)) if event.standing is ev.Late.OFFERED else ()
    makers = telling.whom(scope, (Step.RECAP, Step.ASSIGN_RECAP), cycle_id=cycle_id)
    telling.tell(scope, makers, text(f"late.{event.standing}", unit=unit, period=period, at=scope.now), offered)
    fillers = telling.step_holders(scope, Step.FILL, event.unit_id)
    telling.tell(scope, fillers, text(f"late.to_{event.standing}", unit=unit, period=period))
    for step in (Step.FILL, Step.SUBMIT):
        telling.refresh_step(scope, cycle_id, step, event.unit_id)
    for step in (Step.ASSIGN_RECAP, Step.RECAP):
        telling.refresh_step(scope, cycle_id, step)


def _proof_seen(scope: Scope, cycle_id: int, event: ev.EvidenceAdded | ev.EvidenceRemoved) -> None:
    telling.refresh_form(scope, loading.unit_form(scope, cycle_id, event.unit_id).id)
    telling.refresh(scope, talks.cards_of(scope.tx, "evidence", event.entry_id), priority=outbox.REPLY)


def _withdrawn(scope: Scope, cycle_id: int, event: ev.FormWithdrawn) -> None:
    _lock_seen(scope, cycle_id, event)
    telling.refresh_step(scope, cycle_id, Step.SUBMIT, event.unit_id)


def _asked_anew(scope: Scope, cycle_id: int, event: ev.FormReopened) -> None:
    """The answers of the round before were left without buttons when the form was handed in."""
    for entry_id, _ in event.flags:
        telling.let_entry_stand(scope, entry_id)


def _revised(scope: Scope, cycle_id: int, event: ev.IndicatorsRevised) -> None:
    """Never silently: who has the form is told what has changed in it, and every card of it shows it."""
    form = loading.unit_form(scope, cycle_id, event.unit_id)
    if form.state == FormState.PREPARED:
        return
    lines = revising_card.lines(event.revisions)
    facts = {"period": loading.period(scope, cycle_id).label, "unit": form.unit_name, "by": scope.style}
    people = telling.step_holders(scope, Step.FILL, event.unit_id)
    telling.tell(scope, people, text("revise.notice", lines=lines, **facts))
    telling.refresh(scope, talks.cards_of(scope.tx, "form", form.id))
    for task in cycles.tasks(scope.tx, cycle_id):
        if task.unit_id == event.unit_id and task.closed_at is None:
            telling.refresh_task(scope, task.id)
    for one in event.revisions:
        if one.entry_id is not None:
            telling.refresh_entry(scope, one.entry_id, priority=outbox.NOTICE)


Show = Callable[[Scope, int, Any], None]

SHOWN: Mapping[type[Any], Show] = {
    ev.TaskClosed: _closed,
    ev.DeadlineMoved: _moved,
    ev.FormsDistributed: _distributed,
    ev.EntriesSentBack: _sent_back,
    ev.StepUndone: _undone,
    ev.FormsRecalled: _recalled,
    ev.CorrectionUndone: _correction_undone,
    ev.SecondNamed: _second_named,
    ev.StafChosen: _staf_seen,
    ev.FormDelivered: _delivery_seen,
    ev.FormReceived: _receipt_seen,
    ev.EvidenceAdded: _proof_seen,
    ev.EvidenceRemoved: _proof_seen,
    ev.FormSubmitted: _lock_seen,
    ev.FormCameLate: _came_late,
    ev.FormWithdrawn: _withdrawn,
    ev.FormReopened: _asked_anew,
    ev.IndicatorsRevised: _revised,
}
"""What else changes on the screens."""


def _more_time(scope: Scope, cycle_id: int, event: ev.ProblemRaised, person_id: int) -> Rows:
    """For who may grant it."""
    task = loading.state(scope, cycle_id).unit_task(event.unit_id)
    row = cycles.task(scope.tx, task.id) if task else None
    actor = scope_for(scope.tx, scope.office.id, scope.now, person_id).actor
    if row is None or actor is None or extending.may_grant(scope.rules, actor, event.unit_id) is not None:
        return ()
    return stacked(*(button("extend", "extend", row.id, days, row.deadline_no, days=days) for days in (1, 2)))


WITH_BUTTONS: Mapping[type[Any], Callable[[Scope, int, Any, int], Rows]] = {ev.ProblemRaised: _more_time}
"""Notices that can be answered with a tap, and by whom."""
