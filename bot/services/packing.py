"""What goes into the zips of a cycle: everything there is of it, or the same by the criteria of the AKIP evaluation."""

from collections.abc import Iterator, Sequence
from dataclasses import dataclass, replace

from bot.documents import logs
from bot.documents.makers import DocumentKind
from bot.services import chronicle, editions, loading, papers, reports
from bot.services.evidencing import safe_name
from bot.services.scope import Scope
from bot.store import archive as papers_of
from bot.store import attachments, blobs, forms, history, recaps
from bot.store.codec import canonical, encode
from bot.store.documents import FAILED, DocumentRow
from bot.texts.say import label
from bot.workflow.packs import UNKNOWN, Pack, PackItem, TableBook, parted, unlike
from bot.workflow.reports import PeriodMean
from bot.workflow.steps import Step

Kind = DocumentKind
NOT_PACKED = frozenset({Kind.ARCHIVE, Kind.AKIP, Kind.REPORT_CONCEPT, Kind.LETTER_CONCEPT, Kind.CHART})
"""Zips, and what was only to be looked at, before there was more or on a card."""


BLANK = "01-dokumen/formulir-dibagikan"
"""The forms as they were handed out, to be filled: apart, so that nobody takes them for what was submitted."""


@dataclass(frozen=True)
class Material:
    """Everything of a cycle from which zips are made."""

    scope: Scope
    cycle_id: int
    period: str
    papers: tuple[DocumentRow, ...]
    sizes: dict[str, int]

    def paper(self, folder: str, row: DocumentRow) -> PackItem:
        size = self.sizes.get(row.sha256 or "", UNKNOWN)
        return PackItem(f"{folder}/{row.name}", document_id=row.id, size=size)

    def of_kind(self, folder: str, *kinds: Kind) -> list[PackItem]:
        return [self.paper(folder, row) for row in self.papers if row.kind in kinds]

    def these(self, folder: str, *rows: DocumentRow | None) -> list[PackItem]:
        wanted = {row.id for row in rows if row is not None}
        return [self.paper(folder, row) for row in self.papers if row.id in wanted]

    def newest(self, folder: str, *kinds: Kind) -> list[PackItem]:
        found = (self.of_kind(folder, kind)[-1:] for kind in kinds)
        return [item for items in found for item in items]


def archive(scope: Scope, cycle_id: int) -> tuple[Pack, ...]:
    """All versions of all papers, evidence, what came back, every recap as it was hashed, and the whole history."""
    found = _material(scope, cycle_id)
    items = [
        *(found.paper(BLANK if row.kind == Kind.FORM else "01-dokumen", row) for row in found.papers),
        *_evidence(found, "02-bukti-dukung"),
        *_attached(found, "03-berkas-masuk"),
        *_versions(found, "04-versi-rekapitulasi"),
        *_history(found, "05-riwayat"),
        _book("05-riwayat/pelaksanaan-sop.xlsx", _compliance(found)),
    ]
    return _packs(found, label("arsip.archive_title"), items)


def akip(scope: Scope, cycle_id: int) -> tuple[Pack, ...]:
    """Sorted by criterion, with an index of what proves what."""
    found = _material(scope, cycle_id)
    entries = [(key, told, replace(item)) for key, told, items in _criteria(found) for item in items]
    items = _apart([item for _, _, item in entries])
    named = [
        (label(f"akip.{key}"), label(f"akip.says_{told}"), item.path)
        for (key, told, _), item in zip(entries, items, strict=True)
    ]
    index = _book("DAFTAR-BUKTI.xlsx", logs.index_book(scope.office.letterhead, found.period, named))
    return _packs(found, label("arsip.akip_title"), [index, *items])


def _packs(found: Material, title: str, items: Sequence[PackItem]) -> tuple[Pack, ...]:
    scope, chain = found.scope, history.of_cycle(found.scope.tx, found.cycle_id)
    head = chain[-1].hash if chain else ""
    whole = Pack(scope.office.letterhead, title, found.period, scope.now, 1, 1, len(chain), head, tuple(_apart(items)))
    return parted(whole)


def _apart(items: Sequence[PackItem]) -> list[PackItem]:
    """No two files of one name."""
    paths = unlike([item.path for item in items])
    return [replace(item, path=path) for item, path in zip(items, paths, strict=True)]


def _material(scope: Scope, cycle_id: int) -> Material:
    gone = editions.superseded(scope, cycle_id)
    rows = tuple(
        row
        for row in papers_of.of_cycle(scope.tx, cycle_id)
        if row.kind not in NOT_PACKED and row.state != FAILED and row.id not in gone
    )
    sizes = blobs.sizes(scope.tx, {row.sha256 for row in rows if row.sha256})
    return Material(scope, cycle_id, loading.period(scope, cycle_id).label, rows, sizes)


def _book(path: str, book: TableBook) -> PackItem:
    return PackItem(path, book=book)


def _compliance(found: Material) -> TableBook:
    kept = reports.compliance(found.scope, found.cycle_id)
    every = reports.step_logs(found.scope, found.cycle_id)
    return logs.compliance_book(found.scope.office.letterhead, found.period, kept, every)


def _evidence(found: Material, folder: str) -> Iterator[PackItem]:
    """Links are in the index alone."""
    for one in reports.compliance(found.scope, found.cycle_id).evidence:
        if one.sha256:
            unit = safe_name(one.unit.replace("/", "-").replace("\\", "-"))
            yield PackItem(f"{folder}/{unit}/{one.number:02}-{safe_name(one.name)}", sha256=one.sha256, size=one.size)


def _attached(found: Material, folder: str) -> Iterator[PackItem]:
    for one in attachments.of_cycle(found.scope.tx, found.cycle_id):
        yield PackItem(f"{folder}/{one.kind}/{safe_name(one.name)}", sha256=one.sha256, size=one.size)


def _versions(found: Material, folder: str) -> Iterator[PackItem]:
    """The very bytes whose hash an approval binds."""
    for row in recaps.of_cycle(found.scope.tx, found.cycle_id):
        text = canonical(row.paper).decode()
        yield PackItem(f"{folder}/rekapitulasi-v{row.version}.json", text=text, size=len(text))


def _history(found: Material, folder: str) -> Iterator[PackItem]:
    """To read, and row by row as it is hashed."""
    scope = found.scope
    chain = history.of_cycle(scope.tx, found.cycle_id)
    text = "".join(canonical(encode(row)).decode() + "\n" for row in chain)
    yield PackItem(f"{folder}/riwayat.jsonl", text=text, size=len(text))
    told = chronicle.whole(scope, found.cycle_id)
    rows = [
        (row.seq, row.at.astimezone(scope.office.zone), row.acting_as, what, row.previous, row.hash)
        for row, what in told
    ]
    yield _book(f"{folder}/riwayat.xlsx", logs.history_book(scope.office.letterhead, found.period, rows))


# -- by criterion ----------------------------------------------------------------------------------------------------

Proof = tuple[str, str, Sequence[PackItem]]
"""The criterion's key, what its files prove, and the files."""


def _criteria(found: Material) -> Iterator[Proof]:
    scope, head = found.scope, found.scope.office.letterhead
    latest = recaps.latest(scope.tx, found.cycle_id)
    kept = reports.compliance(scope, found.cycle_id)
    rows = [scope.rules.policy.row(step) for step in Step]
    yield "pedoman", "pedoman", [_book("2.a.1/sop-data-kinerja.xlsx", logs.sop_book(head, rows))]
    yield "definisi", "definisi", [_book("2.a.2/definisi-operasional.xlsx", _definitions(found))]
    yield "mekanisme", "kepatuhan", [_book("2.a.3/pelaksanaan-sop.xlsx", _compliance(found))]
    yield "mekanisme", "kepatuhan", found.newest("2.a.3", Kind.COMPLIANCE)
    yield "mekanisme", "riwayat", list(_history(found, "2.a.3"))
    yield "mekanisme", "penerimaan", found.newest("2.a.3", Kind.RECEIPTS)
    yield "pimpinan", "disposisi", found.newest("2.b.1", Kind.DISPOSITION)
    yield (
        "pimpinan",
        "keputusan",
        [_book("2.b.1/keputusan.xlsx", TableBook(head, found.period, (logs.decisions_sheet(kept),)))],
    )
    yield "pimpinan", "laporan", found.newest("2.b.1", Kind.REPORT)
    yield "pimpinan", "surat", [*found.newest("2.b.1", Kind.LETTER_PDF), *_attached(found, "2.b.1")]
    yield "relevan", "rekap", found.these("2.b.2", editions.current(scope, found.cycle_id))
    yield "relevan", "formulir", found.of_kind("2.b.2", Kind.FORM_SUBMITTED)
    yield (
        "mendukung",
        "bukti",
        [
            _book("2.b.3/indeks-bukti-dukung.xlsx", TableBook(head, found.period, (logs.evidence_sheet(kept),))),
            *_evidence(found, "2.b.3"),
        ],
    )
    yield "berkala", "berkala", [_book("2.b.4/periode.xlsx", logs.periods_book(head, _measured(found)))]
    yield (
        "berjenjang",
        "jenjang",
        [_book("2.b.5/alur-berjenjang.xlsx", TableBook(head, found.period, (logs.steps_sheet(kept.steps),)))],
    )
    if latest is not None:
        book = logs.technology_book(head, papers.recap_of(latest, scope), kept)
        yield "teknologi", "teknologi", [_book("2.b.6-7/pemanfaatan-aplikasi.xlsx", book)]
        picture = papers_of.latest(scope.tx, found.cycle_id, Kind.CHART)
        if picture is not None and picture.state != FAILED:
            yield "teknologi", "gambar", [found.paper("2.b.6-7", picture)]


def _definitions(found: Material) -> TableBook:
    scope = found.scope
    own = [
        (form.unit_name, entry.number, entry.indicator)
        for form in forms.of_cycle(scope.tx, found.cycle_id)
        for entry in loading.entries(scope, form.id)
    ]
    return logs.definitions_book(scope.office.letterhead, found.period, own)


def _measured(found: Material) -> tuple[PeriodMean, ...]:
    """The earlier periods, and this one as it stands."""
    latest = recaps.latest(found.scope.tx, found.cycle_id)
    earlier = reports.trend(found.scope, found.cycle_id)
    if latest is None:
        return earlier
    paper = papers.recap_of(latest, found.scope)
    return (*earlier, PeriodMean(f"{paper.period_short} {paper.year}", paper.mean, paper.absorption))
