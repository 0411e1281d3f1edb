"""The moments of a cycle in which the verbs mean something: a tree, each played once from the one before."""

from collections.abc import Callable
from dataclasses import dataclass
from datetime import datetime
from typing import Any

import sqlalchemy as sa

from bot.store import tables
from bot.store.engine import Tx
from tests.matrix.people import come_to_the_office
from tests.stories.world import PERSONS

Turn = str | Callable[[Tx, datetime], Any]
"""Who, and what they do: "kasubag [Laporkan]" presses, "pandu <a.pdf>" sends a file, "clock 6-1 07.45" lets time pass,
anything else is said; or what happens in the database."""


@dataclass(frozen=True)
class Scene:
    """`after`: the scene it goes on from."""

    name: str
    after: str
    turns: tuple[Turn, ...]


def sekretaris_has_entered(tx: Tx, _now: datetime) -> None:
    """An own part, whichever."""
    tx.execute(tables.authors.insert().values(office_id=1, cycle_id=1, person_id=_person(tx, "sekretaris")))


def something_is_given_up(tx: Tx, _now: datetime) -> None:
    """A message that the channel refused."""
    newest = sa.select(sa.func.max(tables.outbox.c.id)).where(tables.outbox.c.kind == "text").scalar_subquery()
    tx.execute(tables.outbox.update().where(tables.outbox.c.id == newest).values(state=2, error="refused"))


def _person(tx: Tx, key: str) -> int:
    name = next(one.name for one in PERSONS if one.key == key)
    return int(tx.execute(sa.select(tables.persons.c.id).where(tables.persons.c.name == name)).scalar_one())


SCENES = (
    Scene("morning", "", (come_to_the_office,)),
    Scene("admin lists", "morning", ("adi /pegawai",)),
    Scene("admin looks at pandu", "admin lists", ("adi [5. Pandu]",)),
    Scene("admin is asked about pandu", "admin looks at pandu", ("adi [Putuskan]",)),
    Scene("mandate asked", "admin lists", ("adi [Tunjuk pengganti]",)),
    Scene("sk asked", "mandate asked", ("adi [2. Sekretaris]", "adi [5. Pandu]")),
    Scene("first day asked", "sk asked", ("adi 800/12/2027",)),
    Scene("mandate shown", "first day asked", ("adi [Hari ini]", "adi 8-1-2027")),
    Scene("mandate given", "mandate shown", ("adi [Tetapkan]", "adi /pegawai", "adi [5. Pandu]")),
    Scene("mandate to end", "mandate given", ("adi [Akhiri mandat]",)),
    Scene("managing", "morning", ("kasubag /kelola",)),
    Scene("target asked", "managing",
        ("kasubag [Target]", "kasubag [2. Kasi Trantib]", "kasubag [1. Patroli]", "kasubag [TW IV]")),
    Scene("change shown", "target asked", ("kasubag 15",)),
    Scene("lambang asked", "morning", ("kasubag /lambang",)),
    Scene("lambang shown", "lambang asked", ("kasubag <lambang.png>", "kasubag /lambang")),
    Scene("lambang to go", "lambang shown", ("kasubag [Hapus lambang]",)),
    Scene("master sent", "morning", ("adi /datainduk",)),
    Scene("master read", "master sent", ("adi <induk-baru.xlsx>",)),
    Scene("given up", "morning", ("tiara /status", something_is_given_up, "adi /antrean")),
    Scene("begun by hand", "morning", ("kasubag /mulai",)),
    Scene("proposed", "morning", ("clock 4-1 08.00", "sekretaris /jadwal", "adi /penyetuju")),
    Scene("instruction asked", "proposed", ("sekretaris [Tambah instruksi]",)),
    Scene("giving up asked", "proposed", ("sekretaris [Batalkan Triwulan IV]",)),
    Scene("giving up shown", "giving up asked", ("sekretaris Salah periode.",)),
    Scene("ordered", "proposed", ("sekretaris [Disposisikan]",)),
    Scene("prepared", "ordered", ("kasubag [Formulir siap]",)),
    Scene("instructed", "prepared", ("kasubag [Perintahkan Staf]",)),
    Scene("cut off", "instructed", ("tiara block", "staf [Bagikan]", "staf /tugas", "kasubag /tugas")),
    Scene("shared out", "instructed", ("staf [Bagikan]", "kasubag /status", "pandu /pengingat")),
    Scene("revision offered", "shared out", (
        "kasubag /kelola", "kasubag [Target]", "kasubag [2. Kasi Trantib]", "kasubag [1. Patroli]", "kasubag [TW IV]",
        "kasubag 15", "kasubag [Terapkan]")),
    Scene("problem told", "shared out", ("pandu [Sampaikan Kendala]", "pandu Data belum ada.")),
    Scene("reminded", "shared out", ("clock 6-1 07.45",)),
    Scene("late", "shared out", (
        "pandu [Isi formulir]", "pandu 87,5", "pandu 950", "pandu Rp18,5 juta", "pandu [Serahkan]", "clock 8-1 07.45")),
    Scene("reason asked", "late", ("kasubag [Lanjut tanpa data]",)),
    Scene("came late", "reason asked", (
        "kasubag Tidak kunjung diterima.", "kasubag [Perintahkan rekap]", "staf [Konfirmasi rekap]",
        "tiara /isi", "tiara 12", "tiara 3", "tiara [Serahkan]")),
    Scene("listed", "shared out", ("pandu 1 87,5\n2 950",)),
    Scene("proof waits", "shared out", ("pandu <laporan.pdf>",)),
    Scene("evidence asked", "shared out", ("pandu /bukti", "pandu [1. Desa]", "pandu https://contoh.go.id/a")),
    Scene("asked", "shared out", ("pandu [Terima]", "pandu [Isi formulir]")),
    Scene("reasons", "asked", ("pandu [Data belum tersedia]",)),
    Scene("doubted", "asked", ("pandu 900",)),
    Scene("spending asked", "asked", ("pandu 87,5", "pandu 950")),
    Scene("complete", "spending asked", ("pandu [Lewati]", "pandu /tugas", "pandu /isi")),
    Scene("sure to submit", "complete", ("pandu [Serahkan]",)),
    Scene("submitted", "sure to submit", ("pandu [Ya, serahkan]",)),
    Scene("one proof", "evidence asked", (
        "pandu <laporan.pdf>", "pandu [Selesai]", "pandu [Isi formulir]", "pandu 87,5", "pandu 950",
        "pandu Rp18,5 juta", "pandu [Serahkan]")),
    Scene("collected", "one proof",
        ("tiara [Isi formulir]", "tiara 12", "tiara 3", "tiara [Serahkan]")),
    Scene("recapping", "collected", (
        "kasubag [Perintahkan rekap]", "staf [Lihat rekap]", "staf [Kasi Pemerintahan]")),
    Scene("handed over", "recapping", ("staf [Konfirmasi rekap]",)),
    Scene("reporting", "handed over", ("staf [Serahkan ke Kasubag]",)),
    Scene("decision", "reporting", ("kasubag [Laporkan]",)),
    Scene("own part", "decision", (sekretaris_has_entered, "sekretaris [Setujui]")),
    Scene("referred", "own part", ("sekretaris [Ke penyetuju kedua]",)),
    Scene("picking", "decision", ("sekretaris [Kembalikan]",)),
    Scene("unit picked", "picking", ("sekretaris [Kasi Pemerintahan]",)),
    Scene("comment asked", "unit picked", ("sekretaris [1. Desa]",)),
    Scene("direction asked", "comment asked",
        ("sekretaris Mohon dicek.", "sekretaris [Kembali ke unit]", "sekretaris [Lanjut ke arahan]")),
    Scene("return shown", "direction asked", ("sekretaris Mohon dilengkapi.",)),
    Scene("direction there", "return shown", ("sekretaris [Ubah]", "sekretaris [Lanjut ke arahan]")),
    Scene("returned", "return shown", ("sekretaris [Kirim kembali]",)),
    Scene("filling again", "returned", ("kasubag [Teruskan arahan]", "pandu [Isi formulir]")),
    Scene("sure to approve", "decision", ("sekretaris [Setujui]",)),
    Scene("approved", "sure to approve", ("sekretaris [Ya, setujui]",)),
    Scene("archived", "approved", ("kasubag [Simpan data]", "sekretaris /arsip")),
    Scene("date asked", "archived", ("kasubag [Isi nomor surat]", "kasubag 17/2027")),
    Scene("odd date", "date asked", ("kasubag 3-2-2027",)),
    Scene("letter shown", "date asked", ("kasubag [Hari ini]",)),
    Scene("signing", "letter shown", ("kasubag [Ya, benar]",)),
    Scene("signed", "signing", ("camat [Sudah ditandatangani]",)),
    Scene("scan asked", "signed", ("kasubag [Unggah berkas]", "kasubag [Unggah pindaian]")),
)  # fmt: skip
