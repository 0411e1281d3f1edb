"""What a reminder says: a line for each task, and one request in the tone of the person who reads it."""

from collections.abc import Sequence
from dataclasses import dataclass
from enum import StrEnum

from bot.services import loading, telling
from bot.services.scope import Scope
from bot.texts.say import Param, Text, label, text
from bot.workflow import rights
from bot.workflow.collecting import RAISED_AT
from bot.workflow.cycle import Task
from bot.workflow.forms import incomplete
from bot.workflow.ladder import Rung
from bot.workflow.roles import Tone
from bot.workflow.steps import Step


class Request(StrEnum):
    """What is asked for below the lines, in this order."""

    ACT = "act"
    PROBLEM = "problem"  # or tell what stands in the way
    DIRECT = "direct"  # give arahan: the task is somebody else's


@dataclass(frozen=True)
class Line:
    """One rung of one task, as one person is told of it."""

    said: Text
    requests: tuple[Request, ...] = ()


def own(scope: Scope, cycle_id: int, task: Task, rung: str, tone: Tone) -> Line:
    """To a holder. Before the deadline it is only called to mind."""
    about: dict[str, Param] = {"task": task_name(scope, cycle_id, task)}
    if task.due_at is None:
        return Line(text("reminder.waiting", **about), (Request.ACT,))
    about |= {"due": task.due_at, "progress": _progress(scope, cycle_id, task)}
    asked = (Request.ACT, Request.PROBLEM) if may_raise(scope, task) else (Request.ACT,)
    if rung.startswith(Rung.LATE):
        return Line(text("reminder.late", **about), asked)
    if rung == Rung.DUE:
        return Line(text("reminder.due", **about), asked)
    return Line(text(f"reminder.ahead_{tone}", **about))


def may_raise(scope: Scope, task: Task) -> bool:
    """Whether the reader may say what stands in the unit's way: who fills the form in its stead may not."""
    policy, actor = scope.rules.policy, scope.actor
    return task.step in RAISED_AT and actor is not None and bool(rights.at_step(policy, actor, task.step, task.unit_id))


def superior(scope: Scope, cycle_id: int, task: Task) -> Line:
    """To a superior: who is late with what, since when."""
    about: dict[str, Param] = {"task": task_name(scope, cycle_id, task), "who": holder(scope, cycle_id, task)}
    if task.due_at is None:
        return Line(text("reminder.escalated_open", **about), (Request.DIRECT,))
    return Line(text("reminder.escalated", due=task.due_at, **about), (Request.DIRECT,))


def task_name(scope: Scope, cycle_id: int, task: Task) -> Text:
    """What is to be done, of which unit, for which period."""
    kegiatan = scope.rules.policy.row(task.step).kegiatan
    period = loading.period(scope, cycle_id).label
    if task.unit_id is None:
        return text("reminder.task", kegiatan=kegiatan, period=period)
    unit = loading.unit_name(scope, cycle_id, task.unit_id)
    return text("reminder.task_unit", kegiatan=kegiatan, unit=unit, period=period)


def _progress(scope: Scope, cycle_id: int, task: Task) -> Text:
    if task.step is not Step.FILL:
        return text("card.nothing")
    form = loading.unit_form(scope, cycle_id, task.unit_id)
    entries = loading.entries(scope, form.id)
    filled = len(entries) - len(incomplete(entries, scope.rules.policy))
    return text("reminder.progress", filled=filled, entries=len(entries))


def holder(scope: Scope, cycle_id: int, task: Task) -> str:
    """The jabatan of who is late, as far as they were told; the role where nobody holds it."""
    row, told = scope.rules.policy.row(task.step), telling.told(scope, cycle_id, task.step, task.unit_id)
    own = (a for a in scope.assignments if a.role is row.role and a.covers(task.unit_id))
    held = [a.style for a in own if a.person_id in told]
    return ", ".join(dict.fromkeys(held)) or label(f"role.{row.role}")


def message(to: str, lines: Sequence[Line], tone: Tone) -> Text:
    """One message for what falls together."""
    said = _requests({request for line in lines for request in line.requests}, tone)
    if len(lines) == 1:
        return text("reminder.one", to=to, line=lines[0].said, requests=said)
    numbered = tuple(text("reminder.line", number=n, line=line.said) for n, line in enumerate(lines, 1))
    return text("reminder.several", to=to, lines=numbered, requests=said)


def _requests(wanted: set[Request], tone: Tone) -> Text:
    said = {
        Request.ACT: f"reminder.act_{tone}",
        Request.PROBLEM: "reminder.problem",
        Request.DIRECT: "reminder.direct",
    }
    lines = tuple(text(said[request]) for request in Request if request in wanted)
    return text("reminder.requests", lines=lines) if lines else text("card.nothing")
