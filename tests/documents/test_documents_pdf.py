"""The papers laid out by typst, read back page by page."""

import re
from concurrent.futures import ThreadPoolExecutor
from dataclasses import replace
from decimal import Decimal
from io import BytesIO

import pytest
from pypdf import PdfReader

from bot.documents import pdf
from bot.services.narrating import written
from bot.workflow.papers import Letterhead, Signer
from bot.workflow.reports import Compliance, Passage
from tests.documents.document_samples import (
    HEAD,
    HOSTILE,
    INDICATORS,
    LONG,
    PERIOD,
    PLAIN_HEAD,
    at,
    compliance_sheet,
    disposition,
    letter,
    line,
    recap,
    receipts,
    report,
    unit_recap,
)


def pages(data: bytes) -> list[str]:
    return [page.extract_text() for page in PdfReader(BytesIO(data)).pages]


def words(data: bytes) -> str:
    """All text on one line."""
    return " ".join(" ".join(pages(data)).split())


def test_the_disposition_says_who_orders_what_by_when() -> None:
    text = words(pdf.disposition(disposition()))
    for part in ("Kode 000.8.6.3", "Nomor urut", "Nomor Lampiran", "Sifat", "Sangat segera"):
        assert part in text
    for part in (
        "LEMBAR DISPOSISI",
        "Jadwal Kerja Triwulan IV Tahun 2026",
        "Kasubag Keu dan Prolap",
        "Siapkan formulir pengumpulan data kinerja Triwulan IV Tahun 2026",
        "Mohon dilengkapi indikator kelurahan.",
        "Senin, 4 Januari 2027 pukul 08.35 WIB",
        "Plh. Sekretaris Kecamatan",
        "NIP. 19790101 200401 2 001",
    ):
        assert part in text


def test_lines_the_office_has_not_given_are_left_out() -> None:
    bare = Signer("CAMAT MAJU", "Eko Contoh")
    text = words(pdf.letter_pdf(letter(letterhead=PLAIN_HEAD, signer=bare, concept=False)))
    assert "CAMAT MAJU" in text
    assert "NIP." not in text
    assert "Jalan" not in text
    assert "Maju, 12" not in text
    assert "12 Januari 2027" in text


def test_the_receipts_show_who_has_the_form_and_who_has_not() -> None:
    text = words(pdf.receipts(receipts()))
    assert "Versi 1 (sementara)" in text
    assert "Senin, 4 Januari 2027 pukul 09.25 WIB" in text
    assert "dikonfirmasi melalui Telegram" in text
    assert "belum diterima" in text


def test_the_letter_carries_the_number_it_was_given_and_dots_where_there_is_none() -> None:
    assert "Nomor : 000.8.6.3/17/402.999/2027" in words(pdf.letter_pdf(letter()))
    assert "Nomor : …" in words(pdf.letter_pdf(letter(number="")))
    assert "Maju, …" in words(pdf.letter_pdf(letter(number="", dated=None)))
    assert "Yth. Bupati Contoh melalui Sekretaris Daerah di CONTOH" in words(pdf.letter_pdf(letter()))


def test_a_concept_is_marked_on_every_page_and_a_final_paper_on_none() -> None:
    assert all("KONSEP" in page for page in pages(pdf.report(report())))
    assert all("KONSEP" not in page for page in pages(pdf.report(report(concept=False))))
    assert "KONSEP" in words(pdf.letter_pdf(letter()))


def test_sample_data_is_called_so_on_every_page() -> None:
    papers = (
        pdf.disposition(disposition()),
        pdf.receipts(receipts()),
        pdf.letter_pdf(letter()),
        pdf.report(report()),
    )
    for data in papers:
        assert all("DATA CONTOH" in page for page in pages(data))
    plain = replace(HEAD, sample=False)
    assert "DATA CONTOH" not in words(pdf.report(report(letterhead=plain)))


def test_the_report_holds_every_chapter_and_both_levels() -> None:
    text = words(pdf.report(report()))
    for part in (
        "KATA PENGANTAR",
        "DAFTAR ISI",
        "BAB I PENDAHULUAN",
        "Peraturan Presiden Nomor 29 Tahun 2014",
        "BAB II CAPAIAN KINERJA KEPALA PERANGKAT DAERAH",
        "BAB III CAPAIAN KINERJA PER SEKSI/PPTK",
        "BAB IV REALISASI ANGGARAN",
        "BAB V FAKTOR PENDORONG",
        "BAB VI CATATAN PIMPINAN",
        "Tingkatkan capaian Seksi PMD.",
        "BAB VII PENUTUP",
        "LAMPIRAN I REKAPITULASI",
        "LAMPIRAN II DAFTAR BUKTI DUKUNG",
        "laporan-skm.pdf",
        "LAMPIRAN III PELAKSANAAN SOP",
        "20 jam 5 menit",
        "terlambat",
        "LAMPIRAN IV RIWAYAT KEPUTUSAN",
        "Lengkapi data Seksi PMD.",
    ):
        assert part in text, part
    for _, indicator, *_ in INDICATORS:
        assert text.count(indicator) >= 2


def test_the_appendix_says_how_the_sop_was_kept_and_which_deadlines_were_moved() -> None:
    text = words(pdf.report(report()))
    for part in (
        "Dari 2 tugas yang berbatas waktu, 1 selesai tepat waktu.",
        "Kasi/PPTK Seksi PMD Hana Contoh",
        "07-01-2027 09.00 semula 06-01-2027 16.00",
        "20 jam 5 menit 19 jam 35 menit terlambat",
        "Perpanjangan waktu",
        "Seksi PMD 1 06-01-2027 16.00 07-01-2027 09.00 Data desa belum lengkap. Citra Contoh, Kasubag Keu dan Prolap",
        "Batas waktu yang bergeser mengikuti kalender kerja",
        "Hari atau jam kerja kantor berubah",
        "41 catatan yang saling mengunci",
    ):
        assert part in text, part


def test_a_unit_that_mended_its_data_is_judged_by_the_first_time_it_submitted() -> None:
    unit = unit_recap("Seksi PMD", status="terlambat", first_at=at(7, 16, 20), submitted_at=at(8, 9))
    text = words(pdf.report(report(recap=recap(units=(unit,)))))
    assert "Status penyerahan: terlambat, 07-01-2027 16.20; perbaikan diserahkan 08-01-2027 09.00." in text


def test_the_index_of_evidence_says_what_how_large_by_whom_and_when() -> None:
    text = words(pdf.report(report()))
    index = text[text.index("LAMPIRAN II DAFTAR BUKTI DUKUNG", text.index("LAMPIRAN I REKAP")) :]
    for part in (INDICATORS[6][1], "laporan-skm.pdf", "2,4 MB", "Hana Contoh", "06-01-2027 09.00"):
        assert part in index, part


def test_the_report_shows_trends_where_earlier_periods_are_known_and_nothing_where_none_is() -> None:
    text = words(pdf.report(report()))
    for part in ("Perkembangan antarperiode", "Triwulan II 2026", "91,25%", "70,50%", "TW III 2026", "tetap",
                 "Dibandingkan dengan Triwulan III 2026, rata-rata capaian naik dari 91,25%."):  # fmt: skip
        assert part in text, part
    lines = tuple(replace(one, earlier=()) for one in recap().lines)
    bare = words(pdf.report(report(recap=recap(units=(unit_recap("A", lines=lines),)), trend=())))
    assert "Perkembangan" not in bare


def test_charts_can_be_read_without_colours() -> None:
    text = words(pdf.report(report()))
    for part in ("Rata-rata capaian per unit", "Capaian per indikator", "Serapan anggaran per unit",
                 "Sebaran predikat 8 indikator", "Tinggi: 6", "belum dapat dihitung: 2"):  # fmt: skip
        assert part in text, part


def test_the_narrative_is_printed_as_the_kasubag_edited_it() -> None:
    told = Passage("seksi", "Capaian Kinerja per Seksi/PPTK", "Alinea pertama.\nAlinea kedua #bukan *perintah*.")
    text = words(pdf.report(report(narrative=(told,))))
    assert "Alinea pertama. Alinea kedua #bukan *perintah*." in text
    assert "Puji syukur" not in text


def test_the_report_prints_the_whole_hash_of_what_was_approved() -> None:
    assert "cd" * 32 in words(pdf.report(report())).replace(" ", "")


def test_the_leaders_indicators_are_not_repeated_among_the_sections() -> None:
    everything = pages(pdf.report(report()))
    sections = next(page for page in everything if "BAB III" in page and "Rata-rata capaian per unit" in page)
    assert "Nilai SAKIP Kecamatan" not in sections


def test_a_missing_value_is_a_dash_and_never_zero() -> None:
    empty = unit_recap("Seksi Trantibum", mean=None, pagu=None, anggaran=None, absorption=None)
    text = words(pdf.report(report(recap=recap(units=(empty,), mean=None, absorption=None, pagu=None, anggaran=None))))
    assert "belum dapat dihitung" in text
    assert "Rp0" not in text
    assert "0,00%" not in text


@pytest.mark.parametrize("text", [HOSTILE, LONG, "x" * 4000, "*[#]$", "", "مرحبا 漢字 😀 " * 200])
def test_whatever_people_type_is_only_text(text: str) -> None:
    told = line(1, pendorong=text, penghambat=text, indicator=text or "Indikator", evidence=(text,))
    unit = unit_recap("Camat (IKU)", lines=(told,), holder=text)
    papers = (
        pdf.report(report(recap=recap(units=(unit,)), leader_note=text)),
        pdf.disposition(disposition(note=text, instruction=text, addressee=text)),
        pdf.letter_pdf(letter(item=text, remark=text, number=text, addressee=(text, text))),
    )
    assert all(len(PdfReader(BytesIO(data)).pages) for data in papers)


def test_markup_typed_by_people_is_printed_as_typed() -> None:
    text = words(pdf.disposition(disposition(note='#import "x" $x$ \\ *tebal* <b>& = Judul')))
    assert '#import "x" $x$ \\ *tebal* <b>& = Judul' in text


def test_a_report_without_any_unit_step_or_decision_still_prints() -> None:
    bare = report(recap=recap(units=(), changes=()), compliance=Compliance(), leader_note="")
    text = words(pdf.report(bare))
    assert "Tidak terdapat catatan pimpinan." in text
    assert "Tidak terdapat bukti dukung." in text


def test_the_same_paper_gives_the_same_bytes_on_any_thread() -> None:
    with ThreadPoolExecutor(8) as threads:
        made = list(threads.map(lambda _: pdf.report(report()), range(16)))
    assert len(set(made)) == 1


def test_only_the_shipped_font_is_used_for_latin_text() -> None:
    data = pdf.disposition(disposition())
    fonts = set(re.findall(rb"/BaseFont ?/([\w+-]+)", data))
    assert fonts
    assert all(b"LiberationSans" in font for font in fonts)


def test_a_kop_of_any_length_fits() -> None:
    head = Letterhead("PEMERINTAH KABUPATEN " + "SANGAT " * 20, "KECAMATAN " + "PANJANG " * 20, "Jalan " * 60)
    assert len(pages(pdf.disposition(disposition(letterhead=head)))) == 1


def test_the_report_says_how_averages_and_categories_come_about() -> None:
    capped = words(pdf.report(report(recap=recap(cap=Decimal(100)))))
    assert "capaian satu indikator dihitung paling tinggi 100,00%. Predikat ditentukan oleh batas bawah" in capped
    assert "tanpa batas atas" in words(pdf.report(report(recap=recap(cap=None))))


def test_a_concept_is_not_said_to_be_approved_or_kept() -> None:
    facts = {"concept": True, "archive_number": "", "compliance": Compliance()}
    own = written(recap(), "Camat (IKU)", (), concept=True)
    text = words(pdf.report(report(**facts, narrative=own)))
    assert "Data ini belum disetujui dan belum disimpan." in text
    assert "dan disimpan pada" not in text
    assert "dan disetujui menurut" not in text
    assert "Maju, …" in text


def test_the_appendix_goes_on_as_planned_to_the_last_step() -> None:
    text = words(pdf.report(report()))
    assert (
        "13c Melaporkan capaian Kinerja Kepala OPD dan Kasi kpd Bupati Kasubag 30 menit – – – – – belum dilaksanakan"
        in text
    )


def test_no_page_prints_a_figure_with_more_than_two_decimals() -> None:
    unit = unit_recap("A", lines=(line(1, realisasi_to_date=Decimal("92.8575")),))
    text = words(pdf.report(report(recap=recap(units=(unit,)))))
    assert "92,8575" not in text
    assert "92,86" in text


def test_how_the_whole_sop_was_kept_has_a_page_of_its_own_once_it_is_done() -> None:
    text = words(pdf.compliance(compliance_sheet()))
    for part in ("RENCANA DAN REALISASI", PERIOD, "Kasi/PPTK Seksi PMD Hana Contoh", "Riwayat Keputusan"):
        assert part in text
