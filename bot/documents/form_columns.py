"""The form's columns from left to right: what is shown, what is typed, and what the sheet computes beside it."""

from collections.abc import Iterable, Mapping, Sequence
from decimal import Decimal

from openpyxl.utils import get_column_letter

from bot.documents.columns import (
    FIELD_HEADERS,
    INDICATOR_HEADER,
    NUMBER_HEADER,
    PAGU_HEADER,
    PERCENT_HEADER,
    ROW_KEY_HEADER,
    STATE_HEADER,
)
from bot.documents.form_marks import remarks
from bot.documents.form_notes import predicate_range, reason_range, scale_range
from bot.documents.formulas import (
    STATES,
    absorption_formula,
    grade_formula,
    percent_formula,
    state_formula,
    target_text,
)
from bot.documents.sheets import DECIMAL, PERCENT, TEXT, WHOLE, CellValue, Column
from bot.workflow.achievement import round2
from bot.workflow.forms import Field
from bot.workflow.numbers import format_number
from bot.workflow.papers import FormSheet, Line

Columns = tuple[Column[Line], ...]
Letters = Mapping[str, str]
"""In which column each header stands; formulas look it up when they are written, once all columns are known."""


def letters_of(columns: Sequence[Column[Line]]) -> Letters:
    return {column.header: get_column_letter(index) for index, column in enumerate(columns, 1)}


def _wide(least: float, values: Iterable[Decimal | None], places: int = 2) -> float:
    """Wide enough for the longest figure: a spreadsheet shows #### for what does not fit."""
    return max([least, *(len(format_number(value, places)) + 1 for value in values if value is not None)])


def form_columns(paper: FormSheet) -> Columns:
    """What is typed stands as near to the indicator as can be, in the order in which the chat asks for it."""
    at: dict[str, str] = {}
    lines = paper.lines
    columns = (
        Column(NUMBER_HEADER, 4, lambda line, _: line.number, align="center"),
        Column(INDICATOR_HEADER, 24, lambda line, _: line.indicator, TEXT),
        *_remarks(paper),
        Column("Satuan", 8, lambda line, _: line.satuan, TEXT, "center"),
        Column(
            "Target periode",
            _wide(8, (line.target for line in lines)),
            lambda line, _: target_text(line),
            DECIMAL,
            "right",
        ),
        Column(
            "Realisasi periode lalu",
            _wide(8, (line.last_realisasi for line in lines)),
            lambda line, _: line.written(line.last_realisasi),
            DECIMAL,
            "right",
        ),
        Column(
            FIELD_HEADERS[Field.REALISASI],
            _wide(10, (line.realisasi for line in lines)),
            lambda line, _: line.written(line.realisasi),
            DECIMAL,
            "right",
        ),
        *_reached(paper, at),
        Column(FIELD_HEADERS[Field.REASON], 13, lambda line, _: line.reason, TEXT),
        *_money(paper, at),
        Column(FIELD_HEADERS[Field.PENGHAMBAT], 18, lambda line, _: line.penghambat, TEXT),
        Column(FIELD_HEADERS[Field.TINDAK_LANJUT], 18, lambda line, _: line.tindak_lanjut, TEXT),
        Column(FIELD_HEADERS[Field.PENDORONG], 18, lambda line, _: line.pendorong, TEXT),
        Column(ROW_KEY_HEADER, 9, lambda line, _: line.entry_id),
    )
    at.update(letters_of(columns))
    return columns


def _remarks(paper: FormSheet) -> Columns:
    """What was wrong in the workbook that came back, and what a return says about single lines; else absent."""
    columns: list[Column[Line]] = []
    if paper.marks:
        columns.append(Column("Perlu diperbaiki", 24, lambda line, _: remarks(paper, line), TEXT))
    if any(line.comment or line.old is not None for line in paper.lines):
        columns.append(Column("Catatan pengembalian", 22, lambda line, _: line.comment, TEXT))
        columns.append(Column("Nilai sebelumnya", 11, lambda line, _: line.written(line.old), DECIMAL, "right"))
    return tuple(columns)


def _reached(paper: FormSheet, at: Letters) -> Columns:
    if paper.submitted_at:
        return _as_submitted()
    scores = predicate_range(paper)

    def cells(row: int) -> Mapping[Field, str]:
        return {field: f"{at[header]}{row}" for field, header in FIELD_HEADERS.items() if header in at}

    def percent(line: Line, row: int) -> CellValue:
        return percent_formula(line, cells(row)[Field.REALISASI], paper.down, scores)

    def state(line: Line, row: int) -> CellValue:
        return state_formula(line, cells(row), f"{at[PERCENT_HEADER]}{row}", reason_range(paper), paper.threshold)

    return (
        Column(PERCENT_HEADER, 8, percent, PERCENT, "right"),
        Column("Predikat", 12, lambda _, row: grade_formula(f"{at[PERCENT_HEADER]}{row}", scale_range(paper)),
               align="center", shows=tuple(name for _, name in paper.bands)),
        Column(STATE_HEADER, 11, state, align="center", shows=STATES),
    )  # fmt: skip


def _as_submitted() -> Columns:
    """In plain figures, for whoever only looks at it."""
    return (
        Column(
            PERCENT_HEADER, 8, lambda line, _: None if line.percent is None else round2(line.percent), PERCENT, "right"
        ),
        Column("Predikat", 12, lambda line, _: line.grade, TEXT, "center"),
        Column(STATE_HEADER, 11, lambda *_: "Diserahkan", TEXT, "center"),
    )


def _money(paper: FormSheet, at: Letters) -> Columns:
    """Absent from a form of which no line has a pagu: nobody is asked for what was spent there."""
    lines = paper.lines
    if not any(line.pagu is not None for line in lines):
        return ()
    spent = FIELD_HEADERS[Field.ANGGARAN]

    def absorbed(_: Line, row: int) -> CellValue:
        return absorption_formula(f"{at[PAGU_HEADER]}{row}", f"{at[spent]}{row}")

    return (
        Column(PAGU_HEADER, _wide(11, (line.pagu for line in lines), 0), lambda line, _: line.pagu, WHOLE, "right"),
        Column(spent, _wide(11, (line.anggaran for line in lines), 0), lambda line, _: line.anggaran, WHOLE, "right"),
        Column("Serapan (%)", 8, absorbed, PERCENT, "right"),
    )
