"""Callback data that no button has: what somebody sends who tries."""

from collections.abc import Iterator

MOST = 64
"""Bytes of callback data."""
ODD = ("x", "-1", "1e3", "²", "٣", " 1", "999999999", "99999999999999999999", "'; DROP TABLE tasks; --")


def bent(data: str) -> Iterator[str]:
    """Less than there was, and each part as something else."""
    verb, *args = data.split(":")
    yield from (":".join((verb, *args[:count])) for count in range(len(args)))
    for place in range(len(args)):
        yield from (":".join((verb, *args[:place], odd, *args[place + 1 :])) for odd in ODD)
    yield f"{verb}:" + ":" * 8
    yield (f"{verb}:" + "🜁" * MOST).encode()[:MOST].decode("utf-8", "ignore")
    yield f"{verb}:" + "9" * (MOST - len(verb) - 1)


def longer(data: str) -> Iterator[str]:
    """More than there was."""
    yield from (f"{data}:{odd}" for odd in ("", "9", "x"))


def other_versions(data: str) -> Iterator[str]:
    verb, task, version, *rest = data.split(":")
    yield from (":".join((verb, task, str(int(version) + by), *rest)) for by in (-1, 1))
