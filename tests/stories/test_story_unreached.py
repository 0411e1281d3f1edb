"""A unit that the channel cannot reach: its clock stands still, and the office has a way on in every round."""

import pytest

from bot.store import cycles
from bot.store.engine import Tx
from tests.stories.office import OnTelegram, fill, phone_of, reach_decision, read, recap
from tests.stories.phones import all_said, last, pdf_text, verify_dialog
from tests.stories.test_story_late_unit import REASON, news_until
from tests.stories.test_story_returned import COMMENT, DIRECTION
from tests.stories.test_story_rights import open_tasks
from tests.stories.world import PATROLS, TRANTIB


async def tiara_is_cut_off(office: OnTelegram, how: str) -> None:
    """Before Bagikan, so that no form has reached her unit."""
    await office.until(4, 8)
    await office.sekretaris.press("Disposisikan")
    await office.kasubag.press("Formulir siap")
    await office.kasubag.press("Perintahkan Staf")
    await (office.tiara.person.block() if how == "block" else office.tiara.person.deactivate())
    await office.stage.settle()
    await office.staf.press("Bagikan")


def due(tasks: list[tuple[str, int, str]], unit: int) -> str:
    return next(due_at for step, unit_id, due_at in tasks if step == "5" and unit_id == unit)


@pytest.mark.parametrize("how", ["block", "deactivate"])
async def test_a_unit_out_of_reach_has_no_clock_until_its_form_is_handed_over(office: OnTelegram, how: str) -> None:
    await tiara_is_cut_off(office, how)
    assert "Tiara Utami (Kasi Trantib) tidak dapat dihubungi melalui bot" in all_said(office.kasubag)
    assert f"Formulir Triwulan IV Tahun 2026 untuk {TRANTIB} tidak dapat dikirim" in all_said(office.kasubag)
    tasks = await read(office, open_tasks)
    assert due(tasks, 2) == "None"
    assert due(tasks, 1) != "None"
    await office.until(6, 9)
    assert "Langkah 4 dari 13" in all_said(office.staf)
    await office.staf.press("Diserahkan langsung")
    await verify_dialog(office.kasubag, ("/status", f"{TRANTIB}: terisi 0 dari 2, sampai 08-01-2027 16.30"))
    receipts = pdf_text(office.staf.file("tanda-terima"))
    assert "diserahkan langsung" in receipts


async def test_who_lets_the_bot_in_again_gets_the_form_and_the_clock_starts(office: OnTelegram) -> None:
    await tiara_is_cut_off(office, "block")
    await office.until(6, 9)
    await office.tiara.person.start()
    await office.stage.settle()
    assert "Langkah 5 dari 13" in all_said(office.tiara)
    assert "Formulir pengumpulan data capaian kinerja Triwulan IV Tahun 2026" in last(office.tiara)
    assert due(await read(office, open_tasks), 2) != "None"
    await fill(office.tiara, ("12", "3"))
    await fill(office.pandu, ("87,5", "950", "Rp18,5 juta"))
    for phone in (office.pandu, office.tiara):
        await phone.press("Serahkan")
    await recap(office)
    assert "Langkah 11 dari 13" in all_said(office.sekretaris)


def done_by(tx: Tx) -> dict[str, str]:
    """By whom each step was closed."""
    return {task.step: task.closed_as for task in cycles.tasks(tx, 1) if task.closed_at}


async def test_where_only_a_clock_that_stands_still_is_waited_for_the_kasubag_may_go_on_at_once(
    office: OnTelegram,
) -> None:
    await tiara_is_cut_off(office, "block")
    await fill(office.pandu, ("87,5", "950", "Rp18,5 juta"))
    await office.pandu.press("Serahkan")
    await verify_dialog(
        office.kasubag,
        ("/status", f"{TRANTIB}: formulir belum diterima"),
        ("[Lanjut tanpa data]", f"tanpa data: {TRANTIB}"),
        (REASON, "Tercatat"),
    )
    assert "Langkah 7 dari 13" in all_said(office.kasubag)
    assert (await read(office, done_by))["4"] == "Staf Keu dan Prolap", "the hand-out was not the Kasubag's work"


async def test_a_form_that_has_reached_nobody_is_brought_to_mind_every_working_morning(office: OnTelegram) -> None:
    await tiara_is_cut_off(office, "block")
    for day in (6, 7, 8, 11):
        before = {key: phone_of(office, key).shown for key in ("staf", "kasubag", "sekretaris", "camat")}
        await office.until(day, 7, 45)
        news = {
            key: [words for message, words in phone_of(office, key).shown.items() if message not in seen]
            for key, seen in before.items()
        }
        told = {key: sum(f"untuk {TRANTIB} tidak dapat dikirim" in one for one in said) for key, said in news.items()}
        assert told == {"staf": 1, "kasubag": 1, "sekretaris": 0, "camat": 0}, day
    await verify_dialog(office.staf, ("/tugas", f"untuk {TRANTIB} tidak dapat dikirim"))
    await office.staf.press("Diserahkan langsung")
    assert (await read(office, done_by))["4"] == "Staf Keu dan Prolap"


async def flag_tiara(office: OnTelegram) -> None:
    await verify_dialog(
        office.sekretaris,
        ("[Kembalikan]", "Pilih unit"),
        (f"[{TRANTIB}]", "Ketuk indikator yang perlu dilengkapi"),
        (f"[1. {PATROLS[:8]}]", "Mohon tuliskan catatan"),
        (COMMENT, COMMENT),
        ("[Kembali ke unit]", "Pilih unit"),
        ("[Lanjut ke arahan]", "arahan"),
        (DIRECTION, "Apakah sudah benar?"),
        ("[Kirim kembali]", "Sudah dikembalikan oleh Sekretaris Kecamatan"),
    )


async def test_a_unit_lost_in_a_returned_round_is_handed_its_form_and_goes_on(office: OnTelegram) -> None:
    await reach_decision(office)
    await flag_tiara(office)
    await office.tiara.person.block()
    await office.stage.settle()
    await office.kasubag.press("Teruskan arahan")
    assert f"Formulir Triwulan IV Tahun 2026 untuk {TRANTIB} tidak dapat dikirim" in last(office.staf)
    assert due(await read(office, open_tasks), 2) == "None"
    assert await news_until(office, office.staf, 6, 7, 45) != []
    await office.staf.press("Diserahkan langsung")
    assert due(await read(office, open_tasks), 2) != "None"
    await office.tiara.person.start()
    await office.stage.settle()
    await fill(office.tiara, ("11",))
    await office.tiara.press("Serahkan")
    await recap(office)
    assert "Rekapitulasi versi 2" in all_said(office.sekretaris)
