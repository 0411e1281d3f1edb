"""The same office on a channel without editing, without markup, with three buttons of twenty characters a message."""

import re

from bot.channels.base import MAX_LABEL
from tests.plain_channel import PLAIN
from tests.stories.office import (
    PANDU_SAYS,
    TIARA_SAYS,
    OnPlain,
    approve,
    archive,
    fill,
    reach_decision,
    reach_filling,
    reach_recap,
    recap,
)
from tests.stories.phones import all_said, last, pdf_text, verify_dialog
from tests.stories.world import PATROLS, TRANTIB, VILLAGES


def every_message_fits(office: OnPlain) -> None:
    for sent in office.camat.channel.sent:
        labels = [button.label for row in sent.out.buttons for button in row]
        assert not re.search(r"</?[bi]>", sent.out.text), sent.out.text
        assert len(labels) <= PLAIN.max_buttons
        assert all(0 < len(label) <= MAX_LABEL for label in labels), labels
        assert sent.out.file or 0 < len(sent.out.text) <= PLAIN.max_text


async def test_the_whole_cycle_runs_without_telegram(plain_office: OnPlain) -> None:
    office = plain_office
    await reach_recap(office)
    await recap(office)
    assert "Langkah 11 dari 13" in all_said(office.sekretaris)
    await approve(office)
    await archive(office)
    assert VILLAGES in pdf_text(office.camat.file("dokumen-capaian"))
    await office.camat.press("Sudah ditandatangani")
    await office.kasubag.press("Sudah disampaikan")
    assert "telah disampaikan kepada Bupati" in last(office.tiara)
    every_message_fits(office)


async def test_a_number_is_echoed_where_nothing_can_be_edited(plain_office: OnPlain) -> None:
    await reach_filling(plain_office)
    await verify_dialog(
        plain_office.tiara,
        ("[Isi formulir]", "Indikator 1 dari 2"),
        ("12", f"1. {PATROLS}: 12 Kali · capaian 100,00% (Sangat Tinggi)"),
        ("tiga", "nilai tidak terbaca"),
        ("3", "Langkah 6 dari 13"),
        ("[Serahkan]", "telah diterima oleh Subbag Keu dan Prolap"),
    )
    every_message_fits(plain_office)


async def test_more_than_three_buttons_come_in_several_messages(plain_office: OnPlain) -> None:
    await reach_filling(plain_office)
    await plain_office.tiara.press("Isi formulir")
    await plain_office.tiara.press("Data belum tersedia")
    assert "Tidak ada objek pad…" in plain_office.tiara.labels
    await plain_office.tiara.press("Tidak ada objek")
    assert "Indikator 2 dari 2" in last(plain_office.tiara)
    every_message_fits(plain_office)


async def test_the_return_works_where_the_picker_cannot_be_edited(plain_office: OnPlain) -> None:
    office = plain_office
    await reach_decision(office)
    await verify_dialog(
        office.sekretaris,
        ("[Kembalikan]", "Pilih unit"),
        (f"[{TRANTIB}]", "Ketuk indikator"),
        ("[1. Patroli]", "Mohon tuliskan catatan"),
        ("Mohon dicek.", "Mohon dicek."),
        ("[Kembali ke unit]", "Pilih unit"),
        ("[Lanjut ke arahan]", "arahan"),
        ("Mohon dilengkapi.", "Apakah sudah benar?"),
        ("[Kirim kembali]", "Terima kasih"),
    )
    await office.kasubag.press("Teruskan arahan")
    assert "Mohon dicek." in all_said(office.tiara)
    every_message_fits(office)


async def test_old_buttons_that_cannot_be_taken_away_are_answered_calmly(plain_office: OnPlain) -> None:
    await plain_office.until(4, 8)
    await plain_office.sekretaris.press("Disposisikan")
    assert "sudah diselesaikan oleh Sekretaris Kecamatan" in await plain_office.sekretaris.press("Disposisikan")
    await plain_office.kasubag.press("Formulir siap")
    await plain_office.kasubag.press("Perintahkan Staf")
    await plain_office.staf.press("Bagikan")
    await fill(plain_office.tiara, TIARA_SAYS)
    await plain_office.tiara.press("Serahkan")
    await fill(plain_office.pandu, PANDU_SAYS)
    assert "sudah diselesaikan" in await plain_office.tiara.press("Serahkan")


async def test_a_question_that_waited_is_asked_again_where_nothing_can_be_edited(plain_office: OnPlain) -> None:
    await reach_filling(plain_office)
    tiara = plain_office.tiara
    await verify_dialog(
        tiara,
        ("[Isi formulir]", "Indikator 1 dari 2"),
        ("[Sampaikan Kendala]", "tuliskan kendala"),
    )
    assert "belum diisi" not in last(tiara)
    await verify_dialog(tiara, ("Banjir.", "Tercatat"))
    assert "Indikator 1 dari 2" in last(tiara)
    await verify_dialog(
        tiara,
        ("/status", "Indikator 1 dari 2"),
        ("12", "Indikator 2 dari 2"),
    )
    every_message_fits(plain_office)
