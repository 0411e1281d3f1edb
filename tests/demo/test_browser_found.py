"""A browser for the tests and the guide: found, installed, or plainly said to be missing; as processes."""

import os
import subprocess
import sys
from pathlib import Path

import pytest

REPOSITORY = Path(__file__).resolve().parents[2]
ROOT = os.geteuid() == 0
ONLY_ROOT = "No Chromium: apt-get installs it only as root.\n"


@pytest.fixture
def folder(tmp_path: Path) -> Path:
    """All there is on the PATH."""
    return tmp_path


def program(path: Path, *lines: str) -> None:
    path.write_text("\n".join(("#!/bin/sh", *lines)))
    path.chmod(0o755)


def look(folder: Path) -> subprocess.CompletedProcess[str]:
    return subprocess.run(
        [sys.executable, "-m", "demo.browser"],
        cwd=REPOSITORY, env={"PATH": str(folder)}, capture_output=True, text=True, timeout=60, check=False,
    )  # fmt: skip


def test_a_chromium_on_the_path_is_taken(folder: Path) -> None:
    program(folder / "chromium")
    found = look(folder)
    assert (found.returncode, found.stdout) == (0, f"Chromium: {folder / 'chromium'}\n")


def test_without_apt_it_is_said_that_there_is_none(folder: Path) -> None:
    found = look(folder)
    assert (found.returncode, found.stdout) == (1, "")
    assert found.stderr == "No Chromium: this system has no apt-get to install it with.\n"


def test_an_apt_that_fails_is_said_to_have_failed(folder: Path) -> None:
    program(folder / "apt-get", "echo unreachable >&2", "exit 100")
    found = look(folder)
    assert found.returncode == 1
    assert ("apt-get could not install it" if ROOT else ONLY_ROOT) in found.stderr
    assert ("unreachable" in found.stderr) is ROOT


def test_debians_is_installed_by_root(folder: Path) -> None:
    chromium = folder / "chromium"
    program(folder / "apt-get", f'case "$*" in *install*) : > {chromium}; /bin/chmod 755 {chromium};; esac')
    found = look(folder)
    assert (found.stdout, found.stderr) == ((f"Chromium: {chromium}\n", "") if ROOT else ("", ONLY_ROOT))
