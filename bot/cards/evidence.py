"""The evidence of one indicator: what is there, a button to remove each, and what may be sent."""

from dataclasses import dataclass
from decimal import Decimal

from bot.cards.buttons import Rows, button, stacked
from bot.texts.say import Text, text
from bot.workflow.numbers import format_number


@dataclass(frozen=True)
class Piece:
    """`size` in bytes; 0 for a link."""

    evidence_id: int
    name: str
    size: int


@dataclass(frozen=True)
class EvidenceView:
    """`editable`: the form is still with its unit, and this entry open."""

    entry_id: int
    number: int
    indicator: str
    expected: str
    pieces: tuple[Piece, ...]
    editable: bool


def said(view: EvidenceView) -> Text:
    lines = [_line(position, piece) for position, piece in enumerate(view.pieces, 1)] or [text("evidence.none")]
    if view.expected:
        lines.append(text("evidence.expected", expected=view.expected))
    ask = text("evidence.ask" if view.editable else "evidence.closed")
    return text("evidence.card", number=view.number, indicator=view.indicator, lines=tuple(lines), ask=ask)


def _line(position: int, piece: Piece) -> Text:
    if not piece.size:
        return text("evidence.link", position=position, name=piece.name)
    return text("evidence.line", position=position, name=piece.name, size=size_words(piece.size))


def size_words(size: int) -> Text:
    """In KB, from a million bytes on in MB, as a person says it."""
    if size < 1_000_000:
        return text("evidence.kilobytes", size=format_number(Decimal(max(1, size // 1000)), 0))
    return text("evidence.megabytes", size=format_number(Decimal(size) / 1_000_000, 1))


def buttons(view: EvidenceView) -> Rows:
    if not view.editable:
        return ()
    remove = (
        button("evidence_remove", "ev_remove", piece.evidence_id, position=position)
        for position, piece in enumerate(view.pieces, 1)
    )
    return stacked(*remove, button("evidence_done", "ev_done", view.entry_id))
