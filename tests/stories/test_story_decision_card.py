"""The card that the Sekretaris decides on: a chart and its caption, the workbook below it, details a tap or two on."""

from bot.store import archive, documents
from bot.store.engine import Tx
from demo.keeping import Keeping
from tests.stories.office import (
    OnPlain,
    OnTelegram,
    approve,
    fill,
    open_plain_office,
    reach_decision,
    reach_filling,
    read,
    recap,
)
from tests.stories.phones import all_said, card, last, verify_dialog
from tests.stories.test_story_returned import flag
from tests.stories.world import PEMERINTAHAN, TRANTIB

JPEG = b"\xff\xd8\xff\xe0 laporan"


async def test_the_card_is_a_photo_with_its_buttons_and_the_workbook_follows_silently(office: OnTelegram) -> None:
    await reach_decision(office)
    *_, chart, workbook = office.sekretaris.person.received
    assert "photo" in chart.api
    assert "document" in workbook.api
    assert chart.labels == ["Setujui", "Kembalikan", "Lihat rekap"]
    styles = [button.get("style") for row in chart.api["reply_markup"]["inline_keyboard"] for button in row]
    assert styles == ["success", "danger", None]
    for words in ("Langkah 11 dari 13", "Rata-rata capaian: 98,06%", "Serapan anggaran: 92,50%", "di bawah 76%: 0"):
        assert words in chart.text, words
    assert len(chart.text) <= 900
    assert "rekapitulasi-triwulan" in str(workbook.file)


async def test_the_decision_is_written_into_the_same_photo(office: OnTelegram) -> None:
    await reach_decision(office)
    photo = next(m for m in reversed(office.sekretaris.person.received) if "photo" in m.api)
    await approve(office)
    again = next(m for m in reversed(office.sekretaris.person.received) if "photo" in m.api)
    assert again.id == photo.id
    assert "Sudah disetujui oleh Sekretaris Kecamatan" in again.text
    assert again.labels == ["Batalkan langkah ini"]


async def test_a_card_sent_anew_takes_the_buttons_off_the_photo_before(office: OnTelegram) -> None:
    await reach_decision(office)
    photo = next(m for m in reversed(office.sekretaris.person.received) if "photo" in m.api)
    await office.sekretaris.say("/tugas")
    old = next(m for m in office.sekretaris.person.received if m.id == photo.id)
    assert (old.labels, old.text) == ([], "Kartu ini dikirim ulang di bawah.")
    assert "Setujui" in office.sekretaris.labels


async def test_old_and_new_since_the_last_decision_and_the_evidence_are_two_taps_away(office: OnTelegram) -> None:
    await reach_filling(office)
    await fill(office.pandu, ("87,5", "950", "Rp18,5 juta"))
    await office.pandu.say("/bukti")
    await office.pandu.press("1. Desa")
    await office.pandu.send("desa.jpg", JPEG)
    await office.pandu.press("Selesai")
    await office.pandu.press("Serahkan")
    await fill(office.tiara, ("12", "3"))
    await office.tiara.press("Serahkan")
    await recap(office)
    await flag(office, "1. Desa")
    await office.kasubag.press("Teruskan arahan")
    await verify_dialog(office.pandu, ("[Isi formulir]", "nilai lama 87,5"), ("88,2", "88,2"), ("[Serahkan]", ""))
    await recap(office)
    assert "Putaran 2: 1 isian berubah sejak keputusan terakhir" in card(office.sekretaris)
    await verify_dialog(
        office.sekretaris,
        ("[Lihat rekap]", f"{TRANTIB} (tepat waktu)"),
        (f"[{PEMERINTAHAN}]", "Realisasi: semula 87,5, sekarang 88,2"),
    )
    assert "bukti dukung: desa.jpg" in last(office.sekretaris)
    await verify_dialog(office.sekretaris, ("[Kirim bukti dukung]", f"Bukti dukung {PEMERINTAHAN}, indikator 1"))
    assert office.sekretaris.file("desa") == JPEG


NOTE = "Agar target tahun depan ditinjau."


async def test_a_sentence_at_the_confirmation_is_the_catatan_and_is_shown_before_it_stands(office: OnTelegram) -> None:
    await reach_decision(office)
    await office.sekretaris.press("Setujui")
    bare, asked = office.sekretaris.data("Ya, setujui"), office.sekretaris.person.last
    await verify_dialog(office.sekretaris, ("Salah tulis.", "Catatan pimpinan: “Salah tulis.”"))
    assert "sudah selesai" in await office.sekretaris.forge(bare, on=asked), "it was shown without a catatan"
    await verify_dialog(
        office.sekretaris,
        (NOTE, f"Catatan pimpinan: “{NOTE}”\n\nApakah Bapak/Ibu menyetujui rekapitulasi"),
        ("/status", f"“{NOTE}”"),
        ("[Ya, setujui]", "Sudah disetujui oleh Sekretaris Kecamatan"),
    )
    assert NOTE in card(office.kasubag)
    await verify_dialog(office.sekretaris, ("Terima kasih.", "pesan belum dapat dipahami"))


async def test_a_confirmation_that_was_left_keeps_no_catatan(office: OnTelegram) -> None:
    await reach_decision(office)
    await verify_dialog(
        office.sekretaris,
        ("[Setujui]", "Apakah Bapak/Ibu menyetujui"),
        (NOTE, NOTE),
        ("[Batal]", "Dibatalkan."),
        ("[Setujui]", "Apakah Bapak/Ibu menyetujui"),
        ("[Ya, setujui]", "Sudah disetujui"),
    )
    assert NOTE not in all_said(office.kasubag)


LONG = "Mohon setiap angka dicocokkan dengan buku agenda dan laporan bulanan desa. " * 20


async def test_in_a_new_round_the_card_says_which_how_much_changed_and_the_last_arahan(office: OnTelegram) -> None:
    await reach_decision(office)
    await verify_dialog(
        office.sekretaris, ("[Kembalikan]", "Pilih unit"), (LONG, "Apakah sudah benar?"), ("[Kirim kembali]", "")
    )
    await office.kasubag.press("Teruskan arahan")
    await office.staf.press("Konfirmasi rekap")
    await office.staf.press("Serahkan ke Kasubag")
    await office.kasubag.press("Laporkan")
    said = card(office.sekretaris)
    assert "Putaran 2: 0 isian berubah sejak keputusan terakhir" in said
    assert "Arahan terakhir (Sekretaris Kecamatan): “Mohon setiap angka dicocokkan" in said
    assert "selengkapnya" in said
    assert len(said) <= 900
    await office.sekretaris.press("Lihat rekap")
    assert LONG.strip() in all_said(office.sekretaris)


async def test_of_a_weak_indicator_the_details_say_why_what_follows_and_what_it_cost(office: OnTelegram) -> None:
    await reach_filling(office)
    await fill(office.pandu, ("45", "Data terlambat.", "Pendampingan desa.", "950", "Rp18,5 juta"))
    await office.pandu.press("Serahkan")
    await fill(office.tiara, ("12", "3"))
    await office.tiara.press("Serahkan")
    await recap(office)
    await flag(office, "2. Layanan")
    await office.kasubag.press("Teruskan arahan")
    await verify_dialog(
        office.pandu,
        ("[Isi formulir]", "nilai lama 950"),
        ("[Nilai lama benar]", ""),
        ("Rp18,6 juta", ""),
        ("[Serahkan]", ""),
    )
    await recap(office)
    await office.sekretaris.press("Lihat rekap")
    await office.sekretaris.press(PEMERINTAHAN)
    for words in (
        "faktor penghambat: Data terlambat.",
        "tindak lanjut: Pendampingan desa.",
        "pagu Rp20.000.000, realisasi Rp18.600.000, serapan 93,00%",
        "Realisasi anggaran: semula Rp18.500.000, sekarang Rp18.600.000",
    ):
        assert words in last(office.sekretaris), words


async def test_where_no_chart_can_be_made_the_card_goes_without(office: OnTelegram, monkeypatch) -> None:  # type: ignore[no-untyped-def]
    def no_chart(_paper: object) -> bytes:
        raise ValueError("no chart today")

    monkeypatch.setattr("bot.documents.pdf._compiler", no_chart)
    await reach_decision(office)
    for _ in range(3):
        await office.stage.settle()
    assert "Langkah 11 dari 13" in all_said(office.sekretaris)


async def test_on_a_channel_without_photos_the_card_is_a_text(database: Keeping) -> None:
    async with open_plain_office(database) as office:
        await reach_decision(office)
        await _is_text(office)


async def _is_text(office: OnPlain) -> None:
    sent = [one.out for one in office.sekretaris.channel.sent if one.chat_id == office.sekretaris.chat_id]
    found = next(out for out in reversed(sent) if "Langkah 11 dari 13" in out.text)
    assert found.file is None
    assert await read(office, charts) == [documents.MADE]


def charts(tx: Tx) -> list[str]:
    return [row.state for row in archive.of_kind(tx, 1, "grafik")]
