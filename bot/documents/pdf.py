"""Papers laid out by typst: the data goes in as JSON and is only ever text there, never markup."""

import json
from functools import cache
from pathlib import Path

import typst

from bot.documents.words import plain
from bot.workflow.papers import CoverLetter, Disposition, ReceiptSheet, Report

HERE = Path(__file__).parent
TEMPLATES = HERE / "templates"
FONTS = HERE / "fonts"


def disposition(paper: Disposition) -> bytes:
    return _compile("disposition.typ", paper)


def receipts(paper: ReceiptSheet) -> bytes:
    return _compile("receipts.typ", paper)


def report(paper: Report) -> bytes:
    return _compile("report.typ", paper)


def letter_pdf(paper: CoverLetter) -> bytes:
    return _compile("letter.typ", paper)


def _compile(template: str, paper: Disposition | ReceiptSheet | Report | CoverLetter) -> bytes:
    compiler = typst.Compiler(
        input=TEMPLATES / template,
        root=TEMPLATES,
        font_paths=_fonts(),
        sys_inputs={"data": json.dumps(plain(paper), ensure_ascii=False)},
    )
    # A fixed creation time: the same paper gives the same bytes.
    pdf = compiler.compile(format="pdf", timestamp=0)
    if not isinstance(pdf, bytes):
        raise TypeError(f"{template} gave no single file")
    return pdf


@cache
def _fonts() -> typst.Fonts:
    """Only the fonts beside this file, so that every machine breaks lines alike."""
    return typst.Fonts(include_system_fonts=False, include_embedded_fonts=True, font_paths=[FONTS])
