"""Writes the workbook of master data: a sheet for each table, drop-downs for closed choices, headers that stay."""

from collections.abc import Sequence
from dataclasses import dataclass

from openpyxl import Workbook
from openpyxl.utils import get_column_letter
from openpyxl.worksheet.datavalidation import DataValidation
from openpyxl.worksheet.worksheet import Worksheet

from bot.documents import master_names as names
from bot.documents import sheets
from bot.documents.master_office import SETTINGS, Setting
from bot.documents.master_plan import LAST_ROW, PLANS, Plan
from bot.documents.master_rules import RUNG_WORDS
from bot.documents.sheets import TEXT, Column
from bot.workflow.master import MasterData, OfficeData
from bot.workflow.papers import Letterhead

SAMPLE = f"{sheets.SAMPLE} – seluruh nama dan angka hanya contoh"  # longer than the setting of that name
CHOOSE = "Mohon dipilih salah satu dari daftar."
GUIDE = (
    "Data Induk kantor: isi atau ubah lembar-lembar berikut, simpan sebagai .xlsx, lalu impor kembali.",
    "Kantor: satu baris untuk setiap keterangan; hanya kolom Isian yang diubah.",
    "Pegawai: Kunci adalah sebutan singkat untuk lembar Peran. NIP ditulis sebagai teks, atau dikosongkan.",
    "Peran: satu baris per peran; seorang pegawai boleh memegang beberapa; Unit hanya untuk kasi dan operator.",
    "Peran: plt dan plh memakai tanggal Mulai dan Sampai, keduanya termasuk. Pegawai tanpa peran tidak disimpan.",
    "Unit: paling banyak satu Unit Pimpinan, yaitu unit yang memuat indikator Camat.",
    "Indikator dan Target: angka ditulis seperti 1.234,56; persen cukup angkanya, misalnya 98,5, tanpa format persen.",
    "Indikator dan Target: target boleh kosong bila belum ditetapkan; Batas Atas hanya untuk arah rentang.",
    "Indikator dan Target: No yang sama dengan Tahun lain adalah target tahun itu.",
    "Indikator dan Target: Aktif diisi tidak bila indikator tidak lagi dikumpulkan; riwayatnya tetap disimpan.",
    "Riwayat: realisasi periode yang telah lewat; anggaran kumulatif sejak Januari.",
    "Hari Libur: hanya yang berbeda dari kalender nasional. Tetap Bekerja berarti hari itu kantor buka.",
    "Langkah SOP: kosong berarti bawaan SOP. Wakil dipisah koma; “tidak ada” meniadakan wakil bawaan.",
    f"Langkah SOP: Pengingat dipisah koma, dipilih dari {', '.join(RUNG_WORDS.values())}; yang lain selalu dikirim.",
    "Langkah SOP: Atasan Bila Terlambat seperti kasubag 0, sekretaris 2: sejak hari kerja keterlambatan ke berapa.",
    "Yang hilang dari lembar tidak dihapus: unit dan indikator menjadi tidak aktif, peran diakhiri.",
)
_SETTING_COLUMNS: tuple[Column[tuple[Setting, OfficeData]], ...] = (
    Column(names.SETTING, 34, lambda row, _: row[0].label, TEXT),
    Column(names.VALUE, 52, lambda row, _: row[0].show(row[1]), TEXT),
    Column(names.NOTE, 62, lambda row, _: row[0].note, TEXT),
)
_GUIDE_COLUMNS: tuple[Column[str], ...] = (Column("Petunjuk pengisian", 105, lambda line, _: line, TEXT),)


@dataclass(frozen=True)
class _Top:
    """Where a sheet's header stands: below a row that says DATA CONTOH, where it is one."""

    sample: bool

    @property
    def header(self) -> int:
        return 2 if self.sample else 1

    @property
    def first(self) -> int:
        return self.header + 1


def master_workbook(data: MasterData) -> bytes:
    book, top = Workbook(), _Top(data.office.sample)
    guide: Worksheet = book.worksheets[0]
    guide.title = names.GUIDE_SHEET
    _fill(guide, top, _GUIDE_COLUMNS, GUIDE)
    _office(book, top, data.office)
    for plan in PLANS:
        _table(book, top, plan, data)
    kop = data.office.profile
    head = Letterhead(kop.regency, kop.office, kop.address, kop.contact, kop.place, data.office.sample)
    for sheet in book.worksheets:
        sheets.page(sheet, head, f"Data Induk {data.office.name} – {sheet.title}", header_at=top.header)
    return sheets.save(book, head)


def _office(book: Workbook, top: _Top, office: OfficeData) -> None:
    sheet: Worksheet = book.create_sheet(names.OFFICE_SHEET)
    _fill(sheet, top, _SETTING_COLUMNS, [(setting, office) for setting in SETTINGS])
    for row, setting in enumerate(SETTINGS, top.first):
        if setting.choices:
            _offer(sheet, f"B{row}", setting.choices)
    sheet.freeze_panes = f"B{top.first}"


def _table(book: Workbook, top: _Top, plan: Plan[sheets.Row], data: MasterData) -> None:
    sheet: Worksheet = book.create_sheet(plan.name)
    rows = plan.rows(data)
    _fill(sheet, top, plan.columns, rows)
    for index, column in enumerate(plan.columns, 1):
        letter = get_column_letter(index)
        sheet.column_dimensions[letter].number_format = column.format
        if column.header in plan.choices:
            cells = f"{letter}{top.first}:{letter}{max(LAST_ROW, len(rows) + top.header)}"
            _offer(sheet, cells, plan.choices[column.header])


def _fill(sheet: Worksheet, top: _Top, columns: Sequence[Column[sheets.Row]], rows: Sequence[sheets.Row]) -> None:
    if top.sample:
        sheets.heading(sheet, 1, SAMPLE, min(3, len(columns)), size=12)
    sheets.header_row(sheet, top.header, columns)
    for row, one in enumerate(rows, top.first):
        sheets.body_row(sheet, row, columns, one)
    sheet.freeze_panes = f"A{top.first}"


def _offer(sheet: Worksheet, cells: str, choices: Sequence[str] | str) -> None:
    words = choices if isinstance(choices, str) else f'"{",".join(choices)}"'
    rule = DataValidation("list", formula1=words, allow_blank=True, showErrorMessage=True)
    rule.errorTitle, rule.error = "Isian tidak sesuai", CHOOSE
    rule.add(cells)
    sheet.add_data_validation(rule)
