"""A cycle's zip: every file as it is kept, each with its hash, and what is lacking said."""

import hashlib
from io import BytesIO
from zipfile import ZipFile

from openpyxl import load_workbook

from bot.documents.packing import ABOUT, MANIFEST, Needs, needs, zipped
from bot.documents.tables import HEADER_AT, table_workbook
from tests.documents.document_samples import CONTENTS, HEAD, HOSTILE, pack


def opened() -> ZipFile:
    return ZipFile(BytesIO(zipped((pack(), CONTENTS))))


def test_the_same_archive_asked_for_again_is_the_same_to_the_byte() -> None:
    """In the order of the pack, each part dated as the pack was asked for, the tables made anew among them."""
    made = zipped((pack(), CONTENTS))
    assert zipped((pack(), dict(reversed(CONTENTS.items())))) == made
    with opened() as parts:
        assert {part.date_time for part in parts.infolist()} == {(2027, 1, 12, 9, 0, 0)}
        assert parts.namelist() == [*(item.path for item in pack().items if item.document_id != 8), MANIFEST, ABOUT]


def test_it_needs_the_papers_and_the_files_it_names() -> None:
    assert needs(pack()) == Needs((7, 8), ("ef" * 32,))


def test_every_file_is_in_it_as_it_is_kept() -> None:
    with opened() as parts:
        assert parts.read("01-dokumen/dokumen.pdf") == CONTENTS[7]
        assert parts.read("02-bukti-dukung/Seksi PMD/07-laporan.pdf") == CONTENTS["ef" * 32]
        assert parts.read("05-riwayat/riwayat.jsonl") == b'{"seq":1}\n'
        assert parts.testzip() is None


def test_the_manifest_has_the_hash_of_every_file_as_sha256sum_reads_it() -> None:
    with opened() as parts:
        lines = parts.read(MANIFEST).decode().splitlines()
        named = {name: sha256 for sha256, name in (line.split("  ", 1) for line in lines)}
        assert named.keys() == set(parts.namelist()) - {MANIFEST, ABOUT}
        for name, sha256 in named.items():
            assert hashlib.sha256(parts.read(name)).hexdigest() == sha256


def test_it_says_what_it_is_and_what_could_not_be_made() -> None:
    with opened() as parts:
        about = parts.read(ABOUT).decode()
    for part in (
        "ARSIP SOP DATA KINERJA",
        "KECAMATAN MAJU – PEMERINTAH KABUPATEN CONTOH",
        "Triwulan IV Tahun 2026, disiapkan Selasa, 12 Januari 2027 pukul 09.00 WIB, bagian 1 dari 1.",
        "Memuat 4 berkas.",
        f"41 catatan yang saling mengunci; sidik catatan terakhir: {'ba' * 32}",
        "DATA CONTOH",
        "Dokumen yang tidak dapat dibuat:\r\n01-dokumen/gagal.pdf",
    ):
        assert part in about, part


def test_tables_hold_numbers_as_numbers_and_texts_as_texts() -> None:
    book = pack().items[-1].book
    assert book is not None
    sheet = load_workbook(BytesIO(table_workbook(book)))["Daftar"]
    rows = [[cell.value for cell in row] for row in sheet.iter_rows(min_row=HEADER_AT)]
    typed = HOSTILE.replace("\x07", "").replace("\x00", "")
    assert rows == [["No", "Uraian"], [1, typed], [2, "=1+1"], [None, "biasa"]]
    assert not [cell for row in sheet.iter_rows() for cell in row if cell.data_type in ("f", "e")]
    assert "DATA CONTOH" in str(sheet["A1"].value)
    assert HEAD.office in str(sheet["A2"].value)
