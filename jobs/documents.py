"""Makes the papers that are wanted, on a thread, each version once, and lets go of the messages that wait for them."""

import asyncio
import logging
from datetime import datetime
from typing import Any

from bot.documents.makers import MAKERS, DocumentKind
from bot.documents.packing import Contents
from bot.runtime.aside import aside
from bot.runtime.runtime import Runtime
from bot.services import trouble
from bot.store import blobs, documents, outbox
from bot.store.codec import decode
from bot.store.documents import DocumentRow
from bot.store.engine import Tx

NAME = "dokumen"
PAPER_SECONDS = 120.0
"""What no paper takes, on the slowest machine: one that does hangs."""
log = logging.getLogger(__name__)


async def make_documents(rt: Runtime) -> int:
    """How many were made. One that fails is tried again at the next call; after the third time it is given up, and who
    asked for it and the admin are told."""
    tried: list[int] = []
    made = 0
    while (row := await rt.runner.run(documents.next_wanted, tried)) is not None:
        tried.append(row.id)
        made += await _make(rt, row)
        rt.metrics.ticked(NAME)  # many papers together may take long
    return made


async def _make(rt: Runtime, row: DocumentRow) -> bool:
    try:
        contents = await rt.runner.run(_needed, row)
        if contents is None:
            return False
        content = await _in_time(row, contents)
    except Exception as error:
        log.exception("making document %s (%s) failed", row.id, row.kind)
        await rt.runner.run(_failed, row, f"{type(error).__name__}: {error}", rt.clock.now())
        return False
    return await rt.runner.run(_made, row, content, rt.clock.now())


async def _in_time(row: DocumentRow, contents: Contents) -> bytes:
    """TimeoutError where it hangs: its thread is left behind, and the next paper is made."""
    try:
        async with asyncio.timeout(PAPER_SECONDS):
            return await aside(_content, row, contents)
    except TimeoutError:
        raise TimeoutError(f"not made within {PAPER_SECONDS:g} s") from None


def _needed(tx: Tx, row: DocumentRow) -> Contents | None:
    """What the paper is made out of; None while some of it is still to be made, which then comes first."""
    maker = MAKERS[DocumentKind(row.kind)]
    if maker.needs is None:
        return {}
    wanted = maker.needs(decode(maker.paper, row.paper))
    if any(documents.is_wanted(tx, one) for one in wanted.documents):
        return None
    found: dict[int | str, bytes | None] = {one: documents.content(tx, one) for one in wanted.documents}
    return found | {one: blobs.get(tx, one) for one in wanted.hashes}


def _content(row: DocumentRow, contents: Contents) -> bytes:
    maker = MAKERS[DocumentKind(row.kind)]
    paper: Any = decode(maker.paper, row.paper)
    return maker.make(paper if maker.needs is None else (paper, contents))


def _made(tx: Tx, row: DocumentRow, content: bytes, now: datetime) -> bool:
    made = documents.made(tx, row.id, content, now)
    outbox.release(tx, row.id)
    return made


def _failed(tx: Tx, row: DocumentRow, error: str, now: datetime) -> None:
    if documents.failed(tx, row.id):
        outbox.give_up(tx, row.id, error, now)
        trouble.document_failed(tx, row.id, now)
