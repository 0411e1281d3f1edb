"""Messages: each one that was decided reached Telegram, in order; what came twice was in flight when a life ended."""

from collections import Counter
from collections.abc import Iterable, Iterator, Mapping

from crash.checker.facts import Call, Fact, Record
from crash.checker.finding import DUPLICATE, FLYING, LOST_MESSAGE, UNORDERED, Finding
from crash.checker.left import Left, Row

SLOTS = 16
"""Sends that may be under way at once, by design."""
SENT, DROPPED = 1, 3
NEEDLESS = ("a later row shows this card", "shown already", "nothing left to show")
BESIDE = ("answer", "menu")
"""Kinds that are no messages: a toast is shown soon or never, a menu is set."""


def messages(record: Record, left: Left) -> Iterator[Finding]:
    yield from reached(record, own(record, left))
    yield from in_order(record, left)
    yield from _repeated(record, left)
    for end in record.ends:
        if (number := len(flying(record, left, end))) > SLOTS:
            yield Finding(FLYING, f"life {end['life']}: {number} sends without a mark")


def own(record: Record, left: Left) -> list[Row]:
    """The messages of this trial: those that waited when it began, and all since."""
    began = record.of("began")[0]
    rows = (row for row in left.outbox if row["id"] > began["outbox"] or row["id"] in began["waiting"])
    return [row for row in rows if row["kind"] not in BESIDE]


def reached(record: Record, decided: Iterable[Row]) -> Iterator[Finding]:
    calls = Counter(call.message for call in record.calls)
    rows: Counter[str] = Counter()
    for row in decided:
        if row["state"] == SENT:
            rows[row["message_id"]] += 1
        elif row["state"] != DROPPED or row["error"] not in NEEDLESS:
            yield Finding(LOST_MESSAGE, f"row {row['id']} ({row['kind']}) ended as {row['state']} {row['error']}")
    for message, times in rows.items():
        if calls[message] < times:
            words = f"marked sent {times} times, received {calls[message]} times"
            yield Finding(LOST_MESSAGE, f"message {message}: {words}")


def in_order(record: Record, left: Left) -> Iterator[Finding]:
    """Of a chat's messages that wait for no paper, the one that was decided first comes first."""
    known = senders(left)
    last: dict[str, int] = {}
    for call in record.sends:
        row = known.get(call.message)
        if row is None or row["document_id"] is not None:
            continue
        if row["id"] < last.get(call.chat, 0):
            yield Finding(UNORDERED, f"row {row['id']} came after row {last[call.chat]} in chat {call.chat}")
        last[call.chat] = max(row["id"], last.get(call.chat, 0))


def senders(left: Left) -> Mapping[str, Row]:
    """Of each message the row that brought it; later ones edited it."""
    found: dict[str, Row] = {}
    for row in left.outbox:
        if row["state"] == SENT and row["message_id"]:
            found.setdefault(row["message_id"], row)
    return found


def _repeated(record: Record, left: Left) -> Iterator[Finding]:
    explained = {call.number for end in record.ends for call in flying(record, left, end)}
    for call in duplicates(record, left):
        if call.number not in explained:
            yield Finding(DUPLICATE, f"call {call.number} to chat {call.chat}: message {call.message or 'unheard of'}")


def duplicates(record: Record, left: Left) -> list[Call]:
    """Messages that people have and the database does not know: whatever they said was sent once more."""
    known, of_several = senders(left), parts(record, left)
    return [call for call in record.sends if call.message not in known and call.number not in of_several]


def parts(record: Record, left: Left) -> frozenset[int]:
    """The calls that brought part of a text that went in several: the database knows the last, which has the buttons,
    and the others come right before it, each once."""
    known = senders(left)
    following: dict[str, list[Call]] = {}
    found = set()
    for call in reversed(record.sends):
        after = following.get(call.chat, [])
        again = any(call.text == one.text for one in after)
        if call.message in known or not after:
            following[call.chat] = [call] if call.message in known else []
        elif call.message and call.goes_on_in(after[-1]) and not again:
            found.add(call.number)
            after.append(call)
        elif not again:
            following[call.chat] = []
    return frozenset(found)


def flying(record: Record, left: Left, end: Fact) -> list[Call]:
    """The sends that Telegram had received in this life and the database did not know of at its end. Of what went in
    several only the last is known by its mark."""
    first = max((one["calls"] for one in record.ends if one["life"] < end["life"]), default=0)
    marked, of_several = set(end["marked"]), parts(record, left)
    sent = (call for call in record.sends if first <= call.number < end["calls"])
    return [call for call in sent if call.message not in marked and call.number not in of_several]
