"""Papers wanted and made: once a version, given up after three failures, their bytes kept once."""

from typing import Any

import pytest

from bot.store import archive, blobs, documents
from bot.store.engine import Engine, Tx, touched
from tests.store.conftest import NOW


def want(tx: Tx, office: int, **changed: Any) -> int:
    asked: dict[str, Any] = {
        "office_id": office, "cycle_id": 1, "unit_id": None, "kind": "recap", "version": 1, "name": "rekap.xlsx",
        "paper_json": {"n": 1}, "requested_by": 1, "now": NOW,
    }  # fmt: skip
    return documents.want(tx, **{**asked, **changed})


def test_a_version_of_a_paper_is_wanted_once_and_stays_as_it_was_frozen(engine: Engine, office: int) -> None:
    with engine.begin() as tx:
        first = want(tx, office)
        assert touched(tx) == {documents.TOPIC}
        assert want(tx, office, paper_json={"n": 2}) == first
        second = want(tx, office, version=2, paper_json={"n": 2})
        rows = archive.of_kind(tx, 1, "recap")
    assert [(row.id, row.version, row.paper) for row in rows] == [(first, 1, {"n": 1}), (second, 2, {"n": 2})]


def test_every_unit_has_its_own_paper(engine: Engine, office: int) -> None:
    with engine.begin() as tx:
        tx.exec_driver_sql(f"INSERT INTO units (office_id, name, position) VALUES ({office}, 'Seksi', 1)")
        own = want(tx, office, kind="form", unit_id=1)
        assert want(tx, office, kind="form", unit_id=1) == own
        assert want(tx, office, kind="form") != own
        assert [row.id for row in archive.of_kind(tx, 1, "form", 1)] == [own]
        latest = archive.latest(tx, 1, "form")
    assert latest is not None
    assert latest.unit_id is None


def test_a_paper_that_no_cycle_owns_is_the_offices_own(engine: Engine, office: int) -> None:
    with engine.begin() as tx:
        assert archive.last_own_version(tx, office, "data-induk") == 0
        own = want(tx, office, cycle_id=None, kind="data-induk")
        assert want(tx, office, cycle_id=None, kind="data-induk") == own
        want(tx, office, kind="data-induk", version=7)
        want(tx, office, cycle_id=None, kind="data-induk", version=2)
        assert archive.last_own_version(tx, office, "data-induk") == 2
        assert archive.last_own_version(tx, office + 1, "data-induk") == 0
        assert own not in {row.id for row in archive.of_cycle(tx, 1)}


def test_a_paper_is_made_once(engine: Engine, office: int) -> None:
    with engine.begin() as tx:
        paper = want(tx, office)
        assert documents.content(tx, paper) is None
        assert documents.made(tx, paper, b"isi", NOW) is True
        assert documents.made(tx, paper, b"lain", NOW) is False
        assert documents.content(tx, paper) == b"isi"
        assert documents.next_wanted(tx) is None


def test_a_paper_is_given_up_after_three_failures_and_can_be_wanted_again(engine: Engine, office: int) -> None:
    with engine.begin() as tx:
        paper = want(tx, office)
        assert [documents.failed(tx, paper) for _ in range(4)] == [False, False, True, False]
        assert documents.next_wanted(tx) is None
        assert documents.make_again(tx, paper) is True
        assert documents.make_again(tx, paper) is False
        waiting = documents.next_wanted(tx)
    assert waiting is not None
    assert (waiting.id, waiting.attempts) == (paper, 0)


def test_one_that_failed_goes_behind_the_others(engine: Engine, office: int) -> None:
    with engine.begin() as tx:
        first, second = want(tx, office), want(tx, office, version=2)
        documents.failed(tx, first)
        following = documents.next_wanted(tx)
        assert following is not None
        assert following.id == second
        last = documents.next_wanted(tx, [second])
        assert last is not None
        assert last.id == first
        assert documents.next_wanted(tx, [first, second]) is None


@pytest.mark.parametrize("content", [b"", b"isi", bytes(range(256)) * 40])
def test_bytes_are_kept_once_under_their_hash(engine: Engine, office: int, content: bytes) -> None:
    with engine.begin() as tx:
        assert blobs.put(tx, content) == blobs.put(tx, content)
        assert blobs.get(tx, blobs.put(tx, content)) == content
        assert blobs.get(tx, "f" * 64) is None
