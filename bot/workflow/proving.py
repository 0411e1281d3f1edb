"""Bukti dukung: what may stand behind an entry's figure, and until when it may be added or removed."""

import re
from collections.abc import Mapping

from bot.workflow.cycle import FormState, Turn
from bot.workflow.events import EvidenceAdded, EvidenceRemoved, Outcome, refused
from bot.workflow.forms import Entry

MOST = 10
"""Pieces of evidence of one entry."""

LINK = re.compile(r"https?://[^\s<>\"]{4,500}", re.IGNORECASE)
BARE = re.compile(r"(?:www\.[^\s<>\"]{4,500}|(?:[a-z0-9-]+\.)+[a-z]{2,}/[^\s<>\"]{1,500})", re.IGNORECASE)
"""An address as people write it, without its beginning."""
PICTURES = (b"\xff\xd8\xff", b"\x89PNG")
OFFICE = b"PK\x03\x04"
OLD_OFFICE = b"\xd0\xcf\x11\xe0\xa1\xb1\x1a\xe1"
KINDS: Mapping[str, bytes | tuple[bytes, ...]] = {
    ".pdf": b"%PDF",
    **dict.fromkeys((".jpg", ".jpeg", ".png"), PICTURES),
    **dict.fromkeys((".xlsx", ".docx", ".pptx", ".ods", ".odt", ".odp"), OFFICE),
    **dict.fromkeys((".xls", ".doc", ".ppt"), OLD_OFFICE),
}
"""What may be kept, by the ending of its name, and the bytes such a file begins with."""


def is_evidence(name: str, content: bytes) -> bool:
    """Whether a file is what its name says, and of a kind that is kept: nothing that runs."""
    ending = "." + name.rpartition(".")[2].lower()
    return ending in KINDS and content.startswith(KINDS[ending])


def link_in(words: str) -> str | None:
    """The address among the words, whole."""
    if whole := LINK.search(words):
        return whole[0]
    bare = BARE.search(words)
    return f"https://{bare[0]}" if bare else None


def add(turn: Turn, entry: Entry, already: int, added: EvidenceAdded) -> Outcome:
    """`already`: pieces of evidence that this entry has."""
    if turn.state.form(added.unit_id).state is not FormState.OPEN or not entry.open:
        return refused("refused.entry_locked")
    if already >= MOST:
        return refused("refused.evidence_many", most=MOST)
    return (added,)


def remove(turn: Turn, entry: Entry, removed: EvidenceRemoved) -> Outcome:
    """Before submission only: afterwards it stands as it was handed in."""
    if turn.state.form(removed.unit_id).state is not FormState.OPEN or not entry.open:
        return refused("refused.entry_locked")
    return (removed,)
