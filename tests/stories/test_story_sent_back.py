"""Before the recap goes up, its maker sends single entries back; after it was archived, the Kasubag corrects it."""

from bot.store import recaps
from bot.store.engine import Tx
from tests.stories.office import OnTelegram, approve, archive, reach_decision, reach_recap, reach_signing, read
from tests.stories.phones import all_said, last, verify_dialog
from tests.stories.test_story_returned import rounds
from tests.stories.world import PEMERINTAHAN, TRANTIB, VILLAGES

COMMENT = "Mohon diperiksa kembali angkanya."
"""One of the usual ones."""


async def reach_checking(office: OnTelegram) -> None:
    await reach_recap(office)
    await office.kasubag.press("Perintahkan rekap")


async def send_back(office: OnTelegram) -> None:
    await verify_dialog(
        office.staf,
        ("[Kembalikan isian]", "perlu diperbaiki oleh unitnya"),
        ("[Lanjut]", "Belum ada isian yang ditandai"),
        (f"[{PEMERINTAHAN}]", "Ketuk indikator"),
        ("[1. Desa]", "ketuk salah satu di bawah ini"),
        ("[Mohon diperiksa kembali]", COMMENT),
        ("[Kembali ke unit]", "Pilih unit"),
        ("[Lanjut]", "dengan waktu 1 hari kerja"),
        ("[Kirim kembali]", "Tercatat"),
    )


async def test_the_staf_sees_completeness_doubts_and_missing_evidence_before_confirming(office: OnTelegram) -> None:
    await reach_checking(office)
    assert f"• {PEMERINTAHAN}: tepat waktu; 2 indikator tanpa bukti" in last(office.staf)
    assert f"• {TRANTIB}: tepat waktu; 2 indikator tanpa bukti" in last(office.staf)
    await verify_dialog(
        office.staf,
        ("[Lihat rekap]", "Rekapitulasi per unit"),
        (f"[{PEMERINTAHAN}]", f"1. {VILLAGES}"),
    )
    assert "target 90, realisasi 87,5 Persen; capaian 97,22%, Sangat Tinggi" in last(office.staf)
    assert "belum ada bukti dukung" in last(office.staf)


async def test_only_the_entries_sent_back_are_open_and_the_clock_of_the_recap_stands_meanwhile(
    office: OnTelegram,
) -> None:
    await reach_checking(office)
    await send_back(office)
    told = next(text for text in reversed(office.pandu.shown.values()) if "Langkah 5 dari 13" in text)
    for words in ("Pada pemeriksaan rekapitulasi", f"Indikator 1: {VILLAGES}", "nilai lama 87,5", COMMENT):
        assert words in told, words
    # Tuesday is Isra Mikraj
    assert "Waktu: 1 hari\nBatas waktu: Rabu, 6 Januari 2027 pukul 16.00 WIB" in told
    card = next(text for text in reversed(office.staf.shown.values()) if "Langkah 8 dari 13" in text)
    assert "berhenti selama menunggu perbaikan dari unit" in card
    assert "menunggu perbaikan 1 indikator" in card
    await office.until(6, 10)
    await verify_dialog(office.pandu, ("[Isi formulir]", COMMENT), ("88,2", "88,2"), ("[Serahkan]", "diserahkan"))
    card = next(text for text in reversed(office.staf.shown.values()) if "Langkah 8 dari 13" in text)
    assert "Batas waktu: Rabu, 6 Januari 2027 pukul 12.00 WIB" in card
    await verify_dialog(
        office.staf,
        ("[Lihat rekap]", "Rekapitulasi per unit"),
        (f"[{PEMERINTAHAN}]", "Realisasi: semula 87,5, sekarang 88,2"),
        ("[Konfirmasi rekap]", "Sudah direkap"),
    )
    assert await read(office, rounds) == [(1, 1), (2, 1)], "a version, and no round"


async def test_nothing_is_confirmed_while_entries_are_out(office: OnTelegram) -> None:
    await reach_checking(office)
    confirm = office.staf.data("Konfirmasi rekap")
    await send_back(office)
    await office.staf.forge(confirm)
    assert f"masih menunggu perbaikan dari {PEMERINTAHAN}" in all_said(office.staf)


async def test_who_does_not_mend_in_time_may_be_left_out_and_keeps_what_was_handed_in(office: OnTelegram) -> None:
    await reach_checking(office)
    await send_back(office)
    await office.until(7, 8)
    await office.kasubag.say("/status")
    await verify_dialog(office.kasubag, ("[Lanjut tanpa data]", "alasannya"), ("Mendesak.", "Tercatat"))
    await office.staf.press("Konfirmasi rekap")
    assert await read(office, values) == ["87.5", "950", "12", "3"]


def values(tx: Tx) -> list[str]:
    latest = recaps.latest(tx, 1)
    assert latest is not None
    return [line["realisasi"] for unit in latest.paper["units"] for line in unit["lines"]]


# -- Ralat ------------------------------------------------------------------------------------------------------------


async def correct(office: OnTelegram) -> None:
    await verify_dialog(
        office.kasubag,
        ("[Ralat data]", "perlu diralat"),
        (f"[{PEMERINTAHAN}]", "Ketuk indikator"),
        ("[1. Desa]", "Mohon tuliskan catatan"),
        ("Desa Sukamaju belum dihitung.", "Sukamaju"),
        ("[Kembali ke unit]", "Pilih unit"),
        ("[Lanjut ke alasan]", "alasan ralat"),
        ("Satu desa belum dihitung.", "ditandai sebagai digantikan"),
        ("[Kirim kembali]", "Tercatat"),
    )


async def test_a_ralat_while_the_camat_is_to_sign_opens_a_round_and_the_archived_version_is_replaced(
    office: OnTelegram,
) -> None:
    await reach_signing(office)
    await correct(office)
    assert "Sudah diralat oleh Kasubag" in all_said(office.camat)
    assert "perlu diralat" in all_said(office.pandu)
    await verify_dialog(office.pandu, ("[Isi formulir]", "Sukamaju"), ("88,2", "88,2"), ("[Serahkan]", "diserahkan"))
    await office.kasubag.press("Perintahkan rekap")
    for label in ("Konfirmasi rekap", "Serahkan ke Kasubag"):
        await office.staf.press(label)
    await office.kasubag.press("Laporkan")
    await approve(office)
    await archive(office)
    assert await read(office, rounds) == [(1, 1), (2, 2)]
    assert await read(office, marks) == [(True, True), (True, False)]


def marks(tx: Tx) -> list[tuple[bool, bool]]:
    """Of every version: whether it was archived, and replaced."""
    return [(row.archived_at is not None, row.replaced_at is not None) for row in recaps.of_cycle(tx, 1)]


async def test_a_ralat_is_the_kasubags_alone_and_only_after_the_data_was_archived(office: OnTelegram) -> None:
    await reach_decision(office)
    assert "Ralat data" not in office.kasubag.labels
    await approve(office)
    await office.kasubag.press("Simpan data")
    assert "Ralat data" in office.kasubag.labels
    data = office.kasubag.data("Ralat data")
    for phone in (office.camat, office.staf, office.sekretaris):
        await phone.forge(data)
        assert "Ralat data kinerja" not in all_said(phone)
