"""The form in the chat: what is typed, how it is read, and that nothing of it is lost."""

import pytest

from tests.stories.office import PANDU_SAYS, OnTelegram, fill, reach_filling
from tests.stories.phones import all_said, last, verify_dialog
from tests.stories.world import PATROLS, SERVICES, UNREST, VILLAGES


@pytest.fixture
async def filling(office: OnTelegram) -> OnTelegram:
    await reach_filling(office)
    return office


async def test_numbers_are_read_the_indonesian_way_and_echoed(filling: OnTelegram) -> None:
    await verify_dialog(
        filling.pandu,
        ("[Terima]", "Terima kasih"),
        ("[Isi formulir]", "Indikator 1 dari 2"),
        ("87,5 %", f"1. {VILLAGES}: 87,5 Persen · capaian 97,22% (Sangat Tinggi)"),
        ("1.050", f"2. {SERVICES}: 1.050 Dokumen · capaian 105,00%"),
        ("Rp 18,5 juta", "2. Realisasi anggaran: Rp18.500.000 · serapan 92,50%"),
    )


async def test_a_number_that_a_dot_decided_is_said_in_words(filling: OnTelegram) -> None:
    await verify_dialog(
        filling.pandu,
        ("[Isi formulir]", VILLAGES),
        ("87,5", SERVICES),
        ("1.050", "Terbaca 1.050 (seribu lima puluh)"),
    )


async def test_nonsense_gets_one_calm_sentence_and_the_question_stays(filling: OnTelegram) -> None:
    await filling.pandu.press("Isi formulir")
    for nonsense in ("banyak sekali", "12 dari 15", "1.2.3", "🙂", "-", "9" * 30):
        before = filling.pandu.shown
        await filling.pandu.say(nonsense)
        news = [text for message, text in filling.pandu.shown.items() if before.get(message) != text]
        assert news == ["Mohon maaf, nilai tidak terbaca. Contoh penulisan: 1.234,56"], nonsense
    await verify_dialog(filling.pandu, ("87,5", "97,22%"))


async def test_batal_leaves_the_question_and_isi_comes_back_to_it(filling: OnTelegram) -> None:
    await verify_dialog(
        filling.pandu,
        ("[Isi formulir]", "Indikator 1 dari 2"),
        ("87,5", "Indikator 2 dari 2"),
        ("/batal", "Yang sudah tersimpan tetap tersimpan"),
        ("950", "belum dapat dipahami"),
        ("/isi", "Indikator 2 dari 2"),
        ("950", "95,00%"),
        ("[Lewati]", "Realisasi anggaran: tidak diisi"),
        ("/batal", "Tidak ada yang perlu dibatalkan"),
    )


async def test_a_restart_in_mid_question_loses_nothing(filling: OnTelegram) -> None:
    await verify_dialog(filling.pandu, ("[Isi formulir]", "Indikator 1 dari 2"), ("87,5", "Indikator 2 dari 2"))
    await filling.stage.end()
    await filling.pandu.person.say("950")
    await filling.stage.begin()
    await filling.stage.settle()
    assert f"2. {SERVICES}: 950 Dokumen" in all_said(filling.pandu)
    await verify_dialog(filling.pandu, ("Rp18,5 juta", "92,50%"), ("[Serahkan]", "Sudah diserahkan"))


async def test_below_the_threshold_the_hindrance_and_the_follow_up_are_asked(filling: OnTelegram) -> None:
    await verify_dialog(
        filling.tiara,
        ("[Isi formulir]", f"Indikator 1 dari 2\n{PATROLS}"),
        ("6", "Capaian 50,00% (Sangat Rendah). Mohon jelaskan faktor penghambatnya."),
        ("Kendaraan rusak <b>sejak</b> Oktober & November", "Mohon tuliskan tindak lanjut"),
        ("Kendaraan diperbaiki", f"Indikator 2 dari 2\n{UNREST}"),
        ("3", "Langkah 6 dari 13"),
    )
    assert "Faktor penghambat: Kendaraan rusak <b>sejak</b> Oktober & November" in all_said(filling.tiara)


async def test_data_belum_tersedia_takes_a_reason_instead_of_a_number(filling: OnTelegram) -> None:
    await verify_dialog(
        filling.tiara,
        ("[Isi formulir]", PATROLS),
        ("[Data belum tersedia]", "Mengapa data belum tersedia?"),
        ("[Menunggu data inst]", "data belum tersedia (Menunggu data instansi lain)"),
        ("3", "Langkah 6 dari 13"),
        ("[Serahkan]", "Sudah diserahkan"),
    )


async def test_the_number_of_a_reason_is_the_reason_and_no_value(filling: OnTelegram) -> None:
    await verify_dialog(
        filling.tiara,
        ("[Isi formulir]", PATROLS),
        ("[Data belum tersedia]", "3. Menunggu data instansi lain"),
        ("3", "data belum tersedia (Menunggu data instansi lain)"),
        ("[Data belum tersedia]", "Mengapa data belum tersedia?"),
        ("menunggu data instansi lain", "Langkah 6 dari 13"),
    )


async def test_below_the_reasons_a_value_may_still_be_given(filling: OnTelegram) -> None:
    await verify_dialog(
        filling.tiara,
        ("[Isi formulir]", PATROLS),
        ("[Data belum tersedia]", "Mengapa data belum tersedia?"),
        ("belum ada laporannya", "Mohon ketuk salah satu alasan"),
        ("11,5", f"1. {PATROLS}: 11,5 Kali"),
        ("2", f"2. {UNREST}: 2 Kejadian"),
    )


async def test_buttons_of_an_earlier_field_do_not_answer_the_one_that_is_asked(filling: OnTelegram) -> None:
    await verify_dialog(filling.pandu, ("[Isi formulir]", VILLAGES), ("87,5", SERVICES))
    old = filling.pandu.data("Data belum tersedia")
    await verify_dialog(filling.pandu, ("950", "realisasi anggarannya"))
    assert "sudah selesai" in await filling.pandu.forge(old)
    assert "sudah selesai" in await filling.pandu.forge(filling.pandu.data("Lewati").replace("anggaran", "realisasi"))
    await verify_dialog(filling.pandu, ("Rp18,5 juta", "92,50%"), ("[Serahkan]", "Sudah diserahkan"))


async def test_ubah_corrects_a_value_and_serahkan_is_at_hand_again(filling: OnTelegram) -> None:
    await fill(filling.tiara, ("12", "3"))
    await verify_dialog(
        filling.tiara,
        ("[Lihat isian]", f"✓ 1. {PATROLS}: 12 Kali"),
        ("[1. Patroli]", "Isian sekarang: 12"),
        ("11", f"1. {PATROLS}: 11 Kali · capaian 91,67%"),
    )
    assert "Langkah 6 dari 13" in last(filling.tiara)


async def test_every_field_of_an_entry_can_be_corrected_or_left_as_it_is(filling: OnTelegram) -> None:
    await fill(filling.pandu, PANDU_SAYS)
    await verify_dialog(
        filling.pandu,
        ("[Lihat isian]", SERVICES),
        ("[2. Layanan]", "Isian sekarang: 950"),
        ("[Isian tetap]", "Isian sekarang: Rp18.500.000"),
        ("Rp19 juta", "Realisasi anggaran: Rp19.000.000 · serapan 95,00%"),
        ("[Serahkan]", "Sudah diserahkan"),
    )


async def test_a_correction_below_the_threshold_holds_serahkan_back(filling: OnTelegram) -> None:
    await fill(filling.tiara, ("12", "3"))
    await filling.tiara.press("Lihat isian")
    await filling.tiara.press("1. Patroli")
    await filling.tiara.say("6")
    await filling.tiara.press("Serahkan")
    assert "1 indikator belum lengkap" in last(filling.tiara)
    await verify_dialog(
        filling.tiara,
        ("/isi", "faktor penghambat"),
        ("Hujan", "tindak lanjut"),
        ("Dijadwalkan ulang", "Langkah 6 dari 13"),
        ("[Serahkan]", "Sudah diserahkan"),
    )


async def test_kasi_and_operator_fill_one_form_together(filling: OnTelegram) -> None:
    await verify_dialog(filling.pandu, ("[Isi formulir]", "Indikator 1 dari 2"))
    await verify_dialog(filling.opi, ("[Isi formulir]", "Indikator 1 dari 2"), ("87,5", "Indikator 2 dari 2"))
    assert "Isian sekarang: 87,5" in last(filling.pandu)
    await verify_dialog(filling.opi, ("950", "95,00%"), ("[Lewati]", "selanjutnya diserahkan oleh Kasi/PPTK"))
    assert filling.opi.labels == ["Lihat isian"]
    assert "Serahkan" in filling.pandu.labels


async def test_an_operator_may_not_submit(filling: OnTelegram) -> None:
    await fill(filling.opi, ("87,5", "950", "Rp18,5 juta"))
    assert "hanya untuk Kasi/PPTK" in await filling.opi.forge(filling.pandu.data("Serahkan"))
    assert "Serahkan" in filling.pandu.labels


async def test_a_problem_reaches_the_kasubag_in_the_kasis_own_words(filling: OnTelegram) -> None:
    await verify_dialog(
        filling.tiara,
        ("[Sampaikan Kendala]", "Mohon tuliskan kendala"),
        ("Laporan desa <belum> masuk", "Tercatat"),
    )
    assert "Kasi Trantib menyampaikan kendala" in last(filling.kasubag)
    assert "“Laporan desa <belum> masuk”" in last(filling.kasubag)


async def test_isi_comes_back_to_a_budget_that_was_left_open(filling: OnTelegram) -> None:
    await verify_dialog(
        filling.pandu,
        ("[Isi formulir]", VILLAGES),
        ("87,5", SERVICES),
        ("950", "Berapa realisasi anggarannya?"),
        ("/isi", "Berapa realisasi anggarannya?"),
        ("/batal", "Yang sudah tersimpan tetap tersimpan"),
        ("/isi", "Berapa realisasi anggarannya?"),
        ("Rp18,5 juta", "serapan 92,50%"),
        ("[Serahkan]", "Sudah diserahkan"),
    )


async def test_isi_comes_back_to_a_figure_that_was_doubted_and_to_what_was_being_explained(filling: OnTelegram) -> None:
    await verify_dialog(
        filling.pandu,
        ("[Isi formulir]", VILLAGES),
        ("187,5", "Mohon diperiksa kembali"),
        ("/batal", "tersimpan"),
        ("/isi", "Isian sekarang: 187,5"),
        ("[Isian tetap]", SERVICES),
        ("[Keterangan]", "faktor pendorong"),
        ("/batal", "tersimpan"),
        ("/isi", "faktor pendorong"),
        ("[Lewati]", "faktor penghambat"),
    )


async def test_a_place_that_a_colleague_has_filled_is_not_asked_again(filling: OnTelegram) -> None:
    await verify_dialog(filling.pandu, ("[Isi formulir]", VILLAGES), ("/batal", "tersimpan"))
    await verify_dialog(filling.opi, ("/isi", VILLAGES), ("87,5", SERVICES))
    await verify_dialog(filling.pandu, ("/isi", f"Indikator 2 dari 2\n{SERVICES}"))


async def test_a_sign_that_does_not_fit_the_satuan_is_asked_about(filling: OnTelegram) -> None:
    await verify_dialog(
        filling.tiara,
        ("[Isi formulir]", PATROLS),
        ("11%", "Satuannya Kali. Mohon dituliskan angkanya saja, tanpa tanda % atau Rp."),
        ("Rp11", "Satuannya Kali."),
        ("11 kali", "91,67%"),
    )
    await verify_dialog(
        filling.pandu,
        ("[Isi formulir]", VILLAGES),
        ("87,5%", "97,22%"),
        ("950", "realisasi anggarannya"),
        ("92%", "Satuannya Rupiah."),
        ("Rp18,5 juta", "92,50%"),
    )
