"""What the office does, step by step: one function per thing, (scope, press, what was typed) -> refusal or None."""

from datetime import date

from bot.services import delivering, forming, papers, staffing
from bot.services.acting import Press, act, in_cycle, settle, turn
from bot.services.scope import Scope
from bot.store import recaps
from bot.store.codec import digest, encode
from bot.workflow import deciding, distributing, ordering, recapping, reporting
from bot.workflow.events import Flag, Refused
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
    staf = {one.person_id for one in staffing.candidates(scope)}
    return act(scope, press, (Step.INSTRUCT,), ordering.choose_staf, person_id, staf)


def distribute(scope: Scope, press: Press) -> Refused | None:
    taken = turn(scope, press, Step.DISTRIBUTE)
    if isinstance(taken, Refused):
        return taken
    failed = settle(scope, taken, distributing.distribute(taken))
    if failed is None:
        delivering.stop_unreached(scope, taken.state.cycle_id)
    return failed


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


def approve(scope: Scope, press: Press, words: str = "") -> Refused | None:
    return act(scope, press, (Step.DECIDE, Step.SECOND), deciding.approve, words)


def refer(scope: Scope, press: Press) -> Refused | None:
    return act(scope, press, (Step.DECIDE,), deciding.refer)


def return_for_completion(scope: Scope, press: Press, words: str, flags: tuple[Flag, ...]) -> Refused | None:
    return act(scope, press, (Step.DECIDE, Step.SECOND), deciding.return_for_completion, words, flags)


def forward(scope: Scope, press: Press, days: int = 0) -> Refused | None:
    taken = turn(scope, press, Step.FORWARD)
    if isinstance(taken, Refused):
        return taken
    failed = settle(scope, taken, deciding.forward(taken, days))
    if failed is None:
        delivering.stop_unreached(scope, taken.state.cycle_id)
    return failed


def archive(scope: Scope, press: Press) -> Refused | None:
    """Step 12. The number is the office's classification, the cycle and the version: nothing that is not its own."""
    taken = turn(scope, press, Step.ARCHIVE)
    if isinstance(taken, Refused):
        return taken
    version = taken.state.recap.version if taken.state.recap else 0
    number = f"{scope.office.profile.archive_code}/{taken.state.period.key}/v{version}"
    return settle(scope, taken, reporting.archive(taken, number))


def prepare_letter(scope: Scope, press: Press, number: str, dated: date) -> Refused | None:
    return act(scope, press, (Step.LETTER,), reporting.prepare_letter, number, dated)


def sign(scope: Scope, press: Press) -> Refused | None:
    return act(scope, press, (Step.SIGN,), reporting.sign)


def return_report(scope: Scope, press: Press, words: str) -> Refused | None:
    return act(scope, press, (Step.SIGN,), reporting.return_report, words)


def deliver(scope: Scope, press: Press) -> Refused | None:
    return act(scope, press, (Step.DELIVER,), reporting.deliver)
