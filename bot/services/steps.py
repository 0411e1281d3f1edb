"""What the office does, step by step: one function per thing, (scope, press, what was typed) -> refusal or None."""

from datetime import date

from bot.services import archiving, delivering, forming, papers, staffing
from bot.services.acting import Press, act, around, in_cycle, settle, turn
from bot.services.recording import record
from bot.services.scope import Scope
from bot.store import cycles, forms, recaps
from bot.store.codec import digest, encode
from bot.workflow import deciding, distributing, ordering, recapping, reporting, undoing
from bot.workflow.cycle import Turn, holding
from bot.workflow.drafts import PURPOSES, Purpose
from bot.workflow.events import Flag, Located, Outcome, Refused, refused
from bot.workflow.steps import Step


def order(scope: Scope, press: Press, instruction: str = "") -> Refused | None:
    return act(scope, press, (Step.ORDER,), ordering.order, instruction)


def prepare(scope: Scope, press: Press) -> Refused | None:
    """Step 2: freezes units, indicators and targets as they are now into the cycle's forms."""
    taken = turn(scope, press, Step.PREPARE)
    if isinstance(taken, Refused):
        return taken
    chosen = forming.chosen(scope, taken.state.period)
    outcome = ordering.prepare(taken, len(chosen), sum(len(found) for _, found in chosen))
    if not isinstance(outcome, Refused):
        forming.freeze(scope, taken.state.cycle_id, chosen)
    return settle(scope, taken, outcome)


def instruct(scope: Scope, press: Press, note: str = "") -> Refused | None:
    taken = turn(scope, press, Step.INSTRUCT)
    if isinstance(taken, Refused):
        return taken
    return settle(scope, taken, ordering.instruct(taken, note, staffing.taken_over(scope, taken.state.cycle_id)))


def choose_staf(scope: Scope, press: Press, person_id: int | None) -> Refused | None:
    """Step 3: whom the Staf's tasks are told to from now on; None for every Staf."""
    taken = turn(scope, press, Step.INSTRUCT)
    if isinstance(taken, Refused):
        return taken
    staf = {one.person_id for one in staffing.candidates(scope)}
    again = staffing.is_chosen(scope, taken.state.cycle_id, person_id)
    return settle(scope, taken, ordering.choose_staf(taken, person_id, staf, again=again))


def distribute(scope: Scope, press: Press) -> Refused | None:
    taken = turn(scope, press, Step.DISTRIBUTE)
    if isinstance(taken, Refused):
        return taken
    return _handed_out(scope, taken, distributing.distribute(taken))


def hand_over_form(scope: Scope, press: Press) -> Refused | None:
    """Recorded by who hands out forms, at the task of the unit that waits for its form, in any round."""
    taken = turn(scope, press, Step.FILL, Step.SUBMIT, by=Step.DISTRIBUTE)
    return taken if isinstance(taken, Refused) else settle(scope, taken, distributing.hand_over(taken))


def receive(scope: Scope, press: Press) -> Refused | None:
    return act(scope, press, (Step.FILL,), distributing.receive, "chat")


def assign_recap(scope: Scope, press: Press) -> Refused | None:
    return act(scope, press, (Step.ASSIGN_RECAP,), recapping.assign)


def confirm_recap(scope: Scope, press: Press) -> Refused | None:
    """Step 8: what the Staf sees now becomes a version, frozen and hashed."""
    taken = turn(scope, press, Step.RECAP)
    if isinstance(taken, Refused):
        return taken
    return settle(scope, taken, recapping.confirm(taken, *_version(scope, taken.state.cycle_id)))


def _version(scope: Scope, cycle_id: int) -> tuple[int, str]:
    """Keeps the recap as it is now; its number and its hash."""
    paper = papers.recap_sheet(scope, cycle_id)
    data = encode(paper)
    recaps.add(
        scope.tx,
        office_id=scope.office.id,
        cycle_id=cycle_id,
        version=paper.version,
        round=paper.round,
        paper=data,
        sha256=digest(data),
        made_at=scope.now,
    )
    return paper.version, digest(data)


def refresh_recap(scope: Scope, cycle_id: int) -> Refused | None:
    """Perbarui rekap, with the forms that have come since."""
    found = in_cycle(scope, cycle_id)
    if isinstance(found, Refused):
        return found
    state, actor = found
    taken = recapping.refreshing(state, scope.rules, scope.now, actor)
    if isinstance(taken, Refused):
        return taken
    return settle(scope, taken, recapping.refresh(taken, *_version(scope, cycle_id)))


def hand_over_recap(scope: Scope, press: Press) -> Refused | None:
    return act(scope, press, (Step.HAND_OVER,), recapping.hand_over)


def report_recap(scope: Scope, press: Press) -> Refused | None:
    return act(scope, press, (Step.REPORT,), recapping.report)


def send_back_recap(scope: Scope, press: Press, note: str) -> Refused | None:
    return act(scope, press, (Step.REPORT,), recapping.send_back, note)


def approve(scope: Scope, press: Press, sha256: str, words: str = "") -> Refused | None:
    """`sha256`: of the version that was seen, or how it begins."""
    return act(scope, press, (Step.DECIDE, Step.SECOND), deciding.approve, sha256, words)


def refer(scope: Scope, press: Press) -> Refused | None:
    return act(scope, press, (Step.DECIDE,), deciding.refer)


def return_for_completion(
    scope: Scope, press: Press, sha256: str, words: str, flags: tuple[Flag, ...]
) -> Refused | None:
    return act(scope, press, (Step.DECIDE, Step.SECOND), deciding.return_for_completion, sha256, words, flags)


def picking(scope: Scope, press: Press) -> Turn | Refused:
    """Their turn to tick entries; of the Kasubag at whatever task of step 13 there is, for a Ralat."""
    row = cycles.task(scope.tx, press[0])
    if row is not None and PURPOSES.get(Step(row.step)) is Purpose.CORRECT:
        return _correcting(scope, press)
    return turn(scope, press, *PURPOSES)


def _correcting(scope: Scope, press: Press) -> Turn | Refused:
    found = around(scope, press[0])
    if isinstance(found, Refused):
        return found
    state, actor = found
    return deciding.correcting(state, scope.rules, scope.now, actor, press)


def send_back_entries(scope: Scope, press: Press, flags: tuple[Flag, ...]) -> Refused | None:
    """Step 8: what the Staf saw becomes a version; these entries are for their units to mend."""
    taken = turn(scope, press, Step.RECAP)
    if isinstance(taken, Refused):
        return taken
    cycle_id = taken.state.cycle_id
    located = _located(scope, cycle_id, flags)
    version = _version(scope, cycle_id) if located else (0, "")
    return _handed_out(scope, taken, recapping.send_back_entries(taken, *version, located))


def correct(scope: Scope, press: Press, sha256: str, words: str, flags: tuple[Flag, ...]) -> Refused | None:
    """Ralat, at whatever task of step 13 the archived data has come to, or of a finished cycle."""
    taken = _correcting(scope, press)
    if isinstance(taken, Refused):
        return taken
    located = _located(scope, taken.state.cycle_id, flags)
    return _handed_out(scope, taken, deciding.correct(taken, sha256, words, located))


def _located(scope: Scope, cycle_id: int, flags: tuple[Flag, ...]) -> tuple[Located, ...]:
    unit = {form.id: form.unit_id for form in forms.of_cycle(scope.tx, cycle_id)}
    form = {entry.id: entry.form_id for entry in forms.entries_of_cycle(scope.tx, cycle_id)}
    return tuple((unit[form[entry_id]], entry_id, words) for entry_id, words in flags)


def _handed_out(scope: Scope, taken: Turn, outcome: Outcome) -> Refused | None:
    """Forms go out with it: the clock of a unit that cannot be reached does not run."""
    failed = settle(scope, taken, outcome)
    if failed is None:
        delivering.stop_unreached(scope, taken.state.cycle_id)
    return failed


def undo(scope: Scope, task_id: int) -> Refused | None:
    """Batalkan langkah ini, on the closed card of who did it."""
    found = around(scope, task_id)
    if isinstance(found, Refused):
        return found
    state, actor = found
    outcome = undoing.undo(state, scope.rules, scope.now, actor, task_id)
    task = state.task(task_id)
    if isinstance(outcome, Refused) or task is None:
        return outcome if isinstance(outcome, Refused) else refused("refused.unknown")
    record(scope, state.cycle_id, outcome, holding(state, scope.rules.policy, actor, task.step, task.unit_id))
    return None


def forward(scope: Scope, press: Press, days: int = 0) -> Refused | None:
    taken = turn(scope, press, Step.FORWARD)
    if isinstance(taken, Refused):
        return taken
    return _handed_out(scope, taken, deciding.forward(taken, days))


def archive(scope: Scope, press: Press) -> Refused | None:
    """Step 12. The number is the office's classification, the cycle and the version: nothing that is not its own."""
    taken = turn(scope, press, Step.ARCHIVE)
    if isinstance(taken, Refused):
        return taken
    version = taken.state.recap.version if taken.state.recap else 0
    number = f"{scope.office.profile.archive_code}/{taken.state.period.key}/v{version}"
    return settle(scope, taken, reporting.archive(taken, number))


def prepare_letter(scope: Scope, press: Press, number: str, dated: date, on_behalf: bool = False) -> Refused | None:
    return act(scope, press, (Step.LETTER,), reporting.prepare_letter, number, dated, on_behalf)


def sign(scope: Scope, press: Press) -> Refused | None:
    return act(scope, press, (Step.SIGN,), reporting.sign)


def return_report(scope: Scope, press: Press, words: str) -> Refused | None:
    return act(scope, press, (Step.SIGN,), reporting.return_report, words)


def deliver(scope: Scope, press: Press) -> Refused | None:
    """Step 13c; with it the cycle is finished, and its archive is made."""
    task = cycles.task(scope.tx, press[0])
    refused = act(scope, press, (Step.DELIVER,), reporting.deliver)
    if refused is None and task is not None:
        archiving.give_archive(scope, task.cycle_id)
    return refused
