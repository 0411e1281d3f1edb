"""Writes the workbook of master data: a sheet for each table, drop-downs for closed choices, headers that stay."""

from collections.abc import Sequence

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
_GUIDE_COLUMNS: tuple[Column[str], ...] = (Column("Petunjuk pengisian", 120, lambda line, _: line, TEXT),)


def master_workbook(data: MasterData) -> bytes:
    book = Workbook()
    guide: Worksheet = book.worksheets[0]
    guide.title = names.GUIDE_SHEET
    _fill(guide, _GUIDE_COLUMNS, GUIDE)
    _office(book, data.office)
    for plan in PLANS:
        _table(book, plan, data)
    kop = data.office.profile
    head = Letterhead(kop.regency, kop.office, kop.address, kop.contact, kop.place, data.office.sample)
    for sheet in book.worksheets:
        sheets.page(sheet, head, f"Data Induk {data.office.name} – {sheet.title}", header_at=1)
    return sheets.save(book, head)


def _office(book: Workbook, office: OfficeData) -> None:
    sheet: Worksheet = book.create_sheet(names.OFFICE_SHEET)
    _fill(sheet, _SETTING_COLUMNS, [(setting, office) for setting in SETTINGS])
    for row, setting in enumerate(SETTINGS, 2):
        if setting.choices:
            _offer(sheet, f"B{row}", setting.choices)
    sheet.freeze_panes = "B2"


def _table(book: Workbook, plan: Plan[sheets.Row], data: MasterData) -> None:
    sheet: Worksheet = book.create_sheet(plan.name)
    rows = plan.rows(data)
    _fill(sheet, plan.columns, rows)
    for index, column in enumerate(plan.columns, 1):
        letter = get_column_letter(index)
        sheet.column_dimensions[letter].number_format = column.format
        if column.header in plan.choices:
            _offer(sheet, f"{letter}2:{letter}{max(LAST_ROW, len(rows) + 1)}", plan.choices[column.header])


def _fill(sheet: Worksheet, columns: Sequence[Column[sheets.Row]], rows: Sequence[sheets.Row]) -> None:
    sheets.header_row(sheet, 1, columns)
    for row, one in enumerate(rows, 2):
        sheets.body_row(sheet, row, columns, one)
    sheet.freeze_panes = "A2"


def _offer(sheet: Worksheet, cells: str, choices: Sequence[str] | str) -> None:
    words = choices if isinstance(choices, str) else f'"{",".join(choices)}"'
    rule = DataValidation("list", formula1=words, allow_blank=True, showErrorMessage=True)
    rule.errorTitle, rule.error = "Isian tidak sesuai", CHOOSE
    rule.add(cells)
    sheet.add_data_validation(rule)
