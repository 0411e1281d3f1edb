"""A talk as pairs of what a person says and what the bot must answer."""

import re

from simulator.people import Person

START = re.compile(r"/start(?: (\S+))?")
PRESS = re.compile(r"\[(.+)\]")


async def verify_dialog(
    person: Person,
    *turns: tuple[str, str],
    timeout: float = 5,  # noqa: ASYNC109 (a test names its patience)
) -> None:
    """Goes through (said, answered), (said, answered) ...

    "[Label]" presses that button, "/start CODE" opens the bot so, anything else is typed. The answer is looked for in
    whatever comes or changes after it, and in the toast; it is waited for.
    """
    for said, answered in turns:
        before, toasts = _texts(person), len(person.toasts)

        def answer_came(_: Person, answered: str = answered, before: dict[int, str] = before, at: int = toasts) -> bool:
            came = [text for message_id, text in _texts(person).items() if before.get(message_id) != text]
            return any(answered in text for text in (*came, *(toast.text for toast in person.toasts[at:])))

        await _say(person, said)
        await person.until(answer_came, timeout=timeout, what=f"{answered!r} after {said!r}")


def _texts(person: Person) -> dict[int, str]:
    return {message.id: message.text for message in person.received}


async def _say(person: Person, said: str) -> None:
    if pressed := PRESS.fullmatch(said):
        await person.press(pressed[1])
    elif started := START.fullmatch(said):
        await person.start(started[1])
    else:
        await person.say(said)
