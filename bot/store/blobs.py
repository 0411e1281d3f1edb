"""Bytes kept once, by their sha256."""

import hashlib
from collections.abc import Collection
from typing import Any

import sqlalchemy as sa
from sqlalchemy.dialects import postgresql, sqlite

from bot.store import tables
from bot.store.engine import Tx

_x = tables.blobs


def _put(insert: Any) -> Any:
    """One whose bytes were let go when their time was over gets them back."""
    return insert.on_conflict_do_update(
        index_elements=[_x.c.sha256],
        set_={"content": insert.excluded.content},
        where=sa.func.length(_x.c.content) == 0,
    )


_PUT = {"sqlite": _put(sqlite.insert(_x)), "postgresql": _put(postgresql.insert(_x))}
_SIZES = sa.select(_x.c.sha256, _x.c.size).where(_x.c.sha256.in_(sa.bindparam("hashes", expanding=True)))
_GET = sa.select(_x.c.content, _x.c.size).where(_x.c.sha256 == sa.bindparam("hash"))


def put(tx: Tx, content: bytes) -> str:
    """The sha256 under which these bytes are kept."""
    sha256 = hashlib.sha256(content).hexdigest()
    tx.execute(_PUT[tx.dialect.name], {"sha256": sha256, "size": len(content), "content": content})
    return sha256


def sizes(tx: Tx, hashes: Collection[str]) -> dict[str, int]:
    """Bytes of each, without reading them."""
    return {row.sha256: row.size for row in tx.execute(_SIZES, {"hashes": list(hashes)})}


def get(tx: Tx, sha256: str) -> bytes | None:
    """None for what is not known, and for what is not kept any more."""
    found = tx.execute(_GET, {"hash": sha256}).first()
    return None if found is None or (found.size and not found.content) else bytes(found.content)
