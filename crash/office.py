"""The office that is struck: twenty people in twenty chats, fourteen units of eight indicators, four cycles at once."""

from collections.abc import Iterable, Sequence
from datetime import date
from decimal import Decimal

from bot.workflow.achievement import Aggregation, Direction
from bot.workflow.master import IndicatorData, MasterData, OfficeData, PersonData, RoleData, UnitData
from bot.workflow.periods import PeriodKind, Schedule
from bot.workflow.policy import Policy, Profile
from bot.workflow.roles import Role

EACH = 8
"""Indicators of a unit."""
TARGET = Decimal(100)
"""Of all of them; who answers a little more is asked nothing else."""

DECIDED, FILLED, YEARLY, HANDED_OUT = PeriodKind.SEMESTER, PeriodKind.QUARTER, PeriodKind.YEAR, PeriodKind.MONTH
"""Where the cycles stand when the bot is first killed: one waits for its decision, two are being filled, and the forms
of the last one are about to be made and handed out."""

UNITS = (
    "Pemerintahan", "Trantib", "Kesos", "PMD", "Pelayanan", "Ekbang", "Umum", "Keuangan", "Bangunsari", "Mlilir",
    "Blimbing", "Candimulyo", "Doho", "Glonggong",
)  # fmt: skip
DESKS = (
    ("camat", "Cakra Wibawa", Role.CAMAT, "Camat Contoh"),
    ("sekretaris", "Sekar Ayuningtyas", Role.SEKRETARIS, "Sekretaris Kecamatan"),
    ("kasubag", "Kartika Dewi", Role.KASUBAG, "Kasubag Keu dan Prolap"),
    ("staf", "Setyo Budi", Role.STAF, "Staf Keu dan Prolap"),
    ("adi", "Adi Nugroho", Role.ADMIN, "Admin"),
    ("opi", "Opi Rahayu", Role.OPERATOR, "Pengelola Data"),
)


def kasi_of(units: Sequence[str]) -> dict[str, str]:
    return {unit: f"kasi-{unit.lower()}" for unit in units}


KASI = kasi_of(UNITS)


def office(
    today: date, units: Sequence[str] = UNITS, each: int = EACH, kinds: Iterable[PeriodKind] = PeriodKind
) -> MasterData:
    """So many units with so many indicators `each`; cycles of these kinds are on its Jadwal Kerja."""
    kasi = kasi_of(units)
    names = {key: name for key, name, _, _ in DESKS} | {who: f"Kasi {unit}" for unit, who in kasi.items()}
    data = OfficeData(
        code="jatuh",
        name="Kecamatan Contoh",
        zone="Asia/Jakarta",
        profile=Profile("PEMERINTAH KABUPATEN CONTOH", "KECAMATAN CONTOH", place="Contoh", addressee=("Bupati",)),
        policy=Policy(),
        schedules=tuple(Schedule(kind) for kind in kinds),
        sample=True,
    )
    people = tuple(PersonData(key, name, "Bapak", "Penata") for key, name in names.items())
    roles = (
        *(RoleData(key, role, title, units[0] if role is Role.OPERATOR else "") for key, _, role, title in DESKS),
        *(RoleData(who, Role.KASI, f"Kasi {unit}", unit) for unit, who in kasi.items()),
    )
    rows = tuple(UnitData(name, leader=name == units[0]) for name in units)
    return MasterData(data, people, roles, rows, tuple(_indicators(today, units, each)))


def _indicators(today: date, units: Sequence[str], each: int) -> list[IndicatorData]:
    """With the targets of both years that a period which has ended may lie in."""
    return [
        IndicatorData(
            number=place * each + number,
            unit=unit,
            sasaran="Meningkatnya kualitas pelayanan",
            name=f"Layanan {number} {unit}",
            satuan="Dokumen",
            direction=Direction.UP,
            aggregation=Aggregation.LAST,
            year=year,
            annual=TARGET,
            quarters=(TARGET,) * 4,
        )
        for year in (today.year - 1, today.year)
        for place, unit in enumerate(units)
        for number in range(1, each + 1)
    ]
