"""Rows of the workbook of master data as what they describe, each kept with its line so that a check can name cells."""

from collections.abc import Callable, Mapping
from dataclasses import dataclass
from decimal import Decimal
from typing import Generic, TypeVar

from bot.documents import master_names as names
from bot.documents.form_parser import Raw
from bot.documents.master_cells import (
    UnreadError,
    amount,
    choice,
    day,
    figure,
    filled,
    line,
    nip,
    sentence,
    some_day,
    text,
    whole,
    yes,
    yes_unless_no,
)
from bot.documents.master_grid import Grids, Line
from bot.documents.master_plan import PLANS
from bot.documents.master_rules import read_delegates, read_duration, read_rungs, read_told
from bot.workflow.achievement import Aggregation, Direction, parse_predicate
from bot.workflow.master import HistoryData, HolidayData, IndicatorData, PersonData, RoleData, UnitData
from bot.workflow.periods import MONTHS_IN, Period, PeriodKind
from bot.workflow.policy import StepOverride
from bot.workflow.roles import Kind, Role
from bot.workflow.steps import Step

T = TypeVar("T")

HEADERS = {plan.name: tuple(column.header for column in plan.columns) for plan in PLANS}
YEARS = whole(2000, 2100)
NUMBERS = whole(1, 9999)


@dataclass(frozen=True)
class Read(Generic[T]):
    line: Line
    value: T


Rows = tuple[Read[T], ...] | None
"""None where the sheet or one of its columns is missing: nothing can be said of what refers to it."""


def rows_of(grids: Grids, sheet: str, read: Callable[[Line], T]) -> Rows[T]:
    lines = grids.lines(sheet, HEADERS[sheet])
    return None if lines is None else tuple(Read(one, read(one)) for one in lines)


def person(row: Line) -> PersonData:
    return PersonData(
        key=row.read(names.KEY, line, ""),
        name=row.read(names.NAME, line, ""),
        sapaan=row.read(names.SAPAAN, line, ""),
        rank=row.read(names.RANK, text, ""),
        nip=row.read(names.NIP, nip, ""),
    )


def role(row: Line) -> RoleData:
    return RoleData(
        person=row.read(names.PERSON, line, ""),
        role=row.read(names.ROLE, choice(Role), Role.ADMIN),
        title=row.read(names.TITLE, line, ""),
        unit=row.read(names.UNIT, _name, ""),
        kind=row.read(names.KIND, choice(Kind, Kind.DEFINITIVE), Kind.DEFINITIVE),
        sk_number=row.read(names.SK_NUMBER, text, ""),
        starts_on=row.read(names.STARTS, day, None),
        ends_on=row.read(names.ENDS, day, None),
    )


def unit(row: Line) -> UnitData:
    return UnitData(row.read(names.UNIT_NAME, line, ""), row.read(names.LEADER, yes, False))


def indicator(row: Line, scores: Mapping[str, Decimal]) -> IndicatorData:
    """`scores`: the office's predicates, by which a target may be written."""
    direction = row.read(names.DIRECTION, choice(Direction), Direction.UP)
    target = _grade(scores) if direction is Direction.GRADE else figure
    first, second, third, fourth = (row.read(name, target, None) for name in names.QUARTERS)
    return IndicatorData(
        number=row.read(names.NUMBER, NUMBERS, 0),
        unit=row.read(names.UNIT, line, ""),
        sasaran=row.read(names.SASARAN, text, ""),
        name=row.read(names.INDICATOR, filled, ""),
        satuan=row.read(names.SATUAN, text, ""),
        direction=direction,
        aggregation=row.read(names.AGGREGATION, choice(Aggregation), Aggregation.LAST),
        year=row.read(names.YEAR, YEARS, 0),
        annual=row.read(names.ANNUAL, target, None),
        quarters=(first, second, third, fourth),
        upper=row.read(names.UPPER, figure, None),
        pagu=row.read(names.PAGU, amount, None),
        definition=row.read(names.DEFINITION, text, ""),
        evidence=row.read(names.EVIDENCE, text, ""),
        active=row.read(names.ACTIVE, yes_unless_no, True),
    )


def history(row: Line) -> HistoryData:
    kind = row.read(names.PERIOD_KIND, choice(PeriodKind), PeriodKind.QUARTER)
    number = row.read(names.PERIOD_NUMBER, whole(1, 12), 1)
    last = 12 // MONTHS_IN[kind]
    if number > last:
        row.refuse(names.PERIOD_NUMBER, sentence("no_period", kind=kind, high=last))
    return HistoryData(
        number=row.read(names.INDICATOR_NUMBER, NUMBERS, 0),
        period=Period(row.read(names.YEAR, YEARS, 0), kind, number).key,
        realisasi=row.read(names.REALISASI, figure, None),
        anggaran=row.read(names.ANGGARAN, amount, None),
    )


def holiday(row: Line) -> HolidayData | None:
    found = row.read(names.DAY, some_day, None)
    name, working = row.read(names.HOLIDAY, text, ""), row.read(names.WORKING, yes, False)
    return HolidayData(found, name, working) if found else None


def step(row: Line) -> StepOverride | None:
    """None for a step that stays as the SOP has it."""
    which = row.read(names.STEP, choice(Step), Step.ORDER)
    over = StepOverride(
        which,
        role=row.read(names.STEP_ROLE, _role_or_none, None),
        duration=row.read(names.DURATION, read_duration, None),
        delegates=row.read(names.DELEGATES, read_delegates, None),
        rungs=row.read(names.RUNGS, read_rungs, None),
        told=row.read(names.TOLD, read_told, None),
    )
    return None if over == StepOverride(which) else over


def _name(raw: Raw) -> str:
    """As `line`, where nothing is meant by nothing."""
    return " ".join(text(raw).split())


def _role_or_none(raw: Raw) -> Role | None:
    return choice(Role)(raw) if text(raw) else None


def _grade(scores: Mapping[str, Decimal]) -> Callable[[Raw], Decimal | None]:
    """A predicate's score: WTP, BB, or the score itself."""

    def read(raw: Raw) -> Decimal | None:
        try:
            return figure(raw)
        except UnreadError:
            score = parse_predicate(text(raw), scores)
            if score is None:
                raise
            return score

    return read
