"""Step 13a: number and date of the letter are echoed before they stand, and a slip of the finger is asked about."""

import pytest

from tests.stories.office import OnTelegram, approve, reach_decision
from tests.stories.phones import all_said, last, pdf_text, verify_dialog

NUMBER = "000.8.6.3/17/2027"
SURE = f"Nomor {NUMBER}, tanggal Senin, 4 Januari 2027. Apakah sudah benar?"
"""Everything happens on the Monday on which the cycle began."""


@pytest.fixture
async def numbering(office: OnTelegram) -> OnTelegram:
    await reach_decision(office)
    await approve(office)
    await office.kasubag.press("Simpan data")
    await office.kasubag.press("Isi nomor surat")
    return office


async def test_number_and_date_are_echoed_and_can_be_corrected(numbering: OnTelegram) -> None:
    await verify_dialog(
        numbering.kasubag,
        ("000.8.6.3/71/2027", "Nomor 000.8.6.3/71/2027 tercatat"),
        ("4 Januari 2027", "Nomor 000.8.6.3/71/2027, tanggal Senin, 4 Januari 2027. Apakah sudah benar?"),
        ("[Ubah nomor]", "Mohon tuliskan nomor surat"),
        (NUMBER, SURE),
        ("[Ubah tanggal]", "Mohon tuliskan tanggal surat"),
        ("[Hari ini]", SURE),
        ("[Ya, benar]", f"Surat pengantar nomor {NUMBER} tanggal Senin, 4 Januari 2027 sedang disiapkan."),
    )
    assert "Langkah 13 dari 13" in last(numbering.camat) or numbering.camat.file("surat-pengantar")


async def test_nothing_stands_before_it_was_confirmed(numbering: OnTelegram) -> None:
    await numbering.kasubag.say(NUMBER)
    await numbering.kasubag.press("Hari ini")
    await verify_dialog(
        numbering.kasubag, ("/batal", "Dibatalkan"), ("[Isi nomor surat]", "Mohon tuliskan nomor surat")
    )


async def test_a_number_without_a_digit_or_too_long_for_the_letter_is_asked_again(numbering: OnTelegram) -> None:
    await verify_dialog(
        numbering.kasubag,
        ("besok saja", "“besok saja” belum memuat angka"),
        ("9" * 61, "61 karakter"),
        (NUMBER, "tercatat"),
    )


async def test_a_date_that_is_none_or_far_away_is_asked_again_and_the_number_stays(numbering: OnTelegram) -> None:
    await verify_dialog(
        numbering.kasubag,
        (NUMBER, "tercatat"),
        ("minggu depan", "“minggu depan” tidak terbaca sebagai tanggal"),
        ("31-2-2027", "tidak terbaca"),
        ("4-1-2207", "terlalu jauh dari hari ini"),
        ("4-1-2027", SURE),
    )


async def test_a_date_a_little_off_is_asked_once_more(numbering: OnTelegram) -> None:
    await verify_dialog(
        numbering.kasubag,
        (NUMBER, "tercatat"),
        ("5-1-2027", "Selasa, 5 Januari 2027 belum tiba"),
        ("3-1-2027", "Minggu, 3 Januari 2027 mendahului dimulainya"),
        ("3-1-2027", "tanggal Minggu, 3 Januari 2027. Apakah sudah benar?"),
        ("5-1-2027", "belum tiba"),
        ("[Tanggal itu benar]", "tanggal Selasa, 5 Januari 2027. Apakah sudah benar?"),
        ("saya kira begitu", "“saya kira begitu” belum dipakai"),
        ("[Ya, benar]", "sedang disiapkan"),
    )


async def test_isi_nomor_surat_goes_on_where_it_was_left(numbering: OnTelegram) -> None:
    await verify_dialog(
        numbering.kasubag,
        (NUMBER, "tercatat"),
        ("[Isi nomor surat]", f"Nomor {NUMBER} tercatat"),
        ("[Hari ini]", SURE),
        ("[Isi nomor surat]", SURE),
    )


async def test_an_older_echo_confirms_nothing(numbering: OnTelegram) -> None:
    await numbering.kasubag.say("71/2027")
    await numbering.kasubag.press("Hari ini")
    old, echo = numbering.kasubag.data("Ya, benar"), numbering.kasubag.person.last
    await numbering.kasubag.press("Ubah nomor")
    await numbering.kasubag.say(NUMBER)
    assert "sudah selesai" in await numbering.kasubag.forge(old, on=echo)
    await verify_dialog(numbering.kasubag, ("[Ya, benar]", f"nomor {NUMBER}"))


async def test_the_sekretaris_may_sign_on_behalf_of_the_camat(numbering: OnTelegram) -> None:
    """a.n.: the jabatan of the Camat above, the name of the Sekretaris below; the Camat says when it is signed."""
    behalf = SURE.replace(". Apakah", ", ditandatangani Sekretaris Kecamatan Sekar Ayuningtyas a.n. Camat. Apakah")
    await verify_dialog(
        numbering.kasubag,
        (NUMBER, "tercatat"),
        ("[Hari ini]", SURE),
        ("[Ttd. a.n. Camat]", behalf),
        ("[Ttd. Camat sendiri]", SURE),
        ("[Ttd. a.n. Camat]", behalf),
        ("[Ya, benar]", f"nomor {NUMBER}"),
    )
    letter = pdf_text(numbering.camat.file("surat-pengantar"))
    assert "a.n. CAMAT CONTOH Sekretaris, Sekar Ayuningtyas Pembina" in letter
    assert "Cakra Wibawa" not in letter
    assert "ditandatangani Sekretaris atas nama Camat" in all_said(numbering.camat)
    await numbering.camat.press("Sudah ditandatangani")
    assert "Surat pengantar Triwulan IV Tahun 2026 telah ditandatangani" in all_said(numbering.kasubag)
    await verify_dialog(numbering.sekretaris, ("/riwayat", "ditandatangani Sekretaris a.n. Camat"))


async def test_an_echo_of_another_signer_confirms_nothing(numbering: OnTelegram) -> None:
    await numbering.kasubag.say(NUMBER)
    await numbering.kasubag.press("Hari ini")
    old, echo = numbering.kasubag.data("Ya, benar"), numbering.kasubag.person.last
    await numbering.kasubag.press("Ttd. a.n. Camat")
    assert "sudah selesai" in await numbering.kasubag.forge(old, on=echo)


async def test_the_camat_signs_unless_it_is_said_otherwise(numbering: OnTelegram) -> None:
    await verify_dialog(numbering.kasubag, (NUMBER, "tercatat"), ("[Hari ini]", SURE), ("[Ya, benar]", "disiapkan"))
    letter = pdf_text(numbering.camat.file("surat-pengantar"))
    assert "a.n." not in letter
    assert "KONSEP" not in letter
    assert "Cakra Wibawa" in letter
