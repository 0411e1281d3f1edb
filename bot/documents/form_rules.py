"""What the form checks and colours while it is being filled; the bot judges anew what comes back."""

from collections.abc import Callable, Iterator
from dataclasses import dataclass

from openpyxl.formatting.rule import Rule
from openpyxl.styles import PatternFill
from openpyxl.styles.differential import DifferentialStyle
from openpyxl.worksheet.datavalidation import DataValidation
from openpyxl.worksheet.worksheet import Worksheet

from bot.documents import sheets
from bot.documents.columns import FIELD_HEADERS, PERCENT_HEADER, STATE_HEADER
from bot.documents.form_columns import Letters
from bot.documents.form_notes import predicate_range, reason_range
from bot.documents.formulas import CHECK, FILLED, UNEXPLAINED
from bot.texts.say import label
from bot.workflow.achievement import Direction
from bot.workflow.forms import MOST_AS_FRACTION, Field
from bot.workflow.papers import FormSheet, Line


def asked(line: Line) -> tuple[Field, ...]:
    """What may be typed for a line: what was spent only where there is a pagu, and nothing where it is locked."""
    return tuple(field for field in Field if line.open and (field is not Field.ANGGARAN or line.pagu is not None))


def _graded(line: Line) -> bool:
    return line.direction == Direction.GRADE


def _figure(_: FormSheet) -> DataValidation:
    return DataValidation("decimal", operator="between", formula1="-1E+15", formula2="1E+15")


def _amount(_: FormSheet) -> DataValidation:
    return DataValidation("decimal", operator="between", formula1="0", formula2="1E+15")


def _predicate(paper: FormSheet) -> DataValidation:
    return DataValidation("list", formula1=predicate_range(paper, codes_only=True))


def _reason(paper: FormSheet) -> DataValidation:
    return DataValidation("list", formula1=reason_range(paper))


def _every(_: Line) -> bool:
    return True


@dataclass(frozen=True)
class Check:
    """`lines` are those whose cell of the field is checked so; what is not `strict` is offered only."""

    field: Field
    hint: str
    rule: Callable[[FormSheet], DataValidation]
    lines: Callable[[Line], bool] = _every
    strict: bool = True


CHECKS: tuple[Check, ...] = (
    Check(Field.REALISASI, "sheet.hint_realisasi", _figure, lambda line: not line.share and not _graded(line)),
    Check(Field.REALISASI, "sheet.hint_share", _figure, lambda line: line.share and not _graded(line)),
    Check(Field.REALISASI, "sheet.hint_predikat", _predicate, _graded, strict=False),
    Check(Field.ANGGARAN, "sheet.hint_anggaran", _amount),
    Check(Field.REASON, "sheet.hint_reason", _reason),
)


def add_rules(sheet: Worksheet, paper: FormSheet, letters: Letters, first: int) -> None:
    """`letters` says in which column each header stands, `first` is the row of the first line."""
    if not any(line.open for line in paper.lines):
        return
    for check in CHECKS:
        letter = letters.get(FIELD_HEADERS[check.field])
        rows = [row for row, line in enumerate(paper.lines, first) if check.field in asked(line) and check.lines(line)]
        rule = check.rule(paper)
        if letter and rows and rule.formula1:
            _explain(rule, check)
            for row in rows:
                rule.add(f"{letter}{row}")
            sheet.add_data_validation(rule)
    for cells, formula, fill in _colours(paper, letters, first):
        look = Rule(type="expression", dxf=DifferentialStyle(fill=fill), formula=[formula])
        sheet.conditional_formatting.add(cells, look)


def _explain(rule: DataValidation, check: Check) -> None:
    rule.allow_blank, rule.errorStyle, rule.showErrorMessage = True, "stop", check.strict
    rule.errorTitle, rule.error = label("sheet.hint_title"), label(check.hint)
    rule.promptTitle, rule.prompt, rule.showInputMessage = FIELD_HEADERS[check.field], rule.error, True


def _colours(paper: FormSheet, letters: Letters, first: int) -> Iterator[tuple[str, str, PatternFill]]:
    """(cells, formula of the first of them, colour): a low capaian is red; the explanations it makes compulsory, and a
    percentage that looks like a fraction, are orange until they are put right."""
    last = first + len(paper.lines) - 1
    percent, state = letters[PERCENT_HEADER], letters[STATE_HEADER]
    low = f"AND(ISNUMBER(${percent}{first}),${percent}{first}<{paper.threshold:f})"
    yield f"{percent}{first}:{percent}{last}", low, sheets.LOW_FILL
    for field in (Field.PENGHAMBAT, Field.TINDAK_LANJUT):
        letter = letters[FIELD_HEADERS[field]]
        yield f"{letter}{first}:{letter}{last}", f'AND({low},TRIM(${letter}{first})="")', sheets.NEEDED_FILL
    for words, fill in ((UNEXPLAINED, sheets.NEEDED_FILL), (CHECK, sheets.LOW_FILL), (FILLED, sheets.DONE_FILL)):
        yield f"{state}{first}:{state}{last}", f'${state}{first}="{words}"', fill
    realisasi = letters[FIELD_HEADERS[Field.REALISASI]]
    for row, line in enumerate(paper.lines, first):
        if line.open and line.share and line.target is not None and line.target > MOST_AS_FRACTION:
            cell = f"{realisasi}{row}"
            yield cell, f"AND(ISNUMBER({cell}),{cell}>0,{cell}<={MOST_AS_FRACTION})", sheets.NEEDED_FILL
