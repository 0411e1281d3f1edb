"""Step 13c and after: the signed letter and its receipt are kept, the cycle becomes a zip that /arsip finds again."""

import hashlib
import json
from io import BytesIO
from zipfile import ZipFile

import pytest
from openpyxl import load_workbook

from bot.store import attachments, history, recaps
from bot.store.engine import Tx
from tests.stories.office import OnTelegram, approve, archive, reach_decision, reach_filling, reach_signing, read
from tests.stories.phones import TelegramPhone, all_said, last, pdf_text, verify_dialog
from tests.stories.test_story_papers import DECIDED, LETTER, REPORT, files

SCAN = b"%PDF-1.7\nsurat bertanda tangan"
RECEIPT = b"\xff\xd8\xff\xe0tanda terima"
PERIOD = "Triwulan IV Tahun 2026"


@pytest.fixture
async def signed(office: OnTelegram) -> OnTelegram:
    await reach_signing(office)
    await office.camat.press("Sudah ditandatangani")
    return office


def kept(tx: Tx) -> list[tuple[str, str]]:
    return [(row.kind, row.name) for row in attachments.of_cycle(tx, 1)]


def zip_of(phone: TelegramPhone, name: str = "arsip") -> ZipFile:
    return ZipFile(BytesIO(phone.file(name)))


# -- what comes back signed ------------------------------------------------------------------------------------------


async def test_the_signed_letter_and_the_receipt_are_kept_before_or_after_it_was_delivered(signed: OnTelegram) -> None:
    await verify_dialog(
        signed.kasubag,
        ("[Unggah berkas]", "dapat disimpan bersama dokumen"),
        ("[Unggah pindaian]", "Mohon kirim pindaian surat pengantar"),
        ("besok", "Mohon kirim berkasnya"),
    )
    await signed.kasubag.send("surat.pdf", SCAN)
    assert f"surat.pdf tersimpan sebagai pindaian surat {PERIOD}." in last(signed.kasubag)
    await verify_dialog(
        signed.kasubag,
        ("[Sudah disampaikan]", "dapat disimpan bersama dokumen"),
        ("[Unggah tanda terima]", "Mohon kirim tanda terima surat pengantar"),
    )
    await signed.kasubag.send("terima.jpg", RECEIPT)
    assert await read(signed, kept) == [("pindaian", "surat.pdf"), ("tanda-terima", "terima.jpg")]


async def test_a_file_that_comes_by_itself_is_asked_about(signed: OnTelegram) -> None:
    await signed.kasubag.send("surat.pdf", SCAN)
    assert "Berkas surat.pdf diterima." in last(signed.kasubag)
    assert await read(signed, kept) == []
    await verify_dialog(signed.kasubag, ("[Unggah pindaian]", "surat.pdf tersimpan sebagai pindaian surat"))
    assert await read(signed, kept) == [("pindaian", "surat.pdf")]


async def test_the_camat_may_bring_it_too_and_the_staf_may_not(signed: OnTelegram) -> None:
    await signed.camat.send("surat.pdf", SCAN)
    assert "untuk Triwulan IV Tahun 2026, berkas apa ini?".casefold() in last(signed.camat).casefold()
    await signed.staf.send("surat.pdf", SCAN)
    assert "berkas apa ini" not in all_said(signed.staf)


async def test_the_same_file_is_kept_once(signed: OnTelegram) -> None:
    for _ in range(2):
        await signed.kasubag.send("surat.pdf", SCAN)
        await signed.kasubag.press("Unggah pindaian")
    assert await read(signed, kept) == [("pindaian", "surat.pdf")]


async def test_what_runs_is_not_kept(signed: OnTelegram) -> None:
    await signed.kasubag.send("surat.pdf", b"MZ program")
    assert "tidak dapat disimpan" in last(signed.kasubag)


async def test_nothing_is_kept_before_the_camat_has_signed(office: OnTelegram) -> None:
    await reach_signing(office)
    await office.kasubag.send("surat.pdf", SCAN)
    assert "berkas apa ini" not in last(office.kasubag)


# -- the finished cycle as one zip -----------------------------------------------------------------------------------


@pytest.fixture
async def finished(signed: OnTelegram) -> OnTelegram:
    await signed.kasubag.send("surat.pdf", SCAN)
    await signed.kasubag.press("Unggah pindaian")
    await signed.kasubag.press("Sudah disampaikan")
    return signed


SUBMITTED = "01-dokumen/formulir-diserahkan-triwulan-iv-tahun-2026-kasi-trantib-putaran-1.xlsx"


async def test_a_form_is_archived_as_it_was_submitted(finished: OnTelegram) -> None:
    with zip_of(finished.kasubag) as parts:
        book = load_workbook(BytesIO(parts.read(SUBMITTED)))
    head, *rows = ([cell.value for cell in row] for row in book["Formulir"].iter_rows(min_row=7))
    shown = [dict(zip(head, row, strict=True)) for row in rows]
    assert [(one["Realisasi"], one["Capaian (%)"]) for one in shown] == [(12, 100), (3, 125)]
    assert "Diserahkan: " in str(book["Formulir"]["A5"].value)


def chain(tx: Tx) -> list[str]:
    return [row.hash for row in history.of_cycle(tx, 1)]


def recap_hash(tx: Tx) -> str:
    return recaps.of_cycle(tx, 1)[0].sha256


async def test_the_finished_cycle_comes_as_one_zip_with_everything_in_it(finished: OnTelegram) -> None:
    with zip_of(finished.kasubag) as parts:
        names = parts.namelist()
        for name in (
            f"01-dokumen/{REPORT}",
            f"01-dokumen/{LETTER}",
            f"01-dokumen/{DECIDED}",
            "01-dokumen/disposisi-triwulan-iv-tahun-2026.pdf",
            "01-dokumen/tanda-terima-triwulan-iv-tahun-2026-v2.pdf",
            "01-dokumen/formulir-dibagikan/formulir-triwulan-iv-tahun-2026-kasi-trantib.xlsx",
            SUBMITTED,
            "01-dokumen/pelaksanaan-sop-triwulan-iv-tahun-2026.pdf",
            "03-berkas-masuk/pindaian/surat.pdf",
            "05-riwayat/riwayat.xlsx",
            "05-riwayat/pelaksanaan-sop.xlsx",
        ):
            assert name in names, name
        for line in parts.read("MANIFES-SHA256.txt").decode().splitlines():
            sha256, name = line.split("  ", 1)
            assert hashlib.sha256(parts.read(name)).hexdigest() == sha256
        recap = parts.read("04-versi-rekapitulasi/rekapitulasi-v1.json")
        log = parts.read("05-riwayat/riwayat.jsonl").decode().splitlines()
        about = parts.read("BACA-DAHULU.txt").decode()
    assert hashlib.sha256(recap).hexdigest() == await read(finished, recap_hash), "what was approved, to the byte"
    hashes = await read(finished, chain)
    assert [json.loads(line)["hash"] for line in log] == hashes
    assert hashes[-1] in about


async def test_how_the_sop_was_kept_goes_to_its_last_step(finished: OnTelegram) -> None:
    with zip_of(finished.kasubag) as parts:
        book = load_workbook(BytesIO(parts.read("05-riwayat/pelaksanaan-sop.xlsx")))
        history_ = load_workbook(BytesIO(parts.read("05-riwayat/riwayat.xlsx")))["Riwayat"]
    steps = [[cell.value for cell in row] for row in book["Pelaksanaan"].iter_rows(min_row=5)]
    assert [row[0] for row in steps if row[0] in ("1", "12", "13a", "13b", "13c")] == ["1", "12", "13a", "13b", "13c"]
    assert all(row[10] != "–" for row in steps)
    told = [str(row[3].value) for row in history_.iter_rows(min_row=5)]
    assert any("memberikan disposisi" in words for words in told)
    assert any("menyimpan berkas surat.pdf" in words for words in told)


# -- /arsip ----------------------------------------------------------------------------------------------------------


async def test_arsip_sends_the_papers_of_an_earlier_cycle_again(finished: OnTelegram) -> None:
    before = len(files(finished.sekretaris))
    await verify_dialog(
        finished.sekretaris,
        ("/arsip", "Nomor arsip 000.8.6.3/2026-triwulan-4/v1"),
        ("[Kirim dokumen]", "sedang dikirim"),
    )
    sent = files(finished.sekretaris)[before:]
    assert {REPORT, LETTER, DECIDED} < set(sent)
    assert len(sent) == 5


async def test_a_zip_that_nothing_has_changed_in_is_the_same_and_a_later_scan_is_in_the_next(
    finished: OnTelegram,
) -> None:
    await verify_dialog(finished.kasubag, ("/arsip", PERIOD), ("[Arsip lengkap (zip)]", "sedang disiapkan"))
    zips = [name for name in files(finished.kasubag) if name.startswith("arsip")]
    assert zips == ["arsip-triwulan-iv-tahun-2026.zip"] * 2
    await finished.kasubag.send("terima.jpg", RECEIPT)
    await finished.kasubag.press("Unggah tanda terima")
    await verify_dialog(finished.kasubag, ("/arsip", PERIOD), ("[Arsip lengkap (zip)]", "sedang disiapkan"))
    with zip_of(finished.kasubag) as parts:
        assert "03-berkas-masuk/tanda-terima/terima.jpg" in parts.namelist()


async def test_the_akip_pack_is_sorted_by_criterion_with_an_index(finished: OnTelegram) -> None:
    await verify_dialog(finished.camat, ("/arsip", PERIOD), ("[Bukti AKIP (zip)]", "sedang disiapkan"))
    with zip_of(finished.camat, "berkas-akip") as parts:
        names = set(parts.namelist())
        index = load_workbook(BytesIO(parts.read("DAFTAR-BUKTI.xlsx")))["Daftar bukti"]
        sop = load_workbook(BytesIO(parts.read("2.a.1/sop-data-kinerja.xlsx")))["SOP"]
        periods = load_workbook(BytesIO(parts.read("2.b.4/periode.xlsx")))["Periode"]
        meant = load_workbook(BytesIO(parts.read("2.a.2/definisi-operasional.xlsx")))["Indikator"]
    assert [cell.value for cell in periods[5]] == ["Triwulan IV 2026", 98.06, 92.5], "figures are numbers"
    assert [cell.value for cell in meant[5]][8:10] == [90, 90]
    assert "2.b.6-7/grafik-triwulan-iv-tahun-2026.png" in names
    rows = [[cell.value for cell in row] for row in index.iter_rows(min_row=5)]
    assert {path for *_, path in rows} == names - {"DAFTAR-BUKTI.xlsx", "MANIFES-SHA256.txt", "BACA-DAHULU.txt"}
    criteria = list(dict.fromkeys(str(row[0]).split()[0] for row in rows))
    assert criteria == ["2.a.1", "2.a.2", "2.a.3", "2.b.1", "2.b.2", "2.b.3", "2.b.4", "2.b.5", "2.b.6-7"]
    assert all(str(path).startswith(str(criterion).split()[0]) for criterion, _, path in rows)
    assert f"2.b.1/{REPORT}" in names
    assert sop.max_row == 4 + 17


async def test_of_a_running_cycle_the_dokumen_comes_as_a_concept(office: OnTelegram) -> None:
    await reach_decision(office)
    await verify_dialog(office.sekretaris, ("/arsip", "bertanda KONSEP"), ("[Kirim dokumen]", "sedang dikirim"))
    concept = pdf_text(office.sekretaris.file("konsep-dokumen-capaian"))
    assert concept.count("KONSEP") > 3
    assert "98,06%" in concept


async def test_the_buttons_of_arsip_stay_for_the_next_package(finished: OnTelegram) -> None:
    await verify_dialog(
        finished.kasubag,
        ("/arsip", PERIOD),
        ("[Kirim dokumen]", "sedang dikirim"),
        ("[Arsip lengkap (zip)]", "sedang disiapkan"),
        ("[Bukti AKIP (zip)]", "sedang disiapkan"),
        ("/status", ""),
        ("[Kirim dokumen]", "sedang dikirim"),
    )


async def test_arsip_finds_a_period_by_its_words_and_says_when_there_is_none(finished: OnTelegram) -> None:
    await verify_dialog(
        finished.sekretaris,
        ("/arsip IV 2026", "Nomor arsip"),
        ("/arsip 2019", "Tidak ada periode yang cocok dengan “2019”"),
    )


async def test_arsip_is_for_those_who_oversee(office: OnTelegram) -> None:
    await verify_dialog(office.sekretaris, ("/arsip", "Belum ada pengumpulan data"))
    await reach_filling(office)
    await verify_dialog(office.pandu, ("/arsip", "hanya untuk"))


async def test_after_a_new_round_both_versions_are_in_the_zip(office: OnTelegram) -> None:
    await reach_signing(office)
    await office.camat.press("Kembalikan")
    await office.camat.say("Mohon serapan dijelaskan.")
    await office.kasubag.press("Teruskan arahan")
    for label in ("Konfirmasi rekap", "Serahkan ke Kasubag"):
        await office.staf.press(label)
    await office.kasubag.press("Laporkan")
    await approve(office)
    await archive(office)
    await office.camat.press("Sudah ditandatangani")
    await office.kasubag.press("Sudah disampaikan")
    with zip_of(office.kasubag) as parts:
        names = parts.namelist()
    assert {f"01-dokumen/{REPORT}", f"01-dokumen/{REPORT.replace('.pdf', '-v2.pdf')}"} < set(names)
    assert "04-versi-rekapitulasi/rekapitulasi-v2.json" in names
