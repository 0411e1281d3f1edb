"""Kills the real bot among five hundred updates and counts what was lost, or counts again what a record says.

python -m crash                      plays it, leaves its record in out/jatuh, and checks that
python -m crash --seed 8 --kills 40  other moments, and more of them
python -m crash --check out/jatuh    checks a record alone
"""

import argparse
import sys
from pathlib import Path
from random import SystemRandom

from crash.checker.check import check
from crash.checker.facts import read
from crash.checker.left import look
from crash.play import play
from crash.telling import judged, played

RECORD = Path("out/jatuh")
KILLS = 20


def main() -> int:
    parser = argparse.ArgumentParser(prog="python -m crash", description="a bot that is killed, checked")
    parser.add_argument("--seed", type=int, default=SystemRandom().randrange(10_000))
    parser.add_argument("--kills", type=int, default=KILLS)
    parser.add_argument("--check", type=Path, metavar="RECORD")
    args = parser.parse_args()
    failed = args.check is None and not _play(args.seed, args.kills)
    return max(_check(args.check or RECORD), failed)


def _play(seed: int, kills: int) -> bool:
    """False where it did not come to its end in time; what it left is checked all the same."""
    head = f"seed {seed}, {kills} kills: SEED={seed} KILLS={kills} make crash"
    return played(
        RECORD, head, lambda folder, tell: play(folder, seed, kills, tell), "it did not come to its end in time"
    )


def _check(folder: Path) -> int:
    lines = [(folder / name).read_text(encoding="utf-8").splitlines() for name in ("catatan.jsonl", "panggilan.jsonl")]
    record = read(*lines)
    report = check(record, look(folder / "kantor.db"))
    return judged(report, record.of("began")[0]["seed"], folder, width=30)


if __name__ == "__main__":
    sys.exit(main())
