"""The pure workflow with a memory: events applied to a state, an office full of people, and every verb they have."""

from collections.abc import Callable, Iterator, Mapping
from dataclasses import dataclass, replace
from datetime import datetime
from typing import Any
from zoneinfo import ZoneInfo

from bot.services.scope import national_days
from bot.workflow import (
    collecting,
    deciding,
    distributing,
    extending,
    ordering,
    recapping,
    reporting,
    undoing,
    withdrawing,
)
from bot.workflow import events as ev
from bot.workflow.cycle import FormState, Phase, RecapInfo, Rules, State, Task, Turn, UnitForm, take
from bot.workflow.events import EntryFilled, Event, Outcome, Refused, refused
from bot.workflow.periods import Period, PeriodKind
from bot.workflow.policy import Policy
from bot.workflow.roles import Actor, Assignment, Kind, Role
from bot.workflow.steps import Step
from bot.workflow.worktime import Calendar

WIB = ZoneInfo("Asia/Jakarta")
CALENDAR = Calendar(WIB, frozenset(day for year in range(2026, 2032) for day in national_days(year)))
RULES = Rules(Policy(), CALENDAR)
START = datetime(2027, 1, 4, 8, 0, tzinfo=WIB)
PERIOD = Period(2026, PeriodKind.QUARTER, 4)
ENTRIES = 3


def actor(person_id: int, name: str, *held: tuple[Role, int | None], kind: Kind = Kind.DEFINITIVE) -> Actor:
    styles = tuple(Assignment(person_id, role, unit, f"{role} {unit or ''}".strip(), kind) for role, unit in held)
    return Actor(person_id, 1, name, styles)


CAMAT = actor(1, "Citra", (Role.CAMAT, None))
SEKRETARIS = actor(2, "Sari", (Role.SEKRETARIS, None))
KASUBAG = actor(3, "Kus", (Role.KASUBAG, None))
STAF = actor(4, "Sita", (Role.STAF, None))
KASI = {unit: actor(10 + unit, f"Kasi {unit}", (Role.KASI, unit)) for unit in (1, 2, 3)}
OPERATOR = actor(21, "Oki", (Role.OPERATOR, 1))
ADMIN = actor(31, "Adi", (Role.ADMIN, None))
OUTSIDER = actor(99, "Orang luar")
SEKRETARIS_WITH_A_UNIT = actor(2, "Sari", (Role.SEKRETARIS, None), (Role.KASI, 3))
KASUBAG_AS_PLH_SEKRETARIS = actor(3, "Kus", (Role.KASUBAG, None), (Role.SEKRETARIS, None), kind=Kind.PLH)

PLAIN = (CAMAT, SEKRETARIS, KASUBAG, STAF, *KASI.values(), OPERATOR, ADMIN, OUTSIDER)
OFFICES: Mapping[str, tuple[Actor, ...]] = {
    "plain": PLAIN,
    "the Sekretaris holds a unit": tuple(SEKRETARIS_WITH_A_UNIT if one is SEKRETARIS else one for one in PLAIN),
    "the Kasubag is Plh. Sekretaris": (CAMAT, KASUBAG_AS_PLH_SEKRETARIS, STAF, *KASI.values(), OPERATOR, OUTSIDER),
}


Change = Callable[[State, Any, "Moment"], State]


# -- events applied to a state ---------------------------------------------------------------------------------------


@dataclass(frozen=True)
class Moment:
    """When, and by whom; None is the machine."""

    now: datetime
    by: Actor | None = None


def begun(missing: Mapping[int, int]) -> State:
    """A cycle that was just proposed, for units with so many incomplete entries each."""
    forms = tuple(
        UnitForm(unit, unit, f"Seksi {unit}", FormState.PREPARED, ENTRIES, count) for unit, count in missing.items()
    )
    state = State(1, 1, PERIOD, Phase.OPEN, 1, START, forms=forms)
    for event in ordering.open_cycle(RULES, START, PERIOD):
        state = evolve(state, event, Moment(START))
    return state


def evolve(state: State, event: Event, moment: Moment) -> State:
    """What the store does with an event, without a store."""
    change = CHANGES.get(type(event))
    return change(state, event, moment) if change else state


def _opened(state: State, event: ev.TaskOpened, moment: Moment) -> State:
    allowed = event.allowed_minutes
    number = len(state.tasks) + 1
    task = Task(number, event.step, event.unit_id, event.round, moment.now, event.due_at, allowed_minutes=allowed)
    return replace(state, tasks=(*state.tasks, task))


def _task(state: State, task_id: int, /, **values: Any) -> State:
    return replace(state, tasks=tuple(replace(t, **values) if t.id == task_id else t for t in state.tasks))


def _closed(state: State, event: ev.TaskClosed, moment: Moment) -> State:
    task = state.task(event.task_id)
    assert task is not None
    return _task(
        state,
        task.id,
        closed_at=moment.now,
        outcome=event.outcome,
        closed_as=moment.by.name if moment.by else "Sistem",
        closed_by=moment.by.person_id if moment.by else None,
        used_minutes=event.used_minutes,
        version=task.version + 1,
    )


def _form(state: State, unit_id: int, /, **values: Any) -> State:
    return replace(state, forms=tuple(replace(f, **values) if f.unit_id == unit_id else f for f in state.forms))


def _distributed(state: State, event: ev.FormsDistributed, _moment: Moment) -> State:
    for unit_id in event.unit_ids:
        state = _handed_out(state, unit_id, state=FormState.OPEN)
    return state


def _handed_out(state: State, unit_id: int, /, **values: Any) -> State:
    BEFORE[state.cycle_id, unit_id] = state.form(unit_id)
    return replace(_form(state, unit_id, **values), untouched=state.untouched | {unit_id})


BEFORE: dict[tuple[int, int], UnitForm] = {}
"""How a form was before it was handed out, or opened again."""


def _touched(change: Change) -> Change:
    def touched(state: State, event: Any, moment: Moment) -> State:
        state = change(state, event, moment)
        return replace(state, untouched=state.untouched - {event.unit_id})

    return touched


def _recalled(state: State, event: ev.FormsRecalled, _moment: Moment) -> State:
    for unit_id in event.unit_ids:
        kept = BEFORE[state.cycle_id, unit_id]
        state = replace(state, forms=tuple(kept if f.unit_id == unit_id else f for f in state.forms))
    return replace(state, round=event.round, untouched=state.untouched - {*event.unit_ids})


def _undone(state: State, event: ev.StepUndone, moment: Moment) -> State:
    state = _task(state, event.task_id, undone_at=moment.now)
    return replace(state, phase=Phase.OPEN)


def _author(state: State, moment: Moment) -> State:
    return replace(state, authors=state.authors | {moment.by.person_id}) if moment.by else state


def _filled(state: State, event: EntryFilled, moment: Moment) -> State:
    """An entry is missing as long as its realisasi is empty: enough for the cycle, which only counts."""
    fewer = sum((not old) - (not new) for _, old, new in event.changes)
    form = state.form(event.unit_id)
    return _author(_form(state, form.unit_id, missing=form.missing - fewer), moment)


def _submitted(state: State, event: ev.FormSubmitted, moment: Moment) -> State:
    by = moment.by.person_id if moment.by else None
    values = {"state": FormState.SUBMITTED, "on_time": event.on_time, "submitted_by": by}
    return _author(_form(state, event.unit_id, **values), moment)


def _withdrawn(state: State, event: ev.FormWithdrawn, _moment: Moment) -> State:
    return _form(state, event.unit_id, state=FormState.OPEN, on_time=event.on_time, submitted_by=None)


def _reopened(state: State, event: ev.FormReopened, _moment: Moment) -> State:
    form = state.form(event.unit_id)
    missing = min(form.entries, form.missing + len(event.flags))
    values = {"state": FormState.OPEN, "excluded": False, "delivered": False, "missing": missing}
    return _handed_out(state, event.unit_id, **values)


def _returned(state: State, event: ev.RecapReturned, _moment: Moment) -> State:
    return replace(state, flags=tuple((entry // 100, entry, words) for entry, words in event.flags))


def _confirmed(state: State, event: ev.RecapConfirmed, _moment: Moment) -> State:
    return replace(state, recap=RecapInfo(event.version, event.round, event.sha256))


CHANGES: Mapping[type[Any], Change] = {
    ev.TaskOpened: _opened,
    ev.TaskClosed: _closed,
    ev.DeadlineMoved: lambda state, event, _: _task(
        state, event.task_id, due_at=event.due_at, allowed_minutes=event.allowed_minutes
    ),
    ev.StepUndone: _undone,
    ev.FormsRecalled: _recalled,
    ev.EntriesSentBack: lambda state, event, _: replace(
        state, recap=RecapInfo(event.version, state.round, event.sha256)
    ),
    ev.FormsDistributed: _distributed,
    ev.FormDelivered: lambda state, event, _: _form(state, event.unit_id, delivered=True),
    ev.FormWithdrawn: _withdrawn,
    ev.FormReceived: _touched(lambda state, event, _: _form(state, event.unit_id, received=True)),
    ev.EntryFilled: _touched(_filled),
    ev.ProblemRaised: _touched(lambda state, _event, _: state),
    ev.FormSubmitted: _submitted,
    ev.FormExcluded: lambda state, event, _: _form(state, event.unit_id, excluded=True),
    ev.FormIncluded: lambda state, event, _: _form(state, event.unit_id, excluded=False),
    ev.FormReopened: _reopened,
    ev.RecapConfirmed: _confirmed,
    ev.RecapReported: lambda state, _event, moment: _author(state, moment),
    ev.RecapReturned: _returned,
    ev.ReportReturned: lambda state, _event, _: replace(state, flags=()),
    ev.DirectionForwarded: lambda state, event, _: replace(state, round=event.round, flags=()),
    ev.CycleFinished: lambda state, _event, _: replace(state, phase=Phase.FINISHED),
    ev.CycleReopened: lambda state, _event, moment: replace(
        state, phase=Phase.OPEN, reopened_by=moment.by.person_id if moment.by else None
    ),
    ev.CorrectionUndone: lambda state, _event, _: replace(state, phase=Phase.FINISHED, reopened_by=None),
}


# -- what a person can do --------------------------------------------------------------------------------------------


@dataclass(frozen=True)
class Asked:
    """One person at one button: the task, the version of it that was seen, and whatever was chosen or typed."""

    state: State
    now: datetime
    by: Actor
    press: tuple[int, int]
    pick: int = 0

    def turn(self, *steps: Step, by: Step | None = None) -> Turn | Refused:
        return take(self.state, RULES, self.now, self.by, self.press, *steps, by=by)


Verb = Callable[[Asked], Outcome]


def at(step: Step, decide: Callable[..., Outcome], *args: Any) -> Verb:
    """A verb of one step; what it takes beside the turn is always the same."""

    def verb(asked: Asked) -> Outcome:
        turn = asked.turn(step)
        return turn if isinstance(turn, Refused) else decide(turn, *args)

    return verb


def fill(asked: Asked) -> Outcome:
    """Answers one entry as bot.services.forming does: for operators too, and as long as nothing was handed over."""
    task = asked.state.task(asked.press[0])
    if task is None or task.unit_id is None:
        return refused("refused.unknown")
    turn = collecting.filling(asked.state, RULES, asked.now, asked.by, task.unit_id)
    if isinstance(turn, Refused):
        return turn
    form = asked.state.form(task.unit_id)
    return _answer(turn, form, asked.pick % 7)


def _answer(turn: Turn, form: UnitForm, pick: int) -> Outcome:
    """The next missing entry gets its value; now and then a filled one is changed (5) or loses its value (6)."""
    if form.missing == 0 and pick < 5:
        return refused("fill.none")  # the bot shows the form and asks nothing
    if pick == 6 and form.missing < form.entries:
        change, left = ("realisasi", "1", ""), form.missing + 1
    else:
        change, left = ("realisasi", "" if form.missing else "1", "2"), max(0, form.missing - 1)
    return collecting.fill(turn, (EntryFilled(form.unit_id, form.unit_id * 100, 1, "chat", (change,)),), left)


def hand_over_form(asked: Asked) -> Outcome:
    turn = asked.turn(Step.FILL, Step.SUBMIT, by=Step.DISTRIBUTE)
    return turn if isinstance(turn, Refused) else distributing.hand_over(turn)


def confirm(asked: Asked) -> Outcome:
    turn = asked.turn(Step.RECAP)
    if isinstance(turn, Refused):
        return turn
    version = turn.state.recap.version + 1 if turn.state.recap else 1
    return recapping.confirm(turn, version, f"sha256 of {version}")


def submit(asked: Asked) -> Outcome:
    turn = collecting.submitting(asked.state, RULES, asked.now, asked.by, asked.press)
    return turn if isinstance(turn, Refused) else collecting.submit(turn)


def refresh(asked: Asked) -> Outcome:
    turn = recapping.refreshing(asked.state, RULES, asked.now, asked.by)
    if isinstance(turn, Refused):
        return turn
    version = turn.state.recap.version + 1 if turn.state.recap else 1
    return recapping.refresh(turn, version, f"sha256 of {version}")


def approve(asked: Asked) -> Outcome:
    turn = asked.turn(Step.DECIDE, Step.SECOND)
    return turn if isinstance(turn, Refused) else deciding.approve(turn, seen(turn), "")


def seen(turn: Turn) -> str:
    return turn.state.recap.sha256 if turn.state.recap else ""


def return_(asked: Asked) -> Outcome:
    """With no, one or two flags; every fifth time the arahan is forgotten."""
    turn = asked.turn(Step.DECIDE, Step.SECOND)
    if isinstance(turn, Refused):
        return turn
    flags = tuple((form.unit_id * 100, "lengkapi") for form in turn.state.forms[: asked.pick % 3])
    return deciding.return_for_completion(turn, seen(turn), " " if asked.pick % 5 == 4 else "lengkapi", flags)


def send_back_entries(asked: Asked) -> Outcome:
    """Of no, one or two units one entry each."""
    turn = asked.turn(Step.RECAP)
    if isinstance(turn, Refused):
        return turn
    version = turn.state.recap.version + 1 if turn.state.recap else 1
    flags = tuple((f.unit_id, f.unit_id * 100, "cek") for f in turn.state.forms[: asked.pick % 3])
    return recapping.send_back_entries(turn, version, f"sha256 of {version}", flags)


def correct(asked: Asked) -> Outcome:
    turn = deciding.correcting(asked.state, RULES, asked.now, asked.by, asked.press)
    if isinstance(turn, Refused):
        return turn
    flags = tuple((f.unit_id, f.unit_id * 100, "ralat") for f in turn.state.forms[: asked.pick % 3])
    return deciding.correct(turn, seen(turn), "salah ketik", flags)


def undo(asked: Asked) -> Outcome:
    return undoing.undo(asked.state, RULES, asked.now, asked.by, asked.press[0])


def withdraw(asked: Asked) -> Outcome:
    task = asked.state.task(asked.press[0])
    assert task is not None
    return withdrawing.withdraw(asked.state, RULES, asked.now, asked.by, task.unit_id or 0)


def extend(asked: Asked) -> Outcome:
    task = asked.state.task(asked.press[0])
    assert task is not None
    return extending.extend(asked.state, RULES, asked.now, asked.by, task, asked.pick, "banjir")


def go_on_without(asked: Asked) -> Outcome:
    return collecting.go_on_without(asked.state, RULES, asked.now, asked.by, "Sudah diingatkan tiga kali.")


VERBS: Mapping[str, tuple[tuple[Step, ...], Verb]] = {
    "order": ((Step.ORDER,), at(Step.ORDER, ordering.order, "")),
    "prepare": ((Step.PREPARE,), at(Step.PREPARE, ordering.prepare, 3, 9)),
    "instruct": ((Step.INSTRUCT,), at(Step.INSTRUCT, ordering.instruct, "")),
    "distribute": ((Step.DISTRIBUTE,), at(Step.DISTRIBUTE, distributing.distribute)),
    "hand over form": ((Step.FILL, Step.SUBMIT), hand_over_form),
    "receive": ((Step.FILL,), at(Step.FILL, distributing.receive, "chat")),
    "fill": ((Step.FILL, Step.SUBMIT), fill),
    "problem": ((Step.FILL,), at(Step.FILL, collecting.raise_problem, "banjir")),
    "submit": ((Step.FILL, Step.SUBMIT), submit),
    "refresh": (tuple(Step), refresh),
    "send back entries": ((Step.RECAP,), send_back_entries),
    "correct": (deciding.CORRECTABLE, correct),
    "undo": (tuple(Step), undo),
    "withdraw": ((Step.SUBMIT,), withdraw),
    "extend": ((Step.FILL, Step.SUBMIT), extend),
    "assign": ((Step.ASSIGN_RECAP,), at(Step.ASSIGN_RECAP, recapping.assign)),
    "confirm": ((Step.RECAP,), confirm),
    "hand over": ((Step.HAND_OVER,), at(Step.HAND_OVER, recapping.hand_over)),
    "report": ((Step.REPORT,), at(Step.REPORT, recapping.report)),
    "send back": ((Step.REPORT,), at(Step.REPORT, recapping.send_back, "salah jumlah")),
    "approve": ((Step.DECIDE, Step.SECOND), approve),
    "return": ((Step.DECIDE, Step.SECOND), return_),
    "forward": ((Step.FORWARD,), at(Step.FORWARD, deciding.forward)),
    "archive": ((Step.ARCHIVE,), at(Step.ARCHIVE, reporting.archive, "000.8.6.3/1")),
    "letter": ((Step.LETTER,), at(Step.LETTER, reporting.prepare_letter, "17", START.date())),
    "sign": ((Step.SIGN,), at(Step.SIGN, reporting.sign)),
    "return report": ((Step.SIGN,), at(Step.SIGN, reporting.return_report, "perbaiki bab II")),
    "deliver": ((Step.DELIVER,), at(Step.DELIVER, reporting.deliver)),
}
"""Every verb of the SOP, and the steps at whose tasks it means something."""

OF_OTHERS: Mapping[str, tuple[Step, ...]] = {
    "hand over form": (Step.DISTRIBUTE,),
    "fill": (Step.FILL, Step.DISTRIBUTE, Step.RECAP),  # the Staf types what came on paper
    "extend": (Step.ASSIGN_RECAP, Step.DECIDE),
    "submit": (Step.SUBMIT,),
    "refresh": (Step.RECAP, Step.ASSIGN_RECAP),
    "correct": (Step.ARCHIVE,),
}
"""Verbs at a task that is not, or not only, its holder's: they belong to the holders of these steps."""

ONWARD: Mapping[Step, tuple[str, ...]] = {
    Step.ORDER: ("order",),
    Step.PREPARE: ("prepare",),
    Step.INSTRUCT: ("instruct",),
    Step.DISTRIBUTE: ("distribute",),
    Step.FILL: ("hand over form", "receive", "fill"),
    Step.SUBMIT: ("submit", "fill"),
    Step.ASSIGN_RECAP: ("assign",),
    Step.RECAP: ("confirm",),
    Step.HAND_OVER: ("hand over",),
    Step.REPORT: ("report",),
    Step.DECIDE: ("approve",),
    Step.SECOND: ("approve",),
    Step.FORWARD: ("forward",),
    Step.ARCHIVE: ("archive",),
    Step.LETTER: ("letter",),
    Step.SIGN: ("sign",),
    Step.DELIVER: ("deliver",),
}
"""What brings a task of each step nearer to its end, in the order to try it."""


def right_actors(people: tuple[Actor, ...], task: Task, verb: str = "") -> Iterator[Actor]:
    rows = [RULES.policy.row(step) for step in OF_OTHERS.get(verb, (task.step,))]
    return (
        one
        for one in people
        if any(one.holding(*row.may_act, unit_id=task.unit_id if row.per_unit else None) for row in rows)
    )
