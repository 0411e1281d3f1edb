"""The SOP's table as the checker reads it: standard times, whose task a step is, and the reminder ladder."""

from datetime import date

from year.checker.facts import DAWN, Record, Task
from year.checker.hours import MINUTES, Hours

MINUTES_OF = {
    "1": 15, "2": 20, "3": 30, "4": 20, "6": 15, "7": 15, "8": 120, "9": 15, "10": 30, "11b": 15, "12": 15,
    "13a": 30, "13c": 30,
}  # fmt: skip
DAYS_OF = {"5": 2, "11": 1, "11a": 1}
"""The standard times; 13b has none."""
ROLE_OF = {
    "1": "sekretaris", "2": "kasubag", "3": "kasubag", "4": "staf", "5": "kasi", "6": "kasi", "7": "kasubag",
    "8": "staf", "9": "staf", "10": "kasubag", "11": "sekretaris", "11a": "camat", "11b": "kasubag", "12": "kasubag",
    "13a": "kasubag", "13b": "camat", "13c": "kasubag",
}  # fmt: skip
RANK = {"camat": 4, "sekretaris": 3, "kasubag": 2, "kasi": 1, "staf": 1, "operator": 1}
OF_STAF = ("4", "8", "9")
RUNGS = ("half", "tomorrow", "today", "last_hour", "due", "late")
DROPPABLE = ("half", "tomorrow", "today", "last_hour")
DROP_WITHIN, LAST_HOUR = 30, 60


def rank(rung: str) -> tuple[int, int]:
    """Of a rung among those of its task: "late2" is above "late1", which is above "due"."""
    name = rung.rstrip("0123456789")
    return RUNGS.index(name), int(rung[len(name) :] or 0)


# -- people ----------------------------------------------------------------------------------------------------------


def holding(record: Record, role: str, unit: str, second: int) -> list[str]:
    """Who acts in the role at this moment: a mandate takes it from who holds it by right."""
    day = second // 86400
    posts = [
        one
        for one in record.roles
        if one.role == role and one.unit == unit and _number(one.first) <= day <= _number(one.last)
    ]
    mandates = [one for one in posts if one.mandate]
    return [one.person for one in mandates or posts]


def _number(day: date) -> int:
    return (day - DAWN).days


def holders(record: Record, task: Task, second: int) -> list[str]:
    """Of a unit's form also its operators; of the Staf the one who was chosen in this cycle."""
    role = ROLE_OF[task.step]
    found = holding(record, role, task.unit if role == "kasi" else "", second)
    if task.step == "5":
        found += holding(record, "operator", task.unit, second)
    if task.step in OF_STAF:
        chosen = [who for at, cycle, who in record.chosen if cycle == task.cycle and at <= second]
        found = [chosen[-1]] if chosen and chosen[-1] in found else found
    return list(dict.fromkeys(found))


def superiors(record: Record, task: Task, rung: str, second: int) -> list[str]:
    """Those ranked above the holder whom this rung tells."""
    number = rank(rung)[1]
    roles = {
        "kasubag": number >= 1 or (rung == "due" and task.step in DAYS_OF),
        "sekretaris": number >= 2 and (number - 2) % 5 == 0,
        "camat": number >= 3 and (number - 3) % 5 == 0,
    }
    above = [role for role, told in roles.items() if told and RANK[role] > RANK[ROLE_OF[task.step]]]
    return [person for role in above for person in holding(record, role, "", second)]


# -- deadlines -------------------------------------------------------------------------------------------------------


def deadline(record: Record, hours: Hours, task: Task) -> int | None:
    """The second at which the task's first deadline is; None where there is none."""
    if task.step == "13b":
        return None
    if task.step == "13c":
        return _after_13a(record, hours, task)
    if task.step in DAYS_OF:
        return _days(hours, task, record.shorter.get((task.cycle, task.round), DAYS_OF[task.step]))
    due = _minutes(hours, task.opened, MINUTES_OF[task.step])
    if task.step == "6":
        filled = _filled(record, task)
        if filled is None:  # after a return, of a form that was complete: the time of step 5
            return _days(hours, task, record.shorter.get((task.cycle, task.round), DAYS_OF["5"]))
        return max(due, in_force(record, hours, filled, task.opened)[1] or 0)
    return due


def _days(hours: Hours, task: Task, days: int) -> int:
    """Close of business of the n-th working day after the day it started; outside office hours the next opening's."""
    start = task.opened // 60
    while not hours.open[start]:
        start += 1
    return hours.closing(hours.nth(start // MINUTES, days)) * 60


def _minutes(hours: Hours, opened: int, minutes: int) -> int:
    """Open time only, counted from the next full minute: the deadline shown has no seconds."""
    return hours.after(-(-opened // 60) * 60, minutes)


def _after_13a(record: Record, hours: Hours, task: Task) -> int:
    """13a and 13c have their minutes together."""
    letters = [one for one in record.tasks.values() if (one.cycle, one.step) == (task.cycle, "13a")]
    letter = max((one for one in letters if one.closed), key=lambda one: one.opened)
    rest = MINUTES_OF["13c"] - hours.worked_seconds(letter.opened, letter.closed or 0) // 60
    return _minutes(hours, task.opened, rest) if rest > 0 else task.opened


def _filled(record: Record, task: Task) -> Task | None:
    """The unit's step 5 that this step 6 follows: it closed as this one opened."""
    same = (one for one in record.tasks.values() if (one.cycle, one.unit, one.step) == (task.cycle, task.unit, "5"))
    return next((one for one in same if one.closed == task.opened), None)


def deadlines(record: Record, hours: Hours, task: Task) -> list[tuple[int, int | None]]:
    """(from which second, the deadline), the first and those it was moved to: the n-th working day after it, or after
    the day of the grant where it had passed."""
    found = [(task.opened, deadline(record, hours, task))]
    for move in task.moves:
        day = max(move.at, found[-1][1] or 0) // 86400
        found.append((move.at, hours.closing(hours.nth(day, move.days)) * 60))
    return found


def in_force(record: Record, hours: Hours, task: Task, second: int) -> tuple[int, int | None]:
    """The number of the deadline at this second, counted from 1, and the deadline."""
    known = [due for at, due in deadlines(record, hours, task) if at <= second]
    return len(known), known[-1]


# -- the ladder ------------------------------------------------------------------------------------------------------


def ladder(hours: Hours, task: Task, since: int, due: int | None) -> list[tuple[int, str]]:
    """(minute, rung) of everything before the late ones, none before `since`, the second this deadline was set."""
    if due is None:
        return []
    day, last = due // 86400, -(-due // 60)
    found = [(last, "due")]
    if MINUTES_OF.get(task.step, 0) >= 60:
        found.append((-(-hours.after(task.opened, MINUTES_OF[task.step] // 2) // 60), "half"))
    if DAYS_OF.get(task.step, 0) >= 2:
        found.append((hours.morning(hours.nth(day, -1)), "tomorrow"))
    if task.step in DAYS_OF:
        found += [(hours.morning(day), "today"), (hours.before(last, LAST_HOUR), "last_hour")]
    own = [(at, rung) for at, rung in found if rung == "due" or max(task.opened, since) < at * 60 < due]
    return _thinned(hours, sorted(own))


def _thinned(hours: Hours, rungs: list[tuple[int, str]]) -> list[tuple[int, str]]:
    """One that may be dropped goes where it falls within 30 working minutes before another of the task."""
    kept: list[tuple[int, str]] = []
    for at, rung in reversed(rungs):
        if rung in DROPPABLE and kept and hours.between(at, kept[-1][0]) < DROP_WITHIN:
            continue
        kept.append((at, rung))
    return kept[::-1]


def late(hours: Hours, task: Task, due: int | None, number: int) -> int:
    """The minute of late rung `number`: opening + 15 minutes of the number-th working day after the deadline's day;
    of a step without a deadline, after the day it opened."""
    return hours.morning(hours.nth((due or task.opened) // 86400, number))
