"""Every verb and command x everybody there may be: exactly the permitted cells succeed, all else leaves no trace."""

from collections import Counter
from collections.abc import Iterable
from dataclasses import dataclass, field

import pytest

from handlers import TABLE
from tests.matrix.cells import Does
from tests.matrix.conftest import Another
from tests.matrix.ground import Ground, open_ground
from tests.matrix.judging import tried, wrong
from tests.matrix.moments import play
from tests.matrix.table import ROWS, STEPS, Row

SOON = frozenset({"proposed", "ordered", "prepared", "instructed"})
"""Moments that are reached at once."""


@dataclass
class Matrix:
    """The figures, and what is not as it should be."""

    cells: Counter[str] = field(default_factory=Counter)
    wrong: list[str] = field(default_factory=list)

    async def of(self, ground: Ground, row: Row) -> None:
        thing = await ground.thing(row)
        for column, planted in tried(ground, row):
            look = ground.try_out(row, thing, column, planted=planted)
            self.cells["refused" if look.does is Does.REFUSED else "permitted"] += 1
            if failed := wrong(row, column, look, planted=planted):
                asked = ", who was asked," if planted else ""
                self.wrong.append(f"{row}: {column}{asked} {failed}: {look.keys} {sorted(look.changed)}")


async def matrix_of(rows: Iterable[Row], another: Another) -> Matrix:
    found, wanted = Matrix(), list(rows)
    for moment, saved in (await play(frozenset(row.moment for row in wanted), another())).items():
        with open_ground(saved, another()) as ground:
            for row in (one for one in wanted if one.moment == moment):
                await found.of(ground, row)
    return found


def test_everything_that_can_be_said_or_pressed_stands_in_the_matrix() -> None:
    assert {(row.said, row.trigger) for row in ROWS} == {(row.said, row.trigger) for row in TABLE}


async def test_the_first_steps_are_done_by_whose_they_are_and_by_nobody_else(another: Another) -> None:
    found = await matrix_of((row for row in ROWS if row.moment in SOON), another)
    assert not found.wrong, "\n".join(found.wrong)


@pytest.mark.long
@pytest.mark.timeout(600)
@pytest.mark.parametrize("another", ["postgresql"], indirect=True)
async def test_the_steps_of_the_sop_are_kept_on_postgresql_too(another: Another) -> None:
    found = await matrix_of(STEPS, another)
    assert not found.wrong, "\n".join(found.wrong)


@pytest.mark.long
@pytest.mark.timeout(600)
async def test_exactly_the_permitted_cells_succeed(another: Another, capsys: pytest.CaptureFixture[str]) -> None:
    found = await matrix_of(ROWS, another)
    with capsys.disabled():
        print(f"\nthe rights: {len(ROWS)} rows, {found.cells.total()} cells, {dict(found.cells)}")
    assert not found.wrong, "\n".join(found.wrong)
