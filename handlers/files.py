"""A file that a person sent, fetched once, outside any transaction: a workbook, a naskah, what came back signed, or
evidence."""

from collections.abc import Awaitable, Callable
from dataclasses import dataclass, replace
from pathlib import PurePath
from typing import Any

from bot.channels.base import In, SendError
from bot.documents.limits import Unreadable
from bot.documents.naskah import NaskahReading, read_naskah
from bot.documents.picture import Flaw
from bot.services import forming
from bot.workflow.events import Refused, refused
from handlers import attaching, evidence, naskah, uploading
from handlers.base import Replies, Request, Say, refusal, unsent
from handlers.evidence import Sent

MAX_BYTES = 20_000_000
"""What a channel lets a bot fetch."""

WORD = ".docx"
SPREADSHEETS = frozenset({".xlsx", ".xlsm", ".xls", ".ods"})


@dataclass(frozen=True)
class Fetched:
    """`read`: what the workbook says, where it is one; `naskah`: whose narrative a Word file is, where it is one;
    `picture`: of what was sent for the lambang."""

    sent: Sent
    read: Any = None
    naskah: NaskahReading | Unreadable | None = None
    picture: bytes | Flaw | None = None


async def prepare(said: In, fetch: Callable[[str, int], Awaitable[bytes]]) -> Fetched | Refused | None:
    """RETRY errors pass: it is tried again."""
    if said.file is None:
        return None
    if said.file.size > MAX_BYTES:
        return refused("upload.too_large")
    try:
        content = await fetch(said.file.ref, MAX_BYTES)
    except SendError as error:
        if error.failure == "refused":
            return refused("upload.too_large")
        raise

    async def fetched(_ref: str, _limit: int) -> bytes:
        return content

    sent = Sent(said.file, content)
    if PurePath(said.file.name.lower()).suffix == WORD:
        return Fetched(sent, naskah=await read_naskah(content))
    if PurePath(said.file.name.lower()).suffix not in SPREADSHEETS:
        return Fetched(sent)
    whole = replace(said, file=replace(said.file, size=len(content)))
    return Fetched(sent, await uploading.prepare(whole, fetched))


def sent(request: Request) -> Replies:
    """Where evidence is asked for, whatever comes is evidence; else a workbook is read, and the rest is evidence."""
    found = request.prepared
    if not isinstance(found, Fetched):
        return (Say(refusal(found or refused("upload.no_form"))), *unsent(request.said.text))
    if isinstance(found.naskah, NaskahReading):
        return (*naskah.sent(request, found.sent, found.naskah), *unsent(request.said.text))
    asked = request.dialog is not None and request.dialog.kind == "evidence"
    if found.read is None and attaching.takes(request) and not _provable(request):
        return (*attaching.sent(request, found.sent), *unsent(request.said.text))
    if asked or found.read is None:
        return (*evidence.sent(request, found.sent), *unsent(request.said.text))
    return uploading.uploaded(replace(request, prepared=found.read))


def _provable(request: Request) -> bool:
    """Whether it may be evidence as well: a form of theirs is open, and nothing was asked for by name."""
    return request.dialog is None and bool(forming.open_forms(request.scope))
