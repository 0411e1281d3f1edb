"""What a Data Induk would change: told as the import does it, no more and no less."""

from dataclasses import replace
from datetime import UTC, date, datetime
from decimal import Decimal

import pytest

from bot.documents import master_names as names
from bot.documents.master_diff import differences
from bot.services.exporting import export_office
from bot.services.importing import Imported, import_office
from bot.store.engine import Tx
from bot.workflow.master import Amended, HistoryData, HolidayData, MasterData, PersonData, RoleData, UnitData
from bot.workflow.periods import PeriodKind, Schedule
from bot.workflow.policy import Doubts, StepOverride
from bot.workflow.roles import Kind, Role
from bot.workflow.steps import Step
from tests.master.master_samples import MASTER

NOW = datetime(2027, 1, 4, 1, 0, tzinfo=UTC)
FIRST, SECOND, _ = MASTER.indicators
OFFICE, POLICY = MASTER.office, MASTER.office.policy
FIGURES_OF_2027 = (
    "Target Tahun 85,1, Target TW II 0,125, Target TW III 0, Target TW IV 85,1, Pagu (Rp) 3.151.363.319,55"
)
STAF = RoleData("eka", Role.STAF, "Staf")

Line = tuple[str, str, str, str, str, str]
CHANGES: tuple[tuple[MasterData, tuple[Line, ...]], ...] = (
    (MASTER, ()),
    (
        replace(MASTER, office=replace(OFFICE, name="Kecamatan Baru", schedules=(Schedule(PeriodKind.QUARTER),))),
        (
            ("Kantor", "changed", "Nama kantor", "", "Kecamatan Uji", "Kecamatan Baru"),
            (
                "Kantor",
                "changed",
                "Jadwal pengumpulan",
                "",
                "triwulan: hari ke-1 pukul 08\ntahun: hari ke-5 pukul 09",
                "triwulan: hari ke-1 pukul 08",
            ),
        ),
    ),
    (
        replace(
            MASTER,
            office=replace(
                OFFICE,
                policy=replace(
                    POLICY,
                    doubts=Doubts(Decimal(3), Decimal("12.50"), Decimal("7.5")),
                    predicates=(("WTP", Decimal(4)),),
                    evidence_compulsory=False,
                ),
            ),
        ),
        (
            ("Kantor", "changed", "Nilai predikat", "", "Sangat Baik: 3,5\nWTP: 4", "WTP: 4"),
            ("Kantor", "changed", "Bukti dukung wajib", "", "ya", "tidak"),
            ("Kantor", "changed", "Ditanyakan bila di atas target (kali)", "", "1,5", "3"),
            ("Kantor", "changed", "Ditanyakan bila serapan di atas capaian (poin)", "", "0", "7,5"),
        ),
    ),
    (
        replace(MASTER, persons=(replace(MASTER.persons[0], name="Ani Contoh, S.E."), *MASTER.persons[1:])),
        (("Pegawai", "changed", "Ani Contoh, S.E.", "Nama", "Ani Contoh", "Ani Contoh, S.E."),),
    ),
    (
        replace(
            MASTER,
            persons=tuple(replace(one, key=f"kunci {one.key}") for one in MASTER.persons),
            roles=tuple(replace(one, person=f"kunci {one.person}") for one in MASTER.roles),
        ),
        (),
    ),
    (replace(MASTER, persons=(*MASTER.persons, PersonData("eka", "Eka Contoh", "Bapak"))), ()),
    (
        replace(
            MASTER,
            persons=(*MASTER.persons, PersonData("eka", "Eka Contoh", "Bapak")),
            roles=(*MASTER.roles[1:], STAF, RoleData("ani", Role.KASI, "Kasi Dua", "Dua", Kind.PLT)),
        ),
        (
            ("Pegawai", "added", "Eka Contoh", "", "", ""),
            ("Peran", "added", "Eka Contoh, staf", "", "", ""),
            ("Peran", "added", "Ani Contoh, kasi Dua", "", "", ""),
            ("Peran", "ended", "Ani Contoh, sekretaris", "", "", ""),
        ),
    ),
    (
        replace(MASTER, roles=(replace(MASTER.roles[0], title="Sekcam", ends_on=date(2027, 3, 1)), *MASTER.roles[1:])),
        (
            ("Peran", "changed", "Ani Contoh, sekretaris", "Jabatan", "Sekretaris Kecamatan", "Sekcam"),
            ("Peran", "changed", "Ani Contoh, sekretaris", "Sampai", "", "01-03-2027"),
        ),
    ),
    (
        replace(MASTER, units=(UnitData("Dua"), UnitData("Satu"), UnitData("Tiga"))),
        (
            ("Unit", "changed", "Satu", "Unit Pimpinan", "ya", ""),
            ("Unit", "added", "Tiga", "", "", ""),
            ("Unit", "changed", "Urutan", "", "Satu, Dua", "Dua, Satu"),
        ),
    ),
    (
        replace(
            MASTER,
            indicators=(
                replace(FIRST, name="Nilai baru", pagu=Decimal("1.12345")),
                replace(FIRST, name="Nilai baru", year=2027),
                replace(SECOND, active=False),
            ),
        ),
        (
            ("Indikator dan Target", "changed", "1. Nilai baru", "Indikator", "=Nilai", "Nilai baru"),
            ("Indikator dan Target", "changed", "2. Rentang", "Aktif", "ya", "tidak"),
            ("Indikator dan Target", "ended", "3. Opini", "", "", ""),
            (
                "Indikator dan Target",
                "changed",
                "1. Nilai baru (2026)",
                "Pagu (Rp)",
                "3.151.363.319,55",
                "1,12345",
            ),
            ("Indikator dan Target", "added", "1. Nilai baru (2027)", "", "", FIGURES_OF_2027),
        ),
    ),
    (
        replace(
            MASTER,
            history=(replace(MASTER.history[0], realisasi=Decimal(3)), HistoryData(2, "2025-triwulan-3", Decimal(1))),
        ),
        (
            ("Riwayat", "changed", "1. =Nilai, Triwulan IV Tahun 2025", "Realisasi", "-1,5", "3"),
            ("Riwayat", "added", "2. Rentang, Triwulan III Tahun 2025", "", "", ""),
        ),
    ),
    (
        replace(
            MASTER, holidays=(replace(MASTER.holidays[0], working=True), HolidayData(date(2027, 9, 1), "Pilkades"))
        ),
        (
            ("Hari Libur", "changed", "18-08-2027 Libur daerah (kantor masuk)", "Tetap Bekerja", "", "ya"),
            ("Hari Libur", "added", "01-09-2027 Pilkades", "", "", ""),
            ("Hari Libur", "ended", "02-01-2027 Masuk (kantor masuk)", "", "", ""),
        ),
    ),
    (
        replace(
            MASTER, office=replace(OFFICE, policy=replace(POLICY, steps=(StepOverride(Step.RECAP, Role.KASUBAG),)))
        ),
        (
            ("Langkah SOP", "changed", "Langkah 3", "Waktu", "1 jam 30 menit", ""),
            ("Langkah SOP", "changed", "Langkah 5", "Pelaksana", "kasi", ""),
            ("Langkah SOP", "changed", "Langkah 5", "Waktu", "3 hari", ""),
            ("Langkah SOP", "changed", "Langkah 5", "Wakil", "tidak ada", ""),
            ("Langkah SOP", "changed", "Langkah 5", "Pengingat", "hari terakhir", ""),
            ("Langkah SOP", "changed", "Langkah 5", "Atasan Bila Terlambat", "kasubag 0, camat 2", ""),
            ("Langkah SOP", "changed", "Langkah 8", "Pelaksana", "", "kasubag"),
            ("Langkah SOP", "changed", "Langkah 8", "Pengingat", "tidak ada", ""),
            ("Langkah SOP", "changed", "Langkah 8", "Atasan Bila Terlambat", "tidak ada", ""),
            ("Langkah SOP", "changed", "Langkah 13c", "Wakil", "camat, staf", ""),
        ),
    ),
)


@pytest.mark.parametrize(("data", "told"), CHANGES, ids=[str(number) for number in range(len(CHANGES))])
def test_every_difference_is_told_and_nothing_else(data: MasterData, told: tuple[Line, ...]) -> None:
    found = differences(MASTER, data)
    assert tuple((one.sheet, one.kind.value, one.what, one.column, one.old, one.new) for one in found) == told


@pytest.mark.parametrize(("data", "told"), CHANGES, ids=[str(number) for number in range(len(CHANGES))])
def test_the_import_does_what_was_told_after_which_nothing_is_left_to_tell(
    tx: Tx, data: MasterData, told: tuple[Line, ...]
) -> None:
    import_office(tx, MASTER, NOW)
    before = export_office(tx, 1, NOW.date()).data
    assert bool(differences(before, data)) == bool(told)
    done = import_office(tx, data, NOW)
    assert isinstance(done, Imported)
    assert (done.added, done.changed, done.closed) != (0, 0, 0) if told else done == Imported(1, 0, 0, 0)
    after = export_office(tx, 1, NOW.date()).data
    assert differences(after, data) == ()
    assert bool(differences(before, after)) == bool(told)


def test_no_sheet_and_no_kind_of_difference_goes_untried() -> None:
    everything = tuple(line for _, told in CHANGES for line in told)
    assert {line[0] for line in everything} == {
        names.OFFICE_SHEET,
        names.PERSONS_SHEET,
        names.ROLES_SHEET,
        names.UNITS_SHEET,
        names.INDICATORS_SHEET,
        names.HISTORY_SHEET,
        names.HOLIDAYS_SHEET,
        names.STEPS_SHEET,
    }
    assert {line[1] for line in everything} == set(Amended)
