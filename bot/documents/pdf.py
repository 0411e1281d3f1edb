"""Papers laid out by typst: the data goes in as JSON and is only ever text there, never markup."""

import json
from functools import cache
from pathlib import Path

import typst

from bot.documents.report_figures import development, grades
from bot.documents.words import plain
from bot.texts.say import label
from bot.workflow.charting import RecapChart
from bot.workflow.papers import CoverLetter, Disposition, RecapSheet, ReceiptSheet
from bot.workflow.reports import Report, judged
from bot.workflow.standing import StatusSheet

HERE = Path(__file__).parent
TEMPLATES = HERE / "templates"
FONTS = HERE / "fonts"
PHONE_PPI = 216.0
"""Of a page 360 points wide."""
PRINT_PPI = 200.0
MOST_PIXELS = 16_000
"""Divided by the rows of a picture: dots an inch at which its sides together stay below 10,000 pixels, the most that
the Bot API takes for a photo."""


def disposition(paper: Disposition) -> bytes:
    return _compile("disposition.typ", paper)


def receipts(paper: ReceiptSheet) -> bytes:
    return _compile("receipts.typ", paper)


def report(paper: Report) -> bytes:
    more = {"judged": judged(paper.compliance.steps), "grades": grades(paper.recap), "bases": legal_bases()}
    return _compile("report.typ", paper, **more, development=plain(development(paper.recap)))


def legal_bases() -> tuple[str, ...]:
    """What the Dokumen rests on, a regulation a line."""
    return tuple(label("dokumen.bases").strip().split("\n"))


def letter_pdf(paper: CoverLetter) -> bytes:
    return _compile("letter.typ", paper)


def status_picture(sheet: StatusSheet) -> bytes:
    """A PNG 1080 pixels wide, as wide as a phone shows it; less where there are so many units that a photo could not
    be as high as that."""
    rows = sum(3 + 2 * len(cycle.tasks) + len(cycle.units) for cycle in sheet.cycles) + 2 * len(sheet.postponed)
    return _picture("status.typ", sheet, min(PHONE_PPI, MOST_PIXELS / (14 + rows)))


def unit_chart(recap: RecapSheet) -> bytes:
    """A PNG of the units' averages, as a Word file shows it."""
    return _picture("unit_chart.typ", recap, PRINT_PPI)


def _picture(template: str, paper: object, ppi: float) -> bytes:
    png = _compiler(template, paper).compile(format="png", ppi=ppi)
    if not isinstance(png, bytes):
        raise TypeError("the picture has several pages")
    return png


def chart_picture(sheet: RecapChart) -> bytes:
    """A PNG as wide as a phone shows it."""
    return _picture("chart.typ", sheet, PHONE_PPI)


def _compile(template: str, paper: Disposition | ReceiptSheet | Report | CoverLetter, **more: object) -> bytes:
    compiler = _compiler(template, paper, **more)
    # A fixed creation time: the same paper gives the same bytes.
    pdf = compiler.compile(format="pdf", timestamp=0)
    if not isinstance(pdf, bytes):
        raise TypeError(f"{template} gave no single file")
    return pdf


def _compiler(template: str, paper: object, **more: object) -> typst.Compiler:
    """`more`: what follows from the paper, counted here and not in the template."""
    return typst.Compiler(
        input=TEMPLATES / template,
        root=TEMPLATES,
        font_paths=_fonts(),
        sys_inputs={"data": json.dumps(plain(paper) | more, ensure_ascii=False)},
    )


@cache
def _fonts() -> typst.Fonts:
    """Only the fonts beside this file, so that every machine breaks lines alike."""
    return typst.Fonts(include_system_fonts=False, include_embedded_fonts=True, font_paths=[FONTS])
