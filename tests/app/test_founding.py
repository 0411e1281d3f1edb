"""The first admin: a code printed once at the first start, and an office founded by sending its Data Induk."""

import re
import sqlite3
import sys
from dataclasses import replace
from pathlib import Path

import openpyxl
import pytest

from bot.documents.master import master_workbook
from bot.store import offices
from bot.store.engine import open_engine
from bot.workflow.master import RoleData
from bot.workflow.roles import Role
from simulator import Person, Simulator
from simulator.methods.account import menu
from tests.app.commanding import Cli, bot
from tests.stories.world import PERSONS, small_office

pytestmark = pytest.mark.skipif(sys.platform == "win32", reason="Windows has no SIGTERM to stop a process gently")
FIRST = re.compile(r"https://t\.me/simulasi_bot\?start=(\S+)")
RUNS = "Bot berjalan (long polling)"


@pytest.fixture
def cli(tmp_path: Path, monkeypatch: pytest.MonkeyPatch, capsys: pytest.CaptureFixture[str]) -> Cli:
    return Cli(tmp_path, monkeypatch, capsys)


def code_in(words: str) -> str:
    found = FIRST.search(words)
    assert found is not None, words
    return found[1]


def held(folder: Path) -> list[str]:
    """The names of the offices there are."""
    engine = open_engine(f"sqlite:///{folder / 'data' / 'kantor.db'}")
    with engine.begin() as tx:
        found = [one.name for one in offices.all_offices(tx)]
    engine.dispose()
    return found


async def test_the_first_start_prints_a_code_by_which_the_first_admin_founds_the_office(
    tmp_path: Path, telegram: Simulator, reached: dict[str, str]
) -> None:
    adi, other = telegram.person("Adi"), telegram.person("Orang")
    async with bot(tmp_path, "run", **reached) as running:
        await running.until("hanya dicetak satu kali")
        code = code_in(running.text)
        await other.say("/start")
        await other.expect("hanya untuk pegawai yang telah diundang")
        await adi.start(code)
        welcome = await adi.expect("Bapak/Ibu menjadi admin pertama")
        blank = await adi.expect("Data Induk kosong")
        assert blank.file is not None
        assert blank.id > welcome.id, "what is said to follow follows"
        assert blank.file.name == "data-induk-kosong.xlsx"
        (tmp_path / "kosong.xlsx").write_bytes(await adi.download(blank))
        assert openpyxl.load_workbook(tmp_path / "kosong.xlsx").sheetnames[1:3] == ["Kantor", "Pegawai"]
        await other.start(code)
        await other.expect("jalankan “python -m bot admin” pada komputer bot")
        await adi.start(code)
        waits = await adi.expect("Kantor belum dimuat")
        await adi.say("/bantuan")
        await adi.expect("Kantor belum dimuat", after=waits)
        assert sum(one.file is not None for one in adi.received) == 1, "not with every word"
        await adi.say("/datainduk")
        await adi.expect("Data Induk kosong", after=waits)
        await adi.upload("kosong.xlsx", (tmp_path / "kosong.xlsx").read_bytes())
        await adi.expect("hal perlu diperbaiki", timeout=20)
        assert "Kantor, sel B2: “Kode kantor” wajib diisi." in adi.last.text
        await adi.say("sudah?")
        await adi.expect("Kantor belum dimuat", after=welcome)
        await adi.upload("DATA-INDUK.xlsx", master_workbook(small_office()))
        await adi.expect(
            f"Kecamatan Contoh telah dimuat: {len(PERSONS)} pegawai, 2 unit, 4 baris indikator", timeout=20
        )
        await adi.expect("Selamat datang, Bapak Adi Nugroho (Admin)")
        await adi.expect("ketuk /pegawai")
        await adi.until(lambda one: "pegawai" in _menu(one))
        await adi.say("/pegawai")
        await adi.expect("Tiara Utami (Kasi Trantib): belum terhubung")
        assert await running.stop() == 0
        assert code not in running.text.split("hanya dicetak")[1]
    assert held(tmp_path) == ["Kecamatan Contoh"]
    async with bot(tmp_path, "run", **reached) as again:
        await again.until(RUNS)
        assert await again.stop() == 0
        assert "start=" not in again.text


def _menu(person: Person) -> set[str]:
    return {str(command["command"]) for command in menu(person._state, person.chat)}


@pytest.mark.long
async def test_the_code_is_printed_once_kept_as_a_hash_and_another_takes_its_place(
    cli: Cli, tmp_path: Path, telegram: Simulator, reached: dict[str, str]
) -> None:
    async with bot(tmp_path, "run", **reached) as running:
        await running.until("hanya dicetak satu kali")
        first = code_in(running.text)
        await running.stop()
    async with bot(tmp_path, "run", **reached) as again:
        await again.until("Kode admin pertama sudah dicetak")
        assert f"{sys.executable} -m bot admin" in again.text
        assert "start=" not in again.text
        await again.stop()
    with sqlite3.connect(tmp_path / "data" / "kantor.db") as database:
        assert first.encode() not in database.serialize()
    printed = await cli.call("admin", **reached)
    assert printed.status == 0
    second = code_in(printed.out)
    adi = telegram.person("Adi")
    async with bot(tmp_path, "run", **reached) as running:
        await running.until(RUNS)
        await adi.start(first)
        await adi.expect("undangan ini tidak berlaku lagi")
        await adi.start(second)
        await adi.expect("admin pertama")
        await adi.expect("Data Induk kosong")
        await running.stop()


@pytest.mark.long
async def test_of_several_admins_the_one_who_sent_it_is_asked_for_and_without_one_it_is_not_loaded(
    tmp_path: Path, telegram: Simulator, reached: dict[str, str]
) -> None:
    adi, whole = telegram.person("Adi"), small_office(RoleData("staf", Role.ADMIN, "Admin"))
    none = replace(whole, roles=tuple(one for one in whole.roles if one.role is not Role.ADMIN))
    async with bot(tmp_path, "run", **reached) as running:
        await running.until("hanya dicetak satu kali")
        await adi.start(code_in(running.text))
        await adi.upload("tanpa-admin.xlsx", master_workbook(none))
        await adi.expect("belum ada yang memegang peran admin", timeout=20)
        assert held(tmp_path) == []
        await adi.upload("DATA-INDUK.xlsx", master_workbook(whole))
        asked = await adi.expect("Mohon ketuk nama Bapak/Ibu", timeout=20)
        assert set(asked.labels) == {"Adi Nugroho", "Setyo Budi"}
        await adi.say("saya Adi")
        await adi.expect("Mohon ketuk nama Bapak/Ibu", after=asked)
        await adi.press("Adi Nugroho")
        await adi.expect("Selamat datang, Bapak Adi Nugroho (Admin)")
        await running.stop()


async def test_where_there_is_an_office_no_such_code_is_made(
    cli: Cli, tmp_path: Path, telegram: Simulator, reached: dict[str, str]
) -> None:
    (tmp_path / "DATA-INDUK.xlsx").write_bytes(master_workbook(small_office()))
    await cli.call("import", "DATA-INDUK.xlsx")
    ended = await cli.call("admin", **reached)
    assert (ended.status, ended.out) == (1, "")
    assert f"{sys.executable} -m bot invite" in ended.err
