"""Gathers what the cards of a unit's form show: the form at a glance, and one question of it."""

from bot.cards.entry import EntryView
from bot.cards.form import FormLine, FormView
from bot.cards.left import left
from bot.services import asking, loading, views
from bot.services.scope import Scope
from bot.store import forms
from bot.workflow import collecting
from bot.workflow.cycle import FormState
from bot.workflow.forms import EXPLANATIONS, Field, assessed, compulsory, missing
from bot.workflow.recap import line_of
from bot.workflow.steps import Step


def entry(scope: Scope, entry_id: int, field: Field) -> EntryView | None:
    row = forms.entry(scope.tx, entry_id)
    if row is None or scope.chat is None:
        return None
    found, form = loading.entry_of(row), forms.get(scope.tx, row.form_id)
    siblings = [e for e in loading.entries(scope, row.form_id) if e.open]
    position = next((n for n, e in enumerate(siblings, 1) if e.id == entry_id), row.number)
    editable = found.open and form is not None and form.state == FormState.OPEN
    return EntryView(
        entry=found,
        line=line_of(found, scope.rules.policy),
        position=position,
        of=len(siblings),
        field=field,
        asked=editable and form is not None and asked_here(scope, form, entry_id) is field,
        editable=editable,
        offered=field in EXPLANATIONS and not compulsory(found, field, scope.rules.policy),
    )


def asked_here(scope: Scope, form: forms.FormRow, entry_id: int) -> Field | None:
    """The field of this entry that is asked in this chat now; not if the form came back since it was asked."""
    asked = asking.current(scope)
    if asked is None or (asked.kind, asked.subject_id) != ("fill", form.id):
        return None
    here = (asked.state["version"], asked.state["entry"]) == (form.version, entry_id)
    return Field(asked.state["field"]) if here else None


def form(scope: Scope, form_id: int, page: int = 0) -> FormView | None:
    row = forms.get(scope.tx, form_id)
    if row is None:
        return None
    state, policy = loading.state(scope, row.cycle_id), scope.rules.policy
    task = state.unit_task(row.unit_id) or collecting.late(state, row.unit_id)
    open_ = row.state == FormState.OPEN and task is not None
    lines = tuple(
        FormLine(
            position=e.number,
            line=line_of(e, policy),
            complete=not missing(e, policy),
            returned=e.flagged,
            open=e.open and open_ and assessed(e, policy),
        )
        for e in loading.entries(scope, form_id)
    )
    ready = task is not None and (task.step is Step.SUBMIT or not task.open)
    submit = task if task is not None and ready and views.may_submit(scope, state, task) else None
    due_at = task.due_at if task and task.open else None
    return FormView(
        form_id=form_id,
        unit=row.unit_name,
        period=state.period.label,
        lines=lines,
        due_at=due_at,
        left=left(scope.rules.calendar, scope.now, due_at) if due_at else None,
        wanted=page,
        open=open_,
        submit=(submit.id, submit.version) if submit else None,
    )
