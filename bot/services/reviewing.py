"""What a recap is looked at for: completeness, unusual figures, missing evidence, and what is old and new, by unit."""

from decimal import Decimal

from bot.cards import doubt
from bot.cards.figures import written
from bot.services import holding, loading, papers, telling
from bot.services.scope import Scope
from bot.store import cycles, documents, evidence, recaps
from bot.texts.say import Param, Text, render, text
from bot.workflow import rights
from bot.workflow.achievement import below_threshold
from bot.workflow.anomalies import anomalies
from bot.workflow.cycle import FormState, State, UnitForm
from bot.workflow.events import Refused, refused
from bot.workflow.forms import Entry
from bot.workflow.numbers import format_rupiah
from bot.workflow.papers import Change, Line, RecapSheet, UnitRecap
from bot.workflow.recap import SPENT
from bot.workflow.rights import Right
from bot.workflow.steps import Step

READ_AT = (Step.RECAP, Step.REPORT, Step.DECIDE, Step.SECOND, Step.ARCHIVE)
"""Whose task it is at these steps may read the whole recap, and so may who oversees."""
PROOF = "bukti"
"""A file that a unit sent, as a document: it is made already."""


def completeness(scope: Scope, state: State) -> tuple[Text, ...]:
    """A line for each unit, as the Staf sees them before a version is confirmed."""
    sheet = papers.recap_sheet(scope, state.cycle_id)
    return tuple(_unit(scope, form, unit) for form, unit in zip(state.forms, sheet.units, strict=True))


def _unit(scope: Scope, form: UnitForm, unit: UnitRecap) -> Text:
    if form.state is not FormState.SUBMITTED:
        waits = text("check.absent") if form.excluded else text("check.mending", count=form.missing)
        return text("check.unit", unit=form.name, status=waits, doubts=_NOTHING, unproved=_NOTHING)
    doubts = sum(bool(anomalies(e, scope.rules.policy)) for e in loading.entries(scope, form.form_id))
    return text(
        "check.unit",
        unit=form.name,
        status=unit.status,
        doubts=text("check.doubts", count=doubts) if doubts else _NOTHING,
        unproved=text("check.unproved", count=form.unproved) if form.unproved else _NOTHING,
    )


_NOTHING = text("card.nothing")


def sheet(scope: Scope, task_id: int) -> tuple[int, RecapSheet] | Refused:
    """The cycle and its recap, to who may read it; a draft as long as it is being made."""
    row = cycles.task(scope.tx, task_id)
    if row is None or row.office_id != scope.office.id or scope.actor is None or row.step not in READ_AT:
        return refused("refused.unknown")
    held = holding.at_task(scope, row) or rights.by_right(scope.rules.policy, scope.actor, Right.OVERSEE)
    if held is None:
        return rights.not_theirs(scope.rules.policy, Step(row.step))
    latest = recaps.latest(scope.tx, row.cycle_id)
    draft = latest is None or (row.step == Step.RECAP and row.closed_at is None)
    paper = papers.recap_sheet(scope, row.cycle_id) if draft or latest is None else papers.recap_of(latest, scope)
    return row.cycle_id, paper


def decided_on(scope: Scope, task_id: int) -> tuple[str, int]:
    """The period of this task's cycle, and the version of its newest recap."""
    row = cycles.task(scope.tx, task_id)
    latest = recaps.latest(scope.tx, row.cycle_id) if row else None
    if row is None or latest is None:
        raise LookupError(f"task {task_id} has nothing to decide on")
    return loading.period(scope, row.cycle_id).label, latest.version


def overview(paper: RecapSheet) -> tuple[Text, ...]:
    """Unit by unit, with the indicators that a reader should look at."""
    return tuple(line for unit in paper.units for line in (_head(unit), *_weak(unit, paper)))


def _head(unit: UnitRecap) -> Text:
    if unit.mean is None:
        return text("recap.unit_open", unit=unit.unit, status=unit.status)
    return text("recap.unit", unit=unit.unit, status=unit.status, mean=unit.mean, grade=unit.grade)


def _weak(unit: UnitRecap, paper: RecapSheet) -> tuple[Text, ...]:
    """Below the threshold, or without data."""
    return tuple(
        text("recap.weak", number=line.number, indicator=line.indicator, percent=line.percent)
        if line.percent is not None
        else text("recap.empty", number=line.number, indicator=line.indicator, reason=line.reason or line.grade)
        for line in unit.lines
        if line.percent is None or line.percent < paper.threshold
    )


def unit_details(scope: Scope, cycle_id: int, paper: RecapSheet, place: int) -> tuple[Text, ...] | None:
    """Every indicator of the unit at this place of the recap: figures, doubts, old and new, evidence."""
    if not 0 <= place < len(paper.units):
        return None
    unit = paper.units[place]
    form = loading.state(scope, cycle_id).forms[place]
    entries = {entry.id: entry for entry in loading.entries(scope, form.form_id)}
    lines = (_indicator(scope, paper, unit, line, entries.get(line.entry_id)) for line in unit.lines)
    return (_head(unit), *(part for line in lines for part in line))


def _indicator(scope: Scope, paper: RecapSheet, unit: UnitRecap, line: Line, entry: Entry | None) -> tuple[Text, ...]:
    facts: dict[str, Param] = {"number": line.number, "indicator": line.indicator, "satuan": line.satuan}
    reached = text("check.reached", percent=line.percent, grade=line.grade) if line.percent is not None else _NOTHING
    head = text(
        "check.indicator",
        target=written(line, line.target),
        realisasi=written(line, line.realisasi),
        reached=reached,
        **facts,
    )
    said = (text("check.reason", reason=line.reason),) if line.reason else ()
    return (
        head,
        *_budget(line),
        *said,
        *_explained(line, paper),
        *_old(paper, unit, line),
        *_doubts(scope, line, entry),
        _evidence(line),
    )


def _old(paper: RecapSheet, unit: UnitRecap, line: Line) -> tuple[Text, ...]:
    """Since the last decision; of what was sent back before anybody decided, since then."""
    changed = [one for one in paper.changes if (one.unit, one.number) == (unit.unit, line.number)]
    if not changed and line.old is not None and line.old != line.realisasi:
        was, now = render(written(line, line.old)), render(written(line, line.realisasi))
        return (text("check.change", field="Realisasi", old=was, new=now),)
    return tuple(_change(one) for one in changed)


def _change(one: Change) -> Text:
    old, new = _amount(one, one.old, one.old_value), _amount(one, one.new, one.new_value)
    return text("check.change", field=one.field, old=old, new=new)


def _budget(line: Line) -> tuple[Text, ...]:
    if line.pagu is None:
        return ()
    if line.anggaran is None or line.absorption is None:
        return (text("check.budget_open", pagu=line.pagu),)
    return (text("check.budget", pagu=line.pagu, anggaran=line.anggaran, absorption=line.absorption),)


def _explained(line: Line, paper: RecapSheet) -> tuple[Text, ...]:
    """Why it fell below the threshold, and what follows."""
    if line.percent is None or not below_threshold(line.percent, paper.threshold):
        return ()
    why, then = line.penghambat or "-", line.tindak_lanjut or "-"
    return (text("check.hindered", words=why), text("check.follows", words=then))


def _amount(change: Change, shown: str, value: Decimal | None) -> str:
    """Money as money."""
    return format_rupiah(value) if change.field == SPENT and value is not None else shown or "-"


def _doubts(scope: Scope, line: Line, entry: Entry | None) -> tuple[Text, ...]:
    """Of the figures as they are in this version."""
    if entry is None or (entry.realisasi, entry.anggaran) != (line.realisasi, line.anggaran):
        return ()
    found = anomalies(entry, scope.rules.policy)
    return doubt.reasons(entry, line, found, scope.rules.policy.doubts) if found else ()


def _evidence(line: Line) -> Text:
    if not line.evidence:
        return text("check.no_evidence") if line.realisasi is not None else _NOTHING
    return text("check.evidence", names=", ".join(line.evidence))


def proofs(scope: Scope, cycle_id: int, paper: RecapSheet, place: int) -> tuple[evidence.EvidenceRow, ...]:
    """The files behind the unit's figures, as this version names them; a link can be tapped where it is named."""
    if not 0 <= place < len(paper.units):
        return ()
    form = loading.state(scope, cycle_id).forms[place]
    named = {(line.entry_id, name) for line in paper.units[place].lines for name in line.evidence}
    rows = evidence.of_form(scope.tx, form.form_id)
    return tuple(row for row in rows if row.sha256 is not None and (row.entry_id, row.name) in named)


def send_proofs(scope: Scope, cycle_id: int, paper: RecapSheet, place: int) -> int:
    """Into the chat where they were asked for; how many."""
    found = proofs(scope, cycle_id, paper, place)
    numbers = {line.entry_id: line.number for line in paper.lines}
    if scope.chat is None:
        return 0
    for row in found:
        document_id = documents.kept(
            scope.tx,
            office_id=scope.office.id,
            cycle_id=cycle_id,
            kind=PROOF,
            version=row.id,
            name=row.name,
            sha256=str(row.sha256),
            now=scope.now,
        )
        caption = text("caption.proof", unit=paper.units[place].unit, number=numbers[row.entry_id])
        telling.document_in_chat(scope, document_id, scope.chat, caption)
    return len(found)
