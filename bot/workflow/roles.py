"""Who acts in the SOP: roles, their rank, and a person acting in one of them."""

from collections.abc import Mapping
from dataclasses import dataclass
from datetime import date
from enum import StrEnum


class Role(StrEnum):
    CAMAT = "camat"
    SEKRETARIS = "sekretaris"
    KASUBAG = "kasubag"
    STAF = "staf"
    KASI = "kasi"
    OPERATOR = "operator"
    ADMIN = "admin"


RANK: Mapping[Role, int] = {
    Role.CAMAT: 4,
    Role.SEKRETARIS: 3,
    Role.KASUBAG: 2,
    Role.STAF: 1,
    Role.KASI: 1,
    Role.OPERATOR: 1,
    Role.ADMIN: 0,
}
"""Superiors told by a reminder are only those ranked above the holder."""


class Tone(StrEnum):
    """How the office asks somebody for something, by the word it begins with."""

    PERKENAN = "perkenan"  # upward: their leave is begged
    MOHON = "mohon"
    DIMOHON = "dimohon"  # downward


TONE: Mapping[Role, Tone] = {
    Role.CAMAT: Tone.PERKENAN,
    Role.SEKRETARIS: Tone.PERKENAN,
    Role.KASUBAG: Tone.MOHON,
    Role.STAF: Tone.DIMOHON,
    Role.KASI: Tone.DIMOHON,
    Role.OPERATOR: Tone.DIMOHON,
    Role.ADMIN: Tone.DIMOHON,
}
"""As seen from the Kasubag, in whose name the bot writes."""


class Kind(StrEnum):
    """How a role is held; the labels are printed before the jabatan."""

    DEFINITIVE = "definitif"
    PLT = "plt"
    PLH = "plh"


PREFIX: Mapping[Kind, str] = {Kind.DEFINITIVE: "", Kind.PLT: "Plt. ", Kind.PLH: "Plh. "}


@dataclass(frozen=True)
class Assignment:
    """One role of one person; `unit_id` only for Kasi and operators; both dates inclusive, None is open.

    Of a mandate `stands_for` is whose role it is by right, where several hold it; `sk_number` the decree that gave it.
    """

    person_id: int
    role: Role
    unit_id: int | None
    title: str
    kind: Kind = Kind.DEFINITIVE
    starts_on: date | None = None
    ends_on: date | None = None
    stands_for: int | None = None
    sk_number: str = ""

    @property
    def style(self) -> str:
        """The jabatan as printed on papers: "Plh. Sekretaris Kecamatan"."""
        return PREFIX[self.kind] + self.title

    def covers(self, unit_id: int | None) -> bool:
        """A role held for the whole office is held for each of its units; None asks for no unit."""
        return unit_id is None or self.unit_id in (None, unit_id)

    def active(self, day: date) -> bool:
        return (self.starts_on is None or self.starts_on <= day) and (self.ends_on is None or day <= self.ends_on)


@dataclass(frozen=True)
class Away:
    """A role that somebody holds by right and does not act in: `by` is the mandate of who does meanwhile."""

    held: Assignment
    by: Assignment


@dataclass(frozen=True)
class Actor:
    """A person known to one office, with the assignments in force at this moment, and the roles they are away from."""

    person_id: int
    office_id: int
    name: str
    assignments: tuple[Assignment, ...]
    away: tuple[Away, ...] = ()

    def holding(self, *roles: Role, unit_id: int | None = None) -> Assignment | None:
        """The assignment by which this person may act as one of `roles` (for this unit, where one is named)."""
        return next((a for role in roles for a in self.assignments if a.role is role and a.covers(unit_id)), None)

    def away_from(self, *roles: Role, unit_id: int | None = None) -> Away | None:
        """The mandate by which somebody else acts as one of `roles` in their place."""
        return next((a for role in roles for a in self.away if a.held.role is role and a.held.covers(unit_id)), None)

    @property
    def own_units(self) -> frozenset[int]:
        """Held in any way, be it that somebody else acts there meanwhile: what comes from them is this person's own."""
        held = (*self.assignments, *(one.held for one in self.away))
        return frozenset(one.unit_id for one in held if one.unit_id is not None)

    @property
    def highest(self) -> Assignment | None:
        """By which a person of several roles is addressed."""
        return max(self.assignments, key=lambda a: RANK[a.role], default=None)

    @property
    def tone(self) -> Tone:
        return TONE[self.highest.role] if self.highest else Tone.DIMOHON
