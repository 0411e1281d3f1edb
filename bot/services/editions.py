"""Which workbook of a recap counts: the one that was put before who decides, or the one that says who decided."""

from bot.documents.makers import DocumentKind
from bot.services.scope import Scope
from bot.store import archive, recaps
from bot.store.documents import DocumentRow

TAKEN_BACK = "batal"


def decided(scope: Scope, cycle_id: int) -> dict[int, DocumentRow]:
    """By version of the recap, where its decision was not taken back; of each the newest."""
    verdicts = {row.recap_id: row.verdict for row in recaps.decisions(scope.tx, cycle_id)}
    standing = {
        row.version for row in recaps.of_cycle(scope.tx, cycle_id) if verdicts.get(row.id, TAKEN_BACK) != TAKEN_BACK
    }
    made = archive.of_kind(scope.tx, cycle_id, DocumentKind.RECAP_DECIDED)
    return {version: row for row in made if (version := row.paper["recap"]["version"]) in standing}


def current(scope: Scope, cycle_id: int) -> DocumentRow | None:
    """Of the newest version."""
    latest = recaps.latest(scope.tx, cycle_id)
    known = decided(scope, cycle_id).get(latest.version) if latest else None
    return known or archive.latest(scope.tx, cycle_id, DocumentKind.RECAP)


def superseded(scope: Scope, cycle_id: int) -> frozenset[int]:
    """Ids of the workbooks that another one of the same version has taken the place of."""
    known = decided(scope, cycle_id)
    concepts = archive.of_kind(scope.tx, cycle_id, DocumentKind.RECAP)
    made = archive.of_kind(scope.tx, cycle_id, DocumentKind.RECAP_DECIDED)
    gone = {row.id for row in concepts if row.version in known} | {row.id for row in made}
    return frozenset(gone - {row.id for row in known.values()})
