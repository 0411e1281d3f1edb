"""Surat Pengantar as a Word file, filled into the template an office may adapt."""

from html import escape
from io import BytesIO
from pathlib import Path
from typing import Any

from docxtpl import DocxTemplate, InlineImage  # type: ignore[import-untyped]

from bot.documents.kop import fitted
from bot.documents.timeless import timeless
from bot.documents.words import clean, long_date
from bot.workflow.papers import CoverLetter

TEMPLATE = Path(__file__).parent / "templates" / "surat_pengantar.docx"
BLANK = "……………………………"


def letter_docx(paper: CoverLetter, lambang: bytes | None = None) -> bytes:
    """`lambang`: a PNG for the kop."""
    template = DocxTemplate(TEMPLATE)
    picture = InlineImage(template, BytesIO(lambang), **fitted(lambang)) if lambang else ""
    template.render(_context(paper) | {"lambang": picture})
    data = BytesIO()
    template.save(data)
    return timeless(data.getvalue())


def _context(paper: CoverLetter) -> dict[str, Any]:
    head, signer = paper.letterhead, paper.signer
    day = long_date(paper.dated) if paper.dated else BLANK
    words = {
        "regency": head.regency.upper(),
        "office": head.office.upper(),
        "address": head.address,
        "contact": head.contact,
        "place_and_date": f"{head.place}, {day}" if head.place else day,
        "addressee": "Yth. " + "\n".join(paper.addressee),
        "number": paper.number or BLANK,
        "item": paper.item,
        "quantity": paper.quantity,
        "remark": paper.remark,
        "behalf": f"a.n. {paper.behalf_of}" if paper.behalf_of else "",
        "style": signer.style,
        "name": signer.name or BLANK,
        "rank": signer.rank,
        "nip": signer.nip,
    }
    return {**{name: _text(line) for name, line in words.items()}, "sample": head.sample, "concept": paper.concept}


def _text(words: str) -> str:
    """As XML holds it; without any "_", since docxtpl makes "{{" of "{_{", whoever wrote that."""
    return escape(clean(words), quote=False).replace("_", "&#95;")
