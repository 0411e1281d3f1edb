"""The same form as several programs wrote it: each reads as what was typed. Made by tests/documents/golden/make.py."""

from collections.abc import Collection
from decimal import Decimal
from pathlib import Path

import pytest

from bot.documents.form_parser import FormReading, FormTitle, parse_form
from bot.documents.limits import inspect_file, inspect_parts
from bot.documents.reading import read_form
from bot.services.returned_rows import read_rows
from bot.workflow.forms import Entry, Field
from bot.workflow.policy import Policy
from tests.documents.document_samples import REASONS
from tests.documents.golden.typed import MEANT, PAPER
from tests.workflow.reported import entry

FOLDER = Path(__file__).parent / "golden"
GOLDEN = sorted(path for path in FOLDER.iterdir() if path.suffix.startswith((".xls", ".ods")))
POLICY = Policy(reasons=tuple((f"alasan-{number}", words) for number, words in enumerate(REASONS, 1)))
ENTRIES = tuple(entry(line.entry_id, name=line.indicator, satuan=line.satuan) for line in PAPER.lines)
UNCOMPUTED = {(101, Field.REALISASI), (107, Field.ANGGARAN)}
"""Formulas that no program has opened since openpyxl wrote them: there is no value to read, and each is named."""


def meant(
    reading: FormReading, entries: tuple[Entry, ...] = ENTRIES, lost: Collection[tuple[int, Field]] = ()
) -> dict[int, dict[Field, Decimal | str | None]]:
    rows = read_rows(reading.rows, entries, POLICY)
    silent = [(one.entry.id, one.field) for one in rows.bad if one.why.key == "upload.why_formula"]
    assert (silent, len(rows.bad)) == (sorted(lost), len(lost))
    assert (rows.unknown, len(rows.seen)) == ([], len(entries))
    found: dict[int, dict[Field, Decimal | str | None]] = {}
    for given in rows.given:
        found.setdefault(given.answer.entry_id, {})[given.answer.field] = given.answer.value
    return found


@pytest.mark.parametrize("path", GOLDEN, ids=lambda path: path.name)
def test_each_programs_workbook_says_what_was_typed(path: Path) -> None:
    data = path.read_bytes()
    assert inspect_file(data) is None
    assert inspect_parts(data) is None
    reading = parse_form(data)
    assert reading.key == PAPER.key
    assert reading.title == FormTitle(PAPER.letterhead.named, PAPER.unit, PAPER.period)
    lost = UNCOMPUTED if path.name == "form.xlsx" else set()
    wanted = {
        entry_id: {field: value for field, value in fields.items() if (entry_id, field) not in lost}
        for entry_id, fields in MEANT.items()
    }
    assert meant(reading, lost=lost) == wanted


def test_at_least_three_programs_and_every_format_are_among_them() -> None:
    assert {path.suffix for path in GOLDEN} == {".xlsx", ".xlsm", ".xls", ".ods"}
    assert {"form.xlsx", "moved.xlsx", "form-libreoffice.xlsx"} <= {path.name for path in GOLDEN}


@pytest.mark.parametrize("name", ["moved.xlsx", "form-libreoffice.xls", "form-libreoffice.ods"])
async def test_each_is_read_in_the_child_as_here(name: str) -> None:
    data = (FOLDER / name).read_bytes()
    assert await read_form(data) == parse_form(data)
