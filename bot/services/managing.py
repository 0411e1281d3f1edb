"""The everyday changes of the master data in the chat: what there is to choose from, what a change would do, and done.

They go the way of a whole Data Induk (services/mastering.py), each against the state it was shown against.
"""

from dataclasses import dataclass, replace
from datetime import timedelta

from bot.cards.managing import Choice, DayOff, Effect, ManageView
from bot.services import mastering, numbering, rescheduling
from bot.services.exporting import Exported, short_key
from bot.services.importing import Imported
from bot.services.mastering import Problems, Proposal
from bot.services.scope import Scope, national_days
from bot.store import addresses
from bot.workflow.days_off import set_days
from bot.workflow.events import Refused
from bot.workflow.everyday import GONE, appoint, holder, of_year, retarget, stand_ins, switch, years
from bot.workflow.managing import Asks, Draft, Task
from bot.workflow.master import Amendment, MasterData, PersonData
from bot.workflow.naming import identify
from bot.workflow.rights import Right

CHOSEN = frozenset({Asks.UNIT, Asks.INDICATOR, Asks.PERSON})
"""Questions whose answers are rows of the master data."""


def view(scope: Scope, draft: Draft) -> ManageView:
    """What the question is about, and what there is to choose from."""
    now = mastering.exported(scope)
    unit = now.units.get(draft.unit_id, "")
    return ManageView(
        office_id=scope.office.id,
        draft=draft,
        unit=unit,
        indicator=of_year(now.data, draft.number, draft.year),
        number=numbering.form_numbers(scope, now, draft.unit_id).get(draft.number, draft.number),
        holder=holder(now.data, unit, scope.now.date()),
        years=years(scope.now.date()),
        policy=scope.rules.policy,
        choices=CHOICES[draft.asks](scope, now, draft) if draft.asks in CHOSEN else (),
        days=_days(scope, now.data) if draft.asks is Asks.DAY else (),
    )


def _days(scope: Scope, data: MasterData) -> tuple[DayOff, ...]:
    """To come, this year and the next: the national ones, and in their place what the office itself has set."""
    today = scope.now.date()
    found = {d: DayOff(d, name) for year in (today.year, today.year + 1) for d, name in national_days(year).items()}
    found |= {one.day: DayOff(one.day, one.name, own=True, working=one.working) for one in data.holidays}
    return tuple(found[day] for day in sorted(found) if day >= today)


def _units(scope: Scope, now: Exported, draft: Draft) -> tuple[Choice, ...]:
    held = {name: holder(now.data, name, scope.now.date()) for name in now.units.values()}
    whose = {name: one.name if one and draft.task is Task.HOLDER else "" for name, one in held.items()}
    return tuple(Choice(unit_id, n, name, whose[name]) for n, (unit_id, name) in enumerate(now.units.items(), 1))


def _indicators(scope: Scope, now: Exported, draft: Draft) -> tuple[Choice, ...]:
    """Each once, by its number in the unit's form; targets only of those that are collected."""
    own = {one.number: one for one in now.data.indicators if one.unit == now.units.get(draft.unit_id)}
    wanted = [one for one in own.values() if one.active or draft.task is Task.INDICATOR]
    called = numbering.form_numbers(scope, now, draft.unit_id)
    found = (Choice(one.number, called[one.number], one.name, off=not one.active) for one in wanted)
    return tuple(sorted(found, key=lambda one: one.number))


def _persons(scope: Scope, now: Exported, draft: Draft) -> tuple[Choice, ...]:
    """By name; who holds the unit is none of them."""
    held = holder(now.data, now.units.get(draft.unit_id, ""), scope.now.date())
    titles = {one.key: _titles(now.data, one) for one in now.data.persons}
    known = sorted(((one.name, i, one) for i, one in now.persons.items() if one != held), key=lambda row: row[:2])
    return tuple(Choice(i, n, name, ", ".join(titles[one.key])) for n, (name, i, one) in enumerate(known, 1))


CHOICES = {Asks.UNIT: _units, Asks.INDICATOR: _indicators, Asks.PERSON: _persons}


def _titles(data: MasterData, person: PersonData) -> tuple[str, ...]:
    return tuple(dict.fromkeys(one.title for one in data.roles if one.person == person.key))


def toggled(scope: Scope, draft: Draft) -> Draft:
    """Of an indicator what it is not now."""
    now = of_year(mastering.exported(scope).data, draft.number, draft.year)
    return replace(draft, active=now is None or not now.active)


def who(scope: Scope, person: PersonData) -> PersonData | Refused:
    """Somebody typed: with the sapaan of who is known."""
    found = identify(person, mastering.exported(scope).data.persons)
    return found if isinstance(found, Refused) else replace(person, name=found.name, sapaan=found.sapaan)


# -- the change ------------------------------------------------------------------------------------------------------


def _changed(scope: Scope, now: Exported, draft: Draft) -> MasterData | Refused:
    match draft.task:
        case Task.TARGET:
            return retarget(now.data, draft.number, draft.year, draft.figure, draft.value)
        case Task.INDICATOR:
            return switch(now.data, draft.number, active=draft.active)
        case Task.HOLDER:
            person, unit = _person(now, draft), now.units.get(draft.unit_id)
            if person is None or unit is None:
                return GONE
            return person if isinstance(person, Refused) else appoint(now.data, unit, person, scope.now.date())
        case Task.DAYS:
            return set_days(now.data, draft.days)


def _person(now: Exported, draft: Draft) -> PersonData | Refused | None:
    if draft.person is None:
        return now.persons.get(draft.person_id)
    found = identify(draft.person, now.data.persons)
    if isinstance(found, Refused) or found.key:
        return found
    return replace(found, key=short_key(found.name, [one.key for one in now.data.persons]))


@dataclass(frozen=True)
class Proposed:
    """`shown`: what it would change, with an indicator called as its unit's form calls it."""

    proposal: Proposal
    effect: Effect
    shown: tuple[Amendment, ...]


def propose(scope: Scope, draft: Draft) -> Proposed | Problems | Refused:
    """Nothing is changed yet."""
    now = mastering.exported(scope)
    data = _changed(scope, now, draft)
    found = data if isinstance(data, Refused) else mastering.propose(scope, data, Right.MANAGE)
    if not isinstance(found, Proposal):
        return found
    effect = replace(_effect(scope, now, draft), moved=rescheduling.foreseen(scope, found.data))
    return Proposed(found, effect, _shown(scope, now, draft, found.amendments))


def _shown(scope: Scope, now: Exported, draft: Draft, found: tuple[Amendment, ...]) -> tuple[Amendment, ...]:
    of_indicator = draft.task in (Task.TARGET, Task.INDICATOR)
    return numbering.called(scope, now, draft.unit_id, draft.number, found) if of_indicator else found


def _effect(scope: Scope, now: Exported, draft: Draft) -> Effect:
    person, unit = _person(now, draft), now.units.get(draft.unit_id, "")
    if draft.task is not Task.HOLDER or not isinstance(person, PersonData):
        return Effect()
    names = {one.key: one.name for one in now.data.persons}
    before = holder(now.data, unit, scope.now.date())
    return Effect(
        before=before.name if before else "",
        ends_on=scope.now.date() - timedelta(days=1),
        stand_ins=tuple(names[one.person] for one in stand_ins(now.data, unit)),
        name=person.name,
        also=_titles(now.data, person),
        linked=_linked(scope, now, person),
    )


def _linked(scope: Scope, now: Exported, person: PersonData) -> bool:
    ids = (person_id for person_id, one in now.persons.items() if one.key == person.key)
    return any(addresses.reachable(scope.tx, one) for one in ids)


@dataclass(frozen=True)
class Applied:
    """What was changed. `newcomer` has no chat yet: their name, and who that is."""

    amendments: tuple[Amendment, ...]
    newcomer: str = ""
    newcomer_id: int = 0


def apply(scope: Scope, draft: Draft) -> Applied | Proposed | Problems | Refused:
    """Proposed where the office is no longer as it was when the change was shown: to be shown again."""
    found = propose(scope, draft)
    if not isinstance(found, Proposed) or found.proposal.against != draft.against:
        return found
    done = mastering.apply(scope, found.proposal.data, draft.against, Right.MANAGE)
    if not isinstance(done, Imported):
        return found if isinstance(done, Proposal) else done
    newcomer = "" if found.effect.linked else found.effect.name
    return Applied(found.shown, newcomer, _newcomer(scope, draft) if newcomer else 0)


def _newcomer(scope: Scope, draft: Draft) -> int:
    """Somebody who is in the office now."""
    now = mastering.exported(scope)
    person = _person(now, draft)
    return next((i for i, one in now.persons.items() if one == person), 0)
