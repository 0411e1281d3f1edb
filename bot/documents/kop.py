"""What the kop of a Word file is made of: how large the lambang is, and the double line."""

from docx.oxml import OxmlElement
from docx.oxml.ns import qn
from docx.shared import Cm, Length, Pt
from docx.text.paragraph import Paragraph

from bot.documents.picture import size_of

WIDTHS = (2.2, 11.6, 2.2)
"""Centimetres: of the lambang, the lines, and as much at the right, so that the lines are in the middle of the page."""
HIGHEST, WIDEST = Cm(2.2), Cm(2)


def fitted(png: bytes) -> dict[str, Length]:
    """As high or as wide as there is room for; the other side follows."""
    width, height = size_of(png) or (1, 1)
    return {"width": WIDEST} if width * HIGHEST > height * WIDEST else {"height": HIGHEST}


def rule(paragraph: Paragraph) -> None:
    """The double line under the kop; python-docx has no call for it."""
    borders = OxmlElement("w:pBdr")
    bottom = OxmlElement("w:bottom")
    for name, value in (("val", "thinThickSmallGap"), ("sz", "18"), ("space", "1"), ("color", "000000")):
        bottom.set(qn(f"w:{name}"), value)
    borders.append(bottom)
    paragraph._p.get_or_add_pPr().append(borders)
    paragraph.paragraph_format.space_after = Pt(8)
    paragraph.paragraph_format.line_spacing = Pt(4)
