"""Papers of the office itself, which no cycle owns: asked for in a chat, and sent there once they are made."""

from collections.abc import Iterable

from bot.documents.makers import DocumentKind
from bot.services import papering, telling
from bot.services.scope import Scope
from bot.store import archive, documents
from bot.store.codec import encode
from bot.texts.say import Text, plain, render, text
from bot.workflow.master import MasterData
from bot.workflow.papers import Listing
from bot.workflow.standing import StatusSheet

OF_THE_OFFICE = frozenset({DocumentKind.MASTER, DocumentKind.LISTING, DocumentKind.STATUS})
BULLET = "• "


def send_master(scope: Scope, data: MasterData) -> None:
    caption = text("caption.master", office=scope.office.name, at=scope.now)
    _send(scope, DocumentKind.MASTER, data, caption)


def send_listing(scope: Scope, title: Text, lines: Iterable[Text]) -> None:
    """What was too long for a message."""
    paper = Listing(plain(render(title)), tuple(plain(render(line)).removeprefix(BULLET) for line in lines))
    _send(scope, DocumentKind.LISTING, paper, title)


def send_status(scope: Scope, sheet: StatusSheet) -> None:
    """As a picture."""
    _send(scope, DocumentKind.STATUS, sheet, text("caption.status", office=scope.office.name, at=scope.now))


def _send(scope: Scope, kind: DocumentKind, paper: object, caption: Text) -> None:
    """Each time another version."""
    version = archive.last_own_version(scope.tx, scope.office.id, kind) + 1
    document_id = documents.want(
        scope.tx,
        office_id=scope.office.id,
        cycle_id=None,
        unit_id=None,
        kind=kind,
        version=version,
        name=papering.file_name(kind, f"{scope.office.name} {scope.now:%d-%m-%Y}", version, ""),
        paper_json=encode(paper),
        requested_by=scope.actor.person_id if scope.actor else None,
        now=scope.now,
    )
    if scope.chat is not None:
        telling.document_in_chat(scope, document_id, scope.chat, caption)
