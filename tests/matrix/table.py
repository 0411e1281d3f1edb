"""Who may do what, as the office's SOP has it: written by hand from its thirteen rows and its rules, not from the code.

Each row is one thing that can be said or pressed, at a moment in which it means something. Whoever a row does not name
is refused.
"""

from collections.abc import Mapping
from dataclasses import dataclass

from bot.channels.base import Said
from tests.matrix.cells import Does

CHANGES, ASKS, SHOWS = Does.CHANGES, Does.ASKS, Does.SHOWS
COMMAND, PRESS, TEXT, FILE, OTHER = Said.COMMAND, Said.PRESS, Said.TEXT, Said.FILE, Said.OTHER

CAMAT, SEKRETARIS, ADMIN = ("camat",), ("sekretaris",), ("adi",)
KASUBAG = ("kasubag",)
STAF = ("staf", "sinta")
KASI = ("pandu",)
UNIT = (*KASI, "opi")
"""The unit that the moment is about: its Kasi, and its operator, who fills but cannot submit."""
FILLS = (*UNIT, *STAF)
"""A form is its unit's, and the Staf may enter what a unit wrote on paper."""
LEADERS = (*KASUBAG, *SEKRETARIS, *CAMAT)
MASTER = (*KASUBAG, *ADMIN)
"""Who prepares the forms keeps their data, and so does the admin."""
SENDER = (*KASUBAG, *CAMAT)
"""13c: "Kasubag (or Camat)"."""
EVERYBODY = ("kasubag", "camat", "sekretaris", "staf", "sinta", "pandu", "tiara", "opi", "adi", "pina", "eko")
"""Of the office."""
NOBODY: tuple[str, ...] = ()


@dataclass(frozen=True)
class Row:
    """`may`: whose phone has the button first, then who else may; `does`: what comes of it for the first.

    `data`: callback data, words or a file's name, with names in braces for what the moment has; empty for the newest
    button of that verb on the first one's phone. `asked`: it answers a question that is open, and is nothing where none
    is. `own`: of who did it alone, whoever may act by now. `here`: it names nothing of an office, and each office's
    people do it in their own.
    """

    said: Said
    trigger: str
    moment: str
    may: tuple[str, ...]
    does: Does
    data: str = ""
    asked: bool = False
    own: bool = False
    here: bool = False

    @property
    def first(self) -> str:
        """Whose phone has it."""
        return self.may[0] if self.may else ""

    @property
    def at_home(self) -> bool:
        return self.here or self.said is Said.COMMAND

    def __str__(self) -> str:
        return f"{self.said} {self.trigger or '(anything else)'} at {self.moment!r}"


def _rows(said: Said, may: tuple[str, ...], does: Does, at: Mapping[str, str], asked: bool = False) -> tuple[Row, ...]:
    """`at`: moment by trigger."""
    return tuple(Row(said, trigger, moment, may, does, asked=asked) for trigger, moment in at.items())


COMMANDS = (
    *_rows(COMMAND, EVERYBODY, SHOWS, dict.fromkeys(
        ("start", "tugas", "jadwal", "pengingat", "status", "kantor", "batal", "bantuan", "help"), "shared out")),
    Row(COMMAND, "isi", "shared out", (*FILLS, "tiara"), ASKS),
    Row(COMMAND, "excel", "shared out", (*FILLS, "tiara"), SHOWS),
    Row(COMMAND, "bukti", "shared out", (*FILLS, "tiara"), SHOWS),
    Row(COMMAND, "mulai", "morning", (*KASUBAG, *SEKRETARIS), SHOWS),
    Row(COMMAND, "kelola", "morning", MASTER, ASKS),
    Row(COMMAND, "libur", "morning", MASTER, ASKS),
    Row(COMMAND, "lambang", "morning", MASTER, ASKS),
    Row(COMMAND, "pegawai", "morning", MASTER, SHOWS),
    Row(COMMAND, "datainduk", "morning", ADMIN, SHOWS),
    Row(COMMAND, "arsip", "archived", LEADERS, SHOWS),
    Row(COMMAND, "riwayat", "archived", (*LEADERS, *STAF, *ADMIN), SHOWS),
    Row(COMMAND, "penyetuju", "decision", ADMIN, SHOWS),
    Row(COMMAND, "antrean", "given up", ADMIN, SHOWS),
    Row(COMMAND, "", "shared out", NOBODY, SHOWS, "/tidakada"),
)  # fmt: skip
STEPS = (
    Row(PRESS, "order", "proposed", SEKRETARIS, CHANGES),
    Row(PRESS, "order_with", "proposed", SEKRETARIS, ASKS),
    Row(PRESS, "postpone", "proposed", SEKRETARIS, ASKS),
    Row(PRESS, "prepare", "ordered", KASUBAG, CHANGES),
    Row(PRESS, "review", "ordered", KASUBAG, SHOWS),
    Row(PRESS, "undo", "ordered", SEKRETARIS, CHANGES, own=True),
    Row(PRESS, "instruct", "prepared", KASUBAG, CHANGES),
    Row(PRESS, "instruct_with", "prepared", KASUBAG, ASKS),
    Row(PRESS, "staf", "prepared", KASUBAG, SHOWS, "staf:{instruct[1]}:{instruct[2]}"),
    Row(PRESS, "staf_is", "prepared", KASUBAG, CHANGES, "staf_is:{instruct[1]}:{instruct[2]}:{sinta}"),
    Row(PRESS, "distribute", "instructed", STAF, CHANGES),
    Row(PRESS, "handover", "cut off", STAF, CHANGES),
    Row(PRESS, "behalf", "cut off", KASUBAG, CHANGES),
    Row(PRESS, "receive", "shared out", UNIT, CHANGES),
    Row(PRESS, "problem", "shared out", UNIT, ASKS),
    Row(PRESS, "extend", "problem told", (*KASUBAG, *SEKRETARIS), CHANGES),
    Row(PRESS, "goon", "late", KASUBAG, ASKS),
    Row(PRESS, "refresh", "came late", (*KASUBAG, *STAF), CHANGES),
    Row(PRESS, "assign", "collected", KASUBAG, CHANGES),
    Row(PRESS, "recap", "recapping", STAF, CHANGES),
    Row(PRESS, "passon", "handed over", STAF, CHANGES),
    Row(PRESS, "report", "reporting", KASUBAG, CHANGES),
    Row(PRESS, "sendback", "reporting", KASUBAG, ASKS),
    Row(PRESS, "approve", "decision", SEKRETARIS, ASKS),
    Row(PRESS, "approve_yes", "sure to approve", SEKRETARIS, CHANGES),
    Row(PRESS, "approve_with", "sure to approve", SEKRETARIS, ASKS),
    Row(PRESS, "refer", "own part", SEKRETARIS, CHANGES, own=True),
    Row(PRESS, "approve", "referred", CAMAT, ASKS),
    Row(PRESS, "approve_yes", "referred", CAMAT, CHANGES, "approve_yes:{approve[1]}:{approve[2]}:{approve[3]}"),
    Row(PRESS, "forward", "returned", KASUBAG, CHANGES),
    Row(PRESS, "archive", "approved", KASUBAG, CHANGES),
    Row(PRESS, "sign", "signing", CAMAT, CHANGES),
    Row(PRESS, "reportback", "signing", CAMAT, ASKS),
    Row(PRESS, "deliver", "signed", SENDER, CHANGES),
    Row(PRESS, "attach_to", "signed", SENDER, SHOWS),
    Row(PRESS, "attach", "signed", SENDER, ASKS, "attach:{cycle}:pindaian"),
    Row(PRESS, "details", "decision", (*SEKRETARIS, *KASUBAG, *CAMAT), SHOWS),
    Row(PRESS, "details", "recapping", (*STAF, *LEADERS), SHOWS),
    Row(PRESS, "detail", "recapping", (*STAF, *LEADERS), SHOWS, "detail:{recap[1]}:0"),
    Row(PRESS, "proofs", "recapping", (*STAF, *LEADERS), SHOWS, "proofs:{recap[1]}:0"),
)
RETURNING = (
    Row(PRESS, "return", "decision", SEKRETARIS, ASKS),
    Row(PRESS, "return", "recapping", STAF, ASKS),
    Row(PRESS, "return", "archived", KASUBAG, ASKS),
    *_rows(PRESS, SEKRETARIS, ASKS, {
        "rt_unit": "picking", "rt_next": "picking", "rt_units": "unit picked", "rt_entry": "unit picked",
        "rt_all": "unit picked", "rt_pick": "comment asked", "rt_same": "comment asked",
        "rt_words": "direction there"}, asked=True),
    Row(PRESS, "rt_change", "return shown", SEKRETARIS, SHOWS, asked=True),
    Row(PRESS, "rt_send", "return shown", SEKRETARIS, CHANGES, asked=True),
)  # fmt: skip
LETTER = (
    Row(PRESS, "letter", "archived", KASUBAG, ASKS),
    *_rows(PRESS, KASUBAG, ASKS, {
        "letter_today": "date asked", "letter_odd": "odd date", "letter_number": "letter shown",
        "letter_date": "letter shown", "letter_signer": "letter shown"}, asked=True),
    Row(PRESS, "letter_yes", "letter shown", KASUBAG, CHANGES, asked=True),
)  # fmt: skip
FORM = (
    Row(PRESS, "fill", "shared out", FILLS, ASKS),
    Row(PRESS, "fillform", "shared out", FILLS, ASKS, "fillform:{form}"),
    Row(PRESS, "excelform", "shared out", FILLS, SHOWS, "excelform:{form}"),
    Row(PRESS, "evform", "shared out", FILLS, SHOWS, "evform:{form}"),
    Row(PRESS, "formpage", "asked", FILLS, SHOWS, "formpage:{form}:0"),
    Row(PRESS, "change", "spending asked", FILLS, ASKS),
    Row(PRESS, "explain", "spending asked", FILLS, ASKS),
    Row(PRESS, "nodata", "asked", FILLS, ASKS, asked=True),
    Row(PRESS, "why", "reasons", FILLS, CHANGES, asked=True),
    Row(PRESS, "skip", "spending asked", FILLS, SHOWS, asked=True),
    Row(PRESS, "sure", "doubted", FILLS, ASKS, asked=True),
    Row(PRESS, "keep", "filling again", FILLS, CHANGES, asked=True),
    Row(PRESS, "submit", "complete", KASI, SHOWS),
    Row(PRESS, "submit_yes", "sure to submit", KASI, CHANGES),
    Row(PRESS, "spent", "sure to submit", FILLS, ASKS),
    Row(PRESS, "withdraw", "submitted", KASI, CHANGES, own=True),
    Row(PRESS, "ev", "shared out", FILLS, ASKS, "ev:{entry}"),
    Row(PRESS, "ev_remove", "evidence asked", FILLS, CHANGES),
    Row(PRESS, "ev_done", "evidence asked", FILLS, SHOWS, asked=True),
    Row(PRESS, "apply", "listed", FILLS, CHANGES, asked=True),
)
OFFICE = (
    Row(PRESS, "begin", "begun by hand", (*KASUBAG, *SEKRETARIS), CHANGES, here=True),
    Row(PRESS, "cancelask", "proposed", SEKRETARIS, ASKS),
    Row(PRESS, "cancelrun", "giving up shown", SEKRETARIS, CHANGES, asked=True),
    Row(PRESS, "manage", "managing", MASTER, ASKS, asked=True),
    Row(PRESS, "manage_page", "managing", MASTER, ASKS, "manage_page:task:1", asked=True),
    Row(PRESS, "manage_apply", "change shown", MASTER, CHANGES, asked=True),
    Row(PRESS, "lambang_drop", "lambang shown", MASTER, SHOWS),
    Row(PRESS, "lambang_sure", "lambang to go", MASTER, CHANGES),
    Row(PRESS, "revise", "revision offered", MASTER, CHANGES),
    Row(PRESS, "induk", "master read", ADMIN, CHANGES, asked=True),
    Row(PRESS, "person", "admin lists", (*ADMIN, *KASUBAG), SHOWS),
    Row(PRESS, "staff_page", "admin lists", (*ADMIN, *KASUBAG), SHOWS, "staff_page:0", here=True),
    Row(PRESS, "invite", "admin looks at pandu", (*ADMIN, *KASUBAG), CHANGES, "invite:{pandu}"),
    Row(PRESS, "relink", "admin looks at pandu", ADMIN, CHANGES),
    Row(PRESS, "unlink", "admin looks at pandu", ADMIN, SHOWS),
    Row(PRESS, "unlink_yes", "admin is asked about pandu", ADMIN, CHANGES),
    Row(PRESS, "stand_in", "admin lists", (*ADMIN, *KASUBAG), ASKS, here=True),
    Row(PRESS, "mandate", "mandate asked", (*ADMIN, *KASUBAG), ASKS, asked=True),
    Row(PRESS, "mandate_page", "mandate asked", (*ADMIN, *KASUBAG), ASKS, "mandate_page:post:1", asked=True),
    Row(PRESS, "mandate_today", "first day asked", (*ADMIN, *KASUBAG), ASKS, asked=True),
    Row(PRESS, "mandate_apply", "mandate shown", ADMIN, CHANGES, asked=True),
    Row(PRESS, "mandate_end", "mandate given", ADMIN, SHOWS),
    Row(PRESS, "mandate_ended", "mandate to end", ADMIN, CHANGES),
    Row(PRESS, "second", "decision", ADMIN, SHOWS, "second:{cycle}"),
    Row(PRESS, "second_is", "decision", ADMIN, CHANGES, "second_is:{cycle}:{sinta}"),
    Row(PRESS, "retry", "given up", ADMIN, SHOWS),
    Row(PRESS, "retry_all", "given up", ADMIN, SHOWS, "retry_all", here=True),
    Row(PRESS, "history", "decision", (*LEADERS, *STAF, *ADMIN), SHOWS, "history:{cycle}:0"),
    Row(PRESS, "archives", "archived", LEADERS, SHOWS, "archives:{cycle}"),
    *_rows(PRESS, (*SEKRETARIS, *KASUBAG, *CAMAT), SHOWS, dict.fromkeys(
        ("arsip_send", "arsip_all", "arsip_akip"), "archived")),
    Row(PRESS, "show", "reminded", ("tiara", *LEADERS), SHOWS),
    Row(PRESS, "later", "reminded", ("tiara",), CHANGES, own=True),
    Row(PRESS, "chase", "shared out", (*KASUBAG, *STAF), CHANGES),
    Row(PRESS, "ledger", "reminded", ("tiara", *LEADERS, *ADMIN), SHOWS, "ledger:{show[1]}"),
    Row(PRESS, "ledgers", "reminded", EVERYBODY, SHOWS, "ledgers:0", here=True),
    Row(PRESS, "tasks", "shared out", EVERYBODY, SHOWS, "tasks", here=True),
    Row(PRESS, "picture", "shared out", EVERYBODY, SHOWS, "picture", here=True),
    Row(PRESS, "office", "shared out", EVERYBODY, SHOWS, "office:{office}"),
    Row(PRESS, "dismiss", "shared out", EVERYBODY, SHOWS, "dismiss", here=True),
    Row(PRESS, "cancel", "managing", MASTER, SHOWS, asked=True),
    Row(PRESS, "found", "shared out", NOBODY, SHOWS, "found:1:1", here=True),
    Row(PRESS, "", "shared out", NOBODY, SHOWS, "tidakada:1:1", here=True),
)  # fmt: skip
WORDS = (
    Row(TEXT, "words", "instruction asked", SEKRETARIS, CHANGES, "Mohon segera.", asked=True),
    Row(TEXT, "go_on", "reason asked", KASUBAG, CHANGES, "Tidak kunjung diterima.", asked=True),
    Row(TEXT, "cancel_cycle", "giving up asked", SEKRETARIS, ASKS, "Salah periode.", asked=True),
    Row(TEXT, "approve", "sure to approve", SEKRETARIS, ASKS, "Agar dipantau.", asked=True),
    Row(TEXT, "return", "direction asked", SEKRETARIS, ASKS, "Mohon dilengkapi.", asked=True),
    Row(TEXT, "letter", "date asked", KASUBAG, ASKS, "4-1-2027", asked=True),
    Row(TEXT, "attach", "scan asked", SENDER, SHOWS, "ini pindaiannya", asked=True),
    Row(TEXT, "fill", "asked", FILLS, CHANGES, "87,5", asked=True),
    Row(TEXT, "upload", "listed", FILLS, SHOWS, "ya", asked=True),
    Row(TEXT, "evidence", "evidence asked", FILLS, CHANGES, "https://contoh.go.id/b", asked=True),
    Row(TEXT, "proof", "proof waits", (*FILLS, "tiara"), SHOWS, "yang pertama", asked=True),
    Row(TEXT, "master", "master read", ADMIN, SHOWS, "ya", asked=True),
    Row(TEXT, "manage", "target asked", MASTER, ASKS, "15", asked=True),
    Row(TEXT, "lambang", "lambang asked", MASTER, SHOWS, "ini lambangnya", asked=True),
    Row(TEXT, "mandate", "sk asked", (*ADMIN, *KASUBAG), ASKS, "800/1/2027", asked=True),
    Row(TEXT, "", "shared out", NOBODY, SHOWS, "halo", here=True),
    Row(OTHER, "", "shared out", NOBODY, SHOWS),
)
FILES = (
    Row(FILE, "", "shared out", (*FILLS, "tiara"), CHANGES, "laporan.pdf"),
    Row(FILE, "", "evidence asked", (*FILLS, "tiara"), CHANGES, "laporan.pdf"),
    Row(FILE, "", "scan asked", SENDER, CHANGES, "laporan.pdf"),
    Row(FILE, "", "shared out", FILLS, ASKS, "formulir-isian.xlsx"),
    Row(FILE, "lambang", "lambang asked", MASTER, CHANGES, "lambang.png", asked=True),
    Row(FILE, "", "master sent", ADMIN, ASKS, "induk-baru.xlsx", here=True),
    Row(FILE, "", "archived", KASUBAG, CHANGES, "naskah-baru.docx"),
)
VERSIONED = frozenset(
    {row.trigger for row in (*STEPS, *RETURNING, *LETTER) if not row.data and not row.asked}
    - {"undo", "behalf", "extend", "goon", "refresh", "details", "attach_to", "detail", "proofs"}
    | {"staf", "staf_is", "problem", "submit", "submit_yes"}
)
"""Verbs whose button is of a version of its task."""
AGAIN = frozenset({"invite", "relink"})
"""What is done as often as it is pressed: each makes another invite, and the one before opens nothing any more."""
ROWS = (*COMMANDS, *STEPS, *RETURNING, *LETTER, *FORM, *OFFICE, *WORDS, *FILES)
