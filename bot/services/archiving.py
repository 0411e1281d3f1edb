"""/arsip: the papers of any cycle, again, and all of it as zips."""

from collections.abc import Iterable
from typing import Any

from bot.documents.makers import DocumentKind
from bot.services import editions, handing, loading, mastering, packing, papering, retaining, telling
from bot.services.scope import Chat, Scope
from bot.store import archive, cycles, documents, history, recaps
from bot.store.codec import encode
from bot.texts.say import Text, label, text
from bot.workflow import deciding
from bot.workflow.cycle import HASH_SHOWN, Phase, holding
from bot.workflow.events import Refused, refused
from bot.workflow.packs import Pack
from bot.workflow.rights import Right
from bot.workflow.steps import Step

AGAIN = (
    DocumentKind.DISPOSITION,
    DocumentKind.RECEIPTS,
    DocumentKind.RECAP,
    DocumentKind.REPORT,
    DocumentKind.LETTER_PDF,
)
"""What is sent again, of each the newest."""


def may(scope: Scope) -> Refused | None:
    held = mastering.allowed(scope, Right.ARCHIVES)
    return held if isinstance(held, Refused) else None


def found(scope: Scope, words: str = "") -> tuple[cycles.CycleRow, ...]:
    """Newest first: those with papers whose period has all of these words in it."""
    wanted = words.casefold().split()
    return tuple(row for row in cycles.of_office(scope.tx, scope.office.id) if _fits(scope, row, wanted))


def _fits(scope: Scope, row: cycles.CycleRow, wanted: list[str]) -> bool:
    known = loading.period(scope, row.id).label.casefold().split()
    return all(one in known for one in wanted) and bool(archive.of_cycle(scope.tx, row.id))


def cycle(scope: Scope, cycle_id: int) -> cycles.CycleRow | Refused:
    """If it is of this office, and they may: callback data can be forged."""
    failed = may(scope)
    row = next((one for one in cycles.of_office(scope.tx, scope.office.id) if one.id == cycle_id), None)
    return failed or row or refused("refused.unknown")


def about(scope: Scope, row: cycles.CycleRow) -> tuple[Text, ...]:
    """How it ended, what there is of it, and by which hash its history is known."""
    gone = retaining.expired_at(scope, row.id)
    there = text("arsip.expired", at=gone) if gone else text("arsip.papers", count=len(_papers(scope, row.id)))
    head = text("arsip.head", head=history.head(scope.tx, row.id))
    return (_stand(scope, row), *_replaced(scope, row), there, head)


def _stand(scope: Scope, row: cycles.CycleRow) -> Text:
    closed = row.closed_at.astimezone(scope.office.zone) if row.closed_at else None
    if closed is None:
        return text("arsip.running")
    if row.phase == Phase.CANCELLED:
        return text("arsip.cancelled", at=closed)
    return text("arsip.finished", at=closed, number=row.notes.get("archive_number", "-"))


def _replaced(scope: Scope, row: cycles.CycleRow) -> tuple[Text, ...]:
    """Versions that were archived and are not what counts any more."""
    return tuple(
        text("arsip.replaced", version=one.version, at=one.replaced_at.astimezone(scope.office.zone))
        for one in recaps.of_cycle(scope.tx, row.id)
        if one.replaced_at is not None
    )


def correctable(scope: Scope, cycle_id: int) -> tuple[int, int, str] | None:
    """Where who archives it may begin a Ralat of a finished cycle: its last task, and the version that stands."""
    state = loading.state(scope, cycle_id)
    task = deciding.ended(state)
    if task is None or scope.actor is None or state.recap is None:
        return None
    may = holding(state, scope.rules.policy, scope.actor, Step.ARCHIVE)
    return (task.id, task.version, state.recap.sha256[:HASH_SHOWN]) if may else None


def _papers(scope: Scope, cycle_id: int) -> tuple[documents.DocumentRow, ...]:
    found = (_newest(scope, cycle_id, kind) for kind in AGAIN)
    return tuple(row for row in found if row is not None)


def _newest(scope: Scope, cycle_id: int, kind: DocumentKind) -> documents.DocumentRow | None:
    return editions.current(scope, cycle_id) if kind is DocumentKind.RECAP else archive.latest(scope.tx, cycle_id, kind)


def send_papers(scope: Scope, cycle_id: int) -> Refused | None:
    """Into the chat where it was asked; before it is archived the Dokumen as a concept."""
    if retaining.expired_at(scope, cycle_id):
        return refused("refused.expired")
    if scope.chat is None:
        return None
    rows = list(_papers(scope, cycle_id))
    if recaps.latest(scope.tx, cycle_id) and not any(row.kind == DocumentKind.REPORT for row in rows):
        rows.append(handing.row_of(scope, papering.concept(scope, cycle_id)))
    for row in rows:
        telling.document_in_chat(scope, row.id, scope.chat, handing.caption(scope, row))
    return None


# -- zips ------------------------------------------------------------------------------------------------------------

PACKS = {DocumentKind.ARCHIVE: packing.archive, DocumentKind.AKIP: packing.akip}


def pack(scope: Scope, cycle_id: int, kind: DocumentKind) -> tuple[int, ...]:
    """The zips of a cycle as it stands now; those there are, where nothing has changed since they were asked for."""
    parts = PACKS[kind](scope, cycle_id)
    made = archive.of_kind(scope.tx, cycle_id, kind)[-len(parts) :]
    if [_same(row.paper) for row in made] == [_same(encode(part)) for part in parts]:
        return tuple(row.id for row in made)
    return tuple(_part(scope, cycle_id, kind, part) for part in parts)


def _same(paper: Any) -> Any:
    """What makes two of them the same, whenever they were asked for: a paper's size is known once it is made."""
    items = [{**item, "size": 0} for item in paper["items"]]
    return {name: value for name, value in paper.items() if name != "made_at"} | {"items": items}


def _part(scope: Scope, cycle_id: int, kind: DocumentKind, part: Pack) -> int:
    version = len(archive.of_kind(scope.tx, cycle_id, kind)) + 1
    words = label("arsip.part", part=part.part, parts=part.parts) if part.parts > 1 else ""
    return papering.want(scope, cycle_id, kind, part, version=version, unit=words)


def send_pack(scope: Scope, cycle_id: int, kind: DocumentKind) -> None:
    if scope.chat is not None:
        _hand(scope, cycle_id, kind, (scope.chat,))


def give_archive(scope: Scope, cycle_id: int) -> None:
    """The finished cycle as one archive, to whoever keeps it."""
    keepers = telling.told(scope, cycle_id, Step.ARCHIVE)
    _hand(scope, cycle_id, DocumentKind.ARCHIVE, telling.chats(scope, keepers))


def _hand(scope: Scope, cycle_id: int, kind: DocumentKind, chats: Iterable[Chat]) -> None:
    for document_id in pack(scope, cycle_id, kind):
        said = handing.caption(scope, handing.row_of(scope, document_id))
        for chat in chats:
            telling.document_in_chat(scope, document_id, chat, said)
