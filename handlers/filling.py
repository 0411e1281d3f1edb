"""The conversational form: questions, answers, and the ways around them."""

from collections.abc import Callable, Mapping
from dataclasses import dataclass
from decimal import Decimal

from bot.cards import doubt
from bot.cards.buttons import Rows
from bot.cards.entry import ANSWERED
from bot.channels.base import Button, cut
from bot.services import asking, evidencing, form_views, forming, handing, interview
from bot.services.forming import Answer
from bot.store import forms
from bot.store.talks import Dialog
from bot.texts.say import Text, text
from bot.workflow.anomalies import Anomaly
from bot.workflow.events import Refused, refused
from bot.workflow.forms import ASKED, MEASURES, Field, Question, graded
from bot.workflow.numbers import Reading
from bot.workflow.proving import link_in
from handlers import pasting
from handlers.base import OLD, SEE, Handle, Replies, Request, Say, Toast, answer, refusal, say

LONGEST = 4096
"""Characters of an explanation: of one message."""


def isi(request: Request) -> Replies:
    """/isi resumes at the same question; who holds several forms chooses."""
    return chosen(request, "fillform", _resume)


def excel(request: Request) -> Replies:
    """/excel: the form as it stands now, as a workbook."""
    return chosen(request, "excelform", _workbook)


def chosen(request: Request, verb: str, act: Callable[[Request, int], Replies]) -> Replies:
    own = forming.open_forms(request.scope)
    if not own:
        return (Say(refusal(forming.why_none(request.scope))),)
    if forming.is_for_another(request.scope, own[0]):
        return (say("fill.choose_paper", _choices(request, own, verb)),)
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
    if failed is not None or form is None:
        return (Say(refusal(failed or refused("refused.unknown"))),)
    handing.hand_form(request.scope, form)
    return (say("fill.workbook"),)


def change(request: Request) -> Replies:
    return answer(request, interview.change(request.scope, request.number(0)), "toast.see")


def explain(request: Request) -> Replies:
    return answer(request, interview.explain(request.scope, request.number(0)), "toast.see")


def turn_page(request: Request) -> Replies:
    return answer(request, interview.turn_page(request.scope, request.number(0), request.number(1)), "toast.page")


@dataclass(frozen=True)
class Asked:
    """The question that is open in this chat. `why`: the reasons why there is no value lie below it."""

    form_id: int
    question: Question
    why: bool


def _asked(dialog: Dialog | None) -> Asked | None:
    if dialog is None or dialog.kind != "fill":
        return None
    return Asked(dialog.subject_id, interview.question_of(dialog.state), dialog.state.get("why", False))


def _pressed(request: Request, field: Field) -> Asked | None:
    """The open question, if the press is about it: an older card, or one of another field, may still be there."""
    asked = _asked(request.dialog)
    return asked if asked and asked.question == Question(request.number(0), field) else None


def typed(request: Request) -> Replies:
    """The answer to the open question."""
    asked, words = _asked(request.dialog), request.said.text.strip()
    if asked is None:
        return ()
    field = asked.question.field
    if field not in MEASURES:
        return _save(request, asked, field, words[:LONGEST])
    listed = pasting.offered(request, asked.form_id)
    if listed is not None:
        return listed
    code = _reason(request, words) if asked.why else None
    if code is not None:
        return _save(request, asked, Field.REASON, code)
    reading = interview.read(request.scope, asked.question, words)
    if not isinstance(reading, Reading):
        return _no_figure(request, asked, words, reading)
    return _save(request, asked, field, reading.value, reading)


def _no_figure(request: Request, asked: Asked, words: str, satuan: str | None) -> Replies:
    """Asked for again, with the satuan where another was written; a link is kept as a file would be."""
    entry_id, address = asked.question.entry_id, link_in(words)
    if satuan is not None:
        return (say("fill.sign", satuan=satuan),)
    if address is not None:
        return proved(request, entry_id, evidencing.add_link(request.scope, entry_id, address))
    return (say("fill.no_reason" if asked.why else "fill.unreadable"),)


def proved(request: Request, entry_id: int, kept: str | Refused) -> Replies:
    """What was sent stands behind the figure now, or why it does not."""
    if isinstance(kept, Refused):
        return (Say(refusal(kept)),)
    row = forms.entry(request.scope.tx, entry_id)
    return (say("evidence.kept", number=row.number if row else 0, name=kept),)


def _reason(request: Request, words: str) -> str | None:
    """Below the list of reasons its number, or its words, are the reason: "2" is no value then."""
    reasons = request.scope.rules.policy.reasons
    named = {str(number): code for number, (code, _) in enumerate(reasons, 1)}
    named |= {reason.casefold(): code for code, reason in reasons}
    return named.get(words.removesuffix(".").casefold())


def _save(
    request: Request, asked: Asked, field: Field, value: Decimal | str | None, reading: Reading | None = None
) -> Replies:
    """Where a dot decided what was read, it is said in words too, with the way to mend it that there is then."""
    given = Answer(asked.question.entry_id, field, value)
    saved = interview.answer(request.scope, asked.question, asked.form_id, given, in_words(reading, "fill.in_words"))
    if isinstance(saved, Refused):
        return (Say(refusal(saved)),)
    said = in_words(reading, "fill.in_words_asked") if saved else None
    return (*((Say(said),) if said else ()), *((_doubt(request, asked.question, saved),) if saved else ()))


def _doubt(request: Request, question: Question, found: tuple[Anomaly, ...]) -> Say:
    view = form_views.entry(request.scope, question.entry_id, question.field)
    if view is None:
        raise LookupError(f"entry {question.entry_id} was just filled")
    lines = doubt.reasons(view.entry, view.line, found, request.scope.rules.policy.doubts)
    said = doubt.said(ANSWERED[question.field](view), lines, predicate=graded(view.entry, question.field))
    return Say(said, doubt.buttons(question.entry_id, question.field))


def in_words(reading: Reading | None, key: str) -> Text | None:
    """What was read in words too, where a dot decided it."""
    return text(key, value=reading.value, words=reading.value) if reading and reading.dot_decided else None


def no_data(request: Request) -> Replies:
    """Data belum tersedia: a reason instead of an invented number."""
    asked, dialog = _pressed(request, Field.REALISASI), request.dialog
    if asked is None or dialog is None:
        return OLD
    asking.begin(request.scope, "fill", asked.form_id, {**dialog.state, "why": True})
    return (Toast(text("toast.ask")), _reasons(request, asked))


def _reasons(request: Request, asked: Asked) -> Say:
    reasons = request.scope.rules.policy.reasons
    rows = tuple((Button(cut(words), f"why:{asked.question.entry_id}:{code}"),) for code, words in reasons)
    lines = tuple(text("fill.reason", number=n, words=words) for n, (_, words) in enumerate(reasons, 1))
    return say("fill.why", rows, lines=lines)


def why(request: Request) -> Replies:
    asked = _pressed(request, Field.REALISASI)
    code = request.said.args[1] if len(request.said.args) > 1 else ""
    if asked is None or code not in dict(request.scope.rules.policy.reasons):
        return OLD
    return (Toast(text("toast.done")), *_save(request, asked, Field.REASON, code))


def keep(request: Request) -> Replies:
    """A returned value that is right as it is: confirmed by a tap."""
    asked, row = _pressed(request, Field.REALISASI), forms.entry(request.scope.tx, request.number(0))
    if asked is None or row is None:
        return OLD
    return (Toast(text("toast.done")), *_save(request, asked, Field.REALISASI, row.realisasi))


def skip(request: Request) -> Replies:
    """What is offered may be left out, what is there may stay, and an unusual figure may be right."""
    field = request.said.args[1] if len(request.said.args) > 1 else ""
    asked = _pressed(request, Field(field)) if field in ASKED else None
    if asked is None:
        return OLD
    interview.go_on(request.scope, asked.form_id, asked.question)
    return (Toast(text("toast.done")),)


def again(request: Request, dialog: Dialog) -> Replies:
    asked = _asked(dialog)
    if asked is None:
        return ()
    interview.show_question(request.scope, asked.question)
    return (_reasons(request, asked),) if asked.why else ()


PRESSES: Mapping[str, Handle] = {
    "fill": fill_task,
    "fillform": fill_form,
    "excelform": excel_form,
    "change": change,
    "explain": explain,
    "formpage": turn_page,
    "nodata": no_data,
    "why": why,
    "keep": keep,
    "skip": skip,
    "sure": skip,
}
