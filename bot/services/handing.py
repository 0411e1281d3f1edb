"""Which papers go with which step, and into which chats: each paper once into each."""

from collections.abc import Iterable, Mapping, Sequence

from bot.documents.makers import DocumentKind
from bot.services import loading, papering, papers, telling
from bot.services.scope import Chat, Scope
from bot.store import archive, cycles, documents, outbox
from bot.store.cycles import TaskRow
from bot.store.documents import DocumentRow
from bot.store.forms import FormRow
from bot.texts.say import Param, Text, text
from bot.workflow import events as ev
from bot.workflow.forms import Entry
from bot.workflow.papers import Mark
from bot.workflow.steps import Step

Kind = DocumentKind

PAPERS: Mapping[Step, tuple[Kind, ...]] = {
    Step.PREPARE: (Kind.DISPOSITION,),
    Step.FILL: (Kind.FORM,),
    Step.SUBMIT: (Kind.FORM,),
    Step.HAND_OVER: (Kind.RECAP,),
    Step.REPORT: (Kind.RECAP,),
    Step.DECIDE: (Kind.RECAP,),
    Step.SECOND: (Kind.RECAP,),
    Step.FORWARD: (Kind.RECAP,),
    Step.ARCHIVE: (Kind.RECAP,),
    Step.LETTER: (Kind.RECAP_DECIDED, Kind.REPORT, Kind.REPORT_DOCX, Kind.LETTER_CONCEPT),
    Step.SIGN: (Kind.REPORT, Kind.LETTER_PDF),
    Step.DELIVER: (Kind.REPORT, Kind.LETTER_PDF, Kind.LETTER_DOCX),
}
"""What the holder of a step's task has in hand while it is open; of each the newest."""

CARD_FIRST = (Step.DECIDE, Step.SECOND)
"""Whose card is a picture that says what there is to decide; the papers come below it, silently."""

ON_CARDS = frozenset({Kind.CHART})
"""Papers that nobody is handed: a card is the caption of each."""

TO_KEEP = frozenset({Kind.FORM_SUBMITTED, Kind.COMPLIANCE})
"""Papers that are made for the archive alone."""

COPIES: Mapping[Kind, tuple[Step, ...]] = {
    Kind.RECEIPTS: (Step.INSTRUCT, Step.DISTRIBUTE),
    Kind.REPORT: (Step.LETTER,),
    Kind.REPORT_DOCX: (Step.LETTER,),
    Kind.LETTER_PDF: (Step.LETTER,),
    Kind.LETTER_DOCX: (Step.LETTER,),
}
"""Papers that go out as soon as they are asked for, to the holders of these steps: whose work they came from."""

ON_REQUEST = frozenset({Kind.REPORT_CONCEPT, Kind.ARCHIVE, Kind.AKIP})
"""Sent by /arsip; the archive also when the cycle is finished."""

CAPTIONS: Mapping[Kind, str] = {
    Kind.DISPOSITION: "disposition",
    Kind.FORM: "form",
    Kind.RECEIPTS: "receipts",
    Kind.RECAP: "recap",
    Kind.RECAP_DECIDED: "recap_decided",
    Kind.REPORT: "report",
    Kind.REPORT_CONCEPT: "report_concept",
    Kind.REPORT_DOCX: "naskah",
    Kind.LETTER_CONCEPT: "letter_concept",
    Kind.ARCHIVE: "archive",
    Kind.AKIP: "akip",
    Kind.LETTER_PDF: "letter",
    Kind.LETTER_DOCX: "letter",
}
VERSIONED = (Kind.RECEIPTS, Kind.RECAP)
"""Whose caption says which version it is."""


Rows = tuple[DocumentRow, ...]


def follow(scope: Scope, cycle_id: int, event: ev.Event, task_id: int | None, wanted: Iterable[int]) -> None:
    """`task_id` is the task a TaskOpened has become; `wanted` are the papers that this event asked for."""
    for document_id in wanted:
        _copy(scope, row_of(scope, document_id))
    if isinstance(event, ev.TaskOpened) and task_id is not None and event.step not in CARD_FIRST:
        hand_out(scope, task_id)
    if isinstance(event, ev.FormDelivered):
        for task in cycles.tasks(scope.tx, cycle_id):
            if task.unit_id == event.unit_id and task.closed_at is None:
                hand_out(scope, task.id)
    if isinstance(event, ev.IndicatorsRevised):
        _hand_out_anew(scope, cycle_id, event.unit_id)


def _hand_out_anew(scope: Scope, cycle_id: int, unit_id: int) -> None:
    """Whoever has the form gets it as it is now: the one they have is of an earlier edition, and is refused."""
    for task in cycles.tasks(scope.tx, cycle_id):
        if task.unit_id == unit_id and task.closed_at is None and _ready(scope, task):
            people = telling.step_holders(scope, Step(task.step), unit_id)
            _send(scope, row_of(scope, papering.form_document(scope, cycle_id, unit_id)), telling.chats(scope, people))


def hand_out(scope: Scope, task_id: int) -> None:
    """To everybody whose task it is, wherever they can be reached now."""
    task = cycles.task(scope.tx, task_id)
    if task is not None:
        hand(scope, task, telling.chats(scope, telling.told(scope, task.cycle_id, Step(task.step), task.unit_id)))


def hand(scope: Scope, task: TaskRow, chats: Sequence[Chat]) -> None:
    """The papers of the task into these chats, without what a chat was sent before."""
    for kind in PAPERS.get(Step(task.step), ()) if _ready(scope, task) else ():
        known = _known(scope, task, kind)
        lacking = [chat for chat in chats if not _has(scope, known, chat)]
        for row in _newest(scope, task, kind, known) if lacking else ():
            _send(scope, row, lacking)


def hand_card(scope: Scope, task: TaskRow, chat: Chat, *, priority: int = 1) -> int:
    """The card with its papers into one chat, the card last unless it is among CARD_FIRST; the card's row of the
    outbox."""
    first = task.step in CARD_FIRST
    if not first:
        hand(scope, task, (chat,))
    sent = telling.card_in_chat(scope, "task", task.id, chat.channel, chat.chat_id, task_id=task.id, priority=priority)
    if first:
        hand(scope, task, (chat,))
    return sent


def hand_form(scope: Scope, form: FormRow, entries: Sequence[Entry] = (), marks: tuple[Mark, ...] = ()) -> None:
    """To whoever acts, also again; with `entries` and `marks` as `papers.form_sheet` has them."""
    if scope.actor is not None:
        document_id = papering.form_document(scope, form.cycle_id, form.unit_id, entries, marks)
        caption = text("caption.form_marked" if marks else "caption.form_now")
        telling.send_document(scope, document_id, (scope.actor.person_id,), caption)


def _ready(scope: Scope, task: TaskRow) -> bool:
    """A form's workbook follows its card: the clock starts when that arrives, and the workbook prints the deadline."""
    return task.unit_id is None or loading.unit_form(scope, task.cycle_id, task.unit_id).delivered_at is not None


def _known(scope: Scope, task: TaskRow, kind: Kind) -> Rows:
    """The documents any of which is this paper as it counts now: of a form every workbook of its present version."""
    made = archive.of_kind(scope.tx, task.cycle_id, kind, task.unit_id)
    if kind is not Kind.FORM:
        return made[-1:]
    key = papers.form_key(scope, loading.unit_form(scope, task.cycle_id, task.unit_id))
    return tuple(row for row in made if row.paper["key"] == key)


def _newest(scope: Scope, task: TaskRow, kind: Kind, known: Rows) -> Rows:
    """A form as it is filled by now; of everything else what there is, which may be nothing."""
    if kind is Kind.FORM and task.unit_id is not None:
        return (row_of(scope, papering.form_document(scope, task.cycle_id, task.unit_id)),)
    return known[-1:]


def row_of(scope: Scope, document_id: int) -> DocumentRow:
    found = documents.get(scope.tx, document_id)
    if found is None:
        raise LookupError(f"no document {document_id}")
    return found


def _copy(scope: Scope, row: DocumentRow) -> None:
    if row.cycle_id is None:  # the office's own, and no step's
        return
    people = [p for step in COPIES.get(Kind(row.kind), ()) for p in telling.told(scope, row.cycle_id, step)]
    chats = telling.chats(scope, dict.fromkeys(people))
    _send(scope, row, [chat for chat in chats if not _has(scope, (row,), chat)])


def _has(scope: Scope, known: Rows, chat: Chat) -> bool:
    return outbox.was_given(scope.tx, [row.id for row in known], chat.channel, chat.chat_id)


def _send(scope: Scope, row: DocumentRow, chats: Iterable[Chat]) -> None:
    if row.cycle_id is None:
        raise ValueError(f"{row.name} belongs to no cycle, and goes with no step")
    words = caption(scope, row)
    for chat in chats:
        telling.document_in_chat(scope, row.id, chat, words)


def caption(scope: Scope, row: DocumentRow) -> Text:
    """What a paper of a cycle says above it."""
    words: dict[str, Param] = {"period": loading.period(scope, row.cycle_id or 0).label}
    if row.kind in VERSIONED:
        words["version"] = row.version
    return text(f"caption.{CAPTIONS[Kind(row.kind)]}", **words)
