"""Plays the year and checks every reminder that was sent in it, or checks a record that there is already.

python -m year                       plays it, leaves out/tahun/catatan.jsonl, and checks that
python -m year --seed 8              another year: people act at other moments
python -m year --check catatan.jsonl checks a record alone
"""

import argparse
import asyncio
import sys
import time
from pathlib import Path
from tempfile import TemporaryDirectory

from year.checker.check import check
from year.checker.facts import read
from year.notes import write_down
from year.office import END
from year.play import open_year

SEED = 2026
RECORD = Path("out/tahun/catatan.jsonl")
MEMORY = Path("/dev/shm")
"""Where there is such a folder the database lies in it: thirty thousand commits need not wait for a disk here."""
MOST_SHOWN = 40


def main() -> int:
    parser = argparse.ArgumentParser(prog="python -m year", description="a simulated year, checked")
    parser.add_argument("--seed", type=int, default=SEED)
    parser.add_argument("--check", type=Path, metavar="RECORD")
    args = parser.parse_args()
    if args.check is None:
        with TemporaryDirectory(dir=MEMORY if MEMORY.is_dir() else None) as folder:
            asyncio.run(_play(args.seed, Path(folder) / "kantor.db"))
    return _check(args.check or RECORD)


async def _play(seed: int, database: Path) -> None:
    began, worked = time.perf_counter(), time.process_time()
    async with open_year(database, seed) as year:
        await year.play(END)
        took, worked = time.perf_counter() - began, time.process_time() - worked
        print(f"played  {len(year.periods)} cycles, {year.looked} looks, {len(year.chats.sent)} messages,")
        print(f"        seed {seed}, {took:.1f} s, {worked:.1f} s of one core")
        write_down(database, year.chats, year.persons, RECORD)


def _check(path: Path) -> int:
    began = time.perf_counter()
    record = read(path.read_text(encoding="utf-8").splitlines())
    report = check(record)
    still = [task.id for task in record.tasks.values() if task.closed is None]
    print(f"checked {len(record.tasks)} tasks, {report.owed} reminders owed in {report.messages} messages,")
    print(f"        {', '.join(f'{n} {rung}' for rung, n in report.rungs.most_common())}, {_seconds(began)}")
    for finding in report.findings[:MOST_SHOWN]:
        print(f"  {finding.what}: {finding.detail}")
    if still:
        print(f"  {len(still)} tasks were never done: {still[:10]}")
    print("PASS" if not report.findings else f"FAIL: {len(report.findings)} findings in {path}")
    return 1 if report.findings else 0


def _seconds(began: float) -> str:
    return f"{time.perf_counter() - began:.1f} s"


if __name__ == "__main__":
    sys.exit(main())
