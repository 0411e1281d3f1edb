"""Papers laid out by typst: the data goes in as JSON and is only ever text there, never markup."""

import json
import struct
from functools import cache
from pathlib import Path

import typst

from bot.documents.report_figures import counting, development, grades
from bot.documents.words import plain
from bot.texts.say import label
from bot.workflow.charting import RecapChart
from bot.workflow.papers import CoverLetter, Disposition, RecapSheet, ReceiptSheet
from bot.workflow.reports import ComplianceSheet, Report, judged
from bot.workflow.standing import StatusSheet

HERE = Path(__file__).parent
TEMPLATES = HERE / "templates"
FONTS = HERE / "fonts"
PHONE_PPI = 216.0
"""Of a page 360 points wide."""
PRINT_PPI = 200.0
DRAFT_PPI = 18.0
"""At which a picture is made first, to see how high it comes."""
MOST_PIXELS = 9_900
"""Of a picture's two sides together; the Bot API takes no photo with more than 10,000."""


def disposition(paper: Disposition, lambang: bytes | None = None) -> bytes:
    return _compile("disposition.typ", paper, lambang)


def receipts(paper: ReceiptSheet, lambang: bytes | None = None) -> bytes:
    return _compile("receipts.typ", paper, lambang)


def report(paper: Report, lambang: bytes | None = None) -> bytes:
    more: dict[str, object] = {
        "judged": judged(paper.compliance.steps),
        "grades": grades(paper.recap),
        "bases": legal_bases(),
    }
    more["counting"] = counting(paper.recap)
    return _compile("report.typ", paper, lambang, **more, development=development(paper.recap))


def compliance(paper: ComplianceSheet, lambang: bytes | None = None) -> bytes:
    return _compile("compliance.typ", paper, lambang, judged=judged(paper.compliance.steps))


def legal_bases() -> tuple[str, ...]:
    """What the Dokumen rests on, a regulation a line."""
    return tuple(label("dokumen.bases").strip().split("\n"))


def letter_pdf(paper: CoverLetter, lambang: bytes | None = None) -> bytes:
    return _compile("letter.typ", paper, lambang)


def status_picture(sheet: StatusSheet) -> bytes:
    """A PNG 1080 pixels wide, as wide as a phone shows it; less where a photo could not be as high as that."""
    return _photo("status.typ", sheet)


def unit_chart(recap: RecapSheet) -> bytes:
    """A PNG of the units' averages, as a Word file shows it."""
    return _picture("unit_chart.typ", recap, PRINT_PPI)


def _picture(template: str, paper: object, ppi: float) -> bytes:
    return _drawn(_compiler(template, paper), ppi)


def _photo(template: str, paper: object) -> bytes:
    compiler = _compiler(template, paper)
    width, height = struct.unpack(">II", _drawn(compiler, DRAFT_PPI)[16:24])  # where a PNG says its size
    return _drawn(compiler, min(PHONE_PPI, DRAFT_PPI * MOST_PIXELS / (width + height)))


def _drawn(compiler: typst.Compiler, ppi: float) -> bytes:
    png = compiler.compile(format="png", ppi=ppi)
    if not isinstance(png, bytes):
        raise TypeError("the picture has several pages")
    return png


def chart_picture(sheet: RecapChart) -> bytes:
    """A PNG as wide as a phone shows it."""
    return _photo("chart.typ", sheet)


def _compile(template: str, paper: object, lambang: bytes | None, **more: object) -> bytes:
    """`lambang`: a PNG for the kop."""
    compiler = _compiler(template, paper, lambang, **more)
    # A fixed creation time: the same paper gives the same bytes.
    pdf = compiler.compile(format="pdf", timestamp=0)
    if not isinstance(pdf, bytes):
        raise TypeError(f"{template} gave no single file")
    return pdf


def _compiler(template: str, paper: object, lambang: bytes | None = None, **more: object) -> typst.Compiler:
    """`more`: what follows from the paper, counted here and not in the template."""
    facts = plain(paper) | {name: plain(value) for name, value in more.items()}
    return typst.Compiler(
        input=TEMPLATES / template,
        root=TEMPLATES,
        font_paths=_fonts(),
        sys_inputs={"data": json.dumps(facts, ensure_ascii=False), "lambang": json.dumps(list(lambang or b""))},
    )


@cache
def _fonts() -> typst.Fonts:
    """Only the fonts beside this file, so that every machine breaks lines alike."""
    return typst.Fonts(include_system_fonts=False, include_embedded_fonts=True, font_paths=[FONTS])
