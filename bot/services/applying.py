"""What each event changes in the store: one row of the table below per event, nothing else writes a cycle's state."""

from collections.abc import Callable, Mapping
from datetime import datetime
from typing import Any

from bot.services import applying_forms, loading
from bot.services.scope import Scope
from bot.store import attachments, cycles, forms, indicators, recaps, reminders, retained
from bot.store.codec import decode, encode
from bot.workflow import events as ev
from bot.workflow.attaching import Attached
from bot.workflow.cycle import FormState, Phase
from bot.workflow.forms import Noted, Revised
from bot.workflow.ladder import DAY, Rung, lates, next_late, plan, replan
from bot.workflow.papers import RecapSheet
from bot.workflow.reports import Verdict
from bot.workflow.revisions import Revision
from bot.workflow.scheduling import CANCELLED
from bot.workflow.steps import Step

NASKAH_MIME = "application/vnd.openxmlformats-officedocument.wordprocessingml.document"


def apply(scope: Scope, cycle_id: int, event: ev.Event) -> int | None:
    """Changes the rows; returns the id of the task that was opened, if one was."""
    if isinstance(event, ev.TaskOpened):
        return _open(scope, cycle_id, event)
    change = CHANGES.get(type(event))
    if change is not None:
        change(scope, cycle_id, event)
    return None


def _open(scope: Scope, cycle_id: int, event: ev.TaskOpened) -> int:
    task_id = cycles.open_task(
        scope.tx,
        office_id=scope.office.id,
        cycle_id=cycle_id,
        unit_id=event.unit_id,
        step=event.step,
        round=event.round,
        role=event.role,
        opened_at=scope.now,
        due_at=event.due_at,
        allowed_minutes=event.allowed_minutes,
    )
    _plan(scope, task_id, event)
    return task_id


def _plan(scope: Scope, task_id: int, event: ev.TaskOpened) -> None:
    """The ladder of the task; one without a standard time is reminded each working morning."""
    policy, calendar = scope.rules.policy, scope.rules.calendar
    duration = policy.row(event.step).duration
    if duration and event.due_at:
        rungs = plan(calendar, policy.ladder_of(event.step), duration, event.role, scope.now, event.due_at)
        rows = [(one.rung, one.at, one.rung == Rung.OPENED) for one in rungs]
    else:
        rows = mornings(scope, event)
    reminders.plan(scope.tx, scope.office.id, task_id, 1, rows, scope.now)


def mornings(scope: Scope, event: ev.TaskOpened) -> list[tuple[str, Any, bool]]:
    ladder = scope.rules.policy.ladder_of(event.step)
    from_opening = next_late(scope.rules.calendar, ladder, event.role, scope.now, 1)
    return [(Rung.OPENED.value, scope.now, True), (from_opening.rung, from_opening.at, False)]


def _close(scope: Scope, cycle_id: int, event: ev.TaskClosed) -> None:
    by, style = scope.actor.person_id if scope.actor else None, scope.style
    if event.step is Step.DISTRIBUTE and event.outcome != CANCELLED:
        # Whoever the last form came to, or left out: the work was that of Bagikan.
        notes = cycles.get(scope.tx, cycle_id).notes
        by, style = notes.get("distributed_by", by), notes.get("distributed_as", style)
    closed = cycles.close_task(
        scope.tx,
        event.task_id,
        now=scope.now,
        by=by,
        acting_as=style,
        outcome=event.outcome,
        used_minutes=event.used_minutes,
    )
    if not closed:
        raise ValueError(f"task {event.task_id} was closed already")
    reminders.void(scope.tx, event.task_id)


def _move_deadline(scope: Scope, cycle_id: int, event: ev.DeadlineMoved) -> None:
    before = cycles.task(scope.tx, event.task_id)
    cycles.move_deadline(scope.tx, event.task_id, event.due_at, event.allowed_minutes)
    reminders.void(scope.tx, event.task_id)
    task = cycles.task(scope.tx, event.task_id)
    if task is None or before is None:
        return
    policy, calendar = scope.rules.policy, scope.rules.calendar
    row, ladder = policy.row(Step(task.step)), policy.ladder_of(Step(task.step))
    if event.due_at is None and task.unit_id is None:  # of the recap, which waits for its units
        return
    if event.due_at is None:  # stands still: who can set it going hears of it each working morning
        rungs = lates(calendar, ladder, row.role, task.opened_at, scope.now)[-1:]
    elif before.due_at == event.due_at and event.due_at <= scope.now:  # late as before: only the mornings moved
        rungs = lates(calendar, ladder, row.role, event.due_at, scope.now)[-1:]
    else:
        duration = row.duration or DAY
        rungs = replan(calendar, ladder, duration, row.role, task.opened_at, event.due_at, scope.now)
    rows = [(one.rung, one.at, False) for one in rungs]
    reminders.plan(scope.tx, scope.office.id, task.id, task.deadline_no, rows, scope.now)


def _started(scope: Scope, cycle_id: int, event: ev.CycleOpened) -> None:
    _started_by(scope, cycle_id)


def _started_by(scope: Scope, cycle_id: int) -> None:
    """By hand, where somebody acts; else by the Jadwal Kerja."""
    if scope.actor is not None:
        cycles.note(scope.tx, cycle_id, started_as=scope.style)


def _ordered(scope: Scope, cycle_id: int, event: ev.Ordered) -> None:
    cycles.note(scope.tx, cycle_id, instruction=event.instruction)


def _instructed(scope: Scope, cycle_id: int, event: ev.Instructed) -> None:
    cycles.note(scope.tx, cycle_id, staf_note=event.note)


def _staf_chosen(scope: Scope, cycle_id: int, event: ev.StafChosen) -> None:
    cycles.note(scope.tx, cycle_id, staf=event.person_id)


def _reported(scope: Scope, cycle_id: int, event: ev.RecapReported) -> None:
    applying_forms.author(scope, cycle_id)


def _sent_back(scope: Scope, cycle_id: int, event: ev.RecapSentBack) -> None:
    cycles.note(scope.tx, cycle_id, recap_note=event.note)


def _approved(scope: Scope, cycle_id: int, event: ev.RecapApproved) -> None:
    _decide(scope, cycle_id, Verdict.APPROVED, event.words, ())
    cycles.note(scope.tx, cycle_id, leader_note=event.words)


def _returned(scope: Scope, cycle_id: int, event: ev.RecapReturned) -> None:
    _decide(scope, cycle_id, Verdict.RETURNED, event.words, event.flags)
    units = {
        entry.id: form.unit_id
        for form in forms.of_cycle(scope.tx, cycle_id)
        for entry in forms.entries(scope.tx, form.id)
    }
    flags = [[units[entry_id], entry_id, words] for entry_id, words in event.flags]
    cycles.note(scope.tx, cycle_id, direction=event.words, flags=flags)


def _referred(scope: Scope, cycle_id: int, event: ev.DecisionReferred) -> None:
    cycles.note(scope.tx, cycle_id, own_part=event.part, referred_note=event.words)


def _decide(scope: Scope, cycle_id: int, verdict: str, words: str, flags: tuple[ev.Flag, ...]) -> None:
    recap = recaps.latest(scope.tx, cycle_id)
    if recap is None or scope.actor is None:
        raise ValueError("a decision needs a recap and a person")
    recaps.decide(
        scope.tx,
        office_id=scope.office.id,
        cycle_id=cycle_id,
        recap_id=recap.id,
        round=recap.round,
        verdict=verdict,
        words=words,
        flags=[list(flag) for flag in flags],
        sha256=recap.sha256,
        decided_at=scope.now,
        decided_by=scope.actor.person_id,
        decided_as=scope.style,
    )


def _corrected(scope: Scope, cycle_id: int, event: ev.DataCorrected) -> None:
    """The arahan of the round that it opens is its reason."""
    _decide(scope, cycle_id, Verdict.CORRECTED, event.words, event.flags)
    _before(scope, cycle_id)
    round_ = cycles.get(scope.tx, cycle_id).round + 1
    cycles.note(scope.tx, cycle_id, direction=event.words, flags=[], corrected_round=round_)


def _second(scope: Scope, cycle_id: int, event: ev.SecondNamed) -> None:
    cycles.note(scope.tx, cycle_id, second=event.person_id)


def _undone(scope: Scope, cycle_id: int, event: ev.StepUndone) -> None:
    """Besides the task itself, whatever its closing had changed."""
    cycles.undo_task(scope.tx, event.task_id, scope.now)
    if event.outcome == "prepared":
        forms.discard(scope.tx, cycle_id)
    if event.outcome in DECIDED:
        _decide(scope, cycle_id, Verdict.TAKEN_BACK, "", ())
        cycles.note(scope.tx, cycle_id, flags=[], direction="", **DECIDED[event.outcome])
    if event.outcome == "delivered":
        cycles.reopen(scope.tx, cycle_id)
    if event.outcome == "archived":
        latest = recaps.latest(scope.tx, cycle_id)
        recaps.archive(scope.tx, cycle_id, latest.version if latest else 0, None)


DECIDED: Mapping[str, Mapping[str, str]] = {
    "approved": {"leader_note": ""},
    "returned": {"leader_note": ""},
    "corrected": {},
    "report_returned": {},  # what was approved before stands again, with its catatan
}
"""Outcomes that left a decision, and what else of it is forgotten when it is taken back."""


def _entrusted(scope: Scope, cycle_id: int, event: ev.FormEntrusted) -> None:
    known = cycles.get(scope.tx, cycle_id).notes.get("entrusted", {})
    unit = str(event.unit_id)
    cycles.note(scope.tx, cycle_id, entrusted={**known, unit: [*known.get(unit, ()), event.person_id]})


def _forwarded(scope: Scope, cycle_id: int, event: ev.DirectionForwarded) -> None:
    """Where no unit has to fill again, the arahan is the Staf's; what they were told in an earlier round is not."""
    _before(scope, cycle_id)
    direction = cycles.get(scope.tx, cycle_id).notes.get("direction", "")
    cycles.set_round(scope.tx, cycle_id, event.round)
    cycles.note(scope.tx, cycle_id, flags=[], recap_note="" if event.unit_ids else direction)


OF_A_ROUND = ("direction", "flags", "recap_note", "corrected_round")


def _before(scope: Scope, cycle_id: int) -> None:
    """What was kept of the arahan in the round before, for whoever takes the new one back."""
    row = cycles.get(scope.tx, cycle_id)
    if row.notes.get("before", {}).get("round") != row.round:
        kept = {name: row.notes[name] for name in OF_A_ROUND if name in row.notes}
        cycles.note(scope.tx, cycle_id, before={"round": row.round, "notes": {"corrected_round": 0, **kept}})


def _archived(scope: Scope, cycle_id: int, event: ev.DataArchived) -> None:
    """What the approved version says of the period becomes the next periods' history."""
    cycles.note(scope.tx, cycle_id, archive_number=event.number)
    recaps.archive(scope.tx, cycle_id, event.version, scope.now)
    period = cycles.get(scope.tx, cycle_id).period
    indicator = {entry.id: entry.indicator_id for entry in forms.entries_of_cycle(scope.tx, cycle_id)}
    approved = next(row for row in recaps.of_cycle(scope.tx, cycle_id) if row.version == event.version)
    for line in decode(RecapSheet, approved.paper).lines:
        indicators.measure(scope.tx, scope.office.id, indicator[line.entry_id], period, line.realisasi, line.anggaran)


def _narrative(scope: Scope, cycle_id: int, event: ev.NarrativeEdited) -> None:
    """What stood in other passages before stays; the file itself is kept as it came."""
    known = cycles.get(scope.tx, cycle_id).notes.get("narrative", {})
    cycles.note(scope.tx, cycle_id, narrative={**known, **{key: [own, now] for key, own, now in event.passages}})
    _keep(scope, cycle_id, Attached.NASKAH, event, NASKAH_MIME)


def _attached(scope: Scope, cycle_id: int, event: ev.PaperAttached) -> None:
    _keep(scope, cycle_id, Attached(event.kind), event, event.mime)


def _keep(scope: Scope, cycle_id: int, kind: Attached, file: ev.NarrativeEdited | ev.PaperAttached, mime: str) -> None:
    if scope.actor is None:
        raise ValueError("a file comes from a person")
    facts = {"name": file.name, "mime": mime, "size": file.size, "sha256": file.sha256}
    by = {"added_by": scope.actor.person_id, "added_at": scope.now}
    attachments.add(scope.tx, office_id=scope.office.id, cycle_id=cycle_id, kind=kind, **facts, **by)


def _letter(scope: Scope, cycle_id: int, event: ev.LetterPrepared) -> None:
    given = {"letter_number": event.number, "letter_dated": event.dated.isoformat()}
    cycles.note(scope.tx, cycle_id, letter_on_behalf=event.on_behalf, **given)


def _report_returned(scope: Scope, cycle_id: int, event: ev.ReportReturned) -> None:
    _decide(scope, cycle_id, Verdict.RETURNED, event.words, ())
    cycles.note(scope.tx, cycle_id, direction=event.words, flags=[])


def _postponed(scope: Scope, cycle_id: int, event: ev.CyclePostponed) -> None:
    cycles.set_phase(scope.tx, cycle_id, Phase.POSTPONED)
    cycles.note(scope.tx, cycle_id, postponed_until=event.until.isoformat(), postponed_for=event.reason)


def _resumed(scope: Scope, cycle_id: int, event: ev.CycleResumed) -> None:
    cycles.set_phase(scope.tx, cycle_id, Phase.OPEN)
    _started_by(scope, cycle_id)


def _cancelled(scope: Scope, cycle_id: int, event: ev.CycleCancelled) -> None:
    cycles.finish(scope.tx, cycle_id, Phase.CANCELLED, scope.now)
    cycles.note(scope.tx, cycle_id, cancelled_for=event.reason)


def _finished(scope: Scope, cycle_id: int, event: ev.CycleFinished) -> None:
    cycles.finish(scope.tx, cycle_id, Phase.FINISHED, scope.now)


def _reopened(scope: Scope, cycle_id: int, event: ev.CycleReopened) -> None:
    closed = cycles.get(scope.tx, cycle_id).closed_at
    by = scope.actor.person_id if scope.actor else None
    cycles.note(scope.tx, cycle_id, reopened={"by": by, "closed_at": closed.isoformat() if closed else ""})
    cycles.reopen(scope.tx, cycle_id)


def _correction_undone(scope: Scope, cycle_id: int, event: ev.CorrectionUndone) -> None:
    """Finished when it was, not now: from then on the years of its files are counted."""
    closed = cycles.get(scope.tx, cycle_id).notes["reopened"]["closed_at"]
    _decide(scope, cycle_id, Verdict.TAKEN_BACK, "", ())
    cycles.note(scope.tx, cycle_id, flags=[], direction="", reopened={})
    cycles.finish(scope.tx, cycle_id, Phase.FINISHED, datetime.fromisoformat(closed) if closed else scope.now)


def _revised(scope: Scope, cycle_id: int, event: ev.IndicatorsRevised) -> None:
    """What is out already is the workbook of an earlier edition."""
    form = loading.unit_form(scope, cycle_id, event.unit_id)
    if form.state != FormState.PREPARED:
        forms.update(scope.tx, form.id, revision=form.revision + 1)
    for one in event.revisions:
        _revise(scope, form.id, one)


def _revise(scope: Scope, form_id: int, one: Revision) -> None:
    """What an indicator that goes was answered stays with its row, and comes back with it."""
    row = forms.of_indicator(scope.tx, form_id, one.indicator.id)
    noted = encode(Noted(scope.now, scope.style, one.kind, one.changes))
    values = {"snapshot": encode(one.indicator), "revisions": [*(row.revisions if row else ()), noted]}
    if row is None:
        key = {"office_id": scope.office.id, "form_id": form_id, "indicator_id": one.indicator.id}
        forms.add_entry(scope.tx, number=one.number, **key, **values)
        return
    gone = one.kind is Revised.DROPPED
    forms.fill(scope.tx, row.id, number=one.number, dropped=gone, open=not gone, **values)


def _expired(scope: Scope, cycle_id: int, event: ev.FilesExpired) -> None:
    retained.empty(scope.tx, retained.going(scope.tx, cycle_id, ev.FilesExpired.__name__))


Change = Callable[[Scope, int, Any], None]

CHANGES: Mapping[type[Any], Change] = {
    **applying_forms.CHANGES,
    ev.TaskClosed: _close,
    ev.DeadlineMoved: _move_deadline,
    ev.CycleOpened: _started,
    ev.CyclePostponed: _postponed,
    ev.CycleResumed: _resumed,
    ev.CycleCancelled: _cancelled,
    ev.Ordered: _ordered,
    ev.Instructed: _instructed,
    ev.StafChosen: _staf_chosen,
    ev.RecapReported: _reported,
    ev.RecapSentBack: _sent_back,
    ev.FormEntrusted: _entrusted,
    ev.RecapApproved: _approved,
    ev.RecapReturned: _returned,
    ev.DecisionReferred: _referred,
    ev.DataCorrected: _corrected,
    ev.SecondNamed: _second,
    ev.StepUndone: _undone,
    ev.DirectionForwarded: _forwarded,
    ev.DataArchived: _archived,
    ev.NarrativeEdited: _narrative,
    ev.PaperAttached: _attached,
    ev.LetterPrepared: _letter,
    ev.ReportReturned: _report_returned,
    ev.CycleFinished: _finished,
    ev.CycleReopened: _reopened,
    ev.CorrectionUndone: _correction_undone,
    ev.IndicatorsRevised: _revised,
    ev.FilesExpired: _expired,
}
"""Events that are not here change nothing but the history, or are tasks."""
