"""Makes the papers that are wanted, on a thread, each version once, and lets go of the messages that wait for them."""

import asyncio
import logging
from collections.abc import Callable
from datetime import datetime

from bot.documents.makers import MAKERS, DocumentKind
from bot.runtime.runtime import Runtime
from bot.store import documents, outbox
from bot.store.codec import decode
from bot.store.documents import DocumentRow
from bot.store.engine import Tx

log = logging.getLogger(__name__)

OnFailed = Callable[[Tx, DocumentRow, str], None]
"""Told of a document that is given up, in the transaction that gives it up: the requester and the admin must hear."""


def _nobody(_tx: Tx, _row: DocumentRow, _error: str) -> None:
    return


async def make_documents(rt: Runtime, on_failed: OnFailed = _nobody) -> int:
    """How many were made. One that fails is tried again at the next call, three times in all."""
    tried: list[int] = []
    made = 0
    while (row := await rt.runner.run(documents.next_wanted, tried)) is not None:
        tried.append(row.id)
        made += await _make(rt, row, on_failed)
    return made


async def _make(rt: Runtime, row: DocumentRow, on_failed: OnFailed) -> bool:
    try:
        content = await asyncio.to_thread(_content, row)
    except Exception as error:
        log.exception("making document %s (%s) failed", row.id, row.kind)
        await rt.runner.run(_failed, row, f"{type(error).__name__}: {error}", on_failed)
        return False
    return await rt.runner.run(_made, row, content, rt.clock.now())


def _content(row: DocumentRow) -> bytes:
    maker = MAKERS[DocumentKind(row.kind)]
    return maker.make(decode(maker.paper, row.paper))


def _made(tx: Tx, row: DocumentRow, content: bytes, now: datetime) -> bool:
    made = documents.made(tx, row.id, content, now)
    outbox.release(tx, row.id)
    return made


def _failed(tx: Tx, row: DocumentRow, error: str, on_failed: OnFailed) -> None:
    if documents.failed(tx, row.id):
        outbox.give_up(tx, row.id, error)
        on_failed(tx, row, error)
