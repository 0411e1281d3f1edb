"""A revision of an indicator in words: the same on a card, in a question and in a workbook."""

from decimal import Decimal

from bot.texts.say import label
from bot.workflow.forms import Changes, Noted, Revised
from bot.workflow.numbers import format_number, format_rupiah
from bot.workflow.periods import parse_key
from bot.workflow.revisions import OTHER_TARGET

NUMBERS = ("target", "annual", "upper")
LONGEST = 60
"""Characters of a value."""


def in_words(kind: Revised, changes: Changes) -> str:
    """ "target 12 → 15; pagu Rp5 → Rp6", or that the indicator has come, or gone."""
    return "; ".join(_change(*one) for one in changes) if kind is Revised.CHANGED else label(f"revise.{kind}")


def noted(one: Noted) -> str:
    """With who and when."""
    return label("revise.noted", words=in_words(one.kind, one.changes), by=one.by, at=one.at)


def _change(field: str, old: str, new: str) -> str:
    return label("revise.change", field=_name(field), old=_shown(field, old), new=_shown(field, new))


def _name(field: str) -> str:
    if field.startswith(OTHER_TARGET):
        return label("revise.other_target", period=parse_key(field.removeprefix(OTHER_TARGET)).short)
    return label(f"revise.{field}")


def _shown(field: str, value: str) -> str:
    if not value:
        return "-"
    if field == "pagu":
        return format_rupiah(Decimal(value))
    if field in NUMBERS or field.startswith(OTHER_TARGET):
        return format_number(Decimal(value))
    words = " ".join(value.split())
    return words if len(words) <= LONGEST else f"{words[:LONGEST].rstrip()}…"
