"""January of the simulated year, played by the whole bot: the checker is content with it, and with nothing else."""

import json
from datetime import datetime
from pathlib import Path

import pytest

from year.checker.check import DOUBLED, MISSING, MOMENT, PERSON, check
from year.checker.facts import read
from year.notes import write_down
from year.office import ZONE
from year.play import open_year

pytestmark = pytest.mark.long
SEED = 7
END = datetime(2026, 1, 23, 17, 0, tzinfo=ZONE)
Lines = list[dict]  # type: ignore[type-arg]


async def january(folder: Path) -> Lines:
    database, record = folder / "kantor.db", folder / "catatan.jsonl"
    async with open_year(database, SEED) as year:
        await year.play(END)
        write_down(database, year.chats, year.persons, record)
    found = [json.loads(line) for line in record.read_text(encoding="utf-8").splitlines()]
    return [{**line, "last": END.isoformat()} if line["fact"] == "office" else line for line in found]


def wrong(facts: Lines) -> list[str]:
    return [finding.what for finding in check(read(json.dumps(fact) for fact in facts)).findings]


async def test_every_reminder_of_january_is_right_and_what_is_tampered_with_is_found(tmp_path: Path) -> None:
    facts = await january(tmp_path)
    report = check(read(json.dumps(fact) for fact in facts))
    assert report.findings == ()
    assert report.owed > 60
    assert {"late", "due", "tomorrow", "today", "last_hour"} <= set(report.rungs)
    rest = [fact for fact in facts if fact["fact"] != "reminder"]
    told = [fact for fact in facts if fact["fact"] == "reminder"]
    alone = next(fact for fact in told if len(fact["lines"]) == 1)
    others = [fact for fact in told if fact is not alone]
    assert wrong([*rest, *others]) == [MISSING]
    later = (
        alone["at"].replace(":00:00", ":01:00") if ":00:00" in alone["at"] else alone["at"].replace(":45:00", ":46:00")
    )
    assert MOMENT in wrong([*rest, *others, {**alone, "at": later}])
    assert DOUBLED in wrong([*facts, alone])
    assert PERSON in wrong([*facts, {**alone, "person": "adi"}])
