"""The sheets beside the recap's table: summary with chart, Formulir E.81; and what a spreadsheet program computes."""

from dataclasses import replace
from decimal import Decimal
from io import BytesIO
from pathlib import Path
from zipfile import ZipFile

import pytest
from openpyxl import load_workbook

from bot.documents.recap import RECAP_SHEET, recap_workbook
from bot.documents.recap_chart import MOST, SUMMARY_SHEET, TABLE_AT
from bot.documents.recap_e81 import E81_SHEET, NUMBERS_AT, SPLIT
from bot.workflow.papers import RecapSheet
from bot.workflow.recap import SCALE_RULE
from tests.documents.document_samples import HEAD, line, recap, unit_recap
from tests.documents.test_documents_recap import found, opened, rows

COMPUTED = Path(__file__).parent / "golden" / "computed" / "rekapitulasi.xlsx"
"""`recap_workbook(counted())`, with the results of its formulas; made by golden/make.py."""


def counted() -> RecapSheet:
    """Lines above the cap, without pagu, without what was spent, without a figure; its sums are worked out by hand."""
    lines = (
        line(1, percent=Decimal(80), pagu=Decimal(200), anggaran=Decimal(100)),
        line(4, percent=Decimal(120), pagu=Decimal(300), anggaran=None),
        line(6, percent=None, pagu=None, anggaran=Decimal(50)),
    )
    other = (line(7, percent=Decimal("58.333333"), pagu=Decimal(500), anggaran=Decimal(500)),)
    units = (unit_recap("Seksi A", lines=lines), unit_recap("Seksi B", lines=other))
    return recap(units=units, cap=Decimal(100), scale_rule=SCALE_RULE, period_key="2026-triwulan-4")


def test_a_spreadsheet_program_comes_to_the_sums_the_bot_has() -> None:
    ours = load_workbook(BytesIO(recap_workbook(counted())))[RECAP_SHEET]
    formulas, values = (load_workbook(COMPUTED, data_only=only)[RECAP_SHEET] for only in (False, True))
    sums = [found(ours, label).row for label in ("anggaran Seksi A", "anggaran Seksi B", "JUMLAH ANGGARAN")]
    for row in sums:
        for column in (9, 12, 13, 14):
            same = str(formulas.cell(row, column).value).replace(" ", "")
            assert ours.cell(row, column).value == same, "golden/make.py has to make it anew"
    assert [[values.cell(row, column).value for column in (9, 12, 13, 14)] for row in sums] == [
        [90, 500, 100, 50],
        [58.33, 500, 500, 100],
        [79.44, 1000, 600, 85.71],
    ]
    assert values.cell(sums[0] - 3, 14).value == 50


@pytest.mark.long
def test_a_thousand_units_have_sums_that_a_spreadsheet_accepts() -> None:
    units = tuple(unit_recap(f"Unit {number}", lines=(line(1),)) for number in range(300))
    sheet = opened(recap(units=units, cap=Decimal(100)))[RECAP_SHEET]
    formulas = [str(cell.value) for row in sheet.iter_rows() for cell in row if cell.data_type == "f"]
    assert max(map(len, formulas)) < 400


# -- the summary and its chart ---------------------------------------------------------------------------------------


def chart(paper: RecapSheet) -> str:
    with ZipFile(BytesIO(recap_workbook(paper))) as parts:
        return parts.read("xl/charts/chart1.xml").decode()


def test_the_summary_has_plain_numbers_for_whoever_only_looks_at_it_on_a_phone() -> None:
    sheet = opened(recap())[SUMMARY_SHEET]
    first, *_ = rows(sheet)[TABLE_AT:]
    assert first == ["Camat (IKU)", 88.89, 90.35, "Tinggi", "Tinggi", 332035992, 300000000, "tepat waktu"]
    office = found(sheet, HEAD.office).row
    total = found(sheet, "Tinggi").row
    assert total < sheet.max_row
    assert rows(sheet)[TABLE_AT + 5][:4] == [HEAD.office, 96.41, 79.06, "Sangat Tinggi"]
    assert office == 2


def test_the_chart_is_a_native_one_of_the_units_in_the_table() -> None:
    made = chart(recap())
    assert "<f>'Ringkasan'!$A$6:$A$10</f>" in made
    assert "<f>'Ringkasan'!$B$6:$B$10</f>" in made
    assert "<f>'Ringkasan'!$C$6:$C$10</f>" in made
    assert 'barDir val="bar"' in made


def test_of_very_many_units_the_chart_has_the_weakest() -> None:
    units = tuple(
        unit_recap(f"Unit {n}", lines=(line(1),), mean=None if n == 7 else Decimal(100 - n)) for n in range(60)
    )
    sheet = opened(recap(units=units))[SUMMARY_SHEET]
    assert [row[0] for row in rows(sheet)[TABLE_AT : TABLE_AT + 3]] == ["Unit 59", "Unit 58", "Unit 57"]
    assert rows(sheet)[TABLE_AT + 59][0] == "Unit 7"
    assert f"$B$6:$B${TABLE_AT + MOST}" in chart(recap(units=units))


def test_an_office_without_units_has_no_chart() -> None:
    with ZipFile(BytesIO(recap_workbook(recap(units=(), mean=None, pagu=None, anggaran=None)))) as parts:
        assert not [name for name in parts.namelist() if "chart" in name]


# -- Formulir E.81 ---------------------------------------------------------------------------------------------------


def e81(paper: RecapSheet) -> list[list[object]]:
    return rows(opened(paper)[E81_SHEET])


def test_e81_has_its_fifteen_columns_ten_of_them_in_k_and_rp() -> None:
    names, below, numbers = e81(recap())[NUMBERS_AT - 3 : NUMBERS_AT]
    assert [name for name in names if name][4:14] == list(SPLIT)
    assert below[4:24] == ["K", "Rp"] * 10
    assert [number for number in numbers if number] == [f"({number})" for number in range(1, 16)]
    merged = {str(found) for found in opened(recap())[E81_SHEET].merged_cells.ranges}
    assert {"E5:F5", "E7:F7", "A5:A6", "Y5:Y6"} <= merged


def test_e81_parts_what_was_spent_by_quarters_and_leaves_unknown_what_nobody_told() -> None:
    year = (("2026-triwulan-1", Decimal(20)), ("2026-triwulan-2", None), ("2026-triwulan-3", Decimal(60)))
    spent = (("2025-triwulan-4", Decimal(9)), ("2026-triwulan-1", Decimal(100)), ("2026-triwulan-2", Decimal(250)))
    told = line(1, realisasi=Decimal(80), anggaran=Decimal(700), earlier=year, spent=spent, pagu=Decimal(1000))
    paper = recap(units=(unit_recap("A", lines=(told,)),), period_key="2026-triwulan-4")
    row = e81(paper)[NUMBERS_AT]
    assert row[8:18] == [88.56, 1000, 20, 100, None, 150, 60, None, 80, None]
    assert row[18:20] == [86.4, 700]


def test_e81_counts_the_renstra_once_its_targets_are_written() -> None:
    adds = line(1, aggregation="akumulasi")
    stands = line(2, aggregation="posisi terakhir")
    first, second = e81(recap(units=(unit_recap("A", lines=(adds, stands)),)))[NUMBERS_AT : NUMBERS_AT + 2]
    assert first[20] == '=IF(AND(ISNUMBER(G8),ISNUMBER(S8)),G8+S8,"")'
    assert second[20] == '=IF(ISNUMBER(S9),S9,"")'
    assert first[22] == '=IF(AND(ISNUMBER(E8),ISNUMBER(U8)),IF(E8>0,ROUND(U8/E8*100,2),""),"")'


@pytest.mark.parametrize("label", ["Rata-rata capaian kinerja (%)", "Predikat kinerja", "Faktor pendorong keberhasilan",
                                   "Faktor penghambat pencapaian", "Tindak lanjut yang diperlukan dalam triwulan",
                                   "Tindak lanjut yang diperlukan dalam Renja PD"])  # fmt: skip
def test_e81_has_its_footer(label: str) -> None:
    assert found(opened(recap())[E81_SHEET], label)


def test_e81_names_each_factor_with_its_unit_and_indicator() -> None:
    sheet = opened(recap())[E81_SHEET]
    assert found(sheet, "Camat (IKU):\n1. Dukungan pemerintah desa\n2. Dukungan pemerintah desa")
    assert found(sheet, "Kepala Bappeda")
    assert rows(sheet)[NUMBERS_AT + 8][18:20] == [96.41, 79.06]


def test_e81_goes_on_in_another_row_where_one_would_be_too_high() -> None:
    lines = tuple(replace(line(1), number=at, pendorong=f"Dukungan {at}") for at in range(1, 80))
    sheet = opened(recap(units=(unit_recap("A", lines=lines),)))[E81_SHEET]
    told = [str(row[0]) for row in rows(sheet) if "Dukungan" in str(row[0])]
    assert len(told) == 3
    assert "\n".join(told).count("Dukungan") == 79
