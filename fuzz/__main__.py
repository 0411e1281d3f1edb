"""Thousands of hostile files through every reader, then some of them through a real bot.

python -m fuzz              SEED=... EXAMPLES=... make another run of it
No reader may hang (2 s of computing), swell above its limit, or answer what the bot cannot take; no answer may hold a
file of the machine; the bot must answer each file and go on.
"""

import asyncio
import os
import random
import sys
import time
from collections import Counter
from collections.abc import Callable
from dataclasses import dataclass, field
from pathlib import Path
from typing import Any

from hypothesis import HealthCheck, given, seed, settings

from bot.documents import child, form_wire, master_child, master_wire, naskah
from bot.documents.form_parser import FormReading
from bot.documents.limits import Reason, Unreadable, inspect_file
from bot.documents.reading import Allowance
from fuzz.damage import SECRET, Hostile, hostile
from fuzz.forked import Outcome, run
from fuzz.talk import through_the_bot

MOST_SECONDS = 2.0
SLACK_MB = 40
"""Beside what the limit counts: pages of the parent's that a child writes to, as every Python process does."""
THROUGH_THE_BOT = 25
"""How many go through the bot."""


@dataclass(frozen=True)
class Reader:
    name: str
    read: Callable[[bytes], bytes]
    decode: Callable[[bytes], Any]
    wrong: tuple[type[Exception], ...]
    """What `decode` may raise of an answer that is none: the bot takes that for a crash of the child."""


READERS = (
    Reader("form", lambda d: form_wire.encode(child.read(d)), form_wire.decode, (ValueError, LookupError, TypeError)),
    Reader("master", lambda d: master_wire.encode(master_child.read(d)), master_wire.decode, (ValueError,)),
    Reader("letter", lambda d: naskah.encode(naskah.read(d)), naskah.decode, ()),
)


@dataclass
class Tally:
    """What became of the files."""

    outcomes: Counter[str] = field(default_factory=Counter)
    damage: Counter[str] = field(default_factory=Counter)
    computed: float = 0.0
    swelled: float = 0.0
    kept: dict[str, Hostile] = field(default_factory=dict)
    """One of each kind of damage and outcome, for the bot."""


def main() -> int:
    number = int(os.environ.get("SEED") or random.SystemRandom().randrange(10**6))
    examples = int(os.environ.get("EXAMPLES") or 1500)
    print(f"seed {number}, {examples} files (SEED={number} EXAMPLES={examples} make fuzz repeats this)", flush=True)
    tally, began = Tally(), time.monotonic()
    secret = Path(SECRET).read_text(encoding="utf-8").strip() if Path(SECRET).exists() else "\0"
    fuzz(tally, number, examples, secret)
    _tell(tally, time.monotonic() - began)
    answered = asyncio.run(through_the_bot(list(tally.kept.values())[:THROUGH_THE_BOT]))
    print(f"through the bot: {answered} files, each answered, none parked")
    print("PASS")
    return 0


def fuzz(tally: Tally, number: int, examples: int, secret: str) -> None:
    """Raises AssertionError with the smallest file that does it."""

    @seed(number)
    @settings(max_examples=examples, deadline=None, database=None, suppress_health_check=list(HealthCheck))
    @given(hostile())
    def every_reader_bears_it(file: Hostile) -> None:
        for reader in READERS:
            look(reader, file, tally, secret)

    every_reader_bears_it()


def look(reader: Reader, file: Hostile, tally: Tally, secret: str) -> None:
    outcome = run(reader.read, file.data) if inspect_file(file.data) is None else None
    what = judge(reader, file, outcome, secret) if outcome is not None else "refused at once"
    tally.damage[file.how] += 1
    tally.outcomes[f"{reader.name}: {what}"] += 1
    if file.data:  # Telegram itself refuses an empty one
        tally.kept.setdefault(f"{file.how} {what}", file)
    if outcome is not None:
        tally.computed, tally.swelled = max(tally.computed, outcome.computed), max(tally.swelled, outcome.swelled)


def judge(reader: Reader, file: Hostile, outcome: Outcome, secret: str) -> str:
    """What became of it; AssertionError where that may not be."""
    where = f"{reader.name}: {file!r}"
    assert not outcome.hung, f"{where} hung"
    assert outcome.computed <= MOST_SECONDS, f"{where} computed for {outcome.computed:.2f} s"
    assert outcome.swelled <= Allowance().memory_mb + SLACK_MB, f"{where} swelled to {outcome.swelled:.0f} MB"
    assert len(secret) < 4 or secret.encode() not in outcome.answer, f"{where} answers with a file of the machine"
    try:
        found = reader.decode(outcome.answer)
    except reader.wrong:
        found = Unreadable(Reason.CRASHED)
    return _name(found)


def _name(found: Any) -> str:
    if isinstance(found, Unreadable):
        return str(found.reason)
    return "read" if isinstance(found, FormReading) else type(found).__name__


def _tell(tally: Tally, seconds: float) -> None:
    print(f"{sum(tally.outcomes.values())} readings in {seconds:.0f} s")
    for what, count in sorted(tally.outcomes.items()):
        print(f"  {count:6} {what}")
    print("  damage: " + ", ".join(f"{count} {how}" for how, count in sorted(tally.damage.items())))
    print(f"  the longest computed {tally.computed:.2f} s of at most {MOST_SECONDS:.0f},", end=" ")
    print(f"the largest swelled by {tally.swelled:.0f} MB of at most {Allowance().memory_mb}")


if __name__ == "__main__":
    sys.exit(main())
