"""The same files, sent by a Kasi to a real bot: each is answered, and the bot goes on."""

from collections.abc import Sequence
from datetime import timedelta
from pathlib import Path
from tempfile import TemporaryDirectory

from bot.store import inbox
from demo.office import example_office
from demo.stage import Stage, open_stage
from fuzz.damage import Hostile
from tests.stories.world import MONDAY


async def through_the_bot(files: Sequence[Hostile]) -> int:
    """How many were answered: all of them. Raises AssertionError naming the one that was not."""
    with TemporaryDirectory() as folder:
        async with open_stage(example_office(), Path(folder) / "kantor.db", MONDAY) as stage:
            await _reach_filling(stage)
            for file in files:
                await _send(stage, file)
    return len(files)


async def _reach_filling(stage: Stage) -> None:
    await stage.travel(MONDAY + timedelta(minutes=30))
    steps = {
        "sekretaris": ("Disposisikan",),
        "kasubag-keu": ("Formulir siap", "Perintahkan Staf"),
        "staf": ("Bagikan",),
    }
    for key, labels in steps.items():
        for label in labels:
            await stage.people[key].press(label)
            await stage.settle()


async def _send(stage: Stage, file: Hostile) -> None:
    kasi = stage.people["kasi-pemerintahan"]
    before = len(kasi.received)
    await kasi.upload(file.name, file.data)
    await stage.settle()
    assert len(kasi.received) > before, f"{file!r} was not answered"
    parked = await stage.app.runtime.runner.run(inbox.parked)
    assert not parked, f"{file!r} was put aside: {parked[0].error}"
