"""What the damage is done to: files as they come back from people, written by three programs."""

from functools import cache
from pathlib import Path

from bot.documents.master_workbook import master_workbook
from bot.documents.report_docx import report_docx
from demo.office import example_office
from tests.documents.document_samples import report

GOLDEN = Path(__file__).parent.parent / "tests" / "documents" / "golden"


@cache
def seeds() -> dict[str, bytes]:
    """By name; the ending says what it is."""
    forms = {path.name: path.read_bytes() for path in sorted(GOLDEN.glob("*.*")) if path.suffix != ".py"}
    return {**forms, "data-induk.xlsx": master_workbook(example_office()), "naskah.docx": report_docx(report())}
