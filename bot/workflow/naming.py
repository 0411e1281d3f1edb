"""A person of the office as somebody types them: the name and, in whatever order, NIP and sapaan."""

import re
from collections.abc import Sequence
from dataclasses import replace

from bot.workflow.events import Refused, refused
from bot.workflow.master import PersonData, recognised

LONGEST = 100
"""Characters of a name."""
SAPAAN = ("Bapak", "Ibu")
WRITTEN = {"bapak": "Bapak", "bpk": "Bapak", "ibu": "Ibu"}
_NIP = re.compile(r"(?:\bnip[ .:]*)?(?<!\d)(\d(?:[ .]?\d){17})(?!\d)", re.IGNORECASE | re.ASCII)
_BEFORE = re.compile(r"(bapak|bpk\.?|ibu)[\s,]+", re.IGNORECASE)
_BEHIND = re.compile(r"[\s,]+(bapak|bpk\.?|ibu)", re.IGNORECASE)


def read_person(words: str) -> PersonData | Refused:
    """ "Budi Santoso, S.E.; 19800101 200501 1 001; Bapak", also with commas, or each on a line of its own.

    Neither NIP nor sapaan needs to be there; the key stays empty.
    """
    found = _NIP.search(words)
    nip = re.sub(r"\D", "", found[1]) if found else ""
    parts = re.split(r"[;,\n]", _NIP.sub("\n", words, count=1))
    rest = ", ".join(filter(None, (" ".join(part.split()) for part in parts)))
    name, sapaan = _without_sapaan(rest)
    if any(character.isdigit() for character in name):
        return refused("kelola.name_digits", words=words.strip()[:LONGEST])
    if said_sapaan(name) or sum(character.isalpha() for character in name) < 2 or len(name) > LONGEST:
        return refused("kelola.no_name", words=words.strip()[:LONGEST])
    return PersonData("", name, sapaan, nip=nip)


def _without_sapaan(words: str) -> tuple[str, str]:
    before = _BEFORE.match(words)
    behind = next((one for one in _BEHIND.finditer(words) if one.end() == len(words)), None)
    if before is not None:
        return words[before.end() :], said_sapaan(before[1])
    return (words[: behind.start()], said_sapaan(behind[1])) if behind else (words, "")


def said_sapaan(words: str) -> str:
    """Bapak or Ibu, where nothing else was said; empty for anything else."""
    return WRITTEN.get(words.strip().rstrip(".").casefold(), "")


def identify(person: PersonData, known: Sequence[PersonData]) -> PersonData | Refused:
    """Who was typed: of those known the one who is meant, with a NIP that was missing; else as typed, somebody new.

    In whatever case: on a phone nobody writes capitals.
    """
    name = next((one.name for one in known if _folded(one.name) == _folded(person.name)), person.name)
    match = recognised((replace(person, name=name),), known).get(person.key)
    if match is None:
        return person
    if match.name != name:
        return refused("kelola.nip_of", nip=person.nip, name=match.name)
    return replace(match, nip=match.nip or person.nip)


def _folded(name: str) -> str:
    return " ".join(name.split()).casefold()
