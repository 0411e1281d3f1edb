"""The buttons of the thirteen steps, and the words some of them ask for."""

from collections.abc import Callable, Mapping
from dataclasses import dataclass

from bot.cards.buttons import button, stacked
from bot.services import asking, collecting, scheduling, steps
from bot.services.acting import Press, turn
from bot.services.scope import Scope
from bot.store.talks import Dialog
from bot.texts.say import text
from bot.workflow.collecting import RAISED_AT
from bot.workflow.events import Refused
from bot.workflow.steps import Step
from handlers import deciding, newest
from handlers.base import MENDABLE, OLD, SEE, Handle, Replies, Request, Say, Toast, answer, say, unsent

Service = Callable[[Scope, Press], Refused | None]


def pressed(service: Service) -> Handle:
    """A button that does one thing."""

    def handle(request: Request) -> Replies:
        return answer(request, service(request.scope, request.press))

    return handle


@dataclass(frozen=True)
class Question:
    """A button that first asks for words: which steps it belongs to, what is asked, and what is done with them."""

    steps: tuple[Step, ...]
    prompt: str
    apply: Callable[..., Refused | None]  # scope, press, what they saw where it approves, the words
    approves: bool = False  # asked only of who may approve, about the version that they saw


QUESTIONS: Mapping[str, Question] = {
    "order_with": Question((Step.ORDER,), "prompt.instruction", steps.order),
    "postpone": Question((Step.ORDER,), "prompt.postpone", scheduling.postpone),
    "instruct_with": Question((Step.INSTRUCT,), "prompt.staf_note", steps.instruct),
    "problem": Question(RAISED_AT, "prompt.problem", collecting.raise_problem),
    "sendback": Question((Step.REPORT,), "prompt.send_back", steps.send_back_recap),
    "approve_with": Question((Step.DECIDE, Step.SECOND), "prompt.leader_note", steps.approve, approves=True),
    "reportback": Question((Step.SIGN,), "prompt.report_back", steps.return_report),
}


def ask(request: Request) -> Replies:
    """The chat is now in the middle of this question; what is typed next answers it."""
    verb = request.said.verb
    taken = turn(request.scope, request.press, *QUESTIONS[verb].steps)
    if isinstance(taken, Refused):
        return newest.answer(request, taken)
    if QUESTIONS[verb].approves and taken.own_part:
        return deciding.own_part(request)
    if QUESTIONS[verb].approves and not newest.is_seen(request, taken.state.recap):
        return newest.shown(request, taken.state.recap)
    task_id, version = request.press
    seen = "".join(request.said.args[2:3])
    asking.begin(request.scope, "words", task_id, {"verb": verb, "version": version, "seen": seen})
    return (Toast(text("toast.ask")), _prompt(verb, task_id))


def _prompt(verb: str, task_id: int) -> Say:
    return say(QUESTIONS[verb].prompt, stacked(button("cancel", "cancel", "words", task_id)))


def again(request: Request, dialog: Dialog) -> Replies:
    return (_prompt(dialog.state["verb"], dialog.subject_id),)


def words(request: Request) -> Replies:
    """What was typed in answer to a question; it stays open when something is missing, not when it came too late."""
    dialog = request.dialog
    if dialog is None:
        return ()
    press, question = (dialog.subject_id, dialog.state["version"]), QUESTIONS[dialog.state["verb"]]
    seen = (dialog.state.get("seen", ""),) if question.approves else ()
    refused = question.apply(request.scope, press, *seen, request.said.text)
    if refused is None or refused.key not in MENDABLE:
        asking.end(request.scope, "words", dialog.subject_id)
    return (say("talk.noted"),) if refused is None else (*answer(request, refused), *unsent(request.said.text))


def receive(request: Request) -> Replies:
    refused = steps.receive(request.scope, request.press)
    return answer(request, refused, "toast.received", at=request.scope.now)


def review(request: Request) -> Replies:
    """Step 2: the units and indicators that would be frozen."""
    taken = turn(request.scope, request.press, Step.PREPARE)
    if isinstance(taken, Refused):
        return answer(request, taken)
    return (SEE, say("review.card", lines=asking.review(request.scope, taken.state.period)))


def forward(request: Request) -> Replies:
    """The third argument, where there is one, is a shorter time than the standard one."""
    days = request.given(2) if len(request.said.args) > 2 else 0
    return OLD if days is None else answer(request, steps.forward(request.scope, request.press, days))


def extend(request: Request) -> Replies:
    """Task, days, and the number of the deadline that was seen."""
    due_at = collecting.extend(request.scope, request.number(0), request.number(1), request.number(2))
    if isinstance(due_at, Refused):
        return answer(request, due_at)
    return (Toast(text("toast.done")), say("talk.extended", due=due_at))


def refresh(request: Request) -> Replies:
    """Perbarui rekap, below the notice of a form that came late."""
    return answer(request, steps.refresh_recap(request.scope, request.number(0)))


PRESSES: Mapping[str, Handle] = {
    "order": pressed(steps.order),
    "prepare": pressed(steps.prepare),
    "review": review,
    "instruct": pressed(steps.instruct),
    "distribute": pressed(steps.distribute),
    "handover": pressed(steps.hand_over_form),
    "receive": receive,
    "extend": extend,
    "assign": pressed(steps.assign_recap),
    "recap": pressed(steps.confirm_recap),
    "refresh": refresh,
    "passon": pressed(steps.hand_over_recap),
    "report": pressed(steps.report_recap),
    "refer": pressed(steps.refer),
    "forward": forward,
    "archive": pressed(steps.archive),
    "sign": pressed(steps.sign),
    **dict.fromkeys(QUESTIONS, ask),
}
