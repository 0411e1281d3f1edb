"""python -m bot verify: a history that somebody has meddled with is found, and it is said where."""

import sqlite3
from contextlib import closing
from pathlib import Path

import pytest

from bot.documents.master import master_workbook
from bot.store import cycles, history, offices
from bot.store.engine import open_engine
from tests.app.commanding import Cli
from tests.stories.world import MONDAY, small_office

WHERE = "Kecamatan Contoh, Triwulan IV Tahun 2026"


@pytest.fixture
def cli(tmp_path: Path, monkeypatch: pytest.MonkeyPatch, capsys: pytest.CaptureFixture[str]) -> Cli:
    return Cli(tmp_path, monkeypatch, capsys)


@pytest.fixture
async def hashes(cli: Cli, tmp_path: Path) -> list[str]:
    """An office with one cycle in which five things happened; the hash of each."""
    (tmp_path / "induk.xlsx").write_bytes(master_workbook(small_office()))
    assert (await cli.call("import", "induk.xlsx")).status == 0
    engine = open_engine(f"sqlite:///{tmp_path / 'data' / 'kantor.db'}")
    with engine.begin() as tx:
        office = offices.all_offices(tx)[0].id
        cycle = cycles.add(tx, office, "2026-triwulan-4", MONDAY)
        for number in range(1, 6):
            history.append(
                tx,
                office_id=office,
                cycle_id=cycle,
                at=MONDAY,
                person_id=None,
                acting_as="Sistem",
                event="Ordered",
                data={"instruction": f"nomor {number}"},
            )
        found = [row.hash for row in history.of_cycle(tx, cycle)]
    engine.dispose()
    return found


def meddle(folder: Path, *statements: str) -> None:
    with closing(sqlite3.connect(folder / "data" / "kantor.db")) as database:
        for statement in statements:
            database.execute(statement)
        database.commit()


async def test_a_whole_history_is_said_to_be_whole_with_its_code(cli: Cli, hashes: list[str]) -> None:
    ended = await cli.call("verify")
    assert ended.status == 0
    assert f"{WHERE}: utuh, 5 baris, kode riwayat {hashes[-1]}" in ended.out
    assert "Kecamatan Contoh: utuh" in ended.out, "the master data's own"


@pytest.mark.parametrize(
    ("statements", "said"),
    [
        (("UPDATE history SET data = '{}' WHERE seq = 3",), "baris 3 telah diubah"),
        (("UPDATE history SET acting_as = 'Budi' WHERE seq = 5",), "baris 5 telah diubah"),
        (("DELETE FROM history WHERE seq = 2",), "baris 2 telah dihapus"),
        (("DELETE FROM history WHERE seq > 3",), "baris 4 dan sesudahnya telah dihapus"),
        (("DELETE FROM history",), "baris 1 dan sesudahnya telah dihapus"),
        (
            (
                "UPDATE history SET seq = seq + 100 WHERE seq > 2",
                "INSERT INTO history (office_id, cycle_id, seq, at, acting_as, event, data, previous, hash)"
                " SELECT office_id, cycle_id, 3, at, acting_as, event, data, hash, 'x' FROM history WHERE seq = 2",
                "UPDATE history SET seq = seq - 99 WHERE seq > 100",
            ),
            "baris 3 disisipkan kemudian",
        ),
    ],
)
async def test_what_was_done_to_it_is_named_with_the_row(
    cli: Cli, tmp_path: Path, hashes: list[str], statements: tuple[str, ...], said: str
) -> None:
    meddle(tmp_path, *statements)
    ended = await cli.call("verify")
    assert ended.status == 1
    assert f"{WHERE}: {said}" in ended.err


async def test_a_recap_that_is_not_the_one_of_the_history_is_named(cli: Cli, tmp_path: Path, hashes: list[str]) -> None:
    meddle(
        tmp_path,
        "INSERT INTO recaps (office_id, cycle_id, version, round, paper, sha256, made_at)"
        " SELECT office_id, cycle_id, 2, 1, '{}', 'x', at FROM history WHERE seq = 1 AND cycle_id IS NOT NULL",
    )
    ended = await cli.call("verify")
    assert ended.status == 1
    assert f"{WHERE}: rekapitulasi versi 2 yang tersimpan tidak sama dengan yang dicatat riwayat" in ended.err
    assert f"{WHERE}: utuh" in ended.out


async def test_a_code_on_paper_is_found_in_a_history_that_went_on(cli: Cli, hashes: list[str]) -> None:
    for code in (hashes[2], hashes[2][:12].upper()):
        ended = await cli.call("verify", "--anchor", code)
        assert ended.status == 0
        assert f"baris 3 dari 5 pada riwayat {WHERE}" in ended.out


async def test_a_tail_cut_off_with_its_traces_is_found_by_the_code_on_paper(
    cli: Cli, tmp_path: Path, hashes: list[str]
) -> None:
    head = f"UPDATE heads SET seq = 3, hash = '{hashes[2]}' WHERE cycle_id IS NOT NULL"
    meddle(tmp_path, "DELETE FROM history WHERE seq > 3", head)
    assert (await cli.call("verify")).status == 0
    ended = await cli.call("verify", "--anchor", hashes[4])
    assert ended.status == 1
    assert "tidak ada pada riwayat mana pun yang utuh" in ended.err


async def test_too_short_a_code_anchors_nothing(cli: Cli, hashes: list[str]) -> None:
    assert (await cli.call("verify", "--anchor", hashes[2][:8])).status == 1
