"""Makes surat_pengantar.docx, the template of bot/documents/letter.py.

Run `python -m bot.documents.templates.make_letter_template` after a change here, and commit both files. An office may
also edit the template in a word processor; the words in double braces are the ones the letter fills in.
"""

from pathlib import Path

from docx import Document
from docx.document import Document as DocumentObject
from docx.enum.table import WD_CELL_VERTICAL_ALIGNMENT, WD_TABLE_ALIGNMENT
from docx.enum.text import WD_ALIGN_PARAGRAPH
from docx.oxml import OxmlElement
from docx.oxml.ns import qn
from docx.shared import Cm, Pt, RGBColor
from docx.table import Table, _Cell
from docx.text.paragraph import Paragraph

from bot.documents.kop import WIDTHS, rule

OUT = Path(__file__).with_name("surat_pengantar.docx")
TEXT_WIDTH = 16.0  # cm: A4 less two margins of 2.5
CENTER = WD_ALIGN_PARAGRAPH.CENTER


def make() -> DocumentObject:
    document = Document()
    _properties(document)
    _page(document)
    _marks(document)
    _kop(document)
    _address(document)
    _title(document)
    _table(document)
    _foot(document)
    return document


def _properties(document: DocumentObject) -> None:
    about = document.core_properties
    about.title, about.author, about.comments, about.language = "Surat Pengantar", "", "", "id-ID"


def _page(document: DocumentObject) -> None:
    section = document.sections[0]
    section.page_width, section.page_height = Cm(21), Cm(29.7)
    section.left_margin = section.right_margin = section.top_margin = section.bottom_margin = Cm(2.5)
    style = document.styles["Normal"]
    style.font.name = "Arial"
    style.font.size = Pt(11)
    style.paragraph_format.space_after = Pt(0)
    # Without it a word processor underlines every Indonesian word as a mistake.
    language = OxmlElement("w:lang")
    language.set(qn("w:val"), "id-ID")
    style.element.get_or_add_rPr().append(language)


def _marks(document: DocumentObject) -> None:
    """Above the page while they apply: DATA CONTOH, KONSEP."""
    header = document.sections[0].header
    header.is_linked_to_previous = False
    first = header.paragraphs[0]
    _write(first, "{%p if sample %}")
    _coloured(header.add_paragraph(), "DATA CONTOH – seluruh nama dan angka hanya contoh", 9, RGBColor(0xB0, 0, 0x20))
    _write(header.add_paragraph(), "{%p endif %}")
    _write(header.add_paragraph(), "{%p if concept %}")
    _coloured(header.add_paragraph(), "K O N S E P", 22, RGBColor(0x99, 0x99, 0x99))
    _write(header.add_paragraph(), "{%p endif %}")


def _kop(document: DocumentObject) -> None:
    """With a lambang the lines stand beside it."""
    _write(document.add_paragraph(), "{%p if lambang %}")
    table = _bare_table(document, WIDTHS)
    _write(table.cell(0, 0).paragraphs[0], "{{ lambang }}")
    _kop_lines(table.cell(0, 1))
    for cell in table.rows[0].cells:
        cell.vertical_alignment = WD_CELL_VERTICAL_ALIGNMENT.CENTER
    _write(document.add_paragraph(), "{%p else %}")
    _kop_lines(document)
    _write(document.add_paragraph(), "{%p endif %}")
    rule(document.add_paragraph())


def _kop_lines(place: DocumentObject | _Cell) -> None:
    """The first paragraph of a cell is there already."""
    first = place.paragraphs[0] if isinstance(place, _Cell) else place.add_paragraph()
    _write(first, "{{ regency }}", size=12, align=CENTER)
    _write(place.add_paragraph(), "{{ office }}", size=16, bold=True, align=CENTER)
    for line in ("address", "contact"):
        place.add_paragraph(f"{{%p if {line} %}}")
        _write(place.add_paragraph(), f"{{{{ {line} }}}}", size=9, align=CENTER)
        place.add_paragraph("{%p endif %}")


def _address(document: DocumentObject) -> None:
    table = _bare_table(document, (8.8, 7.2))
    cell = table.cell(0, 1)
    _write(cell.paragraphs[0], "{{ place_and_date }}")
    cell.add_paragraph()
    _write(cell.add_paragraph(), "{{ addressee }}")


def _title(document: DocumentObject) -> None:
    document.add_paragraph()
    run = _write(document.add_paragraph(), "SURAT PENGANTAR", size=13, bold=True, align=CENTER).runs[0]
    run.underline = True
    _write(document.add_paragraph(), "Nomor : {{ number }}", align=CENTER)
    document.add_paragraph()


def _table(document: DocumentObject) -> None:
    table = document.add_table(rows=2, cols=4, style="Table Grid")
    table.alignment = WD_TABLE_ALIGNMENT.CENTER
    _widths(table, [TEXT_WIDTH * share / 100 for share in (7, 48, 15, 30)])
    for cell, name in zip(table.rows[0].cells, ("No", "Jenis yang dikirim", "Banyaknya", "Keterangan"), strict=True):
        _write(cell.paragraphs[0], name, size=10, bold=True, align=CENTER)
    for cell, text in zip(table.rows[1].cells, ("1.", "{{ item }}", "{{ quantity }}", "{{ remark }}"), strict=True):
        _write(cell.paragraphs[0], text)
    table.rows[1].cells[0].paragraphs[0].alignment = CENTER
    for cell in (*table.rows[0].cells, *table.rows[1].cells):
        spacing = cell.paragraphs[0].paragraph_format
        spacing.space_before = spacing.space_after = Pt(4)
    document.add_paragraph()


def _foot(document: DocumentObject) -> None:
    table = _bare_table(document, (8.5, 7.5))
    _receipt(table.cell(0, 0))
    _signature(table.cell(0, 1))


def _receipt(cell: _Cell) -> None:
    dots = "\t: …………………………"
    _write(cell.paragraphs[0], f"Diterima tanggal{dots}")
    for text in (
        "Penerima",
        f"Nama jabatan{dots}",
        "",
        "",
        "",
        "",
        f"Nama{dots}",
        f"NIP{dots}",
        f"Nomor telepon{dots}",
    ):
        _write(cell.add_paragraph(), text)
    for paragraph in cell.paragraphs:
        paragraph.paragraph_format.tab_stops.add_tab_stop(Cm(3.2))


def _signature(cell: _Cell) -> None:
    cell.paragraphs[0].add_run("{%p if behalf %}")
    _write(cell.add_paragraph(), "{{ behalf }}", align=CENTER)
    cell.add_paragraph("{%p endif %}")
    _write(cell.add_paragraph(), "{{ style }},", align=CENTER)
    for _ in range(5):
        cell.add_paragraph()
    _write(cell.add_paragraph(), "{{ name }}", bold=True, align=CENTER)
    for line, text in (("rank", "{{ rank }}"), ("nip", "NIP. {{ nip }}")):
        cell.add_paragraph(f"{{%p if {line} %}}")
        _write(cell.add_paragraph(), text, align=CENTER)
        cell.add_paragraph("{%p endif %}")


def _write(
    paragraph: Paragraph,
    text: str,
    *,
    size: float = 11,
    bold: bool = False,
    align: WD_ALIGN_PARAGRAPH | None = None,
) -> Paragraph:
    run = paragraph.add_run(text)
    run.font.size = Pt(size)
    run.bold = bold
    if align is not None:
        paragraph.alignment = align
    return paragraph


def _coloured(paragraph: Paragraph, text: str, size: float, colour: RGBColor) -> None:
    run = _write(paragraph, text, size=size, bold=True, align=CENTER).runs[0]
    run.font.color.rgb = colour


def _bare_table(document: DocumentObject, widths: tuple[float, ...]) -> Table:
    table: Table = document.add_table(rows=1, cols=len(widths))
    _widths(table, list(widths))
    return table


def _widths(table: Table, widths: list[float]) -> None:
    table.autofit = False
    for column, width in zip(table.columns, widths, strict=True):
        column.width = Cm(width)
        for cell in column.cells:
            cell.width = Cm(width)


if __name__ == "__main__":
    make().save(str(OUT))
