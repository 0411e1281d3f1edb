"""The signed letter and its receipt: asked for by a tap, or sent by themselves and then named."""

from collections.abc import Mapping

from bot.cards.buttons import Rows, button, stacked
from bot.services import asking, attaching, evidencing, loading, steps
from bot.services.scope import Scope
from bot.store import cycles
from bot.store.talks import Dialog
from bot.texts.say import text
from bot.workflow.attaching import BY_HAND, Attached
from bot.workflow.events import Refused
from handlers.base import OLD, SEE, Handle, Replies, Request, Say, Toast, answer, refusal, say
from handlers.evidence import Sent

KEYS: Mapping[Attached, str] = {Attached.SCAN: "pindaian", Attached.RECEIPT: "tanda_terima"}
LABELS: Mapping[Attached, str] = {Attached.SCAN: "attach_pindaian", Attached.RECEIPT: "attach_tanda_terima"}


def deliver(request: Request) -> Replies:
    """Sudah disampaikan: what may still come back on paper is offered to be kept."""
    task = cycles.task(request.scope.tx, request.number(0))
    refused = steps.deliver(request.scope, request.press)
    done = answer(request, refused)
    if refused is not None or task is None:
        return done
    choices = _choices(task.cycle_id, attaching.missing(request.scope, task.cycle_id))
    return (*done, say("attach.offer", choices, period=_period(request.scope, task.cycle_id))) if choices else done


def _choices(cycle_id: int, kinds: tuple[Attached, ...]) -> Rows:
    return stacked(*(button(LABELS[kind], "attach", cycle_id, kind) for kind in kinds))


def _period(scope: Scope, cycle_id: int) -> str:
    return loading.period(scope, cycle_id).label


def offer(request: Request) -> Replies:
    """Under the card of 13c: which of the two it is."""
    task = cycles.task(request.scope.tx, request.number(0))
    found = attaching.allowed(request.scope, task.cycle_id) if task else None
    if task is None or isinstance(found, Refused):
        return answer(request, found) if isinstance(found, Refused) else OLD
    return (SEE, say("attach.offer", _choices(task.cycle_id, BY_HAND), period=_period(request.scope, task.cycle_id)))


def ask(request: Request) -> Replies:
    """Which file is sent next; what was sent before it was named is kept at once."""
    cycle_id, kind = request.number(0), _kind(request)
    found = attaching.allowed(request.scope, cycle_id)
    if isinstance(found, Refused) or kind is None:
        return answer(request, found) if isinstance(found, Refused) else OLD
    waiting = asking.find(request.scope, "attach", cycle_id)
    if waiting is not None and waiting.state["held"]:
        return (Toast(text("toast.done")), _keep(request, cycle_id, kind, waiting.state["held"]))
    asking.begin(request.scope, "attach", cycle_id, {"kind": kind, "held": None})
    return (Toast(text("toast.ask")), _ask(request.scope, cycle_id, kind))


def _kind(request: Request) -> Attached | None:
    return next((kind for kind in BY_HAND if kind.value in request.said.args[1:2]), None)


def _ask(scope: Scope, cycle_id: int, kind: Attached) -> Say:
    choices = stacked(button("cancel", "cancel", "attach", cycle_id))
    return say(f"attach.ask_{KEYS[kind]}", choices, period=_period(scope, cycle_id))


def again(request: Request, dialog: Dialog) -> Replies:
    held = dialog.state["held"]
    if held:
        return (_which(request.scope, dialog.subject_id, held["name"]),)
    return (_ask(request.scope, dialog.subject_id, Attached(dialog.state["kind"])),)


def typed(request: Request) -> Replies:
    return (say("attach.only_files"),)


def takes(request: Request) -> bool:
    """Whether a file that comes now belongs to step 13: it is asked for, or nothing else could be meant."""
    if request.dialog is not None:
        return request.dialog.kind == "attach"
    return attaching.waiting(request.scope) is not None


def sent(request: Request, file: Sent) -> Replies:
    held = evidencing.hold(request.scope, file.file.name, file.file.mime, file.content)
    if isinstance(held, Refused):
        return (say("attach.kind"),)
    dialog = request.dialog
    if dialog is not None and not dialog.state["held"]:
        return (_keep(request, dialog.subject_id, Attached(dialog.state["kind"]), held),)
    cycle_id = dialog.subject_id if dialog is not None else attaching.waiting(request.scope)
    if cycle_id is None:
        return OLD
    asking.begin(request.scope, "attach", cycle_id, {"kind": "", "held": held})
    return (_which(request.scope, cycle_id, held["name"]),)


def _which(scope: Scope, cycle_id: int, name: str) -> Say:
    choices = _choices(cycle_id, BY_HAND) + stacked(button("cancel", "cancel", "attach", cycle_id))
    return say("attach.which", choices, name=name, period=_period(scope, cycle_id))


def _keep(request: Request, cycle_id: int, kind: Attached, held: Mapping[str, object]) -> Say:
    kept = attaching.attach(request.scope, cycle_id, kind, held)
    asking.end(request.scope, "attach", cycle_id)
    if isinstance(kept, Refused):
        return Say(refusal(kept))
    rest = _choices(cycle_id, attaching.missing(request.scope, cycle_id))
    what, period = text(f"attach.{KEYS[kind]}"), _period(request.scope, cycle_id)
    return say("attach.kept", rest, name=kept.name, kind=what, period=period)


PRESSES: Mapping[str, Handle] = {"attach": ask, "attach_to": offer, "deliver": deliver}
