"""Where the report breaks its pages and lines: nothing stands alone, and what is copied compares."""

import re
from dataclasses import replace
from itertools import count

import pytest

from bot.documents import pdf
from bot.workflow.reports import DecisionLog
from tests.documents.document_samples import CAMAT, at, compliance, line, recap, report, unit_recap
from tests.documents.test_documents_pdf import pages, words

NAMES = ("Seksi Pemerintahan", "Seksi PMD")
SIZES = range(1, 40, 2)
"""From one page to three: each breaks somewhere else."""
SUM = "Rata-rata capaian / jumlah anggaran"


def filled(indicators: int) -> list[str]:
    """The pages of a report of two units, the second with so many indicators, each with its narrative."""
    numbers = count(1)
    units = [
        unit_recap(name, lines=tuple(replace(line(1), number=next(numbers)) for _ in range(lines)))
        for name, lines in zip(NAMES, (3, indicators), strict=True)
    ]
    return pages(pdf.report(report(recap=recap(units=tuple(units)), concept=False)))


@pytest.mark.parametrize("indicators", [n if n % 6 == 1 else pytest.param(n, marks=pytest.mark.long) for n in SIZES])
def test_no_page_holds_a_signature_a_sum_or_a_units_head_alone(indicators: int) -> None:
    made = filled(indicators)
    _signature_and_sum(made)
    _heads([page for page in made if re.search(r"^\d+ Meningkatnya", page, re.MULTILINE)])


def _signature_and_sum(made: list[str]) -> None:
    for page in made:
        if CAMAT.name in page:
            assert "Demikian Dokumen" in page or "Kepada semua pihak" in page
    (with_sum,) = [page for page in made if SUM in page]
    assert re.search(r"^\d+ Meningkatnya", with_sum, re.MULTILINE), with_sum
    assert "cd" * 32 in with_sum


def _heads(appendix: list[str]) -> None:
    """A unit's head stands on every page of its lines, and never at the end of one."""
    for page in appendix:
        head, *_ = re.split(r"^\d+ Meningkatnya", page, maxsplit=1, flags=re.MULTILINE)
        assert any(f"{name} – Pejabat {name}" in head for name in NAMES)
        for name in NAMES:
            *_, after = page.rpartition(f"{name} – Pejabat {name}")
            assert re.search(r"^\d+ Meningkatnya", after, re.MULTILINE)


def test_a_hash_and_an_archive_number_are_copied_as_they_are() -> None:
    decision = DecisionLog(at(11, 9), "Sekretaris", "disetujui", 3, "", "ab" * 32)
    number = "000.8.6.3/2026triwulanKeempat/TW-IV/01"
    made = pages(pdf.report(report(compliance=compliance(decisions=(decision,)), archive_number=number)))
    assert all("\u200b" not in page for page in made)
    assert "ab" * 32 in made[-1]
    assert number in made[0]
    assert any("ef" * 32 in page for page in made)
    assert "ba" * 32 in made[-1]


def test_the_leaders_note_is_printed_once() -> None:
    note = "Agar indikator di bawah target dipantau."
    decision = DecisionLog(at(11, 9), "Sekretaris", "disetujui", 3, note, "ab" * 32)
    text = words(pdf.report(report(compliance=compliance(decisions=(decision,)), leader_note=note)))
    chapter = text[text.index("BAB VI CATATAN PIMPINAN", text.index("BAB V ")) : text.index("Demikian Dokumen")]
    assert chapter.count(note) == 1
    assert "disetujui oleh Sekretaris" in chapter
