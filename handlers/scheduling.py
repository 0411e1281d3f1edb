"""/jadwal: when periods are proposed, which are under way, and the way to give one up."""

from collections.abc import Mapping

from bot.cards.buttons import button, stacked
from bot.channels.base import Button, Style, cut
from bot.services import asking, scheduling
from bot.services.scope import Scope
from bot.store.talks import Dialog
from bot.texts.say import Text, label, text
from bot.workflow.events import Refused
from bot.workflow.periods import PeriodKind
from handlers.base import MENDABLE, OLD, Handle, Replies, Request, Say, Toast, answer, fingerprint, refusal, say

KIND = "cancel_cycle"
KINDS: Mapping[PeriodKind, str] = {
    PeriodKind.MONTH: "Bulanan",
    PeriodKind.QUARTER: "Triwulanan",
    PeriodKind.SEMESTER: "Semesteran",
    PeriodKind.YEAR: "Tahunan",
}


def show(request: Request) -> Replies:
    """Everybody may look; who may give a cycle up has a button for it."""
    scope = request.scope
    lines = tuple(_coming(one) for one in scheduling.coming(scope)) or (text("schedule.none"),)
    running = scheduling.running(scope)
    if running:
        lines += (text("schedule.running"), *(_running(one) for one in running))
    mine = running if scheduling.may_cancel(scope) else ()
    return (say("schedule.card", stacked(*(_cancel(one) for one in mine)), lines=lines),)


def _cancel(one: scheduling.Running) -> Button:
    return Button(cut(label("schedule.cancel_named", period=one.period.short)), f"cancelask:{one.cycle_id}")


def _coming(one: scheduling.Coming) -> Text:
    return text(
        "schedule.line", kind=KINDS[one.schedule.kind], day=one.schedule.day, at=one.at, period=one.period.label
    )


def _running(one: scheduling.Running) -> Text:
    if one.until is None:
        return text("schedule.open", period=one.period.label)
    return text("schedule.postponed", period=one.period.label, until=one.until, reason=one.reason)


def ask(request: Request) -> Replies:
    """First the reason, then once more."""
    cycle_id = request.number(0)
    state = scheduling.cancellable(request.scope, cycle_id)
    if isinstance(state, Refused):
        return answer(request, state)
    asking.begin(request.scope, "cancel_cycle", cycle_id, {"reason": ""})
    return (Toast(text("toast.ask")), _question(request.scope, cycle_id, ""))


def _question(scope: Scope, cycle_id: int, reason: str) -> Say:
    state = scheduling.cancellable(scope, cycle_id)
    if isinstance(state, Refused):
        return Say(refusal(state))
    leave = button("leave_question", "cancel", KIND, cycle_id)
    period = state.period.label
    if not reason:
        return say("prompt.cancel_cycle", stacked(leave), period=period)
    sure = button("cancel_sure", "cancelrun", cycle_id, fingerprint(reason), style=Style.DANGER)
    return say("schedule.sure", stacked(sure, leave), period=period, reason=reason)


def typed(request: Request) -> Replies:
    """The reason; another one corrects it."""
    if request.dialog is None:
        return ()
    cycle_id, reason = request.dialog.subject_id, request.said.text.strip()
    if not reason:
        return (say("refused.reason_needed"),)
    asking.begin(request.scope, "cancel_cycle", cycle_id, {"reason": reason})
    return (_question(request.scope, cycle_id, reason),)


def again(request: Request, dialog: Dialog) -> Replies:
    return (_question(request.scope, dialog.subject_id, str(dialog.state["reason"])),)


def written(_scope: Scope, dialog: Dialog) -> tuple[Text, ...]:
    reason = str(dialog.state["reason"])
    return (text("over.quote", words=reason),) if reason else ()


def run(request: Request) -> Replies:
    """Ya, batalkan: only what was shown."""
    cycle_id = request.number(0)
    dialog = asking.find(request.scope, KIND, cycle_id)
    reason = str(dialog.state["reason"]) if dialog else ""
    if not reason or request.said.args[1:] != (fingerprint(reason),):
        return OLD
    refused = scheduling.cancel(request.scope, cycle_id, reason)
    if refused is None or refused.key not in MENDABLE:
        asking.end(request.scope, KIND, cycle_id)
    return answer(request, refused)


PRESSES: Mapping[str, Handle] = {"cancelask": ask, "cancelrun": run}
