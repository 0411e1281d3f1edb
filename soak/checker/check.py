"""Judges it all, and sums up in a table of figures."""

from collections import Counter
from collections.abc import Iterator, Sequence

from crash.checker.check import Report, chains, papers, stops
from crash.checker.facts import Record
from crash.checker.finding import CHAIN, LOST_MESSAGE, LOST_UPDATE, NO_EFFECT, PAPER, TWICE, UNORDERED, Finding
from crash.checker.left import Left, Row
from crash.checker.messages import duplicates, in_order, own, reached
from crash.checker.updates import updates
from soak.checker.growth import compared, growth
from soak.checker.log import Sent
from soak.checker.pace import busiest, pace

FAILED = 2
PARKED = "parked"
UNEXPLAINED, UNCOUNTED = "duplicate that no fault explains", "more duplicates than the bot knows of"


def check(record: Record, left: Left, log: Sequence[Sent]) -> Report:
    findings = (
        *updates(record, left),
        *reached(record, _owed(record, left)),
        *in_order(record, left),
        *_twice(record, left),
        *_parked(record, left),
        *chains(record, left),
        *papers(left),
        *stops(record),
        *pace(log),
        *growth(record),
    )
    return Report(tuple(_figures(record, left, log, Counter(one.what for one in findings))), findings)


def _owed(record: Record, left: Left) -> Iterator[Row]:
    return (row for row in own(record, left) if not _refused(record, row))


def _refused(record: Record, row: Row) -> bool:
    """By a phone that has blocked the bot, or that nobody has any more."""
    return row["state"] == FAILED and row["chat_id"] in record.of("began")[0]["closed"]


def _parked(record: Record, left: Left) -> Iterator[Finding]:
    refused = sum(_refused(record, row) for row in left.outbox)
    for said in record.of("metrics"):
        if said["parked"] > refused:
            yield Finding(PARKED, f"{said['parked']} rows, says the bot, of which {refused} were refused by a phone")


def _twice(record: Record, left: Left) -> Iterator[Finding]:
    """A message of which the database knows nothing came of a call that was carried out and not answered."""
    found = duplicates(record, left)
    for call in found:
        if call.message:
            yield Finding(UNEXPLAINED, f"call {call.number} to chat {call.chat}: message {call.message} was answered")
    for said in record.of("metrics"):
        if len(found) > said["perhaps_twice"]:
            yield Finding(UNCOUNTED, f"{len(found)}, and the bot counts {said['perhaps_twice']}")


def _figures(record: Record, left: Left, log: Sequence[Sent], wrong: Counter[str]) -> Iterator[tuple[str, str]]:
    hits, said = record.of("weather")[0]["hits"], record.of("metrics")
    yield "faults", ", ".join(f"{times} {kind}" for kind, times in sorted(hits.items()))
    chats = len({one["chat"] for one in record.of("update")})
    yield "updates", f"{len(record.of('update'))} in {chats} chats, {wrong[LOST_UPDATE]} lost"
    yield "... without effect, twice", f"{wrong[NO_EFFECT]}, {wrong[TWICE]}"
    yield "messages", f"{len(own(record, left))} decided, {len(record.sends)} received besides edits"
    yield "... lost, out of order", f"{wrong[LOST_MESSAGE]}, {wrong[UNORDERED]}"
    unheard = sum(not call.message for call in record.sends)
    counted = ", ".join(str(one["perhaps_twice"]) for one in said)
    twice = len(duplicates(record, left))
    yield "... received twice", f"{twice}; {unheard} carried out and not answered; {counted} counted by the bot"
    yield "most in a second", str(busiest(log)[0])
    yield "429", f"{sum(one.patience > 0 for one in log)} with patience asked for"
    yield "papers", f"{len(left.documents)}, {wrong[PAPER]} lost"
    rows = sum(len(links) for links in left.chains.values())
    yield "history", f"{len(left.chains)} chains of {rows} rows, {wrong[CHAIN]} broken"
    yield from _held(record)


def _held(record: Record) -> Iterator[tuple[str, str]]:
    first, last = compared(record)
    for name, unit in (("rss", " MB"), ("descriptors", ""), ("threads", "")):
        peaks = ", ".join(f"{one[name]:.0f} at most" for one in record.of("peak"))
        yield name, f"{first[name]:.0f} to {last[name]:.0f}{unit}, {peaks}"
    yield "children at rest", str(max(one["children"] for one in record.of("rest")))
    yield "SIGTERM", ", ".join(f"{one['seconds']:.2f} s" for one in record.of("term"))
