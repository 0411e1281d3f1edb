"""The bot's own process, killed with -9 between any two answers of a form: each answer is there, and there once."""

import asyncio
import random
from decimal import Decimal
from typing import Any

import pytest

from bot.store import forms, history
from bot.store.engine import Tx
from demo.stage import Stage
from tests.killing import killed, started
from tests.stories.office import OnTelegram, reach_filling, read
from tests.stories.phones import all_said, verify_dialog

ANSWERS = (
    ("87,5", "Indikator 2 dari 2"),
    ("950", "Berapa realisasi anggarannya?"),
    ("Rp18,5 juta", "serapan 92,50%"),
)
LATEST = 0.3
"""Seconds after an answer within which it is killed: before it is fetched, while it is saved, after it is answered."""


def command(stage: Stage) -> tuple[str, ...]:
    where = (stage.database.url, stage.telegram.api_url, stage.telegram.token)
    return ("tests.stories.killed_bot", *where, stage.clock.now().isoformat())


@pytest.mark.long
@pytest.mark.parametrize("seed", range(3))
async def test_a_kill_between_any_two_answers_loses_none_of_them(office: OnTelegram, seed: int) -> None:
    moments = random.Random(seed)
    await reach_filling(office)
    await verify_dialog(office.pandu, ("[Isi formulir]", "Indikator 1 dari 2"))
    stage, pandu = office.stage, office.pandu.person
    await stage.end()
    for words, answered in ANSWERS:
        process = await started(*command(stage))
        await pandu.say(words)
        await asyncio.sleep(moments.uniform(0, LATEST))
        await killed(process)
        process = await started(*command(stage))
        await pandu.until(lambda _, answered=answered: answered in all_said(office.pandu))  # type: ignore[misc]
        await killed(process)
    await stage.begin()
    await stage.settle()
    assert await read(office, answers) == [(Decimal("87.5"), None), (Decimal(950), Decimal(18_500_000))]
    assert await read(office, recorded) == len(ANSWERS), "no answer is recorded twice"
    await verify_dialog(office.pandu, ("[Serahkan]", "Sudah diserahkan"))


def answers(tx: Tx) -> list[Any]:
    form = forms.of_cycle(tx, 1)[0]
    return [(one.realisasi, one.anggaran) for one in forms.entries(tx, form.id)]


def recorded(tx: Tx) -> int:
    assert history.broken(tx, 1) is None
    return sum(row.event == "EntryFilled" for row in history.of_cycle(tx, 1))
