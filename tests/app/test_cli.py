"""python -m bot, as a process: what it says, what it leaves behind, and how it ends."""

import asyncio
import os
import socket
import sqlite3
import sys
import time
from contextlib import closing
from dataclasses import replace
from pathlib import Path

import pytest
from openpyxl import load_workbook

from bot.documents.master import master_workbook
from bot.documents.master_names import INDICATORS_SHEET, NUMBER
from bot.services import own_papers
from bot.services.scope import scope_for
from bot.store import cycles, documents, forms, offices
from bot.store.engine import Engine, open_engine
from simulator import Simulator
from tests.app.commanding import Cli, bot, call
from tests.runtime.echo_office import until
from tests.stories.world import MONDAY, PERSONS, TRANTIB, small_office

unix = pytest.mark.skipif(sys.platform == "win32", reason="Windows has no SIGTERM to stop a process gently")


@pytest.fixture
def cli(tmp_path: Path, monkeypatch: pytest.MonkeyPatch, capsys: pytest.CaptureFixture[str]) -> Cli:
    return Cli(tmp_path, monkeypatch, capsys)


@pytest.fixture
def workbook(tmp_path: Path) -> Path:
    path = tmp_path / "DATA-INDUK.xlsx"
    path.write_bytes(master_workbook(small_office()))
    return path


# -- what is wrong is said with what to do ----------------------------------------------------------------------------


async def test_run_without_a_token_says_what_to_do_and_leaves_nothing(tmp_path: Path) -> None:
    ended = await call(tmp_path, "run")
    assert ended.status == 1
    assert ended.out == ""
    commands = (f"{sys.executable} -m bot run", f"{sys.executable} -m demo")
    assert all(words in ended.err for words in ("@BotFather", "TELEGRAM_BOT_TOKEN", ".env", *commands))
    assert len(ended.err.splitlines()) <= 8
    assert os.listdir(tmp_path) == []


async def test_all_problems_of_the_settings_are_told_at_once(cli: Cli, tmp_path: Path) -> None:
    (tmp_path / ".env").write_text("TELEGRAM_BOT_TOKEN=abc\nDATABASE_URL=mysql://x\nLOG_LEVEL=keras\n", "utf-8")
    ended = await cli.call("run")
    assert ended.status == 1
    assert ended.err.count("\n- ") == 3
    (tmp_path / ".env").write_text("LOG_LEVEL=keras\n", "utf-8")
    without = await cli.call("run")
    assert "\n- TELEGRAM_BOT_TOKEN belum diisi" in without.err
    assert "\n- LOG_LEVEL (keras)" in without.err
    assert "Traceback" not in ended.err


@pytest.mark.parametrize("arguments", [(), ("terbang",), ("import",)])
async def test_who_asks_wrongly_is_shown_how_it_goes(cli: Cli, tmp_path: Path, arguments: tuple[str, ...]) -> None:
    ended = await cli.call(*arguments)
    assert ended.status == 2
    assert f"{sys.executable} -m bot" in ended.err


async def test_a_database_of_another_program_is_refused_in_the_offices_language(cli: Cli, tmp_path: Path) -> None:
    other = sqlite3.connect(tmp_path / "lain.db")
    other.execute("CREATE TABLE buku_tamu (nama TEXT)")
    other.close()
    ended = await cli.call("invite", DATABASE_URL="sqlite:///lain.db")
    assert ended.status == 1
    assert "milik program lain" in ended.err
    assert "Traceback" not in ended.err


def spoiled(folder: Path) -> dict[str, str]:
    """What may be wrong with a database, by the words that say so; each is the DATABASE_URL of one."""
    (folder / "catatan.db").write_text("ini bukan basis data " * 300, "utf-8")
    (folder / "berkas").write_text("berkas, bukan folder", "utf-8")
    sqlite3.connect(folder / "baca.db").close()
    return {
        "tidak terjangkau": "postgresql+psycopg://bot:kunci-rahasia@127.0.0.1:9/kantor",
        "tidak dapat dibaca sebagai alamat": "postgresql+psycopg://bot:kunci-rahasia@127.0.0.1:lima/kantor",
        "bukan basis data SQLite": "sqlite:///catatan.db",
        "tidak dapat dibuka atau ditulis": "sqlite:///berkas/kantor.db",
        "dibuka atau ditulis": "sqlite:///file:baca.db?mode=ro&uri=true",
    }


@pytest.mark.parametrize("arguments", [("run",), ("import", "DATA-INDUK.xlsx"), ("invite",), ("doctor",)])
async def test_a_database_that_cannot_be_used_is_explained_in_a_few_lines_without_its_password(
    cli: Cli, tmp_path: Path, workbook: Path, reached: dict[str, str], arguments: tuple[str, ...]
) -> None:
    for words, url in spoiled(tmp_path).items():
        ended = await cli.call(*arguments, DATABASE_URL=url, **reached)
        assert ended.status == 1
        assert words in ended.all
        assert "kunci-rahasia" not in ended.all
        assert "Traceback" not in ended.all
        assert len(ended.err.splitlines()) <= 3


# -- an office is loaded and invited ----------------------------------------------------------------------------------


async def test_an_office_is_imported_and_everybody_invited_once(
    cli: Cli, tmp_path: Path, workbook: Path, reached: dict[str, str]
) -> None:
    imported = await cli.call("import", workbook.name)
    assert imported.status == 0, imported.err
    assert f"Kecamatan Contoh telah dimuat: {len(PERSONS)} pegawai, 4 indikator" in imported.out
    assert (tmp_path / "data" / "kantor.db").is_file()
    invited = await cli.call("invite", **reached)
    links = [line for line in invited.out.splitlines() if "https://t.me/simulasi_bot?start=" in line]
    assert [line.split(":")[0] for line in links] == [person.name for person in PERSONS]
    assert len({line.split("start=")[1] for line in links}) == len(PERSONS)
    one = await cli.call("invite", "sekar", **reached)
    assert [line.split(":")[0] for line in one.out.splitlines() if "start=" in line] == ["Sekar Ayuningtyas"]
    nobody = await cli.call("invite", "tidak ada", **reached)
    assert nobody.status == 0
    assert "namanya memuat “tidak ada”" in nobody.out


@pytest.mark.parametrize(
    ("settings", "why"),
    [
        ({}, "TELEGRAM_BOT_TOKEN belum diisi"),
        ({"TELEGRAM_BOT_TOKEN": "1:benar", "TELEGRAM_API_URL": "http://127.0.0.1:9"}, "server tidak terjangkau"),
    ],
)
async def test_a_command_is_printed_where_the_bots_name_cannot_be_asked_with_why_and_what_to_do_with_it(
    cli: Cli, tmp_path: Path, workbook: Path, settings: dict[str, str], why: str
) -> None:
    assert (await cli.call("import", workbook.name)).status == 0
    invited = await cli.call("invite", "sekar", **settings)
    assert invited.status == 0
    assert "Sekar Ayuningtyas: /start " in invited.out
    assert why in invited.out
    assert "mengetik perintah itu seutuhnya" in invited.out
    assert "Setiap tautan" not in invited.out


async def test_nobody_is_invited_before_an_office_is_imported(cli: Cli, reached: dict[str, str]) -> None:
    ended = await cli.call("invite", **reached)
    assert (ended.status, ended.out) == (1, "")
    assert f"{sys.executable} -m bot import DATA-INDUK.xlsx" in ended.err


async def test_a_bad_workbook_is_refused_whole_with_every_problem(cli: Cli, tmp_path: Path) -> None:
    (tmp_path / "BUKAN.xlsx").write_bytes(b"ini bukan buku kerja")
    ended = await cli.call("import", "BUKAN.xlsx")
    assert ended.status == 1
    assert "1 hal perlu diperbaiki" in ended.err
    assert not (tmp_path / "data").exists()


async def test_a_workbook_with_wrong_cells_names_them(cli: Cli, tmp_path: Path, workbook: Path) -> None:
    book = load_workbook(workbook)
    sheet = book[INDICATORS_SHEET]
    header = next(cell for row in sheet.iter_rows(max_row=10) for cell in row if cell.value == NUMBER)
    cells = [sheet.cell(header.row + n, header.column) for n in (1, 2)]
    for cell in cells:
        cell.value = "satu"
    book.save(workbook)
    ended = await cli.call("import", workbook.name)
    assert ended.status == 1
    assert [f"{INDICATORS_SHEET} {cell.coordinate}:" in ended.err for cell in cells] == [True, True]


def begin_a_cycle(database: Path) -> None:
    """Triwulan IV has begun, and no unit has handed in its form."""
    engine = open_engine(f"sqlite:///{database}")
    with engine.begin() as tx:
        cycle_id = cycles.add(tx, 1, "2026-triwulan-4", MONDAY)
        for unit in offices.units(tx, 1):
            forms.add(tx, office_id=1, cycle_id=cycle_id, unit_id=unit.id, unit_name=unit.name, state="open")
    engine.dispose()


def drop_trantib(workbook: Path) -> None:
    whole = small_office()
    roles = tuple(role for role in whole.roles if role.unit != TRANTIB)
    data = replace(whole, units=whole.units[:1], roles=roles, indicators=whole.indicators[:2])
    workbook.write_bytes(master_workbook(data))


async def test_a_workbook_without_a_unit_that_is_waited_for_is_refused_and_names_it(
    cli: Cli, tmp_path: Path, workbook: Path
) -> None:
    await cli.call("import", workbook.name)
    begin_a_cycle(tmp_path / "data" / "kantor.db")
    drop_trantib(workbook)
    ended = await cli.call("import", workbook.name)
    assert ended.status == 1
    assert f"- Unit: Unit “{TRANTIB}” belum menyerahkan formulir Triwulan IV Tahun 2026" in ended.err


async def test_a_file_that_is_not_there_is_named(cli: Cli, tmp_path: Path) -> None:
    ended = await cli.call("import", "HILANG.xlsx")
    assert ended.status == 1
    assert "HILANG.xlsx tidak ditemukan" in ended.err


# -- the doctor -------------------------------------------------------------------------------------------------------


async def test_the_doctor_finds_a_good_office_well(
    cli: Cli, tmp_path: Path, workbook: Path, reached: dict[str, str]
) -> None:
    await cli.call("import", workbook.name)
    ended = await cli.call("doctor", **reached)
    lines = ended.out.splitlines()
    assert ended.status == 0, ended.all
    assert len(lines) >= 8
    assert [line for line in lines if not line.startswith("[ OK ]") and "cuti bersama" not in line] == []
    assert "@simulasi_bot" in ended.out


async def test_the_doctor_finds_what_stands_in_the_way(cli: Cli, tmp_path: Path, telegram: Simulator) -> None:
    wrong = await cli.call("doctor", TELEGRAM_BOT_TOKEN="1:salah", TELEGRAM_API_URL=telegram.api_url)
    assert wrong.status == 1
    assert "[GAGAL] Token ditolak" in wrong.out
    assert "1:salah" not in wrong.all
    none = await cli.call("doctor", TELEGRAM_API_URL=telegram.api_url)
    assert none.status == 1
    assert "[GAGAL] TELEGRAM_BOT_TOKEN belum diisi" in none.out
    assert "[ ?? ]" in none.out or "Basis data masih kosong" in none.out


async def test_the_doctor_without_a_network_says_so_and_goes_on(cli: Cli, tmp_path: Path) -> None:
    ended = await cli.call("doctor", TELEGRAM_BOT_TOKEN="1:benar", TELEGRAM_API_URL="http://127.0.0.1:9")
    assert ended.status == 0
    assert "tidak terjangkau" in ended.out
    assert "Traceback" not in ended.all


async def test_a_folder_that_cannot_be_written_is_a_finding(cli: Cli, tmp_path: Path) -> None:
    (tmp_path / "data").write_text("berkas, bukan folder", "utf-8")
    ended = await cli.call("doctor", TELEGRAM_BOT_TOKEN="1:benar", TELEGRAM_API_URL="http://127.0.0.1:9")
    assert ended.status == 1
    assert "[GAGAL] Basis data sqlite:///data/kantor.db tidak dapat dibuka" in ended.out


# -- running ----------------------------------------------------------------------------------------------------------


@unix
async def test_a_running_bot_answers_stops_gently_and_never_tells_its_token(
    cli: Cli, tmp_path: Path, workbook: Path, telegram: Simulator, reached: dict[str, str]
) -> None:
    await cli.call("import", workbook.name)
    invited = await cli.call("invite", "sekar", **reached)
    code = next(line.split("start=")[1] for line in invited.out.splitlines() if "start=" in line)
    sekar, stranger = telegram.person("Sekar"), telegram.person("Orang")
    async with bot(tmp_path, "run", **reached, LOG_LEVEL="DEBUG") as running:
        await running.until("Bot berjalan (long polling)")
        await sekar.say(f"/start {code}")
        await sekar.expect("Selamat datang, Ibu Sekar Ayuningtyas")
        await stranger.say("/start")
        await stranger.expect("hanya untuk pegawai yang telah diundang")
        begun = time.monotonic()
        assert await running.stop() == 0
        assert time.monotonic() - begun < 5
    assert telegram.token not in running.text
    assert telegram.token.split(":")[1] not in running.text
    assert code not in running.text
    assert "Traceback" not in running.text


@unix
async def test_a_bot_stops_in_time_though_another_program_has_its_database_locked(
    cli: Cli, tmp_path: Path, workbook: Path, telegram: Simulator, reached: dict[str, str]
) -> None:
    await cli.call("import", workbook.name)
    stranger = telegram.person("Orang")
    async with bot(tmp_path, "run", **reached) as running:
        await running.until("Bot berjalan")
        with closing(sqlite3.connect(tmp_path / "data" / "kantor.db", isolation_level=None)) as other:
            other.execute("BEGIN IMMEDIATE")
            await stranger.say("/start")
            await asyncio.sleep(1.5)
            assert await running.stop() == 0
    async with bot(tmp_path, "run", **reached):
        await stranger.expect("telah diundang", timeout=20)


@unix
async def test_what_was_said_while_the_bot_was_down_is_answered_after_the_start(
    cli: Cli, tmp_path: Path, workbook: Path, telegram: Simulator, reached: dict[str, str]
) -> None:
    await cli.call("import", workbook.name)
    stranger = telegram.person("Orang")
    await stranger.say("/start")
    async with bot(tmp_path, "run", **reached) as running:
        await stranger.expect("telah diundang", timeout=20)  # the process starts first
        await running.stop()


@pytest.mark.long
@unix
async def test_a_paper_that_takes_long_holds_up_no_stop_and_is_made_after_the_next_start(
    cli: Cli, tmp_path: Path, workbook: Path, reached: dict[str, str]
) -> None:
    await cli.call("import", workbook.name)
    engine = open_engine(f"sqlite:///{tmp_path / 'data' / 'kantor.db'}")
    with engine.begin() as tx:
        own_papers.send_master(scope_for(tx, 1, MONDAY), small_office())
    async with bot(tmp_path, "run", module="tests.app.slow_papers", **reached) as running:
        await running.until("makes a paper", 20)
        assert await running.stop() == 0
    with engine.begin() as tx:
        assert documents.next_wanted(tx, []) is not None
    async with bot(tmp_path, "run", **reached):
        await until(lambda: _made(engine) == ["data-induk"], 20)
    engine.dispose()


def _made(engine: Engine) -> list[str]:
    with engine.begin() as tx:
        return list(tx.exec_driver_sql("SELECT kind FROM documents WHERE state = 'made'").scalars())


async def test_a_token_that_is_none_ends_the_bot_with_an_explanation(tmp_path: Path, telegram: Simulator) -> None:
    ended = await call(tmp_path, "run", TELEGRAM_BOT_TOKEN="1:salah", TELEGRAM_API_URL=telegram.api_url)
    assert ended.status == 1
    assert ended.all.count("Token ditolak") == 1
    assert "@BotFather" in ended.err
    assert "berjalan" not in ended.all
    assert "Traceback" not in ended.all
    assert "salah" not in ended.all


async def test_a_port_that_another_program_has_ends_the_bot_with_what_to_do(
    tmp_path: Path, telegram: Simulator, reached: dict[str, str]
) -> None:
    with socket.socket() as other:
        other.bind(("127.0.0.1", 0))
        other.listen()
        port = str(other.getsockname()[1])
        url = f"http://127.0.0.1:{port}/telegram"
        ended = await call(tmp_path, "run", **reached, WEBHOOK_URL=url, WEBHOOK_PORT=port)
    assert ended.status == 1
    assert ended.out == ""
    assert [f"127.0.0.1:{port}" in line and "WEBHOOK_PORT" in line for line in ended.err.splitlines()] == [True]


@unix
async def test_a_bot_says_that_it_runs_once_the_network_is_there(
    tmp_path: Path, telegram: Simulator, reached: dict[str, str]
) -> None:
    telegram.faults.server_error("deleteWebhook", status=502)
    async with bot(tmp_path, "run", **reached) as running:
        await running.until("Telegram tidak terjangkau", 20)
        assert "berjalan" not in running.text
        await running.until("Bot berjalan (long polling)", 20)
        assert await running.stop() == 0


@pytest.mark.long
@unix
async def test_a_second_bot_on_the_same_token_is_explained(
    tmp_path: Path, telegram: Simulator, reached: dict[str, str]
) -> None:
    for name in ("satu", "dua"):
        (tmp_path / name).mkdir()
    async with bot(tmp_path / "satu", "run", **reached) as first, bot(tmp_path / "dua", "run", **reached) as second:
        told = [
            asyncio.ensure_future(one.until("Bot lain sedang memakai token yang sama", 15)) for one in (first, second)
        ]
        done, waiting = await asyncio.wait(told, return_when=asyncio.FIRST_COMPLETED)
        for task in waiting:
            task.cancel()
        await asyncio.gather(*told, return_exceptions=True)
        assert any(task.exception() is None for task in done)
        assert await first.stop() == 0
        assert await second.stop() == 0
