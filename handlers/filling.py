"""The conversational form: questions, answers, and the ways around them."""

from collections.abc import Callable, Mapping
from decimal import Decimal

from bot.cards.buttons import Rows
from bot.cards.form import cut
from bot.channels.base import Button
from bot.services import forming, interview, papering, telling
from bot.services.forming import Answer
from bot.store import forms
from bot.texts.say import text
from bot.workflow.events import Refused
from bot.workflow.forms import MEASURES, Field, Question
from bot.workflow.numbers import Reading, parse
from handlers.base import SEE, Handle, Replies, Request, Say, Toast, answer, refusal, say

LONGEST = 4000
"""Characters of an explanation."""


def isi(request: Request) -> Replies:
    """/isi resumes at the same question; who holds several forms chooses."""
    return _chosen(request, "fillform", _resume)


def excel(request: Request) -> Replies:
    """/excel: the form as it stands now, as a workbook."""
    return _chosen(request, "excelform", _workbook)


def _chosen(request: Request, verb: str, act: Callable[[Request, int], Replies]) -> Replies:
    own = forming.open_forms(request.scope)
    if not own:
        return (say("fill.none"),)
    if len(own) > 1:
        return (say("fill.choose", _choices(request, own, verb)),)
    return act(request, own[0].id)


def _choices(request: Request, own: tuple[forms.FormRow, ...], verb: str) -> Rows:
    names = forming.form_names(request.scope, own)
    return tuple((Button(cut(names[form.id]), f"{verb}:{form.id}"),) for form in own)


def fill_task(request: Request) -> Replies:
    """Isi formulir on the card of a task."""
    form = forming.form_of_task(request.scope, request.number(0))
    return (SEE, *_resume(request, form.id if form else 0))


def fill_form(request: Request) -> Replies:
    return (SEE, *_resume(request, request.number(0)))


def excel_form(request: Request) -> Replies:
    return (SEE, *_workbook(request, request.number(0)))


def _resume(request: Request, form_id: int) -> Replies:
    opened = interview.resume(request.scope, form_id)
    return (Say(refusal(opened)),) if isinstance(opened, Refused) else ()


def _workbook(request: Request, form_id: int) -> Replies:
    form = forms.get(request.scope.tx, form_id)
    failed = interview.may_fill(request.scope, form)
    if failed is not None or form is None or request.scope.actor is None:
        return (Say(refusal(failed)),) if failed else ()
    document_id = papering.form_document(request.scope, form.cycle_id, form.unit_id)
    telling.send_document(request.scope, document_id, (request.scope.actor.person_id,), text("caption.form_now"))
    return (say("fill.workbook"),)


def change(request: Request) -> Replies:
    return answer(request, interview.change(request.scope, request.number(0)), "toast.see")


def _open_question(request: Request) -> tuple[Question, int] | None:
    """The question open in this chat and its form, if the press is about it."""
    dialog = request.dialog
    if dialog is None or dialog.kind != "fill":
        return None
    question = Question(dialog.state["entry"], Field(dialog.state["field"]))
    return question, dialog.state["form"]


def typed(request: Request) -> Replies:
    """The answer to the open question."""
    opened = _open_question(request)
    words = request.said.text.strip()
    if opened is None:
        return ()
    if opened[0].field not in MEASURES:
        return _save(request, opened, opened[0].field, words[:LONGEST])
    reading = parse(words)
    if reading is None:
        return (say("fill.unreadable"),)
    return (*_spelled(reading), *_save(request, opened, opened[0].field, reading.value))


def _save(request: Request, opened: tuple[Question, int], field: Field, value: Decimal | str | None) -> Replies:
    question, form_id = opened
    saved = interview.answer(request.scope, question, form_id, Answer(question.entry_id, field, value))
    return (Say(refusal(saved)),) if isinstance(saved, Refused) else ()


def _spelled(reading: Reading) -> Replies:
    """Where a dot decided what was read, it is said in words too."""
    return (say("fill.in_words", value=reading.value, words=reading.value),) if reading.dot_decided else ()


def no_data(request: Request) -> Replies:
    """Data belum tersedia: a reason instead of an invented number."""
    opened = _open_question(request)
    if opened is None or opened[0].entry_id != request.number(0):
        return (Toast(text("toast.old_question")),)
    reasons = request.scope.rules.policy.reasons
    rows = tuple((Button(cut(words), f"why:{opened[0].entry_id}:{code}"),) for code, words in reasons)
    lines = tuple(text("fill.reason", number=n, words=words) for n, (_, words) in enumerate(reasons, 1))
    return (Toast(text("toast.ask")), say("fill.why", rows, lines=lines))


def why(request: Request) -> Replies:
    opened = _open_question(request)
    code = request.said.args[1] if len(request.said.args) > 1 else ""
    known = code in dict(request.scope.rules.policy.reasons)
    if opened is None or opened[0].entry_id != request.number(0) or not known:
        return (Toast(text("toast.old_question")),)
    return (Toast(text("toast.done")), *_save(request, opened, Field.REASON, code))


def keep(request: Request) -> Replies:
    """A returned value that is right as it is: confirmed by a tap."""
    opened = _open_question(request)
    row = forms.entry(request.scope.tx, request.number(0))
    if opened is None or row is None or opened[0].entry_id != row.id:
        return (Toast(text("toast.old_question")),)
    return (Toast(text("toast.done")), *_save(request, opened, Field.REALISASI, row.realisasi))


def skip(request: Request) -> Replies:
    opened = _open_question(request)
    if opened is None or opened[0].entry_id != request.number(0):
        return (Toast(text("toast.old_question")),)
    interview.skip(request.scope, *opened)
    return (Toast(text("toast.done")),)


PRESSES: Mapping[str, Handle] = {
    "fill": fill_task,
    "fillform": fill_form,
    "excelform": excel_form,
    "change": change,
    "nodata": no_data,
    "why": why,
    "keep": keep,
    "skip": skip,
}
