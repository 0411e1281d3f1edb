"""The words of the workbook of master data that a reader must find again: its sheets and the headers of its columns."""

from collections.abc import Iterable

OFFICE_SHEET, PERSONS_SHEET, ROLES_SHEET, UNITS_SHEET = "Kantor", "Pegawai", "Peran", "Unit"
INDICATORS_SHEET, HISTORY_SHEET = "Indikator dan Target", "Riwayat"
HOLIDAYS_SHEET, STEPS_SHEET, GUIDE_SHEET = "Hari Libur", "Langkah SOP", "Petunjuk"

SHEETS = (
    OFFICE_SHEET,
    PERSONS_SHEET,
    ROLES_SHEET,
    UNITS_SHEET,
    INDICATORS_SHEET,
    HISTORY_SHEET,
    HOLIDAYS_SHEET,
    STEPS_SHEET,
)
"""In the order in which they stand."""
MARKS = frozenset({OFFICE_SHEET, PERSONS_SHEET, ROLES_SHEET, UNITS_SHEET, INDICATORS_SHEET, STEPS_SHEET})
ENOUGH = 3
"""Sheets by which a Data Induk is known, however many others are missing."""

# Kantor
SETTING, VALUE, NOTE = "Keterangan", "Isian", "Penjelasan"
CODE, OFFICE, ZONE, SAMPLE = "Kode kantor", "Nama kantor", "Zona waktu", "Data contoh"
REGENCY, KOP, ADDRESS, CONTACT = "Pemerintah daerah (kop)", "Nama pada kop", "Alamat (kop)", "Kontak (kop)"
PLACE, ADDRESSEE, LETTER_NUMBER = "Tempat surat", "Tujuan surat", "Contoh nomor surat"
ARCHIVE_CODE, REMARK, SCHEDULES = "Kode klasifikasi arsip", "Keterangan surat pengantar", "Jadwal pengumpulan"
THRESHOLD, CAP = "Batas wajib penjelasan (%)", "Batas pada rata-rata (%)"
DOWN, SCALE, REASONS = "Rumus semakin rendah semakin baik", "Skala peringkat", "Alasan data belum tersedia"
RETURN_COMMENTS = "Catatan pengembalian"
PREDICATES, EVIDENCE_COMPULSORY = "Nilai predikat", "Bukti dukung wajib"
TIMES_TARGET = "Ditanyakan bila di atas target (kali)"
FALL = "Ditanyakan bila turun dari periode lalu (%)"
ABSORPTION_GAP = "Ditanyakan bila serapan di atas capaian (poin)"
RAMADANS, LADDER = "Rentang Ramadan", "Aturan pengingat (teknis)"
DAYS = ("Senin", "Selasa", "Rabu", "Kamis", "Jumat", "Sabtu", "Minggu")
HOURS = tuple(f"Jam kerja {day}" for day in DAYS)
RAMADAN_HOURS = tuple(f"Jam kerja Ramadan {day}" for day in DAYS)

# Pegawai, Peran, Unit
KEY, NAME, SAPAAN, RANK, NIP = "Kunci", "Nama", "Sapaan", "Pangkat", "NIP"
PERSON, ROLE, TITLE, UNIT = "Kunci Pegawai", "Peran", "Jabatan", "Unit"
KIND, SK_NUMBER, STARTS, ENDS = "Status", "Nomor SK", "Mulai", "Sampai"
UNIT_NAME, LEADER = "Nama Unit", "Unit Pimpinan"

# Indikator dan Target, Riwayat
NUMBER, SASARAN, INDICATOR, SATUAN = "No", "Sasaran", "Indikator", "Satuan"
DIRECTION, AGGREGATION, YEAR, ANNUAL = "Arah", "Agregasi", "Tahun", "Target Tahun"
QUARTERS = ("Target TW I", "Target TW II", "Target TW III", "Target TW IV")
UPPER, PAGU, DEFINITION, EVIDENCE = "Batas Atas", "Pagu (Rp)", "Definisi Operasional", "Bukti Dukung"
ACTIVE = "Aktif"
INDICATOR_NUMBER, PERIOD_KIND, PERIOD_NUMBER = "No Indikator", "Jenis Periode", "Periode Ke"
REALISASI, ANGGARAN = "Realisasi", "Realisasi Anggaran (Rp)"

# Hari Libur, Langkah SOP
DAY, HOLIDAY, WORKING = "Tanggal", "Nama Hari", "Tetap Bekerja"
WORKED = "kantor masuk"
STEP, KEGIATAN, STEP_ROLE, DURATION, DELEGATES = "Langkah", "Kegiatan", "Pelaksana", "Waktu", "Wakil"
RUNGS, TOLD = "Pengingat", "Atasan Bila Terlambat"

YES, NO = "ya", "tidak"
UNCAPPED = "tanpa batas"
NOBODY = "tidak ada"


def is_master(sheets: Iterable[str]) -> bool:
    """Whether a workbook with these sheets was meant as a Data Induk."""
    wanted = {name.casefold() for name in MARKS}
    return len(wanted & {name.strip().casefold() for name in sheets}) >= ENOUGH
