"""The narrative of the Dokumen: written by the bot from the figures, and kept as the Kasubag has edited it since."""

from collections.abc import Iterator, Mapping
from decimal import Decimal
from typing import Any

from bot.texts.say import Param, label, plain, render, text
from bot.workflow.achievement import below_threshold
from bot.workflow.papers import NOT_SUBMITTED, Line, RecapSheet, UnitRecap
from bot.workflow.reports import Passage, PeriodMean, unit_key

Kept = Mapping[str, list[str]]
"""By passage: what the bot had written, and what the Kasubag made of it."""


def passages(
    recap: RecapSheet, leader: str, trend: tuple[PeriodMean, ...], kept: Kept, *, concept: bool = False
) -> tuple[Passage, ...]:
    """What was edited stands as long as the figures below it are those it was written for."""
    return tuple(_as_edited(one, kept.get(one.key)) for one in written(recap, leader, trend, concept=concept))


def _as_edited(written: Passage, kept: list[str] | None) -> Passage:
    if kept is None or kept[0] != written.text:
        return written
    return Passage(written.key, written.title, kept[1])


def written(
    recap: RecapSheet, leader: str, trend: tuple[PeriodMean, ...], *, concept: bool = False
) -> tuple[Passage, ...]:
    """As the bot writes it, in the order of the document. A concept is not said to be approved or kept."""
    office = _name(recap)
    common: dict[str, Param] = {"office": office, "period": recap.period}
    leading = [unit for unit in recap.units if unit.unit == leader]
    return (
        _passage("pengantar", _say("pengantar_concept" if concept else "pengantar", **common)),
        _passage("pendahuluan", _say("pendahuluan", **common)),
        _passage("kepala", "\n".join(_unit(one, recap) for one in leading) or _say("no_leader")),
        _passage("seksi", "\n".join(_office(recap, trend))),
        *(
            Passage(unit_key(at), unit.unit, _unit(unit, recap))
            for at, unit in enumerate(recap.units)
            if unit.unit != leader
        ),
        _passage("anggaran", " ".join(_budget(recap))),
        _passage("faktor", _say("faktor")),
        _passage("catatan", ""),  # beside what the leaders said, for whoever has to add to it
        _passage("penutup", _say("penutup_concept" if concept else "penutup", **common)),
    )


def _passage(key: str, words: str) -> Passage:
    return Passage(key, label(f"narasi.title_{key}"), words)


def _say(key: str, **params: Any) -> str:
    return plain(render(text(f"narasi.{key}", **params)))


def _name(recap: RecapSheet) -> str:
    """ "Kecamatan Dolopo", however the kop writes it."""
    return recap.letterhead.office.title()


def _unit(unit: UnitRecap, recap: RecapSheet) -> str:
    known = [line for line in unit.lines if line.percent is not None]
    if unit.mean is None or not known:
        return _say("unit_open", unit=unit.unit)
    facts = {"unit": unit.unit, "lines": len(unit.lines), "valued": len(known), "mean": unit.mean, "grade": unit.grade}
    return " ".join([_say("unit", **facts), *_extremes(known), *_below(known, recap.threshold)])


def _reached(line: Line) -> Decimal:
    return line.percent if line.percent is not None else Decimal(0)


def _extremes(known: list[Line]) -> Iterator[str]:
    best, worst = max(known, key=_reached), min(known, key=_reached)
    if best.percent != worst.percent:
        yield _say("extremes", best=best.indicator, most=best.percent, worst=worst.indicator, least=worst.percent)


def _below(known: list[Line], threshold: Decimal) -> Iterator[str]:
    below = sum(below_threshold(_reached(line), threshold) for line in known)
    if below:
        yield _say("below", below=below, threshold=threshold)


def _office(recap: RecapSheet, trend: tuple[PeriodMean, ...]) -> Iterator[str]:
    if recap.mean is None:
        yield _say("office_open")
    else:
        facts = {"mean": recap.mean, "grade": recap.grade, "below": recap.below, "threshold": recap.threshold}
        yield " ".join([_say("office", **facts), *_compared(recap.mean, trend)])
    absent = [unit.unit for unit in recap.units if unit.status in NOT_SUBMITTED]
    if absent:
        reason = [_say("left_out", reason=recap.left_out_reason)] if recap.left_out_reason else []
        yield " ".join([_say("absent", units=", ".join(absent)), *reason])


def _compared(mean: Decimal, trend: tuple[PeriodMean, ...]) -> Iterator[str]:
    before = next((one for one in reversed(trend) if one.mean is not None), None)
    if before is None or before.mean is None:
        return
    if before.mean == mean:
        yield _say("same", period=before.period)
    else:
        yield _say("rise" if before.mean < mean else "fall", period=before.period, before=before.mean)


def _budget(recap: RecapSheet) -> Iterator[str]:
    if recap.absorption is None or recap.anggaran is None or recap.pagu is None:
        yield _say("budget_open")
        return
    facts = {"period": recap.period, "absorption": recap.absorption, "grade": recap.absorption_grade}
    yield _say("budget", **facts, spent=recap.anggaran, pagu=recap.pagu)
    if recap.unreported:
        yield _say("budget_rest", unreported=recap.unreported)
