"""Writes a talk that was just had as a test: pairs of what was said and what was answered."""

import re
from dataclasses import dataclass, field

from simulator.model import Chat, JsonObject, Turn

LONGEST_ANSWER = 60
TOP = '''"""A talk of {name}, as it was had."""

{imports}from simulator import Simulator, verify_dialog


async def test_a_talk_of_{slug}(telegram: Simulator) -> None:
    {slug} = telegram.person({name!r})
'''


@dataclass
class _Said:
    """One thing the person did (a pair's left side, or a call of its own) and what the bot then showed."""

    said: str = ""
    call: str = ""
    answers: list[tuple[str, str]] = field(default_factory=list)  # (kind of turn, first telling line)

    @property
    def answer(self) -> str | None:
        """What tells best that it was answered: to a press a toast or a change, to anything else a message."""
        wanted = ("toast", "edited") if self.said.startswith("[") else ("message",)
        fitting = [words for kind, words in self.answers if kind in wanted]
        return next(iter([*fitting, *(words for _, words in self.answers)]), None)


def story(chat: Chat) -> str:
    """A Python test in terms of the client API; `telegram` is a fixture that starts the bot beside a Simulator."""
    name = str(chat.user["first_name"])
    slug = re.sub(r"\W+", "_", name.lower()).strip("_") or "orang"
    slug = slug if slug.isidentifier() else f"orang_{slug}"
    body = "".join(_statements(_turns(chat), slug))
    imports = "from pathlib import Path\n\n" if "Path(" in body else ""
    return TOP.format(name=name, slug=slug, imports=imports) + body


def _turns(chat: Chat) -> list[_Said]:
    turns: list[_Said] = []
    for turn in chat.talk:
        done = _done(chat, turn)
        if done is not None:
            turns.append(done)
        elif turns and (shown := _shown(chat, turn)):
            turns[-1].answers.append((turn.kind, shown))
    return turns


def _done(chat: Chat, turn: Turn) -> _Said | None:
    """What the person did in this turn, if it was the person's."""
    if turn.kind == "pressed":
        return _Said(said=f"[{turn.what}]")
    if turn.kind != "message" or turn.what["from"]["id"] != chat.id:
        return None
    return _Said(said=turn.what["text"]) if "text" in turn.what else _Said(call=_sent(turn.what))


def _sent(api: JsonObject) -> str:
    caption = f", caption={api['caption']!r}" if "caption" in api else ""
    if "document" in api:
        name = api["document"]["file_name"]
        return f"upload({name!r}, Path({name!r}).read_bytes(){caption})"
    if "photo" in api:
        return f"photo(Path('foto.jpg').read_bytes(){caption})"
    return f"share_contact({api.get('contact', {}).get('phone_number', '')!r})"


def _shown(chat: Chat, turn: Turn) -> str:
    """The first telling line of what the bot showed."""
    if turn.kind == "toast":
        text = turn.what
    elif turn.what["from"]["id"] == chat.id:
        return ""
    else:
        text = turn.what.get("text") or turn.what.get("caption") or ""
    first = next((line.strip() for line in str(text).splitlines() if line.strip()), "")
    return first[:LONGEST_ANSWER].rstrip()


def _statements(turns: list[_Said], slug: str) -> list[str]:
    """Pairs that follow one another stand in one verify_dialog; what cannot be a pair stands alone."""
    lines: list[str] = []
    pairs: list[str] = []
    for turn in turns:
        if not turn.call and turn.answer is not None:
            pairs.append(f"        ({turn.said!r}, {turn.answer!r}),\n")
        else:
            lines += [*_together(pairs, slug), *_alone(turn, slug)]
            pairs = []
    return [*lines, *_together(pairs, slug)]


def _together(pairs: list[str], slug: str) -> list[str]:
    return [f"    await verify_dialog(\n        {slug},\n", *pairs, "    )\n"] if pairs else []


def _alone(turn: _Said, slug: str) -> list[str]:
    """A file that is sent, or what nothing was answered to."""
    pressed = re.fullmatch(r"\[(.+)\]", turn.said)
    said = f"press({pressed[1]!r})" if pressed else f"say({turn.said!r})"
    lines = [f"    await {slug}.{turn.call or said}\n"]
    return [*lines, f"    await {slug}.expect({turn.answer!r})\n"] if turn.answer else lines
