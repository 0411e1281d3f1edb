"""Somebody the bot does not reach: the Kasubag is told the same minute, with what can be done about it by a tap."""

import pytest

from bot.store import forms, history, tables
from bot.store.engine import Tx
from tests.stories.office import OnTelegram, fill, phone_of, reach_filling, read, recap
from tests.stories.phones import all_said, last, pdf_text, verify_dialog
from tests.stories.test_story_personnel import code_in, forget, opens, reach_some_work
from tests.stories.world import PATROLS, TRANTIB

WAYS = ["Tunjuk pengganti", "Undang ulang", "Isi atas nama unit"]


def happened(tx: Tx, event: str) -> list[str]:
    return [row.acting_as for row in history.of_cycle(tx, 1) if row.event == event]


def how(tx: Tx) -> set[str]:
    """How the entries of Trantib came."""
    form = forms.of_unit(tx, 1, 2)
    assert form is not None
    return {row.how for row in forms.entries(tx, form.id)}


async def tiara_blocks(office: OnTelegram) -> None:
    await reach_filling(office)
    await office.tiara.person.block()
    await office.stage.settle()


# -- who is told, and offered what -----------------------------------------------------------------------------------


async def test_of_a_kasi_who_blocked_the_bot_the_kasubag_is_told_at_once_with_three_ways(office: OnTelegram) -> None:
    await tiara_blocks(office)
    assert "Tiara Utami (Kasi Trantib) tidak dapat dihubungi melalui bot" in last(office.kasubag)
    assert office.kasubag.labels == WAYS
    assert office.adi.labels == WAYS[:2], "the admin does not fill forms"


async def test_of_a_superior_only_the_admin_is_offered_anything(office: OnTelegram) -> None:
    await office.sekretaris.person.block()
    await office.stage.settle()
    assert "undangan baru atau pengganti dimintakan kepada admin" in last(office.kasubag)
    assert "Tunjuk pengganti" not in office.kasubag.labels
    assert "Sekar Ayuningtyas (Sekretaris Kecamatan) tidak dapat dihubungi" in last(office.adi)
    assert office.adi.labels == WAYS[:2]


async def test_who_never_opened_the_bot_is_told_of_the_minute_a_task_is_theirs(office: OnTelegram) -> None:
    await read(office, forget, "tiara")
    await read(office, forget, "staf")
    await office.until(4, 8)
    await office.sekretaris.press("Disposisikan")
    await office.kasubag.press("Formulir siap")
    await office.kasubag.press("Perintahkan Staf")
    assert "Pemberitahuan untuk Staf belum dapat disampaikan" in last(office.kasubag)
    assert office.kasubag.labels == ["Tunjuk pengganti"], "an invite of the Staf is the admin's to give"
    assert office.adi.labels == WAYS[:2]
    await verify_dialog(office.adi, ("[Undang ulang]", "diteruskan hanya kepada yang bersangkutan"))
    staf = await opens(office, code_in(office.adi))
    await staf.press("Bagikan")
    assert f"untuk {TRANTIB} tidak dapat dikirim melalui bot" in last(office.kasubag)
    assert office.kasubag.labels == WAYS


@pytest.mark.long
async def test_what_fails_three_times_is_told_as_long_as_others_are_reached(office: OnTelegram) -> None:
    at = office.tiara.person.chat.id
    fault = office.stage.telegram.faults.server_error("sendMessage", times=None, chat_id=at)
    await reach_some_work(office)
    for _ in range(3):
        await office.stage.settle()
    told = [words for words in office.kasubag.shown.values() if "sudah tiga kali tidak terkirim" in words]
    assert len(told) == 1, all_said(office.kasubag)
    assert "Pesan untuk Tiara Utami (Kasi Trantib)" in told[0]
    assert office.kasubag.labels == WAYS[:2], "she still is tried"
    await verify_dialog(office.kasubag, ("/pegawai", "Tiara Utami (Kasi Trantib): tidak terjangkau"))
    office.stage.telegram.faults.remove(fault)
    await office.stage.settle()
    assert "Langkah 5 dari 13" in all_said(office.tiara)
    await verify_dialog(office.kasubag, ("/pegawai", "Tiara Utami (Kasi Trantib): terhubung"))


# -- the three ways --------------------------------------------------------------------------------------------------


async def test_a_substitute_is_named_from_the_notice_and_has_the_form_at_once(office: OnTelegram) -> None:
    await tiara_blocks(office)
    await verify_dialog(
        office.kasubag,
        ("[Tunjuk pengganti]", "Pejabatnya: Tiara Utami."),
        ("[5. Pandu]", "nomor SK"),
        ("800/15/2027", "Mulai"),
        ("[Hari ini]", "Sampai"),
        ("8-1-2027", "Plh. Kasi Trantib"),
        ("[Tetapkan]", "Ditetapkan"),
    )
    assert "Plh. Kasi Trantib" in all_said(office.pandu)
    await verify_dialog(office.pandu, ("/isi", "Formulir mana"), ("[Kasi Trantib]", PATROLS))


async def test_the_invite_is_sent_again_from_the_notice(office: OnTelegram) -> None:
    await tiara_blocks(office)
    await verify_dialog(office.kasubag, ("[Undang ulang]", "di atas mohon diteruskan hanya kepada yang bersangkutan"))
    new = await opens(office, code_in(office.kasubag))
    assert "Langkah 5 dari 13" in all_said(new)


async def test_a_form_is_filled_in_the_units_stead_and_recorded_as_such(office: OnTelegram) -> None:
    await tiara_blocks(office)
    await verify_dialog(office.kasubag, ("[Isi atas nama unit]", "atas nama unit yang tidak dapat dihubungi"))
    assert "Indikator 1 dari 2" in last(office.kasubag), "the question is last"
    await verify_dialog(office.kasubag, ("12", "Indikator 2 dari 2"), ("3", "Lengkap 2 dari 2 indikator"))
    assert "diisi atas nama unit" in all_said(office.kasubag)
    assert await read(office, how) == {"diwakili"}
    assert await read(office, happened, "FormEntrusted") == ["Kartika Dewi, Kasubag Keu dan Prolap"]
    await office.kasubag.press("Serahkan")
    assert await read(office, happened, "FormSubmitted") == ["Kartika Dewi, Kasubag Keu dan Prolap"]
    await office.kasubag.press("Tarik kembali")
    assert await read(office, happened, "FormWithdrawn") == ["Kartika Dewi, Kasubag Keu dan Prolap"]
    await office.kasubag.press("Serahkan")
    await fill(office.pandu, ("87,5", "950", "Rp18,5 juta"))
    await office.pandu.press("Serahkan")
    assert "Langkah 7 dari 13" in last(office.kasubag)


async def test_a_form_that_never_arrived_is_received_by_being_filled_in_the_units_stead(office: OnTelegram) -> None:
    await read(office, forget, "tiara")
    await reach_some_work(office)
    await verify_dialog(office.kasubag, ("[Isi atas nama unit]", "atas nama unit"), ("12", "Indikator 2 dari 2"))
    await office.pandu.press("Terima")
    assert "dicatat atas nama unit" in pdf_text(office.staf.file("tanda-terima"))


@pytest.mark.parametrize("key", ["staf", "sekretaris", "pandu", "adi"])
async def test_nobody_else_fills_it_by_that_button(office: OnTelegram, key: str) -> None:
    await tiara_blocks(office)
    data = office.kasubag.data("Isi atas nama unit")
    assert "hanya untuk Kasubag" in await phone_of(office, key).forge(data)
    assert await read(office, happened, "FormEntrusted") == []


async def test_a_unit_that_is_back_fills_its_form_itself(office: OnTelegram) -> None:
    await tiara_blocks(office)
    await office.tiara.person.start()
    await office.stage.settle()
    await verify_dialog(office.kasubag, ("[Isi atas nama unit]", "dapat dihubungi kembali, sehingga mengisi sendiri"))
    assert await read(office, happened, "FormEntrusted") == []


async def test_what_was_filled_in_a_units_stead_goes_the_whole_way(office: OnTelegram) -> None:
    await tiara_blocks(office)
    await office.kasubag.press("Isi atas nama unit")
    for words in ("12", "3"):
        await office.kasubag.say(words)
    await office.kasubag.press("Serahkan")
    await fill(office.pandu, ("87,5", "950", "Rp18,5 juta"))
    await office.pandu.press("Serahkan")
    await recap(office)
    assert "Langkah 11 dari 13" in all_said(office.sekretaris)


async def test_who_took_a_form_over_holds_its_task_is_reminded_and_called_by_their_jabatan(office: OnTelegram) -> None:
    await tiara_blocks(office)
    await office.kasubag.press("Isi atas nama unit")
    await office.until(7, 7, 46)
    told = last(office.kasubag)
    assert "Mengisi" in told or "formulir" in told, told
    assert TRANTIB in told
    assert "Sampaikan Kendala" not in office.kasubag.labels
    await office.kasubag.press("Buka tugas")
    assert "Yth. Kasubag Keu dan Prolap." in last(office.kasubag)
    await office.until(7, 16, 1)
    assert "Sampai dengan" not in last(office.kasubag), "not as of somebody else's task"
    await verify_dialog(office.kasubag, ("/pengingat", TRANTIB))
    ledger = await read(office, noted_of, "Tiara Utami")
    assert set(ledger) == {"opened"}, "nothing more is tried for who is lost"


def noted_of(tx: Tx, name: str) -> list[str]:
    person = tx.execute(tables.persons.select().where(tables.persons.c.name == name)).one()
    told = tables.reminded
    return [row.rung for row in tx.execute(told.select().where(told.c.person_id == person.id))]
