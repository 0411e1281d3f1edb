"""How far the quarter of the play has come, read from the bot's own records: which tasks wait, and for whom."""

from collections.abc import Mapping
from dataclasses import dataclass

from bot.store import cycles, forms, offices
from bot.store.engine import Tx
from bot.workflow.steps import BY_STEP, Step
from demo.figures import PLAY_PERIOD

Place = tuple[Step, str]
"""A step and the name of its unit, empty where the step is not done per unit."""


@dataclass(frozen=True)
class Progress:
    """`open` are the rounds of the tasks that wait; `over` once the cycle is finished or cancelled."""

    begun: bool
    over: bool
    open: Mapping[Place, int]

    @property
    def waiting(self) -> str:
        """ "langkah 5 (Kasi PMD), langkah 6 (Kasi Kesos)"."""
        return ", ".join(f"langkah {BY_STEP[step].number}{f' ({unit})' if unit else ''}" for step, unit in self.open)


def progress(tx: Tx) -> Progress:
    office_id = offices.all_offices(tx)[0].id
    row = cycles.by_period(tx, office_id, PLAY_PERIOD.key)
    if row is None:
        return Progress(begun=False, over=False, open={})
    names = {form.unit_id: form.unit_name for form in forms.of_cycle(tx, row.id)}
    waiting = [task for task in cycles.tasks(tx, row.id) if task.closed_at is None]
    places = {(Step(task.step), names.get(task.unit_id or 0, "")): task.round for task in waiting}
    return Progress(begun=True, over=row.phase != "open", open=places)
