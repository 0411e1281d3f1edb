"""A figure that is unusual: what was read, why it is asked about once more, and the tap that lets it stand."""

from typing import Any

from bot.cards.buttons import Rows, button, stacked
from bot.texts.say import Text, text, text_from
from bot.workflow.achievement import Direction
from bot.workflow.anomalies import Anomaly
from bot.workflow.forms import Entry, Field
from bot.workflow.papers import Line
from bot.workflow.policy import Doubts


def reasons(entry: Entry, line: Line, found: tuple[Anomaly, ...], doubts: Doubts) -> tuple[Text, ...]:
    """One line for each, with the figures that make it unusual."""
    given = entry.indicator
    facts: dict[str, Any] = {
        "times": doubts.times_target,
        "target": given.upper if given.direction is Direction.RANGE else given.target,
        "fall": doubts.fall,
        "last": given.last,
        "satuan": line.satuan,
        "absorption": line.absorption,
        "percent": line.percent,
        "pagu": line.pagu,
    }
    return tuple(text_from(f"anomaly.{one}", facts) for one in found)


def said(echo: Text, lines: tuple[Text, ...], *, predicate: bool = False) -> Text:
    return text("anomaly.ask_predikat" if predicate else "anomaly.ask", echo=echo, lines=lines)


def buttons(entry_id: int, field: Field) -> Rows:
    return stacked(button("sure", "sure", entry_id, field))
