"""How the SOP was kept, as the Dokumen will print it: planned against actual, extensions, what the calendar moved."""

from bot.services import collecting, evidencing, reports
from bot.store import forms, history
from bot.workflow.reports import Compliance, StepLog
from bot.workflow.steps import Step
from tests.services.desk import KASI, Desk, at
from tests.services.test_calendar import CLOSED, sets
from tests.stories.world import PEMERINTAHAN, TRANTIB


def compliance(desk: Desk, words: str) -> Compliance:
    with desk.engine.begin() as tx:
        return reports.compliance(desk.scope(tx, at(words)), desk.cycle_id)


def of_step(found: Compliance, number: str, unit: str = "") -> StepLog:
    return next(log for log in found.steps if (log.number, log.unit) == (number, unit))


def extend(desk: Desk, words: str, unit: str, days: int, why: str) -> None:
    """The unit says why it is not ready, and the Kasubag grants it."""
    task = desk.task(Step.FILL, unit)
    assert desk.run(collecting.raise_problem, at(words), KASI[unit], (task.id, task.version), why) is None
    due = desk.run(collecting.extend, at(words), "kasubag", task.id, days, task.deadline_no)
    assert due == desk.task(Step.FILL, unit).due_at


def test_a_step_says_when_it_was_opened_due_and_done_by_whom_and_as_whom(desk: Desk) -> None:
    desk.distributed(at("4-1 09.25"))
    first = of_step(compliance(desk, "4-1 10.00"), "1")
    assert (first.opened_at, first.due_at, first.done_at) == (at("4-1 09.25"), at("4-1 09.40"), at("4-1 09.25"))
    assert (first.by, first.actor) == ("Sekar Ayuningtyas", "Sekretaris Kecamatan")
    assert (first.standard, first.used_minutes, first.allowed_minutes, first.on_time) == ("15 menit", 0, 15, True)


def test_a_task_that_was_late_says_so_in_working_minutes(desk: Desk) -> None:
    desk.distributed(at("4-1 09.25"))
    desk.fills(at("7-1 10.00"), TRANTIB)
    desk.fills(at("7-1 10.00"), PEMERINTAHAN)
    desk.submits(at("8-1 09.30"), TRANTIB)
    late = of_step(compliance(desk, "8-1 10.00"), "6", TRANTIB)
    assert (late.due_at, late.done_at, late.on_time) == (at("7-1 16.00"), at("8-1 09.30"), False)
    assert (late.used_minutes, late.allowed_minutes) == (420, 300)
    assert of_step(compliance(desk, "8-1 10.00"), "5", TRANTIB).on_time is True


def test_what_is_still_open_has_no_result(desk: Desk) -> None:
    desk.distributed(at("4-1 09.25"))
    assert {log.number for log in compliance(desk, "4-1 10.00").steps} == {"1", "2", "3", "4"}


def test_an_extension_is_listed_with_unit_days_reason_and_who_granted_it_when(desk: Desk) -> None:
    desk.distributed(at("4-1 09.25"))
    extend(desk, "6-1 10.00", TRANTIB, 2, "Data desa belum lengkap.")
    (granted,) = compliance(desk, "6-1 11.00").extensions
    assert (granted.number, granted.unit, granted.days) == ("5", TRANTIB, 2)
    assert (granted.old, granted.new) == (at("7-1 16.00"), at("11-1 16.00"))
    assert granted.reason == "Data desa belum lengkap."
    assert (granted.by, granted.at) == ("Kartika Dewi, Kasubag Keu dan Prolap", at("6-1 10.00"))
    desk.fills(at("8-1 10.00"), TRANTIB)
    log = of_step(compliance(desk, "8-1 11.00"), "5", TRANTIB)
    assert (log.planned_at, log.due_at, log.on_time) == (at("7-1 16.00"), at("11-1 16.00"), True)


def test_a_second_extension_goes_on_from_the_first(desk: Desk) -> None:
    desk.distributed(at("4-1 09.25"))
    extend(desk, "6-1 10.00", TRANTIB, 1, "Satu.")
    extend(desk, "6-1 11.00", TRANTIB, 1, "Dua.")
    found = compliance(desk, "6-1 12.00").extensions
    assert [(one.reason, one.old, one.new) for one in found] == [
        ("Satu.", at("7-1 16.00"), at("8-1 16.30")),
        ("Dua.", at("8-1 16.30"), at("11-1 16.00")),
    ]


def test_what_the_calendar_moved_is_listed_apart_from_what_was_granted(desk: Desk) -> None:
    desk.distributed(at("4-1 09.25"))
    desk.run(sets, at("5-1 09.00"), "kasubag", CLOSED)
    found = compliance(desk, "5-1 10.00")
    assert found.extensions == ()
    assert {(one.unit, one.old, one.new) for one in found.shifts} == {
        (unit, at("7-1 16.00"), at("8-1 16.30")) for unit in KASI
    }
    assert {one.by for one in found.shifts} == {"Kartika Dewi, Kasubag Keu dan Prolap"}


def test_evidence_is_listed_with_its_hash_and_who_brought_it(desk: Desk) -> None:
    desk.distributed(at("4-1 09.25"))
    with desk.engine.begin() as tx:
        scope = desk.scope(tx, at("5-1 10.00"), "tiara")
        form = next(one for one in forms.of_cycle(tx, desk.cycle_id) if one.unit_name == TRANTIB)
        entry = forms.entries(tx, form.id)[0]
        assert evidencing.add_file(scope, entry.id, "laporan.pdf", "application/pdf", b"%PDF-1.7 isi") == "laporan.pdf"
        assert evidencing.add_link(scope, entry.id, "https://contoh.go.id/skm") == "https://contoh.go.id/skm"
    file, link = compliance(desk, "5-1 11.00").evidence
    assert (file.unit, file.number, file.name, file.size) == (TRANTIB, 1, "laporan.pdf", 12)
    assert len(file.sha256) == 64
    assert (file.by, file.at) == ("Tiara Utami", at("5-1 10.00"))
    assert (link.size, link.sha256) == (0, "")


def test_the_head_of_the_chain_is_that_of_the_history(desk: Desk) -> None:
    desk.distributed(at("4-1 09.25"))
    found = compliance(desk, "4-1 10.00")
    with desk.engine.begin() as tx:
        chain = history.of_cycle(tx, desk.cycle_id)
    assert (found.links, found.sha256) == (len(chain), chain[-1].hash)
