"""The lambang of an office: kept by its hash, and its bytes stay whatever else they were."""

from pathlib import Path

import sqlalchemy as sa

from bot.store import attachments, blobs, copying, offices, retained, tables
from bot.store.engine import Engine, open_engine
from bot.store.schema import migrate
from tests.store.conftest import NOW

PICTURE = b"\x89PNG gambar"


def test_an_office_has_none_until_it_is_shown_and_none_again(engine: Engine, office: int) -> None:
    with engine.begin() as tx:
        assert offices.office(tx, office).lambang is None
        sha256 = blobs.put(tx, PICTURE)
        offices.show_lambang(tx, office, sha256)
        assert offices.office(tx, office).lambang == sha256
        offices.show_lambang(tx, office, None)
        assert offices.office(tx, office).lambang is None


def test_one_office_has_its_own(engine: Engine, office: int) -> None:
    with engine.begin() as tx:
        values = {"code": "lain", "zone": "Asia/Jakarta", "profile": {}, "policy": {}, "secret": b"s"}
        other = tables.offices.insert().values(**values).returning(tables.offices.c.id)
        other_id = tx.execute(other).scalar_one()
        offices.show_lambang(tx, office, blobs.put(tx, PICTURE))
        assert offices.office(tx, other_id).lambang is None


def test_the_lambang_outlives_the_files_of_a_cycle_in_which_somebody_sent_the_same_picture(
    engine: Engine, office: int
) -> None:
    with engine.begin() as tx:
        sha256 = blobs.put(tx, PICTURE)
        file = {"kind": "pindaian", "name": "a.png", "mime": "", "size": len(PICTURE), "sha256": sha256}
        attachments.add(tx, office_id=office, cycle_id=1, **file, added_by=1, added_at=NOW)
        offices.show_lambang(tx, office, sha256)
        assert retained.going(tx, 1, "FilesExpired") == ()
        offices.show_lambang(tx, office, None)
        assert retained.going(tx, 1, "FilesExpired") == (sha256,)


def test_a_copy_of_the_database_has_the_lambang(engine: Engine, office: int, tmp_path: Path) -> None:
    with engine.begin() as tx:
        offices.show_lambang(tx, office, blobs.put(tx, PICTURE))
    target = open_engine(f"sqlite:///{tmp_path}/salinan.db")
    migrate(target)
    copying.copy(engine, target)
    with target.begin() as tx:
        kept = tx.execute(sa.text("SELECT lambang FROM offices")).scalar_one()
        assert blobs.get(tx, kept) == PICTURE
    target.dispose()
