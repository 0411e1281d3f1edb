"""The recap's figures unit by unit in plain numbers, and a native chart of them on a page of its own."""

from decimal import Decimal

from openpyxl import Workbook
from openpyxl.chart import BarChart, Reference
from openpyxl.chart.label import DataLabelList
from openpyxl.worksheet.worksheet import Worksheet

from bot.documents import sheets
from bot.documents.sheets import PERCENT, TEXT, WHOLE, Column
from bot.documents.stream import PLAIN, Stream, Table
from bot.texts.formats import percent
from bot.workflow.achievement import round2
from bot.workflow.papers import RecapSheet, UnitRecap

SUMMARY_SHEET = "Ringkasan"
CHART_SHEET = "Grafik"
TABLE_AT = 5
MOST = 40
"""Units whose bars a reader can still tell apart on one page."""
CENTIMETRES = (18, 5, 1, 24)
"""Width of the chart, what its title and legend need of its height, a unit's two bars, and no higher than a page."""


def _shown(value: Decimal | None) -> Decimal | None:
    return None if value is None else round2(value)


COLUMNS: tuple[Column[UnitRecap], ...] = (
    Column("Unit", 32, lambda unit, _: unit.unit, TEXT),
    Column("Capaian (%)", 11, lambda unit, _: _shown(unit.mean), PERCENT, "right"),
    Column("Serapan (%)", 11, lambda unit, _: _shown(unit.absorption), PERCENT, "right"),
    Column("Predikat kinerja", 15, lambda unit, _: unit.grade, TEXT, "center"),
    Column("Predikat anggaran", 15, lambda unit, _: unit.absorption_grade, TEXT, "center"),
    Column("Pagu (Rp)", 16, lambda unit, _: unit.pagu, WHOLE, "right"),
    Column("Realisasi anggaran (Rp)", 16, lambda unit, _: unit.anggaran, WHOLE, "right"),
    Column("Status", 16, lambda unit, _: unit.status, TEXT, "center"),
)


def summary_sheet(book: Workbook, paper: RecapSheet, stand: str) -> None:
    """The weakest units first where there are too many for one chart."""
    stream = Stream(book, SUMMARY_SHEET, [column.width for column in COLUMNS])
    stream.sheet.freeze_panes = f"B{TABLE_AT + 1}"
    sheets.page(stream.sheet, paper.letterhead, f"Ringkasan {paper.period} versi {paper.version}", TABLE_AT, stand)
    stream.heading(sheets.marked("RINGKASAN CAPAIAN KINERJA DAN SERAPAN ANGGARAN", paper.letterhead), 8, size=13)
    stream.heading(f"{paper.letterhead.office} – {paper.period} – versi {paper.version}", 8)
    stream.heading(_order(paper), 8)
    stream.blank()
    table = Table(stream, COLUMNS)
    table.head()
    for unit in _ordered(paper):
        table.body(unit)
    office = {2: _shown(paper.mean), 3: _shown(paper.absorption), 4: paper.grade, 5: paper.absorption_grade,
              6: paper.pagu, 7: paper.anggaran}  # fmt: skip
    table.total(paper.letterhead.office, 1, office, {})
    stream.blank()
    stream.write([(f"Ambang perhatian: {percent(paper.threshold)}.", PLAIN)])
    if paper.units:
        _chart_sheet(book, paper, stand, _chart(stream.sheet, min(len(paper.units), MOST)))


def _chart_sheet(book: Workbook, paper: RecapSheet, stand: str, chart: BarChart) -> None:
    """A page of its own, which nothing parts."""
    stream = Stream(book, CHART_SHEET, [100])
    sheets.page(stream.sheet, paper.letterhead, f"Grafik {paper.period} versi {paper.version}", 1, stand)
    stream.sheet.page_setup.orientation, stream.sheet.page_setup.fitToHeight = "portrait", 1
    title = "GRAFIK CAPAIAN KINERJA DAN SERAPAN ANGGARAN"
    stream.heading(sheets.marked(title, paper.letterhead), 1, size=13)
    stream.heading(f"{paper.letterhead.office} – {paper.period} – versi {paper.version}", 1)
    stream.blank()
    stream.sheet.add_chart(chart, f"A{stream.row + 1}")


def _order(paper: RecapSheet) -> str:
    if len(paper.units) <= MOST:
        return "Lembar Grafik memuat seluruh unit."
    return f"Unit dengan capaian terendah lebih dahulu; lembar Grafik memuat {MOST} yang pertama."


def _ordered(paper: RecapSheet) -> list[UnitRecap]:
    if len(paper.units) <= MOST:
        return list(paper.units)
    return sorted(paper.units, key=lambda unit: (unit.mean is None, unit.mean or Decimal(0)))


def _chart(sheet: Worksheet, units: int) -> BarChart:
    """Lying bars, so that the names of the units can be read; the first unit is on top."""
    width, around, each, page = CENTIMETRES
    chart = BarChart()
    chart.type, chart.style, chart.title = "bar", 10, "Capaian kinerja dan serapan anggaran (%)"
    chart.width, chart.height, chart.gapWidth, chart.overlap = width, min(around + each * units, page), 60, 0
    last = TABLE_AT + units
    chart.add_data(Reference(sheet, min_col=2, max_col=3, min_row=TABLE_AT, max_row=last), titles_from_data=True)
    chart.set_categories(Reference(sheet, min_col=1, min_row=TABLE_AT + 1, max_row=last))
    for series, colour in zip(chart.series, ("4A7FB0", "D9A441"), strict=True):
        series.graphicalProperties.solidFill = colour
        series.dLbls = DataLabelList(showVal=True, numFmt=PERCENT)
        series.dLbls.showSerName = series.dLbls.showCatName = series.dLbls.showLegendKey = False
    chart.x_axis.scaling.orientation = "maxMin"
    chart.y_axis.scaling.min, chart.y_axis.number_format, chart.y_axis.majorGridlines = 0, "0", None
    chart.y_axis.crosses = "max"
    chart.x_axis.delete = chart.y_axis.delete = False
    chart.legend.position = "b"
    return chart
