"""An office's master data ("Data Induk") as it is imported: kantor, pegawai, peran, unit, indikator, riwayat, libur."""

from collections.abc import Iterable, Sequence
from dataclasses import dataclass, field
from datetime import date
from decimal import Decimal
from enum import StrEnum
from typing import Protocol, TypeVar

from bot.workflow.achievement import Aggregation, Direction
from bot.workflow.periods import Period, Schedule, parse_key
from bot.workflow.policy import Policy, Profile
from bot.workflow.roles import Kind, Role


@dataclass(frozen=True)
class OfficeData:
    code: str  # short and unique: dolopo
    name: str  # Kecamatan Dolopo
    zone: str  # Asia/Jakarta
    profile: Profile
    policy: Policy
    schedules: tuple[Schedule, ...]
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
    stands_for: str = ""  # of a mandate given in the chat: PersonData.key of whose role it is


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


def lacks_upper(one: IndicatorData) -> bool:
    """A range without its upper bound, though there are targets to reach."""
    targeted = any(target is not None for target in (one.annual, *one.quarters))
    return one.direction is Direction.RANGE and one.upper is None and targeted


@dataclass(frozen=True)
class HistoryData:
    """Realisasi of an earlier period."""

    number: int  # IndicatorData.number
    period: str  # Period.key
    realisasi: Decimal | None
    anggaran: Decimal | None = None

    @property
    def when(self) -> Period:
        return parse_key(self.period)


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


class Named(Protocol):
    """Somebody who is known already, in whatever shape."""

    @property
    def name(self) -> str: ...

    @property
    def nip(self) -> str: ...


Known = TypeVar("Known", bound=Named)


def recognised(persons: Iterable[PersonData], known: Iterable[Known]) -> dict[str, Known]:
    """Who of those known each person is, by the workbook's key: by NIP, else by name; absent is who is new.

    Those with a NIP first, so that a namesake without one cannot take their place.
    """
    left, found = list(known), dict[str, Known]()
    for person in sorted(persons, key=lambda one: not one.nip):
        match = _match(person, left)
        if match is not None:
            left.remove(match)
            found[person.key] = match
    return found


def _match(person: PersonData, known: Sequence[Known]) -> Known | None:
    """Two of the same name with different NIPs are two people."""
    by_nip = (one for one in known if person.nip and one.nip == person.nip)
    by_name = (one for one in known if _same(one.name, person.name) and not (person.nip and one.nip))
    return next(by_nip, None) or next(by_name, None)


def _same(one: str, other: str) -> bool:
    return one.split() == other.split()


class Amended(StrEnum):
    ADDED = "added"
    CHANGED = "changed"
    ENDED = "ended"


@dataclass(frozen=True)
class Amendment:
    """One difference between two states of the master data, in the words of the workbook.

    `what` names the row; `column`, `old` and `new` say what of it has changed, empty where all of it came or went; of
    the targets of a new year `new` says them all.
    """

    sheet: str
    kind: Amended
    what: str
    column: str = ""
    old: str = ""
    new: str = ""


@dataclass(frozen=True)
class MasterDataChanged:
    """What an office's history keeps of a change outside any cycle; `by` is the right by which it was made."""

    by: str
    amendments: tuple[Amendment, ...]


@dataclass(frozen=True)
class PersonInvited:
    """An invite was made for them; what it opens is nowhere kept."""

    person_id: int
    name: str


@dataclass(frozen=True)
class PersonUnlinked:
    """From this moment none of their chats can do anything; `chats`: how many there were."""

    person_id: int
    name: str
    styles: tuple[str, ...]
    chats: int


@dataclass(frozen=True)
class LambangChanged:
    """The picture in the kop, by its sha256: what it was, and what it is; empty where there is none."""

    old: str
    new: str


@dataclass(frozen=True)
class Problem:
    """Why a workbook cannot be imported: sheet, cell and a sentence that says what to do."""

    sheet: str
    cell: str
    words: str
