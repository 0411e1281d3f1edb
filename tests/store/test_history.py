"""The history of a cycle is a chain: whatever is changed in it later shows."""

from datetime import timedelta
from typing import Any

import pytest
import sqlalchemy as sa

from bot.store import cycles, history, tables
from bot.store.engine import Engine
from bot.store.history import GENESIS, Broken, Fault
from tests.store.conftest import NOW

_h = tables.history


@pytest.fixture
def told(engine: Engine, office: int) -> Engine:
    """Five things that happened, in a cycle (1), and one in another (2)."""
    with engine.begin() as tx:
        cycles.add(tx, office, "2027-triwulan-1", NOW)
        for number in range(1, 6):
            happened(tx, office, 1, number)
        happened(tx, office, 2, 1)
    return engine


def happened(tx: sa.Connection, office: int, cycle_id: int | None, number: int) -> None:
    history.append(
        tx,
        office_id=office,
        cycle_id=cycle_id,
        at=NOW + timedelta(minutes=number, microseconds=7),
        person_id=1 if number % 2 else None,
        acting_as="Siti, Sekretaris “Kecamatan”",
        event="Ordered",
        data={"instruction": f"nomor {number}", "due_at": None, "flags": [[1, "é"]]},
    )


def broken(engine: Engine, cycle_id: int = 1) -> Broken | None:
    with engine.begin() as tx:
        return history.broken(tx, cycle_id)


def change(engine: Engine, seq: int, **values: Any) -> None:
    with engine.begin() as tx:
        tx.execute(_h.update().where(_h.c.cycle_id == 1, _h.c.seq == seq).values(**values))


def test_every_cycle_has_a_chain_of_its_own(told: Engine) -> None:
    with told.begin() as tx:
        first, second = history.of_cycle(tx, 1), history.of_cycle(tx, 2)
    assert [row.seq for row in first] == [1, 2, 3, 4, 5]
    assert [row.previous for row in first] == [GENESIS, *(row.hash for row in first[:-1])]
    assert [(row.seq, row.previous) for row in second] == [(1, GENESIS)]
    assert (broken(told), broken(told, 2), broken(told, 77)) == (None, None, None)


def test_what_was_kept_is_read_back_as_it_was(told: Engine) -> None:
    with told.begin() as tx:
        row = history.of_cycle(tx, 1)[2]
    assert row.at == NOW + timedelta(minutes=3, microseconds=7)
    assert (row.person_id, row.event) == (1, "Ordered")
    assert row.data == {"instruction": "nomor 3", "due_at": None, "flags": [[1, "é"]]}


@pytest.mark.parametrize(
    "values",
    [
        {"data": {"instruction": "lain"}},
        {"at": NOW},
        {"person_id": None},
        {"acting_as": "Budi, Camat"},
        {"event": "RecapApproved"},
        {"hash": "f" * 64},
        {"previous": "f" * 64},
    ],
    ids=lambda values: next(iter(values)),
)
def test_a_row_that_was_changed_shows(told: Engine, values: dict[str, Any]) -> None:
    change(told, 3, **values)
    assert broken(told) == Broken(Fault.CHANGED, 3)
    assert broken(told, 2) is None


def test_a_row_that_was_changed_with_its_hash_made_anew_breaks_the_next(told: Engine) -> None:
    change(told, 3, data={"instruction": "lain"})
    with told.begin() as tx:
        forged = history.hash_of(history.of_cycle(tx, 1)[2], 1)
    change(told, 3, hash=forged)
    assert broken(told) == Broken(Fault.CHANGED, 3)


def test_a_row_that_was_removed_shows(told: Engine) -> None:
    with told.begin() as tx:
        tx.execute(_h.delete().where(_h.c.cycle_id == 1, _h.c.seq == 2))
    assert broken(told) == Broken(Fault.REMOVED, 2)


def test_a_row_that_was_removed_and_the_rest_numbered_anew_shows(told: Engine) -> None:
    with told.begin() as tx:
        tx.execute(_h.delete().where(_h.c.cycle_id == 1, _h.c.seq == 2))
        for seq in (3, 4, 5):
            tx.execute(_h.update().where(_h.c.cycle_id == 1, _h.c.seq == seq).values(seq=seq - 1))
    assert broken(told) == Broken(Fault.REMOVED, 2)


@pytest.mark.parametrize("kept", [4, 2, 0])
def test_a_tail_that_was_cut_off_shows(told: Engine, kept: int) -> None:
    with told.begin() as tx:
        tx.execute(_h.delete().where(_h.c.cycle_id == 1, _h.c.seq > kept))
    assert broken(told) == Broken(Fault.CUT, kept + 1)


def test_what_happens_after_a_tail_was_cut_off_does_not_hide_it(told: Engine, office: int) -> None:
    """The hashes the office has on paper still do: none of the rows has them any more."""
    with told.begin() as tx:
        before = history.head(tx, 1)
        tx.execute(_h.delete().where(_h.c.cycle_id == 1, _h.c.seq > 3))
        happened(tx, office, 1, 9)
    with told.begin() as tx:
        assert before not in {row.hash for row in history.of_cycle(tx, 1)}


@pytest.mark.parametrize("seq", [6, 61])
def test_a_row_put_behind_the_end_was_slipped_in_whatever_its_number(told: Engine, office: int, seq: int) -> None:
    with told.begin() as tx:
        last = history.of_cycle(tx, 1)[-1]
        values = {"seq": seq, "at": NOW, "acting_as": "Sistem", "event": "Ordered", "data": {}, "previous": last.hash}
        tx.execute(_h.insert().values(office_id=office, cycle_id=1, hash="f" * 64, **values))
    assert broken(told) == Broken(Fault.INSERTED, seq)


def test_a_row_that_was_slipped_in_shows(told: Engine, office: int) -> None:
    with told.begin() as tx:
        tx.execute(_h.update().where(_h.c.cycle_id == 1, _h.c.seq == 5).values(seq=6))
        rows = history.of_cycle(tx, 1)
        values: dict[str, Any] = {
            "seq": 5,
            "at": NOW,
            "person_id": None,
            "acting_as": "Sistem",
            "event": "Instructed",
            "data": {},
        }
        slipped = history.HistoryRow(**values, previous=rows[3].hash, hash="")
        proof = history.hash_of(slipped, 1)
        tx.execute(_h.insert().values(office_id=office, cycle_id=1, previous=rows[3].hash, hash=proof, **values))
    assert broken(told) == Broken(Fault.INSERTED, 5)


def test_a_row_of_another_cycle_does_not_fit(told: Engine) -> None:
    with told.begin() as tx:
        tx.execute(_h.delete().where(_h.c.cycle_id == 1))
        tx.execute(_h.update().where(_h.c.cycle_id == 2).values(cycle_id=1))
    assert broken(told) == Broken(Fault.CHANGED, 1)


def test_an_office_has_a_chain_of_its_own_beside_those_of_its_cycles(told: Engine, office: int) -> None:
    with told.begin() as tx:
        for number in range(1, 4):
            happened(tx, office, None, number)
        rows = history.of_office(tx, office)
        assert [row.seq for row in rows] == [1, 2, 3]
        assert [row.previous for row in rows] == [GENESIS, *(row.hash for row in rows[:-1])]
        assert [row.seq for row in history.newest_of_office(tx, office, 2)] == [3, 2]
        assert len(history.of_cycle(tx, 1)) == 5
        assert history.broken_of_office(tx, office) is None
        own = tables.office_history
        tx.execute(own.update().where(own.c.seq == 2).values(data={"instruction": "lain"}))
        assert history.broken_of_office(tx, office) == Broken(Fault.CHANGED, 2)


def test_no_number_is_given_twice(told: Engine, office: int) -> None:
    values = {"at": NOW, "acting_as": "", "event": "x", "data": {}, "previous": GENESIS, "hash": ""}
    with pytest.raises(sa.exc.IntegrityError), told.begin() as tx:
        tx.execute(_h.insert().values(office_id=office, cycle_id=1, seq=5, **values))
