"""Which document is made from which paper, how, and what kind of file comes out."""

from collections.abc import Callable, Mapping
from dataclasses import dataclass
from enum import StrEnum
from functools import cache
from typing import Any

from bot.documents.form import form_workbook
from bot.documents.letter import letter_docx
from bot.documents.listing import listing
from bot.documents.master_workbook import master_workbook
from bot.documents.packing import Contents, Needs, needs, zipped
from bot.documents.pdf import chart_picture, compliance, disposition, letter_pdf, receipts, report, status_picture
from bot.documents.recap import decided_workbook, recap_workbook
from bot.documents.report_docx import report_docx
from bot.workflow.charting import RecapChart
from bot.workflow.master import MasterData
from bot.workflow.packs import Pack
from bot.workflow.papers import CoverLetter, DecidedRecap, Disposition, FormSheet, Listing, RecapSheet, ReceiptSheet
from bot.workflow.reports import ComplianceSheet, Report
from bot.workflow.standing import StatusSheet


class DocumentKind(StrEnum):
    DISPOSITION = "disposisi"
    FORM = "formulir"
    FORM_SUBMITTED = "formulir-diserahkan"
    RECEIPTS = "tanda-terima"
    RECAP = "rekapitulasi"
    RECAP_DECIDED = "rekapitulasi-diputuskan"
    REPORT = "dokumen-capaian"
    LETTER_PDF = "surat-pengantar-pdf"
    LETTER_DOCX = "surat-pengantar-docx"
    REPORT_CONCEPT = "konsep-dokumen-capaian"
    COMPLIANCE = "pelaksanaan-sop"
    REPORT_DOCX = "naskah-dokumen-capaian"
    LETTER_CONCEPT = "konsep-surat-pengantar"
    ARCHIVE = "arsip"
    AKIP = "berkas-akip"
    MASTER = "data-induk"
    LISTING = "rincian"
    STATUS = "posisi"
    CHART = "grafik"


@dataclass(frozen=True)
class Maker:
    """`make` takes a paper of the type `paper` and gives the file's bytes, the same content for the same paper.

    A paper that is made out of others, or has a lambang in its kop, `needs` them: `make` then takes it together with
    their contents.
    """

    paper: type
    make: Callable[[Any], bytes]
    extension: str
    mime: str
    needs: Callable[[Any], Needs] | None = None


@cache
def headed(make: Callable[[Any, bytes | None], bytes]) -> Callable[[tuple[Any, Contents]], bytes]:
    """Makes a paper with a kop, out of it and the lambang that was the office's when it was asked for."""

    def made(found: tuple[Any, Contents]) -> bytes:
        paper, contents = found
        return make(paper, contents.get(paper.lambang))

    return made


def _lambang(paper: Any) -> Needs:
    return Needs((), (paper.lambang,) if paper.lambang else ())


PDF = ("pdf", "application/pdf")
XLSX = ("xlsx", "application/vnd.openxmlformats-officedocument.spreadsheetml.sheet")
ZIP = ("zip", "application/zip")
PNG = ("png", "image/png")
TXT = ("txt", "text/plain")
DOCX = ("docx", "application/vnd.openxmlformats-officedocument.wordprocessingml.document")

MAKERS: Mapping[DocumentKind, Maker] = {
    DocumentKind.DISPOSITION: Maker(Disposition, headed(disposition), *PDF, _lambang),
    DocumentKind.FORM: Maker(FormSheet, form_workbook, *XLSX),
    DocumentKind.FORM_SUBMITTED: Maker(FormSheet, form_workbook, *XLSX),
    DocumentKind.RECEIPTS: Maker(ReceiptSheet, headed(receipts), *PDF, _lambang),
    DocumentKind.RECAP: Maker(RecapSheet, recap_workbook, *XLSX),
    DocumentKind.RECAP_DECIDED: Maker(DecidedRecap, decided_workbook, *XLSX),
    DocumentKind.REPORT: Maker(Report, headed(report), *PDF, _lambang),
    DocumentKind.LETTER_PDF: Maker(CoverLetter, headed(letter_pdf), *PDF, _lambang),
    DocumentKind.LETTER_DOCX: Maker(CoverLetter, headed(letter_docx), *DOCX, _lambang),
    DocumentKind.REPORT_CONCEPT: Maker(Report, headed(report), *PDF, _lambang),
    DocumentKind.COMPLIANCE: Maker(ComplianceSheet, headed(compliance), *PDF, _lambang),
    DocumentKind.REPORT_DOCX: Maker(Report, headed(report_docx), *DOCX, _lambang),
    DocumentKind.LETTER_CONCEPT: Maker(CoverLetter, headed(letter_pdf), *PDF, _lambang),
    DocumentKind.ARCHIVE: Maker(Pack, zipped, *ZIP, needs),
    DocumentKind.AKIP: Maker(Pack, zipped, *ZIP, needs),
    DocumentKind.MASTER: Maker(MasterData, master_workbook, *XLSX),
    DocumentKind.LISTING: Maker(Listing, listing, *TXT),
    DocumentKind.CHART: Maker(RecapChart, chart_picture, *PNG),
    DocumentKind.STATUS: Maker(StatusSheet, status_picture, *PNG),
}
