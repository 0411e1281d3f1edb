"""Updates: each one kept, done once, in order, and with the effect that it had to have, once."""

from collections import Counter
from collections.abc import Iterator
from decimal import Decimal
from typing import Any

from crash.checker.facts import Record
from crash.checker.finding import LOST_UPDATE, NO_EFFECT, TWICE, UNORDERED, Finding
from crash.checker.left import Left, Link

DONE = 1
Facts = Counter[tuple[Any, ...]]


def updates(record: Record, left: Left) -> Iterator[Finding]:
    yield from _done(record, left)
    yield from _in_order(left)
    yield from _effects(record, left)
    yield from _figures(record, left)
    yield from _closed(left)


def _done(record: Record, left: Left) -> Iterator[Finding]:
    kept = Counter(row["key"] for row in left.inbox)
    done = {row["key"] for row in left.inbox if row["done"] == DONE}
    for one in record.of("update"):
        if one["key"] not in done:
            why = "not done" if one["key"] in kept else "never kept"
            yield Finding(LOST_UPDATE, f"update {one['key']} of chat {one['chat']}: {why}")
        if kept[one["key"]] > 1:
            yield Finding(TWICE, f"update {one['key']} is kept {kept[one['key']]} times")


def _in_order(left: Left) -> Iterator[Finding]:
    """Within a chat, by the numbers that Telegram gave them."""
    chats: dict[str, list[tuple[str, int]]] = {}
    for row in left.inbox:
        chats.setdefault(row["chat_id"], []).append((row["done_at"] or "", int(row["key"])))
    for chat, done in chats.items():
        keys = [key for _, key in sorted(done)]
        if keys != sorted(keys):
            yield Finding(UNORDERED, f"updates of chat {chat} were handled out of order")


def _effects(record: Record, left: Left) -> Iterator[Finding]:
    """What had to come of the updates, against what the history and the outbox say came of them."""
    came, wanted = _came(record, left), _wanted(record)
    for what, times in wanted.items():
        if came[what] < times:
            yield Finding(NO_EFFECT, f"{_words(what)}: {came[what]} times, not {times}")
        elif came[what] > times:
            yield Finding(TWICE, f"{_words(what)}: {came[what]} times, not {times}")
    for what in came.keys() - wanted.keys():
        if what[0] in ("answer", "evidence"):  # nobody typed or sent it
            yield Finding(TWICE, f"{_words(what)}: {came[what]} times, and nobody did it")


def _wanted(record: Record) -> Facts:
    wanted: Facts = Counter()
    for one in record.facts:
        match one["fact"]:
            case "answer":
                wanted["answer", one["cycle"], one["unit"], one["number"], Decimal(one["value"])] += 1
            case "evidence":
                wanted["evidence", one["cycle"], one["unit"], one["number"], one["sha256"]] += 1
            case "reply":
                wanted["reply", one["chat"], one["key"]] += 1
            case "event":
                wanted["event", one["cycle"], one["event"], one["unit"]] += one["times"]
            case "update" if one["press"]:
                wanted["toast", one["press"]] += 1
    return wanted


def _came(record: Record, left: Left) -> Facts:
    """Since the first update was typed."""
    came: Facts = Counter()
    typed = {one["cycle"] for one in record.of("answer")}
    for links in left.chains.values():
        for link in links:
            came.update(_of_link(link) if link.owner in typed or link.event not in FILLING else ())
    for row in left.outbox:
        if row["id"] > record.of("began")[0]["outbox"] and row["kind"] == "answer":
            came["toast", row["body"]["press_id"]] += 1
        elif row["id"] > record.of("began")[0]["outbox"] and row["kind"] == "text":
            came["reply", row["chat_id"], row["body"]["said"]["key"]] += 1
    return came


FILLING = ("EntryFilled", "EvidenceAdded")


def _of_link(link: Link) -> list[tuple[Any, ...]]:
    if link.book != "history":
        return []
    place = (link.owner, link.data.get("unit_id"), link.data.get("number"))
    if link.event == "EntryFilled":
        figures = [new for field, _, new in link.data["changes"] if field == "realisasi"]
        return [("answer", *place, Decimal(new)) for new in figures]
    if link.event == "EvidenceAdded":
        return [("evidence", *place, link.data["sha256"])]
    return [("event", link.owner, link.event, unit) for unit in {None, link.data.get("unit_id")}]


def _words(what: tuple[Any, ...]) -> str:
    return " ".join(str(part) for part in what if part is not None)


def _figures(record: Record, left: Left) -> Iterator[Finding]:
    """What was typed last is what the form says now."""
    typed = {(one["cycle"], one["unit"], one["number"]): one for one in record.of("answer")}
    for place, one in typed.items():
        said = left.entries.get(place) or "0"
        if Decimal(said) != Decimal(one["value"]):
            yield Finding(NO_EFFECT, f"cycle, unit and number {place}: the form says {said}, not {one['value']}")


def _closed(left: Left) -> Iterator[Finding]:
    """A task is closed once, unless that was taken back."""
    closed: Facts = Counter()
    for links in left.chains.values():
        for link in links:
            change = {"TaskClosed": 1, "StepUndone": -1}.get(link.event, 0)
            if change and link.book == "history":
                closed[link.owner, link.data["task_id"]] += change
    for (cycle, task), times in closed.items():
        if times > 1:
            yield Finding(TWICE, f"task {task} of cycle {cycle} was closed {times} times")
