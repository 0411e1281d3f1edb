"""Bukti dukung: photos, PDFs, office files and links, kept with the indicator they prove."""

import hashlib

import pytest

from bot.store import blobs, evidence
from bot.store.engine import Tx
from tests.stories.office import OnTelegram, fill, reach_filling, read, recap
from tests.stories.phones import TelegramPhone, all_said, last, pdf_text, verify_dialog
from tests.stories.world import PATROLS, UNREST

PDF = b"%PDF-1.7\nlaporan patroli"
PHOTO = b"\xff\xd8\xff\xe0foto"


@pytest.fixture
async def filling(office: OnTelegram) -> OnTelegram:
    await reach_filling(office)
    return office


def kept(tx: Tx) -> list[tuple[str, str, int, str | None]]:
    """Name, kind, size and hash of everything listed."""
    return [(row.name, row.mime, row.size, row.sha256) for row in evidence.of_cycle(tx, 1)]


def names(tx: Tx) -> list[str]:
    return [row.name for row in evidence.of_cycle(tx, 1)]


async def answered(phone: TelegramPhone, name: str, data: bytes) -> str:
    before = dict(phone.shown)
    await phone.send(name, data)
    return "\n".join(text for message, text in phone.shown.items() if before.get(message) != text)


async def test_what_is_sent_under_a_question_is_its_evidence_and_the_question_stays(filling: OnTelegram) -> None:
    await filling.tiara.press("Isi formulir")
    assert "Bukti dukung indikator 1 tersimpan: laporan.pdf." in await answered(filling.tiara, "laporan.pdf", PDF)
    sha256 = hashlib.sha256(PDF).hexdigest()
    assert await read(filling, kept) == [("laporan.pdf", "application/pdf", len(PDF), sha256)]
    assert await read(filling, blobs.get, sha256) == PDF
    await verify_dialog(filling.tiara, ("12", "Patroli wilayah: 12 Kali"), ("3", "3 Kejadian"))
    assert f"1. {PATROLS}: 12 Kali · bukti 1" in all_said(filling.tiara)


async def test_evidence_is_listed_and_removed_until_the_form_is_handed_in(filling: OnTelegram) -> None:
    await verify_dialog(
        filling.tiara,
        ("/bukti", "Bukti dukung untuk indikator mana?"),
        ("[1. Patroli]", "Belum ada bukti dukung."),
        ("https://contoh.go.id/patroli", "tersimpan: https://contoh.go.id/patroli"),
        ("12", "Kirimkan foto, PDF, berkas Office, atau tautan."),
    )
    await answered(filling.tiara, "foto.jpg", PHOTO)
    await answered(filling.tiara, "foto.jpg", PHOTO + b"2")
    assert await read(filling, names) == [
        "https://contoh.go.id/patroli",
        "foto.jpg",
        "foto-2.jpg",
    ]
    await verify_dialog(filling.tiara, ("[Hapus nomor 1]", "dihapus"), ("[Selesai]", "Tercatat"))
    assert await read(filling, names) == ["foto.jpg", "foto-2.jpg"]
    data = filling.tiara.data("Hapus nomor 1")
    await fill(filling.tiara, ("12", "3"))
    await filling.tiara.press("Serahkan")
    await filling.tiara.forge(data)
    assert "terkunci" in last(filling.tiara)
    assert len(await read(filling, kept)) == 2


async def test_a_file_sent_out_of_the_blue_waits_until_its_indicator_is_named(filling: OnTelegram) -> None:
    assert "Bukti dukung untuk indikator mana?" in await answered(filling.tiara, "laporan.pdf", PDF)
    assert await read(filling, kept) == []
    await verify_dialog(filling.tiara, ("[2. Gangguan]", "1. laporan.pdf (1 KB)"), ("[Selesai]", "Tercatat"))
    assert await read(filling, names) == ["laporan.pdf"]


async def test_nothing_is_kept_of_a_file_of_who_has_no_form(filling: OnTelegram) -> None:
    await answered(filling.camat, "laporan.pdf", PDF)
    assert await read(filling, blobs.get, hashlib.sha256(PDF).hexdigest()) is None


async def test_of_several_files_sent_out_of_the_blue_none_is_lost(filling: OnTelegram) -> None:
    await answered(filling.tiara, "laporan.pdf", PDF)
    asked = "Diterima: laporan.pdf, lampiran.pdf.\nBukti dukung untuk indikator mana?"
    assert asked in await answered(filling.tiara, "lampiran.pdf", PDF + b"2")
    before = len(filling.tiara.shown)
    await verify_dialog(filling.tiara, ("yang kedua", asked))
    assert len(filling.tiara.shown) == before + 1
    await verify_dialog(filling.tiara, ("[2. Gangguan]", "2. lampiran.pdf (1 KB)"))
    assert await read(filling, names) == ["laporan.pdf", "lampiran.pdf"]


@pytest.mark.parametrize(
    ("words", "kept_as"),
    [
        ("https://a.go.id/data", "https://a.go.id/data"),
        ("Tautan: https://a.go.id/data", "https://a.go.id/data"),
        ("www.kemendagri.go.id/data", "https://www.kemendagri.go.id/data"),
        ("drive.google.com/x", "https://drive.google.com/x"),
    ],
)
async def test_a_link_is_kept_however_it_is_written_also_where_a_figure_is_asked(
    filling: OnTelegram, words: str, kept_as: str
) -> None:
    await verify_dialog(filling.tiara, ("[Isi formulir]", PATROLS), (words, f"tersimpan: {kept_as}."))
    assert await read(filling, names) == [kept_as]
    await verify_dialog(filling.tiara, ("12", UNREST))


@pytest.mark.parametrize(
    ("name", "data"),
    [("virus.exe", b"MZ\x90"), ("laporan.pdf", b"MZ\x90"), ("tanpa-nama", b"x"), ("halaman.html", b"<html>")],
)
async def test_only_what_can_be_opened_safely_is_kept(filling: OnTelegram, name: str, data: bytes) -> None:
    await filling.tiara.press("Isi formulir")
    assert "Dimohon mengirim foto, PDF, berkas Office, atau tautan." in await answered(filling.tiara, name, data)
    assert await read(filling, kept) == []


async def test_a_name_with_folders_is_kept_without_them(filling: OnTelegram) -> None:
    await filling.tiara.press("Isi formulir")
    await answered(filling.tiara, "..\\..\\rahasia\\laporan.pdf", PDF)
    assert await read(filling, names) == ["laporan.pdf"]


async def test_the_same_file_twice_is_kept_once(filling: OnTelegram) -> None:
    await filling.tiara.press("Isi formulir")
    for _ in range(2):
        assert "tersimpan: laporan.pdf" in await answered(filling.tiara, "laporan.pdf", PDF)
    assert len(await read(filling, kept)) == 1


async def test_nobody_else_adds_or_removes_a_units_evidence(filling: OnTelegram) -> None:
    await filling.tiara.press("Isi formulir")
    await answered(filling.tiara, "laporan.pdf", PDF)
    for phone in (filling.pandu, filling.kasubag):
        for data in ("ev:3", "ev_remove:1", "evform:2"):
            await phone.forge(data)
    assert len(await read(filling, kept)) == 1


async def test_the_recap_and_the_report_list_the_evidence(filling: OnTelegram) -> None:
    await filling.tiara.press("Isi formulir")
    await answered(filling.tiara, "laporan-patroli.pdf", PDF)
    for words in ("12", "3"):
        await filling.tiara.say(words)
    await filling.tiara.press("Serahkan")
    await fill(filling.pandu, ("87,5", "950", "Rp18,5 juta"))
    await filling.pandu.press("Serahkan")
    await recap(filling)
    await filling.sekretaris.press("Setujui")
    await filling.sekretaris.press("Ya, setujui")
    await filling.kasubag.press("Simpan data")
    assert "laporan-patroli.pdf" in pdf_text(filling.kasubag.file("dokumen")).replace("\u200b", "")
