"""The Dokumen as a Word file, for the Kasubag to edit: the narrative can be changed and comes back, the tables cannot.

What stands under a heading is the passage of that heading; whatever is not to be edited is in a table. The paragraphs
of a passage have a style of its own besides, by which they are known again under a heading that was written anew.
"""

from collections.abc import Callable, Iterator, Mapping, Sequence
from io import BytesIO
from itertools import count

from docx import Document
from docx.document import Document as DocumentObject
from docx.enum.table import WD_CELL_VERTICAL_ALIGNMENT
from docx.enum.text import WD_ALIGN_PARAGRAPH
from docx.oxml import OxmlElement
from docx.oxml.ns import qn
from docx.shared import Cm, Pt, RGBColor
from docx.styles.style import ParagraphStyle
from docx.table import Table
from docx.text.paragraph import Paragraph

from bot.documents.kop import WIDTHS, fitted, rule
from bot.documents.naskah import KEY_LABEL, style_of
from bot.documents.pdf import legal_bases, unit_chart
from bot.documents.report_figures import counting
from bot.documents.timeless import timeless
from bot.documents.words import clean, long_date
from bot.texts.formats import number, percent, rupiah
from bot.texts.say import Param, label, plain, render, text
from bot.workflow.papers import Letterhead, Line, RecapSheet, UnitRecap
from bot.workflow.reports import Passage, Report, judged, unit_key

CENTER = WD_ALIGN_PARAGRAPH.CENTER
GREY, RED = RGBColor(0x99, 0x99, 0x99), RGBColor(0xB0, 0, 0x20)
HIGHEST = Cm(23)
DASH = "–"
WIDTH = 16
"""Centimetres between the margins."""
ROMAN = ("", "I", "II", "III", "IV", "V", "VI", "VII")
Texts = Sequence[str]
"""A row of a table, cell by cell."""
HEADS = ("No", "Indikator", "Satuan", "Target", "Realisasi", "Capaian", "Predikat")
BUDGET_HEADS = ("Unit", "Pagu", "Realisasi", "Serapan")
FACTOR_HEADS = ("No", "Indikator", "Faktor pendorong", "Faktor penghambat", "Tindak lanjut")


def report_docx(paper: Report, lambang: bytes | None = None) -> bytes:
    """`lambang`: a PNG for the kop."""
    document = Document()
    _look(document, paper)
    _cover(document, paper, lambang)
    chapter = count(1)
    for passage in paper.narrative:
        _chapter(document, paper, passage, chapter)
    _signature(document, paper)
    _key(document, paper)
    data = BytesIO()
    document.save(data)
    return timeless(data.getvalue())


def _look(document: DocumentObject, paper: Report) -> None:
    section = document.sections[0]
    section.page_width, section.page_height = Cm(21), Cm(29.7)
    section.left_margin = section.right_margin = section.top_margin = section.bottom_margin = Cm(2.5)
    about = document.core_properties
    about.title, about.author, about.keywords, about.language = "Dokumen Data Capaian Kinerja", "", paper.key, "id-ID"
    normal = _paragraph_style(document, "Normal")
    normal.font.name, normal.font.size = "Arial", Pt(11)
    # Without it a word processor underlines every Indonesian word as a mistake.
    language = OxmlElement("w:lang")
    language.set(qn("w:val"), "id-ID")
    normal.element.get_or_add_rPr().append(language)
    for level, size in ((1, 13), (2, 11)):
        heading = _paragraph_style(document, f"Heading {level}")
        heading.font.name, heading.font.size, heading.font.color.rgb = "Arial", Pt(size), RGBColor(0, 0, 0)
        heading.element.get_or_add_rPr().get_or_add_rFonts().set(qn("w:asciiTheme"), "")
    for passage in paper.narrative:
        style = document.styles.add_style(style_of(passage.key), 1)
        style.base_style = normal
    header = section.header.paragraphs[0]
    if paper.letterhead.sample:
        _marked(header, "DATA CONTOH – seluruh nama dan angka hanya contoh", 9, RED)
    if paper.concept:
        _marked(section.header.add_paragraph(), "K O N S E P", 22, GREY)


def _paragraph_style(document: DocumentObject, name: str) -> ParagraphStyle:
    found = document.styles[name]
    if not isinstance(found, ParagraphStyle):
        raise TypeError(f"{name} is no style of paragraphs")
    return found


def _marked(paragraph: object, words: str, size: float, colour: RGBColor) -> None:
    run = paragraph.add_run(words)  # type: ignore[attr-defined]
    run.bold, run.font.size, run.font.color.rgb = True, Pt(size), colour
    paragraph.alignment = CENTER  # type: ignore[attr-defined]


def _write(document: DocumentObject, words: str, size: float = 11, *, bold: bool = False, center: bool = False) -> None:
    _put(document.add_paragraph(), words, size, bold=bold, center=center)


def _put(paragraph: Paragraph, words: str, size: float, *, bold: bool = False, center: bool = False) -> None:
    run = paragraph.add_run(clean(words))
    run.bold, run.font.size = bold, Pt(size)
    if center:
        paragraph.alignment = CENTER


def _cover(document: DocumentObject, paper: Report, lambang: bytes | None) -> None:
    head = paper.letterhead
    if lambang:
        _kop(document, head, lambang)
    else:
        _write(document, head.regency.upper(), 12, center=True)
        _write(document, head.office.upper(), 16, bold=True, center=True)
    _write(document, "DOKUMEN DATA CAPAIAN KINERJA", 18, bold=True, center=True)
    _write(document, "Kepala Perangkat Daerah dan Kepala Seksi/PPTK", center=True)
    _write(document, paper.recap.period.upper(), 13, bold=True, center=True)
    _write(document, label("dokumen.naskah"), 9)


def _kop(document: DocumentObject, head: Letterhead, lambang: bytes) -> None:
    table: Table = document.add_table(rows=1, cols=len(WIDTHS))
    table.autofit = False
    for column, cell, width in zip(table.columns, table.rows[0].cells, WIDTHS, strict=True):
        column.width = cell.width = Cm(width)
        cell.vertical_alignment = WD_CELL_VERTICAL_ALIGNMENT.CENTER
    at_left, lines, _ = table.rows[0].cells
    at_left.paragraphs[0].add_run().add_picture(BytesIO(lambang), **fitted(lambang))
    _put(lines.paragraphs[0], head.regency.upper(), 12, center=True)
    _put(lines.add_paragraph(), head.office.upper(), 16, bold=True, center=True)
    for words in filter(None, (head.address, head.contact)):
        _put(lines.add_paragraph(), words, 9, center=True)
    for cell in table.rows[0].cells:
        for paragraph in cell.paragraphs:
            paragraph.paragraph_format.space_after = Pt(0)
    rule(document.add_paragraph())


def _chapter(document: DocumentObject, paper: Report, passage: Passage, chapter: Iterator[int]) -> None:
    unit = _unit_of(paper, passage.key)
    below = unit is not None and passage.key != "kepala"
    numbered = "" if below or passage.key == "pengantar" else f"BAB {ROMAN[next(chapter)]} "
    document.add_heading(clean(numbered + passage.title), 2 if below else 1)
    for line in clean(passage.text).split("\n"):
        document.add_paragraph(line, style_of(passage.key))
    if unit is not None:
        _unit_table(document, unit)
    if passage.key in PARTS:
        PARTS[passage.key](document, paper)


def _chart(document: DocumentObject, png: bytes) -> None:
    """As wide as the text, unless it would be higher than a page."""
    picture = document.add_picture(BytesIO(png), Cm(16))
    if picture.height > HIGHEST:
        picture.width, picture.height = int(picture.width * HIGHEST / picture.height), HIGHEST


def _introduction(document: DocumentObject, paper: Report) -> None:
    recap, (of, kept) = paper.recap, judged(paper.compliance.steps)
    facts = (
        ("based_on", "\n".join(legal_bases())),
        ("at_period", _say("period", period=recap.period, version=recap.version, at=recap.made_at)),
        ("at_schedule", _say("kept", of=of, kept=kept)),
        ("at_counting", counting(recap)),
    )
    _table(document, (), [(label(f"dokumen.{name}"), words) for name, words in facts], (25, 75))


def _notes(document: DocumentObject, paper: Report) -> None:
    told = [one for one in paper.compliance.decisions if one.text and one.leading]
    lines = [_say("note", verdict=one.verdict, by=one.by, version=one.version, words=one.text) for one in told]
    if paper.leader_note and paper.leader_note not in {one.text for one in told}:
        lines.insert(0, paper.leader_note)
    _table(document, (), [(line,) for line in lines or [label("dokumen.no_notes")]], (100,))


def _say(key: str, **params: Param) -> str:
    return plain(render(text(f"dokumen.{key}", **params)))


def _unit_of(paper: Report, key: str) -> UnitRecap | None:
    by_key = {unit_key(at): unit for at, unit in enumerate(paper.recap.units)}
    leading = next((unit for unit in paper.recap.units if unit.unit == paper.leader_unit), None)
    return leading if key == "kepala" else by_key.get(key)


def _table(document: DocumentObject, heads: Texts, rows: Sequence[Texts], shares: Sequence[int]) -> Table:
    """`shares` of the width of the page, in percent; a row of one text is as wide as all of them."""
    table: Table = document.add_table(rows=0, cols=len(shares), style="Table Grid")
    table.autofit = False
    if heads:
        _row(table, heads, bold=True)
        head = table.rows[0]._tr.get_or_add_trPr()
        head.append(OxmlElement("w:tblHeader"))  # repeated on every page
    for texts in rows:
        _row(table, texts)
    for column, share in zip(table.columns, shares, strict=True):
        column.width = Cm(WIDTH * share / 100)
    for row in table.rows:
        for cell, share in zip(row.cells, shares, strict=True):
            cell.width = Cm(WIDTH * share / 100)
    document.add_paragraph()
    return table


def _row(table: Table, texts: Texts, *, bold: bool = False) -> None:
    cells = table.add_row().cells  # type: ignore[no-untyped-call]
    for cell, words in zip(cells, texts, strict=False):
        if not words:
            continue
        run = cell.paragraphs[0].add_run(clean(words))
        run.font.size, run.bold = Pt(9), bold


def _merged(table: Table, at: int, last: int) -> None:
    """The first cells of a row as one, up to the cell `last`; what stands in the first of them is bold."""
    cells = table.rows[at].cells
    cells[0].merge(cells[last])
    for run in cells[0].paragraphs[0].runs:
        run.bold = True


def _unit_table(document: DocumentObject, unit: UnitRecap) -> None:
    mean = DASH if unit.mean is None else percent(unit.mean)
    rows = [*map(_line, unit.lines), ("Rata-rata capaian", "", "", "", "", mean, unit.grade)]
    _merged(_table(document, HEADS, rows, (5, 29, 13, 12, 13, 12, 16)), len(rows), 4)


def _line(line: Line) -> Texts:
    target, reached = (_figure(line, value) for value in (line.target, line.realisasi))
    achieved = DASH if line.percent is None else percent(line.percent)
    return (str(line.number), line.indicator, line.satuan, target, reached, achieved, line.grade)


def _figure(line: Line, value: object) -> str:
    shown = line.written(value)  # type: ignore[arg-type]
    return DASH if shown is None else shown if isinstance(shown, str) else number(shown)


def _budget_table(document: DocumentObject, paper: Report) -> None:
    rows = [_money(unit.unit, unit) for unit in paper.recap.units]
    _table(document, BUDGET_HEADS, [*rows, _money("Jumlah", paper.recap)], (40, 22, 22, 16))


def _money(name: str, facts: UnitRecap | RecapSheet) -> Texts:
    amounts = (DASH if value is None else rupiah(value) for value in (facts.pagu, facts.anggaran))
    return (name, *amounts, DASH if facts.absorption is None else percent(facts.absorption))


def _factor_table(document: DocumentObject, paper: Report) -> None:
    """In one table, the unit above its lines: a heading of it would make a passage of what stands below."""
    rows: list[Texts] = []
    units: list[int] = []
    for unit in paper.recap.units:
        told = [line for line in unit.lines if line.pendorong or line.penghambat or line.tindak_lanjut]
        if told:
            units.append(len(rows) + 1)
            rows += [(unit.unit,), *map(_factors, told)]
    if rows:
        table = _table(document, FACTOR_HEADS, rows, (5, 23, 24, 24, 24))
        for at in units:
            _merged(table, at, len(FACTOR_HEADS) - 1)


def _factors(line: Line) -> Texts:
    return (str(line.number), line.indicator, line.pendorong, line.penghambat, line.tindak_lanjut)


PARTS: Mapping[str, Callable[[DocumentObject, Report], None]] = {
    "pendahuluan": _introduction,
    "seksi": lambda document, paper: _chart(document, unit_chart(paper.recap)),
    "anggaran": _budget_table,
    "faktor": _factor_table,
    "catatan": _notes,
}
"""What the data has to say below a passage."""


def _signature(document: DocumentObject, paper: Report) -> None:
    """In a table without lines, which is no part of the last passage."""
    signer, place = paper.signer, paper.letterhead.place
    day = long_date(paper.archived_at)
    name, nip = signer.name or "……………………………", f"NIP. {signer.nip}" if signer.nip else ""
    lines = [f"{place}, {day}" if place else day, f"{signer.style},", "", "", "", name, signer.rank, nip]
    table: Table = document.add_table(rows=1, cols=2)
    cell = table.rows[0].cells[1]
    for at, words in enumerate(lines):
        paragraph = cell.paragraphs[0] if at == 0 else cell.add_paragraph()
        paragraph.paragraph_format.space_after, paragraph.alignment = Pt(0), CENTER
        paragraph.add_run(clean(words)).bold = at == 5


def _key(document: DocumentObject, paper: Report) -> None:
    """Once more in the text, for a program that forgets a file's properties."""
    run = document.add_paragraph().add_run(f"{KEY_LABEL} {paper.key}")
    run.font.size, run.font.color.rgb = Pt(7), GREY
