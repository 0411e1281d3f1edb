"""Counts what was lost, doubled or broken, says of each what it is, and sums up in a table of figures."""

from collections import Counter
from collections.abc import Iterator
from dataclasses import dataclass

from crash.checker.facts import Fact, Record
from crash.checker.finding import (
    CHAIN,
    DUPLICATE,
    LOST_MESSAGE,
    LOST_UPDATE,
    MIGRATION,
    MOMENT,
    NO_EFFECT,
    PAPER,
    STOP,
    TWICE,
    UNORDERED,
    Finding,
)
from crash.checker.left import GENESIS, Left
from crash.checker.messages import duplicates, flying, messages, own
from crash.checker.updates import updates

LONGEST_STOP = 5.0
HIT = ("committed", "flying", "papers")
"""Moments that a trial of enough kills must hit, each with something under way."""
ENOUGH = 6


@dataclass(frozen=True)
class Report:
    figures: tuple[tuple[str, str], ...]
    findings: tuple[Finding, ...]


def check(record: Record, left: Left) -> Report:
    findings = (
        *updates(record, left),
        *messages(record, left),
        *chains(record, left),
        *papers(left),
        *_migrations(record, left),
        *stops(record),
        *_moments(record),
    )
    return Report(tuple(_figures(record, left, Counter(one.what for one in findings))), findings)


# -- what was written stays as it was --------------------------------------------------------------------------------


def chains(record: Record, left: Left) -> Iterator[Finding]:
    for key, links in left.chains.items():
        name, previous = f"{key[0]} of {key[1]}", GENESIS
        for number, link in enumerate(links, 1):
            if (link.seq, link.previous, link.hash) != (number, previous, link.hashed()):
                yield Finding(CHAIN, f"{name}: row {number}")
                break
            previous = link.hash
        else:
            if left.heads.get(key) != (len(links), previous):
                yield Finding(CHAIN, f"{name}: its head says {left.heads.get(key)}, not row {len(links)}")
    yield from _rewritten(record, left)


def _rewritten(record: Record, left: Left) -> Iterator[Finding]:
    """What was the newest row when a life ended is a row still."""
    for end in record.ends:
        for book, owner, seq, hash_ in end["heads"]:
            links = left.chains.get((book, owner), ())
            if len(links) < seq or links[seq - 1].hash != hash_:
                yield Finding(CHAIN, f"{book} of {owner}: row {seq} is not what it was after life {end['life']}")


def papers(left: Left) -> Iterator[Finding]:
    """Wanted once is made once, and its bytes are those of its hash."""
    for one in left.documents:
        if one["state"] != "made" or not one["kept"]:
            yield Finding(PAPER, f"document {one['id']} ({one['kind']}) is {one['state']}, kept: {one['kept']}")


# -- how the process ended -------------------------------------------------------------------------------------------


def _migrations(record: Record, left: Left) -> Iterator[Finding]:
    for before in record.of("schema"):
        older, undone = _schema(before), 0
        for one in record.of("migration"):
            undone += _schema(one) == older
            whole = _schema(one) in (older, left.schema) and one["rows"] == before["rows"] and one["sound"] == "ok"
            if not whole:
                yield Finding(MIGRATION, f"killed after {one['after']} s it left {_schema(one)}, {one['sound']}")
        if older == left.schema:
            yield Finding(MIGRATION, f"the database is still of revision {older[0]}")
        if not undone:
            yield Finding(MOMENT, "no kill came in the middle of the migration")


def _schema(one: Fact) -> tuple[str, str]:
    return one["revision"], one["made_of"]


def stops(record: Record) -> Iterator[Finding]:
    for one in record.of("term"):
        if one["status"] != 0 or one["seconds"] > LONGEST_STOP:
            yield Finding(STOP, f"life {one['life']}, {one['kind']}: {one['seconds']} s, status {one['status']}")


def _moments(record: Record) -> Iterator[Finding]:
    if record.of("began")[0]["kills"] >= ENOUGH:
        for kind in HIT:
            if not _hits(record, kind):
                yield Finding(MOMENT, f"no kill came where {kind} was to be under way")


def _hits(record: Record, kind: str) -> int:
    return sum(one["kind"] == kind and one.get(kind, 0) > 0 for one in record.of("kill"))


# -- in figures ------------------------------------------------------------------------------------------------------


def _figures(record: Record, left: Left, wrong: Counter[str]) -> Iterator[tuple[str, str]]:
    kills, terms = record.of("kill"), record.of("term")
    undone = sum(_schema(one) == _schema(record.of("schema")[0]) for one in record.of("migration"))
    hits = ", ".join(f"{_hits(record, kind)} {kind}" for kind in HIT)
    yield "kills", f"{len(kills)} ({hits}), {undone} in the migration"
    yield "updates", f"{len(record.of('update'))} in {len({one['chat'] for one in record.of('update')})} chats"
    yield "updates lost", str(wrong[LOST_UPDATE])
    yield "updates without their effect", str(wrong[NO_EFFECT])
    yield "updates applied twice", str(wrong[TWICE])
    yield "messages", f"{len(own(record, left))} decided, {len(record.sends)} received, besides edits"
    yield "messages lost", str(wrong[LOST_MESSAGE])
    flew = [len(flying(record, left, end)) for end in record.ends]
    yield "messages received twice", f"{len(duplicates(record, left))} of {sum(flew)} in flight, {max(flew)} at most"
    yield "... that no kill explains", str(wrong[DUPLICATE])
    yield "out of order", str(wrong[UNORDERED])
    yield "papers", f"{len(left.documents)}, {wrong[PAPER]} lost"
    rows = sum(len(links) for links in left.chains.values())
    yield "history", f"{len(left.chains)} chains of {rows} rows, {wrong[CHAIN]} broken"
    yield "SIGTERM", ", ".join(f"{one['kind']} {one['seconds']:.2f} s" for one in terms)
