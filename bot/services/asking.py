"""What a chat is in the middle of, and the longer answers it can ask for."""

from typing import Any

from bot.services import forming, papers
from bot.services.scope import Chat, Scope
from bot.store import cycles, recaps, talks
from bot.texts.say import Text, text
from bot.workflow import rights
from bot.workflow.events import Refused, refused
from bot.workflow.papers import RecapSheet, UnitRecap
from bot.workflow.periods import Period
from bot.workflow.steps import Step

RECAP_READ_AT = (Step.RECAP, Step.DECIDE, Step.SECOND)
"""Whose task it is at these steps may read the whole recap."""


def _chat(scope: Scope) -> Chat:
    if scope.chat is None:
        raise ValueError("a dialog needs a chat")
    return scope.chat


def begin(scope: Scope, kind: str, state: dict[str, Any]) -> None:
    chat = _chat(scope)
    talks.set_dialog(scope.tx, chat.channel, chat.chat_id, kind, state, scope.now)


def current(scope: Scope) -> talks.Dialog | None:
    chat = _chat(scope)
    return talks.dialog(scope.tx, chat.channel, chat.chat_id)


def end(scope: Scope) -> None:
    chat = _chat(scope)
    talks.clear_dialog(scope.tx, chat.channel, chat.chat_id)


def review(scope: Scope, period: Period) -> tuple[Text, ...]:
    """Units and indicators with the target of the period, as step 2 would freeze them."""
    lines: list[Text] = []
    for unit, own in forming.chosen(scope, period):
        lines.append(text("review.unit", unit=unit.name))
        for one in own:
            target = text("ask.none") if one.target is None else text("ask.number", value=one.target)
            lines.append(text("review.indicator", number=one.number, name=one.name, target=target, satuan=one.satuan))
    return tuple(lines)


def recap_details(scope: Scope, task_id: int) -> tuple[Text, ...] | Refused:
    """The recap of the task's cycle, unit by unit; a draft as long as no version was confirmed."""
    row = cycles.task(scope.tx, task_id)
    if row is None or row.office_id != scope.office.id or scope.actor is None or row.step not in RECAP_READ_AT:
        return refused("refused.unknown")
    if rights.at_step(scope.rules.policy, scope.actor, Step(row.step)) is None:
        return rights.not_theirs(scope.rules.policy, Step(row.step))
    latest = recaps.latest(scope.tx, row.cycle_id)
    draft = Step(row.step) is Step.RECAP or latest is None
    paper = papers.recap_sheet(scope, row.cycle_id) if draft or latest is None else papers.recap_of(latest, scope)
    return unit_lines(paper)


def unit_lines(paper: RecapSheet) -> tuple[Text, ...]:
    return tuple(line for unit in paper.units for line in (_unit(unit), *_weak(unit, paper)))


def _unit(unit: UnitRecap) -> Text:
    if unit.mean is None:
        return text("recap.unit_open", unit=unit.unit, status=unit.status)
    return text("recap.unit", unit=unit.unit, status=unit.status, mean=unit.mean, grade=unit.grade)


def _weak(unit: UnitRecap, paper: RecapSheet) -> tuple[Text, ...]:
    """The lines a reader should look at: below the threshold, or without data."""
    return tuple(
        text("recap.weak", number=line.number, indicator=line.indicator, percent=line.percent)
        if line.percent is not None
        else text("recap.empty", number=line.number, indicator=line.indicator, reason=line.reason or line.grade)
        for line in unit.lines
        if line.percent is None or line.percent < paper.threshold
    )
