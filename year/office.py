"""The office of the simulated year: ten units of one indicator, two Staf, and what of its calendar is its own."""

from datetime import date, datetime
from decimal import Decimal
from zoneinfo import ZoneInfo

from bot.workflow.achievement import Aggregation, Direction
from bot.workflow.master import HolidayData, IndicatorData, MasterData, OfficeData, PersonData, RoleData, UnitData
from bot.workflow.periods import PeriodKind, Schedule
from bot.workflow.policy import Policy, Profile
from bot.workflow.roles import Kind, Role

ZONE = ZoneInfo("Asia/Jakarta")
START = datetime(2026, 1, 2, 7, 30, tzinfo=ZONE)
"""A Friday: at 08.00 the Jadwal Kerja proposes December and Triwulan IV of 2025, the first two of the sixteen."""
END = datetime(2026, 12, 31, 18, 0, tzinfo=ZONE)
RAMADAN = (date(2026, 2, 19), date(2026, 3, 20))
DAY_OFF = date(2026, 7, 8)
"""Pilkades: the office alone is closed."""
WORKED = date(2026, 6, 6)
"""A Saturday on which the office alone is open."""
VALUE = Decimal(100)
"""Of every target; who answers it is asked nothing more."""

LEADER, UMUM, PEMERINTAHAN, TRANTIB, KESOS = "Camat (IKU)", "Subbag Umum", "Pemerintahan", "Trantib", "Kesos"
PMD, PELAYANAN, EKBANG, BANGUNSARI, MLILIR = "PMD", "Pelayanan", "Ekbang", "Bangunsari", "Mlilir"
KASI = {
    LEADER: "kasubag",
    UMUM: "umar",
    PEMERINTAHAN: "pandu",
    TRANTIB: "tiara",
    KESOS: "kesya",
    PMD: "pandu",
    PELAYANAN: "lestari",
    EKBANG: "eko",
    BANGUNSARI: "banu",
    MLILIR: "mila",
}
"""Who fills which unit at the beginning of the year; Pandu two of them, and the Kasubag the Camat's own."""
NEW_KASI, FROM = "endah", date(2026, 9, 3)
"""A new official in mid-cycle: Ekbang is hers from this day on."""
SUBSTITUTE, ABSENT = "lestari", (date(2026, 8, 4), date(2026, 8, 12))
"""Plh. of Trantib on these days."""

PEOPLE = (
    ("camat", "Cakra Wibawa", "Bapak"),
    ("sekretaris", "Sekar Ayuningtyas", "Ibu"),
    ("kasubag", "Kartika Dewi", "Ibu"),
    ("setyo", "Setyo Budi", "Bapak"),
    ("sari", "Sari Puspita", "Ibu"),
    ("umar", "Umar Hadi", "Bapak"),
    ("pandu", "Pandu Praja", "Bapak"),
    ("tiara", "Tiara Utami", "Ibu"),
    ("kesya", "Kesya Amelia", "Ibu"),
    ("lestari", "Lestari Ningrum", "Ibu"),
    ("eko", "Eko Prasetyo", "Bapak"),
    ("endah", "Endah Wulandari", "Ibu"),
    ("banu", "Banu Santoso", "Bapak"),
    ("mila", "Mila Kartini", "Ibu"),
    ("opi", "Opi Rahayu", "Ibu"),
    ("adi", "Adi Nugroho", "Bapak"),
)
ROLES = (
    RoleData("camat", Role.CAMAT, "Camat Contoh"),
    RoleData("sekretaris", Role.SEKRETARIS, "Sekretaris Kecamatan"),
    RoleData("kasubag", Role.KASUBAG, "Kasubag Keu dan Prolap"),
    RoleData("setyo", Role.STAF, "Staf Keu dan Prolap"),
    RoleData("sari", Role.STAF, "Staf Keu dan Prolap"),
    *(RoleData(who, Role.KASI, unit, unit) for unit, who in KASI.items() if unit != EKBANG),
    RoleData("eko", Role.KASI, EKBANG, EKBANG, ends_on=date(2026, 9, 2)),
    RoleData(NEW_KASI, Role.KASI, EKBANG, EKBANG, starts_on=FROM),
    RoleData(SUBSTITUTE, Role.KASI, TRANTIB, TRANTIB, Kind.PLH, "800/17/2026", *ABSENT),
    RoleData("opi", Role.OPERATOR, "Pengelola Data", KESOS),
    RoleData("adi", Role.ADMIN, "Admin"),
)


def office() -> MasterData:
    data = OfficeData(
        code="tahun",
        name="Kecamatan Contoh",
        zone=ZONE.key,
        profile=Profile("PEMERINTAH KABUPATEN CONTOH", "KECAMATAN CONTOH", place="Contoh", addressee=("Bupati",)),
        policy=Policy(ramadan_ranges=(RAMADAN,)),
        schedules=(Schedule(PeriodKind.MONTH), Schedule(PeriodKind.QUARTER)),
        sample=True,
    )
    people = tuple(PersonData(key, name, sapaan, "Penata") for key, name, sapaan in PEOPLE)
    units = tuple(UnitData(name, leader=name == LEADER) for name in KASI)
    holidays = (HolidayData(DAY_OFF, "Pilkades"), HolidayData(WORKED, "Kerja bakti", working=True))
    return MasterData(data, people, ROLES, units, tuple(_indicators()), holidays=holidays)


def _indicators() -> list[IndicatorData]:
    """One a unit, with the targets of both years that the sixteen periods lie in."""
    return [
        IndicatorData(
            number=position,
            unit=unit,
            sasaran="Meningkatnya kualitas pelayanan",
            name=f"Layanan {unit}",
            satuan="Persen",
            direction=Direction.UP,
            aggregation=Aggregation.LAST,
            year=year,
            annual=VALUE,
            quarters=(VALUE,) * 4,
        )
        for year in (START.year - 1, START.year)
        for position, unit in enumerate(KASI, 1)
    ]
