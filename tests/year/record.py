"""A record by hand: two units at step 5 and what the SOP says they are told, as a person would write it down.

Bagikan on Mon 4-1-2027 09.25; the 5th is a holiday, so that the two days end on Thu 7-1 16.00. Trantib, with an
operator, never answers; Umum is done on Wed 6-1 11.10, and hands in at 11.15.
"""

import json
from typing import Any

Fact = dict[str, Any]
TRANTIB, UMUM, UMUM_SUBMITS = 1, 2, 3
DUE = "2027-01-07T16:00:00+07:00"


def at(day: int, clock: str) -> str:
    """A moment of January 2027."""
    return f"2027-01-{day:02}T{clock.replace('.', ':')}:00+07:00"


def reminder(when: str, person: str, *lines: tuple[int, str, str]) -> Fact:
    """Each line as (task, rung, what it says)."""
    told = [{"task": task, "rung": rung, "deadline": 1, "says": says, "again": False} for task, rung, says in lines]
    return {"fact": "reminder", "at": when, "person": person, "silent": False, "lines": told}


def opened(task: int, step: str, unit: str, when: str, *people: str) -> list[Fact]:
    cards = [{"fact": "card", "task": task, "person": who, "at": when, "silent": False} for who in people]
    about = {"task": task, "cycle": 1, "step": step, "unit": unit, "round": 1, "at": when}
    return [{"fact": "opened", **about}, *cards, {"fact": "shown", "task": task, "deadline": 1, "due": DUE}]


def role(person: str, name: str, unit: str = "", first: str = "", last: str = "", *, mandate: bool = False) -> Fact:
    held = {"person": person, "role": name, "unit": unit, "mandate": mandate}
    return {"fact": "role", **held, "first": first or None, "last": last or None}


def happened() -> list[Fact]:
    return [
        {
            "fact": "office", "zone": "Asia/Jakarta", "first": at(4, "07.30"), "last": at(12, "12.00"),
            "ramadan": [], "days_off": [], "worked": [],
        },
        role("camat", "camat"), role("sekretaris", "sekretaris"), role("kasubag", "kasubag"),
        role("tiara", "kasi", "Trantib"), role("opi", "operator", "Trantib"), role("umar", "kasi", "Umum"),
        *opened(TRANTIB, "5", "Trantib", at(4, "09.25"), "tiara", "opi"),
        *opened(UMUM, "5", "Umum", at(4, "09.25"), "umar"),
        {"fact": "closed", "task": UMUM, "at": at(6, "11.10")},
        *opened(UMUM_SUBMITS, "6", "Umum", at(6, "11.10"), "umar"),
        {"fact": "closed", "task": UMUM_SUBMITS, "at": at(6, "11.15")},
    ]  # fmt: skip


def told() -> list[Fact]:
    """Of Trantib until noon of Tue 12-1; of Umum only the day before."""
    own = [
        (6, "07.45", "tomorrow", "ahead_dimohon"),
        (7, "07.45", "today", "ahead_dimohon"),
        (7, "15.00", "last_hour", "ahead_dimohon"),
        (7, "16.00", "due", "due"),
        (8, "07.45", "late1", "late"),
        (11, "07.45", "late2", "late"),
        (12, "07.45", "late3", "late"),
    ]
    above = [
        (7, "16.00", "kasubag", "due"),
        (8, "07.45", "kasubag", "late1"),
        (11, "07.45", "kasubag", "late2"),
        (11, "07.45", "sekretaris", "late2"),
        (12, "07.45", "kasubag", "late3"),
        (12, "07.45", "camat", "late3"),
    ]
    found = [
        reminder(at(day, clock), who, (TRANTIB, rung, says))
        for day, clock, rung, says in own
        for who in ("tiara", "opi")
    ]
    found += [reminder(at(day, clock), who, (TRANTIB, rung, "escalated")) for day, clock, who, rung in above]
    return [*found, reminder(at(6, "07.45"), "umar", (UMUM, "tomorrow", "ahead_dimohon"))]


def lines(*facts: Fact) -> list[str]:
    return [json.dumps(fact) for fact in facts]
