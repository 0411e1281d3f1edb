"""The Sekretaris, the Kasubag or the Camat send it back, each in their own way."""

import io

import openpyxl
import pytest

from bot.store import forms, recaps
from bot.store.engine import Tx
from tests.stories.office import OnTelegram, approve, archive, reach_decision, reach_signing, read, recap
from tests.stories.phones import all_said, card, last, verify_dialog
from tests.stories.world import PEMERINTAHAN, SERVICES, TRANTIB, VILLAGES

COMMENT = "Mohon dicocokkan dengan daftar desa."
DIRECTION = "Mohon dilengkapi sebelum disetujui."


async def flag(office: OnTelegram, entry: str) -> None:
    """Kembalikan with one entry of Pemerintahan ticked, a comment on it, and the arahan."""
    await verify_dialog(
        office.sekretaris,
        ("[Kembalikan]", "Pilih unit"),
        (f"[{PEMERINTAHAN}]", "Ketuk indikator yang perlu dilengkapi"),
        (f"[{entry}]", "Mohon tuliskan catatan"),
        (COMMENT, COMMENT),
        ("[Kembali ke unit]", "Pilih unit"),
        ("[Lanjut ke arahan]", "arahan"),
        (DIRECTION, "Apakah sudah benar?"),
        ("[Kirim kembali]", "Sudah dikembalikan oleh Sekretaris Kecamatan"),
    )


def entry_ids(tx: Tx) -> dict[str, int]:
    """Every entry's id by its indicator."""
    return {row.snapshot["name"]: row.id for row in forms.entries_of_cycle(tx, 1)}


def submissions(tx: Tx) -> list[list[str | None]]:
    """Of the first unit in every version: when it submitted first, where that was another time, and last."""
    units = [row.paper["units"][0] for row in recaps.of_cycle(tx, 1)]
    return [[unit["first_at"], unit["submitted_at"]] for unit in units]


def rounds(tx: Tx) -> list[tuple[int, int]]:
    """Version and round of every recap."""
    return [(row.version, row.round) for row in recaps.of_cycle(tx, 1)]


@pytest.mark.both
async def test_a_return_opens_only_what_was_flagged(office: OnTelegram) -> None:
    await reach_decision(office)
    await flag(office, "1. Desa")
    assert COMMENT in last(office.kasubag)
    before = office.tiara.shown
    await office.kasubag.press("Teruskan arahan")
    assert office.tiara.shown == before

    told = all_said(office.pandu)
    for words in (DIRECTION, f"Indikator 1: {VILLAGES}", "nilai lama 87,5", COMMENT, "tidak perlu diisi ulang"):
        assert words in told, words
    ids = await read(office, entry_ids)
    assert "terkunci" in await office.pandu.forge(f"change:{ids[SERVICES]}") + last(office.pandu)
    await verify_dialog(
        office.pandu,
        ("[Isi formulir]", "Indikator 1 dari 1"),
        ("88,2", "88,2"),
        ("[Serahkan]", "Sudah diserahkan oleh Kasi Pemerintahan"),
    )


async def test_the_answers_of_the_first_round_stay_in_the_chat_when_they_are_asked_for_anew(office: OnTelegram) -> None:
    await reach_decision(office)
    answered = echoes(office, "87,5")
    for value in ("88,2", "89"):
        await flag(office, "1. Desa")
        await office.kasubag.press("Teruskan arahan")
        await verify_dialog(office.pandu, ("[Isi formulir]", "Indikator 1 dari 1"), (value, value), ("[Serahkan]", ""))
        assert answered.items() <= office.pandu.shown.items()
        answered |= echoes(office, value)
        await recap(office)
    assert len(answered) == 3


def echoes(office: OnTelegram, value: str) -> dict[str, str]:
    """The one line of the answer, by its message."""
    return {message: words for message, words in office.pandu.shown.items() if f": {value} Persen · capaian" in words}


@pytest.mark.both
async def test_the_second_round_counts_what_changed_and_keeps_both_versions(office: OnTelegram) -> None:
    await reach_decision(office)
    await flag(office, "1. Desa")
    await office.kasubag.press("Teruskan arahan")
    await office.until(4, 10)
    await verify_dialog(office.pandu, ("[Isi formulir]", COMMENT), ("88,2", "98,00%"), ("[Serahkan]", "diserahkan"))
    await recap(office)
    assert "Rekapitulasi versi 2" in card(office.sekretaris)
    assert "Putaran 2: 1 isian berubah sejak keputusan terakhir" in card(office.sekretaris)
    assert await read(office, rounds) == [(1, 1), (2, 2)]
    book = openpyxl.load_workbook(io.BytesIO(office.sekretaris.file("rekapitulasi-triwulan-iv-tahun-2026-v2")))
    rows = [[cell.value for cell in row] for sheet in book for row in sheet.iter_rows()]
    assert any(VILLAGES in row and "Realisasi" in row and 87.5 in row and 88.2 in row for row in rows)
    first, second = await read(office, submissions)
    assert first[0] is None, "there was one submission"
    assert second[0] == first[1], "the first submission is the one that was on time"
    await approve(office)
    assert "Langkah 12 dari 13" in last(office.kasubag)


async def test_an_old_value_that_is_right_is_confirmed_by_a_tap(office: OnTelegram) -> None:
    await reach_decision(office)
    await flag(office, "1. Desa")
    await office.kasubag.press("Teruskan arahan")
    await verify_dialog(
        office.pandu,
        ("[Isi formulir]", "nilai lama 87,5"),
        ("[Nilai lama benar]", "Langkah 6 dari 13"),
        ("[Serahkan]", "diserahkan"),
    )
    await recap(office)
    assert "Putaran 2: 0 isian berubah sejak keputusan terakhir" in card(office.sekretaris)


async def test_of_a_returned_entry_the_budget_is_looked_at_too(office: OnTelegram) -> None:
    await reach_decision(office)
    await flag(office, "2. Layanan")
    await office.kasubag.press("Teruskan arahan")
    await verify_dialog(
        office.pandu,
        ("[Isi formulir]", "nilai lama 950"),
        ("[Nilai lama benar]", "Isian sekarang: Rp18.500.000"),
        ("Rp18,6 juta", "Rp18.600.000"),
        ("[Serahkan]", "diserahkan"),
    )


async def test_a_shorter_time_that_is_none_forwards_nothing(office: OnTelegram) -> None:
    await reach_decision(office)
    await flag(office, "1. Desa")
    data = office.kasubag.data("Teruskan arahan")
    assert "sudah selesai" in await office.kasubag.forge(f"{data}:x")
    assert "tidak ditemukan" in await office.kasubag.forge(f"{data}:99") + last(office.kasubag)
    assert "Indikator 1: " not in all_said(office.pandu)


@pytest.mark.both
async def test_a_return_without_flags_goes_straight_to_the_staf_with_the_arahan(office: OnTelegram) -> None:
    await reach_decision(office)
    await verify_dialog(
        office.sekretaris,
        ("[Kembalikan]", "Pilih unit"),
        ("[Lanjut ke arahan]", "arahan"),
        (DIRECTION, "Apakah sudah benar?"),
        ("[Kirim kembali]", "Sudah dikembalikan"),
    )
    await office.kasubag.press("Teruskan arahan")
    assert "Langkah 8 dari 13" in last(office.staf)
    assert DIRECTION in last(office.staf)
    await office.staf.press("Konfirmasi rekap")
    assert await read(office, rounds) == [(1, 1), (2, 2)]


async def test_the_arahan_is_compulsory_and_typed_words_outlive_a_forged_hurry(office: OnTelegram) -> None:
    await reach_decision(office)
    await office.sekretaris.press("Kembalikan")
    task = office.sekretaris.data("Lanjut ke arahan").split(":")[1]
    assert "sudah selesai" in await office.sekretaris.forge(f"rt_send:{task}")
    await verify_dialog(
        office.sekretaris,
        ("[Lanjut ke arahan]", "arahan"),
        (DIRECTION, "Apakah sudah benar?"),
        ("[Kirim kembali]", "Sudah dikembalikan"),
    )


@pytest.mark.both
async def test_the_kasubag_sends_back_to_staf_which_makes_a_version_but_no_round(office: OnTelegram) -> None:
    await reach_decision(office)
    await flag(office, "1. Desa")
    await office.kasubag.press("Teruskan arahan")
    await verify_dialog(office.pandu, ("[Isi formulir]", "1 dari 1"), ("88,2", "88,2"), ("[Serahkan]", "diserahkan"))
    await office.kasubag.press("Perintahkan rekap")
    assert DIRECTION not in last(office.staf)
    await office.staf.press("Konfirmasi rekap")
    await office.staf.press("Serahkan ke Kasubag")
    await verify_dialog(
        office.kasubag,
        ("[Kembalikan ke Staf]", "Mohon tuliskan apa yang perlu diperbaiki"),
        ("Judul tabel keliru.", "Sudah dikembalikan kepada Staf"),
    )
    assert "Judul tabel keliru." in last(office.staf)
    await office.staf.press("Konfirmasi rekap")
    assert await read(office, rounds) == [(1, 1), (2, 2), (3, 2)]


@pytest.mark.both
async def test_the_camat_returns_the_report_and_a_new_round_replaces_the_archived_version(office: OnTelegram) -> None:
    await reach_signing(office)
    await verify_dialog(
        office.camat,
        ("[Kembalikan]", "Mohon tuliskan arahan"),
        ("Mohon serapan dijelaskan.", "Sudah dikembalikan oleh Camat Contoh"),
    )
    assert "Mohon serapan dijelaskan." in last(office.kasubag)
    await office.kasubag.press("Teruskan arahan")
    assert "Mohon serapan dijelaskan." in last(office.staf)
    for label in ("Konfirmasi rekap", "Serahkan ke Kasubag"):
        await office.staf.press(label)
    await office.kasubag.press("Laporkan")
    await approve(office)
    await archive(office)
    assert await read(office, rounds) == [(1, 1), (2, 2)]
    assert office.camat.file("dokumen-capaian-triwulan-iv-tahun-2026-v2")
    await office.camat.press("Sudah ditandatangani")
    await office.kasubag.press("Sudah disampaikan")
    assert "telah disampaikan kepada Bupati" in last(office.camat)


async def test_a_whole_unit_may_be_flagged_with_one_comment_or_with_the_arahan(office: OnTelegram) -> None:
    await reach_decision(office)
    await verify_dialog(
        office.sekretaris,
        ("[Kembalikan]", "Pilih unit"),
        (f"[{TRANTIB}]", "Ketuk indikator"),
        ("[Seluruh indikator]", "Mohon tuliskan catatan"),
        ("[Sama seperti arahan]", "catatan: sama seperti arahan"),
        ("[Kembali ke unit]", "Pilih unit"),
        ("[Lanjut ke arahan]", "arahan"),
        (DIRECTION, "catatan: sama seperti arahan"),
        ("[Kirim kembali]", "Sudah dikembalikan"),
    )
    await office.kasubag.press("Teruskan arahan")
    assert f"catatan: {DIRECTION}" in card(office.tiara)
    await verify_dialog(office.tiara, ("[Isi formulir]", "Indikator 1 dari 2"))


async def test_nothing_goes_back_without_a_comment(office: OnTelegram) -> None:
    """It can be left for later, and is asked for before anything is sent."""
    await reach_decision(office)
    await verify_dialog(
        office.sekretaris,
        ("[Kembalikan]", "Pilih unit"),
        (f"[{TRANTIB}]", "Ketuk indikator"),
        ("[1. Patroli]", "Mohon tuliskan catatan"),
    )
    assert "Tanpa catatan" not in office.sekretaris.labels
    await verify_dialog(
        office.sekretaris,
        ("[Kembali ke unit]", "catatan: belum ada"),
        (DIRECTION, "Masih ada 1 indikator yang belum diberi catatan"),
        (COMMENT, f"catatan: {COMMENT}"),
    )
    assert f"“{DIRECTION}”" in last(office.sekretaris), "the preview"
    await verify_dialog(
        office.sekretaris,
        ("[Ubah]", "Pilih unit"),
        (f"[✓1 {TRANTIB}]", "Ketuk indikator"),
        ("[2. Gangguan]", "Mohon tuliskan catatan"),
        ("[Kembali ke unit]", "catatan: belum ada"),
        ("[Lanjut ke arahan]", "Masih ada 1 indikator yang belum diberi catatan"),
        ("[Sama seperti arahan]", "catatan: sama seperti arahan"),
        ("[Kirim kembali]", "Sudah dikembalikan"),
    )


async def test_the_comment_of_a_whole_unit_leaves_the_comments_there_are(office: OnTelegram) -> None:
    await reach_decision(office)
    await verify_dialog(
        office.sekretaris,
        ("[Kembalikan]", "Pilih unit"),
        (f"[{PEMERINTAHAN}]", "Ketuk indikator"),
        ("[1. Desa]", "Mohon tuliskan catatan"),
        (COMMENT, COMMENT),
        ("[Seluruh indikator]", "Mohon tuliskan catatan"),
        ("Mohon bukti dukung.", f"indikator 2: {SERVICES}; catatan: Mohon bukti dukung."),
    )
    assert f"indikator 1: {VILLAGES}; catatan: {COMMENT}" in last(office.sekretaris)
    await verify_dialog(office.sekretaris, ("[✓ 2. Layanan]", f"indikator 1: {VILLAGES}; catatan: {COMMENT}"))
    assert SERVICES not in last(office.sekretaris)


async def test_an_entry_ticked_again_keeps_its_comment_unless_another_is_written(office: OnTelegram) -> None:
    await reach_decision(office)
    await verify_dialog(
        office.sekretaris,
        ("[Kembalikan]", "Pilih unit"),
        (f"[{PEMERINTAHAN}]", "Ketuk indikator"),
        ("[1. Desa]", "Mohon tuliskan catatan"),
        (COMMENT, COMMENT),
        ("[✓ 1. Desa]", "belum ada"),
        ("[1. Desa]", f"“{COMMENT}” tetap berlaku"),
        ("[Catatan tetap]", f"catatan: {COMMENT}"),
    )


async def test_an_arahan_written_before_it_was_asked_for_is_shown_and_can_be_changed(office: OnTelegram) -> None:
    await reach_decision(office)
    await verify_dialog(
        office.sekretaris,
        ("[Kembalikan]", "Pilih unit"),
        (DIRECTION, f"“{DIRECTION}”"),
        ("[Ubah]", "Pilih unit"),
        (f"[{TRANTIB}]", "Ketuk indikator"),
        ("[1. Patroli]", "Mohon tuliskan catatan"),
        (COMMENT, COMMENT),
        ("[Kembali ke unit]", "Pilih unit"),
        ("[Lanjut ke arahan]", f"“{DIRECTION}” sudah ditulis"),
        ("[Arahan tetap]", "Apakah sudah benar?"),
        ("Mohon dicek ulang.", "“Mohon dicek ulang.”"),
        ("[Kirim kembali]", "Sudah dikembalikan"),
    )
    assert "Mohon dicek ulang." in last(office.kasubag)


async def test_a_unit_that_there_is_not_does_not_break_the_picker(office: OnTelegram) -> None:
    await reach_decision(office)
    await office.sekretaris.press("Kembalikan")
    task = office.sekretaris.data("Lanjut ke arahan").split(":")[1]
    assert "sudah selesai" in await office.sekretaris.forge(f"rt_unit:{task}:999")
    await verify_dialog(office.sekretaris, (f"[{TRANTIB}]", "Ketuk indikator"))


@pytest.mark.both
async def test_a_return_that_was_interrupted_goes_on_where_it_was_left(office: OnTelegram) -> None:
    """By another command, and by the bot being started anew."""
    await reach_decision(office)
    await verify_dialog(
        office.sekretaris,
        ("[Kembalikan]", "Pilih unit"),
        (f"[{PEMERINTAHAN}]", "Ketuk indikator"),
        ("[1. Desa]", "Mohon tuliskan catatan"),
        ("/status", "Langkah 11"),
    )
    await office.stage.end()
    await office.stage.begin()
    await verify_dialog(
        office.sekretaris,
        (COMMENT, COMMENT),
        ("[Kembali ke unit]", "Pilih unit"),
        ("[Lanjut ke arahan]", "arahan"),
        (DIRECTION, "Apakah sudah benar?"),
        ("[Kirim kembali]", "Sudah dikembalikan oleh Sekretaris Kecamatan"),
    )
    assert COMMENT in last(office.kasubag)
