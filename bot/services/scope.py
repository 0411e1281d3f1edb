"""What a use case needs to act: the transaction, the moment, the office with its rules, and who is asking."""

from collections.abc import Mapping
from dataclasses import dataclass
from datetime import date, datetime
from functools import lru_cache
from zoneinfo import ZoneInfo

import holidays

from bot.store import offices
from bot.store.codec import decode
from bot.store.engine import Tx
from bot.workflow import mandates
from bot.workflow.cycle import Rules
from bot.workflow.papers import Letterhead
from bot.workflow.policy import Policy, Profile
from bot.workflow.roles import Actor, Assignment
from bot.workflow.worktime import Calendar

MACHINE = "Sistem"


@dataclass(frozen=True)
class Office:
    id: int
    name: str
    zone: ZoneInfo
    profile: Profile
    rules: Rules
    secret: bytes
    sample: bool
    lambang: str = ""  # sha256 of the picture in the kop; empty where there is none

    @property
    def letterhead(self) -> Letterhead:
        kop = self.profile
        return Letterhead(kop.regency, kop.office, kop.address, kop.contact, kop.place, self.sample)


@dataclass(frozen=True)
class Chat:
    channel: str
    chat_id: str


@dataclass(frozen=True)
class Scope:
    """`now` is in the office's zone. `actor` is None when the machine itself acts; `chat` is where it was asked.

    `acting_as` is by which of their jabatan the actor does what is being recorded.
    """

    tx: Tx
    now: datetime
    office: Office
    actor: Actor | None = None
    chat: Chat | None = None
    acting_as: Assignment | None = None

    @property
    def style(self) -> str:
        """As papers and history name who did it."""
        return self.acting_as.style if self.acting_as else MACHINE

    @property
    def rules(self) -> Rules:
        return self.office.rules

    @property
    def assignments(self) -> tuple[Assignment, ...]:
        """Everybody's, to act by today."""
        return mandates.in_force(offices.held(self.tx, self.office.id, self.now.date()))


def scope_for(tx: Tx, office_id: int, now: datetime, person_id: int | None = None, chat: Chat | None = None) -> Scope:
    """The scope of one person, or of the machine itself, in one office, which is theirs alone until the commit."""
    office = load_office(tx, office_id, now)
    local = now.astimezone(office.zone)
    scope = Scope(tx, local, office, chat=chat)
    if person_id is None:
        return scope
    held = offices.held(tx, office_id, local.date())
    own = tuple(a for a in mandates.in_force(held) if a.person_id == person_id)
    actor = Actor(person_id, office_id, offices.person(tx, person_id).name, own, mandates.away(held, person_id))
    return Scope(tx, local, office, actor, chat)


def load_office(tx: Tx, office_id: int, now: datetime) -> Office:
    row = offices.alone(tx, office_id)
    policy = decode(Policy, row.policy)
    own = tuple((h.day, h.working) for h in offices.holidays(tx, office_id))
    calendar = calendar_of(row.zone, policy, own, now.year)
    profile = decode(Profile, row.profile)
    rules, lambang = Rules(policy, calendar), row.lambang or ""
    return Office(row.id, row.name, calendar.zone, profile, rules, row.secret, row.sample, lambang)


@lru_cache(maxsize=64)
def calendar_of(zone: str, policy: Policy, own: tuple[tuple[date, bool], ...], year: int) -> Calendar:
    """The national calendar around this year with the office's own days, kept because every card needs it."""
    off = {day for y in range(year - 1, year + 3) for day in national_days(y)}
    return Calendar(
        zone=ZoneInfo(zone),
        days_off=frozenset(off | {day for day, working in own if not working}),
        regular=policy.regular,
        ramadan=policy.ramadan,
        ramadan_ranges=policy.ramadan_ranges,
        working=frozenset(day for day, working in own if working),
    )


@lru_cache(maxsize=64)
def national_days(year: int) -> Mapping[date, str]:
    """Public holidays and cuti bersama, each with its name; the latter only with the category "government"."""
    return _days_of(year, "public", "government")


def knows_joint_leave(year: int) -> bool:
    """Whether the cuti bersama of that year was published when the package of holidays was made."""
    return bool(_days_of(year, "government"))


def _days_of(year: int, *categories: str) -> Mapping[date, str]:
    found = holidays.country_holidays("ID", categories=categories, years=year, language="id")
    return {day: name for day, name in sorted(found.items()) if day.year == year}
