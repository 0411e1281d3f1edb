"""Whether every history is as it was written, and which one reaches a hash that somebody has on paper."""

from dataclasses import dataclass

from bot.store import cycles, history, offices
from bot.store.engine import Tx
from bot.store.history import Broken
from bot.workflow.periods import parse_key

SHORTEST = 12
"""Characters of a hash that somebody may type instead of all 64."""


@dataclass(frozen=True)
class Chain:
    """One history: of a cycle, or of the office's master data where `period` is empty. `anchored`: the row whose hash
    was asked for."""

    office: str
    period: str
    rows: int
    head: str
    broken: Broken | None
    anchored: int | None = None


def chains(tx: Tx, anchor: str = "") -> tuple[Chain, ...]:
    return tuple(chain for office in offices.all_offices(tx) for chain in _of_office(tx, office, anchor))


def _of_office(tx: Tx, office: offices.OfficeRow, anchor: str) -> tuple[Chain, ...]:
    own = _chain(office.name, "", history.of_office(tx, office.id), history.broken_of_office(tx, office.id), anchor)
    of_cycles = (
        _chain(
            office.name,
            parse_key(row.period).label,
            history.of_cycle(tx, row.id),
            history.broken(tx, row.id),
            anchor,
        )
        for row in reversed(cycles.of_office(tx, office.id))
    )
    return (own, *of_cycles)


def _chain(office: str, period: str, rows: tuple[history.HistoryRow, ...], broken: Broken | None, anchor: str) -> Chain:
    """A row that cannot be trusted anchors nothing."""
    whole = rows if broken is None else rows[: broken.seq - 1]
    wanted = anchor.strip().lower()
    found = next((row.seq for row in whole if len(wanted) >= SHORTEST and row.hash.startswith(wanted)), None)
    return Chain(office, period, len(rows), rows[-1].hash if rows else history.GENESIS, broken, found)
