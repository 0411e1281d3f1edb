"""The checks of the soak: content with a run that went well, and they name whatever else can come of one."""

import json
from pathlib import Path
from typing import Any

import pytest

from crash.checker.facts import read
from crash.checker.finding import LOST_MESSAGE, PAPER
from crash.checker.left import look
from soak.checker.check import PARKED, UNCOUNTED, UNEXPLAINED, check
from soak.checker.growth import CHILDREN, HANDLES, MEMORY
from soak.checker.log import sent
from soak.checker.pace import IMPATIENT, TOO_MANY
from tests.crash import traces as crashed
from tests.crash.traces import Traces, whole

FLOOD = {"error": {"error_code": 429, "parameters": {"retry_after": 2}}, "applied": False}


def rest(lap: int) -> dict[str, Any]:
    return {"fact": "rest", "lap": lap, "rss": 120.0, "descriptors": 20, "threads": 8, "children": 0}


class Run(Traces):
    """A run as that of the crashes, without a kill: one call of it was carried out and not answered."""

    def report(self) -> Any:
        lines = list(map(json.dumps, self.calls))
        return check(read(map(json.dumps, self.facts), lines), look(self.database), sent(lines))


@pytest.fixture
def run(tmp_path: Path) -> Run:
    crash = whole(tmp_path)
    facts = [one for one in crash.facts if one["fact"] not in ("kill", "schema", "migration")]
    facts[0] |= {"closed": ["502"]}
    more = [*map(rest, range(4)), {"fact": "metrics", "perhaps_twice": 1, "parked": 0}]
    peak = {"fact": "peak", "seconds": 9, "rss": 130.0, "descriptors": 40, "threads": 9, "children": 1}
    made = Run(crash.database, [*facts, *more, peak, {"fact": "weather", "hits": {"429": 1}}])
    made.calls = [at(second, call) for second, call in enumerate(crash.calls)]
    return made


def at(second: float, call: dict[str, Any]) -> dict[str, Any]:
    """The call, so many seconds after the run began."""
    return {**call, "at": f"2026-11-29T03:00:{second:09.6f}+00:00", "seconds": 0.01}


def test_a_run_that_went_well_is_right_and_its_repeated_send_is_counted(run: Run) -> None:
    report = run.report()
    assert report.findings == ()
    figures = dict(report.figures)
    assert figures["... received twice"] == "1; 1 carried out and not answered; 1 counted by the bot"
    assert figures["rss"] == "120 to 120 MB, 130 at most"


# -- it can fail -----------------------------------------------------------------------------------------------------


def test_more_than_thirty_messages_in_any_second_are_found(run: Run) -> None:
    edit = crashed.edited("501", 101)
    run.calls += [at(20.5 + number / 31, edit) for number in range(30)]
    assert run.found() == []
    run.calls.append(at(20.5 + 30 / 31, edit))
    assert run.found() == [TOO_MANY]


def test_a_chat_that_is_called_before_its_429_is_over_is_found(run: Run) -> None:
    edit = crashed.edited("501", 101)
    run.calls += [at(20, {**edit, "status": 429, **FLOOD}), at(22.02, edit), at(20.5, crashed.edited("502", 103))]
    assert run.found() == []
    run.calls.append(at(21.9, edit))
    assert run.found() == [IMPATIENT]


def test_memory_that_grew_between_the_first_lap_and_the_last_is_found(run: Run) -> None:
    rests = [one for one in run.facts if one["fact"] == "rest"]
    rests[0]["rss"] = 80.0  # before the first lap it is still warming up
    assert run.found() == []
    rests[-1]["rss"] = 136.0
    assert run.found() == [MEMORY]


@pytest.mark.parametrize("what", ["descriptors", "threads"])
def test_a_handle_that_was_leaked_is_found(run: Run, what: str) -> None:
    rests = [one for one in run.facts if one["fact"] == "rest"]
    rests[-1][what] += 3
    assert run.found() == [HANDLES]


def test_a_child_that_is_left_at_rest_is_found(run: Run) -> None:
    run.of("rest")["children"] = 1
    assert run.found() == [CHILDREN]


def test_what_the_bot_has_parked_is_found(run: Run) -> None:
    run.of("metrics")["parked"] = 1
    assert run.found() == [PARKED]


def test_a_message_that_was_lost_is_found_unless_its_phone_was_closed_to_the_bot(run: Run) -> None:
    run.sql("UPDATE outbox SET state = 2, message_id = NULL WHERE id = 4")
    run.calls.pop(2)
    assert run.found() == []
    run.of("began")["closed"] = []
    assert run.found() == [LOST_MESSAGE]


def test_a_message_that_came_twice_though_it_was_answered_is_found(run: Run) -> None:
    run.calls.append(at(20, crashed.sent("502", 105)))
    run.of("metrics")["perhaps_twice"] = 2
    assert run.found() == [UNEXPLAINED]


def test_more_duplicates_than_the_bot_counts_are_found(run: Run) -> None:
    run.of("metrics")["perhaps_twice"] = 0
    assert run.found() == [UNCOUNTED]


def test_a_call_that_was_not_carried_out_is_no_message(run: Run) -> None:
    run.calls.append(at(20, {**crashed.sent("502", None), "applied": False}))
    assert run.found() == []


def test_a_paper_that_was_never_made_is_found(run: Run) -> None:
    run.sql("UPDATE documents SET state = 'wanted'")
    assert run.found() == [PAPER]
