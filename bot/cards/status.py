"""Where the cycles stand, in words."""

from bot.texts.say import Param, Text, text
from bot.workflow.standing import CycleStand, Stand, StatusSheet, TaskStand, UnitStand
from bot.workflow.steps import LAST


def lines(sheet: StatusSheet) -> tuple[Text, ...]:
    """One block per open cycle; empty when there is none."""
    found = tuple(line for cycle in sheet.cycles for line in _cycle(cycle))
    return found + tuple(
        text("status.postponed", period=one.period, until=one.until, reason=one.reason) for one in sheet.postponed
    )


def _cycle(cycle: CycleStand) -> tuple[Text, ...]:
    head = text("status.cycle", period=cycle.period, round=cycle.round)
    return (head, *(_task(one) for one in cycle.tasks), *(_unit(one) for one in cycle.units))


def _task(one: TaskStand) -> Text:
    facts: dict[str, Param] = {
        "step": one.number,
        "last": LAST,
        "kegiatan": one.kegiatan,
        "who": one.who,
        "since": one.since,
    }
    if one.due is None:
        return text("status.task_open", **facts)
    if one.late:
        return text("status.late", due=one.due, **facts)
    return text("status.task", due=one.due, left=one.left, **facts)


def _unit(one: UnitStand) -> Text:
    if one.stand is Stand.DONE:
        return text("status.unit_done_late" if one.late else "status.unit_done", unit=one.name)
    if one.stand is Stand.LATE_OUT:
        return text("status.unit_late_out", unit=one.name)
    if one.stand is Stand.LEFT_OUT:
        return text("status.unit_left_out", unit=one.name)
    if one.stand is Stand.STILL:
        return text("status.unit_standing", unit=one.name)
    facts: dict[str, Param] = {"unit": one.name, "filled": one.filled, "entries": one.entries, "due": one.due or ""}
    if one.late:
        return text("status.unit_late", **facts)
    return text("status.unit", left=one.left, **facts)
