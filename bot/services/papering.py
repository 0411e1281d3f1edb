"""Which papers an event asks for: what they say is frozen now, they are made afterwards."""

from collections.abc import Callable, Mapping, Sequence
from typing import Any

from bot.documents.makers import MAKERS, DocumentKind
from bot.services import loading, papers, reports
from bot.services.scope import Scope
from bot.store import archive, documents, recaps
from bot.store.codec import encode
from bot.workflow import events as ev
from bot.workflow.charting import chart
from bot.workflow.forms import Entry
from bot.workflow.papers import Mark
from bot.workflow.steps import Step

Wanted = tuple[int, ...]
"""Ids of documents."""


def follow(scope: Scope, cycle_id: int, event: ev.Event) -> Wanted:
    wanted = WANTED.get(type(event))
    return wanted(scope, cycle_id, event) if wanted is not None else ()


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


SHORT: Mapping[DocumentKind, str] = {
    DocumentKind.LETTER_PDF: "surat-pengantar",
    DocumentKind.LETTER_DOCX: "surat-pengantar",
    DocumentKind.RECAP_DECIDED: "rekapitulasi",
}
"""Kinds of one name, told apart by what kind of file they are."""

NAMED_BY_ROUND = (DocumentKind.RECAP_DECIDED, DocumentKind.FORM_SUBMITTED)
"""Whose names say already which version or round they are of."""


def file_name(kind: DocumentKind, period: str, version: int, unit: str) -> str:
    """ "rekapitulasi-triwulan-iv-tahun-2026-v2.xlsx": letters, digits and dashes only."""
    base = SHORT.get(kind, str(kind))
    counted = version > 1 and kind not in NAMED_BY_ROUND
    parts = [base, period, unit, f"v{version}" if counted or kind is DocumentKind.RECAP else ""]
    words = "-".join(part for part in parts if part).lower()
    safe = "".join(c if c.isascii() and c.isalnum() else "-" for c in words)
    return "-".join(filter(None, safe.split("-"))) + f".{MAKERS[kind].extension}"


def _ordered(scope: Scope, cycle_id: int, event: ev.Ordered) -> Wanted:
    """Another one where the order was taken back and given anew."""
    version = len(archive.of_kind(scope.tx, cycle_id, DocumentKind.DISPOSITION)) + 1
    paper = papers.disposition(scope, cycle_id, event)
    return (want(scope, cycle_id, DocumentKind.DISPOSITION, paper, version=version),)


def form_document(
    scope: Scope, cycle_id: int, unit_id: int, entries: Sequence[Entry] = (), marks: tuple[Mark, ...] = ()
) -> int:
    """The unit's form as a workbook, as `papers.form_sheet` has it; the one before, where nothing has changed since."""
    paper = papers.form_sheet(scope, cycle_id, loading.unit_form(scope, cycle_id, unit_id), entries, marks)
    made = archive.of_kind(scope.tx, cycle_id, DocumentKind.FORM, unit_id)
    if made and made[-1].paper == encode(paper):
        return made[-1].id
    version = len(made) + 1
    return want(scope, cycle_id, DocumentKind.FORM, paper, version=version, unit_id=unit_id, unit=paper.unit)


def _submitted(scope: Scope, cycle_id: int, event: ev.FormSubmitted) -> Wanted:
    """For the archive, and handed to nobody: the workbook that was given out has no figures yet."""
    kind, unit_id = DocumentKind.FORM_SUBMITTED, event.unit_id
    paper = papers.submitted_sheet(scope, cycle_id, loading.unit_form(scope, cycle_id, unit_id))
    version = len(archive.of_kind(scope.tx, cycle_id, kind, unit_id)) + 1
    unit = f"{paper.unit} putaran {paper.round}"
    want(scope, cycle_id, kind, paper, version=version, unit_id=unit_id, unit=unit)
    return ()


def _closed(scope: Scope, cycle_id: int, event: ev.TaskClosed) -> Wanted:
    """Tanda Terima: version 1 when step 4 closes."""
    return _receipts(scope, cycle_id, 1) if event.step is Step.DISTRIBUTE else ()


def _received(scope: Scope, cycle_id: int, event: ev.FormReceived) -> Wanted:
    """... final with the last receipt, unless version 1 had them all."""
    first = archive.latest(scope.tx, cycle_id, DocumentKind.RECEIPTS)
    unfinished = first is not None and not first.paper["final"]
    return _receipts(scope, cycle_id, 2) if event.last and unfinished else ()


def _receipts(scope: Scope, cycle_id: int, version: int) -> Wanted:
    paper = papers.receipts(scope, cycle_id, version)
    return (want(scope, cycle_id, DocumentKind.RECEIPTS, paper, version=version),)


def _recapped(scope: Scope, cycle_id: int, event: ev.RecapConfirmed) -> Wanted:
    row = next(r for r in recaps.of_cycle(scope.tx, cycle_id) if r.version == event.version)
    paper = papers.recap_of(row, scope)
    want(scope, cycle_id, DocumentKind.CHART, chart(paper), version=event.version)  # for the card that is decided on
    return (want(scope, cycle_id, DocumentKind.RECAP, paper, version=event.version),)


def _decided(scope: Scope, cycle_id: int, event: ev.RecapApproved | ev.RecapReturned) -> Wanted:
    """The recap's edition with who decided in its last block; another one where a decision was taken back."""
    paper = papers.decided(scope, cycle_id)
    how = "disetujui" if paper.verdict.approved else "dikembalikan"
    kind = DocumentKind.RECAP_DECIDED
    version = len(archive.of_kind(scope.tx, cycle_id, kind)) + 1
    return (want(scope, cycle_id, kind, paper, version=version, unit=f"v{event.version} {how}"),)


def _archived(scope: Scope, cycle_id: int, event: ev.DataArchived) -> Wanted:
    """The Dokumen, to read and to edit, and the letter as it will be once it has a number."""
    letter = papers.cover_letter(scope, cycle_id)
    return (*_report(scope, cycle_id), next_of(scope, cycle_id, DocumentKind.LETTER_CONCEPT, letter))


def _report(scope: Scope, cycle_id: int) -> Wanted:
    paper = reports.report(scope, cycle_id)
    return tuple(next_of(scope, cycle_id, kind, paper) for kind in (DocumentKind.REPORT, DocumentKind.REPORT_DOCX))


def next_of(scope: Scope, cycle_id: int, kind: DocumentKind, paper: object) -> int:
    """One version after the last of its kind."""
    return want(scope, cycle_id, kind, paper, version=len(archive.of_kind(scope.tx, cycle_id, kind)) + 1)


def _edited(scope: Scope, cycle_id: int, event: ev.NarrativeEdited) -> Wanted:
    return _report(scope, cycle_id)


def concept(scope: Scope, cycle_id: int) -> int:
    """The Dokumen as it would be of the newest version, for whoever wants to see it before it is approved."""
    return next_of(scope, cycle_id, DocumentKind.REPORT_CONCEPT, reports.report(scope, cycle_id, concept=True))


def _letter(scope: Scope, cycle_id: int, event: ev.LetterPrepared) -> Wanted:
    """To sign, and to edit."""
    paper = papers.cover_letter(scope, cycle_id, event.number, event.dated, on_behalf=event.on_behalf)
    return tuple(next_of(scope, cycle_id, kind, paper) for kind in (DocumentKind.LETTER_PDF, DocumentKind.LETTER_DOCX))


def _finished(scope: Scope, cycle_id: int, event: ev.CycleFinished) -> Wanted:
    """For the archive: the Dokumen was made before step 13."""
    next_of(scope, cycle_id, DocumentKind.COMPLIANCE, reports.compliance_sheet(scope, cycle_id))
    return ()


Want = Callable[[Scope, int, Any], Wanted]

WANTED: Mapping[type[Any], Want] = {
    ev.Ordered: _ordered,
    ev.TaskClosed: _closed,
    ev.FormReceived: _received,
    ev.FormSubmitted: _submitted,
    ev.RecapConfirmed: _recapped,
    ev.RecapApproved: _decided,
    ev.RecapReturned: _decided,
    ev.DataArchived: _archived,
    ev.NarrativeEdited: _edited,
    ev.LetterPrepared: _letter,
    ev.CycleFinished: _finished,
}
"""A unit's form is made when it is handed out or asked for, as it is filled by then."""
