"""One small thing that one person does on a phone: press, write, answer the form, send the workbook."""

from collections.abc import Mapping
from dataclasses import dataclass
from datetime import datetime
from enum import StrEnum

from bot.workflow.steps import Step
from demo.attachments import attachment
from demo.figures import Figure
from demo.phone import answer, open_question, send_workbook
from demo.stage import Stage
from simulator import Person

SHOWN = 60


class Does(StrEnum):
    PRESS = "press"
    SAY = "say"
    FILL = "fill"  # opens the form with `words`, then answers one question at a time until the form is full
    SEND = "send"  # downloads the form, fills it in Excel and sends it back
    UPLOAD = "upload"  # sends a file of this name


@dataclass(frozen=True)
class Act:
    """`who`, by key, does something for the open task of `step` (and `unit`); without such a task it is left out.

    Before it, so many `minutes` of office time pass, or all the time up to `at`. What is `optional` is left out too
    where the phone does not offer it, and what is of one `round` in the others.
    """

    who: str
    does: Does
    words: str
    step: Step
    unit: str = ""
    minutes: int = 0
    at: datetime | None = None
    optional: bool = False
    round: int | None = None


def describe(act: Act) -> str:
    """Indonesian, to be read after the name of who does it."""
    words = act.words if len(act.words) <= SHOWN else f"{act.words[:SHOWN].rstrip()} ..."
    return {
        Does.PRESS: f"menekan “{words}”",
        Does.SAY: f"menulis “{words}”",
        Does.FILL: f"mengisi formulir {act.unit}",
        Does.UPLOAD: f"mengirim berkas {words}",
        Does.SEND: f"mengirim formulir {act.unit} dalam Excel",
    }[act.does]


async def perform(act: Act, stage: Stage, figures: Mapping[str, Figure], *, again: bool = False) -> None:
    """Raises ImpossibleError where the phone does not offer it. `again`: the form is open already, go on in it."""
    person = stage.people[act.who]
    match act.does:
        case Does.PRESS:
            await person.press(act.words)
        case Does.SAY:
            await person.say(act.words)
        case Does.UPLOAD:
            await person.upload(act.words, attachment(act.words))
        case Does.SEND:
            await send_workbook(stage, person, figures)
        case Does.FILL:
            question = open_question(person) if again and not _choosing(act, person) else None
            await (_open(act, person) if question is None else answer(stage, person, question, figures))
    await stage.settle()


async def _open(act: Act, person: Person) -> None:
    """Opens the form, or chooses its unit where one is to be chosen."""
    if _choosing(act, person):
        await person.press(act.unit[:20])
    elif act.words.startswith("/"):
        await person.say(act.words)
    else:
        await person.press(act.words)


def _choosing(act: Act, person: Person) -> bool:
    return act.words.startswith("/") and any(act.unit[:19].startswith(label[:18]) for label in person.last.labels)


def asked(act: Act, stage: Stage) -> tuple[int, str] | None:
    """The question that is open on the phone, to tell whether the last answer led on."""
    question = open_question(stage.people[act.who]) if act.does is Does.FILL else None
    return (question.id, question.text) if question else None
