"""By who may: pressed twice, of an old version, or with data that no button has. Nothing of it does anything."""

import logging
from collections.abc import Iterable

import pytest

from bot.channels.base import Said
from bot.store import inbox
from tests.matrix import cells
from tests.matrix.bent import bent, longer, other_versions
from tests.matrix.cells import Does, Look
from tests.matrix.conftest import Another
from tests.matrix.ground import Ground, Thing, open_ground
from tests.matrix.moments import play
from tests.matrix.table import AGAIN, ROWS, VERSIONED, Row
from tests.stories.office import open_office, reach_filling, read
from tests.stories.phones import all_said

PRESSED = tuple(row for row in ROWS if row.said is Said.PRESS and row.may)


class Beside:
    """How many presses there were, and which of them did something."""

    def __init__(self) -> None:
        self.presses = 0
        self.wrong: list[str] = []

    def tried(self, ground: Ground, row: Row, data: str) -> Look:
        self.presses += 1
        return ground.try_out(row, Thing(data), row.first, planted=False)

    def of(self, ground: Ground, row: Row, data: str) -> None:
        self._does_nothing(ground, row, bent(data))
        if row.trigger in VERSIONED:
            self._does_nothing(ground, row, other_versions(data), shows=False)
        self._does_no_more(ground, row, data)
        if row.does is Does.CHANGES and row.trigger not in AGAIN:
            self._is_done_once(ground, row, data)

    def _does_nothing(self, ground: Ground, row: Row, tries: Iterable[str], *, shows: bool = True) -> None:
        for data in (one for one in tries if one not in ground.saved.buttons[row.first]):
            look = self.tried(ground, row, data)
            if look.changed - cells.MADE_ON_DEMAND or not (shows or look.does is Does.REFUSED):
                self.wrong.append(f"{row}: {data!r} {look.does}: {look.keys} {sorted(look.changed)}")

    def _does_no_more(self, ground: Ground, row: Row, data: str) -> None:
        """What stands behind the data is not read, or makes it another button."""
        whole = self.tried(ground, row, data)
        for more in longer(data):
            look = self.tried(ground, row, more)
            if look.changed - whole.changed:
                self.wrong.append(f"{row}: {more!r} {look.does}: {sorted(look.changed - whole.changed)}")

    def _is_done_once(self, ground: Ground, row: Row, data: str) -> None:
        said = ground.said(row, Thing(data), row.first)
        with ground.tx.begin_nested() as point:
            first = cells.done(ground.tx, said, None, ground.saved.at)
            second = cells.taken_back(ground.tx, said, None, ground.saved.at)
            point.rollback()
        if first.does is not Does.CHANGES or second.does is Does.CHANGES:
            self.wrong.append(f"{row}: {data!r} once {first.does}, twice {second.does} {sorted(second.changed)}")


@pytest.mark.long
@pytest.mark.timeout(600)
async def test_who_may_does_nothing_with_what_no_button_of_theirs_says(
    another: Another, capsys: pytest.CaptureFixture[str], caplog: pytest.LogCaptureFixture
) -> None:
    found = Beside()
    for moment, saved in (await play(frozenset(row.moment for row in PRESSED), another())).items():
        with open_ground(saved, another()) as ground:
            for row in (one for one in PRESSED if one.moment == moment):
                found.of(ground, row, (await ground.thing(row)).data)
    with capsys.disabled():
        print(f"\nbeside the buttons: {len(PRESSED)} rows, {found.presses} presses")
    assert not found.wrong, "\n".join(found.wrong)
    assert [record for record in caplog.records if record.levelno >= logging.ERROR] == []


@pytest.mark.long
async def test_whatever_comes_over_the_wire_is_answered_and_nothing_of_it_is_put_aside(
    another: Another, caplog: pytest.LogCaptureFixture
) -> None:
    """Each verb once, with something else each time."""
    async with open_office(another()) as office:
        await reach_filling(office)
        for number, verb in enumerate(dict.fromkeys(row.trigger for row in PRESSED)):
            tries = list(bent(f"{verb}:1:1"))
            await office.kasubag.forge(tries[number % len(tries)])
        assert await read(office, inbox.parked) == ()
        assert "tidak dapat diproses" not in all_said(office.adi)
    assert [record for record in caplog.records if record.levelno >= logging.ERROR] == []
