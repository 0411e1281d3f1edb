"""An office's master data ("Data Induk") as it is imported: kantor, pegawai, peran, unit, indikator, riwayat, libur."""

from dataclasses import dataclass, field
from datetime import date
from decimal import Decimal

from bot.workflow.achievement import Aggregation, Direction
from bot.workflow.periods import PeriodKind
from bot.workflow.policy import Policy, Profile
from bot.workflow.roles import Kind, Role


@dataclass(frozen=True)
class OfficeData:
    code: str  # short and unique: dolopo
    name: str  # Kecamatan Dolopo
    zone: str  # Asia/Jakarta
    profile: Profile
    policy: Policy
    schedules: tuple[PeriodKind, ...]
    sample: bool = False


@dataclass(frozen=True)
class PersonData:
    """`key` names the person within the workbook, so that a role can refer to them."""

    key: str
    name: str
    sapaan: str
    rank: str = ""
    nip: str = ""


@dataclass(frozen=True)
class RoleData:
    person: str  # PersonData.key
    role: Role
    title: str  # jabatan
    unit: str = ""  # UnitData.name, for Kasi and operators
    kind: Kind = Kind.DEFINITIVE
    sk_number: str = ""
    starts_on: date | None = None
    ends_on: date | None = None


@dataclass(frozen=True)
class UnitData:
    name: str
    leader: bool = False  # the Camat's own indicators


@dataclass(frozen=True)
class IndicatorData:
    """An indicator with the targets of one year; in another year its row differs in nothing but these."""

    number: int
    unit: str
    sasaran: str
    name: str
    satuan: str
    direction: Direction
    aggregation: Aggregation
    year: int
    annual: Decimal | None
    quarters: tuple[Decimal | None, Decimal | None, Decimal | None, Decimal | None]
    upper: Decimal | None = None
    pagu: Decimal | None = None
    definition: str = ""
    evidence: str = ""
    active: bool = True


@dataclass(frozen=True)
class HistoryData:
    """Realisasi of an earlier period."""

    number: int  # IndicatorData.number
    period: str  # Period.key
    realisasi: Decimal | None
    anggaran: Decimal | None = None


@dataclass(frozen=True)
class HolidayData:
    day: date
    name: str
    working: bool = False


@dataclass(frozen=True)
class MasterData:
    office: OfficeData
    persons: tuple[PersonData, ...]
    roles: tuple[RoleData, ...]
    units: tuple[UnitData, ...]
    indicators: tuple[IndicatorData, ...]
    history: tuple[HistoryData, ...] = ()
    holidays: tuple[HolidayData, ...] = field(default=())


@dataclass(frozen=True)
class Problem:
    """Why a workbook cannot be imported: sheet, cell and a sentence that says what to do."""

    sheet: str
    cell: str
    words: str
