"""Pacing in numbers, without waiting for them."""

import math

import pytest

from bot.runtime.pacing import PACED, UNPACED, Pacer, Pacing


def test_the_busiest_second_stays_within_thirty() -> None:
    pacer, now = Pacer(PACED), 100.0
    sent: list[float] = []
    while now < 110:
        for _ in range(pacer.allowance(now, 16)):
            pacer.take(f"chat {len(sent)}", now)
            sent.append(now)
        now += max(0.001, min(1.0, pacer.wait(now)))
    busiest = max(sum(at <= other < at + 1 for other in sent) for at in sent)
    assert 27 <= len(sent) / 10 <= 29
    assert busiest <= 30


def test_a_chat_gets_five_at_once_then_one_a_second() -> None:
    pacer = Pacer(PACED)
    for _ in range(5):
        assert "a" not in pacer.busy(0.0)
        pacer.take("a", 0.0)
    assert pacer.busy(0.9) == {"a"}
    assert pacer.busy(1.0) == frozenset()


def test_what_was_not_sent_does_not_count() -> None:
    pacer = Pacer(PACED)
    for _ in range(5):
        pacer.take("a", 0.0)
    pacer.give_back("a", 0.0)
    assert pacer.busy(0.0) == frozenset()


def test_a_second_limited_chat_means_everybody() -> None:
    pacer = Pacer(UNPACED)
    pacer.limit("a", 5, 0.0)
    assert pacer.allowance(1.0, 16) == 16
    pacer.limit("b", 7, 1.0)
    assert (pacer.allowance(2.0, 16), pacer.wait(2.0)) == (0, 6.0)
    assert (pacer.allowance(8.0, 16), pacer.busy(8.0)) == (16, frozenset())


def test_without_pacing_nothing_waits() -> None:
    pacer = Pacer(UNPACED)
    for _ in range(1000):
        pacer.take("a", 0.0)
    assert (pacer.allowance(0.0, 16), pacer.busy(0.0), pacer.wait(0.0)) == (16, frozenset(), math.inf)


def test_messages_that_were_prepared_at_once_leave_no_faster_than_a_second_allows() -> None:
    pacer = Pacer(Pacing(overall=28))
    assert [pacer.departs(5.0 + n / 1000) for n in range(28)] == [0.0] * 28
    assert pacer.departs(5.5) == pytest.approx(0.5)
    assert pacer.departs(6.0) == 0.0
    assert pacer.departs(6.0005) == pytest.approx(0.0005)
    assert Pacer(UNPACED).departs(5.0) == 0.0


def test_one_more_message_to_a_chat_waits_for_its_second_and_is_counted() -> None:
    pacer = Pacer(Pacing(burst=2))
    assert [pacer.another("a", 0.0) for _ in range(3)] == [0.0, 0.0, 1.0]
    assert pacer.another("a", 1.0) == 0.0
    assert pacer.busy(1.5) == {"a"}
    assert pacer.allowance(0.0, 16) == 0, "everybody's second counts it too"


def test_nothing_departs_while_everybody_has_to_wait() -> None:
    pacer = Pacer(UNPACED)
    for chat in ("a", "b"):
        pacer.limit(chat, 5, 0.0)
    assert (pacer.departs(2.0), pacer.departs(5.0)) == (3.0, 0.0)


def test_processes_that_share_the_work_share_the_pace() -> None:
    pacer = Pacer(PACED)
    pacer.share(3)
    assert [pacer.departs(5.0 + n / 1000) for n in range(9)] == [0.0] * 9
    assert pacer.departs(5.5) == pytest.approx(0.5)
    pacer.take("a", 0.0)
    pacer.take("b", 0.0)
    assert pacer.wait(0.0) == pytest.approx(3 / 28)
    pacer.share(1)
    assert pacer.wait(0.0) == pytest.approx(1 / 28)


def test_who_joins_waits_until_the_others_know_unless_nothing_is_paced() -> None:
    pacer, unpaced = Pacer(PACED), Pacer(UNPACED)
    for one in (pacer, unpaced):
        one.settle(12, 100.0)
    assert (pacer.allowance(111.9, 16), pacer.departs(111.0), pacer.allowance(112.0, 16)) == (0, 1.0, 2)
    assert unpaced.allowance(100.0, 16) == 16
