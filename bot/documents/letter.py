"""Surat Pengantar as a Word file, filled into the template an office may adapt."""

from io import BytesIO
from pathlib import Path
from typing import Any

from docxtpl import DocxTemplate  # type: ignore[import-untyped]

from bot.documents.words import clean, long_date
from bot.workflow.papers import CoverLetter

TEMPLATE = Path(__file__).parent / "templates" / "surat_pengantar.docx"
BLANK = "……………………………"


def letter_docx(paper: CoverLetter) -> bytes:
    template = DocxTemplate(TEMPLATE)
    template.render(_context(paper), autoescape=True)
    data = BytesIO()
    template.save(data)
    return data.getvalue()


def _context(paper: CoverLetter) -> dict[str, Any]:
    head, signer = paper.letterhead, paper.signer
    words = {
        "regency": head.regency.upper(),
        "office": head.office.upper(),
        "address": head.address,
        "contact": head.contact,
        "place_and_date": f"{head.place}, {long_date(paper.dated)}" if head.place else long_date(paper.dated),
        "addressee": "Yth. " + "\n".join(paper.addressee),
        "number": paper.number or BLANK,
        "item": paper.item,
        "quantity": paper.quantity,
        "remark": paper.remark,
        "style": signer.style,
        "name": signer.name or BLANK,
        "rank": signer.rank,
        "nip": signer.nip,
    }
    cleaned = {name: clean(text) for name, text in words.items()}
    return {**cleaned, "sample": head.sample, "concept": paper.concept}
