"""The key hidden in a form's workbook: only the office's own, of this version, opens the form."""

from collections.abc import Sequence
from datetime import datetime
from decimal import Decimal

import pytest

from bot.documents.form_parser import CellReading, FormReading, FormTitle, RowReading
from bot.services import forming, papers, steps, uploading
from bot.services.uploading import Preview
from bot.store import forms
from bot.workflow.events import Refused
from bot.workflow.forms import Field
from bot.workflow.steps import Step
from tests.services.desk import Desk, at
from tests.stories.world import PATROLS, PEMERINTAHAN, TRANTIB, UNREST, VILLAGES

NOW = at("4-1 10.00")


@pytest.fixture
def collecting(desk: Desk) -> Desk:
    desk.distributed(at("4-1 09.25"))
    return desk


UNTITLED = FormTitle()
OFFICE = "KECAMATAN CONTOH – PEMERINTAH KABUPATEN CONTOH"
TITLE = FormTitle(OFFICE, TRANTIB, "Triwulan IV Tahun 2026")


def preview(desk: Desk, reading: FormReading, who: str = "tiara", now: datetime = NOW) -> Preview | Refused:
    with desk.engine.begin() as tx:
        return uploading.preview(desk.scope(tx, now, who), reading)


def refusal(desk: Desk, key: str | None, title: FormTitle = UNTITLED) -> str:
    found = preview(desk, FormReading(key, (), title))
    return found.key if isinstance(found, Refused) else ""


def own_key(desk: Desk, *, version: int = 0, office: int = 0) -> str:
    with desk.engine.begin() as tx:
        scope = desk.scope(tx, NOW, "tiara")
        form = forming.form_of_task(scope, desk.task_in(scope, Step.FILL, TRANTIB))
        assert form is not None
        facts = f"{office or form.office_id}.{form.cycle_id}.{form.unit_id}.{version or form.edition}"
        return f"{facts}.{papers.sign(scope, facts)}"


def test_the_own_key_opens_the_form(collecting: Desk) -> None:
    assert refusal(collecting, own_key(collecting)) == ""


def test_a_form_of_another_version_or_office_is_told_apart(collecting: Desk) -> None:
    assert refusal(collecting, own_key(collecting, version=7)) == "upload.older"
    assert refusal(collecting, own_key(collecting, office=77)) == "upload.other_office_unnamed"


def test_another_offices_form_is_named_by_its_title(collecting: Desk) -> None:
    key = own_key(collecting, office=77)
    assert refusal(collecting, key, FormTitle("KECAMATAN LAIN – PEMERINTAH KABUPATEN CONTOH")) == "upload.other_office"
    forged = own_key(collecting)[:-1] + "x"
    assert refusal(collecting, forged, FormTitle("KECAMATAN LAIN")) == "upload.other_office"
    assert refusal(collecting, forged, FormTitle(OFFICE)) == "upload.no_key"


def test_a_form_that_was_submitted_is_locked(collecting: Desk) -> None:
    key = own_key(collecting)
    collecting.fills(NOW, TRANTIB)
    collecting.submits(NOW, TRANTIB)
    with collecting.engine.begin() as tx:
        assert {form.version for form in forms.of_cycle(tx, collecting.cycle_id)} == {1}
    assert refusal(collecting, key) == "upload.over"


@pytest.mark.parametrize(
    "key",
    [
        "",
        "x",
        "1.1.1.1",
        "1.1.1.1.",
        "1.1.1.1.ff",
        "1.1.1.1.é",
        f"1.{'9' * 40}.1.1.ff",
        "1.1.1.-1.ff",
        "1.1.1.1.f.f",
    ],
)
def test_a_forged_key_opens_nothing_and_breaks_nothing(collecting: Desk, key: str | None) -> None:
    assert refusal(collecting, key) == "upload.no_key"


# -- without a key ---------------------------------------------------------------------------------------------------


def rows(*names: str, ids: Sequence[int] = ()) -> tuple[RowReading, ...]:
    """A value of 5 for each of these indicators."""
    return tuple(
        RowReading(at, ids[at - 1] if ids else None, at, name, (CellReading(Field.REALISASI, Decimal(5), f"G{at}"),))
        for at, name in enumerate(names, 1)
    )


OWN = (PATROLS, UNREST)


@pytest.mark.parametrize("title", [TITLE, FormTitle(), FormTitle(unit=TRANTIB.upper())])
def test_the_indicators_of_one_form_alone_leave_no_doubt(collecting: Desk, title: FormTitle) -> None:
    found = preview(collecting, FormReading(None, rows(*OWN), title))
    assert isinstance(found, Preview)
    assert found.form.unit_name == TRANTIB
    assert [note.key for note in found.notes] == ["upload.by_words"]
    assert len(found.given) == 2


@pytest.mark.parametrize(
    ("read", "title", "key"),
    [
        ((), TITLE, "upload.lost_of"),
        (rows(*OWN, "Indikator lain"), FormTitle(), "upload.lost"),
        (rows(PATROLS, PATROLS), FormTitle(), "upload.lost"),
        (rows(VILLAGES), FormTitle(), "upload.lost"),
        (rows(*OWN), FormTitle(OFFICE, TRANTIB, "Triwulan III Tahun 2026"), "upload.lost_of"),
        (rows(*OWN), FormTitle(OFFICE, PEMERINTAHAN, TITLE.period), "upload.lost_of"),
        (rows(*OWN), FormTitle("KECAMATAN LAIN"), "upload.other_office"),
        (rows(*OWN, ids=(901, 902)), TITLE, "upload.lost_of"),
    ],
    ids=[
        "no rows", "an indicator of nobody", "twice the same", "another unit's", "another period", "another unit",
        "another office", "rows of another form",
    ],
)  # fmt: skip
def test_whatever_leaves_a_doubt_is_refused(
    collecting: Desk, read: tuple[RowReading, ...], title: FormTitle, key: str
) -> None:
    found = preview(collecting, FormReading(None, read, title))
    assert isinstance(found, Refused)
    assert found.key == key


def test_who_may_not_fill_a_form_does_not_get_at_it_by_its_words(collecting: Desk) -> None:
    assert isinstance(preview(collecting, FormReading(None, rows(*OWN), TITLE), "pandu"), Refused)


def test_a_form_that_came_back_needs_its_key(desk: Desk) -> None:
    desk.reported(at("4-1 09.25"))
    with desk.engine.begin() as tx:
        unit = next(form for form in forms.of_cycle(tx, desk.cycle_id) if form.unit_name == TRANTIB)
        flags = tuple((entry.id, "Mohon dicek.") for entry in forms.entries(tx, unit.id))
    desk.does(NOW, "sekretaris", steps.return_for_completion, Step.DECIDE, desk.seen(), "Mohon diperiksa.", flags)
    desk.does(NOW, "kasubag", steps.forward, Step.FORWARD)
    assert isinstance(preview(desk, FormReading(own_key(desk), rows(*OWN))), Preview)
    found = preview(desk, FormReading(None, rows(*OWN), TITLE))
    assert isinstance(found, Refused)
    assert found.key == "upload.lost_of"
