"""How a revision of a running form looks: offered, told to its unit, and shown beside the task from then on."""

from collections.abc import Iterable, Sequence

from bot.cards.buttons import Rows, button, stacked
from bot.channels.base import Style
from bot.texts.revised import in_words, noted
from bot.texts.say import Text, text
from bot.workflow.events import IndicatorsRevised
from bot.workflow.forms import Entry
from bot.workflow.revisions import Revision

SHOWN = 12
ON_A_CARD = 6
"""Lines; the rest is counted."""


def offer(period: str, units: Sequence[str], events: Sequence[IndicatorsRevised]) -> Text:
    found = tuple(
        text("revise.unit_line", unit=unit, number=one.number, indicator=one.indicator.name, words=_words(one))
        for unit, event in zip(units, events, strict=True)
        for one in event.revisions
    )
    return text("revise.offer", period=period, lines=_first(found, SHOWN))


def buttons(cycle_id: int, mark: str) -> Rows:
    return stacked(button("revise", "revise", cycle_id, mark, style=Style.SUCCESS), button("not_now", "dismiss"))


def lines(revisions: Iterable[Revision]) -> tuple[Text, ...]:
    return _first(tuple(_line(one.number, one.indicator.name, _words(one)) for one in revisions), SHOWN)


def noted_lines(entries: Iterable[Entry]) -> tuple[Text, ...]:
    found = tuple(_line(e.number, e.indicator.name, noted(one)) for e in entries for one in e.revisions)
    return _first(found, ON_A_CARD)


def _line(number: int, indicator: str, words: str) -> Text:
    return text("revise.line", number=number, indicator=indicator, words=words)


def _words(one: Revision) -> str:
    return in_words(one.kind, one.changes)


def _first(found: tuple[Text, ...], most: int) -> tuple[Text, ...]:
    more = len(found) - most
    return (*found[:most], text("revise.more", more=more)) if more > 0 else found
