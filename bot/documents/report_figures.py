"""What the Dokumen shows of its figures beside the tables: predikat counted, realisasi over the periods."""

from collections import Counter
from collections.abc import Mapping
from dataclasses import dataclass
from decimal import Decimal

from bot.texts.say import plain, render, text
from bot.workflow.papers import Line, RecapSheet
from bot.workflow.periods import parse_key

MOST_EARLIER = 4


@dataclass(frozen=True)
class Row:
    """An indicator over the periods; `change` says which way it went since the last one that is known."""

    unit: str
    number: int
    indicator: str
    satuan: str
    values: tuple[Decimal | str | None, ...]
    change: str


@dataclass(frozen=True)
class Development:
    periods: tuple[str, ...]  # as heads of columns, this one last
    rows: tuple[Row, ...]


def grades(recap: RecapSheet) -> tuple[tuple[str, int], ...]:
    """Predikat of the indicators with how many have it, the best first: as a higher percentage comes before a lower."""
    highest: dict[str, Decimal] = {}
    for line in recap.lines:
        percent = Decimal(-1) if line.percent is None else line.percent
        highest[line.grade] = max(highest.get(line.grade, percent), percent)
    counted = Counter(line.grade for line in recap.lines)
    return tuple((grade, counted[grade]) for grade in sorted(highest, key=lambda one: -highest[one]))


def development(recap: RecapSheet) -> Development:
    """Empty where no earlier period is known."""
    keys = sorted({key for line in recap.lines for key, value in line.earlier if value is not None}, key=parse_key)
    shown = keys[-MOST_EARLIER:]
    rows = tuple(
        Row(unit.unit, line.number, line.indicator, line.satuan, _values(line, shown), _change(line))
        for unit in recap.units
        for line in unit.lines
        if any(value is not None for key, value in line.earlier if key in shown)
    )
    return Development((*map(short, shown), "Periode ini"), rows)


def short(key: str) -> str:
    """ "TW III 2026": the head of a narrow column."""
    period = parse_key(key)
    return f"{period.short.replace('Triwulan', 'TW')} {period.year}"


def _values(line: Line, keys: list[str]) -> tuple[Decimal | str | None, ...]:
    known: Mapping[str, Decimal | None] = dict(line.earlier)
    return tuple(line.written(value) for value in (*(known.get(key) for key in keys), line.realisasi))


def _change(line: Line) -> str:
    before = next((value for _, value in reversed(line.earlier) if value is not None), None)
    if before is None or line.realisasi is None:
        return "–"
    return "tetap" if before == line.realisasi else "naik" if before < line.realisasi else "turun"


def counting(recap: RecapSheet) -> str:
    """How averages and categories come about: the cap of the one, the bands of the other."""
    cap = text("dokumen.no_cap") if recap.cap is None else text("dokumen.cap", cap=recap.cap)
    return f"{plain(render(cap))} {recap.scale_rule}"
