"""An office's master data as a workbook ("Data Induk"): written for people to change, read back with all problems."""

from functools import partial

from python_calamine import CalamineError, PasswordError

from bot.documents import master_checks as checks
from bot.documents import master_names as names
from bot.documents import master_rows as rows
from bot.documents.limits import Reason, inspect_file, inspect_parts
from bot.documents.master_cells import sentence
from bot.documents.master_grid import Grids, Problems, open_grids
from bot.documents.master_office import SETTINGS, read_office
from bot.documents.master_rows import Rows, rows_of
from bot.documents.master_workbook import master_workbook
from bot.workflow.master import MasterData, OfficeData, Problem
from bot.workflow.policy import Policy, StepOverride

__all__ = ["master_workbook", "parse_master"]

LABELS = tuple(setting.label for setting in SETTINGS)


def parse_master(data: bytes) -> MasterData | tuple[Problem, ...]:
    """The master data, or everything that must be put right first; never raises for anything a file may contain."""
    problems: Problems = []
    grids = _opened(data, problems)
    if isinstance(grids, Reason):
        return (Problem("", "", sentence(grids)),)
    found = _read(grids)
    return tuple(sorted(problems, key=_place)) if found is None or problems else found


def _place(one: Problem) -> tuple[int, int, int, str]:
    """As the workbook is read: sheet by sheet, row by row, from left to right."""
    sheet = names.SHEETS.index(one.sheet) if one.sheet in names.SHEETS else -1
    letters = one.cell.rstrip("0123456789")
    return sheet, int(one.cell[len(letters) :] or 0), len(letters), letters


def _opened(data: bytes, problems: Problems) -> Grids | Reason:
    refused = inspect_file(data) or inspect_parts(data)
    if refused is not None:
        return refused
    try:
        return open_grids(data, problems)
    except PasswordError:
        return Reason.ENCRYPTED
    except CalamineError:
        return Reason.NOT_A_WORKBOOK
    except BaseException as error:
        # A damaged file can make calamine panic, which arrives as no Exception.
        if type(error).__name__ != "PanicException":
            raise
        return Reason.CRASHED


def _read(grids: Grids) -> MasterData | None:
    """None where a sheet or column is missing; every sheet is read and checked as far as that is possible."""
    office = _office(grids)
    persons = rows_of(grids, names.PERSONS_SHEET, rows.person)
    roles = rows_of(grids, names.ROLES_SHEET, rows.role)
    units = rows_of(grids, names.UNITS_SHEET, rows.unit)
    scores = dict((office.policy if office else Policy()).predicates)
    indicators = rows_of(grids, names.INDICATORS_SHEET, partial(rows.indicator, scores=scores))
    history = rows_of(grids, names.HISTORY_SHEET, rows.history)
    holidays = rows_of(grids, names.HOLIDAYS_SHEET, rows.holiday)
    checks.check_persons(persons or ())
    checks.check_units(units or ())
    checks.check_roles(roles or (), persons, units)
    checks.check_indicators(indicators or (), units)
    checks.check_history(history or (), indicators)
    checks.check_holidays(holidays or ())
    if units == ():
        grids.problems.append(Problem(names.UNITS_SHEET, "A2", sentence("no_units")))
    if office is None or None in (persons, roles, units, indicators, history, holidays):
        return None
    return MasterData(
        office,
        _values(persons),
        _values(roles),
        _values(units),
        _values(indicators),
        _values(history),
        tuple(one for one in _values(holidays) if one is not None),
    )


def _office(grids: Grids) -> OfficeData | None:
    line = grids.settings(LABELS)
    steps = rows_of(grids, names.STEPS_SHEET, rows.step)
    checks.once(steps or (), names.STEP, _step)
    if line is None or steps is None:
        return None
    return read_office(line, tuple(one.value for one in steps if one.value is not None))


def _step(one: StepOverride | None) -> str:
    return one.step if one else ""


def _values(found: Rows[rows.T]) -> tuple[rows.T, ...]:
    return tuple(one.value for one in found or ())
