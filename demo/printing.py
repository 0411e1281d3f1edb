"""Prints what happened, as it happens: simulated time, who, what, on time or late; read from the bot's own records."""

from dataclasses import dataclass
from datetime import datetime

from bot.services.loading import task_of, unit_name
from bot.services.scope import Scope, scope_for
from bot.store import cycles, offices, reminders
from bot.store.engine import Tx
from bot.texts.say import plain, say
from bot.workflow.cycle import Task
from bot.workflow.ladder import audience
from bot.workflow.worktime import Duration
from demo.stage import Stage


@dataclass(frozen=True)
class Line:
    at: datetime
    text: str


@dataclass
class Printer:
    """Remembers how far it has read: nothing is printed twice."""

    stage: Stage
    closed: frozenset[int] = frozenset()
    reminded: frozenset[int] = frozenset()

    async def news(self) -> None:
        """Prints everything since the last call, in order of time."""
        lines, self.closed, self.reminded = await self.stage.app.runtime.runner.run(self._read)
        for line in sorted(lines, key=lambda one: one.at):
            print(f"{line.at:%d-%m-%Y %H.%M}  {line.text}", flush=True)

    def _read(self, tx: Tx) -> tuple[list[Line], frozenset[int], frozenset[int]]:
        office_id = offices.all_offices(tx)[0].id
        scope = scope_for(tx, office_id, self.stage.clock.now())
        lines: list[Line] = []
        closed, reminded = set(self.closed), set(self.reminded)
        for cycle in cycles.of_office(tx, office_id):
            for row in cycles.tasks(tx, cycle.id):
                if row.id in self.closed:  # nobody is reminded of it any more
                    continue
                if row.closed_at is not None:
                    closed.add(row.id)
                    lines.append(_done(scope, row))
                for reminder in reminders.of_task(tx, row.id):
                    if reminder.state == "sent" and reminder.rung != "opened" and reminder.id not in reminded:
                        reminded.add(reminder.id)
                        lines.append(_reminded(scope, row, reminder))
        return lines, frozenset(closed), frozenset(reminded)


def unit_words(scope: Scope, row: cycles.TaskRow) -> str:
    """ " [Kasi PMD]", or nothing."""
    name = unit_name(scope, row.cycle_id, row.unit_id)
    return f" [{name}]" if name else ""


def _done(scope: Scope, row: cycles.TaskRow) -> Line:
    task = task_of(row, scope)
    number = scope.rules.policy.row(task.step).number
    outcome = plain(say(f"outcome.{task.outcome}"))
    at = task.closed_at or scope.now
    return Line(at, f"Langkah {number:>2}{unit_words(scope, row)}: {outcome} oleh {task.closed_as} ({_timely(task)})")


def _timely(task: Task) -> str:
    if task.due_at is None or task.closed_at is None:
        return "tanpa waktu baku"
    return "tepat waktu" if task.closed_at <= task.due_at else f"terlambat, batas {task.due_at:%d-%m %H.%M}"


RUNGS = {
    "half": "separuh waktu",
    "tomorrow": "berakhir besok",
    "today": "berakhir hari ini",
    "last_hour": "satu jam lagi",
    "due": "batas waktu",
}


def rung_words(task: Task, rung: str) -> str:
    late = "terlambat ke-" if task.due_at else "menunggu, pagi ke-"
    return RUNGS.get(rung) or rung.replace("late", late)


def _reminded(scope: Scope, row: cycles.TaskRow, reminder: reminders.ReminderRow) -> Line:
    task = task_of(row, scope)
    number = scope.rules.policy.row(task.step).number
    told = reminder.fired_at.astimezone(scope.office.zone) if reminder.fired_at else scope.now
    what = f"langkah {number}{unit_words(scope, row)}: {rung_words(task, reminder.rung)}"
    return Line(told, f"   pengingat {what}; kepada {_told(scope, task, reminder)}")


def _told(scope: Scope, task: Task, reminder: reminders.ReminderRow) -> str:
    """The holder, and the superiors that the ladder names."""
    row = scope.rules.policy.row(task.step)
    ladder = scope.rules.policy.ladder_of(task.step)
    superiors = audience(ladder, reminder.rung, row.role, row.duration or Duration(days=1))
    return ", ".join(plain(say(f"role.{role}")) for role in (row.role, *superiors))
