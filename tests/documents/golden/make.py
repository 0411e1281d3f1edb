"""Makes the golden workbooks anew: `python -m tests.documents.golden.make`, with LibreOffice on the PATH.

`form` is the bot's own workbook, filled with openpyxl. `moved` is written from nothing by XlsxWriter, as somebody
leaves it who sorts, moves, merges, hides and adds. LibreOffice saves copies of both in the formats it knows.
`silent` holds what it makes of formulas that come to an error, a figure and an empty text; `computed` a recap of
the bot with the results of its formulas.
"""

import subprocess
from io import BytesIO
from pathlib import Path
from tempfile import TemporaryDirectory

import xlsxwriter
from openpyxl import load_workbook
from xlsxwriter.worksheet import Worksheet

from bot.documents.columns import (
    FIELD_HEADERS,
    INDICATOR_HEADER,
    KEY_LABEL,
    NUMBER_HEADER,
    OFFICE_LABEL,
    PERIOD_LABEL,
    ROW_KEY_HEADER,
    UNIT_LABEL,
)
from bot.documents.form import FIRST, FORM_SHEET, HEADER_AT, form_workbook
from bot.documents.recap import recap_workbook
from bot.workflow.forms import Field
from tests.documents.golden.typed import PAPER, TYPED, Computed
from tests.documents.test_documents_recap_sheets import counted

HERE = Path(__file__).parent
COPIES = (
    ("form.xlsx", "xlsx", "xlsx"),
    ("form.xlsx", "xlsm", "xlsm:Calc MS Excel 2007 VBA XML"),
    ("form.xlsx", "ods", "ods"),
    ("form.xlsx", "xls", "xls:MS Excel 97"),
    ("moved.xlsx", "ods", "ods"),
    ("moved.xlsx", "xls", "xls:MS Excel 97"),
)
"""(from, ending, LibreOffice's name of the format)"""
MOVED_HEADERS = (
    ROW_KEY_HEADER, "Catatan saya", *reversed(tuple(FIELD_HEADERS.values())), "Satuan", INDICATOR_HEADER, NUMBER_HEADER,
)  # fmt: skip
SILENT = {
    (0, Field.REALISASI): "=1/0",
    (0, Field.ANGGARAN): "=NA()",
    (0, Field.PENGHAMBAT): '=""',
    (1, Field.REALISASI): "=40+2",
}
MOVED_AT = 12  # header row, counted from 0


def main() -> None:
    (HERE / "form.xlsx").write_bytes(filled())
    (HERE / "moved.xlsx").write_bytes(moved())
    for source, ending, form in COPIES:
        (HERE / f"{Path(source).stem}-libreoffice.{ending}").write_bytes(copied(HERE / source, ending, form))
    with TemporaryDirectory() as folder:
        computed = Path(folder) / "silent.xlsx"
        computed.write_bytes(silent())
        for ending in ("xlsx", "ods"):
            (HERE / "silent" / f"libreoffice.{ending}").write_bytes(copied(computed, ending, ending))
    compute_recap()


def compute_recap() -> None:
    with TemporaryDirectory() as folder:
        recap = Path(folder) / "rekapitulasi.xlsx"
        recap.write_bytes(recap_workbook(counted()))
        (HERE / "computed" / recap.name).write_bytes(copied(recap, "xlsx", "xlsx"))


def silent() -> bytes:
    """An error, a figure and an empty text in the first two lines, computed by nobody yet."""
    book = load_workbook(BytesIO(form_workbook(PAPER)))
    sheet = book[FORM_SHEET]
    columns = {str(cell.value): at for at, cell in enumerate(sheet[HEADER_AT], 1)}
    for (line, field), formula in SILENT.items():
        sheet.cell(FIRST + line, columns[FIELD_HEADERS[field]]).value = formula
    data = BytesIO()
    book.save(data)
    return data.getvalue()


def filled() -> bytes:
    """The form itself; a formula has no value yet, until a program has computed it."""
    book = load_workbook(BytesIO(form_workbook(PAPER)))
    sheet = book[FORM_SHEET]
    columns = {str(cell.value): at for at, cell in enumerate(sheet[HEADER_AT], 1)}
    for row, line in enumerate(PAPER.lines, FIRST):
        for field, typed in TYPED[line.entry_id].items():
            cell = sheet.cell(row, columns[FIELD_HEADERS[field]])
            cell.value = typed.formula if isinstance(typed, Computed) else typed
            if isinstance(typed, str):
                cell.data_type = "s"
    data = BytesIO()
    book.save(data)
    return data.getvalue()


def moved() -> bytes:
    """Another program's file: a sheet before, the title elsewhere, columns and rows in another order, some hidden."""
    data = BytesIO()
    book = xlsxwriter.Workbook(data, {"in_memory": True})
    book.add_worksheet("Hitungan").write_row(0, 0, ["Indikator", "Catatan"])
    sheet = book.add_worksheet("Isian kami")
    sheet.write(3, 2, f"{OFFICE_LABEL}: {PAPER.letterhead.named}")
    sheet.write(4, 2, f"{UNIT_LABEL}: {PAPER.unit}")
    sheet.write(5, 2, f"{PERIOD_LABEL}: {PAPER.period}")
    sheet.merge_range(7, 0, 8, 9, "Rekap sementara")
    sheet.write_row(MOVED_AT, 0, MOVED_HEADERS)
    _moved_rows(sheet)
    sheet.merge_range(MOVED_AT + 20, 0, MOVED_AT + 20, 4, "Jumlah")
    sheet.set_column(0, 0, 9, None, {"hidden": True})
    sheet.set_row(MOVED_AT + 3, None, None, {"hidden": True})
    key = book.add_worksheet("Sheet3")
    key.write_row(0, 0, [KEY_LABEL, PAPER.key])
    key.very_hidden()
    book.close()
    return data.getvalue()


def _moved_rows(sheet: Worksheet) -> None:
    """From the last indicator to the first, with an empty row and one of somebody's own between them."""
    at = MOVED_AT
    for line in reversed(PAPER.lines):
        at += 3 if line.number == 5 else 1
        if line.number == 5:
            sheet.write(at - 1, MOVED_HEADERS.index("Catatan saya"), "tanyakan dahulu")
        facts = {ROW_KEY_HEADER: line.entry_id, INDICATOR_HEADER: line.indicator, NUMBER_HEADER: line.number}
        for header, fact in facts.items():
            sheet.write(at, MOVED_HEADERS.index(header), fact)
        for field, typed in TYPED[line.entry_id].items():
            _write(sheet, at, field, typed)


def _write(sheet: Worksheet, row: int, field: Field, typed: str | float | Computed) -> None:
    column = MOVED_HEADERS.index(FIELD_HEADERS[field])
    if isinstance(typed, Computed):
        sheet.write_formula(row, column, typed.formula, None, typed.value)
    elif isinstance(typed, str):
        sheet.write_string(row, column, typed)
    else:
        sheet.write_number(row, column, typed)


def copied(source: Path, ending: str, form: str) -> bytes:
    with TemporaryDirectory() as folder:
        profile = f"-env:UserInstallation=file://{folder}/profile"
        office = ["soffice", profile, "--headless", "--convert-to", form, "--outdir", folder, str(source)]
        subprocess.run(office, check=True, capture_output=True)
        return (Path(folder) / f"{source.stem}.{ending}").read_bytes()


if __name__ == "__main__":
    main()
