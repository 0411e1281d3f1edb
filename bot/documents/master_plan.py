"""The workbook of master data as tables: which sheets it has, their columns from left to right, their drop-downs."""

from collections.abc import Callable, Mapping, Sequence
from dataclasses import dataclass, field
from typing import Any, Generic

from bot.documents import master_names as names
from bot.documents.master_cells import exact, written
from bot.documents.master_rules import show_delegates, show_rungs, show_told
from bot.documents.sheets import DECIMAL, TEXT, WHOLE, CellValue, Column, Row
from bot.texts.formats import nip
from bot.workflow.achievement import Aggregation, Direction
from bot.workflow.master import (
    HistoryData,
    HolidayData,
    IndicatorData,
    MasterData,
    PersonData,
    RoleData,
    UnitData,
)
from bot.workflow.periods import PeriodKind
from bot.workflow.policy import StepOverride
from bot.workflow.roles import Kind, Role
from bot.workflow.steps import BY_STEP, ROWS

LAST_ROW = 1000  # drop-downs reach so far below the rows there are
YES_NO = (names.YES, names.NO)


@dataclass(frozen=True)
class Plan(Generic[Row]):
    """`choices` are words to choose from, or the reference of a range that holds them."""

    name: str
    columns: tuple[Column[Row], ...]
    rows: Callable[[MasterData], Sequence[Row]]
    choices: Mapping[str, Sequence[str] | str] = field(default_factory=dict)


def _below(sheet: str, letter: str) -> str:
    return f"'{sheet}'!${letter}$2:${letter}${LAST_ROW}"


def _yes(value: bool) -> str:
    return names.YES if value else ""


def _quarter(index: int) -> Callable[[IndicatorData, int], CellValue]:
    return lambda one, _: exact(one.quarters[index])


def _override(data: MasterData) -> tuple[StepOverride, ...]:
    """Every step, those that nothing was changed about too."""
    own = {over.step: over for over in data.office.policy.steps}
    return tuple(own.get(row.step, StepOverride(row.step)) for row in ROWS)


PERSONS: Plan[PersonData] = Plan(
    names.PERSONS_SHEET,
    (
        Column(names.KEY, 20, lambda one, _: one.key, TEXT),
        Column(names.NAME, 36, lambda one, _: one.name, TEXT),
        Column(names.SAPAAN, 10, lambda one, _: one.sapaan, TEXT),
        Column(names.RANK, 24, lambda one, _: one.rank, TEXT),
        Column(names.NIP, 24, lambda one, _: nip(one.nip), TEXT),
    ),
    lambda data: data.persons,
    {names.SAPAAN: ("Bapak", "Ibu")},
)
ROLES: Plan[RoleData] = Plan(
    names.ROLES_SHEET,
    (
        Column(names.PERSON, 20, lambda one, _: one.person, TEXT),
        Column(names.ROLE, 14, lambda one, _: one.role.value, TEXT),
        Column(names.TITLE, 34, lambda one, _: one.title, TEXT),
        Column(names.UNIT, 26, lambda one, _: one.unit, TEXT),
        Column(names.KIND, 12, lambda one, _: one.kind.value, TEXT),
        Column(names.SK_NUMBER, 24, lambda one, _: one.sk_number, TEXT),
        Column(names.STARTS, 13, lambda one, _: written(one.starts_on), TEXT),
        Column(names.ENDS, 13, lambda one, _: written(one.ends_on), TEXT),
    ),
    lambda data: data.roles,
    {
        names.PERSON: _below(names.PERSONS_SHEET, "A"),
        names.ROLE: tuple(Role),
        names.UNIT: _below(names.UNITS_SHEET, "A"),
        names.KIND: tuple(Kind),
    },
)
UNITS: Plan[UnitData] = Plan(
    names.UNITS_SHEET,
    (
        Column(names.UNIT_NAME, 36, lambda one, _: one.name, TEXT),
        Column(names.LEADER, 16, lambda one, _: _yes(one.leader), TEXT),
    ),
    lambda data: data.units,
    {names.LEADER: YES_NO},
)
INDICATORS: Plan[IndicatorData] = Plan(
    names.INDICATORS_SHEET,
    (
        Column(names.NUMBER, 6, lambda one, _: one.number, align="center"),
        Column(names.UNIT, 22, lambda one, _: one.unit, TEXT),
        Column(names.SASARAN, 34, lambda one, _: one.sasaran, TEXT),
        Column(names.INDICATOR, 40, lambda one, _: one.name, TEXT),
        Column(names.SATUAN, 12, lambda one, _: one.satuan, TEXT),
        Column(names.DIRECTION, 10, lambda one, _: one.direction.value, TEXT),
        Column(names.AGGREGATION, 16, lambda one, _: one.aggregation.value, TEXT),
        Column(names.YEAR, 8, lambda one, _: one.year),
        Column(names.ANNUAL, 12, lambda one, _: exact(one.annual), DECIMAL, "right"),
        *(Column(name, 12, _quarter(index), DECIMAL, "right") for index, name in enumerate(names.QUARTERS)),
        Column(names.UPPER, 12, lambda one, _: exact(one.upper), DECIMAL, "right"),
        Column(names.PAGU, 18, lambda one, _: exact(one.pagu), WHOLE, "right"),
        Column(names.DEFINITION, 44, lambda one, _: one.definition, TEXT),
        Column(names.EVIDENCE, 28, lambda one, _: one.evidence, TEXT),
        Column(names.ACTIVE, 10, lambda one, _: names.YES if one.active else names.NO, TEXT),
    ),
    lambda data: data.indicators,
    {
        names.UNIT: _below(names.UNITS_SHEET, "A"),
        names.DIRECTION: tuple(Direction),
        names.AGGREGATION: tuple(Aggregation),
        names.ACTIVE: YES_NO,
    },
)
HISTORY: Plan[HistoryData] = Plan(
    names.HISTORY_SHEET,
    (
        Column(names.INDICATOR_NUMBER, 12, lambda one, _: one.number, align="center"),
        Column(names.YEAR, 8, lambda one, _: one.when.year),
        Column(names.PERIOD_KIND, 14, lambda one, _: one.when.kind.value, TEXT),
        Column(names.PERIOD_NUMBER, 12, lambda one, _: one.when.number),
        Column(names.REALISASI, 14, lambda one, _: exact(one.realisasi), DECIMAL, "right"),
        Column(names.ANGGARAN, 22, lambda one, _: exact(one.anggaran), WHOLE, "right"),
    ),
    lambda data: data.history,
    {names.PERIOD_KIND: tuple(PeriodKind)},
)
HOLIDAYS: Plan[HolidayData] = Plan(
    names.HOLIDAYS_SHEET,
    (
        Column(names.DAY, 14, lambda one, _: written(one.day), TEXT),
        Column(names.HOLIDAY, 44, lambda one, _: one.name, TEXT),
        Column(names.WORKING, 16, lambda one, _: _yes(one.working), TEXT),
    ),
    lambda data: data.holidays,
    {names.WORKING: YES_NO},
)
STEPS: Plan[StepOverride] = Plan(
    names.STEPS_SHEET,
    (
        Column(names.STEP, 10, lambda one, _: one.step.value, TEXT),
        Column(names.KEGIATAN, 80, lambda one, _: BY_STEP[one.step].kegiatan, TEXT),
        Column(names.STEP_ROLE, 16, lambda one, _: one.role.value if one.role else "", TEXT),
        Column(names.DURATION, 18, lambda one, _: one.duration.label if one.duration else "", TEXT),
        Column(names.DELEGATES, 24, lambda one, _: show_delegates(one.delegates), TEXT),
        Column(names.RUNGS, 36, lambda one, _: show_rungs(one.rungs), TEXT),
        Column(names.TOLD, 34, lambda one, _: show_told(one.told), TEXT),
    ),
    _override,
    {names.STEP_ROLE: tuple(Role)},
)
PLANS: tuple[Plan[Any], ...] = (PERSONS, ROLES, UNITS, INDICATORS, HISTORY, HOLIDAYS, STEPS)
