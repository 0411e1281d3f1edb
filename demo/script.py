"""What everybody does in one whole quarter: thirteen steps, eight units, one of them late, one return."""

from collections.abc import Iterator, Mapping
from dataclasses import replace
from datetime import datetime
from zoneinfo import ZoneInfo

from bot.workflow.master import MasterData
from bot.workflow.roles import Role
from bot.workflow.steps import Step
from demo.acts import Act, Does
from demo.figures import DIRECTION, corrections
from demo.office import LEADER, LETTER
from demo.phone import APPLY

SEKRETARIS, KASUBAG, STAF, CAMAT = "sekretaris", "kasubag-keu", "staf", "camat"
LATE_UNIT = "Kasi Kesos"
BY_WORKBOOK = ("Kasi Trantibum", "Subbag Umum & Kepeg.")
OWN_UNITS = (LEADER, "Subbag Keu & Prolap")
"""Those the Kasubag fills, each opened by a command: a person of two units chooses which."""
OWN_DAY = (2027, 1, 6, 9, 5)
LATE_DAY = (2027, 1, 12, 9, 30)
EVIDENCE = {
    "Kasi Pemerintahan": ("laporan-lppd-desa.pdf", "rekap-layanan.pdf"),
    "Kasi Trantibum": ("laporan-patroli.pdf",),
}
SIGNED = (
    ("surat-pengantar-bertanda-tangan.pdf", "Unggah pindaian"),
    ("tanda-terima-bagian-organisasi.pdf", "Unggah tanda terima"),
)
"""What comes back on paper, and as what it is kept."""
INSTRUCTION = "Mohon dicermati capaian indikator yang pada triwulan lalu di bawah target."
NOTE = "Agar tindak lanjut indikator di bawah target dipantau pada triwulan berikutnya."


def script(data: MasterData) -> tuple[Act, ...]:
    """In the order it is played. An act whose task somebody has done by hand meanwhile is left out."""
    zone = ZoneInfo(data.office.zone)
    units = {role.unit: role.person for role in data.roles if role.unit and role.role is Role.KASI}
    return (
        *ORDER,
        *_receive(units),
        *_collect(units),
        *_own_forms(datetime(*OWN_DAY, tzinfo=zone)),
        *_be_late(units, datetime(*LATE_DAY, tzinfo=zone)),
        *RECAP,
        *(replace(act, round=1) for act in _send_back(data)),
        *_correct(data, units),
        *RECAP,
        *APPROVE,
        *REPORT,
    )


def _press(who: str, label: str, step: Step, minutes: int) -> Act:
    return Act(who, Does.PRESS, label, step, minutes=minutes)


def _say(who: str, words: str, step: Step) -> Act:
    return Act(who, Does.SAY, words, step)


# Steps 1 to 4: the Sekretaris orders, the form is made and handed out.
ORDER = (
    _press(SEKRETARIS, "Tambah instruksi", Step.ORDER, 6),
    _say(SEKRETARIS, INSTRUCTION, Step.ORDER),
    _press(KASUBAG, "Periksa isi", Step.PREPARE, 4),
    _press(KASUBAG, "Formulir siap", Step.PREPARE, 9),
    _press(KASUBAG, "Perintahkan Staf", Step.INSTRUCT, 6),
    _press(STAF, "Bagikan", Step.DISTRIBUTE, 10),
)
# Steps 7 to 10, in both rounds.
RECAP = (
    _press(KASUBAG, "Perintahkan rekap", Step.ASSIGN_RECAP, 5),
    _press(STAF, "Lihat rekap", Step.RECAP, 5),
    _press(STAF, "Konfirmasi rekap", Step.RECAP, 35),
    _press(STAF, "Serahkan ke Kasubag", Step.HAND_OVER, 5),
    _press(KASUBAG, "Laporkan", Step.REPORT, 12),
)
# Step 11, setuju: asked once more, with a catatan.
APPROVE = (
    _press(SEKRETARIS, "Setujui", Step.DECIDE, 40),
    _press(SEKRETARIS, "Dengan catatan", Step.DECIDE, 1),
    _say(SEKRETARIS, NOTE, Step.DECIDE),
)
# Steps 12 and 13: archived, numbered, signed, handed to the Bupati.
REPORT = (
    _press(KASUBAG, "Simpan data", Step.ARCHIVE, 6),
    _press(KASUBAG, "Isi nomor surat", Step.LETTER, 8),
    _say(KASUBAG, LETTER, Step.LETTER),
    _press(KASUBAG, "Hari ini", Step.LETTER, 1),
    _press(KASUBAG, "Ya, benar", Step.LETTER, 1),
    _press(CAMAT, "Sudah ditandatangani", Step.SIGN, 45),
    *(
        act
        for name, label in SIGNED
        for act in (Act(KASUBAG, Does.UPLOAD, name, Step.DELIVER, minutes=2), _press(KASUBAG, label, Step.DELIVER, 0))
    ),
    _press(KASUBAG, "Sudah disampaikan", Step.DELIVER, 8),
)


def _receive(units: Mapping[str, str]) -> Iterator[Act]:
    """Most confirm by a tap; for the others the first answer is the receipt."""
    for unit, who in units.items():
        if unit not in (LATE_UNIT, *OWN_UNITS):
            yield Act(who, Does.PRESS, "Terima", Step.FILL, unit, minutes=3, optional=True)


def _collect(units: Mapping[str, str]) -> Iterator[Act]:
    """Steps 5 and 6: some in the chat, some in Excel."""
    for unit, who in units.items():
        if unit not in (LATE_UNIT, *OWN_UNITS):
            yield from _workbook(who, unit) if unit in BY_WORKBOOK else _chat(who, unit, 25)
            yield from _prove(who, unit)
            yield _submit(who, unit, 4)


def _prove(who: str, unit: str) -> Iterator[Act]:
    """Bukti dukung of the first indicators, before the form is handed in."""
    for number, name in enumerate(EVIDENCE.get(unit, ()), 1):
        yield Act(who, Does.UPLOAD, name, Step.SUBMIT, unit, minutes=2)
        yield Act(who, Does.PRESS, f"{number}. ", Step.SUBMIT, unit)
        yield Act(who, Does.PRESS, "Selesai", Step.SUBMIT, unit)


def _chat(who: str, unit: str, minutes: int) -> Iterator[Act]:
    yield Act(who, Does.FILL, "Isi formulir", Step.FILL, unit, minutes=minutes)


def _workbook(who: str, unit: str) -> Iterator[Act]:
    yield Act(who, Does.SEND, "", Step.FILL, unit, minutes=25)
    yield Act(who, Does.PRESS, APPLY, Step.FILL, unit)


def _submit(who: str, unit: str, minutes: int) -> Act:
    return Act(who, Does.PRESS, "Serahkan", Step.SUBMIT, unit, minutes=minutes)


def _own_forms(at: datetime) -> Iterator[Act]:
    for unit in OWN_UNITS:
        yield Act(KASUBAG, Does.FILL, "/isi", Step.FILL, unit, at=at)
        yield _submit(KASUBAG, unit, 3)


def _be_late(units: Mapping[str, str], at: datetime) -> Iterator[Act]:
    """The late unit hears of it, then the Kasubag, the Sekretaris and the Camat; then it fills after all."""
    yield Act(units[LATE_UNIT], Does.FILL, "Isi formulir", Step.FILL, LATE_UNIT, at=at)
    yield _submit(units[LATE_UNIT], LATE_UNIT, 10)


def _send_back(data: MasterData) -> Iterator[Act]:
    """Step 11, tidak: the Dokumen looked at as a concept, then two entries of two units, a comment each."""
    yield _say(SEKRETARIS, "/arsip", Step.DECIDE)
    yield _press(SEKRETARIS, "Kirim dokumen", Step.DECIDE, 1)
    indicators = {one.number: one for one in data.indicators}
    yield _press(SEKRETARIS, "Lihat rekap", Step.DECIDE, 20)
    yield _press(SEKRETARIS, "Kembalikan", Step.DECIDE, 15)
    for correction in corrections():
        flagged = indicators[correction.number]
        yield _press(SEKRETARIS, flagged.unit, Step.DECIDE, 1)
        yield _press(SEKRETARIS, flagged.name[:12], Step.DECIDE, 0)  # as the button is cut on the screen
        yield _say(SEKRETARIS, correction.comment, Step.DECIDE)
        yield _press(SEKRETARIS, "Kembali ke unit", Step.DECIDE, 0)
    yield _press(SEKRETARIS, "Lanjut ke arahan", Step.DECIDE, 1)
    yield _say(SEKRETARIS, DIRECTION, Step.DECIDE)
    yield _press(SEKRETARIS, "Kirim kembali", Step.DECIDE, 1)


def _correct(data: MasterData, units: Mapping[str, str]) -> Iterator[Act]:
    """The arahan is passed on; then steps 5 and 6 again, for the flagged entries only."""
    yield _press(KASUBAG, "Teruskan arahan", Step.FORWARD, 6)
    unit_of = {one.number: one.unit for one in data.indicators}
    for unit in (unit_of[correction.number] for correction in corrections()):
        yield from _chat(units[unit], unit, 30)
        yield _submit(units[unit], unit, 5)
