"""The thirteen steps by nothing but clicks and typing, everybody on their own phone of the page."""

import re
from typing import NamedTuple

from playwright.async_api import expect

from tests.browser.desk import Desk

SEKRETARIS, KASUBAG, STAF, CAMAT = "sekretaris", "kasubag-keu", "staf", "camat"
PEMERINTAHAN, KESOS, PELAYANAN, OPERATOR = "kasi-pemerintahan", "kasi-kesos", "kasi-pelayanan", "operator"
EVERYBODY = (SEKRETARIS, KASUBAG, STAF, PEMERINTAHAN, KESOS, PELAYANAN, OPERATOR, CAMAT)
INSTRUCTION = "Mohon dicermati indikator yang pada triwulan lalu di bawah target."
NOTE = "Agar dipertahankan pada triwulan berikutnya."


class Act(NamedTuple):
    """While `step` is lit, `who` finds `sees` on the phone, then presses button.<press>, or else types `types`."""

    step: int
    who: str
    sees: str
    press: str = ""
    types: str = ""


ACTS = (
    Act(1, SEKRETARIS, "Langkah 1 dari 13", "order_with"),
    Act(1, SEKRETARIS, "instruksi", types=INSTRUCTION),
    Act(2, KASUBAG, INSTRUCTION, "review"),
    Act(2, KASUBAG, "Persentase realisasi PBB-P2", "prepare"),
    Act(3, KASUBAG, "Langkah 3 dari 13", "instruct"),
    Act(4, STAF, "Langkah 4 dari 13", "distribute"),
    Act(5, PEMERINTAHAN, "Langkah 5 dari 13", "receive"),
    Act(5, PEMERINTAHAN, "Langkah 5 dari 13", "fill"),
    Act(5, PEMERINTAHAN, "Indikator 1 dari 2", types="2"),
    Act(5, PEMERINTAHAN, "turun lebih dari 30%", "sure"),
    Act(5, PEMERINTAHAN, "realisasi anggarannya", types="36,1 juta"),
    Act(5, PEMERINTAHAN, "Indikator 2 dari 2", types="97,85"),
    Act(6, PEMERINTAHAN, "Langkah 6 dari 13", "submit"),
    Act(5, KESOS, "Langkah 5 dari 13", "fill"),
    Act(5, KESOS, "Indikator 1 dari 2", types="9,8"),
    Act(5, KESOS, "Indikator 2 dari 2", types="3"),
    Act(5, KESOS, "realisasi anggarannya", "skip"),
    Act(6, KESOS, "Langkah 6 dari 13", "submit"),
    Act(6, KESOS, "indikator berikut belum diisi", "submit_yes"),
    Act(5, OPERATOR, "formulir", types="/isi"),
    Act(5, OPERATOR, "Indikator 1 dari 2", types="98,75"),
    Act(5, OPERATOR, "realisasi anggarannya", types="Rp55.980.000"),
    Act(5, PELAYANAN, "Langkah 5 dari 13", "fill"),
    Act(5, PELAYANAN, "Indikator 2 dari 2", types="26,5"),
    Act(6, PELAYANAN, "Langkah 6 dari 13", "submit"),
    Act(5, KASUBAG, "Langkah 5 dari 13", "fill"),
    Act(5, KASUBAG, "Indikator 1 dari 1", types="89,12"),
    Act(6, KASUBAG, "Langkah 6 dari 13", "submit"),
    Act(7, KASUBAG, "Langkah 7 dari 13", "assign"),
    Act(8, STAF, "Langkah 8 dari 13", "recap_details"),
    Act(8, STAF, "99,38%", "recap"),
    Act(9, STAF, "Langkah 9 dari 13", "passon"),
    Act(10, KASUBAG, "rekapitulasi", "report"),
    Act(11, SEKRETARIS, "Langkah 11 dari 13", "approve"),
    Act(11, SEKRETARIS, "Apakah Bapak/Ibu menyetujui", "approve_with"),
    Act(11, SEKRETARIS, "catatan", types=NOTE),
    Act(12, KASUBAG, NOTE, "archive"),
    Act(13, KASUBAG, "Langkah 13 dari 13", "letter"),
    Act(13, KASUBAG, "nomor surat", types="000.8.6.3/17/2027"),
    Act(13, KASUBAG, "000.8.6.3/17/2027 tercatat", "today"),
    Act(13, KASUBAG, "Apakah sudah benar?", "letter_yes"),
    Act(13, CAMAT, "surat-pengantar", "sign"),
    Act(13, KASUBAG, "telah ditandatangani", "deliver"),
)


async def test_the_sop_runs_from_the_proposal_to_the_bupati_by_clicking_alone(desk: Desk) -> None:
    await desk.move("Ke pengingat berikutnya")
    for act in ACTS:
        phone = desk.phone(act.who)
        await expect(desk.step(act.step)).to_have_attribute("aria-current", "step")
        await expect(phone.said(act.sees)).to_be_visible()
        await (phone.press(act.press) if act.press else phone.write(act.types))
    await expect(desk.stage.get_by_text("selesai", exact=True)).to_be_visible()
    await expect(desk.step(13)).to_have_class(re.compile("done"))
    for who in EVERYBODY:
        await expect(desk.phone(who).said("telah disampaikan kepada Bupati")).to_be_visible()
