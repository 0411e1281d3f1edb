"""The office that is struck: twenty people in twenty chats, fourteen units of eight indicators, four cycles at once."""

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
KASI = {unit: f"kasi-{unit.lower()}" for unit in UNITS}
PEOPLE = {key: name for key, name, _, _ in DESKS} | {who: f"Kasi {unit}" for unit, who in KASI.items()}
"""Names by keys."""


def office(today: date) -> MasterData:
    data = OfficeData(
        code="jatuh",
        name="Kecamatan Contoh",
        zone="Asia/Jakarta",
        profile=Profile("PEMERINTAH KABUPATEN CONTOH", "KECAMATAN CONTOH", place="Contoh", addressee=("Bupati",)),
        policy=Policy(),
        schedules=tuple(Schedule(kind) for kind in PeriodKind),
        sample=True,
    )
    people = tuple(PersonData(key, name, "Bapak", "Penata") for key, name in PEOPLE.items())
    roles = (
        *(RoleData(key, role, title, UNITS[0] if role is Role.OPERATOR else "") for key, _, role, title in DESKS),
        *(RoleData(who, Role.KASI, f"Kasi {unit}", unit) for unit, who in KASI.items()),
    )
    units = tuple(UnitData(name, leader=name == UNITS[0]) for name in UNITS)
    return MasterData(data, people, roles, units, tuple(_indicators(today)))


def _indicators(today: date) -> list[IndicatorData]:
    """With the targets of both years that a period which has ended may lie in."""
    return [
        IndicatorData(
            number=place * EACH + number,
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
        for place, unit in enumerate(UNITS)
        for number in range(1, EACH + 1)
    ]
