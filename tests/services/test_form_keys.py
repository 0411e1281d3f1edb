"""The key hidden in a form's workbook: only the office's own, of this version, opens the form."""

import pytest

from bot.documents.form_parser import FormReading
from bot.services import forming, papers, uploading
from bot.store import forms
from bot.workflow.events import Refused
from bot.workflow.steps import Step
from tests.services.desk import Desk, at
from tests.stories.world import TRANTIB

NOW = at("4-1 10.00")


@pytest.fixture
def collecting(desk: Desk) -> Desk:
    desk.distributed(at("4-1 09.25"))
    return desk


def refusal(desk: Desk, key: str | None) -> str:
    with desk.engine.begin() as tx:
        found = uploading.preview(desk.scope(tx, NOW, "tiara"), FormReading(key, ()))
    return found.key if isinstance(found, Refused) else ""


def own_key(desk: Desk, *, version: int = 0, office: int = 0) -> str:
    with desk.engine.begin() as tx:
        scope = desk.scope(tx, NOW, "tiara")
        form = forming.form_of_task(scope, desk.task_in(scope, Step.FILL, TRANTIB))
        assert form is not None
        facts = f"{office or form.office_id}.{form.cycle_id}.{form.unit_id}.{version or form.version}"
        return f"{facts}.{papers.sign(scope, facts)}"


def test_the_own_key_opens_the_form(collecting: Desk) -> None:
    assert refusal(collecting, own_key(collecting)) == ""


def test_a_form_of_another_version_or_office_is_told_apart(collecting: Desk) -> None:
    assert refusal(collecting, own_key(collecting, version=7)) == "upload.older"
    assert refusal(collecting, own_key(collecting, office=77)) == "upload.other_office"


def test_a_form_that_was_submitted_is_locked(collecting: Desk) -> None:
    key = own_key(collecting)
    collecting.fills(NOW, TRANTIB)
    collecting.submits(NOW, TRANTIB)
    with collecting.engine.begin() as tx:
        assert {form.version for form in forms.of_cycle(tx, collecting.cycle_id)} == {1}
    assert refusal(collecting, key) == "refused.locked"


@pytest.mark.parametrize(
    "key",
    [
        None,
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
