"""Targets and realisasi as a card says them: numbers, a predikat by its code, and a dash for what there is not."""

from decimal import Decimal

from bot.texts.say import Text, text
from bot.workflow.papers import Line


def written(line: Line, value: Decimal | None) -> Text:
    shown = line.written(value)
    if isinstance(shown, Decimal):
        return text("ask.number", value=shown)
    return text("ask.code", code=shown) if shown else text("ask.none")
