"""Whether the recaps and the decisions kept are those that the history tells of: each version by its hash."""

from collections.abc import Callable, Iterator, Mapping
from dataclasses import dataclass
from enum import StrEnum
from typing import Any

from bot.store import cycles, history, offices, recaps
from bot.store.codec import digest
from bot.store.engine import Tx
from bot.store.history import HistoryRow
from bot.workflow.events import (
    CorrectionUndone,
    DataCorrected,
    EntriesSentBack,
    RecapApproved,
    RecapConfirmed,
    RecapReturned,
    ReportReturned,
    StepUndone,
)
from bot.workflow.periods import parse_key
from bot.workflow.reports import Verdict


class Kept(StrEnum):
    RECAP = "recap"
    DECISION = "decision"


@dataclass(frozen=True)
class Differs:
    """Something that is not as the history has it, or of which one of the two knows nothing."""

    office: str
    period: str
    what: Kept
    version: int


def differing(tx: Tx) -> tuple[Differs, ...]:
    return tuple(
        Differs(office.name, parse_key(row.period).label, what, version)
        for office in offices.all_offices(tx)
        for row in reversed(cycles.of_office(tx, office.id))
        for what, version in (*_recaps(tx, row.id), *_decisions(tx, row.id))
    )


# -- versions --------------------------------------------------------------------------------------------------------

VERSIONS = (RecapConfirmed.__name__, EntriesSentBack.__name__)


def _recaps(tx: Tx, cycle_id: int) -> Iterator[tuple[Kept, int]]:
    told = {r.data["version"]: r.data["sha256"] for r in history.of_cycle(tx, cycle_id) if r.event in VERSIONS}
    kept = {row.version: row for row in recaps.of_cycle(tx, cycle_id)}
    for version in sorted({*told, *kept}):
        row = kept.get(version)
        if row is None or not row.sha256 == digest(row.paper) == told.get(version):
            yield Kept.RECAP, version


# -- decisions -------------------------------------------------------------------------------------------------------

Facts = tuple[Any, ...]
"""When, by whom, which verdict, which words and flags: what a decision and its event have in common."""

UNDONE = frozenset({"approved", "returned", "corrected", "report_returned"})
VERDICTS: Mapping[str, Callable[[Mapping[str, Any]], str | None]] = {
    RecapApproved.__name__: lambda _data: Verdict.APPROVED,
    RecapReturned.__name__: lambda _data: Verdict.RETURNED,
    ReportReturned.__name__: lambda _data: Verdict.RETURNED,
    DataCorrected.__name__: lambda _data: Verdict.CORRECTED,
    CorrectionUndone.__name__: lambda _data: Verdict.TAKEN_BACK,
    StepUndone.__name__: lambda data: Verdict.TAKEN_BACK if data["outcome"] in UNDONE else None,
}


def _decisions(tx: Tx, cycle_id: int) -> Iterator[tuple[Kept, int]]:
    """Row by row as the history tells them.

    Of the Camat's return of a report no decision was kept once: there may be an event without a row.
    """
    versions = {row.id: row for row in recaps.of_cycle(tx, cycle_id)}
    rows = list(recaps.decisions(tx, cycle_id))
    for event in history.of_cycle(tx, cycle_id):
        verdict = VERDICTS[event.event](event.data) if event.event in VERDICTS else None
        if verdict is None:
            continue
        if rows and _facts_of(rows[0]) == _facts(event, verdict) and _binds(rows[0], versions, event):
            rows.pop(0)
        elif not _of_report(event):
            yield Kept.DECISION, _version(rows[0], versions) if rows else int(event.data.get("version", 0))
            del rows[:1]
    for row in rows:
        yield Kept.DECISION, _version(row, versions)


def _facts(event: HistoryRow, verdict: str) -> Facts:
    flags = [list(flag) for flag in event.data.get("flags", ())]
    return event.at, event.person_id, verdict, event.data.get("words", ""), flags


def _facts_of(row: recaps.DecisionRow) -> Facts:
    return row.decided_at, row.decided_by, row.verdict, row.words, row.flags


def _binds(row: recaps.DecisionRow, versions: Mapping[int, recaps.RecapRow], event: HistoryRow) -> bool:
    """Whether it is on the version that it names, and on the one the event does, where that names any."""
    recap = versions.get(row.recap_id)
    known = recap is not None and row.sha256 == recap.sha256
    return known and event.data.get("sha256", row.sha256) == row.sha256


def _version(row: recaps.DecisionRow, versions: Mapping[int, recaps.RecapRow]) -> int:
    recap = versions.get(row.recap_id)
    return recap.version if recap else 0


def _of_report(event: HistoryRow) -> bool:
    return event.event == ReportReturned.__name__ or event.data.get("outcome") == "report_returned"
