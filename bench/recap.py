"""Is the recap of a whole kabupaten written in little memory, and nearly as fast as openpyxl can write such cells?

1,000 units of 30 indicators, every text and figure their own, each measurement in a process of its own:

1. The bot makes the workbook (bot/documents/recap.py) with all its sheets, formulas, row heights and sums. The memory
   is how far the most that the process ever held rises above what it held with the recap's data in hand, which are
   there however they are written; the file itself is part of the rise.
2. openpyxl's write-only mode alone writes the same cells, values and styles, with no logic behind them: every row was
   written once by the bot for a few units, and is written again from what it was.

Of every measurement the best turn counts, for what else the machine does can only make it slower.

python -m bench.recap
"""

import subprocess
import sys
import time
from collections.abc import Iterator
from copy import copy
from dataclasses import replace
from datetime import UTC, datetime
from decimal import Decimal
from io import BytesIO
from pathlib import Path
from typing import Any

from openpyxl import Workbook
from openpyxl.cell import WriteOnlyCell

from bench.form_reading import LINE, POLICY
from bot.documents import stream
from bot.documents.recap import recap_workbook
from bot.workflow.papers import Change, Letterhead, RecapSheet, Signer, Status, UnitRecap

UNITS, LINES, TURNS = 1000, 30, 2
KNOWN = 10
"""Units whose rows are known by heart by who writes them with no logic."""
MOST_RATIO, MOST_MEGABYTES = 1.5, 60.0
NOBODY = Signer("Jabatan", "Nama")


def main() -> int:
    turns = [(run("plain"), run("bot")) for _ in range(TURNS)]
    plain, own = (min(seconds for seconds, _ in column) for column in zip(*turns, strict=True))
    rise = min(megabytes for _, (_, megabytes) in turns)
    print(f"openpyxl's write-only mode  {plain:6.1f} s for the cells of {UNITS} units with {LINES} indicators")
    print(f"the bot                     {own:6.1f} s")
    passed = [
        verdict(f"ratio {own / plain:.2f}, at most {MOST_RATIO}", own / plain <= MOST_RATIO),
        verdict(f"memory rises by {rise:.0f} MB, at most {MOST_MEGABYTES:.0f} MB", rise <= MOST_MEGABYTES),
    ]
    return 0 if all(passed) else 1


def verdict(words: str, passed: bool) -> bool:
    print(f"{'PASS' if passed else 'FAIL'}  {words}", flush=True)
    return passed


def run(who: str) -> tuple[float, float]:
    """Seconds of computing and megabytes of one turn in a child."""
    command = [sys.executable, "-m", "bench.recap", who]
    said = subprocess.run(command, check=True, capture_output=True, text=True).stdout.split()
    return float(said[0]), float(said[1])


def child(who: str) -> None:
    write = by_openpyxl(recorded(paper(KNOWN))) if who == "plain" else by_the_bot(paper(UNITS))
    before, began = held("VmRSS"), time.process_time()
    write()
    seconds = time.process_time() - began
    print(seconds, held("VmHWM") - before)


def held(what: str) -> float:
    """Megabytes of this process: now (VmRSS), or the most it ever held (VmHWM); 0 where the system does not say."""
    status = Path("/proc/self/status")
    lines = status.read_text().splitlines() if status.exists() else []
    return next((int(line.split()[1]) / 1024 for line in lines if line.startswith(what)), 0.0)


# -- the recap -------------------------------------------------------------------------------------------------------


def paper(units: int) -> RecapSheet:
    return RecapSheet(
        letterhead=Letterhead("PEMERINTAH KABUPATEN CONTOH", "KECAMATAN CONTOH", sample=True),
        period="Triwulan IV Tahun 2026",
        period_short="Triwulan IV",
        year=2026,
        version=2,
        round=2,
        made_at=datetime(2027, 1, 8, 10, tzinfo=UTC),
        units=tuple(unit(number) for number in range(units)),
        mean=Decimal("98.5"),
        grade="Sangat Tinggi",
        pagu=Decimal(166_017_996) * units,
        anggaran=Decimal(150_000_000) * units,
        absorption=Decimal("90.35"),
        below=0,
        threshold=POLICY.threshold,
        scale_rule="Peringkat ditentukan dari batas bawah setiap rentang.",
        changes=tuple(Change(f"Seksi {at}", 1, "Indikator", "Realisasi", "1", "2") for at in range(units)),
        compiler=NOBODY,
        checker=NOBODY,
        approver=NOBODY,
        cap=POLICY.cap,
        period_key="2026-triwulan-4",
    )


def unit(number: int) -> UnitRecap:
    lines = tuple(
        replace(
            LINE,
            entry_id=number * LINES + at,
            number=at,
            indicator=f"{LINE.indicator} {number}.{at}",
            pendorong=f"{LINE.pendorong} {number}.{at}",
            penghambat=f"{LINE.penghambat} {number}.{at}",
            tindak_lanjut=f"{LINE.tindak_lanjut} {number}.{at}",
            anggaran=Decimal(150_000_000 + number * at),
            evidence=(f"laporan-{number}-{at}.pdf",),
        )
        for at in range(1, LINES + 1)
    )
    sums = (Decimal("98.5"), "Sangat Tinggi", Decimal(4_980_539_880), Decimal(4_500_000_000), Decimal("90.35"))
    return UnitRecap(f"Seksi {number}", f"Pejabat {number}", "Kepala Seksi", Status.ON_TIME, None, lines, *sums)


def by_the_bot(recap: RecapSheet) -> Any:
    return lambda: recap_workbook(recap)


# -- the same cells with no logic ------------------------------------------------------------------------------------

Kept = tuple[Any, str, Any]
"""Value, data type and style of a cell."""
Sheets = dict[str, list[list[Kept]]]


def recorded(recap: RecapSheet) -> tuple[Workbook, Sheets]:
    """The rows that the bot writes of a few units; the workbook to which their styles belong."""
    sheets: Sheets = {}
    books: list[Any] = []
    filled = stream._filled  # the one place where a row's cells pass

    def kept(values: Any, pairs: Any) -> Iterator[Any]:
        row: list[Kept] = []
        cell: Any
        for cell in filled(values, pairs):
            books.append(cell.parent.parent)
            row.append((cell.value, cell.data_type, copy(cell._style)))
            yield cell
        if row:
            sheets.setdefault(books[-1].worksheets[-1].title, []).append(row)

    stream._filled = kept  # type: ignore[assignment]
    recap_workbook(recap)
    stream._filled = filled
    return books[0], sheets


def by_openpyxl(known: tuple[Workbook, Sheets]) -> Any:
    styles, sheets = known

    def write() -> None:
        book = Workbook(write_only=True)
        for part in ("_fonts", "_fills", "_borders", "_alignments", "_number_formats", "_cell_styles"):
            setattr(book, part, getattr(styles, part))
        for title, rows in sheets.items():
            sheet = book.create_sheet(title)
            for _ in range(UNITS // KNOWN):
                for row in rows:
                    sheet.append([_cell(sheet, *cell) for cell in row])
        book.save(BytesIO())

    return write


def _cell(sheet: Any, value: Any, kind: str, style: Any) -> Any:
    cell: Any = WriteOnlyCell(sheet, value)
    cell.data_type, cell._style = kind, style
    return cell


if __name__ == "__main__":
    if len(sys.argv) > 1:
        child(sys.argv[1])
    else:
        sys.exit(main())
