"""make guide: plays the quarter and takes THE PICTURES; the same clock, the same office, so the same pictures."""

import asyncio
import tempfile
from pathlib import Path

from bot.texts.say import label
from demo.__main__ import START
from demo.figures import figures_by_name
from demo.guide.camera import Camera, open_camera
from demo.guide.scenes import PHONES, SCENES, Doing, Press, Scene, Send, Write
from demo.office import example_office
from demo.panel import open_show
from demo.phone import send_workbook
from demo.progress import Progress, progress
from demo.show import Mode, Show
from demo.stage import Stage
from simulator import Person

FOLDER = Path("docs") / "gambar"


async def main() -> None:
    FOLDER.mkdir(parents=True, exist_ok=True)
    with tempfile.TemporaryDirectory(ignore_cleanup_errors=True) as folder:
        database = Path(folder) / "guide.db"
        async with (
            open_show(example_office(), database, START, speed="fast") as show,
            open_camera(show.stage.telegram.url, FOLDER) as camera,
        ):
            await take_all(show, camera)
    names = {scene.name for scene in (*SCENES, PHONES)}
    for old in FOLDER.glob("*.png"):
        if old.stem not in names:
            old.unlink()


async def take_all(show: Show, camera: Camera) -> None:
    """Raises RuntimeError when the quarter does not come to its end, or to a scene."""
    waiting = [*SCENES, PHONES]
    while show.mode is not Mode.OVER:
        await show.step()
        if show.mode is Mode.STUCK:
            raise RuntimeError(show.said)
        there = await show.stage.app.runtime.runner.run(progress)
        for scene in [scene for scene in waiting if _comes(scene, there, show)]:
            waiting.remove(scene)
            await _take(scene, show, camera)
    if waiting:
        raise RuntimeError(f"the play never came to {', '.join(scene.name for scene in waiting)}")


def _comes(scene: Scene, there: Progress, show: Show) -> bool:
    in_time = scene.since is None or show.stage.now >= scene.since
    return in_time and there.open.get((scene.step, scene.unit)) == scene.round


async def _take(scene: Scene, show: Show, camera: Camera) -> None:
    person = show.stage.people[scene.who]
    for doing in scene.first:
        await _do(doing, person, show.stage)
    if scene is PHONES:
        await camera.desk(scene.name)
    else:
        await camera.phone(scene.name, person.id, scene.height, menu=scene.menu)
    print(f"{show.stage.now:%d-%m-%Y %H.%M}  {scene.name}", flush=True)


async def _do(doing: Doing, person: Person, stage: Stage) -> None:
    match doing:
        case Press(key):
            await person.press(label(f"button.{key}"))
        case Write(words):
            await person.say(words)
        case Send():
            await send_workbook(stage, person, figures_by_name(stage.data))
    await stage.settle()


if __name__ == "__main__":
    asyncio.run(main())
