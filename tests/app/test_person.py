"""python -m bot person: all that is kept on one person, as a file, of that person alone."""

import json
import stat
import sys
from pathlib import Path
from typing import Any

import pytest

from bot.store import addresses, tables
from bot.store.engine import open_engine
from bot.store.schema import migrate
from tests.app.commanding import Cli
from tests.services.desk import CHANNEL, Desk, at, open_desk
from tests.stories.world import TRANTIB

STRANGER = "orang-luar"


@pytest.fixture
def cli(tmp_path: Path, monkeypatch: pytest.MonkeyPatch, capsys: pytest.CaptureFixture[str]) -> Cli:
    return Cli(tmp_path, monkeypatch, capsys)


@pytest.fixture
def desk(tmp_path: Path) -> Desk:
    """An office in which Tiara has filled her form and submitted it, and a stranger has said something."""
    engine = open_engine(f"sqlite:///{tmp_path}/data/kantor.db")
    migrate(engine)
    desk = open_desk(engine, at("4-1 07.40"))
    desk.distributed(at("4-1 09.25"))
    desk.fills(at("4-1 10.00"), TRANTIB)
    desk.submits(at("4-1 10.05"), TRANTIB)
    with engine.begin() as tx:
        addresses.keep(tx, CHANNEL, STRANGER)
    engine.dispose()
    return desk


def written(folder: Path) -> list[Path]:
    return list(folder.glob("data-pribadi-*.json"))


def exported(folder: Path) -> dict[str, Any]:
    (path,) = written(folder)
    found: dict[str, Any] = json.loads(path.read_text(encoding="utf-8"))
    return found


async def test_everything_of_one_person_is_written_to_a_file_that_is_theirs(
    cli: Cli, desk: Desk, tmp_path: Path
) -> None:
    ended = await cli.call("person", "tiara")
    assert ended.status == 0, ended.all
    told = exported(tmp_path)
    (row,) = told["Data diri"]
    assert row["nama"].startswith("Tiara")
    assert row["sapaan"] == "Ibu"
    assert row["pangkat"]
    assert [(one["kanal"], one["nomor percakapan"]) for one in told["Percakapan yang terhubung"]] == [
        (CHANNEL, "tiara")
    ]
    assert [one["kantor"] for one in told["Jabatan dan mandat"]] == ["Kecamatan Contoh"]
    done = told["Perbuatan dalam riwayat periode"]
    assert any("menyerahkan formulir Kasi Trantib" in one.get("keterangan", "") for one in done)
    assert {one["orang"] for one in done} == {"yang bersangkutan"}
    assert {one["periode"] for one in done} == {"Triwulan IV Tahun 2026"}
    assert told["Isian yang terakhir diubah"][0]["diubah oleh"] == "yang bersangkutan"
    assert told["Pesan keluar"]
    assert told["Pengingat yang disampaikan"]
    assert told["Nama atau NIP tertulis juga dalam"]


async def test_of_others_it_has_neither_name_nor_chat_and_of_strangers_nothing(
    cli: Cli, desk: Desk, tmp_path: Path
) -> None:
    await cli.call("person", "tiara")
    whole = json.dumps(exported(tmp_path), ensure_ascii=False)
    assert STRANGER not in whole
    assert "pandu" not in whole.casefold()
    assert "code_hash" not in whole


@pytest.mark.skipif(sys.platform == "win32", reason="Windows keeps rights another way")
async def test_the_file_is_readable_by_its_owner_alone(cli: Cli, desk: Desk, tmp_path: Path) -> None:
    for _ in range(2):
        assert (await cli.call("person", "tiara")).status == 0
    (path,) = written(tmp_path)
    assert stat.S_IMODE(path.stat().st_mode) == 0o600


async def test_of_two_of_one_name_all_are_listed_and_the_number_says_which(
    cli: Cli, desk: Desk, tmp_path: Path
) -> None:
    engine = open_engine(f"sqlite:///{tmp_path}/data/kantor.db")
    with engine.begin() as tx:
        name = tx.execute(tables.persons.select().where(tables.persons.c.id == desk.persons["tiara"])).one().name
        key = tx.execute(tables.persons.insert().values(name=name)).inserted_primary_key
    engine.dispose()
    ended = await cli.call("person", name.upper())
    assert (ended.status, written(tmp_path)) == (1, [])
    assert f"Ada 2 orang yang namanya memuat “{name.upper()}”" in ended.err
    assert f"{desk.persons['tiara']}: {name} (Kasi Trantib, Kecamatan Contoh)" in ended.out
    assert f"{key[0] if key else 0}: {name} (-)" in ended.out
    assert (await cli.call("person", name, str(desk.persons["tiara"]))).status == 0
    assert exported(tmp_path)["Jabatan dan mandat"]


async def test_a_name_that_is_nobodys_is_said_to_be(cli: Cli, desk: Desk) -> None:
    ended = await cli.call("person", "tidak ada")
    assert (ended.status, ended.out) == (1, "")
    assert "Tidak ada orang yang namanya memuat “tidak ada”." in ended.err
