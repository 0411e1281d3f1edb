"""A sealed backup: only its passphrase opens it, whole or in parts in any order, and nothing is ever half restored."""

import gzip
import random
import re
from pathlib import Path
from types import SimpleNamespace

import pytest
from pyrage import passphrase

from bot.store import sealing
from bot.store.backup import BackupError, BackupReason
from bot.store.sealing import is_sealed, opened, seal, sweep

SECRET = "lima kata acak yang panjang"
CONTENT = random.Random(1).randbytes(60_000)
NAME = "kantor-2026-11-29-010000.db"


@pytest.fixture(scope="module")
def parts(tmp_path_factory: pytest.TempPathFactory) -> tuple[Path, ...]:
    copy = tmp_path_factory.mktemp("cadangan") / NAME
    copy.write_bytes(CONTENT)
    return seal(copy, SECRET, 25_000)


def refused(files: tuple[Path, ...], secret: str = SECRET) -> BackupError:
    with pytest.raises(BackupError) as raised:
        opened(files, secret)
    return raised.value


def test_the_parts_are_named_by_their_number_and_are_together_what_age_and_gunzip_open(parts: tuple[Path, ...]) -> None:
    assert [part.name for part in parts] == [f"{NAME}.gz.age.bagian-{n}-dari-3" for n in (1, 2, 3)]
    together = b"".join(part.read_bytes() for part in parts)
    assert gzip.decompress(passphrase.decrypt(together, SECRET)) == CONTENT


def test_they_are_opened_in_any_order_and_under_names_that_a_phone_gave_them(
    parts: tuple[Path, ...], tmp_path: Path
) -> None:
    renamed = [tmp_path / f"unduhan {part.name} (1)" for part in parts]
    for new, part in zip(renamed, parts, strict=True):
        new.write_bytes(part.read_bytes())
    assert opened((renamed[2], renamed[0], renamed[1]), SECRET) == CONTENT


@pytest.mark.long
def test_a_whole_one_is_known_by_its_beginning_whatever_its_name(tmp_path: Path) -> None:
    (tmp_path / NAME).write_bytes(CONTENT)
    (sealed,) = seal(tmp_path / NAME, SECRET, 10**9)
    assert sealed.name == f"{NAME}.gz.age"
    other = sealed.rename(tmp_path / "berkas")
    assert is_sealed(other)
    assert opened((other,), SECRET) == CONTENT
    assert not is_sealed(tmp_path / NAME)


@pytest.mark.long
def test_many_parts_stand_in_their_order_wherever_names_are_sorted(tmp_path: Path) -> None:
    (tmp_path / NAME).write_bytes(CONTENT)
    found = seal(tmp_path / NAME, SECRET, 5_000)
    assert [path.name for path in found] == sorted(path.name for path in found)
    assert found[0].name.endswith(f".bagian-01-dari-{len(found)}")
    assert opened(found[::-1], SECRET) == CONTENT


def test_another_passphrase_opens_nothing_and_is_not_repeated(parts: tuple[Path, ...]) -> None:
    error = refused(parts, "kata yang sama sekali lain")
    assert error.reason is BackupReason.PASSPHRASE
    assert "kata yang" not in str(error)


def test_what_a_faster_machine_sealed_is_tried_again_and_is_not_called_damaged(
    parts: tuple[Path, ...], monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(sealing, "PAUSE_SECONDS", 0)
    content = b"".join(part.read_bytes() for part in parts)
    header = re.search(rb"-> scrypt \S+ (\d+)\n", content)
    assert header is not None
    parts[0].with_name("lain.gz.age").write_bytes(content[: header.start(1)] + b"40" + content[header.end(1) :])
    tried: list[int] = []

    def counted(content: bytes, secret: str) -> object:
        tried.append(len(content))
        return passphrase.decrypt(content, secret)

    monkeypatch.setattr(sealing, "passphrase", SimpleNamespace(decrypt=counted))
    assert refused((parts[0].with_name("lain.gz.age"),)).reason is BackupReason.SLOW
    assert len(tried) == sealing.MEASURED


def test_a_missing_part_is_named(parts: tuple[Path, ...]) -> None:
    for lost in parts:
        error = refused(tuple(part for part in parts if part is not lost))
        assert (error.reason, error.where) == (BackupReason.LACKING, lost.name)
    assert refused((*parts, Path("tidak-ada"))).reason is BackupReason.MISSING


@pytest.mark.parametrize(
    "spoilt",
    ["short", pytest.param("changed", marks=pytest.mark.long), pytest.param("exchanged", marks=pytest.mark.long)],
)
def test_a_damaged_part_is_noticed(parts: tuple[Path, ...], tmp_path: Path, spoilt: str) -> None:
    contents = [part.read_bytes() for part in parts]
    if spoilt == "short":
        contents[1] = contents[1][:-1]
    elif spoilt == "changed":
        contents[1] = contents[1][:500] + bytes([contents[1][500] ^ 1]) + contents[1][501:]
    else:
        contents[1], contents[2] = contents[2], contents[1]
    for part, content in zip(parts, contents, strict=True):
        (tmp_path / part.name).write_bytes(content)
    error = refused(tuple(tmp_path / part.name for part in parts))
    assert error.reason is BackupReason.DAMAGED


@pytest.mark.long
def test_parts_of_two_nights_are_not_put_together(parts: tuple[Path, ...], tmp_path: Path) -> None:
    other = tmp_path / parts[0].name.replace("11-29", "11-30")
    other.write_bytes(parts[0].read_bytes())
    assert refused((other, *parts[1:])).reason is BackupReason.MIXED


def test_only_sealed_files_that_nobody_waits_for_are_swept(parts: tuple[Path, ...]) -> None:
    folder = parts[0].parent
    (folder / "catatan.gz.age").touch()
    (folder / f"{NAME}.gz.age").touch()
    before = {path.name for path in folder.iterdir()}
    assert sweep(folder, [part.name for part in parts]) == 1
    assert before - {path.name for path in folder.iterdir()} == {f"{NAME}.gz.age"}
    assert (folder / NAME).is_file()
