"""Which papers an event asks for and who gets them: what they say is frozen now, they are made afterwards."""

from collections.abc import Callable, Iterable, Mapping
from typing import Any

from bot.documents.makers import MAKERS, DocumentKind
from bot.services import loading, papers, telling
from bot.services.scope import Scope
from bot.store import archive, documents, recaps
from bot.store.codec import encode
from bot.texts.say import text
from bot.workflow import events as ev
from bot.workflow.steps import Step


def follow(scope: Scope, cycle_id: int, event: ev.Event) -> None:
    wanted = WANTED.get(type(event))
    if wanted is not None:
        wanted(scope, cycle_id, event)


def want(
    scope: Scope,
    cycle_id: int,
    kind: DocumentKind,
    paper: object,
    *,
    version: int = 1,
    unit_id: int | None = None,
    unit: str = "",
) -> int:
    """Asks for one document, once per kind, unit and version; returns its id."""
    return documents.want(
        scope.tx,
        office_id=scope.office.id,
        cycle_id=cycle_id,
        unit_id=unit_id,
        kind=kind,
        version=version,
        name=file_name(kind, loading.period(scope, cycle_id).label, version, unit),
        paper_json=encode(paper),
        requested_by=scope.actor.person_id if scope.actor else None,
        now=scope.now,
    )


def file_name(kind: DocumentKind, period: str, version: int, unit: str) -> str:
    """ "rekapitulasi-triwulan-iv-tahun-2026-v2.xlsx": letters, digits and dashes only."""
    base = {DocumentKind.LETTER_PDF: "surat-pengantar", DocumentKind.LETTER_DOCX: "surat-pengantar"}.get(
        kind, str(kind)
    )
    parts = [base, period, unit, f"v{version}" if version > 1 or kind is DocumentKind.RECAP else ""]
    words = "-".join(part for part in parts if part).lower()
    safe = "".join(c if c.isascii() and c.isalnum() else "-" for c in words)
    return "-".join(filter(None, safe.split("-"))) + f".{MAKERS[kind].extension}"


def _send(scope: Scope, document_id: int, people: Iterable[int], key: str, **params: Any) -> None:
    telling.send_document(scope, document_id, people, text(f"caption.{key}", **params))


def _ordered(scope: Scope, cycle_id: int, event: ev.Ordered) -> None:
    document_id = want(scope, cycle_id, DocumentKind.DISPOSITION, papers.disposition(scope, cycle_id, event))
    people = telling.step_holders(scope, Step.PREPARE)
    _send(scope, document_id, people, "disposition", period=loading.period(scope, cycle_id).label)


def form_document(scope: Scope, cycle_id: int, unit_id: int) -> int:
    """The unit's form as it stands now, as a workbook."""
    form = loading.unit_form(scope, cycle_id, unit_id)
    paper = papers.form_sheet(scope, cycle_id, form)
    version = len(archive.of_kind(scope.tx, cycle_id, DocumentKind.FORM, unit_id)) + 1
    return want(scope, cycle_id, DocumentKind.FORM, paper, version=version, unit_id=unit_id, unit=paper.unit)


def _send_form(scope: Scope, cycle_id: int, unit_id: int) -> None:
    people = telling.step_holders(scope, Step.FILL, unit_id)
    _send(scope, form_document(scope, cycle_id, unit_id), people, "form", period=loading.period(scope, cycle_id).label)


def _distributed(scope: Scope, cycle_id: int, event: ev.FormsDistributed) -> None:
    for unit_id in event.unit_ids:
        _send_form(scope, cycle_id, unit_id)


def _reopened(scope: Scope, cycle_id: int, event: ev.FormReopened) -> None:
    _send_form(scope, cycle_id, event.unit_id)


def _closed(scope: Scope, cycle_id: int, event: ev.TaskClosed) -> None:
    """Tanda Terima: version 1 when step 4 closes."""
    if event.step is Step.DISTRIBUTE:
        _receipts(scope, cycle_id, 1)


def _received(scope: Scope, cycle_id: int, event: ev.FormReceived) -> None:
    """... final with the last receipt, unless version 1 had them all."""
    first = archive.latest(scope.tx, cycle_id, DocumentKind.RECEIPTS)
    if event.last and first is not None and not first.paper["final"]:
        _receipts(scope, cycle_id, 2)


def _receipts(scope: Scope, cycle_id: int, version: int) -> None:
    paper = papers.receipts(scope, cycle_id, version)
    document_id = want(scope, cycle_id, DocumentKind.RECEIPTS, paper, version=version)
    people = telling.whom(scope, (Step.DISTRIBUTE, Step.INSTRUCT))
    _send(scope, document_id, people, "receipts", period=loading.period(scope, cycle_id).label, version=version)


def recap_document(scope: Scope, cycle_id: int, version: int) -> int:
    row = next(r for r in recaps.of_cycle(scope.tx, cycle_id) if r.version == version)
    return want(scope, cycle_id, DocumentKind.RECAP, papers.recap_of(row, scope), version=version)


def _send_recap(step: Step) -> Callable[[Scope, int, Any], None]:
    def send(scope: Scope, cycle_id: int, event: Any) -> None:
        document_id = recap_document(scope, cycle_id, event.version)
        words = {"period": loading.period(scope, cycle_id).label, "version": event.version}
        _send(scope, document_id, telling.step_holders(scope, step), "recap", **words)

    return send


def _archived(scope: Scope, cycle_id: int, event: ev.DataArchived) -> None:
    document_id = want(scope, cycle_id, DocumentKind.REPORT, papers.report(scope, cycle_id), version=event.version)
    people = telling.step_holders(scope, Step.LETTER)
    _send(scope, document_id, people, "report", period=loading.period(scope, cycle_id).label)


def report_document(scope: Scope, cycle_id: int) -> int | None:
    made = archive.latest(scope.tx, cycle_id, DocumentKind.REPORT)
    return made.id if made else None


def _letter(scope: Scope, cycle_id: int, event: ev.LetterPrepared) -> None:
    """The Camat holds the final report and the letter; the Kasubag also the letter to edit."""
    period = loading.period(scope, cycle_id).label
    paper = papers.cover_letter(scope, cycle_id, event.number, event.dated)
    version = len(archive.of_kind(scope.tx, cycle_id, DocumentKind.LETTER_PDF)) + 1
    pdf = want(scope, cycle_id, DocumentKind.LETTER_PDF, paper, version=version)
    docx = want(scope, cycle_id, DocumentKind.LETTER_DOCX, paper, version=version)
    camat, kasubag = telling.step_holders(scope, Step.SIGN), telling.step_holders(scope, Step.LETTER)
    report_id = report_document(scope, cycle_id)
    if report_id is not None:
        _send(scope, report_id, camat, "report", period=period)
    _send(scope, pdf, camat, "letter", period=period)
    for document_id in (pdf, docx):
        _send(scope, document_id, kasubag, "letter", period=period)


Want = Callable[[Scope, int, Any], None]

WANTED: Mapping[type[Any], Want] = {
    ev.Ordered: _ordered,
    ev.FormsDistributed: _distributed,
    ev.FormReopened: _reopened,
    ev.TaskClosed: _closed,
    ev.FormReceived: _received,
    ev.RecapConfirmed: _send_recap(Step.HAND_OVER),
    ev.RecapHandedOver: _send_recap(Step.REPORT),
    ev.RecapReported: _send_recap(Step.DECIDE),
    ev.DataArchived: _archived,
    ev.LetterPrepared: _letter,
}
