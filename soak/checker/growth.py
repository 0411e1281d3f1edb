"""Growth: what the process holds at rest after the first lap, and after the last."""

from collections.abc import Iterator

from crash.checker.facts import Fact, Record
from crash.checker.finding import Finding

MOST_MEGABYTES, MOST_HANDLES = 15.0, 2
MEMORY, HANDLES, CHILDREN = "memory grew", "handle leaked", "child left"


def growth(record: Record) -> Iterator[Finding]:
    first, last = compared(record)
    if last["rss"] - first["rss"] > MOST_MEGABYTES:
        yield Finding(MEMORY, f"from {first['rss']:.1f} to {last['rss']:.1f} MB")
    for what in ("descriptors", "threads"):
        if last[what] - first[what] > MOST_HANDLES:
            yield Finding(HANDLES, f"{what}: from {first[what]} to {last[what]}")
    for rest in record.of("rest"):
        if rest["children"]:
            yield Finding(CHILDREN, f"rest {rest['lap']}: {rest['children']}")


def compared(record: Record) -> tuple[Fact, Fact]:
    """After the first lap and after the last: before, it is still warming up. With one lap they are the same."""
    rests = record.of("rest")
    return rests[min(1, len(rests) - 1)], rests[-1]
