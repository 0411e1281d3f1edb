"""The rehearsal of the worst day: what came into the admin's chat at night is all there is, and the office is back."""

import logging
import re
from dataclasses import replace
from pathlib import Path
from types import SimpleNamespace
from zoneinfo import ZoneInfo

import pytest

from bot.__main__ import _parser
from bot.runtime.backups import Backups
from bot.store import backup, sealing, sent_backups
from bot.workflow.packs import MOST_BYTES
from tests.app.commanding import Cli, Ended
from tests.stories.conftest import only_on_sqlite
from tests.stories.office import OnTelegram, reach_filling, reach_recap, read
from tests.stories.phones import TelegramPhone

pytestmark = only_on_sqlite  # PostgreSQL is backed up by its own tools

SECRET = "lima-kata-acak-yang-panjang"
PERSONS = ("camat", "sekretaris", "kasubag", "staf", "pandu", "tiara", "opi")


@pytest.fixture
def cli(tmp_path: Path, monkeypatch: pytest.MonkeyPatch, capsys: pytest.CaptureFixture[str]) -> Cli:
    (tmp_path / "lain").mkdir()
    return Cli(tmp_path / "lain", monkeypatch, capsys)


@pytest.fixture
def quick(monkeypatch: pytest.MonkeyPatch) -> None:
    """Sealing takes a second on purpose; here it is about what becomes of the files."""
    monkeypatch.setattr(sealing, "passphrase", SimpleNamespace(encrypt=lambda content, _secret: content))


def keeps_backups(office: OnTelegram, folder: Path, most: int = MOST_BYTES) -> None:
    """The running bot makes them from now on, and sends them away."""
    app = office.stage.app
    kept = Backups(office.stage.database.url, folder, ZoneInfo("Asia/Jakarta"), SECRET, most)
    office.stage.app = replace(app, runtime=replace(app.runtime, backups=kept))


async def at_night(office: OnTelegram, folder: Path, most: int = MOST_BYTES) -> None:
    """One is made, at 01.00, and has gone where it goes."""
    await office.until(5, 1)
    keeps_backups(office, folder, most)
    await office.stage.settle()


def received(phone: TelegramPhone) -> dict[str, bytes]:
    """Every backup that came into the chat, as it came."""
    files = [message.file for message in phone.person.received if message.file]
    return {
        file.name: phone.person._state.files[file.file_id].data for file in files if file.name.startswith("kantor-")
    }


def saved_elsewhere(files: dict[str, bytes], folder: Path) -> list[str]:
    for name, content in files.items():
        (folder / name).write_bytes(content)
    return list(files)


def heads(ended: Ended) -> list[str]:
    assert ended.status == 0, ended.all
    return re.findall(r"kode riwayat (\w{64})", ended.out)


async def test_a_night_later_the_office_is_restored_elsewhere_from_the_admins_chat_alone(
    office: OnTelegram, tmp_path: Path, cli: Cli, caplog: pytest.LogCaptureFixture
) -> None:
    caplog.set_level(logging.DEBUG)
    await reach_recap(office)
    await at_night(office, tmp_path / "cadangan")
    night = backup.verified(backup.newest_path(tmp_path / "cadangan"))
    files = received(office.adi)
    assert list(files) == [f"{night.path.name}.gz.age"]
    assert [received(getattr(office, key)) for key in PERSONS] == [{}] * 7, "only the admin's"
    note = "\n".join(office.adi.shown.values())
    assert f": {night.count} baris" in note
    assert f"Kecamatan Contoh, Triwulan IV Tahun 2026: {night.heads[0].hash}" in note
    assert "Cadangan terenkripsi, Selasa, 5 Januari 2027 pukul 01.00 WIB" in note
    assert SECRET not in caplog.text
    assert SECRET not in note
    before = heads(await cli.call("verify", DATABASE_URL=office.stage.database.url))
    named = saved_elsewhere(files, cli.folder)
    ended = await cli.call("restore", *named, BACKUP_PASSPHRASE=SECRET)
    assert ended.status == 0, ended.all
    back = backup.verified(cli.folder / "data" / "kantor.db")
    assert (back.rows, back.heads) == (night.rows, night.heads)
    assert heads(await cli.call("verify")) == before
    assert [path.name for path in (cli.folder / "data").iterdir() if path.is_dir()] == [], "nothing lies about opened"


@pytest.mark.long
async def test_a_large_one_comes_in_parts_which_are_given_in_any_order(
    office: OnTelegram, tmp_path: Path, cli: Cli
) -> None:
    await reach_filling(office)
    await at_night(office, tmp_path / "cadangan", most=30_000)
    files = received(office.adi)
    assert len(files) > 2
    assert all(len(content) <= 30_000 for content in files.values())
    named = saved_elsewhere(files, cli.folder)
    lacking = await cli.call("restore", *named[1:], BACKUP_PASSPHRASE=SECRET)
    assert (lacking.status, lacking.out) == (1, "")
    assert f"{named[0]} tidak disertakan" in lacking.err
    (cli.folder / named[0]).write_bytes(files[named[0]][:-1])
    damaged = await cli.call("restore", *named, BACKUP_PASSPHRASE=SECRET)
    assert "rusak" in damaged.err
    wrong = await cli.call("restore", *named, BACKUP_PASSPHRASE="kata-sandi-yang-lain")
    for refused in (lacking, damaged, wrong):
        assert refused.status == 1
        assert len(refused.err.splitlines()) == 1
        assert SECRET not in refused.all
    assert not (cli.folder / "data").exists(), "nothing was changed"
    saved_elsewhere(files, cli.folder)
    assert (await cli.call("restore", *reversed(named), BACKUP_PASSPHRASE=SECRET)).status == 0
    assert heads(await cli.call("verify")) != []


@pytest.mark.long
async def test_a_passphrase_that_is_nowhere_set_is_asked_for_and_never_an_argument(
    office: OnTelegram, tmp_path: Path, cli: Cli, monkeypatch: pytest.MonkeyPatch
) -> None:
    await at_night(office, tmp_path / "cadangan")
    named = saved_elsewhere(received(office.adi), cli.folder)
    typed = iter(("bukan-kata-sandinya", f" {SECRET}\n"))
    monkeypatch.setattr("getpass.getpass", lambda _prompt: next(typed))
    wrong = await cli.call("restore", *named)
    assert (wrong.status, wrong.out) == (1, "")
    assert wrong.err.startswith("Kata sandi tidak cocok dengan")
    assert (await cli.call("restore", *named)).status == 0
    assert set(vars(_parser().parse_args(["restore", "a"]))) == {"command", "files"}


@pytest.mark.usefixtures("quick")
async def test_once_a_day_and_the_disk_keeps_no_sealed_copy(office: OnTelegram, tmp_path: Path) -> None:
    keeps_backups(office, tmp_path / "cadangan")
    for day in (5, 6):
        await office.until(day, 1)
        await office.until(day, 13)
        office.stage.app.runtime.backups.sent_on = None  # type: ignore[union-attr] # another process takes over
        await office.stage.settle()
    assert len(received(office.adi)) == 3, "of the day it was switched on, and of two nights"
    assert list((tmp_path / "cadangan").glob("*.age*")) == []
    assert len(list((tmp_path / "cadangan").glob("*.db"))) == 3


@pytest.mark.usefixtures("quick")
async def test_after_nights_without_a_network_only_the_newest_goes(office: OnTelegram, tmp_path: Path) -> None:
    keeps_backups(office, tmp_path / "cadangan")
    runtime = office.stage.app.runtime
    await runtime.delivery.stop()
    for day in (5, 6, 7):
        office.stage.clock.set(office.stage.now.replace(day=day, hour=1))
        await office.stage.app.due()
    (waiting,) = await read(office, sent_backups.waiting)
    await office.stage.app.due()
    assert [path.name for path in (tmp_path / "cadangan").glob("*.age*")] == [Path(waiting).name]
    runtime.delivery.start()
    await office.stage.settle()
    assert list(received(office.adi)) == [Path(waiting).name]


async def test_where_no_admin_can_be_reached_nothing_is_sealed(office: OnTelegram, tmp_path: Path) -> None:
    await office.adi.person.block()
    await at_night(office, tmp_path / "cadangan")
    assert len(list((tmp_path / "cadangan").glob("*.db"))) == 1
    assert list((tmp_path / "cadangan").glob("*.age*")) == []
