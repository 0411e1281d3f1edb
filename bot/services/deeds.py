"""What somebody did in a jabatan since a moment, read from the history: short lines for who was away."""

from collections.abc import Callable, Mapping, Sequence
from dataclasses import dataclass
from datetime import datetime
from typing import Any

from bot.services import loading
from bot.services.reports import ENDED_OTHERWISE
from bot.services.scope import Scope
from bot.services.uploading import quoted
from bot.store import history
from bot.store.codec import decode
from bot.store.history import Deed
from bot.texts.say import Text, text
from bot.workflow import events as ev
from bot.workflow.master import LambangChanged, MasterDataChanged, PersonInvited, PersonUnlinked
from bot.workflow.steps import Step

SHOWN = 15
"""Lines of a summary; the rest is counted."""


@dataclass(frozen=True)
class Group:
    """Deeds of one kind in one unit, told as one; `count`: how many entries, or pieces of evidence, they were of."""

    scope: Scope
    deeds: Sequence[Deed]

    @property
    def last(self) -> Deed:
        return self.deeds[-1]

    @property
    def count(self) -> int:
        return len({str(one.data.get("entry_id")) + str(one.data.get("name", "")) for one in self.deeds})

    @property
    def unit(self) -> str:
        return self.unit_of(self.last)

    @property
    def units(self) -> str:
        return ", ".join(dict.fromkeys(self.unit_of(one) for one in self.deeds))

    def unit_of(self, one: Deed) -> str:
        return loading.unit_name(self.scope, one.cycle_id or 0, one.data.get("unit_id"))


def lines(scope: Scope, person_id: int, style: str, since: datetime) -> tuple[Text, ...]:
    """In order of time; what a cancellation or a rekap sementara closed is told with it, not task by task."""
    found = history.deeds(scope.tx, scope.office.id, person_id, since)
    groups: dict[object, list[Deed]] = {}
    for one in found:
        if one.acting_as.endswith(f", {style}") and one.event in SAID:
            groups.setdefault(_together(one), []).append(one)
    told = sorted((Group(scope, own) for own in groups.values()), key=lambda group: group.last.at)
    said = tuple(line for group in told if (line := _line(group)) is not None)
    more = len(said) - SHOWN
    return (*said[:SHOWN], text("deed.more", count=more)) if more > 0 else said


def _together(one: Deed) -> object:
    if one.event in OF_ONE_UNIT:
        return one.cycle_id, one.event, one.data.get("unit_id")
    return (one.cycle_id, one.event, one.at) if one.event == ev.FormExcluded.__name__ else id(one)


def _line(group: Group) -> Text | None:
    last, scope = group.last, group.scope
    what = SAID[last.event](group)
    if what is None:
        return None
    at = last.at.astimezone(scope.office.zone)
    if last.cycle_id is None:
        return text("deed.of_office", what=what, at=at)
    return text("deed.of_cycle", period=loading.period(scope, last.cycle_id).label, what=what, at=at)


def _closed(group: Group) -> Text | None:
    event = decode(ev.TaskClosed, group.last.data)
    if event.outcome in ENDED_OTHERWISE:
        return None
    unit = text("card.unit", unit=group.unit) if event.unit_id else text("card.nothing")
    step = group.scope.rules.policy.row(Step(event.step)).number
    return text("deed.closed", step=step, unit=unit, outcome=text(f"outcome.{event.outcome}"))


def _received(group: Group) -> Text | None:
    """An answer that was the receipt, too, is told as an answer."""
    key = {"chat": "deed.received", "langsung": "deed.handed_over"}.get(group.last.data["how"])
    return text(key, unit=group.unit) if key else None


def _extended(group: Group) -> Text:
    event = decode(ev.TimeExtended, group.last.data)
    due = event.due_at.astimezone(group.scope.office.zone)
    return text("deed.extended", unit=group.unit, days=event.days, due=due)


def _postponed(group: Group) -> Text:
    event = decode(ev.CyclePostponed, group.last.data)
    until = event.until.astimezone(group.scope.office.zone)
    return text("deed.postponed", until=until, reason=quoted(event.reason))


def _changed(group: Group) -> Text | None:
    """The first of what was changed names it."""
    found = decode(MasterDataChanged, group.last.data).amendments
    if not found:
        return None
    first, others = found[0], len(found) - 1
    more = text("deed.and_more", count=others) if others else text("card.nothing")
    return text(f"deed.changed_{first.kind}", sheet=first.sheet, what=quoted(first.what), more=more)


def _lambang(group: Group) -> Text:
    return text("deed.lambang_changed" if group.last.data["new"] else "deed.lambang_dropped")


def _quoting(key: str, name: str) -> Callable[[Group], Text]:
    return lambda group: text(key, unit=group.units, **{name: quoted(group.last.data[name])})


def _of_unit(key: str) -> Callable[[Group], Text]:
    return lambda group: text(key, unit=group.unit)


def _counted(key: str) -> Callable[[Group], Text]:
    return lambda group: text(key, unit=group.unit, count=group.count)


def _said(key: str) -> Callable[[Group], Text]:
    return lambda _: text(key)


def _named(key: str) -> Callable[[Group], Text]:
    return lambda group: text(key, name=group.last.data["name"])


Say = Callable[[Group], Text | None]

KINDS: Mapping[type[Any], Say] = {
    ev.TaskClosed: _closed,
    ev.CycleOpened: _said("deed.begun"),
    ev.CyclePostponed: _postponed,
    ev.CycleResumed: _said("deed.resumed"),
    ev.CycleCancelled: lambda group: text("deed.cancelled", reason=quoted(group.last.data["reason"])),
    ev.CycleReopened: _quoting("deed.reopened", "reason"),
    ev.StafChosen: _said("deed.staf"),
    ev.FormEntrusted: _of_unit("deed.entrusted"),
    ev.FormReceived: _received,
    ev.EntryFilled: _counted("deed.filled"),
    ev.EvidenceAdded: _counted("deed.proved"),
    ev.EvidenceRemoved: _counted("deed.unproved"),
    ev.ProblemRaised: _quoting("deed.problem", "words"),
    ev.TimeExtended: _extended,
    ev.FormCameLate: _of_unit("deed.came_late"),
    ev.FormWithdrawn: _of_unit("deed.withdrawn"),
    ev.FormExcluded: _quoting("deed.left_out", "reason"),
    ev.IndicatorsRevised: _of_unit("deed.revised"),
    MasterDataChanged: _changed,
    PersonInvited: _named("deed.invited"),
    PersonUnlinked: _named("deed.unlinked"),
    LambangChanged: _lambang,
}
"""What is told of; the rest follows from it, or is said by the task that was closed with it."""

SAID: Mapping[str, Say] = {kind.__name__: say for kind, say in KINDS.items()}

OF_ONE_UNIT = frozenset(
    kind.__name__ for kind in (ev.EntryFilled, ev.EvidenceAdded, ev.EvidenceRemoved, ev.IndicatorsRevised)
)
"""One line for all of a unit."""
