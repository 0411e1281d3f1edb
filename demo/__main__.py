"""make demo: plays one whole quarter, leaves its papers under out/, and keeps serving the chats."""

import asyncio
import os
import shutil
import sys
import tempfile
from contextlib import suppress
from datetime import datetime
from pathlib import Path
from zoneinfo import ZoneInfo

from bot.documents.master import master_workbook
from bot.store import archive, blobs, cycles, offices
from bot.store.engine import Tx
from demo.office import example_office
from demo.play import Play
from demo.stage import Stage, open_stage

OUT = Path("out")
DATA_INDUK = "data-induk-contoh.xlsx"
START = datetime(2026, 12, 31, 15, 0, tzinfo=ZoneInfo("Asia/Jakarta"))


async def main() -> None:
    """Ends after the play with ONCE=1, or when nobody watches the output."""
    once = os.environ.get("ONCE") == "1" or not sys.stdout.isatty()
    data = example_office()
    with tempfile.TemporaryDirectory(ignore_cleanup_errors=True) as folder:
        async with open_stage(data, Path(folder) / "demo.db", START, port=0 if once else 8080) as stage:
            print(f"{data.office.name} - DATA CONTOH. Percakapan dapat dilihat di {stage.telegram.url}\n")
            await Play(stage, data).whole_quarter()
            names = await leave_papers(stage)
            print(f"\n{len(names)} dokumen di {OUT}/: {', '.join(sorted(names))}")
            if not once:
                print(f"\nPercakapan tetap dapat dilihat di {stage.telegram.url} (Ctrl+C untuk berhenti)")
                await asyncio.Event().wait()


async def leave_papers(stage: Stage) -> list[str]:
    """Writes every paper the bot has made, and the office as a Data Induk to start from; returns their names."""
    papers = await stage.app.runtime.runner.run(_papers)
    example = (DATA_INDUK, master_workbook(example_office()))
    return await asyncio.to_thread(_write, [*papers, example])


def _write(papers: list[tuple[str, bytes]]) -> list[str]:
    shutil.rmtree(OUT, ignore_errors=True)
    OUT.mkdir()
    for name, content in papers:
        (OUT / name).write_bytes(content)
    return [name for name, _ in papers]


def _papers(tx: Tx) -> list[tuple[str, bytes]]:
    found = []
    for office in offices.all_offices(tx):
        for cycle in cycles.of_office(tx, office.id):
            for row in archive.of_cycle(tx, cycle.id):
                content = blobs.get(tx, row.sha256) if row.sha256 else None
                if content is not None:
                    found.append((row.name, content))
    return found


if __name__ == "__main__":
    with suppress(KeyboardInterrupt):
        asyncio.run(main())
