"""The small office of the stories without chats: services called as plain functions, at any moment one likes."""

from collections.abc import Callable
from dataclasses import dataclass
from datetime import datetime
from typing import Any

import sqlalchemy as sa

from bot.channels.base import Capabilities, Failure
from bot.services import collecting, forming, importing, inviting, loading, outgoing, starting, steps
from bot.services.forming import Answer
from bot.services.importing import Imported
from bot.services.outgoing import Ready
from bot.services.recording import record
from bot.services.scope import Chat, Scope, scope_for
from bot.store import cycles, departures, forms, offices, recaps, reminders, tables
from bot.store.cycles import TaskRow
from bot.store.engine import Engine
from bot.store.outbox import Outgoing
from bot.texts.say import from_json, plain, render
from bot.workflow.events import Event, Refused
from bot.workflow.forms import Field
from bot.workflow.master import MasterData
from bot.workflow.periods import Period, PeriodKind
from bot.workflow.steps import Step
from tests.stories.world import PEMERINTAHAN, PERSONS, TRANTIB, ZONE, small_office

PERIOD = Period(2026, PeriodKind.QUARTER, 4)
CHANNEL = "uji"
KASI = {PEMERINTAHAN: "pandu", TRANTIB: "tiara"}


def at(words: str) -> datetime:
    """A moment of January 2027 written "7-1 16.00", in the office's zone."""
    return datetime.strptime(f"2027 {words}", "%Y %d-%m %H.%M").replace(tzinfo=ZONE)


@dataclass
class Desk:
    """One office with a cycle, and the people by their keys; every call is a transaction of its own."""

    engine: Engine
    office_id: int
    persons: dict[str, int]
    cycle_id: int = 0
    read: int = 0

    def scope(self, tx: sa.Connection, now: datetime, who: str = "") -> Scope:
        return scope_for(tx, self.office_id, now, self.persons[who] if who else None)

    def run(self, fn: Callable[..., Any], now: datetime, who: str, *args: Any, **more: Any) -> Any:
        with self.engine.begin() as tx:
            return fn(self.scope(tx, now, who), *args, **more)

    def start(self, now: datetime) -> None:
        self.cycle_id = self.run(starting.start, now, "", PERIOD)

    def tasks(self, step: Step) -> list[TaskRow]:
        with self.engine.begin() as tx:
            return [t for t in cycles.tasks(tx, self.cycle_id) if t.step == step and t.closed_at is None]

    def task(self, step: Step, unit: str = "") -> TaskRow:
        found = self.tasks(step)
        with self.engine.begin() as tx:
            return next(t for t in found if self._unit(tx, t) == unit)

    def does(self, now: datetime, who: str, fn: Callable[..., Refused | None], step: Step, *args: Any) -> None:
        """The person does it at the one open task of this step, and may."""
        task = self.task(step)
        refused = self.run(fn, now, who, (task.id, task.version), *args)
        assert refused is None, refused

    def seen(self) -> str:
        """The hash of the newest version of the recap."""
        with self.engine.begin() as tx:
            latest = recaps.latest(tx, self.cycle_id)
        return latest.sha256 if latest else ""

    def shared_out(self, now: datetime) -> None:
        """Steps 1 to 3 and Bagikan, all at this moment; no form has arrived yet."""
        self.start(now)
        self.does(now, "sekretaris", steps.order, Step.ORDER)
        self.does(now, "kasubag", steps.prepare, Step.PREPARE)
        self.does(now, "kasubag", steps.instruct, Step.INSTRUCT)
        self.does(now, "staf", steps.distribute, Step.DISTRIBUTE)

    def distributed(self, now: datetime) -> None:
        """Steps 1 to 4; every form arrives."""
        self.shared_out(now)
        self.arrives(now)

    def arrives(self, now: datetime) -> None:
        """Every unit receives its form."""
        for unit, kasi in KASI.items():
            task = self.task(Step.FILL, unit)
            assert self.run(steps.receive, now, kasi, (task.id, task.version)) is None

    def fills(self, now: datetime, unit: str, who: str = "") -> None:
        """Every entry gets a reason why there is no value, from the unit's Kasi or from who is named."""
        with self.engine.begin() as tx:
            scope = self.scope(tx, now, who or KASI[unit])
            form = forming.form_of_task(scope, self.task_in(scope, Step.FILL, unit))
            assert form is not None
            given = tuple(
                answer
                for row in forms.entries(tx, form.id)
                for answer in (Answer(row.id, Field.REASON, "belum-terbit"),)
            )
            assert not isinstance(forming.fill(scope, form.id, given, "chat"), Refused)

    def task_in(self, scope: Scope, step: Step, unit: str) -> int:
        open_ = cycles.open_tasks(scope.tx, self.office_id)
        return next(t.id for t in open_ if t.step == step and self._unit(scope.tx, t) == unit)

    def _unit(self, tx: sa.Connection, task: TaskRow) -> str:
        """The name of the task's unit in this cycle; empty where the step is not done per unit."""
        return loading.unit_name(self.scope(tx, task.opened_at), task.cycle_id, task.unit_id)

    def submits(self, now: datetime, unit: str) -> None:
        task = self.task(Step.SUBMIT, unit)
        assert self.run(collecting.submit, now, KASI[unit], (task.id, task.version)) is None

    def collected(self, now: datetime) -> None:
        """Steps 1 to 6: both units have no data yet, and say so."""
        self.distributed(now)
        self.handed_in(now)

    def handed_in(self, now: datetime) -> None:
        """Steps 5 and 6."""
        for unit in KASI:
            self.fills(now, unit)
            self.submits(now, unit)

    def reported(self, now: datetime) -> None:
        """Steps 1 to 10: the Sekretaris is asked."""
        self.collected(now)
        self.recapped(now)

    def recapped(self, now: datetime) -> None:
        """Steps 7 to 10."""
        self.does(now, "kasubag", steps.assign_recap, Step.ASSIGN_RECAP)
        self.does(now, "staf", steps.confirm_recap, Step.RECAP)
        self.does(now, "staf", steps.hand_over_recap, Step.HAND_OVER)
        self.does(now, "kasubag", steps.report_recap, Step.REPORT)

    def happens(self, now: datetime, *events: Event) -> None:
        with self.engine.begin() as tx:
            record(self.scope(tx, now), self.cycle_id, events)

    def sends(self, now: datetime, *closed: str) -> None:
        """Whatever waits is sent, as the channel would; the chats of `closed` have shut the bot out."""
        with self.engine.begin() as tx:
            while waiting := departures.heads(tx, CHANNEL, 100):
                for row in waiting:
                    self._send(tx, row, now, reached=row.chat_id not in closed)

    def sends_only(self, now: datetime, who: str) -> None:
        """What waits for one person."""
        with self.engine.begin() as tx:
            while waiting := [row for row in departures.heads(tx, CHANNEL, 100) if row.chat_id == who]:
                self._send(tx, waiting[0], now, reached=True)

    def _send(self, tx: sa.Connection, row: Outgoing, now: datetime, *, reached: bool) -> None:
        found = outgoing.prepare(tx, row, now, Capabilities())
        if isinstance(found, Ready) and reached:
            outgoing.record_sent(tx, row, found.edit or str(row.id), found.shown, now)
        elif isinstance(found, Ready):
            outgoing.record_failed(tx, row, Failure.UNREACHABLE, "blocked", now)
        else:
            departures.mark_dropped(tx, row.id, "nothing to send", now)

    def told(self) -> dict[str, list[str]]:
        """The reminders written since the last look, by person, each as read; nothing else that was sent."""
        box = tables.outbox
        with self.engine.begin() as tx:
            found = tx.execute(sa.select(box.c.id, box.c.chat_id, box.c.kind, box.c.body).order_by(box.c.id)).all()
        new = [row for row in found if row.id > self.read and row.kind == "text"]
        self.read = max([self.read, *(row.id for row in found)])
        texts: dict[str, list[str]] = {}
        for row in new:
            said = from_json(row.body["said"])
            if said.key.startswith("reminder."):
                texts.setdefault(row.chat_id, []).append(plain(render(said)))
        return texts

    def buttons_of(self, who: str) -> list[str]:
        """The labels under the last message to this person."""
        box = tables.outbox
        last = (
            sa.select(box.c.body).where(box.c.chat_id == who, box.c.kind == "text").order_by(box.c.id.desc()).limit(1)
        )
        with self.engine.begin() as tx:
            return [button["label"] for row in tx.execute(last).scalar_one()["buttons"] for button in row]

    def rungs(self, task_id: int) -> list[tuple[str, str, int]]:
        """(rung, state, number of its deadline), in the order of their moments."""
        with self.engine.begin() as tx:
            return [(r.rung, r.state, r.deadline_no) for r in reminders.of_task(tx, task_id)]


def open_desk(engine: Engine, now: datetime, data: MasterData | None = None) -> Desk:
    """The office is imported and everybody is linked; a person's chat has their key for its id."""
    data = data or small_office()
    with engine.begin() as tx:
        imported = importing.import_office(tx, data, now)
        assert isinstance(imported, Imported)
        office_id = imported.office_id
        ids = {person.name: person.id for person in offices.persons(tx, office_id)}
        persons = {person.key: ids[person.name] for person in PERSONS}
        for key, person_id in persons.items():
            inviting.bind(tx, Chat(CHANNEL, key), office_id, person_id, now)
    return Desk(engine, office_id, persons)
