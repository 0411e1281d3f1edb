"""Around the form: more time, a submission taken back, a form that came on paper."""

import io

import openpyxl

from bot.store import cycles, forms
from bot.store.engine import Tx
from tests.stories.office import PANDU_SAYS, TIARA_SAYS, OnTelegram, fill, reach_filling, reach_recap, read, recap
from tests.stories.phones import all_said, last, pdf_text, verify_dialog
from tests.stories.world import PEMERINTAHAN, TRANTIB

FLOOD = "Kantor kebanjiran sejak pagi."


async def test_a_problem_is_answered_with_more_time_at_one_tap(office: OnTelegram) -> None:
    await reach_filling(office)
    await verify_dialog(office.tiara, ("[Sampaikan Kendala]", "tuliskan kendala"), (FLOOD, "Tercatat"))
    assert f"{TRANTIB} menyampaikan kendala" in last(office.kasubag)
    assert FLOOD in last(office.kasubag)
    data = office.kasubag.data("Tambah 2 hari")
    await office.kasubag.press("Tambah 1 hari")
    assert "Batas waktunya menjadi Jumat, 8 Januari 2027 pukul 16.30 WIB" in last(office.kasubag)
    await office.kasubag.forge(data)
    assert "Waktunya sudah ditambah; batas waktunya sekarang Jumat, 8 Januari" in last(office.kasubag)
    assert "ditambah 1 hari kerja, sampai Jumat, 8 Januari 2027 pukul 16.30 WIB" in last(office.tiara)
    assert "sampai 08-01-2027 16.30" in await status(office)
    await office.until(7, 16, 5)
    assert f"{PEMERINTAHAN} belum menyelesaikan" in all_said(office.kasubag)
    assert f"{TRANTIB} belum menyelesaikan" not in all_said(office.kasubag)


async def status(office: OnTelegram) -> str:
    await office.kasubag.say("/status")
    return next(line for line in last(office.kasubag).splitlines() if TRANTIB in line)


async def test_nobody_gives_himself_more_time(office: OnTelegram) -> None:
    await reach_filling(office)
    await verify_dialog(office.tiara, ("[Sampaikan Kendala]", "tuliskan kendala"), (FLOOD, "Tercatat"))
    data = office.kasubag.data("Tambah 1 hari")
    assert "hanya untuk" in await office.tiara.forge(data)
    assert "sampai 07-01-2027 16.00" in await status(office)


def locked(tx: Tx) -> dict[str, str]:
    return {form.unit_name: form.state for form in forms.of_cycle(tx, 1)}


async def test_a_submission_is_taken_back_until_the_kasubag_has_gone_on(office: OnTelegram) -> None:
    await reach_recap(office)
    assert "Langkah 7 dari 13" in last(office.kasubag)
    await office.tiara.press("Tarik kembali")
    assert await read(office, locked) == {PEMERINTAHAN: "submitted", TRANTIB: "open"}
    assert "penyerahan ditarik kembali" in all_said(office.kasubag)
    await verify_dialog(
        office.tiara,
        ("[Ubah]", "Indikator 2 dari 2"),
        ("2", "ketertiban: 2 Kejadian"),
        ("[Serahkan]", "Sudah diserahkan oleh Kasi Trantib"),
    )
    await recap(office)
    assert "Langkah 11 dari 13" in all_said(office.sekretaris)


async def test_what_the_kasubag_has_gone_on_with_stays_submitted(office: OnTelegram) -> None:
    await reach_recap(office)
    data = office.tiara.data("Tarik kembali")
    assert "hanya untuk" in await office.pandu.forge(data)
    await office.kasubag.press("Perintahkan rekap")
    assert "Tarik kembali" not in str(office.tiara.labels)
    await office.tiara.forge(data)
    assert "sudah ditindaklanjuti" in last(office.tiara)
    assert await read(office, locked) == {PEMERINTAHAN: "submitted", TRANTIB: "submitted"}


async def test_a_submission_late_for_the_second_time_is_late(office: OnTelegram) -> None:
    await reach_recap(office)
    await office.tiara.press("Tarik kembali")
    await office.until(8, 9)
    await office.tiara.press("Serahkan")
    await recap(office)
    assert f"Terlambat menyerahkan: {TRANTIB}" in all_said(office.sekretaris)


def how(tx: Tx) -> set[tuple[int, str]]:
    return {(entry.number, entry.how) for entry in forms.entries_of_cycle(tx, 1) if entry.how}


def submitter(tx: Tx) -> dict[int | None, str]:
    return {task.unit_id: task.closed_as for task in cycles.tasks(tx, 1) if task.step == "6" and task.closed_at}


async def test_a_form_that_came_on_paper_is_typed_and_submitted_by_the_staf_and_recorded_as_such(
    office: OnTelegram,
) -> None:
    await reach_filling(office)
    await verify_dialog(
        office.staf,
        ("/isi", "Formulir kertas unit mana"),
        (f"[{TRANTIB}]", "Indikator 1 dari 2"),
        (TIARA_SAYS[0], "Patroli wilayah: 12 Kali"),
        (TIARA_SAYS[1], "Gangguan ketertiban: 3 Kejadian"),
    )
    assert await read(office, how) == {(1, "kertas"), (2, "kertas")}
    card = last(office.staf)
    assert f"Yth. Staf Keu dan Prolap. Formulir kertas {TRANTIB} untuk Triwulan IV Tahun 2026 telah selesai" in card
    assert "Isian disalin dari formulir kertas." in card
    assert office.staf.labels == ["Serahkan", "Lihat isian"]
    await verify_dialog(office.staf, ("[Lihat isian]", "1. Patroli wilayah: 12 Kali · dari formulir kertas"))
    await office.staf.press("Serahkan")
    assert await read(office, submitter) == {2: "Staf Keu dan Prolap"}
    await fill(office.pandu, PANDU_SAYS)
    await office.pandu.press("Serahkan")
    assert f"• {TRANTIB}: sudah diserahkan (formulir kertas)" in last(office.kasubag)
    await recap(office)
    assert "Langkah 11 dari 13" in all_said(office.sekretaris)
    receipts = pdf_text(office.staf.file("tanda-terima"))
    assert "dicatat dari formulir kertas" in receipts
    assert on_paper(office.sekretaris.file("rekapitulasi")) == {PEMERINTAHAN: 0, TRANTIB: 2}


def on_paper(recap: bytes) -> dict[str, int]:
    """How many indicators of each unit the recap says came on paper."""
    rows = list(openpyxl.load_workbook(io.BytesIO(recap))["Kelengkapan"].values)
    at = next(row for row in rows if "Indikator dari formulir kertas" in row).index("Indikator dari formulir kertas")
    return {str(row[0]): int(str(row[at])) for row in rows if row[0] in (PEMERINTAHAN, TRANTIB)}


async def test_the_staf_does_not_submit_what_a_unit_typed_itself(office: OnTelegram) -> None:
    await reach_filling(office)
    await fill(office.tiara, TIARA_SAYS)
    data = office.tiara.data("Serahkan")
    assert "hanya untuk" in await office.staf.forge(data)
    assert await read(office, submitter) == {}
