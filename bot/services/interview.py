"""The conversational form: which question is open in a chat, and what an answer does to it."""

from collections.abc import Mapping
from typing import Any

from bot.services import asking, forming, loading, telling
from bot.services.forming import Answer, Filled
from bot.services.scope import Scope
from bot.store import forms, outbox, talks
from bot.texts.say import Text
from bot.workflow import collecting
from bot.workflow.anomalies import Anomaly, doubted
from bot.workflow.events import Refused, refused
from bot.workflow.forms import (
    EXPLANATIONS,
    Field,
    Question,
    first_question,
    foreign_sign,
    next_question,
    read_figure,
)
from bot.workflow.numbers import Reading
from bot.workflow.steps import Step

RUPIAH = "Rupiah"
"""The satuan of what was spent."""


def may_fill(scope: Scope, form: forms.FormRow | None) -> Refused | None:
    taken = forming.turn(scope, form)
    return taken if isinstance(taken, Refused) else None


def resume(scope: Scope, form_id: int) -> Question | Refused | None:
    """Shows the form at a glance, and below it the question it was left at, else the first that is missing; None when
    there is none."""
    form = forms.get(scope.tx, form_id)
    failed = may_fill(scope, form)
    if failed or form is None:
        return failed
    place = _place(scope, form)
    from_ = question_of(place) if place else first_question(loading.entries(scope, form_id), scope.rules.policy)
    show_form(scope, form_id)
    if from_ is not None:
        more = {"again": place["again"], "explained": bool(place.get("explained"))} if place else {}
        open_question(scope, form_id, from_, **more)
    return from_


def question_of(state: Mapping[str, Any]) -> Question:
    """The question that a dialog of this kind keeps."""
    return Question(state["entry"], Field(state["field"]))


def _place(scope: Scope, form: forms.FormRow) -> Mapping[str, Any] | None:
    """Where this chat is in the form, or left it with /batal, if there is still something to say there."""
    dialog, card = asking.find(scope, "fill", form.id), _form_card(scope, form.id)
    state = dialog.state if dialog else card.place if card else None
    row = forms.entry(scope.tx, state["entry"]) if state else None
    if state is None or row is None or not row.open or state["version"] != form.version:
        return None
    entry, field = loading.entry_of(row), question_of(state).field
    answered = bool(entry.reason) or getattr(entry, field) not in (None, "")
    unsettled = state["again"] or not answered or doubted(entry, field, scope.rules.policy)
    return state if unsettled else None


def _form_card(scope: Scope, form_id: int) -> talks.CardRow | None:
    """The form at a glance in this chat, where it has been shown."""
    chat = scope.chat
    return talks.find_card(scope.tx, "form", form_id, chat.channel, chat.chat_id) if chat else None


def leave(scope: Scope, dialog: talks.Dialog) -> None:
    """/batal: the place is kept for when the form is opened again."""
    card = _form_card(scope, dialog.subject_id)
    if card is not None:
        talks.leave_at(scope.tx, card.id, dialog.state)


def change(scope: Scope, entry_id: int, field: Field = Field.REALISASI) -> Refused | None:
    """Opens one entry, from its first field or another on."""
    return _open(scope, Question(entry_id, field), again=field is Field.REALISASI)


def explain(scope: Scope, entry_id: int) -> Refused | None:
    """What helped, what hindered and what follows, for who wants to say so."""
    return _open(scope, Question(entry_id, EXPLANATIONS[0]), again=True, explained=True)


def _open(scope: Scope, question: Question, *, again: bool, explained: bool = False) -> Refused | None:
    row = forms.entry(scope.tx, question.entry_id)
    failed = may_fill(scope, forms.get(scope.tx, row.form_id) if row else None)
    if failed or row is None:
        return failed
    if not row.open:
        return refused("refused.entry_locked")
    open_question(scope, row.form_id, question, again=again, explained=explained)
    return None


def open_question(
    scope: Scope, form_id: int, question: Question, *, again: bool = False, explained: bool = False
) -> None:
    """The open question is always the last thing on the screen; the one before shrinks to its line.

    `again`: the entry was returned or is being changed, and each of its fields is looked at, whatever it holds.
    `explained`: its explanations are asked for too, where they are not compulsory.
    """
    before, form = asking.find(scope, "fill", form_id), forms.get(scope.tx, form_id)
    row = forms.entry(scope.tx, question.entry_id)
    again = again or (row is not None and row.flagged)
    version = form.version if form else 0
    state = {"version": version, "entry": question.entry_id, "field": question.field, "again": again}
    asking.begin(scope, "fill", form_id, {**state, "explained": explained})
    if before is not None:
        telling.refresh_entry(scope, before.state["entry"])
    card = _form_card(scope, form_id)
    if card is not None and card.place is not None:
        talks.leave_at(scope.tx, card.id, None)
    show_question(scope, question)


def show_question(scope: Scope, question: Question) -> None:
    telling.show_here(scope, f"ask_{question.field}", question.entry_id)


def show_form(scope: Scope, form_id: int) -> None:
    telling.show_here(scope, "form", form_id)


def turn_page(scope: Scope, form_id: int, page: int) -> Refused | None:
    """Another page of the form at a glance, in the message where it stands."""
    failed = may_fill(scope, forms.get(scope.tx, form_id))
    card = None if failed else _form_card(scope, form_id)
    if card is not None:
        talks.turn_page(scope.tx, card.id, page)
        telling.refresh(scope, (card,), priority=outbox.REPLY)
    return failed


def read(scope: Scope, question: Question, words: str) -> Reading | str | None:
    """What was typed for the question, as a figure; the satuan where it was written as if it were another."""
    row = forms.entry(scope.tx, question.entry_id)
    given = loading.entry_of(row).indicator if row else None
    reading = read_figure(words, question.field, given, scope.rules.policy) if given else None
    if reading is None or given is None or not foreign_sign(reading, question.field, given):
        return reading
    return RUPIAH if question.field is Field.ANGGARAN else given.satuan or "-"


def answer(
    scope: Scope, question: Question, form_id: int, value: Answer, spelled: Text | None = None
) -> Refused | tuple[Anomaly, ...]:
    """Saves one answer and opens what follows; at the end of the form the chat is free again.

    An unusual figure is saved too, but the question stays: what is unusual is returned, to be asked about once more.
    `spelled`: how it was read, said before the next question is.
    """
    filled = forming.fill(scope, form_id, (value,), "chat")
    if isinstance(filled, Refused):
        return filled
    entry = next(e for e in filled.entries if e.id == question.entry_id)
    doubts = doubted(entry, question.field, scope.rules.policy)
    if not doubts:
        if spelled is not None:
            telling.say_here(scope, spelled)
        go_on(scope, form_id, question, filled)
    return doubts


def go_on(scope: Scope, form_id: int, question: Question, filled: Filled | None = None) -> None:
    entries = filled.entries if filled else loading.entries(scope, form_id)
    dialog = asking.find(scope, "fill", form_id)
    again = dialog is not None and bool(dialog.state["again"])
    explained = dialog is not None and bool(dialog.state.get("explained"))
    open_ones, policy = [e for e in entries if e.open], scope.rules.policy
    following = next_question(open_ones, policy, question, again=again, explained=explained)
    if following is not None:
        same = following.entry_id == question.entry_id
        open_question(scope, form_id, following, again=again and same, explained=explained and same)
        return
    asking.end(scope, "fill", form_id)
    if filled is None or not filled.completed or not _may_submit(scope, form_id):
        _show_submission(scope, form_id)


def _may_submit(scope: Scope, form_id: int) -> bool:
    """Whose form it is gets the card of step 6 when the form is complete; who only fills is shown where it stands."""
    form = forms.get(scope.tx, form_id)
    if form is None or scope.actor is None:
        return False
    return scope.actor.person_id in telling.told(scope, form.cycle_id, Step.SUBMIT, form.unit_id)


def _show_submission(scope: Scope, form_id: int) -> None:
    """What was asked after the form was complete has pushed the card with Serahkan up: it comes down again."""
    form = forms.get(scope.tx, form_id)
    if form is None:
        return
    state = loading.state(scope, form.cycle_id)
    task = state.open_task(Step.SUBMIT, form.unit_id) or collecting.late(state, form.unit_id)
    if task is not None:
        telling.show_here(scope, "task", task.id, task_id=task.id)


def after_workbook(scope: Scope, form_id: int) -> None:
    """What was asked may be answered now: the first thing missing is asked instead, or Serahkan is at hand."""
    asking.end(scope, "fill", form_id)
    from_ = first_question(loading.entries(scope, form_id), scope.rules.policy)
    if from_ is None:
        _show_submission(scope, form_id)
    else:
        open_question(scope, form_id, from_)
