"""Fits a message to what a channel can show: no markup, fewer buttons, shorter texts. Nothing is lost on the way."""

import re
from collections.abc import Iterator
from dataclasses import replace

from bot.channels.base import Button, Capabilities, Out, cut
from bot.texts.say import plain

MORE = "…"
"""The text of a message that only carries the buttons left over."""

_SEPARATORS = ("\n\n", "\n", " ")
_ATOM = re.compile(r"</?[bi]>|&#?\w+;|.", re.DOTALL)
_TAG = re.compile(r"</?([bi])>")


def fit(out: Out, capabilities: Capabilities) -> tuple[Out, ...]:
    """The messages that say the same, in order. The file and the first buttons go with the last part of the text."""
    text = out.text if capabilities.markup else plain(out.text)
    *before, last = _texts(text, out, capabilities)
    first, *more = _keyboards(_labelled(out.buttons, capabilities.max_label), capabilities.max_buttons)
    said = [replace(out, text=part, buttons=(), file=None) for part in before]
    said.append(replace(out, text=last, buttons=first))
    said += [replace(out, text=MORE, buttons=rows, file=None, silent=True) for rows in more]
    return tuple(said)


def _texts(text: str, out: Out, capabilities: Capabilities) -> list[str]:
    """The parts of the text; the last one may be empty when it is the caption of a file."""
    if out.file is None:
        return split(text, capabilities.max_text)
    if length(text) <= capabilities.max_caption:
        return [text]
    return [*split(text, capabilities.max_text), ""]


def length(markup: str) -> int:
    """As messengers count: UTF-16 units of what is shown."""
    return len(plain(markup).encode("utf-16-le")) // 2


def split(markup: str, limit: int) -> list[str]:
    """Parts of at most `limit`, cut at paragraphs, else lines, else words, else anywhere; never inside a tag."""
    if length(markup) <= limit:
        return [markup]
    parts: list[str] = []
    for piece in _pieces(markup, limit, _SEPARATORS):
        if parts and length(parts[-1] + piece) <= limit:
            parts[-1] += piece
        else:
            parts.append(piece)
    return [part for part in _balanced([part.strip() for part in parts]) if plain(part).strip()]


def _pieces(markup: str, limit: int, separators: tuple[str, ...]) -> Iterator[str]:
    """Pieces that each fit, with the separators kept at their ends; the coarsest cuts that do."""
    if length(markup) <= limit:
        yield markup
    elif not separators:
        yield from _ATOM.findall(markup)
    else:
        for piece in re.split(f"(?<={re.escape(separators[0])})", markup):
            yield from _pieces(piece, limit, separators[1:])


def _balanced(parts: list[str]) -> list[str]:
    """Closes at the end of each part what is open there, and opens it again in the next."""
    carried: list[str] = []
    result = []
    for part in parts:
        opening = "".join(f"<{tag}>" for tag in carried)
        for found in _TAG.finditer(part):
            if found[0].startswith("</"):
                carried.remove(found[1])
            else:
                carried.append(found[1])
        result.append(opening + part + "".join(f"</{tag}>" for tag in reversed(carried)))
    return result


def _labelled(rows: tuple[tuple[Button, ...], ...], most: int) -> tuple[tuple[Button, ...], ...]:
    return tuple(tuple(replace(button, label=cut(button.label, most)) for button in row) for row in rows)


def _keyboards(rows: tuple[tuple[Button, ...], ...], most: int) -> list[tuple[tuple[Button, ...], ...]]:
    """The rows as they are where they fit; else one button a row, in groups of `most`."""
    buttons = [button for row in rows for button in row]
    if len(buttons) <= most:
        return [rows]
    return [tuple((button,) for button in buttons[at : at + most]) for at in range(0, len(buttons), most)]
