"""What a trial says while it is played, and how its report is shown: crash and soak alike."""

import asyncio
import shutil
import time
from collections.abc import Callable, Coroutine
from pathlib import Path
from typing import Any

from crash.checker.check import Report

Tell = Callable[[str], None]
MOST_SHOWN = 40


def played(folder: Path, head: str, play: Callable[[Path, Tell], Coroutine[Any, Any, None]], late: str) -> bool:
    """Plays it into an empty folder, each line told with the seconds since the beginning; False, and `late` said, where
    it did not come to its end in time."""
    shutil.rmtree(folder, ignore_errors=True)
    folder.mkdir(parents=True)
    began = time.perf_counter()

    def tell(words: str) -> None:
        print(f"{time.perf_counter() - began:6.1f}  {words}", flush=True)

    tell(head)
    try:
        asyncio.run(play(folder.resolve(), tell))
    except TimeoutError:
        tell(late)
        return False
    tell("done")
    return True


def judged(report: Report, seed: int, folder: Path, *, width: int) -> int:
    """The figures, `width` characters for their names, and what is wrong; the exit status."""
    print()
    for name, figure in report.figures:
        print(f"{name:<{width}} {figure}")
    for finding in report.findings[:MOST_SHOWN]:
        print(f"  {finding.what}: {finding.detail}")
    print(f"FAIL: {len(report.findings)} findings, seed {seed}, {folder}" if report.findings else f"PASS, seed {seed}")
    return 1 if report.findings else 0
