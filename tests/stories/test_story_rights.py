"""Who may press what: wrong people, old buttons, two at once, strangers, and chats that are closed to the bot."""

import asyncio
from datetime import timedelta

import pytest

from bot.services import inviting
from bot.store import cycles, offices
from bot.store.engine import Tx
from tests.stories.office import (
    OnTelegram,
    approve,
    phone_of,
    reach_decision,
    reach_filling,
    read,
    stranger,
)
from tests.stories.phones import all_said, last, verify_dialog
from tests.stories.world import PERSONS

EVERYBODY = tuple(person.key for person in PERSONS)
# What each step's holder presses, in the order of the SOP, and who may.
ONE_TAP = (
    ("sekretaris", "Disposisikan"),
    ("kasubag", "Formulir siap"),
    ("kasubag", "Perintahkan Staf"),
    ("staf", "Bagikan"),
    ("tiara", "Terima"),
    ("tiara", "Isi formulir"),
    ("tiara", "12"),
    ("tiara", "3"),
    ("tiara", "Serahkan"),
    ("pandu", "Isi formulir"),
    ("pandu", "87,5"),
    ("pandu", "950"),
    ("pandu", "Lewati"),
    ("pandu", "Serahkan"),
    ("pandu", "Ya, serahkan"),
    ("kasubag", "Perintahkan rekap"),
    ("staf", "Konfirmasi rekap"),
    ("staf", "Serahkan ke Kasubag"),
    ("kasubag", "Laporkan"),
    ("sekretaris", "Setujui"),
    ("sekretaris", "Ya, setujui"),
    ("kasubag", "Simpan data"),
    ("kasubag", "Isi nomor surat"),
    ("kasubag", "17/2027"),
    ("kasubag", "Hari ini"),
    ("kasubag", "Ya, benar"),
    ("camat", "Sudah ditandatangani"),
    ("kasubag", "Sudah disampaikan"),
)
SHARED = {"Isi formulir": {"opi"}, "Sudah disampaikan": {"camat"}}
"""Who else may."""


def open_tasks(tx: Tx) -> list[tuple[str, int, str]]:
    """Step, unit and deadline of everything open."""
    return [(task.step, task.unit_id or 0, str(task.due_at)) for task in cycles.open_tasks(tx, 1)]


@pytest.mark.long
async def test_nobody_else_gets_anywhere_with_any_button_of_the_sop(office: OnTelegram) -> None:
    """Before each tap everybody else sends the same callback data; nothing moves, and each is told whose it is."""
    await office.until(4, 8)
    for key, label in ONE_TAP:
        holder = phone_of(office, key)
        if label[0].isdigit():
            await holder.say(label)
            continue
        data, before = holder.data(label), await read(office, open_tasks)
        for other in EVERYBODY:
            if other != key and other not in SHARED.get(label, set()):
                toast = await phone_of(office, other).forge(data)
                assert toast, (other, label)
                assert "Tercatat" not in toast, (other, label, toast)
        assert await read(office, open_tasks) == before, label
        await holder.press(label)
    assert await read(office, open_tasks) == []


async def test_a_second_tap_and_an_old_button_are_answered_calmly(office: OnTelegram) -> None:
    await office.until(4, 8)
    card = office.sekretaris.person.last
    await office.sekretaris.press("Disposisikan")
    assert await office.sekretaris.press("Disposisikan", on=card) == (
        "Langkah ini sudah diselesaikan oleh Sekretaris Kecamatan pada 04-01-2027 08.00."
    )
    await asyncio.gather(*(office.kasubag.person.press("Formulir siap") for _ in range(3)))
    await office.stage.settle()
    assert [step for step, _, _ in await read(office, open_tasks)] == ["3"]


async def test_of_two_who_hold_a_step_one_decides_and_the_other_is_told_who(office: OnTelegram) -> None:
    """Serahkan is the Kasi's; Sudah disampaikan may be the Kasubag's or the Camat's."""
    await reach_decision(office)
    await approve(office)
    await office.kasubag.press("Simpan data")
    await office.kasubag.press("Isi nomor surat")
    await office.kasubag.say("17/2027")
    await office.kasubag.press("Hari ini")
    await office.kasubag.press("Ya, benar")
    await office.camat.press("Sudah ditandatangani")
    data = office.kasubag.data("Sudah disampaikan")
    both = (office.kasubag.person.press("Sudah disampaikan"), office.camat.forge(data))
    await asyncio.gather(*both)
    await office.stage.settle()
    toasts = [phone.person.toasts[-1].text for phone in (office.kasubag, office.camat)]
    assert sum("sudah diselesaikan oleh" in toast for toast in toasts) == 1, toasts


MADE_UP = (
    "",
    "approve",
    "approve:0:0",
    "approve:999999:1",
    "order:1:99",
    "rt_send:1",
    "fill:1",
    "apply:1",
    "zz:1",
    "::",
)


async def test_made_up_buttons_change_nothing_and_claim_nothing(office: OnTelegram) -> None:
    await office.until(4, 8)
    before = await read(office, open_tasks)
    for data in MADE_UP:
        assert "Tercatat" not in await office.tiara.forge(data), data
    assert await read(office, open_tasks) == before
    assert "tidak dapat diproses" not in all_said(office.adi)


async def test_batal_under_a_confirmation_takes_nothing_else_with_it(office: OnTelegram) -> None:
    await reach_decision(office)
    await verify_dialog(office.sekretaris, ("[Setujui]", "Apakah Bapak/Ibu menyetujui"), ("[Batal]", "Dibatalkan."))
    assert "Tidak ada yang perlu dibatalkan" not in all_said(office.sekretaris)
    await approve(office)
    assert "Langkah 12 dari 13" in last(office.kasubag)


async def test_an_outsider_gets_one_polite_answer_then_silence_and_no_data(office: OnTelegram) -> None:
    await reach_filling(office)
    outsider = stranger(office)
    await outsider.person.start()
    for words in ("halo", "/status", "/tugas", "/isi"):
        await outsider.say(words)
    assert await outsider.forge(office.tiara.data("Isi formulir")) == "Percakapan ini tidak terhubung dengan kantor."
    assert list(outsider.shown.values()) == [
        "Mohon maaf, bot ini hanya untuk pegawai yang telah diundang. "
        "Untuk memperoleh undangan, silakan menghubungi admin di kantor Bapak/Ibu."
    ]


async def test_a_group_hears_nothing(office: OnTelegram) -> None:
    await reach_filling(office)
    sender = office.tiara.person.chat.user
    group = {"id": -100123, "type": "supergroup", "title": "Grup Kecamatan"}
    office.stage.telegram.updates.add(
        "message", {"message_id": 7, "from": sender, "chat": group, "date": 0, "text": "/status@simulasi_bot"}
    )
    await office.stage.settle()
    assert not [call for call in office.stage.telegram.calls if "-100123" in str(call.params)]


def invite_opi(tx: Tx, office: OnTelegram) -> str:
    found = next(person for person in offices.persons(tx, 1) if person.name == "Opi Lestari")
    return inviting.invite(tx, 1, found.id, office.stage.clock.now())


async def test_an_invite_works_once_and_for_two_weeks(office: OnTelegram) -> None:
    used = await read(office, invite_opi, office)
    first, second = stranger(office), stranger(office)
    await first.person.start(used)
    await office.stage.settle()
    assert "Selamat datang, Ibu Opi Lestari" in all_said(first)
    await second.person.start(used)
    await office.stage.settle()
    assert "undangan ini tidak berlaku lagi" in last(second)
    late = await read(office, invite_opi, office)
    office.stage.clock.set(office.stage.clock.now() + timedelta(days=15))
    await second.person.start(late)
    await office.stage.settle()
    assert "undangan ini tidak berlaku lagi" in last(second)
    assert "Opi" not in all_said(second)
