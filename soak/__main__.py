"""Soaks the real bot in every fault at once and counts what came of it, or counts again what a record says.

python -m soak                               plays it, leaves its record in out/rendam, and checks that
python -m soak --seed 8 --laps 9 --units 20  in other weather, longer, in a smaller office
python -m soak --check out/rendam            checks a record alone
"""

import argparse
import sys
from pathlib import Path
from random import SystemRandom

from crash.checker.facts import read
from crash.checker.left import look
from crash.telling import judged, played
from soak.checker.check import check
from soak.checker.log import sent
from soak.play import soak

RECORD = Path("out/rendam")
LAPS, UNITS = 3, 50


def main() -> int:
    parser = argparse.ArgumentParser(prog="python -m soak", description="a bot in every weather, checked")
    parser.add_argument("--seed", type=int, default=SystemRandom().randrange(10_000))
    parser.add_argument("--laps", type=int, default=LAPS)
    parser.add_argument("--units", type=int, default=UNITS)
    parser.add_argument("--check", type=Path, metavar="RECORD")
    args = parser.parse_args()
    failed = args.check is None and not _play(args.seed, args.laps, args.units)
    return 1 if failed else _check(args.check or RECORD)


def _play(seed: int, laps: int, units: int) -> bool:
    """False where it did not come to its end in time; what it left stays to be looked at."""
    head = f"seed {seed}, {units} units, {laps} laps: SEED={seed} LAPS={laps} UNITS={units} make soak"
    late = f"FAIL: it did not come to its end in time, seed {seed}, {RECORD}"
    return played(RECORD, head, lambda folder, tell: soak(folder, seed, laps, units, tell), late)


def _check(folder: Path) -> int:
    facts, log = ((folder / name).read_text(encoding="utf-8").splitlines() for name in ("catatan.jsonl", CALLS))
    record = read(facts, log)
    report = check(record, look(folder / "kantor.db"), sent(log))
    return judged(report, record.of("began")[0]["seed"], folder, width=26)


CALLS = "panggilan.jsonl"

if __name__ == "__main__":
    sys.exit(main())
