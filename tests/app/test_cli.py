"""The command line as an office uses it: a process of its own, an empty folder, a few lines that say what to do."""

import asyncio
import os
import re
import signal
import sys
from collections.abc import AsyncIterator, Mapping
from dataclasses import dataclass
from pathlib import Path

import pytest

from bot.documents.master import master_workbook
from simulator import Simulator
from tests.stories.world import PERSONS, small_office

ROOT = Path(__file__).parents[2]
TOKEN = "123456:RAHASIA-sekali"


@dataclass(frozen=True)
class Said:
    """What a command left behind: its exit status, and what it printed on either stream."""

    status: int
    text: str


def environment(more: Mapping[str, str]) -> dict[str, str]:
    """Nothing of this machine's own settings, so that only what is given counts."""
    kept = {name: os.environ[name] for name in ("PATH", "SYSTEMROOT", "LANG") if name in os.environ}
    return {**kept, "PYTHONPATH": str(ROOT), "PYTHONUTF8": "1", **more}


async def start(folder: Path, *arguments: str, **more: str) -> asyncio.subprocess.Process:
    return await asyncio.create_subprocess_exec(
        sys.executable,
        "-m",
        "bot",
        *arguments,
        cwd=folder,
        env=environment(more),
        stdout=asyncio.subprocess.PIPE,
        stderr=asyncio.subprocess.STDOUT,
    )


async def command(folder: Path, *arguments: str, **more: str) -> Said:
    process = await start(folder, *arguments, **more)
    text, _ = await process.communicate()
    return Said(process.returncode or 0, text.decode())


@pytest.fixture
def data_induk(tmp_path: Path) -> Path:
    path = tmp_path / "DATA-INDUK.xlsx"
    path.write_bytes(master_workbook(small_office()))
    return path


@pytest.fixture
async def telegram() -> AsyncIterator[Simulator]:
    async with Simulator(TOKEN) as telegram:
        yield telegram


async def test_started_without_a_token_it_says_what_to_do(tmp_path: Path) -> None:
    said = await command(tmp_path, "run")
    assert said.status == 1
    assert "@BotFather" in said.text
    assert "TELEGRAM_BOT_TOKEN" in said.text
    assert "Traceback" not in said.text


async def test_every_problem_of_the_settings_is_told_at_once(tmp_path: Path) -> None:
    wrong = {"TELEGRAM_BOT_TOKEN": "salah", "DATABASE_URL": "mysql://x", "WEBHOOK_PORT": "0", "LOG_LEVEL": "RAMAI"}
    said = await command(tmp_path, "run", **wrong)
    assert said.status == 1
    assert all(name in said.text for name in wrong)


async def test_the_settings_may_stand_in_a_file(tmp_path: Path) -> None:
    (tmp_path / ".env").write_text("LOG_LEVEL=RAMAI\n", encoding="utf-8")
    said = await command(tmp_path, "doctor")
    assert said.status == 1
    assert "LOG_LEVEL (RAMAI)" in said.text


async def test_an_office_is_loaded_and_its_people_invited_once(tmp_path: Path, data_induk: Path) -> None:
    loaded = await command(tmp_path, "import", data_induk.name)
    assert loaded.status == 0, loaded.text
    assert f"{len(PERSONS)} pegawai, 4 indikator" in loaded.text
    invited = await command(tmp_path, "invite")
    codes = re.findall(r"/start (\S+)", invited.text)
    assert len(set(codes)) == len(PERSONS)
    one = await command(tmp_path, "invite", "pandu")
    assert re.findall(r"(.+): /start", one.text) == ["Pandu Praja"]


async def test_a_workbook_that_is_none_is_refused_with_its_reason(tmp_path: Path) -> None:
    (tmp_path / "kosong.xlsx").write_bytes(b"bukan lembar kerja")
    said = await command(tmp_path, "import", "kosong.xlsx")
    assert said.status == 1
    assert "belum dimuat" in said.text
    assert "Traceback" not in said.text
    missing = await command(tmp_path, "import", "tidak-ada.xlsx")
    assert (missing.status, "tidak ditemukan" in missing.text) == (1, True)


async def test_the_doctor_finds_everything_in_order(tmp_path: Path, data_induk: Path, telegram: Simulator) -> None:
    await command(tmp_path, "import", data_induk.name)
    said = await command(tmp_path, "doctor", TELEGRAM_BOT_TOKEN=TOKEN, TELEGRAM_API_URL=telegram.url)
    assert said.status == 0, said.text
    assert "[GAGAL]" not in said.text
    assert "@simulasi_bot" in said.text


async def test_the_doctor_names_a_token_that_is_none(tmp_path: Path, telegram: Simulator) -> None:
    said = await command(tmp_path, "doctor", TELEGRAM_BOT_TOKEN="99:tidak-dikenal", TELEGRAM_API_URL=telegram.url)
    assert said.status == 1
    assert "[GAGAL] Token ditolak" in said.text


async def test_a_bot_with_a_token_that_is_none_ends_and_says_so(tmp_path: Path, telegram: Simulator) -> None:
    said = await command(tmp_path, "run", TELEGRAM_BOT_TOKEN="99:tidak-dikenal", TELEGRAM_API_URL=telegram.url)
    assert said.status == 1
    assert "Token ditolak" in said.text
    assert "Traceback" not in said.text


async def stop(process: asyncio.subprocess.Process) -> str:
    """Asks the bot to stop as a service manager does; returns what it printed."""
    process.send_signal(signal.SIGTERM)
    async with asyncio.timeout(5):
        text, _ = await process.communicate()
    assert process.returncode == 0, text.decode()
    return text.decode()


async def test_the_bot_runs_answers_stops_in_time_and_never_logs_its_token(
    tmp_path: Path, data_induk: Path, telegram: Simulator
) -> None:
    await command(tmp_path, "import", data_induk.name)
    more = {"TELEGRAM_BOT_TOKEN": TOKEN, "TELEGRAM_API_URL": telegram.url}
    link = re.search(r"start=(\S+)", (await command(tmp_path, "invite", "sekar", **more)).text)
    process = await start(tmp_path, "run", LOG_LEVEL="DEBUG", **more)
    sekar, outsider = telegram.person("Sekar"), telegram.person("Orang Luar")
    await sekar.start(link[1] if link else None)
    await sekar.expect("Selamat datang, Ibu Sekar Ayuningtyas", timeout=20)
    await outsider.start()
    await outsider.expect("hanya untuk pegawai yang telah diundang", timeout=20)
    log = await stop(process)
    assert TOKEN not in log
    assert TOKEN.split(":")[1] not in log


async def test_a_second_bot_on_the_same_token_is_explained(tmp_path: Path, telegram: Simulator) -> None:
    more = {"TELEGRAM_BOT_TOKEN": TOKEN, "TELEGRAM_API_URL": telegram.url}
    both = [await start(tmp_path, "run", DATABASE_URL=f"sqlite:///{name}.db", **more) for name in ("satu", "dua")]
    async with asyncio.timeout(20):
        while not any(call.status == 409 for call in telegram.calls.of("getUpdates")):  # noqa: ASYNC110 - no bell
            await asyncio.sleep(0.05)
    await asyncio.sleep(0.2)
    logs = [await stop(process) for process in both]
    assert any("Bot lain sedang memakai token yang sama" in log for log in logs)
