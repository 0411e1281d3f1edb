"""The users' guide speaks of what there is: buttons, commands, pictures, and the folder the service runs in."""

import re
from configparser import ConfigParser
from pathlib import Path

from bot.__main__ import COMMANDS as PROGRAM
from bot.texts.say import templates
from demo.guide.scenes import PHONES, SCENES
from handlers.commands import COMMANDS

REPOSITORY = Path(__file__).resolve().parents[2]
GUIDE = (REPOSITORY / "docs" / "panduan.md").read_text(encoding="utf-8")
README = (REPOSITORY / "README.md").read_text(encoding="utf-8")
PICTURES = REPOSITORY / "docs" / "gambar"
ELSEWHERE = {"newbot", "revoke"}
"""Commands of BotFather."""


def test_every_button_of_the_guide_is_a_button_of_the_bot() -> None:
    labels = {words for key, words in templates().items() if key.startswith("button.")}
    named = set(re.findall(r"`\[([^]]+)]`", GUIDE))
    assert len(named) > 30
    assert named - labels == set()


def test_every_command_of_the_guide_is_answered() -> None:
    named = set(re.findall(r"`/(\w+)`", GUIDE)) - ELSEWHERE
    assert named == set(COMMANDS) - {"start", "help"}
    assert set(re.findall(r"-m bot (\w+)", GUIDE)) == set(PROGRAM)


def test_every_picture_is_taken_shown_and_small() -> None:
    shown = set(re.findall(r"gambar/([\w-]+)\.png", GUIDE + README))
    assert shown == {scene.name for scene in (*SCENES, PHONES)}
    assert {path.stem for path in PICTURES.glob("*.png")} == shown
    assert [path.name for path in PICTURES.glob("*.png") if path.stat().st_size > 100_000] == []


def test_every_jump_within_the_guide_arrives() -> None:
    headings = re.findall(r"^#+ (.+)$", GUIDE, re.MULTILINE)
    anchors = {re.sub(r"[^\w -]", "", heading.lower()).replace(" ", "-") for heading in headings}
    assert set(re.findall(r"\]\(#([^)]+)\)", GUIDE)) - anchors == set()


def test_the_service_runs_in_the_folder_that_the_guide_installs_into() -> None:
    unit = ConfigParser(interpolation=None)
    unit.read(REPOSITORY / "deploy" / "sop-kinerja.service", encoding="utf-8")
    service = unit["Service"]
    folder = service["WorkingDirectory"]
    assert f"cd {folder}\n" in GUIDE
    assert f"useradd --system --home-dir {folder} --shell /usr/sbin/nologin {service['User']}\n" in GUIDE
    assert service["ExecStart"] == f"{folder}/.venv/bin/python -m bot run"
    assert service["ReadWritePaths"] == f"{folder}/data"
