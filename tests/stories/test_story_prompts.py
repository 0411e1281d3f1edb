"""Buttons that cannot lie: what was answered, or shown anew, offers nothing any more."""

from datetime import datetime, timedelta

import sqlalchemy as sa

from bot.store import tables
from bot.store.engine import Tx
from tests.stories.office import OnTelegram, reach_decision, reach_filling, read
from tests.stories.phones import last, verify_dialog


def said_by_the_bot(tx: Tx, before: datetime) -> list[str]:
    """What the outbox still holds of what was done by then: words, or a prompt that is open."""
    box = tables.outbox
    old = sa.select(box.c.prompt).where(box.c.done_at < before, box.c.body.is_not(sa.null()))
    return ["prompt" if prompt else "words" for prompt in tx.execute(old).scalars()]


def live(office: OnTelegram, key: str) -> list[str]:
    """Every button that this person could still tap, oldest first."""
    return [label for message in office.stage.people[key].received for label in message.labels]


async def test_a_prompt_loses_its_buttons_once_it_is_answered_by_a_tap(office: OnTelegram) -> None:
    await reach_decision(office)
    await office.sekretaris.press("Setujui")
    assert "Ya, setujui" in live(office, "sekretaris")
    await office.sekretaris.press("Ya, setujui")
    assert live(office, "sekretaris") == ["Batalkan langkah ini"], "the way back, until the Kasubag has gone on"


async def test_a_prompt_loses_its_buttons_once_it_is_answered_in_words(office: OnTelegram) -> None:
    await reach_filling(office)
    await office.pandu.press("Sampaikan Kendala")
    assert live(office, "pandu").count("Batal") == 1
    await office.pandu.say("Data dari desa belum masuk.")
    assert "Batal" not in live(office, "pandu")


async def test_a_prompt_is_answered_weeks_later_when_what_was_said_around_it_is_forgotten(office: OnTelegram) -> None:
    await reach_decision(office)
    await office.sekretaris.press("Setujui")
    await office.until(18, 12)
    assert await read(office, said_by_the_bot, office.stage.clock.now() - timedelta(days=7)) == ["prompt"]
    await office.sekretaris.press("Ya, setujui")
    assert "Ya, setujui" not in live(office, "sekretaris")
    assert "Langkah 12 dari 13" in last(office.kasubag)


async def test_batal_takes_the_buttons_off_a_confirmation_too(office: OnTelegram) -> None:
    await reach_decision(office)
    await office.sekretaris.press("Setujui")
    await verify_dialog(office.sekretaris, ("/batal", "Dibatalkan."))
    assert "Ya, setujui" not in live(office, "sekretaris")
    await verify_dialog(office.sekretaris, ("/batal", "Tidak ada yang perlu dibatalkan"))


async def test_a_prompt_of_several_messages_loses_its_buttons_too(office: OnTelegram) -> None:
    await reach_decision(office)
    await office.sekretaris.press("Kembalikan")
    await office.sekretaris.say("Mohon dilengkapi. " * 227)
    assert live(office, "sekretaris")[-3:] == ["Kirim kembali", "Ubah", "Batal"]
    await office.sekretaris.press("Ubah")
    assert "Kirim kembali" not in live(office, "sekretaris")


async def test_a_card_shown_anew_leaves_no_live_buttons_behind(office: OnTelegram) -> None:
    await reach_filling(office)
    await office.pandu.say("/tugas")
    await office.pandu.say("/tugas")
    assert live(office, "pandu").count("Isi formulir") == 1
    assert "Kartu ini dikirim ulang di bawah." in [m.text for m in office.stage.people["pandu"].received]
