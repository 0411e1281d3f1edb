"""What somebody changed in the database behind the bot's back is found, though the history is whole."""

import json
from collections.abc import Callable

import pytest
import sqlalchemy as sa

from bot.services import records
from bot.services.records import Kept
from bot.store import history, tables
from bot.store.engine import Tx
from tests.stories.office import OnTelegram, approve, reach_decision, reach_signing, read
from tests.stories.test_story_returned import flag


@pytest.fixture
async def decided(office: OnTelegram) -> OnTelegram:
    """Returned, taken back, approved, and the report returned by the Camat."""
    await reach_decision(office)
    await flag(office, "1. Desa")
    await office.sekretaris.press("Batalkan langkah ini")
    await approve(office)
    return office


def found(tx: Tx) -> list[tuple[Kept, int]]:
    assert history.broken(tx, 1) is None
    return [(one.what, one.version) for one in records.differing(tx)]


async def test_what_the_office_has_done_is_as_its_history_tells(decided: OnTelegram) -> None:
    assert await read(decided, found) == []


async def test_so_is_the_camats_return_and_an_older_one_of_which_no_decision_was_kept(office: OnTelegram) -> None:
    await reach_signing(office)
    await office.camat.press("Kembalikan")
    await office.camat.say("Mohon serapan dijelaskan.")
    assert await read(office, found) == []
    await read(office, meddle, "DELETE FROM decisions WHERE verdict = 'kembali'")
    assert await read(office, found) == []


def meddle(tx: Tx, statement: str | Callable[[Tx], None]) -> None:
    if callable(statement):
        statement(tx)
    else:
        assert tx.execute(sa.text(statement)).rowcount == 1


def another_figure(tx: Tx) -> None:
    """In the only recap there is."""
    paper = tx.execute(sa.select(tables.recaps.c.paper)).scalar_one()
    changed = json.dumps(paper).replace("87.5", "97.5")
    assert json.loads(changed) != paper
    tx.execute(sa.update(tables.recaps).values(paper=json.loads(changed)))


@pytest.mark.parametrize(
    ("statement", "what"),
    [
        (another_figure, (Kept.RECAP, 1)),
        ("UPDATE recaps SET sha256 = 'x'", (Kept.RECAP, 1)),
        ("UPDATE decisions SET words = 'Setuju.' WHERE verdict = 'setuju'", (Kept.DECISION, 1)),
        ("UPDATE decisions SET verdict = 'setuju' WHERE verdict = 'kembali'", (Kept.DECISION, 1)),
        ("UPDATE decisions SET decided_by = 1 WHERE verdict = 'setuju'", (Kept.DECISION, 1)),
        ("DELETE FROM decisions WHERE verdict = 'setuju'", (Kept.DECISION, 1)),
        (
            "INSERT INTO decisions (office_id, cycle_id, recap_id, round, verdict, words, flags, sha256, decided_at,"
            " decided_by, decided_as) SELECT office_id, cycle_id, recap_id, round, verdict, words, flags, sha256,"
            " decided_at, decided_by, decided_as FROM decisions WHERE verdict = 'setuju'",
            (Kept.DECISION, 1),
        ),
    ],
)
async def test_what_was_changed_is_named_with_its_version(
    decided: OnTelegram, statement: str | Callable[[Tx], None], what: tuple[Kept, int]
) -> None:
    await read(decided, meddle, statement)
    assert what in await read(decided, found)
