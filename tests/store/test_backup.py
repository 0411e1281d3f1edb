"""Backups: made while the database is used, whole or not at all, kept by the rule, and brought back."""

import sqlite3
import threading
from collections.abc import Iterator
from contextlib import closing
from datetime import datetime, timedelta
from pathlib import Path

import pytest
import sqlalchemy as sa
from hypothesis import given
from hypothesis import strategies as st

from bot.store import backup, history, tables
from bot.store.backup import BackupError, BackupReason, Head, kept, newest, prune, restore, take, verified
from bot.store.engine import Engine, open_engine
from bot.store.schema import migrate
from tests.services.desk import Desk, at, open_desk
from tests.stories.world import TRANTIB

NOW = at("5-1 00.10")


@pytest.fixture
def url(tmp_path: Path) -> str:
    return f"sqlite:///{tmp_path}/data/kantor.db"


@pytest.fixture
def desk(url: str) -> Iterator[Desk]:
    """A small office in the middle of a cycle."""
    engine = open_engine(url)
    migrate(engine)
    desk = open_desk(engine, at("4-1 07.40"))
    desk.distributed(at("4-1 09.25"))
    yield desk
    engine.dispose()


def people(engine: Engine) -> int:
    with engine.begin() as tx:
        return int(tx.execute(sa.select(sa.func.count()).select_from(tables.persons)).scalar_one())


def test_a_backup_has_every_row_and_a_note_of_what_is_in_it(desk: Desk, url: str, tmp_path: Path) -> None:
    taken = take(url, tmp_path / "cadangan", NOW)
    assert taken.path.name == "kantor-2027-01-05-001000.db"
    assert taken.rows["persons"] == people(desk.engine)
    with desk.engine.begin() as tx:
        head = history.of_cycle(tx, desk.cycle_id)[-1].hash
    assert taken.heads == (Head(desk.office_id, "2026-triwulan-4", head),)
    assert f"riwayat kantor {desk.office_id} 2026-triwulan-4 {head}" in taken.path.with_suffix(".txt").read_text(
        encoding="utf-8"
    )
    assert list((tmp_path / "cadangan").glob("*.part")) == []


def test_it_is_taken_while_others_write(desk: Desk, url: str, tmp_path: Path) -> None:
    """Each copy is whole, of one moment, whatever is written meanwhile."""
    stop = threading.Event()

    def write() -> None:
        while not stop.is_set():
            with desk.engine.begin() as tx:
                tx.execute(tables.persons.insert(), [{"name": "A"}, {"name": "B"}])

    writer = threading.Thread(target=write)
    writer.start()
    try:
        found = [take(url, tmp_path / "cadangan", NOW + timedelta(seconds=n)) for n in range(5)]
    finally:
        stop.set()
        writer.join()
    assert found[-1].rows["persons"] > found[0].rows["persons"]
    assert {(one.rows["persons"] - found[0].rows["persons"]) % 2 for one in found} == {0}, "never half a transaction"


def test_an_office_comes_back_as_it_was(desk: Desk, url: str, tmp_path: Path) -> None:
    """The rehearsal: a backup, then the worst that can happen, then the day goes on."""
    taken = take(url, tmp_path / "cadangan", NOW)
    with desk.engine.begin() as tx:
        tx.execute(tables.persons.insert().values(name="Sesudah cadangan"))
    desk.engine.dispose()
    aside = restore(taken.path, url, NOW)
    assert aside is not None
    assert verified(aside).rows["persons"] == taken.rows["persons"] + 1, "what stood there is kept"
    back = Desk(open_engine(url), desk.office_id, desk.persons, desk.cycle_id)
    assert people(back.engine) == taken.rows["persons"]
    back.fills(at("5-1 09.00"), TRANTIB)
    back.submits(at("5-1 09.05"), TRANTIB)
    with back.engine.begin() as tx:
        assert history.broken(tx, back.cycle_id) is None
    back.engine.dispose()


def test_a_database_that_is_gone_or_damaged_is_replaced(desk: Desk, url: str, tmp_path: Path) -> None:
    taken = take(url, tmp_path / "cadangan", NOW)
    desk.engine.dispose()
    file = backup.file_of(url)
    file.write_bytes(b"rusak" * 1000)
    assert restore(taken.path, url, NOW) is not None
    assert verified(file).rows == taken.rows
    file.unlink()
    assert restore(taken.path, url, NOW) is None
    assert verified(file).rows == taken.rows


def test_while_the_bot_runs_nothing_is_brought_back(desk: Desk, url: str, tmp_path: Path) -> None:
    taken = take(url, tmp_path / "cadangan", NOW)
    with desk.engine.connect() as using, using.begin():
        using.execute(tables.persons.insert().values(name="Sedang bekerja"))
        with pytest.raises(BackupError) as refused:
            restore(taken.path, url, NOW)
    assert refused.value.reason is BackupReason.IN_USE
    assert people(desk.engine) == taken.rows["persons"] + 1


def test_nor_while_the_bot_only_waits(desk: Desk, url: str, tmp_path: Path) -> None:
    taken = take(url, tmp_path / "cadangan", NOW)
    with desk.engine.connect() as waiting:
        assert waiting.exec_driver_sql("PRAGMA journal_mode").scalar() == "wal"
        waiting.commit()
        with pytest.raises(BackupError) as refused:
            restore(taken.path, url, NOW)
    assert refused.value.reason is BackupReason.IN_USE


@pytest.mark.parametrize("spoil", ["short", "bytes", "empty"])
def test_a_damaged_backup_is_not_brought_back(desk: Desk, url: str, tmp_path: Path, spoil: str) -> None:
    taken = take(url, tmp_path / "cadangan", NOW)
    content = bytearray(taken.path.read_bytes())
    torn = content[:200] + b"\xff" * 20_000 + content[20_200:]
    spoilt = {"short": content[: len(content) // 2], "bytes": torn, "empty": b""}
    taken.path.write_bytes(bytes(spoilt[spoil]))
    desk.engine.dispose()
    with pytest.raises(BackupError) as refused:
        restore(taken.path, url, NOW)
    assert refused.value.reason in (BackupReason.DAMAGED, BackupReason.FOREIGN)
    assert people(open_engine(url)) == taken.rows["persons"]


def test_what_is_no_database_of_this_program_is_not_brought_back(url: str, tmp_path: Path) -> None:
    other = tmp_path / "lain.db"
    with closing(sqlite3.connect(other)) as database:
        database.execute("CREATE TABLE lagu (judul TEXT)")
    for file, reason in ((other, BackupReason.FOREIGN), (tmp_path / "tidak-ada.db", BackupReason.MISSING)):
        with pytest.raises(BackupError) as refused:
            restore(file, url, NOW)
        assert refused.value.reason is reason


def test_a_database_on_a_server_has_its_own_tools(tmp_path: Path) -> None:
    with pytest.raises(BackupError) as refused:
        take("postgresql+psycopg://uji:rahasia@contoh/kantor", tmp_path, NOW)
    assert refused.value.reason is BackupReason.SERVER
    assert "rahasia" not in refused.value.where


# -- the rule --------------------------------------------------------------------------------------------------------


def test_of_a_year_of_days_seven_days_four_weeks_and_twelve_months_stay() -> None:
    nights = [datetime(2027, 1, 1, 0, 10) + timedelta(days=n) for n in range(365)]  # noqa: DTZ001
    left = sorted(kept(nights))
    assert left[-7:] == nights[-7:]
    assert {(at.year, at.month) for at in left} == {(2027, month) for month in range(1, 13)}
    assert len(left) <= 7 + 4 + 12


moments = st.lists(st.datetimes(datetime(2027, 1, 1), datetime(2029, 1, 1)), max_size=60, unique=True)  # noqa: DTZ001


@given(moments)
def test_the_newest_always_stays_and_pruning_twice_removes_nothing_more(taken: list[datetime]) -> None:
    left = kept(taken)
    assert left <= set(taken)
    assert not taken or max(taken) in left
    assert kept(left) == left


def test_only_backups_are_removed(tmp_path: Path) -> None:
    for n in range(40):
        name = f"kantor-{datetime(2027, 1, 1) + timedelta(days=n):%Y-%m-%d}-001000"  # noqa: DTZ001
        (tmp_path / f"{name}.db").touch()
        (tmp_path / f"{name}.txt").touch()
    for own in ("kantor.db", "kantor-penting.db", "catatan.txt"):
        (tmp_path / own).touch()
    assert prune(tmp_path) == 31
    assert {"kantor.db", "kantor-penting.db", "catatan.txt"} <= {path.name for path in tmp_path.iterdir()}
    assert len(list(tmp_path.glob("kantor-2027*.txt"))) == 9
    assert newest(tmp_path) == datetime(2027, 2, 9, 0, 10)  # noqa: DTZ001


def test_a_copy_that_fails_again_and_again_leaves_nothing_on_the_disk(
    desk: Desk, url: str, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    def damaged(path: Path) -> backup.Taken:
        raise BackupError(BackupReason.DAMAGED, str(path))

    monkeypatch.setattr(backup, "verified", damaged)
    for n in range(3):
        with pytest.raises(BackupError):
            take(url, tmp_path / "cadangan", NOW + timedelta(minutes=n))
    assert list((tmp_path / "cadangan").iterdir()) == []
