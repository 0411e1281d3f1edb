"""An office with something in every column, its workbook, and a pen to change single cells of it."""

from collections.abc import Callable
from dataclasses import replace
from datetime import date
from decimal import Decimal
from functools import cache
from io import BytesIO

from openpyxl import Workbook, load_workbook

from bot.documents.master import master_workbook, parse_master
from bot.workflow.achievement import Aggregation, Direction, DownFormula, Scale
from bot.workflow.ladder import LadderPolicy, Rung
from bot.workflow.master import (
    HistoryData,
    HolidayData,
    IndicatorData,
    MasterData,
    OfficeData,
    PersonData,
    Problem,
    RoleData,
    UnitData,
)
from bot.workflow.periods import PeriodKind, Schedule
from bot.workflow.policy import Doubts, Policy, Profile, StepOverride
from bot.workflow.roles import Kind, Role
from bot.workflow.steps import Step
from bot.workflow.worktime import REGULAR, Duration, Hours

SCHEDULES = (Schedule(PeriodKind.QUARTER), Schedule(PeriodKind.YEAR, 5, 9))
FEBRUARY = (date(2026, 2, 19), date(2026, 3, 20))
PROFILE = Profile(
    regency="PEMERINTAH KABUPATEN CONTOH",
    office="KECAMATAN UJI",
    address="Jalan Contoh 1\nUji",
    contact="pos-el: uji@contoh.id",
    place="Uji",
    addressee=("Yth. Bupati Contoh", "di CONTOH"),
    letter_number="000/1/2027",
    archive_code="000.8",
    remark="=Dengan hormat",
)
POLICY = Policy(
    steps=(
        StepOverride(Step.INSTRUCT, duration=Duration(minutes=90)),
        StepOverride(Step.FILL, Role.KASI, Duration(days=3), (), (Rung.TODAY,), ((Role.KASUBAG, 0), (Role.CAMAT, 2))),
        StepOverride(Step.RECAP, rungs=(), told=()),
        StepOverride(Step.DELIVER, delegates=(Role.CAMAT, Role.STAF)),
    ),
    regular=Hours((*REGULAR.week[:4], (), REGULAR.week[0], ())),
    ramadan=Hours((*REGULAR.week[:4], (), (), ())),
    ramadan_ranges=(FEBRUARY, (date(2027, 2, 8), date(2027, 3, 9))),
    ladder=LadderPolicy(snooze=30),
    scale=Scale(((Decimal("85.5"), "Baik"), (Decimal(0), "Kurang"))),
    cap=None,
    threshold=Decimal("75.5"),
    down=DownFormula.RATIO,
    reasons=(("belum", "Belum ada: menunggu"), ("lain", "Lain; lain")),
    doubts=Doubts(times_target=Decimal("1.5"), fall=Decimal("12.5"), absorption_gap=Decimal(0)),
    predicates=(("Sangat Baik", Decimal("3.5")), ("WTP", Decimal(4))),
    return_comments=("Lengkapi bukti.", "Cek satuan."),
    evidence_compulsory=True,
)
PERSONS = (
    PersonData("ani", "Ani Contoh", "Ibu", "Pembina", "196501011990011001"),
    PersonData("budi", "Budi Contoh", "Bapak"),
    PersonData("cici", "Cici Contoh", "Ibu"),
)
ROLES = (
    RoleData("ani", Role.SEKRETARIS, "Sekretaris Kecamatan"),
    RoleData("budi", Role.KASI, "Kasi Satu", "Satu"),
    RoleData("cici", Role.KASI, "Kasi Satu", "Satu", Kind.PLH, "800/1", date(2027, 1, 4), date(2027, 1, 8)),
    RoleData("cici", Role.ADMIN, "Admin"),
)
INDICATORS = (
    IndicatorData(
        1,
        "Satu",
        "Sasaran satu",
        "=Nilai",
        "Persen",
        Direction.UP,
        Aggregation.LAST,
        2026,
        Decimal("85.10"),
        (None, Decimal("0.125"), Decimal(0), Decimal("85.1")),
        pagu=Decimal("3151363319.55"),
        definition="Baris satu\nbaris dua",
        evidence="Laporan",
    ),
    IndicatorData(
        2,
        "Dua",
        "",
        "Rentang",
        "Hari",
        Direction.RANGE,
        Aggregation.SUM,
        2026,
        Decimal(5),
        (Decimal(5), Decimal(5), Decimal(5), Decimal(5)),
        upper=Decimal(9),
        pagu=Decimal("12345678901234567.25"),
    ),
    IndicatorData(
        3,
        "Dua",
        "",
        "Opini",
        "Predikat",
        Direction.GRADE,
        Aggregation.MEAN,
        2026,
        None,
        (None, None, None, Decimal(4)),
    ),
)
MASTER = MasterData(
    office=OfficeData("uji-1", "Kecamatan Uji", "Asia/Makassar", PROFILE, POLICY, SCHEDULES),
    persons=PERSONS,
    roles=ROLES,
    units=(UnitData("Satu", leader=True), UnitData("Dua")),
    indicators=INDICATORS,
    history=(
        HistoryData(1, "2025-triwulan-4", Decimal("-1.5"), Decimal(250)),
        HistoryData(1, "2026-bulan-12", None, Decimal(0)),
        HistoryData(2, "2025-tahun-1", Decimal(7)),
    ),
    holidays=(HolidayData(date(2027, 8, 18), "Libur daerah"), HolidayData(date(2027, 1, 2), "Masuk", working=True)),
)
PLAIN = replace(MASTER, office=replace(MASTER.office, policy=Policy(), profile=Profile(office="KECAMATAN UJI")))

_written = cache(master_workbook)
Typed = str | float | date | None
Change = Callable[[Workbook], None]


def changed(change: Change, data: MasterData = MASTER) -> bytes:
    """The office's workbook as it comes back after somebody changed it."""
    book = load_workbook(BytesIO(_written(data)))
    change(book)
    out = BytesIO()
    book.save(out)
    return out.getvalue()


def typed(sheet: str, cell: str, value: Typed, data: MasterData = MASTER) -> MasterData | tuple[Problem, ...]:
    """What is read after one cell was typed over."""

    def change(book: Workbook) -> None:
        book[sheet][cell] = value

    return parse_master(changed(change, data))


def read(found: MasterData | tuple[Problem, ...]) -> MasterData:
    assert isinstance(found, MasterData), found
    return found


def refused(found: MasterData | tuple[Problem, ...]) -> list[tuple[str, str]]:
    """Sheet and cell of every problem."""
    assert isinstance(found, tuple)
    return [(problem.sheet, problem.cell) for problem in found]
