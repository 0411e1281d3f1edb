"""Holds what was told against what is owed, and says of everything that does not fit what is wrong with it."""

from collections import Counter
from collections.abc import Iterator
from dataclasses import dataclass
from datetime import datetime, time, timedelta

from year.checker import sop
from year.checker.facts import DAWN, Record, Reminder, Told
from year.checker.hours import MINUTES, Hours
from year.checker.owed import AGAIN, HOLDER, SUPERIOR, Owed, owed

MISSING, MOMENT, PERSON = "missing", "wrong moment", "wrong person"
DOUBLED, SUPERFLUOUS, SPLIT = "doubled", "superfluous", "several messages at one moment"
WORDS, SOUND, DEADLINE, CARD = "wrong words", "wrong sound", "wrong deadline", "card"


@dataclass(frozen=True)
class Finding:
    what: str
    detail: str


@dataclass(frozen=True)
class Report:
    """`owed`: how many reminders there had to be, a person and a rung each."""

    owed: int
    messages: int
    rungs: Counter[str]
    findings: tuple[Finding, ...]


def check(record: Record) -> Report:
    hours = Hours(record)
    wanted = list(owed(record, hours))
    findings = (
        *_compared(record, wanted),
        *_messages(record),
        *_sentences(record, hours),
        *_deadlines(record, hours),
        *_cards(record, hours),
    )
    rungs = Counter(one.rung.rstrip("0123456789") for one in wanted)
    return Report(len(wanted), len(record.reminders), rungs, findings)


def said(second: int) -> str:
    """ "Mon 2026-01-05 07.45.00"."""
    return f"{datetime.combine(DAWN, time()) + timedelta(seconds=second):%a %Y-%m-%d %H.%M.%S}"


# -- who was told what, when -----------------------------------------------------------------------------------------


def _told(record: Record) -> list[Owed]:
    return [_as_owed(message, line) for message in record.reminders for line in message.lines]


def _as_owed(message: Reminder, line: Told) -> Owed:
    how = AGAIN if line.again else SUPERIOR if line.says.startswith("escalated") else HOLDER
    return Owed(message.at // 60, message.person, line.task, line.deadline, line.rung, how)


def _compared(record: Record, wanted: list[Owed]) -> Iterator[Finding]:
    told = Counter(_told(record))
    lacking, extra = Counter(wanted) - told, told - Counter(wanted)
    known = set(wanted)
    for one in extra.elements():
        elsewhere = next((other for other in lacking if lacking[other] and _same(one, other)), None)
        if one in known:
            yield _finding(record, DOUBLED, one)
        elif elsewhere is not None:
            lacking[elsewhere] -= 1
            yield _finding(record, MOMENT, one, f"owed {said(elsewhere.minute * 60)}")
        elif any(_rung(one) == _rung(other) for other in known):
            yield _finding(record, PERSON, one)
        else:
            yield _finding(record, SUPERFLUOUS, one)
    for one in lacking.elements():
        yield _finding(record, MISSING, one)


def _same(one: Owed, other: Owed) -> bool:
    """But for the moment."""
    return (one.person, *_rung(one)[1:], one.how) == (other.person, *_rung(other)[1:], other.how)


def _rung(one: Owed) -> tuple[int, int, int, str]:
    return one.minute, one.task, one.deadline, one.rung


def _finding(record: Record, what: str, one: Owed, more: str = "") -> Finding:
    task = record.tasks.get(one.task)
    about = f"step {task.step} {task.unit}".strip() if task else "unknown task"
    key = f"{one.rung} of task {one.task} ({about}, cycle {task.cycle if task else 0}, deadline {one.deadline})"
    words = f"{said(one.minute * 60)}: {one.person}, {one.how}: {key}"
    return Finding(what, f"{words}; {more}" if more else words)


# -- the messages ----------------------------------------------------------------------------------------------------


def _messages(record: Record) -> Iterator[Finding]:
    """One a person and moment, with sound."""
    together = Counter((message.at // 60, message.person) for message in record.reminders)
    for (minute, person), count in together.items():
        if count > 1:
            yield Finding(SPLIT, f"{said(minute * 60)}: {count} to {person}")
    for message in record.reminders:
        if message.silent:
            yield Finding(SOUND, f"{said(message.at)}: silent to {message.person}")
        if not message.lines:
            yield Finding(SUPERFLUOUS, f"{said(message.at)}: a reminder of nothing to {message.person}")


def _sentences(record: Record, hours: Hours) -> Iterator[Finding]:
    for message in record.reminders:
        for line in message.lines:
            task = record.tasks.get(line.task)
            if task is None:
                continue
            due = sop.in_force(record, hours, task, message.at)[1]
            wanted = ("late",) if line.again and due is not None and due < message.at else _sentence(line, due)
            if line.says.partition("_")[0] not in wanted:
                yield Finding(WORDS, f"{said(message.at)}: {line.says!r} for {line.rung} of task {line.task}")


def _sentence(line: Told, due: int | None) -> tuple[str, ...]:
    """Before the deadline it is called to mind, then it has come, then it has passed; a superior is told who. What is
    repeated after Ingatkan nanti is said as it is by then."""
    if due is None:
        return "waiting", "escalated"
    own = "due" if line.rung == "due" else "late" if line.rung.startswith("late") else "ahead"
    return own, "escalated"


# -- deadlines -------------------------------------------------------------------------------------------------------


def _deadlines(record: Record, hours: Hours) -> Iterator[Finding]:
    """Those shown are those of the SOP."""
    for task in record.tasks.values():
        for number, (_, due) in enumerate(sop.deadlines(record, hours, task), 1):
            shown = record.shown.get((task.id, number), -1)
            if shown != due:
                words = [said(one) if one else str(one) for one in (shown, due)]
                yield Finding(DEADLINE, f"task {task.id}, step {task.step}: shown {words[0]}, it is {words[1]}")


# -- cards -----------------------------------------------------------------------------------------------------------


def _cards(record: Record, hours: Hours) -> Iterator[Finding]:
    """The rung "opened": at once to each holder, outside office hours without sound."""
    had = Counter((card.task, card.person) for card in record.cards)
    at_once = {(card.task, card.person) for card in record.cards if card.at == record.tasks[card.task].opened}
    for task in record.tasks.values():
        for person in sop.holders(record, task, task.opened):
            if (task.id, person) not in at_once:
                yield Finding(CARD, f"task {task.id} was not shown to {person} when it opened, {said(task.opened)}")
        for person in _later(record, hours, task.id):
            if (task.id, person) not in had:
                yield Finding(CARD, f"task {task.id} was never shown to {person}, who came to hold it")
    for card in record.cards:
        yield from _card(record, hours, card.task, card.person, card.at, card.silent)
    yield from (Finding(DOUBLED, f"card of task {task} to {who}") for (task, who), n in had.items() if n > 1)


def _card(record: Record, hours: Hours, task: int, person: str, at: int, silent: bool) -> Iterator[Finding]:
    if person not in sop.holders(record, record.tasks[task], at):
        yield Finding(PERSON, f"card of task {task} to {person}, {said(at)}")
    if silent == bool(hours.open[at // 60]):
        yield Finding(SOUND, f"card of task {task} to {person}, {said(at)}, silent: {silent}")


def _later(record: Record, hours: Hours, task_id: int) -> set[str]:
    """Who held the task throughout a whole working day."""
    task = record.tasks[task_id]
    first, last = task.opened // 86400 + 1, (task.closed or record.last) // 86400
    days = [day for day in range(first, last) if hours.works(day)]
    return {who for day in days for who in sop.holders(record, task, (day * MINUTES + 720) * 60)}
