"""A mandate in the making: whose role, who acts in it, by which decree, from when, until when; and ended early."""

import re
from collections.abc import Callable, Mapping
from dataclasses import dataclass, replace
from datetime import date, timedelta
from enum import StrEnum

from bot.workflow.events import Refused, refused
from bot.workflow.letters import DATE_FAR, read_date
from bot.workflow.master import MasterData, PersonData, RoleData
from bot.workflow.roles import Kind, Role

ONE_FOR_ALL = (Role.CAMAT, Role.SEKRETARIS, Role.KASUBAG, Role.STAF)
"""Posts that every office has, though nobody may hold them."""
POSTS = (*ONE_FOR_ALL, Role.KASI)
"""Roles that somebody acts in for a time; an operator or an admin more is another row of the Data Induk."""
LONGEST_SK = 60
"""Characters of an SK number."""
_NAMED = re.compile(r"^(?:(?:sk|nomor|no)(?:[.:]\s*|\s+))+", re.IGNORECASE)
"""What a number is called, before it: the sentences that quote it say so themselves."""
LONGEST = timedelta(days=366)
"""A mandate of more than a year is an appointment."""


class Asks(StrEnum):
    POST = "post"
    PERSON = "person"
    SK = "sk"
    FROM = "from"
    TO = "to"
    SURE = "sure"


@dataclass(frozen=True)
class Draft:
    """`holder_id`: whose role it is, 0 where it is vacant; `only_of` limits the choice to the roles of one person.

    `against` is the hash of the state that the mandate was shown against.
    """

    asks: Asks = Asks.POST
    role: Role = Role.KASI
    unit_id: int = 0
    holder_id: int = 0
    person_id: int = 0
    sk_number: str = ""
    starts_on: date | None = None
    ends_on: date | None = None
    only_of: int = 0
    page: int = 0
    against: str = ""

    @property
    def kind(self) -> Kind:
        """Plh. for who is away for a time, Plt. for a post that nobody holds."""
        return Kind.PLH if self.holder_id else Kind.PLT

    @property
    def post(self) -> str:
        return f"{self.role}.{self.unit_id}.{self.holder_id}"


def holds(asks: Asks) -> bool:
    """Whether something was typed that would be lost."""
    return asks in (Asks.FROM, Asks.TO, Asks.SURE)


def picked(draft: Draft, choice: str) -> Draft:
    """What follows a choice out of those that were offered."""
    draft = replace(draft, page=0)
    if draft.asks is Asks.POST:
        role, unit_id, holder_id = choice.split(".")
        return replace(draft, asks=Asks.PERSON, role=Role(role), unit_id=int(unit_id), holder_id=int(holder_id))
    return replace(draft, asks=Asks.SK, person_id=int(choice))


def answered(draft: Draft, words: str, today: date) -> Draft | Refused:
    """What was typed: the SK number, or a date; once all is there a date corrects the last day."""
    read = READ.get(draft.asks)
    return read(draft, words, today) if read else draft


def _sk(draft: Draft, words: str, today: date) -> Draft | Refused:
    number = _NAMED.sub("", " ".join(words.split()))
    if not any(character.isdigit() for character in number) or len(number) > LONGEST_SK:
        return refused("mandate.sk_unread", words=number[:LONGEST_SK], longest=LONGEST_SK)
    return replace(draft, asks=Asks.FROM, sk_number=number)


def _date(words: str, today: date) -> date | Refused:
    read = read_date(words, today)
    return refused("mandate.date_far", **read.params) if isinstance(read, Refused) and read.key == DATE_FAR else read


def _from(draft: Draft, words: str, today: date) -> Draft | Refused:
    day = _date(words, today)
    return day if isinstance(day, Refused) else replace(draft, asks=Asks.TO, starts_on=day)


def _to(draft: Draft, words: str, today: date) -> Draft | Refused:
    day, first = _date(words, today), draft.starts_on or today
    if isinstance(day, Refused):
        return day
    if day < max(first, today):
        return refused("mandate.ends_early", day=day, first=max(first, today))
    if day - first > LONGEST:
        return refused("mandate.too_long")
    return replace(draft, asks=Asks.SURE, ends_on=day)


READ: Mapping[Asks, Callable[[Draft, str, date], Draft | Refused]] = {
    Asks.SK: _sk,
    Asks.FROM: _from,
    Asks.TO: _to,
    Asks.SURE: _to,
}


# -- the change ------------------------------------------------------------------------------------------------------


@dataclass(frozen=True)
class Mandate:
    """As the master data speaks of it: people by their keys, the unit by its name; `holder` empty for a vacant post."""

    role: Role
    title: str
    unit: str
    holder: str
    person: str
    sk_number: str
    starts_on: date
    ends_on: date

    @property
    def row(self) -> RoleData:
        kind = Kind.PLH if self.holder else Kind.PLT
        dates = (self.starts_on, self.ends_on)
        return RoleData(self.person, self.role, self.title, self.unit, kind, self.sk_number, *dates, self.holder)


def add(data: MasterData, given: Mandate) -> MasterData | Refused:
    """One substitute at a time, and nobody for themselves."""
    if given.person == given.holder or given.person not in {one.key for one in data.persons}:
        return refused("mandate.not_oneself")
    rival = next((one for one in data.roles if _rivals(one, given)), None)
    if rival is not None:
        name = _named(data.persons, rival.person)
        if rival.ends_on is None:
            return refused("mandate.given_open", name=name)
        return refused("mandate.given_already", name=name, until=rival.ends_on)
    return replace(data, roles=(*data.roles, given.row))


def _rivals(one: RoleData, given: Mandate) -> bool:
    same = one.kind is not Kind.DEFINITIVE and (one.role, one.unit) == (given.role, given.unit)
    whose = not one.stands_for or not given.holder or one.stands_for == given.holder
    begins, ends = one.starts_on or date.min, one.ends_on or date.max
    return same and whose and begins <= given.ends_on and given.starts_on <= ends


def _named(persons: tuple[PersonData, ...], key: str) -> str:
    return next((one.name for one in persons if one.key == key), key)


def drop(data: MasterData, mandate: RoleData) -> MasterData | Refused:
    """From this moment on; its row ends with the day before, as every role that is taken away."""
    if mandate not in data.roles:
        return refused("mandate.gone")
    return replace(data, roles=tuple(one for one in data.roles if one != mandate))
