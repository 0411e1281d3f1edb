"""Files whose time is over: their bytes go where nothing else keeps them; their hashes, and whoever has them, stay."""

from datetime import timedelta
from typing import Any

import pytest

from bot.store import addresses, attachments, blobs, documents, history, retained, rows, tables
from bot.store.engine import Engine, Tx
from tests.store.conftest import NOW

EVENT = "FilesExpired"
LATER = NOW + timedelta(days=1)


@pytest.fixture
def second(engine: Engine, office: int) -> int:
    """Another cycle, closed later than the first."""
    with engine.begin() as tx:
        values: dict[str, Any] = {"office_id": office, "phase": "finished", "opened_at": NOW, "notes": {}}
        tx.execute(tables.cycles.update().values(phase="finished", closed_at=NOW))
        return rows.insert(tx, tables.cycles, period="2027-triwulan-1", closed_at=LATER, **values)


def scanned(tx: Tx, office: int, cycle_id: int, content: bytes) -> str:
    sha256 = blobs.put(tx, content)
    file = {"kind": "pindaian", "name": "surat.pdf", "mime": "", "size": len(content), "sha256": sha256}
    attachments.add(tx, office_id=office, cycle_id=cycle_id, **file, added_by=1, added_at=NOW)
    return sha256


def expired(tx: Tx, office: int, cycle_id: int) -> None:
    retained.empty(tx, retained.going(tx, cycle_id, EVENT))
    facts: dict[str, Any] = {"person_id": None, "acting_as": "Sistem", "data": {}}
    history.append(tx, office_id=office, cycle_id=cycle_id, at=NOW, event=EVENT, **facts)


def test_the_bytes_go_and_the_hash_and_the_size_stay(engine: Engine, office: int, second: int) -> None:
    with engine.begin() as tx:
        paper = documents.want(
            tx, office_id=office, cycle_id=1, unit_id=None, kind="rekap", version=1, name="a", paper_json={},
            requested_by=None, now=NOW,
        )  # fmt: skip
        documents.made(tx, paper, b"rekapitulasi", NOW)
        scan = scanned(tx, office, 1, b"pindaian")
        expired(tx, office, 1)
        assert (documents.content(tx, paper), blobs.get(tx, scan)) == (None, None)
        assert blobs.sizes(tx, [scan]) == {scan: 8}
        assert attachments.of_cycle(tx, 1)[0].sha256 == scan


def test_what_another_cycle_or_the_office_keeps_stays_until_nobody_does(
    engine: Engine, office: int, second: int
) -> None:
    with engine.begin() as tx:
        scanned(tx, office, second, b"dipakai dua periode")
        shared = scanned(tx, office, 1, b"dipakai dua periode")
        own = scanned(tx, office, 1, b"Data Induk")
        documents.kept(tx, office_id=office, cycle_id=second, kind="x", version=1, name="x", sha256=own, now=NOW)
        tx.execute(tables.documents.update().values(cycle_id=None))
        expired(tx, office, 1)
        assert blobs.get(tx, shared) == b"dipakai dua periode"
        expired(tx, office, second)
        assert blobs.get(tx, shared) is None
        assert blobs.get(tx, own) == b"Data Induk"


def test_the_same_file_brought_anew_is_there_again(engine: Engine, office: int, second: int) -> None:
    with engine.begin() as tx:
        scan = scanned(tx, office, 1, b"pindaian")
        expired(tx, office, 1)
        assert blobs.put(tx, b"pindaian") == scan
        assert blobs.get(tx, scan) == b"pindaian"
        assert blobs.get(tx, blobs.put(tx, b"")) == b"", "an empty file is a file"


def test_only_cycles_closed_before_are_old_and_each_is_only_once(engine: Engine, office: int, second: int) -> None:
    with engine.begin() as tx:
        assert retained.closed_before(tx, NOW, EVENT) == ()
        assert retained.closed_before(tx, LATER, EVENT) == ((office, 1),)
        expired(tx, office, 1)
        assert retained.closed_before(tx, LATER + timedelta(seconds=1), EVENT) == ((office, second),)


def test_strangers_are_forgotten_and_whoever_is_known_is_not(engine: Engine, office: int) -> None:
    with engine.begin() as tx:
        for chat in ("lama", "baru", "menebak", "siti"):
            addresses.keep(tx, "uji", chat)
            addresses.greeted(tx, "uji", chat, NOW)
        addresses.greeted(tx, "uji", "baru", LATER)
        addresses.wrong_codes(tx, "uji", "menebak", 3, LATER)
        addresses.link(tx, addresses.keep(tx, "uji", "siti"), 1, NOW)
        assert addresses.forget_strangers(tx, LATER) == 1
        assert [bool(addresses.find(tx, "uji", chat)) for chat in ("lama", "baru", "menebak", "siti")] == [
            False, True, True, True,
        ]  # fmt: skip
