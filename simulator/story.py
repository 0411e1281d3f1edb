"""Writes a talk that was just had as a test: pairs of what was said and what was answered."""

import re
from dataclasses import dataclass, field

from simulator.model import Chat, JsonObject, Turn

LONGEST_ANSWER = 60
TOP = '''"""A talk of {name}, as it was had."""

from simulator import Simulator, verify_dialog


async def test_a_talk_of_{slug}(telegram: Simulator) -> None:
    {slug} = telegram.person("{name}")
'''


@dataclass
class _Said:
    """One thing the person did (a pair's left side, or a line of its own) and what the bot then showed."""

    said: str = ""
    line: str = ""
    answers: list[str] = field(default_factory=list)


def story(chat: Chat) -> str:
    """A Python test in terms of the client API; `telegram` is a fixture that starts the bot beside a Simulator."""
    name = str(chat.user["first_name"])
    slug = re.sub(r"\W+", "_", name.lower()).strip("_") or "orang"
    slug = slug if slug.isidentifier() else f"orang_{slug}"
    top = TOP.format(name=name.replace("\\", "\\\\").replace('"', '\\"'), slug=slug)
    return top + "".join(_statements(_turns(chat), slug))


def _turns(chat: Chat) -> list[_Said]:
    turns: list[_Said] = []
    for turn in chat.talk:
        done = _done(chat, turn)
        if done is not None:
            turns.append(done)
        elif turns and (shown := _shown(turn)):
            turns[-1].answers.append(shown)
    return turns


def _done(chat: Chat, turn: Turn) -> _Said | None:
    """What the person did in this turn, if it was the person's."""
    if turn.kind == "pressed":
        return _Said(said=f"[{turn.what}]")
    if turn.kind != "message" or turn.what["from"]["id"] != chat.id:
        return None
    return _Said(said=turn.what["text"]) if "text" in turn.what else _Said(line=_sent(turn.what))


def _sent(api: JsonObject) -> str:
    caption = f", caption={api['caption']!r}" if "caption" in api else ""
    if "document" in api:
        name = api["document"]["file_name"]
        return f"upload({name!r}, Path({name!r}).read_bytes(){caption})  # from pathlib import Path"
    if "photo" in api:
        return f'photo(Path("foto.jpg").read_bytes(){caption})  # from pathlib import Path'
    return f"share_contact({api.get('contact', {}).get('phone_number', '')!r})"


def _shown(turn: Turn) -> str:
    """The first telling line of what the bot showed."""
    text = turn.what if turn.kind == "toast" else turn.what.get("text") or turn.what.get("caption") or ""
    first = next((line.strip() for line in str(text).splitlines() if line.strip()), "")
    return first[:LONGEST_ANSWER].rstrip()


def _statements(turns: list[_Said], slug: str) -> list[str]:
    """Pairs that follow one another stand in one verify_dialog."""
    lines: list[str] = []
    open_pairs = False
    for turn in turns:
        answered = turn.answers[0] if turn.answers else None
        is_pair = not turn.line and answered is not None
        if open_pairs and not is_pair:
            lines.append("    )\n")
        if is_pair and not open_pairs:
            lines.append(f"    await verify_dialog(\n        {slug},\n")
        lines.extend([f"        ({turn.said!r}, {answered!r}),\n"] if is_pair else _alone(turn, slug, answered))
        open_pairs = is_pair
    return [*lines, "    )\n"] if open_pairs else lines


def _alone(turn: _Said, slug: str, answered: str | None) -> list[str]:
    """What cannot be a pair: a file that is sent, or what nothing was answered to."""
    pressed = re.fullmatch(r"\[(.+)\]", turn.said)
    said = f"press({pressed[1]!r})" if pressed else f"say({turn.said!r})"
    lines = [f"    await {slug}.{turn.line or said}\n"]
    return [*lines, f"    await {slug}.expect({answered!r})\n"] if answered else lines
