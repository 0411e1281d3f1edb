"""The world of the stories: Kecamatan Contoh with two units of two indicators, a person per role, and one outsider."""

from datetime import datetime
from decimal import Decimal
from zoneinfo import ZoneInfo

from bot.workflow.achievement import Aggregation, Direction
from bot.workflow.master import IndicatorData, MasterData, OfficeData, PersonData, RoleData, UnitData
from bot.workflow.periods import PeriodKind, Schedule
from bot.workflow.policy import Policy, Profile
from bot.workflow.roles import Role

ZONE = ZoneInfo("Asia/Jakarta")
MONDAY = datetime(2027, 1, 4, 7, 40, tzinfo=ZONE)
"""Ten minutes after opening; at 08.00 the Jadwal Kerja proposes Triwulan IV Tahun 2026."""

PEMERINTAHAN, TRANTIB = "Kasi Pemerintahan", "Kasi Trantib"
VILLAGES, SERVICES, PATROLS, UNREST = (
    "Desa tertib administrasi",
    "Layanan tepat waktu",
    "Patroli wilayah",
    "Gangguan ketertiban",
)

PERSONS = (
    PersonData("camat", "Cakra Wibawa", "Bapak", "Pembina Tingkat I"),
    PersonData("sekretaris", "Sekar Ayuningtyas", "Ibu", "Pembina"),
    PersonData("kasubag", "Kartika Dewi", "Ibu", "Penata Tingkat I"),
    PersonData("staf", "Setyo Budi", "Bapak", "Pengatur"),
    PersonData("pandu", "Pandu Praja", "Bapak", "Penata"),
    PersonData("tiara", "Tiara Utami", "Ibu", "Penata"),
    PersonData("opi", "Opi Lestari", "Ibu", "Pengatur Muda"),
    PersonData("adi", "Adi Nugroho", "Bapak", "Pengatur"),
)
ROLES = (
    RoleData("camat", Role.CAMAT, "Camat Contoh"),
    RoleData("sekretaris", Role.SEKRETARIS, "Sekretaris Kecamatan"),
    RoleData("kasubag", Role.KASUBAG, "Kasubag Keu dan Prolap"),
    RoleData("staf", Role.STAF, "Staf Keu dan Prolap"),
    RoleData("pandu", Role.KASI, PEMERINTAHAN, PEMERINTAHAN),
    RoleData("tiara", Role.KASI, TRANTIB, TRANTIB),
    RoleData("opi", Role.OPERATOR, "Pengelola Data", PEMERINTAHAN),
    RoleData("adi", Role.ADMIN, "Admin"),
)


def _indicator(number: int, unit: str, name: str, satuan: str, target: int, **more: object) -> IndicatorData:
    values: dict[str, object] = {
        "sasaran": "Meningkatnya kualitas pelayanan kecamatan",
        "direction": Direction.UP,
        "aggregation": Aggregation.LAST,
        "year": 2026,
        "annual": Decimal(target),
        "quarters": (Decimal(target),) * 4,
    }
    return IndicatorData(number=number, unit=unit, name=name, satuan=satuan, **values | more)  # type: ignore[arg-type]


INDICATORS = (
    _indicator(1, PEMERINTAHAN, VILLAGES, "Persen", 90),
    _indicator(2, PEMERINTAHAN, SERVICES, "Dokumen", 1000, pagu=Decimal(20_000_000)),
    _indicator(3, TRANTIB, PATROLS, "Kali", 12),
    _indicator(4, TRANTIB, UNREST, "Kejadian", 4, direction=Direction.DOWN),
)


def small_office(*more: RoleData) -> MasterData:
    """The office as imported; `more` are roles that a story adds."""
    office = OfficeData(
        code="contoh",
        name="Kecamatan Contoh",
        zone="Asia/Jakarta",
        profile=Profile(
            "PEMERINTAH KABUPATEN CONTOH", "KECAMATAN CONTOH", place="Contoh", addressee=("Bupati Contoh",)
        ),
        policy=Policy(),
        schedules=(Schedule(PeriodKind.QUARTER),),
        sample=True,
    )
    units = (UnitData(PEMERINTAHAN, leader=True), UnitData(TRANTIB))
    return MasterData(office, PERSONS, (*ROLES, *more), units, INDICATORS)
