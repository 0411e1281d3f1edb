"""Bytes kept once, by their sha256."""

import hashlib

import sqlalchemy as sa
from sqlalchemy.dialects import postgresql, sqlite

from bot.store import tables
from bot.store.engine import Tx

_x = tables.blobs
_PUT = {
    "sqlite": sqlite.insert(_x).on_conflict_do_nothing(index_elements=[_x.c.sha256]),
    "postgresql": postgresql.insert(_x).on_conflict_do_nothing(index_elements=[_x.c.sha256]),
}
_GET = sa.select(_x.c.content).where(_x.c.sha256 == sa.bindparam("hash"))


def put(tx: Tx, content: bytes) -> str:
    """The sha256 under which these bytes are kept."""
    sha256 = hashlib.sha256(content).hexdigest()
    tx.execute(_PUT[tx.dialect.name], {"sha256": sha256, "size": len(content), "content": content})
    return sha256


def get(tx: Tx, sha256: str) -> bytes | None:
    found = tx.execute(_GET, {"hash": sha256}).scalar_one_or_none()
    return None if found is None else bytes(found)
