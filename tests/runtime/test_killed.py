"""A real process, killed with -9 again and again: nothing is lost, nothing handled twice, little sent twice."""

import pytest

from bot.runtime.sender import SLOTS
from bot.store import claims
from simulator import Simulator
from tests.killing import killed, started
from tests.runtime.conftest import only_on_postgresql, only_on_sqlite
from tests.runtime.echo_office import EchoOffice, until

KILLS, PEOPLE, EACH = 4, 10, 20


@pytest.mark.long
@only_on_sqlite  # elsewhere a claim outlives its process for a while
async def test_killing_it_loses_nothing_and_repeats_little(office: EchoOffice, telegram: Simulator) -> None:
    url = office.engine.url.render_as_string(hide_password=False)
    command = ("tests.runtime.killed_office", url, telegram.api_url, telegram.token)
    people = [telegram.person(f"Orang {n}") for n in range(PEOPLE)]
    for n in range(EACH):
        for person in people:
            await person.say(f"{person.name} {n}")
    for kill in range(KILLS):
        process = await started(*command)
        await until(lambda kill=kill: sent(telegram) >= (kill + 1) * 25)  # type: ignore[misc]
        await killed(process)
    process = await started(*command)
    await until(lambda: not telegram.updates.pending and office.undone() == 0 and set(office.states()) == {1}, 20)
    await killed(process)

    assert sorted(office.echoes()) == sorted(f"{person.name} {n}" for person in people for n in range(EACH))
    for person in people:
        assert once([m.text for m in person.received]) == [f"{person.name} {n}" for n in range(EACH)]
    assert sent(telegram) - PEOPLE * EACH <= KILLS * SLOTS


@pytest.mark.long
@only_on_postgresql
async def test_of_two_that_share_the_work_one_is_killed_and_the_other_takes_it_up(
    office: EchoOffice, telegram: Simulator
) -> None:
    url = office.engine.url.render_as_string(hide_password=False)
    command = ("tests.runtime.killed_office", url, telegram.api_url, telegram.token)
    people = [telegram.person(f"Orang {n}") for n in range(PEOPLE)]
    first, second = await started(*command), await started(*command)
    for n in range(EACH):
        for person in people:
            await person.say(f"{person.name} {n}")
    await until(lambda: sent(telegram) >= 50, 20)
    await killed(first)
    done = lambda: not telegram.updates.pending and office.undone() == 0 and set(office.states()) == {1}  # noqa: E731
    await until(done, claims.LEASE + 20)
    await killed(second)

    assert sorted(office.echoes()) == sorted(f"{person.name} {n}" for person in people for n in range(EACH))
    for person in people:
        assert once([m.text for m in person.received]) == [f"{person.name} {n}" for n in range(EACH)]
    assert sent(telegram) - PEOPLE * EACH <= SLOTS


def sent(telegram: Simulator) -> int:
    return sum(call.method == "sendMessage" for call in telegram.calls)


def once(texts: list[str]) -> list[str]:
    """Without repetitions: a message sent right before the kill is sent again, at its place."""
    return [text for n, text in enumerate(texts) if n == 0 or texts[n - 1] != text]
