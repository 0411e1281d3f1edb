"""What a Data Induk would change of the office as it stands, row by row and column by column, as the import sees it."""

from collections.abc import Callable, Hashable, Iterator, Mapping, Sequence
from dataclasses import dataclass, field, replace
from decimal import Decimal
from typing import Any, Generic

from bot.documents import master_names as names
from bot.documents.master_cells import written
from bot.documents.master_checks import DESCRIBES
from bot.documents.master_office import SETTINGS
from bot.documents.master_plan import HISTORY, HOLIDAYS, INDICATORS, PERSONS, ROLES, STEPS, UNITS, Plan
from bot.documents.sheets import CellValue, Row
from bot.workflow.master import Amended, Amendment, IndicatorData, MasterData, recognised
from bot.workflow.numbers import format_number

ORDER = "Urutan"


@dataclass(frozen=True)
class Words:
    """What people and indicators are called, in either state."""

    persons: Mapping[str, str]
    indicators: Mapping[int, str]


@dataclass(frozen=True)
class Compared(Generic[Row]):
    """One sheet: what tells its rows apart, what a row is called, and which columns are compared.

    `comes`: whether a new row is told of; `figures`: with what stands in it; `stays`: whether the import leaves a row
    as it is that is gone.
    """

    plan: Plan[Row]
    key: Callable[[Row], Hashable]
    label: Callable[[Row, Words], str]
    columns: Sequence[str]
    comes: bool = True
    figures: bool = False
    stays: Callable[[Row], bool] = field(default=lambda _: False)


def _title(one: IndicatorData) -> str:
    return f"{one.number}. {one.name}"


SHEETS: tuple[Compared[Any], ...] = (
    Compared(
        PERSONS,
        lambda one: one.key,
        lambda one, _: one.name,
        (names.NAME, names.SAPAAN, names.RANK, names.NIP),
        stays=lambda _: True,
    ),
    Compared(
        ROLES,
        lambda one: (one.person, one.role, one.unit, one.kind, one.starts_on),
        lambda one, words: f"{words.persons[one.person]}, {one.role} {one.unit}".strip(),
        (names.TITLE, names.SK_NUMBER, names.ENDS),
    ),
    Compared(UNITS, lambda one: one.name, lambda one, _: one.name, (names.LEADER,)),
    # What an indicator is, told once; then its targets of each year. A year that is gone stays as it is.
    Compared(
        INDICATORS,
        lambda one: one.number,
        lambda one, _: _title(one),
        tuple(DESCRIBES),
        comes=False,
        stays=lambda one: not one.active,
    ),
    Compared(
        INDICATORS,
        lambda one: (one.number, one.year),
        lambda one, _: f"{_title(one)} ({one.year})",
        (names.ANNUAL, *names.QUARTERS, names.UPPER, names.PAGU),
        figures=True,
        stays=lambda _: True,
    ),
    Compared(
        HISTORY,
        lambda one: (one.number, one.period),
        lambda one, words: f"{words.indicators[one.number]}, {one.when.label}",
        (names.REALISASI, names.ANGGARAN),
        stays=lambda _: True,
    ),
    Compared(
        HOLIDAYS,
        lambda one: one.day,
        lambda one, _: f"{written(one.day)} {one.name}" + (f" ({names.WORKED})" if one.working else ""),
        (names.HOLIDAY, names.WORKING),
    ),
    Compared(
        STEPS,
        lambda one: one.step,
        lambda one, _: f"{names.STEP} {one.step}",
        (names.STEP_ROLE, names.DURATION, names.DELEGATES, names.RUNGS, names.TOLD),
    ),
)


def differences(present: MasterData, new: MasterData) -> tuple[Amendment, ...]:
    """In the order of the sheets. What the import would leave alone although it is gone is no difference."""
    new = _in_keys_of(present, new)
    both = (*present.persons, *new.persons), (*present.indicators, *new.indicators)
    words = Words({one.key: one.name for one in both[0]}, {one.number: _title(one) for one in both[1]})
    rows = tuple(found for sheet in SHEETS for found in _compared(sheet, present, new, words))
    return (*_office(present, new), *rows, *_order(present, new))


def _in_keys_of(present: MasterData, new: MasterData) -> MasterData:
    """Whom a workbook calls by which key means nothing; who gets no role and never had one is not kept."""
    known = recognised(new.persons, present.persons)
    acting = {role.person for role in new.roles}
    keys = {one.key: known[one.key].key if one.key in known else f"+{one.key}" for one in new.persons}
    return replace(
        new,
        persons=tuple(replace(one, key=keys[one.key]) for one in new.persons if one.key in known or one.key in acting),
        roles=tuple(replace(one, person=keys[one.person]) for one in new.roles),
    )


def _compared(sheet: Compared[Row], present: MasterData, new: MasterData, words: Words) -> Iterator[Amendment]:
    old, now = ({sheet.key(row): row for row in sheet.plan.rows(data)} for data in (present, new))
    for key, row in now.items():
        if key in old:
            yield from _changed(sheet, old[key], row, words)
        elif sheet.comes:
            figures = _figures(sheet, row) if sheet.figures else ""
            yield Amendment(sheet.plan.name, Amended.ADDED, sheet.label(row, words), new=figures)
    for key, row in old.items():
        if key not in now and not sheet.stays(row):
            yield Amendment(sheet.plan.name, Amended.ENDED, sheet.label(row, words))


def _figures(sheet: Compared[Row], row: Row) -> str:
    """ "Target TW I 15, Target TW II 30": what of a new row is filled in."""
    shown = ((one.header, _shown(one.value(row, 0))) for one in sheet.plan.columns if one.header in sheet.columns)
    return ", ".join(f"{header} {value}" for header, value in shown if value)


def _changed(sheet: Compared[Row], before: Row, row: Row, words: Words) -> Iterator[Amendment]:
    what = sheet.label(row, words)
    for column in sheet.plan.columns:
        old, new = column.value(before, 0), column.value(row, 0)
        if column.header in sheet.columns and not _same(old, new):
            yield Amendment(sheet.plan.name, Amended.CHANGED, what, column.header, _shown(old), _shown(new))


def _same(old: CellValue, new: CellValue) -> bool:
    if isinstance(old, str) and isinstance(new, str):
        return old.strip() == new.strip()
    return old == new


def _shown(value: CellValue) -> str:
    """With every digit it has."""
    if isinstance(value, Decimal):
        exponent = value.normalize().as_tuple().exponent
        return format_number(value, max(0, -exponent) if isinstance(exponent, int) else 0)
    return "" if value is None else str(value).strip()


def _office(present: MasterData, new: MasterData) -> Iterator[Amendment]:
    for setting in SETTINGS:
        old, now = setting.show(present.office).strip(), setting.show(new.office).strip()
        if old != now:
            yield Amendment(names.OFFICE_SHEET, Amended.CHANGED, setting.label, "", old, now)


def _order(present: MasterData, new: MasterData) -> Iterator[Amendment]:
    """Papers and lists follow the order of the units."""
    old, now = ([one.name for one in data.units] for data in (present, new))
    before, after = [name for name in old if name in now], [name for name in now if name in old]
    if before != after:
        yield Amendment(names.UNITS_SHEET, Amended.CHANGED, ORDER, "", ", ".join(before), ", ".join(after))
