"""A backup that may leave the machine: compressed, encrypted with a passphrase, in numbered parts where it is large.

The format is age's, and each part is a piece of the one file: without this program `cat`, `age` and `gunzip` open it.
"""

import gzip
import re
import shutil
import time
import zlib
from collections.abc import Iterable, Sequence
from io import BytesIO
from pathlib import Path

from pyrage import DecryptError, passphrase

from bot.store.backup import BackupError, BackupReason

ENDING = ".gz.age"
BEGINS = b"age-encryption.org/v1"
WRONG = "Decryption failed"
"""What the library says of a passphrase that does not fit; of whatever is damaged it says something else."""
TOO_MUCH = "Excessive work parameter"
"""... where this machine is too slow for what was sealed on another, or seems so."""
MEASURED, PAUSE_SECONDS = 8, 0.25
NAME = re.compile(
    r"(?P<whole>kantor-\d{4}-\d\d-\d\d-\d{6}\.db\.gz\.age)(?:\.bagian-(?P<part>\d+)-dari-(?P<parts>\d+))?"
)


def seal(copy: Path, secret: str, most: int) -> tuple[Path, ...]:
    """The sealed files beside the copy, none larger than `most` bytes, in their order. Takes a second on purpose: that
    is what makes guessing a passphrase slow."""
    content = passphrase.encrypt(_compressed(copy), secret)
    whole = copy.with_name(copy.name + ENDING)
    pieces = [content[at : at + most] for at in range(0, len(content), most)]
    paths = tuple(whole.with_name(whole.name + _part(number, len(pieces))) for number in range(1, len(pieces) + 1))
    for path, piece in zip(paths, pieces, strict=True):
        path.write_bytes(piece)
    return paths


def _part(number: int, parts: int) -> str:
    """Of one width, so that they stand in their order wherever names are sorted."""
    return f".bagian-{number:0{len(str(parts))}}-dari-{parts}" if parts > 1 else ""


def _compressed(copy: Path) -> bytes:
    packed = BytesIO()
    with copy.open("rb") as plain, gzip.GzipFile(fileobj=packed, mode="wb", compresslevel=6) as file:
        shutil.copyfileobj(plain, file)
    return packed.getvalue()


def number_of(path: Path) -> tuple[int, int]:
    """Which part of how many a file is."""
    found = NAME.search(path.name)
    return (int(found["part"]), int(found["parts"])) if found and found["part"] else (1, 1)


def is_sealed(path: Path) -> bool:
    """By its name, or where it was given another by what it begins with."""
    if NAME.search(path.name):
        return True
    if not path.is_file():
        return False
    with path.open("rb") as file:
        return file.read(len(BEGINS)) == BEGINS


def sweep(folder: Path, kept: Iterable[str]) -> int:
    """Removes the sealed files that nobody waits for any more; how many."""
    staying = set(kept)
    gone = [path for path in folder.glob(f"*{ENDING}*") if NAME.fullmatch(path.name) and path.name not in staying]
    for path in gone:
        path.unlink()
    return len(gone)


# -- opened again ----------------------------------------------------------------------------------------------------


def opened(files: Sequence[Path], secret: str) -> bytes:
    """The database that was sealed, from its one file or from its parts in any order. Raises BackupError."""
    parts = in_order(files)
    content = b"".join(part.read_bytes() for part in parts)
    where = ", ".join(part.name for part in parts)
    try:
        return gzip.decompress(_decrypted(content, secret))
    except DecryptError as error:
        raise BackupError(_reason(error), where) from None
    except (OSError, EOFError, zlib.error):
        raise BackupError(BackupReason.DAMAGED, where) from None


def _decrypted(content: bytes, secret: str) -> bytes:
    """The library measures how fast this machine is, and refuses what it thinks would take far too long; on a machine
    that is busy in that moment it thinks wrong."""
    for tries in range(1, MEASURED + 1):
        try:
            return bytes(passphrase.decrypt(content, secret))
        except DecryptError as error:
            if _reason(error) is not BackupReason.SLOW or tries == MEASURED:
                raise
        time.sleep(PAUSE_SECONDS)
    raise AssertionError("unreachable")


def _reason(error: DecryptError) -> BackupReason:
    words = str(error)
    if words == WRONG:
        return BackupReason.PASSPHRASE
    return BackupReason.SLOW if words.startswith(TOO_MUCH) else BackupReason.DAMAGED


def in_order(files: Sequence[Path]) -> list[Path]:
    """Raises BackupError where one is not there, is of another backup, or is lacking."""
    for file in files:
        if not file.is_file():
            raise BackupError(BackupReason.MISSING, str(file))
    found = {number_of(file)[0]: file for file in files}
    if len({_whole(file) for file in files}) > 1:
        raise BackupError(BackupReason.MIXED, ", ".join(file.name for file in files))
    whole, parts = _whole(files[0])
    lacking = [number for number in range(1, parts + 1) if number not in found]
    if lacking:
        names = (f"{whole}{_part(number, parts)}" for number in lacking)
        raise BackupError(BackupReason.LACKING, ", ".join(names))
    return [found[number] for number in sorted(found)]


def _whole(file: Path) -> tuple[str, int]:
    """Of which backup a file is a part, and of how many parts."""
    named = NAME.search(file.name)
    return (named["whole"], number_of(file)[1]) if named else (file.name, 1)
