"""Whose form a returned workbook is: by its signed key, or where that was lost by its title and its indicators."""

import hmac
from dataclasses import dataclass

from bot.documents.form_parser import FormReading, FormTitle
from bot.services import forming, interview, loading, papers, returned_rows
from bot.services.scope import Scope
from bot.store import forms
from bot.workflow import rights
from bot.workflow.events import Refused, refused


@dataclass(frozen=True)
class Recognized:
    form: forms.FormRow
    by_key: bool


@dataclass(frozen=True)
class Key:
    office_id: int
    cycle_id: int
    unit_id: int
    edition: int
    signature: str


def recognize(scope: Scope, reading: FormReading) -> Recognized | Refused:
    """The form this person may fill with it now; otherwise whose it is, as far as that is known."""
    if reading.key is None:
        form = _by_words(scope, reading)
        return _lost(scope, reading.title) if form is None else Recognized(form, by_key=False)
    key = _parsed(reading.key)
    if key is None or not _signed(scope, key):
        return _not_ours(scope, key, reading.title)
    form = forms.of_unit(scope.tx, key.cycle_id, key.unit_id)
    if form is None or form.office_id != scope.office.id:
        return refused("upload.no_key")
    return _checked(scope, form, key.edition) or Recognized(form, by_key=True)


def _parsed(written: str) -> Key | None:
    parts = written.split(".")
    if len(parts) != 5 or not all(part.isdecimal() and len(part) < 12 for part in parts[:4]):
        return None
    office_id, cycle_id, unit_id, edition = (int(part) for part in parts[:4])
    return Key(office_id, cycle_id, unit_id, edition, parts[4])


def _signed(scope: Scope, key: Key) -> bool:
    """Whether this office has signed it: nothing forged reaches the database."""
    signature = papers.sign(scope, f"{key.office_id}.{key.cycle_id}.{key.unit_id}.{key.edition}")
    return key.office_id == scope.office.id and hmac.compare_digest(signature.encode(), key.signature.encode())


def _checked(scope: Scope, form: forms.FormRow, edition: int) -> Refused | None:
    """Why a form of this office cannot be filled with it: somebody else's, over, or of an earlier edition."""
    whose = {"unit": form.unit_name, "period": loading.period(scope, form.cycle_id).label}
    failed = interview.may_fill(scope, form)
    if failed is not None and failed.key == "refused.role":
        return refused("upload.other_unit", **whose)
    if failed is not None and failed.key in rights.AWAY:
        return refused("upload.over", why=failed, **whose)
    if edition != form.edition:
        return refused("upload.older", old=edition, new=form.edition, **whose)
    return refused("upload.over", why=failed, **whose) if failed else None


def _not_ours(scope: Scope, key: Key | None, title: FormTitle) -> Refused:
    """A key that this office has not signed: another office's, as its title or the key itself says, or forged."""
    if title.office and not _same(title.office, scope.office.letterhead.named):
        return refused("upload.other_office", office=title.office)
    foreign = key is not None and key.office_id != scope.office.id
    return refused("upload.other_office_unnamed" if foreign else "upload.no_key")


def _lost(scope: Scope, title: FormTitle) -> Refused:
    if title.office and not _same(title.office, scope.office.letterhead.named):
        return refused("upload.other_office", office=title.office)
    if title.unit and title.period:
        return refused("upload.lost_of", unit=title.unit, period=title.period)
    return refused("upload.lost")


def _by_words(scope: Scope, reading: FormReading) -> forms.FormRow | None:
    """The one form that this person may fill now to which every word points.

    Nothing but the key tells the editions of a form apart: one that has come back or was revised needs it.
    """
    fitting = [form for form in forming.open_forms(scope) if _fits(scope, form, reading)]
    return fitting[0] if len(fitting) == 1 and fitting[0].edition == 1 else None


def _fits(scope: Scope, form: forms.FormRow, reading: FormReading) -> bool:
    """The title says nothing else, and each row is an indicator of this form, none of them twice."""
    entries = {entry.id: entry for entry in loading.entries(scope, form.id)}
    found = [returned_rows.entry_of(entries, row) for row in reading.rows]
    ids = [entry.id for entry in found if entry is not None]
    return bool(ids) and len(ids) == len(set(ids)) == len(found) and _title_fits(scope, form, reading.title)


def _title_fits(scope: Scope, form: forms.FormRow, title: FormTitle) -> bool:
    facts = (
        (title.office, scope.office.letterhead.named),
        (title.unit, form.unit_name),
        (title.period, loading.period(scope, form.cycle_id).label),
    )
    return all(not said or _same(said, known) for said, known in facts)


def _same(one: str, other: str) -> bool:
    return " ".join(one.split()).casefold() == " ".join(other.split()).casefold()


def instead(scope: Scope, reading: FormReading) -> forms.FormRow | None:
    """The form that this person meant, by the key of an earlier edition; else probably: their only one, or the only
    one of the unit that was named."""
    own = forming.open_forms(scope)
    key = _parsed(reading.key or "")
    whose = (key.cycle_id, key.unit_id) if key is not None and _signed(scope, key) else None
    meant = [form for form in own if (form.cycle_id, form.unit_id) == whose]
    named = [form for form in own if _same(form.unit_name, reading.title.unit)]
    likely = next((found for found in (meant, own, named) if len(found) == 1), ())
    return likely[0] if likely else None
