"""The checker of the crashes: content with a trial that went well, and it names whatever else can come of one."""

import sys
from pathlib import Path

import pytest

import crash.checker
from crash.checker.finding import (
    CHAIN,
    DUPLICATE,
    FLYING,
    LOST_MESSAGE,
    LOST_UPDATE,
    MIGRATION,
    MOMENT,
    NO_EFFECT,
    PAPER,
    STOP,
    TWICE,
    UNORDERED,
)
from tests.crash import traces as traces_module
from tests.crash.traces import Traces, sent, whole
from tests.workflow.test_workflow_is_pure import imported

FILES = sorted(Path(str(crash.checker.__file__)).parent.glob("**/*.py"))


@pytest.fixture
def traces(tmp_path: Path) -> Traces:
    return whole(tmp_path)


def test_a_trial_that_went_well_is_right_and_its_repeated_send_is_counted(traces: Traces) -> None:
    report = traces.report()
    assert report.findings == ()
    figures = dict(report.figures)
    assert figures["updates"] == "3 in 2 chats"
    assert figures["messages received twice"] == "1 of 1 in flight, 1 at most"


# -- it can fail -----------------------------------------------------------------------------------------------------


@pytest.mark.parametrize(
    "done",
    [
        "DELETE FROM inbox WHERE key = '13'",
        "UPDATE inbox SET done = 0 WHERE key = '13'",
        "UPDATE inbox SET done = 2 WHERE key = '13'",
    ],
)
def test_an_update_that_is_gone_or_waits_for_ever_or_was_parked_is_lost(traces: Traces, done: str) -> None:
    traces.sql(done)
    assert traces.found() == [LOST_UPDATE]


def test_an_update_that_is_kept_twice_is_found(traces: Traces) -> None:
    traces.sql("INSERT INTO inbox VALUES (4, '13', '501', 1, '10.04')")
    assert traces.found() == [TWICE]


@pytest.mark.parametrize("fact", ["answer", "evidence", "event", "reply"])
def test_what_somebody_did_and_nothing_came_of_is_found(traces: Traces, fact: str) -> None:
    changed = {"number": 8, "unit": 9, "key": "talk.other"}
    traces.facts.append({**traces.of(fact), **{name: changed[name] for name in changed if name in traces.of(fact)}})
    assert set(traces.found()) == {NO_EFFECT}


@pytest.mark.parametrize("fact", ["answer", "evidence", "event", "reply"])
def test_what_came_of_something_that_nobody_did_a_second_time_is_found(traces: Traces, fact: str) -> None:
    """Here it was done twice; the history says once."""
    traces.facts.append(traces.of(fact))
    assert traces.found() == [NO_EFFECT]


@pytest.mark.parametrize("event", ["EntryFilled", "EvidenceAdded", "FormReceived", "TaskClosed"])
def test_an_update_that_was_applied_twice_is_found_though_the_chain_is_whole(tmp_path: Path, event: str) -> None:
    doubled = next(one for one in traces_module.EVENTS if one[0] == event)
    with pytest.MonkeyPatch.context() as patch:
        patch.setattr(traces_module, "EVENTS", (*traces_module.EVENTS, doubled))
        assert whole(tmp_path).found() == [TWICE]


def test_a_press_that_is_answered_twice_or_never_is_found(traces: Traces) -> None:
    toast = """INSERT INTO outbox VALUES (8, '501', 'answer', '{"press_id": "p1"}', NULL, NULL, 1, '', '')"""
    traces.sql(toast)
    assert traces.found() == [TWICE]
    traces.sql("DELETE FROM outbox WHERE kind = 'answer'")
    assert traces.found() == [NO_EFFECT]


def test_a_reply_that_was_decided_twice_is_found(traces: Traces) -> None:
    again = (
        """INSERT INTO outbox VALUES (8, '502', 'text', '{"said": {"key": "talk.help"}}', NULL, NULL, 1, '105', '')"""
    )
    traces.sql(again)
    traces.calls.append(sent("502", 105))
    assert traces.found() == [TWICE]


def test_a_form_that_does_not_say_what_was_typed_is_found(traces: Traces) -> None:
    traces.sql("UPDATE entries SET realisasi = NULL")
    assert traces.found() == [NO_EFFECT]


def test_updates_of_a_chat_that_were_handled_out_of_order_are_found(traces: Traces) -> None:
    traces.sql("UPDATE inbox SET done_at = '10.00' WHERE key = '13'")
    assert traces.found() == [UNORDERED]


@pytest.mark.parametrize(
    "done",
    [
        "UPDATE outbox SET state = 0, message_id = NULL WHERE id = 6",
        "UPDATE outbox SET state = 4, message_id = NULL WHERE id = 6",
        "UPDATE outbox SET state = 2, message_id = NULL WHERE id = 6",
        "UPDATE outbox SET state = 3, message_id = NULL, error = 'lost on the way' WHERE id = 6",
    ],
)
def test_a_message_that_still_waits_or_was_given_up_is_lost(traces: Traces, done: str) -> None:
    traces.calls.pop()
    traces.of("term")["calls"] = 4
    traces.sql(done)
    assert traces.found() == [LOST_MESSAGE]


def test_a_message_that_waited_before_the_trial_began_may_not_be_lost_either(traces: Traces) -> None:
    traces.of("began")["waiting"] = [1]
    assert traces.found() == [LOST_MESSAGE]
    traces.calls.insert(0, sent("501", 90))
    traces.of("kill")["calls"] += 1
    traces.of("term")["calls"] += 1
    assert traces.found() == []


@pytest.mark.parametrize("call", [2, 3, 4])
def test_a_message_or_an_edit_that_is_marked_and_never_went_out_is_lost(traces: Traces, call: int) -> None:
    traces.calls[call] = {"method": "getMe", "params": {}, "status": 200}
    assert traces.found() == [LOST_MESSAGE]


def test_a_second_copy_that_was_not_in_flight_at_any_end_is_found(traces: Traces) -> None:
    """The database knew of one when the life ended, and has forgotten it since."""
    traces.calls.append(sent("502", 105))
    assert traces.found() == [DUPLICATE]


LINE = "x" * 40
LONG = LINE * 102
"""Nearly as long as a message may be: with another line it would not fit."""


@pytest.mark.parametrize(
    ("before", "last"),
    [
        ([LONG], LINE * 3),
        ([LONG, LINE * 90, "y" * 4000], LINE * 20),
        ([LINE, LONG], LINE * 3),  # a paragraph that is long itself does not fit behind the first line any more
        (["😀" * 1500], "😀" * 600),  # each counts for two
        ([LINE * 40], None),  # too long for the caption of a file
        ([LONG, LINE * 40], None),
    ],
)
def test_the_parts_of_a_text_that_went_in_several_are_no_copies(
    traces: Traces, before: list[str], last: str | None
) -> None:
    """The database knows the last."""
    came(traces, *before)
    known = traces.calls[2 + len(before)]
    if last is None:
        known["method"] = "sendDocument"
    else:
        known["params"] = {**known["params"], "text": last}
    assert traces.found() == []


def test_a_part_that_came_twice_is_a_copy(traces: Traces) -> None:
    """The same once more, before the part that follows it."""
    came(traces, LONG, LONG)
    traces.calls[4]["params"] = {**traces.calls[4]["params"], "text": LINE * 3}
    assert traces.found() == [DUPLICATE]


def test_a_text_that_would_have_fitted_into_one_message_is_no_part(traces: Traces) -> None:
    came(traces, LINE * 50)
    traces.calls[3]["params"] = {**traces.calls[3]["params"], "text": LINE * 40}
    assert traces.found() == [DUPLICATE]


def test_parts_that_are_known_by_their_last_are_not_in_flight(traces: Traces) -> None:
    parts = [LONG[:-1] + str(number % 10) + "." * (number // 10) for number in range(20)]
    came(traces, *parts)
    traces.calls[22]["params"] = {**traces.calls[22]["params"], "text": LINE * 3}
    traces.of("term")["calls"] = 25
    assert traces.found() == []


def came(traces: Traces, *parts: str) -> None:
    """These, before the message 103, and when no life ended."""
    for number, part in enumerate(parts):
        first = sent("502", 900 + number)
        traces.calls.insert(2 + number, {**first, "params": {**first["params"], "text": part}})
    traces.of("term")["calls"] = 2


def test_more_sends_without_a_mark_than_there_are_slots_are_found(traces: Traces) -> None:
    traces.calls[1:1] = [sent("502", None)] * 16
    traces.of("kill")["calls"] += 16
    traces.of("term")["calls"] += 16
    assert traces.found() == [FLYING]


def test_messages_of_a_chat_that_came_out_of_order_are_found(traces: Traces) -> None:
    traces.sql("UPDATE outbox SET document_id = NULL WHERE id = 6", "UPDATE outbox SET id = 2 WHERE id = 6")
    assert traces.found() == [UNORDERED]


@pytest.mark.parametrize(
    "done",
    [
        "UPDATE history SET data = '{}' WHERE seq = 1",
        "UPDATE history SET acting_as = 'Camat' WHERE seq = 3",
        "UPDATE history SET seq = 9 WHERE seq = 4",
        "UPDATE heads SET seq = 5",
        "DELETE FROM heads",
    ],
)
def test_a_chain_that_is_not_as_it_was_written_is_found(traces: Traces, done: str) -> None:
    traces.facts = [one for one in traces.facts if one["fact"] != "event"]
    traces.sql(done)
    assert CHAIN in traces.found()


def test_a_chain_that_was_written_anew_is_found_by_what_it_was_before(traces: Traces) -> None:
    traces.of("term")["heads"][0][3] = "f" * 64
    assert traces.found() == [CHAIN]


@pytest.mark.parametrize("done", ["UPDATE documents SET state = 'wanted'", "UPDATE blobs SET content = x'00'"])
def test_a_paper_that_was_never_made_or_is_another_is_lost(traces: Traces, done: str) -> None:
    traces.sql(done)
    assert traces.found() == [PAPER]


@pytest.mark.parametrize(("name", "value"), [("made_of", "half"), ("rows", 7), ("sound", "row 3 missing")])
def test_a_migration_that_was_left_by_halves_is_found(traces: Traces, name: str, value: object) -> None:
    traces.facts[-3][name] = value
    assert traces.found() == [MIGRATION]


def test_a_trial_that_never_hit_its_moments_proves_nothing(traces: Traces) -> None:
    del traces.facts[-4]
    assert traces.found() == [MOMENT]
    traces.of("began")["kills"] = 20
    assert traces.found() == [MOMENT] * 4


@pytest.mark.parametrize(("name", "value"), [("seconds", 5.1), ("status", -9)])
def test_a_process_that_does_not_stop_in_time_is_found(traces: Traces, name: str, value: float) -> None:
    traces.of("term")[name] = value
    assert traces.found() == [STOP]


# -- it is independent -----------------------------------------------------------------------------------------------


@pytest.mark.parametrize("file", FILES, ids=lambda file: file.name)
def test_the_checker_imports_the_standard_library_and_itself_alone(file: Path) -> None:
    names = list(imported(file.read_text(encoding="utf-8")))
    own = [name for name in names if f"{name}.".startswith("crash.checker.")]
    assert [name for name in names if name.partition(".")[0] not in sys.stdlib_module_names and name not in own] == []
