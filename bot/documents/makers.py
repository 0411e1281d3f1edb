"""Which document is made from which paper, how, and what kind of file comes out."""

from collections.abc import Callable, Mapping
from dataclasses import dataclass
from enum import StrEnum
from typing import Any

from bot.documents.form import form_workbook
from bot.documents.letter import letter_docx
from bot.documents.listing import listing
from bot.documents.master_workbook import master_workbook
from bot.documents.pdf import chart_picture, disposition, letter_pdf, receipts, report, status_picture
from bot.documents.recap import recap_workbook
from bot.workflow.charting import RecapChart
from bot.workflow.master import MasterData
from bot.workflow.papers import CoverLetter, Disposition, FormSheet, Listing, RecapSheet, ReceiptSheet
from bot.workflow.reports import Report
from bot.workflow.standing import StatusSheet


class DocumentKind(StrEnum):
    DISPOSITION = "disposisi"
    FORM = "formulir"
    RECEIPTS = "tanda-terima"
    RECAP = "rekapitulasi"
    REPORT = "dokumen-capaian"
    LETTER_PDF = "surat-pengantar-pdf"
    LETTER_DOCX = "surat-pengantar-docx"
    MASTER = "data-induk"
    LISTING = "rincian"
    STATUS = "posisi"
    CHART = "grafik"


@dataclass(frozen=True)
class Maker:
    """`make` takes a paper of the type `paper` and gives the file's bytes, the same content for the same paper."""

    paper: type
    make: Callable[[Any], bytes]
    extension: str
    mime: str


PDF = ("pdf", "application/pdf")
XLSX = ("xlsx", "application/vnd.openxmlformats-officedocument.spreadsheetml.sheet")
PNG = ("png", "image/png")
TXT = ("txt", "text/plain")
DOCX = ("docx", "application/vnd.openxmlformats-officedocument.wordprocessingml.document")

MAKERS: Mapping[DocumentKind, Maker] = {
    DocumentKind.DISPOSITION: Maker(Disposition, disposition, *PDF),
    DocumentKind.FORM: Maker(FormSheet, form_workbook, *XLSX),
    DocumentKind.RECEIPTS: Maker(ReceiptSheet, receipts, *PDF),
    DocumentKind.RECAP: Maker(RecapSheet, recap_workbook, *XLSX),
    DocumentKind.REPORT: Maker(Report, report, *PDF),
    DocumentKind.LETTER_PDF: Maker(CoverLetter, letter_pdf, *PDF),
    DocumentKind.LETTER_DOCX: Maker(CoverLetter, letter_docx, *DOCX),
    DocumentKind.MASTER: Maker(MasterData, master_workbook, *XLSX),
    DocumentKind.LISTING: Maker(Listing, listing, *TXT),
    DocumentKind.CHART: Maker(RecapChart, chart_picture, *PNG),
    DocumentKind.STATUS: Maker(StatusSheet, status_picture, *PNG),
}
