"""Live formulas of the form, so that a unit sees its capaian and predikat while typing; the bot computes anew.

They say in a workbook's language what bot/workflow/achievement.py says in Python; a test compares the two.
"""

from collections.abc import Mapping
from decimal import Decimal

from bot.documents.sheets import Formula
from bot.texts.formats import number
from bot.workflow.achievement import Direction, DownFormula, State
from bot.workflow.forms import Field
from bot.workflow.papers import Line

FILLED, EMPTY, CHECK, UNEXPLAINED = "Terisi", "Kosong", "Periksa", "Perlu penjelasan"
NOT_ASSESSED, LOCKED = "Tidak dinilai", "Terkunci"
"""What the form says of a line while it is being filled."""
STATES = (FILLED, EMPTY, CHECK, UNEXPLAINED)
MISSING = (EMPTY, CHECK, UNEXPLAINED)


def target_text(line: Line) -> Decimal | str | None:
    """The target as a number, by its code, or "a – b" where it is a range."""
    if line.target is None or line.upper is None:
        return line.written(line.target)
    return f"{number(line.target)} – {number(line.upper)}"


def percent_formula(line: Line, realisasi: str, down: DownFormula, scores: str = "") -> Formula | str | None:
    """Capaian in percent of the cell `realisasi`, at least zero, to two decimals; empty while it cannot be computed.

    `scores` is where the codes of predikat stand beside their scores.
    """
    if not _assessed(line):
        return State.NOT_ASSESSED.value
    if scores and line.direction == Direction.GRADE and line.target is not None and line.target > 0:
        score = f"IF(ISNUMBER({realisasi}),{realisasi},VLOOKUP(TRIM({realisasi}),{scores},2,FALSE))"
        return Formula(f'=IF({realisasi}="","",IFERROR(ROUND(MAX(0,{score}/{line.target:f}*100),2),""))')
    ratio = _ratio(line, realisasi, down)
    return Formula(f'=IF(ISNUMBER({realisasi}),ROUND(MAX(0,{ratio}),2),"")') if ratio else None


def _assessed(line: Line) -> bool:
    return line.target != 0 or line.direction not in (Direction.UP, Direction.GRADE)


def _ratio(line: Line, cell: str, down: DownFormula) -> str | None:
    if line.target is None:
        return None
    if line.direction == Direction.RANGE:
        return None if line.upper is None else _within(line.target, line.upper, cell)
    if line.target < 0:
        return None
    return _down(line.target, cell, down) if line.direction == Direction.DOWN else f"{cell}/{line.target:f}*100"


def _down(target: Decimal, cell: str, down: DownFormula) -> str:
    if target == 0:
        return f"IF({cell}<=0,100,0)"
    if down is DownFormula.LINEAR:
        return f"(2*{target:f}-{cell})/{target:f}*100"
    return f"IF({cell}<=0,100,{target:f}/{cell}*100)"


def _within(one: Decimal, other: Decimal, cell: str) -> str:
    lower, upper = sorted((one, other))
    below = f"{cell}/{lower:f}*100" if lower > 0 else "0"
    above = f"(2*{upper:f}-{cell})/{upper:f}*100" if upper > 0 else "0"
    return f"IF({cell}<{lower:f},{below},IF({cell}>{upper:f},{above},100))"


def grade_formula(percent: str, scale: str) -> Formula:
    """Predikat by the lower bounds in the first column of `scale`, sorted upwards; its second column has the names."""
    return Formula(f'=IF(ISNUMBER({percent}),VLOOKUP({percent},{scale},2,TRUE),"")')


def absorption_formula(pagu: str, spent: str) -> Formula:
    return Formula(f'=IF(AND(ISNUMBER({pagu}),ISNUMBER({spent})),IF({pagu}>0,ROUND({spent}/{pagu}*100,2),""),"")')


def state_formula(
    line: Line, cells: Mapping[Field, str], percent: str, reasons: str, threshold: Decimal
) -> Formula | str:
    """Whether anything of this line is missing, as bot/workflow/forms.py judges it.

    `cells` is where its fields are, `reasons` where the choices of a reason are.
    """
    if not line.open:
        return LOCKED
    if not _assessed(line):
        return NOT_ASSESSED
    realisasi, reason = cells[Field.REALISASI], cells[Field.REASON]
    blank = f'TRIM({realisasi})=""'
    silent = ",".join(f'TRIM({cells[field]})=""' for field in (Field.PENGHAMBAT, Field.TINDAK_LANJUT))
    low = f'IF(AND({percent}<{threshold:f},OR({silent})),"{UNEXPLAINED}","{FILLED}")'
    valued = f'IF(ISNUMBER({percent}),{low},IF(ISNUMBER({realisasi}),"{FILLED}","{CHECK}"))'
    known = f"ISNUMBER(MATCH({reason},{reasons},0))" if reasons else "FALSE"
    excused = f'IF(AND({blank},{known}),"{FILLED}","{CHECK}")'
    return Formula(f'=IF(TRIM({reason})<>"",{excused},IF({blank},"{EMPTY}",{valued}))')


def progress_formula(states: str, lines: int) -> Formula:
    """ "Lengkap 3 dari 8", of the cells with the lines' states."""
    missing = "".join(f'-COUNTIF({states},"{state}")' for state in MISSING)
    return Formula(f'="Lengkap "&({lines}{missing})&" dari {lines}"')
