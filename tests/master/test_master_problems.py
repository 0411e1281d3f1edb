"""Every kind of problem in a workbook of master data, with the sheet and cell it is told for."""

from dataclasses import replace
from datetime import date

import pytest
from openpyxl import Workbook

from bot.documents import master_names as names
from bot.documents.master import parse_master
from bot.documents.master_office import SETTINGS
from bot.workflow.master import MasterData, RoleData
from bot.workflow.roles import Kind, Role
from tests.master.master_samples import MASTER, Typed, changed, refused, typed

OFFICE, PERSONS, ROLES, UNITS = names.OFFICE_SHEET, names.PERSONS_SHEET, names.ROLES_SHEET, names.UNITS_SHEET
INDICATORS, HISTORY, HOLIDAYS = names.INDICATORS_SHEET, names.HISTORY_SHEET, names.HOLIDAYS_SHEET
STEPS = names.STEPS_SHEET
ROW = {setting.label: f"B{row}" for row, setting in enumerate(SETTINGS, 2)}

CASES: tuple[tuple[str, str, Typed, str], ...] = (
    (OFFICE, ROW[names.CODE], "Uji Satu", "sebagai kode"),
    (OFFICE, ROW[names.OFFICE], None, "wajib diisi"),
    (OFFICE, ROW[names.ZONE], "WIB", "bukan zona waktu"),
    (OFFICE, ROW[names.SAMPLE], "mungkin", "tidak dikenal"),
    (OFFICE, ROW[names.SCHEDULES], "triwulan, mingguan", "tidak dikenal"),
    (OFFICE, ROW[names.SCHEDULES], "triwulan: hari ke-1 pukul 24", "tidak terbaca sebagai jadwal"),
    (OFFICE, ROW[names.SCHEDULES], "triwulan: hari ke-21", "paling lambat hari ke-20"),
    (OFFICE, ROW[names.SCHEDULES], "triwulan setiap pagi", "tidak terbaca sebagai jadwal"),
    (OFFICE, ROW[names.THRESHOLD], "tinggi", "tidak terbaca sebagai angka"),
    (OFFICE, ROW[names.CAP], "tak terbatas", "tidak terbaca sebagai angka"),
    (OFFICE, ROW[names.DOWN], "R/T", "tidak dikenal"),
    (OFFICE, ROW[names.SCALE], "51 Rendah\n91 Tinggi", "skala"),
    (OFFICE, ROW[names.SCALE], "Tinggi", "skala"),
    (OFFICE, ROW[names.REASONS], "belum", "alasan"),
    (OFFICE, ROW[names.REASONS], "a: Satu\na: Dua", "alasan"),
    (OFFICE, ROW[names.PREDICATES], "WTP", "nilai predikat"),
    (OFFICE, ROW[names.PREDICATES], "WTP: banyak", "nilai predikat"),
    (OFFICE, ROW[names.PREDICATES], "WTP: 4\nw t p: 3", "nilai predikat"),
    (OFFICE, ROW[names.PREDICATES], "4: 4", "nilai predikat"),
    (OFFICE, ROW[names.EVIDENCE_COMPULSORY], "wajib", "tidak dikenal"),
    (OFFICE, ROW[names.TIMES_TARGET], "dua kali", "tidak terbaca sebagai angka"),
    (OFFICE, ROW[names.TIMES_TARGET], "0,5", "kurang dari satu kali"),
    (OFFICE, ROW[names.FALL], "-30", "kurang dari nol"),
    (OFFICE, ROW[names.ABSORPTION_GAP], "jauh", "tidak terbaca sebagai angka"),
    (OFFICE, ROW[names.HOURS[0]], "07.30", "jam kerja"),
    (OFFICE, ROW[names.HOURS[0]], "07.30-25.00", "jam kerja"),
    (OFFICE, ROW[names.RAMADAN_HOURS[4]], "13.00-15.00, 08.00-11.30", "jam kerja"),
    (OFFICE, ROW[names.RAMADANS], "20-03-2026 s.d. 19-02-2026", "rentang"),
    (OFFICE, ROW[names.RAMADANS], "Maret", "rentang"),
    (OFFICE, ROW[names.LADDER], "{}}", "pengingat"),
    (PERSONS, "A2", None, "wajib diisi"),
    (PERSONS, "A3", "ani", "sudah dipakai pada sel A2"),
    (PERSONS, "B3", "ani contoh", "diberi NIP"),
    (PERSONS, "E2", "123", "18 angka"),
    (PERSONS, "E2", 196501011990011001, "Teks"),
    (PERSONS, "E3", "196501011990011001", "sudah dipakai pada sel E2"),
    (ROLES, "A3", "dodi", "lembar Pegawai"),
    (ROLES, "B3", "lurah", "tidak dikenal"),
    (ROLES, "C3", " ", "wajib diisi"),
    (ROLES, "D3", "Tiga", "lembar Unit"),
    (ROLES, "D3", None, "untuk satu unit"),
    (ROLES, "D2", "Satu", "tidak dipegang per unit"),
    (ROLES, "E4", "pjs", "tidak dikenal"),
    (ROLES, "G4", "kemarin", "tanggal"),
    (ROLES, "G4", "31-02-2027", "tanggal"),
    (ROLES, "H4", date(2027, 1, 3), "mendahului"),
    (UNITS, "A3", "Satu", "sudah dipakai pada sel A2"),
    (UNITS, "B3", "ya", "pada sel B2"),
    (UNITS, "B3", "x", "tidak dikenal"),
    (INDICATORS, "A3", 1, "sudah dipakai pada sel A2"),
    (INDICATORS, "A3", "dua", "bilangan bulat"),
    (INDICATORS, "A3", 2.5, "bilangan bulat"),
    (INDICATORS, "B2", "Tiga", "lembar Unit"),
    (INDICATORS, "D2", None, "wajib diisi"),
    (INDICATORS, "F2", "atas", "tidak dikenal"),
    (INDICATORS, "G2", "jumlah", "tidak dikenal"),
    (INDICATORS, "H2", 26, "dari 2000 sampai 2100"),
    (INDICATORS, "I2", "wtp", "tidak terbaca sebagai angka"),
    (INDICATORS, "J2", "12 atau 13", "tidak terbaca sebagai angka"),
    (INDICATORS, "J4", "lulus", "tidak terbaca sebagai angka"),
    (INDICATORS, "I2", "#DIV/0!", "“#DIV/0!” adalah galat"),
    (INDICATORS, "J2", "=3*4", "Rumus “=3*4” belum dihitung"),
    (OFFICE, ROW[names.THRESHOLD], "=70+6", "Rumus “=70+6” belum dihitung"),
    (INDICATORS, "N3", None, "batas atas"),
    (INDICATORS, "O2", -1, "kurang dari nol"),
    (INDICATORS, "R2", "mungkin", "tidak dikenal"),
    (HISTORY, "A2", 9, "Tidak ada indikator nomor 9"),
    (HISTORY, "C2", "pekan", "tidak dikenal"),
    (HISTORY, "D2", 5, "hanya sampai 4"),
    (HISTORY, "E2", "?", "tidak terbaca sebagai angka"),
    (HISTORY, "F2", "-5", "kurang dari nol"),
    (HOLIDAYS, "A2", None, "wajib diisi"),
    (HOLIDAYS, "A3", "18-8-2027", "sudah dipakai pada sel A2"),
    (STEPS, "A2", "14", "tidak dikenal"),
    (STEPS, "C6", "bupati", "tidak dikenal"),
    (STEPS, "D6", "besok", "15 menit"),
    (STEPS, "D6", "2 hari 3 jam", "15 menit"),
    (STEPS, "E6", "bupati", "tidak dikenal"),
    (STEPS, "F6", "hari terakhir, tiap jam", "setengah waktu"),
    (STEPS, "G6", "kasubag", "kasubag 0, sekretaris 2"),
    (STEPS, "G6", "kasubag 0, bupati 1", "kasubag 0, sekretaris 2"),
    (STEPS, "G6", "camat 1, camat 2", "kasubag 0, sekretaris 2"),
)


@pytest.mark.parametrize(("sheet", "cell", "value", "words"), CASES)
def test_one_wrong_cell_is_named_and_told_what_to_do(sheet: str, cell: str, value: Typed, words: str) -> None:
    found = typed(sheet, cell, value)
    assert isinstance(found, tuple), "read in spite of it"
    assert (sheet, cell) in refused(found)
    said = next(one.words for one in found if one.cell == cell and one.sheet == sheet)
    assert words in said
    assert "ohon" in said


def test_a_repeated_role_is_told_at_its_second_row() -> None:
    def change(book: Workbook) -> None:
        book[ROLES].append([cell.value for cell in book[ROLES][2]])

    assert refused(parse_master(changed(change))) == [(ROLES, "B6")]


def test_two_definitive_holders_at_once_are_refused_but_not_one_after_the_other() -> None:
    def rival(book: Workbook) -> None:
        book[ROLES].append(["cici", "sekretaris", "Sekretaris", None, None, None, "4-1-2027"])

    def successor(book: Workbook) -> None:
        rival(book)
        book[ROLES]["H2"] = "3-1-2027"

    assert refused(parse_master(changed(rival))) == [(ROLES, "B6")]
    assert not isinstance(parse_master(changed(successor)), tuple)


def mandated(role: Role, unit: str, first: date, last: date | None, *more: RoleData) -> list[tuple[str, str]]:
    """The problems of an office where Ani is Plh., too."""
    own = RoleData("ani", role, "Jabatan", unit, Kind.PLH, "800/2", first, last)
    found = parse_master(changed(lambda _: None, replace(MASTER, roles=(*MASTER.roles, *more, own))))
    return [] if isinstance(found, MasterData) else [(one.cell, one.words) for one in found]


def test_two_mandates_of_one_post_at_once_are_refused_with_both_their_cells_but_not_one_after_the_other() -> None:
    monday, friday = date(2027, 1, 4), date(2027, 1, 8)
    for first, last in ((friday, date(2027, 1, 15)), (date(2027, 1, 1), monday), (date(2027, 1, 1), None)):
        ((cell, words),) = mandated(Role.KASI, "Satu", first, last)
        assert cell == "G6"
        assert "bertumpang tindih" in words
        assert "pada sel G4 dan H4" in words
    assert mandated(Role.KASI, "Satu", date(2027, 1, 9), None) == []
    assert mandated(Role.KASI, "Dua", monday, friday) == []


def test_of_several_staf_each_may_have_a_substitute() -> None:
    monday, friday = date(2027, 1, 4), date(2027, 1, 8)
    staf = RoleData("budi", Role.STAF, "Staf")
    plh = RoleData("cici", Role.STAF, "Staf", "", Kind.PLH, "800/3", monday, friday)
    assert [cell for cell, _ in mandated(Role.STAF, "", monday, friday, staf, plh)] == ["G8"]
    assert mandated(Role.STAF, "", monday, friday, staf, replace(staf, person="ani"), plh) == []


def test_one_indicator_of_two_years_differs_in_nothing_but_its_targets() -> None:
    def change(book: Workbook) -> None:
        sheet = book[INDICATORS]
        sheet.append([cell.value for cell in sheet[2]])
        sheet["H5"], sheet["I5"], sheet["D5"], sheet["R5"] = 2027, 99, "Nilai lain", "tidak"

    found = parse_master(changed(change))
    assert refused(found) == [(INDICATORS, "D5"), (INDICATORS, "R5")]
    assert isinstance(found, tuple)
    assert "sel D2" in found[0].words


def test_the_same_period_twice_is_refused() -> None:
    def change(book: Workbook) -> None:
        book[HISTORY].append([cell.value for cell in book[HISTORY][2]])

    assert refused(parse_master(changed(change))) == [(HISTORY, "A5")]


@pytest.mark.parametrize("sheet", [OFFICE, PERSONS, ROLES, UNITS, INDICATORS, HISTORY, HOLIDAYS, STEPS])
def test_a_missing_sheet_is_the_only_problem_told(sheet: str) -> None:
    def change(book: Workbook) -> None:
        del book[sheet]

    assert refused(parse_master(changed(change))) == [(sheet, "")]


@pytest.mark.parametrize("sheet", [PERSONS, ROLES, UNITS, INDICATORS, HISTORY, HOLIDAYS, STEPS])
def test_a_missing_column_is_told_at_the_header(sheet: str) -> None:
    def change(book: Workbook) -> None:
        book[sheet]["B1"] = "Lain"

    assert refused(parse_master(changed(change))) == [(sheet, "A1")]


def test_a_header_written_twice_is_refused() -> None:
    def change(book: Workbook) -> None:
        book[PERSONS]["H1"] = "Nama"

    assert refused(parse_master(changed(change))) == [(PERSONS, "A1")]


def test_a_missing_line_of_kantor_is_named() -> None:
    found = typed(OFFICE, ROW[names.ZONE].replace("B", "A"), "Zona")
    assert isinstance(found, tuple)
    assert "Zona waktu" in found[0].words


def test_an_office_without_units_is_refused() -> None:
    def change(book: Workbook) -> None:
        for sheet in (UNITS, ROLES, INDICATORS, HISTORY):
            book[sheet].delete_rows(2, 40)

    assert refused(parse_master(changed(change))) == [(UNITS, "A2")]


def test_all_problems_are_told_together_in_the_order_of_the_workbook() -> None:
    def change(book: Workbook) -> None:
        book[PERSONS]["E2"] = "1"
        book[ROLES]["B3"] = "lurah"
        book[INDICATORS]["B2"] = "Tiga"
        book[INDICATORS]["I2"] = "banyak"
        del book[HOLIDAYS]

    assert refused(parse_master(changed(change))) == [
        (PERSONS, "E2"),
        (ROLES, "B3"),
        (INDICATORS, "B2"),
        (INDICATORS, "I2"),
        (HOLIDAYS, ""),
    ]
