"""The example office: Kecamatan Dolopo as a place, with invented figures and invented people, all marked "contoh".

The indicators are data/indikator-contoh.tsv; sasaran, definitions, pagu and earlier periods are
data/rincian-contoh.tsv; the people, none of whom exists, are data/pegawai-contoh.tsv and data/peran-contoh.tsv.
Whatever is not known of the real office (its address, its code in letter numbers, anybody's NIP) stays empty.
"""

import csv
from collections.abc import Iterator, Mapping
from datetime import date
from decimal import Decimal
from importlib.resources import files

from bot.workflow.achievement import Aggregation, Direction
from bot.workflow.master import (
    HistoryData,
    IndicatorData,
    MasterData,
    OfficeData,
    PersonData,
    RoleData,
    UnitData,
)
from bot.workflow.numbers import parse
from bot.workflow.periods import Period, PeriodKind, Schedule
from bot.workflow.policy import Policy, Profile
from bot.workflow.roles import Role

YEAR = 2026
LEADER = "Camat (IKU)"
LETTER = "000.8.6.3/17/CONTOH/2027"
"""Invented, and says so: the office's own code in the numbers of its letters is not known."""
EARLIER = (
    Period(YEAR - 1, PeriodKind.QUARTER, 4),
    Period(YEAR, PeriodKind.QUARTER, 1),
    Period(YEAR, PeriodKind.QUARTER, 2),
    Period(YEAR, PeriodKind.QUARTER, 3),
)
# Estimated first and last days; the government's decision on each Ramadan may differ.
RAMADANS = (
    (date(2026, 2, 19), date(2026, 3, 20)),
    (date(2027, 2, 8), date(2027, 3, 9)),
)
Record = Mapping[str, str]


def example_office() -> MasterData:
    return MasterData(
        office=_office(),
        persons=tuple(_person(row) for row in records("pegawai-contoh")),
        roles=tuple(_role(row) for row in records("peran-contoh")),
        units=_units(),
        indicators=tuple(_indicators()),
        history=tuple(_history()),
    )


def records(name: str) -> tuple[Record, ...]:
    """The rows of one table of the example, by the words of its first line."""
    text = (files("demo") / "data" / f"{name}.tsv").read_text(encoding="utf-8")
    return tuple(csv.DictReader(text.splitlines(), delimiter="\t"))


def number(text: str) -> Decimal | None:
    """A figure in Indonesian notation; None for an empty cell. Raises ValueError for anything else."""
    read = parse(text) if text else None
    if text and read is None:
        raise ValueError(f"no number: {text}")
    return read.value if read else None


def _office() -> OfficeData:
    return OfficeData(
        code="dolopo",
        name="Kecamatan Dolopo",
        zone="Asia/Jakarta",
        profile=Profile(
            regency="PEMERINTAH KABUPATEN MADIUN",
            office="KECAMATAN DOLOPO",
            place="Dolopo",
            addressee=("Bupati Madiun", "melalui Sekretaris Daerah", "di MADIUN"),
            letter_number=LETTER,
        ),
        policy=Policy(ramadan_ranges=RAMADANS),
        schedules=(Schedule(PeriodKind.QUARTER),),
        sample=True,
    )


def _person(row: Record) -> PersonData:
    return PersonData(row["kunci"], row["nama"], row["sapaan"], row["pangkat"])


def _role(row: Record) -> RoleData:
    return RoleData(row["pegawai"], Role(row["peran"]), row["jabatan"], row["unit"])


def _units() -> tuple[UnitData, ...]:
    names = dict.fromkeys(row["unit"] for row in records("indikator-contoh"))
    return tuple(UnitData(name, leader=name == LEADER) for name in names)


def _indicators() -> Iterator[IndicatorData]:
    details = {row["no"]: row for row in records("rincian-contoh")}
    for row in records("indikator-contoh"):
        more = details[row["no"]]
        yield IndicatorData(
            number=int(row["no"]),
            unit=row["unit"],
            sasaran=more["sasaran"],
            name=row["indikator"],
            satuan=row["satuan"],
            direction=Direction(row["arah"]),
            aggregation=Aggregation(row["agregasi"]),
            year=YEAR,
            annual=number(row["target_tahunan"]),
            quarters=(number(row["tw1"]), number(row["tw2"]), number(row["tw3"]), number(row["tw4"])),
            pagu=number(more["pagu"]),
            definition=more["definisi"],
            evidence=row["bukti_dukung"],
        )


def _history() -> Iterator[HistoryData]:
    for row in records("rincian-contoh"):
        for period in EARLIER:
            realisasi = number(row[f"r_{period.year}_{period.number}"])
            anggaran = number(row.get(f"a_{period.year}_{period.number}", ""))
            if realisasi is not None or anggaran is not None:
                yield HistoryData(int(row["no"]), period.key, realisasi, anggaran)
