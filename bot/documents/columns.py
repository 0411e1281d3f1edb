"""The words by which a form's parts are written and found again, shared by the writer and the reader."""

from collections.abc import Mapping

from bot.workflow.forms import Field

FIELD_HEADERS: Mapping[Field, str] = {
    Field.REALISASI: "Realisasi",
    Field.ANGGARAN: "Realisasi anggaran (Rp)",
    Field.PENDORONG: "Faktor pendorong",
    Field.PENGHAMBAT: "Faktor penghambat",
    Field.TINDAK_LANJUT: "Tindak lanjut",
    Field.REASON: "Alasan data belum tersedia",
}
NUMBER_HEADER = "No"
INDICATOR_HEADER = "Indikator"
PERCENT_HEADER = "Capaian (%)"
STATE_HEADER = "Keadaan"
PAGU_HEADER = "Pagu (Rp)"
ROW_KEY_HEADER = "Kunci baris"

OFFICE_LABEL = "Kantor"
UNIT_LABEL = "Unit"
PERIOD_LABEL = "Periode"
"""Before a colon in the title block: they say whose form it is where its key was lost."""

KEY_SHEET = "kunci"
KEY_LABEL = "kunci formulir"
