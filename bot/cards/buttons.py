"""Buttons by the key of their label: what is pressed, on what, and in which colour."""

from bot.channels.base import Button, Style
from bot.texts.say import Param, label

Rows = tuple[tuple[Button, ...], ...]


def button(key: str, verb: str, *args: object, style: Style = Style.PLAIN, **words: Param) -> Button:
    """`key` is the label's in texts/button.toml, `words` are its; `args` follow the verb in the callback data."""
    return Button(label(f"button.{key}", **words), ":".join((verb, *map(str, args))), style)


def row(*buttons: Button) -> tuple[Button, ...]:
    return buttons


def stacked(*buttons: Button) -> Rows:
    """One below the other: thumbs hit a wide button."""
    return tuple((one,) for one in buttons)
