"""Leaves every paper the bot has made under out/, and the example office as a Data Induk to start from."""

import asyncio
import shutil
from contextlib import suppress
from pathlib import Path

from bot.documents.master import master_workbook
from bot.store import archive, blobs, cycles, offices
from bot.store.engine import Tx
from bot.texts.say import label
from demo.script import KASUBAG
from demo.stage import Stage
from simulator import ImpossibleError

OUT = Path("out")
DATA_INDUK = "data-induk-contoh.xlsx"


async def leave_papers(stage: Stage) -> list[str]:
    """Returns their names."""
    await _ask_for_akip(stage)
    papers = await stage.app.runtime.runner.run(_papers)
    example = (DATA_INDUK, master_workbook(stage.data))
    return await asyncio.to_thread(_write, [*papers, example])


async def _ask_for_akip(stage: Stage) -> None:
    """The Kasubag has the finished quarter sorted by the criteria of the evaluation; where it is not offered, not."""
    keeper = stage.people[KASUBAG]
    with suppress(ImpossibleError):
        await keeper.say("/arsip")
        await stage.settle()
        await keeper.press(label("button.arsip_akip"))
        await stage.settle()


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
