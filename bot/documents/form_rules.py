"""What the form checks and colours while it is being filled; the bot judges anew what comes back."""

from collections.abc import Iterable, Mapping

from openpyxl.formatting.rule import Rule
from openpyxl.styles import PatternFill
from openpyxl.styles.differential import DifferentialStyle
from openpyxl.worksheet.datavalidation import DataValidation
from openpyxl.worksheet.worksheet import Worksheet

from bot.documents import sheets
from bot.documents.columns import FIELD_HEADERS, PERCENT_HEADER
from bot.documents.form_notes import reason_range
from bot.workflow.achievement import Direction
from bot.workflow.forms import Field
from bot.workflow.papers import FormSheet, Line

HINTS: Mapping[Field, str] = {
    Field.REALISASI: "Isi dengan angka, misalnya 1234,56. Bila data belum tersedia, kosongkan dan pilih alasannya.",
    Field.ANGGARAN: "Isi dengan angka rupiah tanpa titik, misalnya 1500000.",
    Field.REASON: "Pilih salah satu alasan dari daftar, atau kosongkan.",
}


def add_rules(sheet: Worksheet, paper: FormSheet, letters: Mapping[str, str], first: int) -> None:
    """`letters` says in which column each header stands, `first` is the row of the first line."""
    rows = {row: line for row, line in enumerate(paper.lines, first) if line.open}
    if not rows:
        return
    for field, rule in _rules(paper).items():
        asked = [row for row, line in rows.items() if _takes(field, line)]
        _add(sheet, field, rule, [f"{letters[FIELD_HEADERS[field]]}{row}" for row in asked])
    _warn_below(sheet, paper, letters, first)


def _rules(paper: FormSheet) -> Mapping[Field, DataValidation]:
    rules = {
        Field.REALISASI: DataValidation("decimal", operator="between", formula1="-1E+15", formula2="1E+15"),
        Field.ANGGARAN: DataValidation("decimal", operator="between", formula1="0", formula2="1E+15"),
    }
    if paper.reasons:
        rules[Field.REASON] = DataValidation("list", formula1=reason_range(paper))
    return rules


def _takes(field: Field, line: Line) -> bool:
    """A predikat (WTP, BB) may be typed as it is."""
    return field is not Field.REALISASI or line.direction != Direction.GRADE


def _add(sheet: Worksheet, field: Field, rule: DataValidation, cells: Iterable[str]) -> None:
    rule.allow_blank = True
    rule.errorStyle, rule.showErrorMessage = "stop", True
    rule.errorTitle, rule.error = "Isian tidak sesuai", HINTS[field]
    rule.promptTitle, rule.prompt, rule.showInputMessage = FIELD_HEADERS[field], HINTS[field], True
    for cell in cells:
        rule.add(cell)
    if rule.sqref.ranges:
        sheet.add_data_validation(rule)


def _warn_below(sheet: Worksheet, paper: FormSheet, letters: Mapping[str, str], first: int) -> None:
    """A low capaian turns red; the explanations it makes compulsory turn orange until they are written."""
    last = first + len(paper.lines) - 1
    percent = f"${letters[PERCENT_HEADER]}{first}"
    low = f"AND(ISNUMBER({percent}),{percent}<{paper.threshold:f})"
    _colour(sheet, letters[PERCENT_HEADER], (first, last), low, sheets.LOW_FILL)
    for field in (Field.PENGHAMBAT, Field.TINDAK_LANJUT):
        letter = letters[FIELD_HEADERS[field]]
        _colour(sheet, letter, (first, last), f'AND({low},TRIM(${letter}{first})="")', sheets.NEEDED_FILL)


def _colour(sheet: Worksheet, letter: str, rows: tuple[int, int], formula: str, fill: PatternFill) -> None:
    rule = Rule(type="expression", dxf=DifferentialStyle(fill=fill), formula=[formula])
    sheet.conditional_formatting.add(f"{letter}{rows[0]}:{letter}{rows[1]}", rule)
