"""Whom nobody invited, and groups: one polite answer, then silence; ids and a number are all that is kept."""

from typing import Any

import sqlalchemy as sa

from bot.services import admitting, inviting
from bot.settings import SILENT
from bot.store import inbox, tables
from bot.store.engine import Tx
from tests.stories.office import OnTelegram, reach_filling, read, stranger
from tests.stories.phones import TelegramPhone, last

WELCOME = "bot ini hanya untuk pegawai yang telah diundang"


def payloads_of(tx: Tx, phone: TelegramPhone) -> list[Any]:
    chat = tables.inbox.c.chat_id == str(phone.person.id)
    return list(tx.execute(sa.select(tables.inbox.c.payload).where(chat)).scalars())


def unanswered(tx: Tx, phone: TelegramPhone) -> int:
    chat = tables.addresses.c.chat_id == str(phone.person.id)
    return int(tx.execute(sa.select(tables.addresses.c.unanswered).where(chat)).scalar_one())


async def test_of_what_a_stranger_says_the_number_is_kept_and_nothing_else(office: OnTelegram) -> None:
    outsider = stranger(office)
    for words in ("halo, saya Orang Luar", "08123456789", "/status", "/start"):
        await outsider.say(words)
    assert [words for words in outsider.shown.values() if WELCOME in words] == list(outsider.shown.values())
    assert len(outsider.shown) == 1
    assert await read(office, payloads_of, outsider) == [None]
    assert await read(office, unanswered, outsider) == 3
    kept = await read(office, lambda tx: repr(tx.execute(sa.select(tables.addresses)).all()))
    assert "Orang Luar" not in kept


async def test_who_blocks_the_bot_or_pins_a_message_leaves_no_name_behind(office: OnTelegram) -> None:
    outsider = stranger(office)
    chat, sender = outsider.person.chat.api, outsider.person.chat.user
    note = {"message_id": 9, "from": sender, "chat": chat, "date": 0, "pinned_message": {"text": "rahasia"}}
    office.stage.telegram.updates.add("message", note)
    await office.stage.settle()
    await outsider.say("halo")
    await outsider.person.block()
    await office.stage.settle()
    await outsider.person.unblock()
    await office.stage.settle()
    assert set(await read(office, payloads_of, outsider)) == {None}


async def test_nothing_that_a_stranger_sends_is_fetched(office: OnTelegram) -> None:
    outsider = stranger(office)
    await outsider.send("DATA-INDUK.xlsx", b"PK")
    await outsider.send("surat.pdf", b"%PDF")
    methods = {call.method for call in office.stage.telegram.calls}
    assert "getFile" not in methods
    assert await read(office, payloads_of, outsider) == [None]


async def test_a_flood_costs_a_few_rows_and_a_number(office: OnTelegram) -> None:
    outsider = stranger(office)
    await office.stage.end()
    for n in range(500):
        await outsider.person.say(f"banjir {n}")
        if n % 10 == 0:
            await outsider.person.start(f"tebakan-{n}")
    await office.stage.begin()
    await office.stage.settle()
    rows = await read(office, payloads_of, outsider)
    assert len(rows) <= admitting.STRANGERS_MOST * 7, "a few a batch of a hundred"
    assert set(rows) == {None}
    assert await read(office, unanswered, outsider) + len(rows) == 550
    assert len(outsider.shown) <= 1 + inviting.WRONG_MOST + 1
    await office.tiara.say("/tugas")
    assert last(office.tiara), "nobody else notices"


async def test_who_guesses_codes_is_told_to_wait_once_and_then_nothing(office: OnTelegram) -> None:
    outsider = stranger(office)
    for n in range(inviting.WRONG_MOST + 5):
        await outsider.person.start(f"tebakan-{n}")
        await office.stage.settle()
    answers = list(outsider.shown.values())
    assert len(answers) == inviting.WRONG_MOST + 1
    assert "undangan ini tidak berlaku lagi" in answers[0]
    assert "satu jam" in answers[-1]


async def test_a_code_still_opens_after_the_one_answer(office: OnTelegram) -> None:
    def code(tx: Tx) -> str:
        chosen = sa.select(tables.persons.c.id).where(tables.persons.c.name == "Opi Lestari")
        return inviting.invite(tx, 1, tx.execute(chosen).scalar_one(), office.stage.clock.now())

    newcomer = stranger(office)
    await newcomer.say("halo")
    await newcomer.say("halo?")
    await newcomer.person.start(await read(office, code))
    await office.stage.settle()
    assert "Selamat datang, Ibu Opi Lestari" in "".join(newcomer.shown.values())
    await newcomer.say("/bantuan")
    assert "/isi" in last(newcomer)


async def test_taken_into_a_group_the_bot_goes_out_again_and_says_nothing(office: OnTelegram) -> None:
    await reach_filling(office)
    group = await office.tiara.person.add_to_group("Grup Kecamatan")
    await office.stage.settle()
    assert office.stage.telegram.state.groups == {}
    calls = [call.method for call in office.stage.telegram.calls if str(group["id"]) in str(call.params)]
    assert calls == ["leaveChat"]
    await office.tiara.person.say_in_group(group, "/status")
    await office.stage.settle()
    assert await read(office, inbox.depth) == 0


async def test_a_bot_that_may_stay_in_a_group_says_and_keeps_nothing(office: OnTelegram) -> None:
    await reach_filling(office)
    await office.stage.end()
    office.stage.groups = SILENT
    await office.stage.begin()
    group = await office.tiara.person.add_to_group("Grup Kecamatan")
    for words in ("/status", "rahasia kantor", f"/isi@{office.stage.telegram.state.bot['username']}"):
        await office.tiara.person.say_in_group(group, words)
    await office.stage.settle()
    assert list(office.stage.telegram.state.groups) == [group["id"]]
    assert [call for call in office.stage.telegram.calls if str(group["id"]) in str(call.params)] == []
    kept = await read(office, lambda tx: repr(tx.execute(sa.select(tables.inbox)).all()))
    assert "rahasia kantor" not in kept
