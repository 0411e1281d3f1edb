"""The lambang in the kop of the office's papers; each keeps the one that was the office's when it was asked for."""

from bot.services import mastering, telling
from bot.services.scope import Scope
from bot.store import archive, blobs, documents, offices
from bot.texts.say import text
from bot.workflow.events import Refused
from bot.workflow.master import LambangChanged
from bot.workflow.rights import Right
from bot.workflow.roles import Assignment

KIND, NAME = "lambang", "lambang-daerah.png"


def allowed(scope: Scope) -> Assignment | Refused:
    return mastering.allowed(scope, Right.MANAGE)


def change(scope: Scope, png: bytes) -> bool | Refused:
    """False where it is this one already. Also as a file of the office's own, by which it stays when another follows:
    papers that were asked for with it may still have to be made."""
    held = allowed(scope)
    if isinstance(held, Refused):
        return held
    sha256 = blobs.put(scope.tx, png)
    if sha256 == scope.office.lambang:
        return False
    _file(scope, sha256, _versions(scope) + 1)
    _become(scope, sha256)
    return True


def drop(scope: Scope) -> Refused | None:
    held = allowed(scope)
    if isinstance(held, Refused):
        return held
    if scope.office.lambang:
        _become(scope, "")
    return None


def _become(scope: Scope, sha256: str) -> None:
    offices.show_lambang(scope.tx, scope.office.id, sha256 or None)
    mastering.remember(scope, Right.MANAGE, LambangChanged(scope.office.lambang, sha256))


def send(scope: Scope) -> None:
    """The present one, into this chat."""
    if scope.office.lambang and scope.chat is not None:
        document_id = _file(scope, scope.office.lambang, _versions(scope))
        telling.document_in_chat(scope, document_id, scope.chat, text("caption.lambang", office=scope.office.name))


def _versions(scope: Scope) -> int:
    return archive.last_own_version(scope.tx, scope.office.id, KIND)


def _file(scope: Scope, sha256: str, version: int) -> int:
    return documents.kept(
        scope.tx,
        office_id=scope.office.id,
        cycle_id=None,
        kind=KIND,
        version=version,
        name=NAME,
        sha256=sha256,
        now=scope.now,
    )
