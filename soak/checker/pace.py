"""Pace: never more in a second than Telegram allows, and nothing to a chat while it is asked for patience."""

from collections.abc import Iterator, Sequence

from crash.checker.finding import Finding
from soak.checker.log import Sent

MOST_IN_A_SECOND = 30
TOO_MANY, IMPATIENT = "too many in a second", "called during its 429"


def pace(log: Sequence[Sent]) -> Iterator[Finding]:
    most, at = busiest(log)
    if most > MOST_IN_A_SECOND:
        yield Finding(TOO_MANY, f"{most} in the second from {at:.3f} on")
    yield from _impatient(log)


def busiest(log: Sequence[Sent]) -> tuple[int, float]:
    """How many came in the fullest second, wherever it begins, and when that was."""
    most, at, first = 0, 0.0, 0
    for number, one in enumerate(log):
        while one.came - log[first].came >= 1:
            first += 1
        if number - first + 1 > most:
            most, at = number - first + 1, log[first].came
    return most, at


def _impatient(log: Sequence[Sent]) -> Iterator[Finding]:
    """From the moment of the answer on; what came before it could not know."""
    until: dict[str, float] = {}
    for one in sorted(log, key=lambda one: one.came):
        if one.came < until.get(one.chat, 0.0):
            yield Finding(IMPATIENT, f"{one.method} to chat {one.chat}, {until[one.chat] - one.came:.3f} s early")
        if one.patience:
            until[one.chat] = one.answered + one.patience
