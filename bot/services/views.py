"""Gathers from the store what each kind of card shows."""

from decimal import Decimal
from typing import Any

from bot.cards import revising as revising_card
from bot.cards.task import PICTURED, FlagLine, TaskView, UnitLine, shortened
from bot.services import arahan, chasing, loading, papers, reviewing, staffing
from bot.services.scope import Scope
from bot.store import cycles, offices, recaps
from bot.texts.say import Text, label, text
from bot.workflow import collecting, deciding, rights, undoing, withdrawing
from bot.workflow.cycle import HASH_SHOWN, FormState, State, Task, UnitForm, holding, own_part
from bot.workflow.events import OwnPart
from bot.workflow.forms import Entry, written
from bot.workflow.numbers import format_number
from bot.workflow.papers import NOT_SUBMITTED, RecapSheet, Status
from bot.workflow.rights import Right
from bot.workflow.roles import Assignment, Away
from bot.workflow.steps import Step
from bot.workflow.worktime import Duration, deadline

# Which typed words come with which task, by the key under which the cycle keeps them.
WORDS: dict[Step, str] = {
    Step.PREPARE: "instruction",
    Step.DISTRIBUTE: "staf_note",
    Step.RECAP: "recap_note",
    Step.SECOND: "referred_note",
    Step.FORWARD: "direction",
    Step.FILL: "direction",
    Step.ARCHIVE: "leader_note",
}
WITH_UNITS = (Step.DISTRIBUTE, Step.ASSIGN_RECAP)
WITH_DRAFT = (Step.RECAP,)
WITH_RECAP = (Step.HAND_OVER, Step.REPORT, Step.DECIDE, Step.SECOND, Step.ARCHIVE)

DECIDED = (Step.DECIDE, Step.SECOND, Step.SIGN)
"""Whose outcome may be that somebody else is asked, or that it is returned."""


def task(scope: Scope, task_id: int) -> TaskView | None:
    row = cycles.task(scope.tx, task_id)
    if row is None:
        return None
    state = loading.state(scope, row.cycle_id)
    found = loading.task_of(row, scope)
    policy_row = scope.rules.policy.row(found.step)
    unit = next((f for f in state.forms if f.unit_id == found.unit_id), None)
    return TaskView(
        task_id=found.id,
        version=found.version,
        row=policy_row,
        period=state.period.label,
        due_at=found.due_at,
        clock_stopped=policy_row.duration is not None and found.due_at is None,
        closed_at=found.closed_at,
        closed_as=found.closed_as,
        outcome=found.outcome,
        to=_addressee(scope, state, found),
        unit=unit.name if unit else "",
        unit_line=_unit_line(state, unit) if unit else None,
        units=tuple(_unit_line(state, f) for f in state.forms) if found.step in WITH_UNITS else (),
        words=_words(scope, row.cycle_id, found),
        flags=_flags(scope, state, found),
        waktu=_less(scope, found),
        revisions=_revisions(scope, state, found),
        summary=_summary(scope, state, found),
        brief=_summary(scope, state, found, brief=True) if found.step in PICTURED else None,
        mine_to_submit=may_submit(scope, state, found),
        entering=_entering(scope, found) is not None,
        withdrawable=_may_withdraw(scope, state, found),
        direction=arahan.last(scope, row.cycle_id) if found.step in PICTURED and found.open else None,
        readable=not _may_act(scope, state, found),
        away=_away(scope, found),
        several=_who_of_several(scope, row),
        late=found == collecting.late(state, found.unit_id),
        checked=state.open_task(Step.RECAP) is not None,
        corrected=cycles.get(scope.tx, state.cycle_id).notes.get("corrected_round") == found.round,
        seen=state.recap.sha256[:HASH_SHOWN] if state.recap else "",
        review=reviewing.completeness(scope, state) if found.step is Step.RECAP and found.open else (),
        undoable=may_undo(scope, state, found),
        undone_at=found.undone_at,
        correct=_correcting(scope, state, found),
        own_part=own_part(state, scope.actor) if found.step in (Step.DECIDE, Step.SECOND) else None,
        chases=state.cycle_id if found.step is Step.DISTRIBUTE and chasing.may(scope) and chasing.missing(state) else 0,
        **_origin(scope, state, found),
        **_staf(scope, found, state.cycle_id),
    )


def _may_act(scope: Scope, state: State, task: Task) -> bool:
    """The machine shows the card as whoever holds the task sees it."""
    policy = scope.rules.policy
    if scope.actor is None or holding(state, policy, scope.actor, task.step, task.unit_id):
        return True
    if task.unit_id is None:
        return False
    own = rights.by_right(policy, scope.actor, Right.FILL, task.unit_id)
    entrusted = (task.unit_id, scope.actor.person_id) in state.entrusted
    return entrusted or (own or rights.by_right(policy, scope.actor, Right.ENTER)) is not None


def _away(scope: Scope, task: Task) -> Text | None:
    away = _is_away(scope, task) if task.open else None
    said = rights.acted_for(away) if away else None
    return text(said.key, **said.params) if said else None


def _is_away(scope: Scope, task: Task) -> Away | None:
    roles = scope.rules.policy.row(task.step).may_act
    return scope.actor.away_from(*roles, unit_id=task.unit_id) if scope.actor else None


def may_undo(scope: Scope, state: State, task: Task) -> bool:
    own = scope.actor is not None and task.closed_by == scope.actor.person_id
    return own and undoing.undoable(state, scope.rules, scope.now, task)


def may_close_again(scope: Scope, state: State, task: Task) -> bool:
    """Whether the reader began the Ralat of a finished cycle, at its last task, and may take it back."""
    own = scope.actor is not None and state.reopened_by == scope.actor.person_id
    return own and bool(undoing.reopened(state, task))


def _correcting(scope: Scope, state: State, task: Task) -> tuple[int, int] | None:
    """Ralat begins at the task of step 13 that is open: on its own card, while it is the Camat's on that of 13a."""
    policy, actor = scope.rules.policy, scope.actor
    now = next((t for t in state.tasks if t.open and t.step in deciding.CORRECTABLE), None)
    if now is None or actor is None or rights.at_step(policy, actor, Step.ARCHIVE) is None:
        return None
    at_camat = now.step is Step.SIGN and task.step is Step.LETTER and task.undone_at is None
    return (now.id, now.version) if now == task or (at_camat and task.round == now.round) else None


def _who_of_several(scope: Scope, row: cycles.TaskRow) -> str:
    """The name behind a jabatan that more than one person holds."""
    alike = {one.person_id for one in scope.assignments if one.style == row.closed_as}
    return offices.person(scope.tx, row.closed_by).name if row.closed_by and len(alike) > 1 else ""


def _staf(scope: Scope, task: Task, cycle_id: int) -> dict[str, Any]:
    """Who would be told of step 4, where there are several."""
    found = staffing.candidates(scope) if task.step is Step.INSTRUCT and task.open else ()
    if len(found) < 2:
        return {}
    one = staffing.proposed(scope, cycle_id)
    if one is not None:
        return {"staf": (f"{staffing.name(scope, one)} ({one.style})",), "staf_chosen": True}
    return {"staf": tuple(staffing.name(scope, each) for each in found)}


def _origin(scope: Scope, state: State, task: Task) -> dict[str, Any]:
    """How the task came about, where its first sentence says so."""
    notes = cycles.get(scope.tx, state.cycle_id).notes
    if task.step is Step.ORDER:
        return {"by": notes.get("started_as", "")}
    if task.step is Step.SIGN:
        return {"on_behalf": notes.get("letter_on_behalf", False)}
    if task.step not in (Step.SECOND, Step.FORWARD):
        return {}
    before = max((t for t in state.tasks if t.closed_at and t.id < task.id and t.step in DECIDED), key=lambda t: t.id)
    part = OwnPart(notes.get("own_part", OwnPart.ENTERED))
    return {"by": before.closed_as, "part": part, "of_report": before.step is Step.SIGN}


def _addressee(scope: Scope, state: State, task: Task) -> str:
    """By which jabatan the reader holds this task, or would; its role's name where somebody else is looking."""
    policy = scope.rules.policy
    held = holding(state, policy, scope.actor, task.step, task.unit_id) if scope.actor else None
    held = held or _entering(scope, task) or _entrusted(scope, state, task)
    away = None if held else _is_away(scope, task)
    shown = away.held if away else held
    return shown.style if shown else label(f"role.{policy.row(task.step).role}")


def _entrusted(scope: Scope, state: State, task: Task) -> Assignment | None:
    """By which jabatan the reader fills this form in its unit's stead."""
    if scope.actor is None or (task.unit_id, scope.actor.person_id) not in state.entrusted:
        return None
    return rights.by_right(scope.rules.policy, scope.actor, Right.GO_ON)


def _entering(scope: Scope, task: Task) -> Assignment | None:
    """By which jabatan the reader types this form for its unit, from paper; None to who fills it as their own."""
    policy, actor = scope.rules.policy, scope.actor
    if actor is None or task.unit_id is None or rights.by_right(policy, actor, Right.FILL, task.unit_id):
        return None
    return rights.by_right(policy, actor, Right.ENTER)


def _unit_line(state: State, form: UnitForm) -> UnitLine:
    task = state.unit_task(form.unit_id)
    return UnitLine(
        unit_id=form.unit_id,
        name=form.name,
        sent=form.state is not FormState.PREPARED,
        delivered=form.delivered,
        received=form.received,
        submitted=form.state is FormState.SUBMITTED,
        filled=form.entries - form.missing,
        entries=form.entries,
        excluded=form.excluded,
        task=(task.id, task.version) if task else None,
        on_paper=form.on_paper,
    )


def _words(scope: Scope, cycle_id: int, task: Task) -> str:
    if task.step is Step.FILL and (task.round == 1 or _checked(scope, cycle_id)):
        return ""
    notes = cycles.get(scope.tx, cycle_id).notes
    return str(notes.get(WORDS[task.step], "")) if task.step in WORDS else ""


def _checked(scope: Scope, cycle_id: int) -> bool:
    """Whether a form that is open now came back from who makes the recap: no arahan is with it."""
    return any(t.step == Step.RECAP and t.closed_at is None for t in cycles.tasks(scope.tx, cycle_id))


def _flags(scope: Scope, state: State, task: Task) -> tuple[FlagLine, ...]:
    """For the Kasubag everything that was flagged; for a Kasi what of their own form is open again."""
    if task.step is Step.FORWARD:
        wanted = {entry_id: words for _, entry_id, words in state.flags}
        return tuple(
            _flag(scope, entry, wanted[entry.id], entry.realisasi, form.name)
            for form in state.forms
            for entry in loading.entries(scope, form.form_id)
            if entry.id in wanted
        )
    if task.step is Step.FILL and task.open and task.unit_id is not None:
        entries = loading.entries(scope, state.form(task.unit_id).form_id)
        return tuple(_flag(scope, e, e.comment, e.old) for e in entries if e.open and (e.flagged or e.comment))
    return ()


def _less(scope: Scope, task: Task) -> str:
    """The time that the Kasubag set for a unit, where it is less than the standard."""
    standard = scope.rules.policy.row(task.step).duration
    if task.step is not Step.FILL or standard is None:
        return ""
    given = (Duration(days=days) for days in range(1, standard.days))
    return next((d.label for d in given if deadline(scope.rules.calendar, task.opened_at, d) == task.due_at), "")


def _revisions(scope: Scope, state: State, task: Task) -> tuple[Text, ...]:
    """For the unit whose form it is, as long as it is theirs."""
    if not task.open or task.step not in (Step.FILL, Step.SUBMIT) or task.unit_id is None:
        return ()
    return revising_card.noted_lines(loading.entries(scope, state.form(task.unit_id).form_id))


def _flag(scope: Scope, entry: Entry, comment: str, old: Decimal | None, unit: str = "") -> FlagLine:
    shown = written(old, entry.indicator, scope.rules.policy)
    words = format_number(shown) if isinstance(shown, Decimal) else shown or ""
    return FlagLine(entry.number, entry.indicator.name, words, comment, unit)


def may_submit(scope: Scope, state: State, task: Task) -> bool:
    """The button is shown to who may; whether they may is decided when it is pressed."""
    policy, unit_id = scope.rules.policy, task.unit_id
    if scope.actor is None or unit_id is None:
        return True
    entered = state.form(unit_id).on_paper and rights.by_right(policy, scope.actor, Right.ENTER) is not None
    entrusted = (unit_id, scope.actor.person_id) in state.entrusted
    return entered or entrusted or rights.at_step(policy, scope.actor, Step.SUBMIT, unit_id) is not None


def _may_withdraw(scope: Scope, state: State, task: Task) -> bool:
    if scope.actor is None or task.unit_id is None or withdrawing.submission(state, task.unit_id) != task:
        return False
    return state.form(task.unit_id).submitted_by == scope.actor.person_id


def _summary(scope: Scope, state: State, task: Task, *, brief: bool = False) -> Text | None:
    """Figures that the decision of this step rests on."""
    if task.step is Step.PREPARE:
        return None
    if task.step in WITH_DRAFT and task.open:
        return recap_summary(papers.recap_sheet(scope, state.cycle_id))
    latest = recaps.latest(scope.tx, state.cycle_id)
    if task.step in WITH_RECAP and latest is not None:
        return recap_summary(papers.recap_of(latest, scope), brief=brief)
    return None


def recap_summary(paper: RecapSheet, *, brief: bool = False) -> Text:
    """Averages, absorption, how many are below the threshold, who is late, what changed; `brief`: units counted."""
    late = [unit.unit for unit in paper.units if unit.status is Status.LATE]
    absent = [unit.unit for unit in paper.units if unit.status in NOT_SUBMITTED]
    lines = [text("recap.version", version=paper.version)]
    if paper.mean is not None:
        lines.append(text("recap.mean", mean=paper.mean, grade=paper.grade))
    if paper.absorption is not None:
        lines.append(_absorption(paper.absorption, paper.unreported))
    lines.append(text("recap.below", below=paper.below, threshold=paper.threshold))
    if late:
        lines.append(text("recap.late", units=_units(late, brief=brief)))
    if absent:
        lines.append(text("recap.absent", units=_units(absent, brief=brief)))
    if paper.left_out_reason:
        lines.append(text("recap.left_out_reason", reason=shortened(paper.left_out_reason, 80 if brief else 200)))
    changes = len({(c.unit, c.number) for c in paper.changes})
    if paper.round > 1:
        lines.insert(1, text("recap.round", round=paper.round, changes=changes))
    elif changes:
        lines.append(text("recap.changes", changes=changes))
    return text("card.lines", lines=tuple(lines))


def _units(names: list[str], *, brief: bool) -> str:
    return label("recap.units", count=len(names)) if brief else ", ".join(names)


def _absorption(absorption: Decimal, unreported: int) -> Text:
    if unreported:
        return text("recap.absorption_of_some", absorption=absorption, unreported=unreported)
    return text("recap.absorption", absorption=absorption)
