"""THE PAPERS of docs/dokumen: which document is shown by which file of the play, and what is said of it."""

from collections.abc import Mapping
from dataclasses import dataclass

from bot.documents.makers import DocumentKind as Kind


@dataclass(frozen=True)
class Shown:
    """`file` is a pattern for the names under out/, of which the last is taken; `page` its page, from 1."""

    kind: Kind
    name: str  # docs/dokumen/<name>.png
    file: str
    step: str
    title: str
    words: str
    page: int = 1


SHOWN = (
    Shown(Kind.MASTER, "data-induk", "data-induk-*.xlsx", "Sebelum langkah 1", "Data Induk",
          "Pegawai, peran, unit, indikator, dan target kantor; diisi admin lalu dikirim kembali ke bot."),
    Shown(Kind.DISPOSITION, "lembar-disposisi", "disposisi-*.pdf", "Langkah 1", "Lembar Disposisi",
          "Perintah Sekretaris kepada Kasubag untuk menyiapkan formulir."),
    Shown(Kind.FORM, "formulir", "formulir-*-kasi-trantibum.xlsx", "Langkah 2 sampai 6", "Formulir pengumpulan data",
          "Satu untuk setiap unit. Hanya kotak kuning yang diisi, di Excel atau lewat percakapan."),
    Shown(Kind.RECEIPTS, "tanda-terima", "tanda-terima-*.pdf", "Langkah 4", "Tanda Terima",
          "Siapa menerima formulir, kapan, dan dengan cara apa."),
    Shown(Kind.RECAP, "rekapitulasi", "rekapitulasi-*-v[0-9].xlsx", "Langkah 8", "Rekapitulasi",
          "Seluruh indikator per unit dengan capaian dan predikat; lembar lainnya ringkasan, E.81, dan kelengkapan."),
    Shown(Kind.CHART, "grafik", "grafik-*.png", "Langkah 11", "Grafik pada kartu Sekretaris",
          "Rekapitulasi dalam satu pandangan, dikirim bersama permintaan persetujuan."),
    Shown(Kind.REPORT, "dokumen-capaian", "dokumen-capaian-*.pdf", "Langkah 12", "Dokumen Data Capaian Kinerja",
          "Laporan lengkap untuk Bupati, dibuat ketika data yang disetujui disimpan."),
    Shown(Kind.REPORT, "dokumen-capaian-isi", "dokumen-capaian-*.pdf", "Langkah 12", "Dokumen: bab III",
          "Capaian setiap unit dalam grafik dan tabel.", page=6),
    Shown(Kind.REPORT_DOCX, "naskah", "naskah-*.docx", "Langkah 12", "Naskah Dokumen (Word)",
          "Narasi yang boleh disunting Kasubag dan dikirim kembali; tabelnya tetap."),
    Shown(Kind.LETTER_CONCEPT, "konsep-surat-pengantar", "konsep-surat-*.pdf", "Langkah 12", "Konsep Surat Pengantar",
          "Surat sebelum bernomor, bertanda KONSEP."),
    Shown(Kind.LETTER_PDF, "surat-pengantar", "surat-pengantar-*.pdf", "Langkah 13", "Surat Pengantar (PDF)",
          "Setelah nomor dan tanggalnya diisi Kasubag; ditandatangani Camat dengan tangan atau sertifikatnya sendiri."),
    Shown(Kind.LETTER_DOCX, "surat-pengantar-word", "surat-pengantar-*.docx", "Langkah 13", "Surat Pengantar (Word)",
          "Surat yang sama untuk disesuaikan dengan tata naskah kantor."),
)  # fmt: skip

NOT_SHOWN: Mapping[Kind, str] = {
    Kind.FORM_SUBMITTED: "formulir setiap unit sebagaimana diserahkan, untuk arsip",
    Kind.COMPLIANCE: "seluruh langkah SOP menurut rencana dan pelaksanaannya, dibuat setelah langkah 13 untuk arsip",
    Kind.RECAP_DECIDED: "rekapitulasi yang sama setelah diputuskan, dengan siapa yang menyetujui atau mengembalikannya",
    Kind.REPORT_CONCEPT: "dikirim bila diminta dengan /arsip: Dokumen yang sama, bertanda KONSEP",
    Kind.ARCHIVE: "berkas zip dari seluruh dokumen di atas, bukti dukung, dan riwayatnya",
    Kind.AKIP: "berkas zip dengan isi yang sama menurut kriteria evaluasi AKIP",
    Kind.LISTING: "berkas teks, bila yang perlu diperbaiki terlalu panjang untuk satu pesan",
    Kind.STATUS: "gambar jawaban /status, terlihat pada panduan",
}
"""Kinds that have no page, or that the play does not make."""


def page_of_all() -> str:
    """docs/dokumen/README.md"""
    shown = (f"## {one.title}\n\n{one.step}. {one.words}\n\n![{one.title}]({one.name}.png)\n" for one in SHOWN)
    rest = (f"- `{kind}`: {why}\n" for kind, why in NOT_SHOWN.items())
    head = (
        "# Dokumen yang dibuat bot\n\nHalaman pertama setiap dokumen dari triwulan contoh (`make pictures`). Seluruh"
        " nama dan angka hanya contoh. Tidak ada tanda tangan yang digambar: tempatnya dikosongkan.\n"
    )
    return "\n".join([head, *shown, "## Tanpa gambar\n", "".join(rest)])
