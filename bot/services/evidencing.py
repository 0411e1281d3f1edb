"""Bukti dukung of an entry: kept with hash, size, who and when; removed as long as the form is with its unit."""

import re
from collections.abc import Mapping
from itertools import count
from typing import Any

from bot.cards.evidence import EvidenceView, Piece
from bot.services import forming, loading
from bot.services.acting import settle
from bot.services.scope import Scope
from bot.store import blobs, evidence, forms
from bot.workflow import proving
from bot.workflow.cycle import Turn
from bot.workflow.events import EvidenceAdded, EvidenceRemoved, Refused, refused
from bot.workflow.forms import Entry

LONGEST_NAME = 100
FORBIDDEN = re.compile(r'[<>:"|?*\x00-\x1f\x7f]')
RESERVED = re.compile(r"(CON|PRN|AUX|NUL|(COM|LPT)[0-9¹²³])\s*(\.|$)", re.IGNORECASE)
"""Names that Windows keeps for devices, whatever ending they have."""


def add_file(scope: Scope, entry_id: int, name: str, mime: str, content: bytes) -> str | Refused:
    """The name under which the file is kept; of who may not, nothing is."""
    found = _turn(scope, entry_id)
    if isinstance(found, Refused):
        return found
    held = hold(scope, name, mime, content)
    return held if isinstance(held, Refused) else keep(scope, entry_id, held)


def hold(scope: Scope, name: str, mime: str, content: bytes) -> dict[str, Any] | Refused:
    """Kept until it is said whose evidence it is."""
    if not proving.is_evidence(name, content):
        return refused("refused.evidence_kind")
    return {"name": safe_name(name), "mime": mime, "size": len(content), "sha256": blobs.put(scope.tx, content)}


def keep(scope: Scope, entry_id: int, held: Mapping[str, Any]) -> str | Refused:
    return _add(scope, entry_id, held["name"], held["mime"], held["size"], held["sha256"])


def add_link(scope: Scope, entry_id: int, address: str) -> str | Refused:
    return _add(scope, entry_id, address, "", 0, "")


def safe_name(name: str) -> str:
    """As every system keeps it: without folders and what one of them forbids, and short enough to be shown."""
    last = FORBIDDEN.sub("-", re.split(r"[/\\]", name.rstrip("/\\"))[-1]).strip(" ").rstrip(" .") or "berkas"
    stem, dot, ending = last.rpartition(".")
    short = last if len(last) <= LONGEST_NAME else stem[: LONGEST_NAME - len(ending) - 1] + dot + ending
    return f"_{short}" if RESERVED.match(short) else short


def _add(scope: Scope, entry_id: int, name: str, mime: str, size: int, sha256: str) -> str | Refused:
    found = _turn(scope, entry_id)
    if isinstance(found, Refused):
        return found
    taken, entry, form = found
    there = evidence.of_entry(scope.tx, entry_id)
    same = next((row for row in there if (row.sha256 or row.name) == (sha256 or name)), None)
    if same is not None:
        return same.name
    own = _unlike(name, {row.name for row in there})
    added = EvidenceAdded(form.unit_id, entry_id, entry.number, own, mime, size, sha256)
    return settle(scope, taken, proving.add(taken, entry, len(there), added)) or own


def _unlike(name: str, others: set[str]) -> str:
    """Photos come without names of their own: "foto.jpg", "foto-2.jpg", ..."""
    stem, dot, ending = name.rpartition(".")
    numbered = (f"{stem}-{number}{dot}{ending}" for number in count(2))
    return name if name not in others else next(one for one in numbered if one not in others)


def remove(scope: Scope, evidence_id: int) -> EvidenceRemoved | Refused:
    row = evidence.get(scope.tx, evidence_id)
    found = _turn(scope, row.entry_id) if row is not None else refused("refused.evidence_gone")
    if isinstance(found, Refused) or row is None:
        return found if isinstance(found, Refused) else refused("refused.evidence_gone")
    taken, entry, form = found
    removed = EvidenceRemoved(form.unit_id, entry.id, entry.number, evidence_id, row.name)
    return settle(scope, taken, proving.remove(taken, entry, removed)) or removed


def _turn(scope: Scope, entry_id: int) -> tuple[Turn, Entry, forms.FormRow] | Refused:
    """Who may fill a form may prove it; callback data can be forged, so the form is looked up from the entry."""
    row = forms.entry(scope.tx, entry_id)
    form = forms.get(scope.tx, row.form_id) if row is not None else None
    taken = forming.turn(scope, form)
    if isinstance(taken, Refused) or row is None or form is None:
        return taken if isinstance(taken, Refused) else refused("refused.unknown")
    return taken, loading.entry_of(row), form


def view(scope: Scope, entry_id: int) -> EvidenceView | None:
    """What the card of this entry's evidence shows; None to who has nothing to do with it."""
    row = forms.entry(scope.tx, entry_id)
    if row is None:
        return None
    found = _turn(scope, entry_id)
    entry = loading.entry_of(row)
    return EvidenceView(
        entry_id=entry_id,
        number=entry.number,
        indicator=entry.indicator.name,
        expected=entry.indicator.evidence,
        pieces=tuple(Piece(one.id, one.name, one.size) for one in evidence.of_entry(scope.tx, entry_id)),
        editable=not isinstance(found, Refused) and entry.open,
    )
