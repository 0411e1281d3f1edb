"""Makes the recap out of what was reported: every line's achievement, every unit's and the office's averages."""

from collections.abc import Callable, Iterable, Sequence
from dataclasses import dataclass, replace
from datetime import datetime
from decimal import Decimal
from typing import TypedDict

from bot.workflow.achievement import (
    Direction,
    State,
    absorption,
    achievement,
    aggregate,
    below_threshold,
    grade_of,
    mean_capped,
)
from bot.workflow.forms import BEHALF, PAPER, Entry, achieved
from bot.workflow.numbers import format_number
from bot.workflow.papers import NOT_SUBMITTED, Change, Letterhead, Line, RecapSheet, Signer, Status, UnitRecap
from bot.workflow.periods import Period
from bot.workflow.policy import Policy

SCALE_RULE = "Peringkat ditentukan dari batas bawah setiap rentang pada nilai dua desimal (90,99 = Tinggi)."
"""Permendagri 86/2017 leaves gaps between its whole-number bands; the report prints how they are closed."""


@dataclass(frozen=True)
class Reported:
    """One unit's form as it stands when the recap is made; `left_out`: the recap goes on without what it holds now."""

    unit: str
    holder: str
    title: str
    submitted_at: datetime | None
    on_time: bool | None
    entries: tuple[Entry, ...]
    left_out: bool = False
    first_at: datetime | None = None  # of the first submission, which decides on "tepat waktu"

    @property
    def submitted(self) -> bool:
        return self.submitted_at is not None and not self.left_out

    @property
    def status(self) -> Status:
        if not self.submitted:
            return Status.ABSENT if self.submitted_at is None else Status.NOT_MENDED
        return Status.ON_TIME if self.on_time else Status.LATE


class Money(TypedDict):
    """A unit's or the office's budget, as its recap has it."""

    pagu: Decimal | None
    anggaran: Decimal | None
    absorption: Decimal | None
    absorption_grade: str
    unreported: int


@dataclass(frozen=True)
class Signers:
    compiler: Signer
    checker: Signer
    approver: Signer
    leader: Signer  # of the office


def line_of(entry: Entry, policy: Policy) -> Line:
    """Everything a paper says about one entry."""
    given = entry.indicator
    reached = achieved(entry, policy)
    to_date = _to_date(entry)
    return Line(
        entry_id=entry.id,
        number=entry.number,
        sasaran=given.sasaran,
        indicator=given.name,
        satuan=given.satuan,
        direction=given.direction,
        aggregation=given.aggregation,
        definition=given.definition,
        target_year=given.annual,
        target=given.target,
        last_realisasi=given.last,
        realisasi=entry.realisasi,
        realisasi_to_date=to_date,
        percent=reached.percent,
        percent_year=achievement(given.direction, given.annual, to_date, upper=given.upper, down=policy.down).percent,
        grade=grade_of(policy.scale, reached.percent) if reached.percent is not None else str(reached.state),
        pagu=given.pagu,
        anggaran=entry.anggaran,
        absorption=absorption(entry.anggaran, given.pagu),
        pendorong=entry.pendorong,
        penghambat=entry.penghambat,
        tindak_lanjut=entry.tindak_lanjut,
        reason=policy.reason(entry.reason) if entry.reason else "",
        evidence=entry.evidence,
        comment=entry.comment,
        old=entry.old,
        open=entry.open,
        upper=given.upper,
        share=given.is_share,
        predicates=policy.predicates if given.direction is Direction.GRADE else (),
        revisions=entry.revisions,
        paper=entry.how == PAPER,
        behalf=entry.how == BEHALF,
        earlier=given.earlier,
        spent=given.spent,
    )


def _to_date(entry: Entry) -> Decimal | None:
    """Realisasi of this year's periods so far, put together as the indicator says."""
    years = {key[:4] for key, _ in entry.indicator.targets}
    earlier = [value for key, value in entry.indicator.earlier if key[:4] in years]
    return aggregate(entry.indicator.aggregation, [*earlier, entry.realisasi])


def handed_in(reported: Reported, before: RecapSheet | None) -> Reported:
    """Nothing typed and never submitted counts: such a unit stands as in the version before, or blank.

    A unit that was returned and did not submit again keeps the figures it submitted before.
    """
    if reported.submitted:
        return reported
    known = {line.entry_id: line for line in (before.lines if before else ())}
    return replace(reported, entries=tuple(_as_decided(entry, known.get(entry.id)) for entry in reported.entries))


def _as_decided(entry: Entry, line: Line | None) -> Entry:
    if line is None:
        return Entry(entry.id, entry.number, entry.indicator, open=entry.open)
    return replace(
        entry,
        realisasi=line.realisasi,
        anggaran=line.anggaran,
        pendorong=line.pendorong,
        penghambat=line.penghambat,
        tindak_lanjut=line.tindak_lanjut,
        evidence=line.evidence,
        how=PAPER if line.paper else BEHALF if line.behalf else "",
        reason=line.reason,  # in words already, which `Policy.reason` leaves as they are
    )


def unit_recap(reported: Reported, policy: Policy) -> UnitRecap:
    lines = tuple(line_of(entry, policy) for entry in reported.entries)
    mean = _mean(lines, policy)
    return UnitRecap(
        unit=reported.unit,
        holder=reported.holder,
        title=reported.title,
        status=reported.status,
        submitted_at=reported.submitted_at,
        first_at=None if reported.first_at == reported.submitted_at else reported.first_at,
        lines=lines,
        mean=mean,
        grade=_grade(mean, policy),
        **_money(lines, policy),
    )


@dataclass(frozen=True)
class Heading:
    letterhead: Letterhead
    period: Period
    version: int
    round: int
    made_at: datetime
    left_out_reason: str = ""


def recap(
    heading: Heading,
    reported: Sequence[Reported],
    signers: Signers,
    policy: Policy,
    before: RecapSheet | None = None,
    kept: RecapSheet | None = None,
) -> RecapSheet:
    """One version; `before` is the version last decided on, whose differences are listed, `kept` the last of all."""
    units = tuple(unit_recap(handed_in(one, kept or before), policy) for one in reported)
    lines = tuple(line for unit in units for line in unit.lines)
    mean = _mean(lines, policy)
    return RecapSheet(
        letterhead=heading.letterhead,
        period=heading.period.label,
        period_short=heading.period.short,
        year=heading.period.year,
        version=heading.version,
        round=heading.round,
        made_at=heading.made_at,
        units=units,
        mean=mean,
        grade=_grade(mean, policy),
        **_money(lines, policy),
        below=sum(line.percent is not None and below_threshold(line.percent, policy.threshold) for line in lines),
        threshold=policy.threshold,
        scale_rule=SCALE_RULE,
        changes=changes(before, units) if before else (),
        compiler=signers.compiler,
        checker=signers.checker,
        approver=signers.approver,
        leader=signers.leader,
        cap=policy.cap,
        period_key=heading.period.key,
        left_out_reason=heading.left_out_reason if any(unit.status in NOT_SUBMITTED for unit in units) else "",
    )


def _mean(lines: Iterable[Line], policy: Policy) -> Decimal | None:
    """Of the capped achievements that can be computed: a unit's over its lines, the office's over all."""
    return mean_capped((line.percent for line in lines if line.percent is not None), policy.cap)


def _grade(mean: Decimal | None, policy: Policy) -> str:
    return str(State.NOT_YET) if mean is None else grade_of(policy.scale, mean)


def _money(lines: Iterable[Line], policy: Policy) -> Money:
    """Of the lines that have a pagu. What was not reported is not Rp0: the absorption is of the others alone."""
    pairs = [(line.pagu, line.anggaran) for line in lines if line.pagu is not None]
    told = [(pagu, spent) for pagu, spent in pairs if spent is not None]
    spent = sum((spent for _, spent in told), Decimal(0)) if told else None
    absorbed = absorption(spent, sum((pagu for pagu, _ in told), Decimal(0)))
    return {
        "pagu": sum((pagu for pagu, _ in pairs), Decimal(0)) if pairs else None,
        "anggaran": spent,
        "absorption": absorbed,
        "absorption_grade": _grade(absorbed, policy),
        "unreported": len(pairs) - len(told),
    }


def _figure(value: Decimal | str | None) -> str:
    return format_number(value) if isinstance(value, Decimal) else value or ""


SPENT = "Realisasi anggaran"
Compared = Callable[[Line], Decimal | str | None]

COMPARED: tuple[tuple[str, Compared], ...] = (
    ("Realisasi", lambda line: line.written(line.realisasi)),
    (SPENT, lambda line: line.anggaran),
    ("Faktor penghambat", lambda line: line.penghambat),
    ("Tindak lanjut", lambda line: line.tindak_lanjut),
    ("Faktor pendorong", lambda line: line.pendorong),
    ("Data belum tersedia", lambda line: line.reason),
    ("Bukti dukung", lambda line: "; ".join(line.evidence)),
)


def changes(before: RecapSheet, units: Sequence[UnitRecap]) -> tuple[Change, ...]:
    """What differs from the earlier version, entry by entry."""
    old = {line.entry_id: line for line in before.lines}
    return tuple(
        _change(unit, line, name, shown(old[line.entry_id]), shown(line))
        for unit in units
        for line in unit.lines
        if line.entry_id in old
        for name, shown in COMPARED
        if _figure(shown(old[line.entry_id])) != _figure(shown(line))
    )


def _change(unit: UnitRecap, line: Line, name: str, old: Decimal | str | None, new: Decimal | str | None) -> Change:
    numbers = [value if isinstance(value, Decimal) else None for value in (old, new)]
    return Change(unit.unit, line.number, line.indicator, name, _figure(old), _figure(new), *numbers)
