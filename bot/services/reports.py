"""Fills the Dokumen Data Capaian Kinerja: the approved recap, and how the SOP was kept until then."""

from collections.abc import Iterable
from dataclasses import replace
from typing import Any

from bot.services import loading, narrating, papers
from bot.services.scope import Scope
from bot.store import cycles, evidence, forms, history, offices, recaps
from bot.store.codec import decode
from bot.store.history import HistoryRow
from bot.texts.say import label
from bot.workflow import events as ev
from bot.workflow.cycle import Phase
from bot.workflow.papers import RecapSheet
from bot.workflow.periods import parse_key
from bot.workflow.reports import (
    LEADING,
    Compliance,
    ComplianceSheet,
    DeadlineShift,
    DecisionLog,
    EvidenceItem,
    PeriodMean,
    Report,
    StepLog,
    Verdict,
    standing,
)
from bot.workflow.rescheduling import REASON as BY_CALENDAR
from bot.workflow.roles import Role
from bot.workflow.steps import Step

ENDED_OTHERWISE = frozenset({"left_out", "withdrawn", "postponed", "cancelled", "taken_back", "refreshed", "corrected"})
"""Outcomes of a task whose step was not done."""


def report(scope: Scope, cycle_id: int, *, concept: bool = False) -> Report:
    """Of the newest version, which is the approved one unless it is a concept. It is frozen: what is still open has no
    result in it."""
    latest = recaps.latest(scope.tx, cycle_id)
    if latest is None:
        raise LookupError(f"cycle {cycle_id} has no recap")
    notes = cycles.get(scope.tx, cycle_id).notes
    leader = next((form.unit_name for form in forms.of_cycle(scope.tx, cycle_id) if form.leader), "")
    recap, before = papers.recap_of(latest, scope), trend(scope, cycle_id)
    return Report(
        letterhead=scope.office.letterhead,
        recap=recap,
        recap_sha256=latest.sha256,
        archive_number="" if concept else notes.get("archive_number", ""),
        archived_at=scope.now,
        concept=concept,
        leader_unit=leader,
        leader_note=notes.get("leader_note", ""),
        compliance=compliance(scope, cycle_id),
        signer=papers.signer(scope, Role.CAMAT),
        narrative=narrating.passages(recap, leader, before, notes.get("narrative", {}), concept=concept),
        trend=before,
        key=naskah_key(scope, cycle_id, latest.version),
        lambang=scope.office.lambang,
    )


NASKAH = "naskah"


def naskah_key(scope: Scope, cycle_id: int, version: int) -> str:
    """Which office, cycle and version a naskah belongs to, signed with the office's secret."""
    facts = f"{NASKAH}.{scope.office.id}.{cycle_id}.{version}"
    return f"{facts}.{papers.sign(scope, facts)}"


MOST_PERIODS = 7
"""Earlier periods that the trend shows."""


def trend(scope: Scope, cycle_id: int) -> tuple[PeriodMean, ...]:
    """What earlier periods of the same kind came to, by their approved recaps, oldest first."""
    this = loading.period(scope, cycle_id)
    found = {}
    for row in cycles.of_office(scope.tx, scope.office.id):
        period = parse_key(row.period)
        if period.kind is this.kind and period < this and row.phase != Phase.CANCELLED:
            approved = _approved(scope, row.id)
            if approved is not None:
                short = f"{period.short} {period.year}"
                found[period] = PeriodMean(short, approved.mean, approved.absorption)
    return tuple(found[period] for period in sorted(found))[-MOST_PERIODS:]


def _approved(scope: Scope, cycle_id: int) -> RecapSheet | None:
    """The version that was approved last; None where none was."""
    approved = [d.recap_id for d in recaps.decisions(scope.tx, cycle_id) if d.verdict == Verdict.APPROVED]
    rows = {row.id: row for row in recaps.of_cycle(scope.tx, cycle_id)}
    return papers.recap_of(rows[approved[-1]], scope) if approved else None


def compliance(scope: Scope, cycle_id: int) -> Compliance:
    chain = history.of_cycle(scope.tx, cycle_id)
    moved = _shifts(scope, cycle_id, chain)
    logs = step_logs(scope, cycle_id)
    return Compliance(
        steps=tuple(log for log in logs if log.done_at is not None),
        ahead=_ahead(scope, [log for log in logs if log.done_at is None]),
        extensions=tuple(one for one in moved if one.days is not None),
        shifts=tuple(one for one in moved if one.days is None),
        decisions=_decisions(scope, cycle_id, chain),
        evidence=_evidence(scope, cycle_id),
        links=len(chain),
        sha256=chain[-1].hash if chain else "",
    )


# -- the thirteen steps ----------------------------------------------------------------------------------------------


def step_logs(scope: Scope, cycle_id: int) -> tuple[StepLog, ...]:
    """Planned against actual, task by task, in the order they were opened."""
    tasks = cycles.tasks(scope.tx, cycle_id)
    planned = _planned(tasks, history.of_cycle(scope.tx, cycle_id))
    return tuple(_step_log(scope, row, planned.get(row.id)) for row in tasks)


BESIDE = (Step.SECOND, Step.FORWARD)
"""Rows that a cycle need not come to."""


def _ahead(scope: Scope, waiting: list[StepLog]) -> tuple[StepLog, ...]:
    """What is waiting, and the rows after it that nobody has begun, as planned."""
    order = [str(step) for step in Step]
    reached = max((order.index(log.number) for log in waiting), default=len(order))
    rows = (scope.rules.policy.row(step) for step in list(Step)[reached + 1 :] if step not in BESIDE)
    return (
        *(replace(log, outcome=label("dokumen.now")) for log in waiting),
        *(
            StepLog(
                number=str(row.step),
                kegiatan=row.kegiatan,
                actor=label(f"role.{row.role}"),
                unit="",
                opened_at=None,
                due_at=None,
                done_at=None,
                standard=row.duration.label if row.duration else "",
                used_minutes=None,
                allowed_minutes=None,
                on_time=None,
                outcome=label("dokumen.ahead"),
            )
            for row in rows
        ),
    )


def compliance_sheet(scope: Scope, cycle_id: int) -> ComplianceSheet:
    period = loading.period(scope, cycle_id).label
    office = scope.office
    return ComplianceSheet(office.letterhead, period, scope.now, compliance(scope, cycle_id), office.lambang)


def _planned(tasks: Iterable[cycles.TaskRow], chain: Iterable[HistoryRow]) -> dict[int, ev.TaskOpened]:
    """How each task was opened: tasks and the events that opened them have the same order."""
    opened = (decode(ev.TaskOpened, row.data) for row in chain if row.event == ev.TaskOpened.__name__)
    return {task.id: event for task, event in zip(tasks, opened, strict=False)}


def _step_log(scope: Scope, row: cycles.TaskRow, opened: ev.TaskOpened | None) -> StepLog:
    task = loading.task_of(row, scope)
    step = scope.rules.policy.row(task.step)
    planned = papers.local(scope, opened.due_at) if opened else task.due_at
    return StepLog(
        number=str(task.step),
        kegiatan=step.kegiatan,
        actor=task.closed_as or label(f"role.{row.role}"),
        unit=loading.unit_name(scope, row.cycle_id, task.unit_id),
        opened_at=task.opened_at,
        due_at=task.due_at,
        done_at=task.closed_at,
        standard=step.duration.label if step.duration else "",
        used_minutes=row.used_minutes,
        allowed_minutes=row.allowed_minutes,
        on_time=None if task.due_at is None or task.closed_at is None else task.closed_at <= task.due_at,
        by=offices.person(scope.tx, row.closed_by).name if row.closed_by else "",
        planned_at=planned if planned != task.due_at else None,
        round=row.round,
        outcome=label(f"outcome.{row.outcome}") if row.outcome in ENDED_OTHERWISE else "",
    )


# -- deadlines that were moved ---------------------------------------------------------------------------------------


def _shifts(scope: Scope, cycle_id: int, chain: Iterable[HistoryRow]) -> tuple[DeadlineShift, ...]:
    """Extensions that were granted, and what the calendar has moved, in order of time."""
    tasks = {task.id: task for task in cycles.tasks(scope.tx, cycle_id)}
    due = {task_id: opened.due_at for task_id, opened in _planned(tasks.values(), chain).items()}
    found: list[DeadlineShift] = []
    granted: dict[int, ev.TimeExtended] = {}
    for row in chain:
        if row.event == ev.TimeExtended.__name__:
            extended = decode(ev.TimeExtended, row.data)
            granted[extended.task_id] = extended
        elif row.event == ev.DeadlineMoved.__name__:
            moved = decode(ev.DeadlineMoved, row.data)
            given = granted.pop(moved.task_id, None)
            if given is not None or moved.reason == BY_CALENDAR:
                found.append(_shift(scope, tasks[moved.task_id], row, due.get(moved.task_id), moved, given))
            due[moved.task_id] = moved.due_at
    return tuple(found)


def _shift(
    scope: Scope,
    task: cycles.TaskRow,
    row: HistoryRow,
    old: Any,
    moved: ev.DeadlineMoved,
    given: ev.TimeExtended | None,
) -> DeadlineShift:
    return DeadlineShift(
        number=task.step,
        unit=loading.unit_name(scope, task.cycle_id, task.unit_id),
        old=papers.local(scope, old),
        new=papers.local(scope, moved.due_at),
        reason=given.reason if given else label("dokumen.calendar"),
        by=row.acting_as,
        at=row.at.astimezone(scope.office.zone),
        days=given.days if given else None,
    )


# -- decisions and evidence ------------------------------------------------------------------------------------------


def _decisions(scope: Scope, cycle_id: int, chain: Iterable[HistoryRow]) -> tuple[DecisionLog, ...]:
    """By whom, with the name and the jabatan of that day, as the history has them."""
    versions = {row.id: row.version for row in recaps.of_cycle(scope.tx, cycle_id)}
    kept = {(row.at, row.person_id): row.acting_as for row in chain}
    rows = recaps.decisions(scope.tx, cycle_id)
    return tuple(
        DecisionLog(
            at=d.decided_at.astimezone(scope.office.zone),
            by=kept[d.decided_at, d.decided_by],
            verdict=label(f"verdict.{d.verdict}"),
            version=versions[d.recap_id],
            text=d.words,
            sha256=d.sha256,
            leading=stands and d.verdict in LEADING,
        )
        for d, stands in zip(rows, standing([d.verdict for d in rows]), strict=True)
    )


def _evidence(scope: Scope, cycle_id: int) -> tuple[EvidenceItem, ...]:
    """In the order of the forms and their entries."""
    units = {form.id: form.unit_name for form in forms.of_cycle(scope.tx, cycle_id)}
    names = {one.id: one.name for one in offices.persons(scope.tx, scope.office.id)}
    pieces: dict[int, list[evidence.EvidenceRow]] = {}
    for piece in evidence.of_cycle(scope.tx, cycle_id):
        pieces.setdefault(piece.entry_id, []).append(piece)
    found = []
    for row in forms.entries_of_cycle(scope.tx, cycle_id):
        entry = loading.entry_of(row)
        for one in pieces.get(row.id, ()):
            by, at = names.get(one.added_by, ""), one.added_at.astimezone(scope.office.zone)
            about = (units[row.form_id], entry.number, entry.indicator.name)
            found.append(EvidenceItem(*about, one.name, one.size, one.sha256 or "", by, at))
    return tuple(found)
