"""Turns a key and its parameters into an Indonesian sentence, failing loudly on an unknown key or parameter.

A template is markup: only <b> and <i>. What is put into it is escaped, so that nothing a person typed can become
markup. A placeholder may name a format: {due:moment}, {value:number}, {value:percent}, {value:rupiah}, ...
"""

import html
import tomllib
from collections.abc import Callable, Mapping
from dataclasses import dataclass, field
from datetime import date, datetime
from decimal import Decimal
from functools import cache
from importlib.resources import files
from string import Formatter
from typing import Any
from zoneinfo import ZoneInfo

from bot.texts import formats


@dataclass(frozen=True)
class Text:
    """A sentence not yet said: it can be stored, and said later by any channel."""

    key: str
    params: Mapping[str, "Param"] = field(default_factory=dict)


Param = str | int | Decimal | datetime | date | Text | tuple[Text, ...]

FORMATS: Mapping[str, Callable[[Any], str]] = {
    "": formats.plain,
    "moment": formats.moment,
    "short": formats.short_moment,
    "day": formats.day,
    "clock": formats.clock,
    "number": formats.number,
    "percent": formats.percent,
    "rupiah": formats.rupiah,
    "count": formats.count,
    "words": formats.words,
}


def text(key: str, /, **params: Param) -> Text:
    return Text(key, params)


def say(key: str, /, **params: Param) -> str:
    """The sentence as markup. Raises KeyError for an unknown key, a missing or an unused parameter."""
    template = templates()[key]
    wanted = placeholders(template)
    if wanted != params.keys():
        raise KeyError(f"{key}: parameters {sorted(params)} given, {sorted(wanted)} wanted")
    return _put_together(template, params)


def text_from(key: str, facts: Mapping[str, Param]) -> Text:
    """The sentence with what it wants of the facts. Raises KeyError where it wants another."""
    return Text(key, {name: facts[name] for name in placeholders(templates()[key])})


def render(said: Text) -> str:
    return say(said.key, **said.params)


def label(key: str, **params: Param) -> str:
    """A sentence without markup, as a button or a file shows it."""
    return plain(say(key, **params))


def plain(markup: str) -> str:
    """Markup for a channel that shows none."""
    for tag in ("<b>", "</b>", "<i>", "</i>"):
        markup = markup.replace(tag, "")
    return html.unescape(markup)


@cache
def templates() -> Mapping[str, str]:
    """Every template by "subject.situation"."""
    found: dict[str, str] = {}
    for entry in sorted(files("bot.texts").iterdir(), key=lambda e: e.name):
        if entry.name.endswith(".toml"):
            subject = entry.name.removesuffix(".toml")
            table = tomllib.loads(entry.read_text(encoding="utf-8"))
            found.update({f"{subject}.{situation}": words.removesuffix("\n") for situation, words in table.items()})
    return found


def placeholders(template: str) -> set[str]:
    return {name for _, name, _, _ in Formatter().parse(template) if name}


def _put_together(template: str, params: Mapping[str, Any]) -> str:
    """A quoted sentence that ends with a stop of its own is not stopped twice: “Banjir.” and no “Banjir.”."""
    said = ""
    for literal, name, spec, _ in Formatter().parse(template):
        twice = said.endswith(STOPS) and literal.startswith("”.")
        said += literal.replace("”.", "”", 1) if twice else literal
        said += _shown(params[name], spec or "") if name else ""
    return said


STOPS = (".", "!", "?", "…")


def _shown(value: Any, spec: str) -> str:
    if isinstance(value, Text):
        return render(value)
    if isinstance(value, tuple):
        return "\n".join(render(line) for line in value)
    return html.escape(FORMATS[spec](value), quote=False)


def to_json(said: Text) -> dict[str, Any]:
    return {"key": said.key, "params": {name: _pack(value) for name, value in said.params.items()}}


def from_json(stored: Mapping[str, Any]) -> Text:
    return Text(stored["key"], {name: _unpack(value) for name, value in stored["params"].items()})


def _pack(value: Param) -> Any:
    match value:
        case Decimal():
            return {"number": str(value)}
        case datetime():
            if value.tzinfo is None:
                raise ValueError("a moment needs a time zone")
            return {"moment": value.isoformat(), "zone": getattr(value.tzinfo, "key", "")}
        case date():
            return {"day": value.isoformat()}
        case Text():
            return {"text": to_json(value)}
        case tuple():
            return {"lines": [to_json(line) for line in value]}
    return value


def _unpack(value: Any) -> Param:
    match value:
        case {"number": digits}:
            return Decimal(digits)
        case {"moment": moment, "zone": zone}:
            at = datetime.fromisoformat(moment)
            return at.astimezone(ZoneInfo(zone)) if zone else at
        case {"day": day}:
            return date.fromisoformat(day)
        case {"text": said}:
            return from_json(said)
        case {"lines": lines}:
            return tuple(from_json(line) for line in lines)
        case str() | int():
            return value
    raise TypeError(f"no parameter is stored as {value!r}")
