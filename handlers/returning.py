"""Kembalikan: tick units or single indicators, a comment each, the arahan, a preview, then it is sent."""

from collections.abc import Mapping
from typing import Any

from bot.cards.buttons import button, stacked
from bot.channels.base import Style
from bot.services import asking, steps, telling, views
from bot.services.acting import turn
from bot.texts.say import Text, text
from bot.workflow.events import Flag, Refused
from bot.workflow.steps import Step
from handlers.base import SEE, Handle, Replies, Request, Toast, answer, say

LONGEST = 1000
"""Characters of a comment; the arahan may be four times as long."""


def begin(request: Request) -> Replies:
    """The picker opens; what was ticked lives in the dialog, so that a restart loses nothing."""
    taken = turn(request.scope, request.press, Step.DECIDE, Step.SECOND)
    if isinstance(taken, Refused):
        return answer(request, taken)
    _keep(request, {"task": taken.task.id, "version": taken.task.version, "flags": {}, "unit": None, "await": ""})
    _show(request, taken.task.id, fresh=True)
    return (SEE,)


def _keep(request: Request, state: Mapping[str, Any]) -> None:
    asking.begin(request.scope, "return", dict(state))


def _show(request: Request, task_id: int, *, fresh: bool) -> None:
    chat = request.scope.chat
    if chat is not None:
        telling.card_in_chat(
            request.scope, "return", task_id, chat.channel, chat.chat_id, task_id=None, priority=0, fresh=fresh
        )


def _state(request: Request) -> dict[str, Any] | None:
    """What was chosen so far, if this press is about it."""
    dialog = request.dialog
    if dialog is None or dialog.kind != "return" or dialog.state["task"] != request.number(0):
        return None
    return dict(dialog.state)


def unit(request: Request) -> Replies:
    return _change(request, unit=request.number(1))


def units(request: Request) -> Replies:
    return _change(request, unit=None)


def _change(request: Request, **values: Any) -> Replies:
    state = _state(request)
    if state is None:
        return (Toast(text("toast.old_question")),)
    _keep(request, {**state, "await": "", **values})
    _show(request, state["task"], fresh=False)
    return (SEE,)


def entry(request: Request) -> Replies:
    """Ticks or unticks; a tick asks for its comment."""
    state = _state(request)
    entry_id = str(request.number(1))
    if state is None or entry_id not in _listed(request, state):
        return (Toast(text("toast.old_question")),)
    flags = dict(state["flags"])
    if entry_id in flags:
        del flags[entry_id]
        return _change(request, flags=flags)
    return _flag(request, state, (entry_id,))


def whole_unit(request: Request) -> Replies:
    """A flagged unit is all its entries, with one comment."""
    state = _state(request)
    listed = _listed(request, state) if state else ()
    if state is None or not listed:
        return (Toast(text("toast.old_question")),)
    return _flag(request, state, listed)


def _flag(request: Request, state: Mapping[str, Any], entry_ids: tuple[str, ...]) -> Replies:
    flags = {**state["flags"], **dict.fromkeys(entry_ids, "")}
    _change(request, flags=flags, **{"await": ",".join(entry_ids)})
    none = stacked(button("no_comment", "rt_unit", state["task"], state["unit"]))
    return (Toast(text("toast.ask")), say("return.comment", none))


def _listed(request: Request, state: Mapping[str, Any]) -> tuple[str, ...]:
    """Only entries of the unit on the screen can be ticked: callback data can be forged."""
    view = views.returning(request.scope, state["task"])
    shown = [u for u in view.units if u.unit_id == state["unit"]] if view else []
    return tuple(str(choice.entry_id) for u in shown for choice in u.choices)


def following(request: Request) -> Replies:
    """Lanjut: the arahan is compulsory."""
    state = _state(request)
    if state is None:
        return (Toast(text("toast.old_question")),)
    _keep(request, {**state, "await": "words"})
    return (Toast(text("toast.ask")), say("return.words", stacked(button("cancel", "rt_cancel", state["task"]))))


def typed(request: Request) -> Replies:
    """A comment, or the arahan, whichever was asked for."""
    state = dict(request.dialog.state) if request.dialog else {}
    words = request.said.text.strip()
    if state.get("await") == "words":
        _keep(request, {**state, "words": words[: 4 * LONGEST], "await": ""})
        return (_preview(request, state, words),)
    if state.get("await"):
        flags = {**state["flags"], **dict.fromkeys(state["await"].split(","), words[:LONGEST])}
        _keep(request, {**state, "flags": flags, "await": ""})
        _show(request, state["task"], fresh=True)
        return ()
    return (say("return.pick"),)


def _preview(request: Request, state: Mapping[str, Any], words: str) -> Any:
    choices = stacked(
        button("return_send", "rt_send", state["task"], style=Style.DANGER),
        button("cancel", "rt_cancel", state["task"]),
    )
    return say("return.preview", choices, words=words, flags=_flag_lines(request, state))


def _flag_lines(request: Request, state: Mapping[str, Any]) -> tuple[Text, ...]:
    view = views.returning(request.scope, state["task"])
    lines = tuple(
        text("return.flag", unit=u.name, number=c.number, indicator=c.indicator, comment=c.comment or "-")
        for u in (view.units if view else ())
        for c in u.flagged
    )
    return lines or (text("return.none"),)


def send(request: Request) -> Replies:
    state = _state(request)
    if state is None or not state.get("words"):
        return (Toast(text("toast.old_question")),)
    flags: tuple[Flag, ...] = tuple((int(entry_id), words) for entry_id, words in state["flags"].items())
    press = (state["task"], state["version"])
    refused = steps.return_for_completion(request.scope, press, state["words"], flags)
    if refused is None:
        _close(request, state["task"])
    return answer(request, refused)


def cancel(request: Request) -> Replies:
    state = _state(request)
    if state is None:
        return (Toast(text("toast.old_question")),)
    _close(request, state["task"])
    return (Toast(text("toast.cancelled")),)


def _close(request: Request, task_id: int) -> None:
    asking.end(request.scope)
    telling.refresh_return(request.scope, task_id)


PRESSES: Mapping[str, Handle] = {
    "return": begin,
    "rt_unit": unit,
    "rt_units": units,
    "rt_entry": entry,
    "rt_all": whole_unit,
    "rt_next": following,
    "rt_send": send,
    "rt_cancel": cancel,
}
