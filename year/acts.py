"""How each step is done in the chat: which buttons are pressed and what is written, by whoever's task it is."""

from collections.abc import Awaitable, Callable, Mapping
from typing import Protocol

from bot.store.cycles import TaskRow
from bot.workflow.steps import Step
from year import scenes
from year.office import VALUE

MOST_ANSWERS = 8


class Desk(Protocol):
    """What an act needs of the year that is being played."""

    def period(self, task: TaskRow) -> str: ...

    def once(self, what: str, cycle_id: int) -> bool:
        """True the first time it is asked."""
        ...

    def offers(self, who: str, wanted: str) -> bool: ...

    async def press(self, who: str, wanted: str) -> None: ...

    async def say(self, who: str, words: str) -> None: ...

    async def is_open(self, task_id: int) -> bool: ...

    async def unit_and_entry(self, task: TaskRow, unit: str) -> tuple[int, int]:
        """The ids of the unit and of the first entry of its form."""
        ...


Act = Callable[[Desk, str, TaskRow], Awaitable[None]]


def tap(*verbs: str) -> Act:
    """One button after the other, each about the task."""

    async def act(desk: Desk, who: str, task: TaskRow) -> None:
        for verb in verbs:
            await desk.press(who, f"{verb}:{task.id}")

    return act


async def instruct(desk: Desk, who: str, task: TaskRow) -> None:
    """In every second cycle one of the Staf is chosen."""
    if task.cycle_id % 2 and desk.once("staf", task.cycle_id):
        await desk.press(who, f"staf:{task.id}")
        await desk.press(who, f"staf_is:{task.id}")
    await desk.press(who, f"instruct:{task.id}")


async def fill(desk: Desk, who: str, task: TaskRow) -> None:
    """Terima from some, else the first answer is the receipt; an answer to each question until the form is complete."""
    if task.id % 3 == 0 and desk.offers(who, f"receive:{task.id}"):
        await desk.press(who, f"receive:{task.id}")
    await desk.press(who, f"fill:{task.id}")
    for _ in range(MOST_ANSWERS):
        await desk.say(who, str(VALUE if task.round == 1 else VALUE - 1))
        if not await desk.is_open(task.id):
            return
    raise RuntimeError(f"task {task.id}: {MOST_ANSWERS} answers did not fill the form")


async def report(desk: Desk, who: str, task: TaskRow) -> None:
    if desk.period(task) in scenes.BACK_TO_STAF and desk.once("sendback", task.cycle_id):
        await desk.press(who, f"sendback:{task.id}")
        await desk.say(who, "Mohon diperiksa sekali lagi.")
    else:
        await desk.press(who, f"report:{task.id}")


async def decide(desk: Desk, who: str, task: TaskRow) -> None:
    if desk.period(task) in scenes.RETURNED and desk.once("return", task.cycle_id):
        await _send_back(desk, who, task)
    else:
        await desk.press(who, f"approve:{task.id}")
        await desk.press(who, f"approve_yes:{task.id}")


async def _send_back(desk: Desk, who: str, task: TaskRow) -> None:
    """A comment to one entry of each unit named, and the arahan."""
    await desk.press(who, f"return:{task.id}")
    for unit in scenes.RETURNED[desk.period(task)]:
        unit_id, entry_id = await desk.unit_and_entry(task, unit)
        await desk.press(who, f"rt_unit:{task.id}:{unit_id}")
        await desk.press(who, f"rt_entry:{task.id}:{entry_id}")
        await desk.say(who, "Mohon diperiksa.")
        await desk.press(who, f"rt_units:{task.id}")
    await desk.press(who, f"rt_next:{task.id}")
    await desk.say(who, "Mohon dilengkapi.")
    await desk.press(who, f"rt_send:{task.id}")


async def forward(desk: Desk, who: str, task: TaskRow) -> None:
    shorter = f"forward:{task.id}:{task.version}:1"
    less = desk.period(task) in scenes.IN_ONE_DAY and desk.offers(who, shorter)
    await desk.press(who, shorter if less else f"forward:{task.id}")


async def letter(desk: Desk, who: str, task: TaskRow) -> None:
    await desk.press(who, f"letter:{task.id}")
    await desk.say(who, f"000.8.6.3/{task.cycle_id}/CONTOH/2026")
    await desk.press(who, f"letter_today:{task.id}")
    await desk.press(who, f"letter_yes:{task.id}")


async def sign(desk: Desk, who: str, task: TaskRow) -> None:
    if desk.period(task) in scenes.REPORT_BACK and desk.once("reportback", task.cycle_id):
        await desk.press(who, f"reportback:{task.id}")
        await desk.say(who, "Mohon narasi diperbaiki.")
    else:
        await desk.press(who, f"sign:{task.id}")


ACTS: Mapping[Step, Act] = {
    Step.ORDER: tap("order"),
    Step.PREPARE: tap("prepare"),
    Step.INSTRUCT: instruct,
    Step.DISTRIBUTE: tap("distribute"),
    Step.FILL: fill,
    Step.SUBMIT: tap("submit"),
    Step.ASSIGN_RECAP: tap("assign"),
    Step.RECAP: tap("recap"),
    Step.HAND_OVER: tap("passon"),
    Step.REPORT: report,
    Step.DECIDE: decide,
    Step.SECOND: tap("approve", "approve_yes"),
    Step.FORWARD: forward,
    Step.ARCHIVE: tap("archive"),
    Step.LETTER: letter,
    Step.SIGN: sign,
    Step.DELIVER: tap("deliver"),
}
