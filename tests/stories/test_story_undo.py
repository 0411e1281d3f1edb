"""A step done by mistake is taken back by who did it, until the next actor has acted."""

import asyncio

from bot.store import cycles, forms, recaps
from bot.store.engine import Tx
from bot.workflow.master import RoleData
from bot.workflow.roles import Role
from demo.keeping import Keeping
from tests.stories.office import (
    OnTelegram,
    approve,
    archive,
    open_office,
    reach_decision,
    reach_filling,
    reach_recap,
    reach_signing,
    read,
)
from tests.stories.phones import all_said, card, last, verify_dialog
from tests.stories.test_story_returned import flag
from tests.stories.world import small_office

UNDO = "Batalkan langkah ini"


async def again(office: OnTelegram) -> None:
    """Steps 8 to 10, once more."""
    for label in ("Konfirmasi rekap", "Serahkan ke Kasubag"):
        await office.staf.press(label)
    await office.kasubag.press("Laporkan")


def tasks(tx: Tx) -> list[tuple[str, str, bool]]:
    """(step, outcome, taken back) of every task of the whole office."""
    found = (t for t in cycles.tasks(tx, 1) if t.unit_id is None)
    return [(t.step, t.outcome, t.undone_at is not None) for t in found]


async def test_an_approval_is_taken_back_and_decided_anew(office: OnTelegram) -> None:
    await reach_decision(office)
    await approve(office)
    assert UNDO in office.sekretaris.labels
    await verify_dialog(office.sekretaris, (f"[{UNDO}]", "Dibatalkan kembali pada"))
    assert "yang tadi sudah disetujui, dibatalkan kembali oleh Sekretaris Kecamatan" in all_said(office.kasubag)
    assert "ditutup karena langkah sebelumnya dibatalkan" in all_said(office.kasubag)
    assert "Simpan data" not in office.kasubag.labels
    assert (await read(office, tasks))[-3:] == [
        ("11", "approved", True),
        ("12", "taken_back", False),
        ("11", "", False),
    ]
    await approve(office)
    await archive(office)
    assert await read(office, verdicts) == ["setuju", "batal", "setuju"]


def verdicts(tx: Tx) -> list[str]:
    return [one.verdict for one in recaps.decisions(tx, 1)]


async def test_the_old_deadline_counts_again(office: OnTelegram) -> None:
    await reach_decision(office)
    due = "Batas waktu: Rabu, 6 Januari 2027 pukul 16.00 WIB"
    assert due in all_said(office.sekretaris)
    await office.until(6, 9)
    await approve(office)
    before = office.sekretaris.shown
    await office.sekretaris.press(UNDO)
    news = [text for message, text in office.sekretaris.shown.items() if message not in before]
    assert any(due in text for text in news)


async def test_what_the_next_has_gone_on_with_can_be_taken_back_no_more(office: OnTelegram) -> None:
    await reach_decision(office)
    await approve(office)
    data = office.sekretaris.data(UNDO)
    await office.kasubag.press("Simpan data")
    assert UNDO not in office.sekretaris.labels
    await office.sekretaris.forge(data)
    assert "tidak dapat dibatalkan lagi karena sudah ditindaklanjuti" in last(office.sekretaris)


async def test_only_who_did_it_may_take_it_back(office: OnTelegram) -> None:
    await reach_decision(office)
    await approve(office)
    data = office.sekretaris.data(UNDO)
    for phone in (office.camat, office.kasubag, office.tiara, office.adi):
        await phone.forge(data)
    assert (await read(office, tasks))[-2:] == [("11", "approved", False), ("12", "", False)]


async def test_a_return_is_taken_back_before_it_was_forwarded(office: OnTelegram) -> None:
    await reach_decision(office)
    await flag(office, "1. Desa")
    await office.sekretaris.press(UNDO)
    await approve(office)
    assert "Langkah 12 dari 13" in all_said(office.kasubag)


async def test_every_step_on_the_way_can_be_taken_back_and_done_again(office: OnTelegram) -> None:
    """One after the other, each undone once."""
    await office.until(4, 8)
    for phone, label in (
        (office.sekretaris, "Disposisikan"),
        (office.kasubag, "Formulir siap"),
        (office.kasubag, "Perintahkan Staf"),
    ):
        await phone.press(label)
        await phone.press(UNDO)
        await phone.press(label)
    await office.staf.press("Bagikan")
    assert "Langkah 5 dari 13" in all_said(office.pandu)
    assert UNDO not in office.kasubag.labels
    assert office.kasubag.file("disposisi-triwulan-iv-tahun-2026-v2")


async def test_the_steps_of_the_recap_can_be_taken_back_and_done_again(office: OnTelegram) -> None:
    await reach_recap(office)
    for phone, label in (
        (office.kasubag, "Perintahkan rekap"),
        (office.staf, "Konfirmasi rekap"),
        (office.staf, "Serahkan ke Kasubag"),
        (office.kasubag, "Laporkan"),
    ):
        await phone.press(label)
        await phone.press(UNDO)
        await phone.press(label)
    await approve(office)
    for label in ("Simpan data", UNDO, "Simpan data"):
        await office.kasubag.press(label)
    assert "Langkah 13 dari 13" in all_said(office.kasubag)


async def test_the_signature_and_the_camats_return_can_be_taken_back(office: OnTelegram) -> None:
    await reach_signing(office)
    await office.camat.press("Sudah ditandatangani")
    await office.camat.press(UNDO)
    await office.camat.press("Kembalikan")
    await office.camat.say("Mohon serapan dijelaskan.")
    await office.camat.press(UNDO)
    await office.camat.press("Sudah ditandatangani")
    await office.kasubag.press("Sudah disampaikan")
    assert "telah disampaikan kepada Bupati" in last(office.camat)


async def test_an_arahan_that_was_passed_on_too_early_is_taken_back_and_the_units_forms_are_as_they_were(
    office: OnTelegram,
) -> None:
    await reach_decision(office)
    await flag(office, "1. Desa")
    before = await read(office, content)
    await office.kasubag.press("Teruskan, 1 hari")
    assert UNDO in office.kasubag.labels
    await verify_dialog(office.kasubag, (f"[{UNDO}]", "Dibatalkan kembali pada"))
    assert await read(office, content) == before
    assert "yang tadi sudah diteruskan, dibatalkan kembali oleh Kasubag Keu dan Prolap" in all_said(office.pandu)
    assert "Isi formulir" not in office.pandu.labels
    await office.kasubag.press("Teruskan arahan")
    data = office.kasubag.data(UNDO)
    await office.pandu.press("Isi formulir")
    await office.pandu.say("88,2")
    assert "88,2" in all_said(office.pandu)
    assert UNDO not in office.kasubag.labels
    await office.kasubag.forge(data)
    assert "sudah ditindaklanjuti" in last(office.kasubag)


def content(tx: Tx) -> object:
    """Every form and entry, the round, and what is flagged, but for when a form was delivered and its edition."""
    units = [(f.state, f.excluded, f.submitted_at, f.delivered_at, f.delivered_how) for f in forms.of_cycle(tx, 1)]
    return units, forms.entries_of_cycle(tx, 1), cycles.get(tx, 1).round, cycles.get(tx, 1).notes["flags"]


async def test_bagikan_is_taken_back_until_a_kasi_has_received_it(office: OnTelegram) -> None:
    await reach_filling(office)
    await verify_dialog(office.staf, (f"[{UNDO}]", "Dibatalkan kembali pada"))
    assert "Terima" not in office.tiara.labels
    await office.staf.press("Bagikan")
    data = office.staf.data(UNDO)
    await office.tiara.press("Terima")
    assert UNDO not in office.staf.labels
    await office.staf.forge(data)
    assert "sudah ditindaklanjuti" in last(office.staf)


async def test_a_ralat_is_taken_back_and_leaves_no_older_arahan_behind(office: OnTelegram) -> None:
    await reach_decision(office)
    await verify_dialog(
        office.sekretaris, ("[Kembalikan]", "Pilih unit"), ("Mohon dicek.", "Mohon dicek."), ("[Kirim kembali]", "")
    )
    await office.kasubag.press("Teruskan arahan")
    await again(office)
    await approve(office)
    await archive(office)
    await verify_dialog(
        office.kasubag,
        ("[Ralat data]", "Pilih unit"),
        ("[Lanjut ke alasan]", "alasan"),
        ("Salah ketik.", "Apakah sudah benar?"),
        ("[Kirim kembali]", "sudah diralat"),
    )
    await office.kasubag.press(UNDO)
    assert await read(office, verdicts) == ["kembali", "setuju", "ralat", "batal"]
    await office.camat.press("Kembalikan")
    await office.camat.say("Mohon serapan dijelaskan.")
    await office.kasubag.press("Teruskan arahan")
    await office.kasubag.press(UNDO)
    assert "Mohon serapan dijelaskan." in card(office.kasubag), "the arahan of the Camat, not what there was before"
    await office.kasubag.press("Teruskan arahan")
    await again(office)
    await approve(office)
    await archive(office)
    await office.camat.press("Sudah ditandatangani")
    await office.kasubag.press("Sudah disampaikan")


async def test_sudah_disampaikan_is_taken_back_until_the_end_of_the_next_working_day(office: OnTelegram) -> None:
    await reach_signing(office)
    await office.camat.press("Sudah ditandatangani")
    await office.kasubag.press("Sudah disampaikan")
    data = office.kasubag.data(UNDO)
    await office.until(6, 15)
    await office.kasubag.forge(data)
    assert "yang tadi sudah disampaikan kepada Bupati, dibatalkan kembali" in all_said(office.camat)
    await office.kasubag.press("Sudah disampaikan")
    data = office.kasubag.data(UNDO)
    await office.until(11, 8)
    await office.kasubag.forge(data)
    assert "hanya dapat dibatalkan sampai akhir hari kerja berikutnya" in last(office.kasubag)


# -- two at once ------------------------------------------------------------------------------------------------------


async def test_of_two_who_decide_at_the_same_time_one_does_and_the_other_sees_who_did(database: Keeping) -> None:
    two = RoleData("adi", Role.SEKRETARIS, "Sekretaris Kecamatan")
    async with open_office(database, small_office(two)) as office:
        await reach_decision(office)
        for phone in (office.sekretaris, office.adi):
            await phone.press("Setujui")
        await asyncio.gather(office.sekretaris.person.press("Ya, setujui"), office.adi.person.press("Ya, setujui"))
        await office.stage.settle()
        assert await read(office, verdicts) == ["setuju"]
        for phone in (office.sekretaris, office.adi):
            assert "Sudah disetujui oleh Sekretaris Kecamatan (" in all_said(phone)
        toasts = [toast.text for phone in (office.sekretaris, office.adi) for toast in phone.person.toasts]
        assert sum("Langkah ini sudah diselesaikan oleh Sekretaris Kecamatan" in text for text in toasts) == 1
