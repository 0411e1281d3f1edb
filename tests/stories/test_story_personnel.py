"""/pegawai: invited by link and picture, a lost telephone in two taps, a substitute named, the old chat left with
nothing."""

import io
import re

import pytest
from PIL import Image

from bot.services import inviting
from bot.store import addresses, history, invites, tables
from bot.store.engine import Tx
from simulator.methods.account import menu
from tests.stories.office import (
    OnPlain,
    OnTelegram,
    approve,
    archive,
    phone_of,
    reach_decision,
    reach_filling,
    read,
    stranger,
)
from tests.stories.phones import TelegramPhone, all_said, card, last, pdf_text, verify_dialog
from tests.stories.test_story_plain_channel import every_message_fits
from tests.stories.world import MONDAY, PERSONS, TRANTIB

LINK = re.compile(r"https://t\.me/\w+\?start=(\S+)")


def menu_of(phone: TelegramPhone) -> set[str]:
    return {str(command["command"]) for command in menu(phone.person._state, phone.person.chat)}


def code_in(phone: TelegramPhone) -> str:
    found = LINK.findall(all_said(phone))
    assert found, all_said(phone)
    return str(found[-1])


async def opens(office: OnTelegram, code: str) -> TelegramPhone:
    """Somebody's new telephone."""
    new = stranger(office)
    await new.person.start(code)
    await office.stage.settle()
    return new


def events(tx: Tx) -> list[tuple[str, str]]:
    return [(row.event, row.acting_as) for row in history.of_office(tx, 1)]


# -- invited ---------------------------------------------------------------------------------------------------------


async def test_the_admin_sees_everybody_with_their_jabatan_and_whether_the_bot_reaches_them(office: OnTelegram) -> None:
    await office.tiara.person.block()
    await office.stage.settle()
    await verify_dialog(office.adi, ("/pegawai", "Pegawai Kecamatan Contoh: 7 dari 8 terhubung"))
    said = last(office.adi)
    assert "2. Cakra Wibawa (Camat Contoh): terhubung" in said
    assert "8. Tiara Utami (Kasi Trantib): tidak terjangkau" in said
    assert office.adi.labels[-1] == "Tunjuk pengganti"
    assert "pegawai" in menu_of(office.adi) & menu_of(office.kasubag)


@pytest.mark.parametrize("key", ["camat", "sekretaris", "staf", "pandu", "opi"])
async def test_nobody_else_sees_them_or_does_anything_by_forged_buttons(office: OnTelegram, key: str) -> None:
    phone: TelegramPhone = phone_of(office, key)
    assert "pegawai" not in menu_of(phone)
    await verify_dialog(phone, ("/pegawai", "menu ini hanya untuk Kasubag Keu dan Prolap atau admin"))
    for verb in ("person", "invite", "relink", "unlink", "unlink_yes", "stand_in"):
        toast = await phone.forge(f"{verb}:1")
        assert "hanya untuk" in toast, (verb, toast)
    assert await read(office, events) == []
    assert "start=" not in all_said(phone)


async def test_an_invite_is_a_link_and_a_picture_that_a_camera_reads_to_be_forwarded(office: OnTelegram) -> None:
    await read(office, forget, "tiara")
    await verify_dialog(
        office.adi,
        ("/pegawai", "Tiara Utami (Kasi Trantib): belum terhubung"),
        ("[8. Tiara]", "Keadaan: belum terhubung"),
        ("[Undang]", "di atas mohon diteruskan hanya kepada yang bersangkutan"),
    )
    picture = next(m for m in reversed(office.adi.person.received) if m.file)
    assert "Yth. Ibu Tiara Utami (Kasi Trantib)." in picture.text
    assert "Berlaku satu kali, hanya untuk Ibu Tiara Utami, sampai Senin, 18 Januari 2027" in picture.text
    png = Image.open(io.BytesIO(await office.adi.person.download(picture)))
    assert png.format == "PNG"
    assert min(png.size) >= 250
    assert "start=" not in "".join(all_said(phone_of(office, one.key)) for one in PERSONS if one.key != "adi")
    await verify_dialog(office.adi, ("/pegawai", "Tiara Utami (Kasi Trantib): diundang, belum terhubung"))
    await reach_some_work(office)
    new = await opens(office, code_in(office.adi))
    assert "Selamat datang, Ibu Tiara Utami (Kasi Trantib)" in all_said(new)
    assert "Tiara Utami (Kasi Trantib) telah membuka undangan dan terhubung dengan bot." in all_said(office.adi)
    assert "telah membuka undangan" not in all_said(office.kasubag), "only who sent it is told"
    assert "Langkah 5 dari 13" in all_said(new), "what waits is shown"
    assert {"isi", "tugas"} <= menu_of(new)
    assert not {"pegawai", "kelola", "mulai"} & menu_of(new)
    assert await read(office, events) == [("PersonInvited", "Adi Nugroho, Admin")]


def forget(tx: Tx, key: str) -> None:
    name = next(one.name for one in PERSONS if one.key == key)
    person = tx.execute(tables.persons.select().where(tables.persons.c.name == name)).one()
    tx.execute(tables.addresses.delete().where(tables.addresses.c.person_id == person.id))


async def reach_some_work(office: OnTelegram) -> None:
    await office.until(4, 8)
    await office.sekretaris.press("Disposisikan")
    await office.kasubag.press("Formulir siap")
    await office.kasubag.press("Perintahkan Staf")
    await office.staf.press("Bagikan")


async def test_a_second_invite_makes_the_first_worthless_and_none_can_be_guessed(office: OnTelegram) -> None:
    await read(office, forget, "tiara")
    await verify_dialog(office.adi, ("/pegawai", "Tiara"), ("[8. Tiara]", "Keadaan"), ("[Undang]", "di atas"))
    first = code_in(office.adi)
    await verify_dialog(office.adi, ("/pegawai", "Tiara"), ("[8. Tiara]", "diundang"), ("[Undang ulang]", "di atas"))
    second = code_in(office.adi)
    guesser = await opens(office, first)
    assert "undangan ini tidak berlaku lagi" in last(guesser)
    for guess in ("a", "b", "c", "d"):
        await guesser.say(f"/start {guess}")
    await verify_dialog(guesser, (f"/start {second}", "terlalu banyak undangan yang keliru"))
    await office.until(4, 8, 30)
    said = list(guesser.shown.values())
    await guesser.say(f"/start {second}")
    assert list(guesser.shown.values()) == said, "told once to wait, and then nothing"
    await office.until(4, 8, 41)
    await verify_dialog(guesser, (f"/start {second}", "Selamat datang, Ibu Tiara Utami"))


async def test_who_passes_an_invite_on_may_tap_it_and_loses_nothing(office: OnTelegram) -> None:
    await read(office, forget, "tiara")
    await verify_dialog(office.adi, ("/pegawai", "Tiara"), ("[8. Tiara]", "Keadaan"), ("[Undang]", "di atas"))
    code = code_in(office.adi)
    await verify_dialog(
        office.adi, (f"/start {code}", "untuk pegawai lain, sedangkan percakapan ini milik Adi Nugroho")
    )
    await verify_dialog(office.adi, ("/pegawai", "diundang, belum terhubung"))
    assert "Selamat datang, Ibu Tiara Utami" in all_said(await opens(office, code))


async def test_the_code_is_nowhere_kept_once_the_invite_was_sent(office: OnTelegram) -> None:
    await read(office, forget, "tiara")
    await verify_dialog(office.adi, ("/pegawai", "Tiara"), ("[8. Tiara]", "Keadaan"), ("[Undang]", "di atas"))
    code = code_in(office.adi)
    assert code.encode() not in office.stage.database.save()
    assert await read(office, is_known, code)
    assert not await read(office, written_anywhere, code)


def is_known(tx: Tx, code: str) -> bool:
    return invites.find(tx, inviting.hash_code(code)) is not None


def written_anywhere(tx: Tx, code: str) -> list[str]:
    rows = tx.execute(tables.outbox.select()).mappings().all()
    return [str(row["id"]) for row in rows if code in str(row["body"])]


async def test_the_kasubag_may_invite_who_only_fills_forms_and_unlinks_nobody(office: OnTelegram) -> None:
    await verify_dialog(office.kasubag, ("/pegawai", "terhubung"), ("[8. Tiara]", "Keadaan: terhubung"))
    assert office.kasubag.labels == ["Tunjuk pengganti"]
    for verb in ("relink", "unlink_yes"):
        assert "hanya untuk admin" in await office.kasubag.forge(f"{verb}:6")
    await read(office, forget, "tiara")
    await read(office, forget, "camat")
    await verify_dialog(office.kasubag, ("/pegawai", "belum"), ("[2. Cakra]", "belum terhubung"))
    assert "Undang" not in office.kasubag.labels
    assert "hanya untuk admin" in await office.kasubag.forge("invite:1")
    await verify_dialog(office.kasubag, ("/pegawai", "belum"), ("[8. Tiara]", "belum"), ("[Undang]", "di atas"))


# -- a lost telephone ------------------------------------------------------------------------------------------------


async def test_a_lost_telephone_is_replaced_in_two_taps_and_can_do_nothing_from_that_moment(office: OnTelegram) -> None:
    await reach_filling(office)
    await office.tiara.press("Isi formulir")
    fill, card = office.tiara.data("Isi formulir"), office.tiara.person.find("Langkah 5 dari 13")
    assert card is not None
    await verify_dialog(office.adi, ("/pegawai", "Tiara"))
    await office.adi.press("8. Tiara")
    await office.adi.press("Putuskan dan undang")
    code = code_in(office.adi)
    old = office.tiara
    assert "Percakapan ini telah diputuskan dari Kecamatan Contoh" in last(old)
    assert "Kartu ini tidak berlaku lagi" in old.shown[str(card.id)]
    assert [message.labels for message in old.person.received if message.labels] == []
    assert menu_of(old) == set()
    assert "tidak terhubung" in await old.forge(fill, on=card)
    before = len(old.shown)
    await old.say("12")
    await old.say("/isi")
    await old.send("bukti.pdf", b"%PDF-1.4")
    assert "Indikator" not in "".join(list(old.shown.values())[before:])
    assert await read(office, entered) == []
    new = await opens(office, code)
    assert "Selamat datang, Ibu Tiara Utami" in all_said(new)
    assert "Langkah 5 dari 13" in all_said(new)
    await verify_dialog(new, ("[Isi formulir]", "Indikator 1 dari 2"), ("12", "Indikator 2 dari 2"))
    await office.until(7, 9)
    assert len(old.shown) == before, "neither an answer nor a reminder"
    assert [event for event, _ in await read(office, events)] == ["PersonUnlinked", "PersonInvited"]


def entered(tx: Tx) -> list[int]:
    return [row.id for row in tx.execute(tables.entries.select()) if row.realisasi is not None]


async def test_what_was_on_its_way_to_the_old_chat_does_not_arrive_there(office: OnTelegram) -> None:
    await reach_filling(office)
    await read(office, queue_for_tiara)
    await verify_dialog(
        office.adi, ("/pegawai", "Tiara"), ("[8. Tiara]", "Keadaan"), ("[Putuskan dan undang]", "di atas")
    )
    await read(office, let_go)
    await office.stage.settle()
    assert "rahasia" not in all_said(office.tiara)


def queue_for_tiara(tx: Tx) -> None:
    """Held, as what goes with a paper that is still being made."""
    found = addresses.reachable(tx, 6)[0]
    tx.execute(
        tables.outbox.insert().values(
            office_id=1, channel=found.channel, chat_id=found.chat_id, kind="text", state=4,
            body={"said": {"key": "over.quote", "params": {"words": "rahasia"}}, "buttons": []},
            created_at=MONDAY,
        )
    )  # fmt: skip


def let_go(tx: Tx) -> None:
    tx.execute(tables.outbox.update().where(tables.outbox.c.state == 4).values(state=0))


async def test_somebody_who_left_is_unlinked_and_the_history_keeps_who_they_were_that_day(office: OnTelegram) -> None:
    await reach_decision(office)
    await verify_dialog(
        office.adi,
        ("/pegawai", "Tiara"),
        ("[8. Tiara]", "Keadaan: terhubung"),
        ("[Putuskan]", "Putuskan Tiara Utami dari bot?"),
        ("[Ya, putuskan]", "Tiara Utami telah diputuskan dari bot"),
    )
    assert office.adi.labels == ["Tunjuk pengganti", "Undang ulang"]
    assert "tidak dapat dihubungi" not in all_said(office.adi), "who did it knows"
    assert "Tiara Utami (Kasi Trantib) tidak dapat dihubungi" in all_said(office.kasubag)
    await verify_dialog(
        office.adi,
        ("/pegawai", "Tiara Utami (Kasi Trantib): belum terhubung"),
    )
    await read(office, rename, "Tiara Utami", "Tiara Utami, S.Sos")
    kept = await read(office, acted, "FormSubmitted")
    assert "Tiara Utami, Kasi Trantib" in kept
    await approve(office)
    await read(office, rename, "Sekar Ayuningtyas", "Sekar Ayuningtyas, M.Si")
    await archive(office)
    report = pdf_text(office.camat.file("dokumen-capaian"))
    assert "Sekar Ayuningtyas, Sekretaris Kecamatan" in report, "whatever she is called since"


def rename(tx: Tx, old: str, new: str) -> None:
    tx.execute(tables.persons.update().where(tables.persons.c.name == old).values(name=new))


def acted(tx: Tx, event: str) -> list[str]:
    return [row.acting_as for row in history.of_cycle(tx, 1) if row.event == event]


async def test_nobody_unlinks_their_own_only_chat_but_may_change_telephones(office: OnTelegram) -> None:
    await verify_dialog(office.adi, ("/pegawai", "Adi Nugroho (Admin): terhubung"), ("[1. Adi]", "Keadaan"))
    assert office.adi.labels == ["Putuskan dan undang"]
    own = office.adi.data("Putuskan dan undang").split(":")[1]
    for verb in ("unlink", "unlink_yes"):
        await office.adi.forge(f"{verb}:{own}")
        assert "tidak dapat memutuskan percakapan sendiri" in last(office.adi), verb
    await verify_dialog(office.adi, ("/pegawai", "Adi"), ("[1. Adi]", "Keadaan"))
    await office.adi.press("Putuskan dan undang")
    new = await opens(office, code_in(office.adi))
    await verify_dialog(new, ("/pegawai", "Adi Nugroho (Admin): terhubung"))
    before = len(office.adi.shown)
    await office.adi.say("/pegawai")
    assert len(office.adi.shown) == before


# -- a substitute ----------------------------------------------------------------------------------------------------

TO_SEKAR = (
    ("/pegawai", "Sekar"),
    ("[6. Sekar]", "Sekretaris Kecamatan"),
    ("[Tunjuk pengganti]", "Pejabatnya: Sekar Ayuningtyas."),
)
GIVEN = (
    *TO_SEKAR,
    ("[5. Pandu]", "Mohon tuliskan nomor SK"),
    ("belum ada", "tidak terbaca sebagai nomor SK"),
    ("800/12/2027", "Mulai tanggal berapa?"),
    ("[Hari ini]", "Sampai dengan tanggal berapa?"),
    ("3-1-2027", "mendahului Senin, 4 Januari 2027"),
    ("8 Januari 2027", "Senin, 4 Januari 2027 sampai dengan Jumat, 8 Januari 2027"),
)


async def test_a_plh_is_named_by_taps_sk_number_and_dates_and_acts_at_once(office: OnTelegram) -> None:
    await office.until(4, 8)
    await verify_dialog(office.adi, *GIVEN)
    said = last(office.adi)
    assert "Plh. Sekretaris Kecamatan\nPandu Praja\nSK 800/12/2027" in said
    assert "beralih kepada pengganti, kemudian kembali dengan sendirinya.\n\nBerlaku sejak ditetapkan." in said
    assert "Plh." not in all_said(office.pandu), "nothing before it is confirmed"
    await verify_dialog(office.adi, ("[Tetapkan]", "Ditetapkan: Pandu Praja sebagai Plh. Sekretaris Kecamatan"))
    assert "Bapak/Ibu bertugas sebagai Plh. Sekretaris Kecamatan, menggantikan Sekar Ayuningtyas" in all_said(
        office.pandu
    )
    assert "dijalankan oleh Pandu Praja (Plh. Sekretaris Kecamatan)" in all_said(office.sekretaris)
    assert office.sekretaris.labels == []
    assert "mulai" in menu_of(office.pandu) - menu_of(office.sekretaris)
    await verify_dialog(office.sekretaris, ("/tugas", "dijalankan oleh Plh. Sekretaris Kecamatan sampai dengan"))
    await verify_dialog(office.pandu, ("[Disposisikan]", "Sudah didisposisikan oleh Plh. Sekretaris Kecamatan"))
    assert "Plh. Sekretaris Kecamatan" in pdf_text(office.kasubag.file("disposisi"))
    await office.until(9, 0, 0)
    assert "Selamat bertugas kembali, Ibu Sekar Ayuningtyas" in all_said(office.sekretaris)
    assert "langkah 1: didisposisikan pada 04-01-2027 08.00" in all_said(office.sekretaris)
    assert "mulai" in menu_of(office.sekretaris) - menu_of(office.pandu)


async def test_a_substitute_without_a_chat_is_invited_with_the_mandate_and_the_office_is_told(
    office: OnTelegram,
) -> None:
    await office.until(4, 8)
    await read(office, forget, "pandu")
    await verify_dialog(office.adi, *GIVEN)
    assert "Pandu Praja belum terhubung dengan bot dan memerlukan tautan undangan" in last(office.adi)
    await verify_dialog(office.adi, ("[Tetapkan]", "Undangan Pandu Praja di atas mohon diteruskan"))
    assert "Pemberitahuan untuk Sekretaris belum dapat disampaikan" in all_said(office.kasubag)
    new = await opens(office, code_in(office.adi))
    await verify_dialog(new, ("[Disposisikan]", "Sudah didisposisikan oleh Plh. Sekretaris Kecamatan"))


async def test_a_mandate_is_ended_early_and_the_role_is_its_holders_that_moment(office: OnTelegram) -> None:
    await office.until(4, 8)
    await verify_dialog(office.adi, *GIVEN, ("[Tetapkan]", "Ditetapkan"))
    order = office.pandu.data("Disposisikan")
    await verify_dialog(
        office.adi,
        ("/pegawai", "Pandu Praja (Kasi Pemerintahan, Plh. Sekretaris Kecamatan)"),
        ("[6. Sekar]", "Plh. Sekretaris Kecamatan: Pandu Praja (SK 800/12/2027) mulai Senin, 4 Januari 2027"),
        ("[Akhiri mandat]", "Akhiri mandat Pandu Praja sebagai Plh. Sekretaris Kecamatan sekarang?"),
        ("[Ya, akhiri]", "telah diakhiri, berlaku sejak saat ini"),
    )
    assert "Tugas Bapak/Ibu sebagai Plh. Sekretaris Kecamatan telah berakhir" in all_said(office.pandu)
    assert await office.pandu.forge(order) == "Mohon maaf, menu ini hanya untuk Sekretaris."
    assert "Selamat bertugas kembali" in all_said(office.sekretaris)
    await verify_dialog(office.sekretaris, ("[Disposisikan]", "Sudah didisposisikan oleh Sekretaris Kecamatan"))
    assert await read(office, history.broken_of_office, 1) is None


async def test_a_mandate_that_has_not_begun_is_dropped_without_a_word_of_cards(office: OnTelegram) -> None:
    later = (("[5. Pandu]", "nomor SK"), ("SK 800/12/2027", "SK 800/12/2027\nMulai"), ("6-1-2027", "Sampai"))
    await verify_dialog(office.adi, *TO_SEKAR, *later, ("8-1-2027", "Plh."), ("[Tetapkan]", "Ditetapkan"))
    await verify_dialog(
        office.adi,
        ("/pegawai", "Sekar"),
        ("[6. Sekar]", "(SK 800/12/2027)"),
        ("[Akhiri mandat]", "Batalkan mandat Pandu Praja sebagai Plh. Sekretaris Kecamatan yang mulai Rabu, 6 Januari"),
        ("[Ya, akhiri]", "telah dibatalkan sebelum berlaku"),
    )
    assert "Kartu dan tombolnya langsung" not in all_said(office.adi)


async def test_ending_the_mandate_of_a_vacant_post_says_that_it_is_vacant_again(office: OnTelegram) -> None:
    await read(office, retire, "kasi", 2)
    await verify_dialog(
        office.adi,
        ("/pegawai", "terhubung"),
        ("[Tunjuk pengganti]", "kosong"),
        (f"[6. {TRANTIB}]", "kosong"),
        ("[5. Pandu]", "nomor SK"),
        ("800/14/2027", "Mulai"),
        ("[Hari ini]", "Sampai"),
        ("3-1-2127", "Mohon tuliskan tanggal mandatnya sekali lagi."),
        ("31-3-2027", "Plt."),
        ("[Tetapkan]", "Ditetapkan"),
        ("/pegawai", "Pandu"),
        ("[5. Pandu]", "Plt."),
        ("[Akhiri mandat]", "sesudahnya jabatan ini kosong"),
    )


async def test_who_names_themselves_reads_that_it_is_done_before_what_follows_from_it(office: OnTelegram) -> None:
    await office.until(4, 8)
    dates = (("[Hari ini]", "Sampai"), ("8-1-2027", "Plh."))
    await verify_dialog(office.adi, *TO_SEKAR, ("[1. Adi]", "nomor SK"), ("800/1", "Mulai"), *dates)
    await office.adi.press("Tetapkan")
    said = list(office.adi.shown.values())[-3:]
    assert [words.split(":")[0].split(" Bapak/Ibu")[0] for words in said[:2]] == ["Ditetapkan", "Mulai hari ini"]
    assert "Langkah 1 dari 13" in said[2], "what is to be done is read last"


async def test_two_for_one_role_at_a_time_and_oneself_are_refused(office: OnTelegram) -> None:
    await verify_dialog(office.adi, *GIVEN, ("[Tetapkan]", "Ditetapkan"))
    await verify_dialog(
        office.adi,
        ("/pegawai", "Sekar"),
        ("[6. Sekar]", "Plh. Sekretaris"),
        ("[Tunjuk pengganti]", "Siapa yang menjalankan"),
        ("[3. Kartika]", "nomor SK"),
        ("800/13/2027", "Mulai"),
        ("7-1-2027", "Sampai"),
        ("15-1-2027", "sudah dijalankan oleh Pandu Praja sampai dengan Jumat, 8 Januari 2027"),
    )
    assert "6. Sekar" not in "".join(office.adi.labels)


async def test_a_vacant_post_is_listed_and_gets_a_plt(office: OnTelegram) -> None:
    await read(office, retire, "kasi", 2)
    await verify_dialog(
        office.adi,
        ("/pegawai", "terhubung"),
        ("[Tunjuk pengganti]", f"{TRANTIB} (kosong)"),
        (f"[6. {TRANTIB}]", "Jabatan ini sedang kosong."),
        ("[5. Pandu]", f"Plt. {TRANTIB}: Pandu Praja"),
        ("800/14/2027", "Mulai"),
        ("[Hari ini]", "Sampai"),
        ("31-3-2027", f"Plt. {TRANTIB}"),
        ("[Tetapkan]", "Ditetapkan"),
    )
    await reach_some_work(office)
    assert f"Plt. {TRANTIB}" in all_said(office.pandu)


def retire(tx: Tx, role: str, unit_id: int) -> None:
    held = tables.assignments
    tx.execute(held.delete().where(held.c.role == role, held.c.unit_id == unit_id))


async def test_the_kasubag_names_substitutes_below_and_never_for_who_judges_them(office: OnTelegram) -> None:
    await verify_dialog(office.kasubag, ("/pegawai", "terhubung"), ("[Tunjuk pengganti]", "Tugas siapa"))
    assert [label for label in office.kasubag.labels if "Sekretaris" in label or "Camat" in label] == []
    bare = next(message for message in office.kasubag.person.received if not message.labels)
    for post in ("sekretaris.0.2", "camat.0.1", "kasubag.0.3"):
        assert "sudah selesai" in await office.kasubag.forge(f"mandate:post:{post}", on=bare)
    await verify_dialog(
        office.kasubag,
        ("[3. Kasi Trantib]", "Pejabatnya: Tiara Utami."),
        ("[5. Pandu]", "nomor SK"),
        ("800/15/2027", "Mulai"),
        ("5-1-2027", "Sampai"),
        ("6-1-2027", "Plh. Kasi Trantib"),
        ("[Tetapkan]", "mulai Selasa, 5 Januari 2027"),
    )
    assert "Plh." not in all_said(office.pandu)
    await office.until(5, 0, 1)
    assert "Plh. Kasi Trantib" in all_said(office.pandu)


async def test_who_reported_as_kasubag_may_not_approve_as_plh_sekretaris(office: OnTelegram) -> None:
    await reach_decision(office)
    await verify_dialog(
        office.adi,
        *TO_SEKAR,
        ("[3. Kartika]", "nomor SK"),
        ("800/16/2027", "Mulai"),
        ("[Hari ini]", "Sampai"),
        ("8-1-2027", "Plh."),
        ("[Tetapkan]", "Ditetapkan"),
    )
    assert "Bapak/Ibu melaporkan rekapitulasi tersebut" in last(office.kasubag)
    assert office.kasubag.labels == ["Ke penyetuju kedua", "Kembalikan", "Lihat rekap"]
    press = office.kasubag.data("Kembalikan").split(":", 1)[1]
    await office.kasubag.forge(f"approve_yes:{press}")
    assert "Langkah 12 dari 13" not in all_said(office.kasubag)
    assert "Langkah 11 dari 13" in card(office.camat), "whose tap alone decides"


async def test_it_works_with_three_buttons_a_message_and_without_editing(plain_office: OnPlain) -> None:
    await verify_dialog(
        plain_office.adi,
        ("/pegawai", "8 dari 8 terhubung"),
        ("[8. Tiara]", "Keadaan: terhubung"),
        ("[Putuskan dan undang]", "/start "),
    )
    assert "t.me" not in all_said(plain_office.adi)
    await verify_dialog(plain_office.adi, *GIVEN, ("[Tetapkan]", "Ditetapkan"))
    every_message_fits(plain_office)
