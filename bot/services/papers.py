"""Fills the papers of the SOP with a cycle's data, as it stands in this transaction."""

import hashlib
import hmac
from collections.abc import Sequence
from dataclasses import replace
from datetime import date, datetime

from bot.services import loading
from bot.services.scope import Scope
from bot.store import cycles, forms, history, offices, recaps
from bot.store.codec import decode
from bot.texts.formats import nip
from bot.texts.say import label
from bot.workflow import events as ev
from bot.workflow.cycle import FormState
from bot.workflow.forms import Entry
from bot.workflow.numbers import format_count
from bot.workflow.papers import (
    CoverLetter,
    DecidedRecap,
    Disposition,
    FormSheet,
    Mark,
    RecapSheet,
    RecapVerdict,
    ReceiptLine,
    ReceiptSheet,
    Signer,
)
from bot.workflow.recap import Heading, Reported, Signers, line_of, recap
from bot.workflow.reports import Verdict
from bot.workflow.roles import PREFIX, Assignment, Role
from bot.workflow.steps import Step

SIGNING = (Role.STAF, Role.KASUBAG, Role.SEKRETARIS, Role.CAMAT)
"""The recap, and the sheets that go with it."""


def signer(scope: Scope, role: Role) -> Signer:
    """Who holds the role today; an empty signature where nobody does."""
    held = _held(scope, role)
    if held is None:
        return Signer("", "")
    person = offices.person(scope.tx, held.person_id)
    return Signer(held.style, person.name, person.rank, nip(person.nip))


def _held(scope: Scope, role: Role) -> Assignment | None:
    return next((one for one in scope.assignments if one.role is role), None)


def _holder(scope: Scope, unit_id: int) -> tuple[str, str]:
    """Name and jabatan of the unit's Kasi/PPTK."""
    held = next((a for a in scope.assignments if a.role is Role.KASI and a.unit_id == unit_id), None)
    return (offices.person(scope.tx, held.person_id).name, held.style) if held else ("", "")


def local(scope: Scope, at: datetime | None) -> datetime | None:
    return at.astimezone(scope.office.zone) if at else None


def disposition(scope: Scope, cycle_id: int, event: ev.Ordered) -> Disposition:
    period = loading.period(scope, cycle_id).label
    return Disposition(
        letterhead=scope.office.letterhead,
        code=scope.office.profile.archive_code,
        period=period,
        source=f"Jadwal Kerja {period}",
        issued_at=scope.now,
        due_at=event.due_at,
        addressee=signer(scope, Role.KASUBAG).style,
        instruction=f"Siapkan formulir pengumpulan data kinerja {period}",
        note=event.instruction,
        signer=signer(scope, Role.SEKRETARIS),
        lambang=scope.office.lambang,
    )


def form_key(scope: Scope, form: forms.FormRow) -> str:
    """Which office, cycle, unit and edition a workbook belongs to, signed with the office's secret."""
    facts = f"{form.office_id}.{form.cycle_id}.{form.unit_id}.{form.edition}"
    return f"{facts}.{sign(scope, facts)}"


def sign(scope: Scope, facts: str) -> str:
    """128 bits of HMAC-SHA256 with the office's secret, as hex."""
    return hmac.new(scope.office.secret, facts.encode(), hashlib.sha256).hexdigest()[:32]


def form_sheet(
    scope: Scope, cycle_id: int, form: forms.FormRow, entries: Sequence[Entry] = (), marks: tuple[Mark, ...] = ()
) -> FormSheet:
    """With the entries as they are kept, or as a returned workbook would have them and with its bad cells marked."""
    policy = scope.rules.policy
    name, title = _holder(scope, form.unit_id)
    tasks = [loading.task_of(t, scope) for t in cycles.tasks(scope.tx, cycle_id)]
    due = [t.due_at for t in tasks if t.open and t.step in (Step.FILL, Step.SUBMIT) and t.unit_id == form.unit_id]
    return FormSheet(
        letterhead=scope.office.letterhead,
        period=loading.period(scope, cycle_id).label,
        unit=form.unit_name,
        holder=name,
        holder_title=title,
        due_at=due[0] if due else None,
        key=form_key(scope, form),
        threshold=policy.threshold,
        reasons=tuple(words for _, words in policy.reasons),
        bands=policy.scale.bands,
        cap=policy.cap,
        down=policy.down,
        predicates=policy.predicates,
        lines=tuple(line_of(entry, policy) for entry in entries or loading.entries(scope, form.id)),
        marks=marks,
    )


def submitted_sheet(scope: Scope, cycle_id: int, form: forms.FormRow) -> FormSheet:
    """The form as it was handed in just now, to be kept: nothing in it can be typed."""
    paper = form_sheet(scope, cycle_id, form)
    locked = tuple(replace(line, open=False) for line in paper.lines)
    round_ = cycles.get(scope.tx, cycle_id).round
    return replace(paper, lines=locked, due_at=None, submitted_at=local(scope, form.submitted_at), round=round_)


def receipts(scope: Scope, cycle_id: int, version: int) -> ReceiptSheet:
    period = loading.period(scope, cycle_id).label
    lines = tuple(_receipt(scope, form) for form in forms.of_cycle(scope.tx, cycle_id))
    return ReceiptSheet(
        letterhead=scope.office.letterhead,
        period=period,
        item=f"Formulir pengumpulan data capaian kinerja {period}",
        lines=lines,
        final=all(line.received_at for line in lines),
        version=version,
        printed_at=scope.now,
        giver=signer(scope, Role.STAF),
        witness=signer(scope, Role.KASUBAG),
        lambang=scope.office.lambang,
    )


def _receipt(scope: Scope, form: forms.FormRow) -> ReceiptLine:
    name, title = _holder(scope, form.unit_id)
    how = label(f"receipt.{form.received_how}") if form.received_how else ""
    return ReceiptLine(name, title, form.unit_name, local(scope, form.received_at), how)


def recap_sheet(scope: Scope, cycle_id: int) -> RecapSheet:
    """The recap as it would be confirmed now, one version after the last."""
    versions = recaps.of_cycle(scope.tx, cycle_id)
    decided = {d.recap_id for d in recaps.decisions(scope.tx, cycle_id)}
    seen = [row for row in versions if row.id in decided]
    cycle = cycles.get(scope.tx, cycle_id)
    heading = Heading(
        letterhead=scope.office.letterhead,
        period=loading.period(scope, cycle_id),
        version=len(versions) + 1,
        round=cycle.round,
        made_at=scope.now,
        left_out_reason=cycle.notes.get("left_out_reason", ""),
    )
    signers = Signers(*(signer(scope, role) for role in SIGNING))
    before = recap_of(seen[-1], scope) if seen else None
    kept = recap_of(versions[-1], scope) if versions else None
    return recap(heading, _reported(scope, cycle_id), signers, scope.rules.policy, before, kept)


def _reported(scope: Scope, cycle_id: int) -> tuple[Reported, ...]:
    found, first = [], _first_submissions(scope, cycle_id)
    for form in forms.of_cycle(scope.tx, cycle_id):
        name, title = _holder(scope, form.unit_id)
        at, entries = local(scope, form.submitted_at), loading.entries(scope, form.id)
        left_out = form.excluded and form.state != FormState.SUBMITTED  # who came late is in the next version
        found.append(
            Reported(form.unit_name, name, title, at, form.on_time, entries, left_out, first.get(form.unit_id))
        )
    return tuple(found)


def _first_submissions(scope: Scope, cycle_id: int) -> dict[int, datetime]:
    """By unit; what was taken back before anybody went on with it does not count."""
    found: dict[int, datetime] = {}
    for row in history.of_events(scope.tx, cycle_id, (ev.FormSubmitted.__name__, ev.FormWithdrawn.__name__)):
        if row.event == ev.FormSubmitted.__name__:
            found.setdefault(row.data["unit_id"], row.at.astimezone(scope.office.zone))
        elif row.data["on_time"] is None:
            found.pop(row.data["unit_id"], None)
    return found


def recap_of(row: recaps.RecapRow, scope: Scope) -> RecapSheet:
    return decode(RecapSheet, row.paper)


def decided(scope: Scope, cycle_id: int) -> DecidedRecap:
    """The version decided on last, with who decided, by the name and jabatan that the decision kept."""
    last = recaps.decisions(scope.tx, cycle_id)[-1]
    row = next(one for one in recaps.of_cycle(scope.tx, cycle_id) if one.id == last.recap_id)
    person = offices.person(scope.tx, last.decided_by)
    signed = Signer(last.decided_as, person.name, person.rank, nip(person.nip))
    at = last.decided_at.astimezone(scope.office.zone)
    return DecidedRecap(recap_of(row, scope), RecapVerdict(last.verdict == Verdict.APPROVED, at, signed))


def cover_letter(
    scope: Scope, cycle_id: int, number: str = "", dated: date | None = None, *, on_behalf: bool = False
) -> CoverLetter:
    """A concept as long as it has no number: with room for that and for the date. `on_behalf`: signed a.n. Camat."""
    period = loading.period(scope, cycle_id).label
    office = scope.office.profile.office.title() or scope.office.name
    camat = _jabatan(scope, Role.CAMAT).upper()
    return CoverLetter(
        letterhead=scope.office.letterhead,
        number=number,
        dated=dated,
        addressee=scope.office.profile.addressee,
        item=f"Dokumen Data Capaian Kinerja Kepala Perangkat Daerah dan Kepala Seksi {office} {period}",
        quantity=f"{format_count(1)} berkas",
        remark=scope.office.profile.remark,
        concept=not number,
        signer=_signs(scope, *((Role.SEKRETARIS, label("role.sekretaris")) if on_behalf else (Role.CAMAT, camat))),
        behalf_of=camat if on_behalf else "",
        lambang=scope.office.lambang,
    )


def _jabatan(scope: Scope, role: Role) -> str:
    """In itself, whoever acts in it: a.n. is said of the jabatan, Plh. of who stands in."""
    held = _held(scope, role)
    return held.title if held else label(f"role.{role}")


def _signs(scope: Scope, role: Role, jabatan: str) -> Signer:
    """By the jabatan as a letter writes it: CAMAT DOLOPO, and below its a.n. "Sekretaris" without the office."""
    held = _held(scope, role)
    return replace(signer(scope, role), style=PREFIX[held.kind] + jabatan) if held else Signer("", "")
