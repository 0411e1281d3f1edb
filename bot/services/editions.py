"""Which editions of a paper count: the recap with who decided on it, the forms as they were submitted last."""

from bot.documents.makers import DocumentKind
from bot.services.scope import Scope
from bot.store import archive, cycles, forms, recaps
from bot.store.documents import DocumentRow
from bot.workflow import reports
from bot.workflow.cycle import FormState


def decided(scope: Scope, cycle_id: int) -> dict[int, DocumentRow]:
    """By version of the recap, where its decision was not taken back; of each the newest."""
    kept = recaps.decisions(scope.tx, cycle_id)
    standing = reports.standing([row.verdict for row in kept])
    decided_on = {row.recap_id for row, stands in zip(kept, standing, strict=True) if stands}
    versions = {row.version for row in recaps.of_cycle(scope.tx, cycle_id) if row.id in decided_on}
    made = archive.of_kind(scope.tx, cycle_id, DocumentKind.RECAP_DECIDED)
    return {version: row for row in made if (version := row.paper["recap"]["version"]) in versions}


def current(scope: Scope, cycle_id: int) -> DocumentRow | None:
    """Of the newest version."""
    latest = recaps.latest(scope.tx, cycle_id)
    known = decided(scope, cycle_id).get(latest.version) if latest else None
    return known or archive.latest(scope.tx, cycle_id, DocumentKind.RECAP)


def handed_in(scope: Scope, cycle_id: int) -> dict[tuple[int | None, int], DocumentRow]:
    """The forms as submitted, by unit and round; of each the newest, without what was taken back since."""
    round_ = cycles.get(scope.tx, cycle_id).round
    open_ = {(one.unit_id, round_) for one in forms.of_cycle(scope.tx, cycle_id) if one.state != FormState.SUBMITTED}
    made = (row for row in archive.of_cycle(scope.tx, cycle_id) if row.kind == DocumentKind.FORM_SUBMITTED)
    known = {(row.unit_id, row.paper["round"]): row for row in made}
    return {key: row for key, row in known.items() if key not in open_}


def superseded(scope: Scope, cycle_id: int) -> frozenset[int]:
    """Ids of the papers that another one has taken the place of, or that were taken back."""
    known = decided(scope, cycle_id)
    concepts = archive.of_kind(scope.tx, cycle_id, DocumentKind.RECAP)
    made = archive.of_kind(scope.tx, cycle_id, DocumentKind.RECAP_DECIDED)
    forms_ = (row for row in archive.of_cycle(scope.tx, cycle_id) if row.kind == DocumentKind.FORM_SUBMITTED)
    gone = {row.id for row in concepts if row.version in known} | {row.id for row in (*made, *forms_)}
    return frozenset(gone - {row.id for row in (*known.values(), *handed_in(scope, cycle_id).values())})
