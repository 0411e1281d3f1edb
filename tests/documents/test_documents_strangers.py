"""Files nobody should send: each is refused with its reason, quickly, and the bot goes on."""

import asyncio
import os
import signal
import sys
import time
import zipfile
from io import BytesIO
from pathlib import Path

import pytest
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st
from openpyxl import Workbook, load_workbook

from bot.documents import reading
from bot.documents.child import read
from bot.documents.form import FORM_SHEET, form_workbook
from bot.documents.form_parser import FormReading, parse_form
from bot.documents.form_wire import decode, encode
from bot.documents.limits import MAX_BYTES, MAX_PARTS, OLE, Reason, Unreadable, inspect_file, inspect_parts
from bot.documents.reading import Allowance, read_form
from tests.documents.document_samples import form

FORM = form_workbook(form())
PATIENCE = 30
"""Seconds that a busy test machine may take for what takes two on an idle one."""


ODS_NAMES = ("office", "table", "text")


def saved(book: Workbook) -> bytes:
    data = BytesIO()
    book.save(data)
    return data.getvalue()


def zipped(parts: dict[str, bytes]) -> bytes:
    data = BytesIO()
    with zipfile.ZipFile(data, "w", zipfile.ZIP_DEFLATED) as archive:
        for name, content in parts.items():
            archive.writestr(name, content)
    return data.getvalue()


def with_part(name: str, content: bytes) -> bytes:
    """The form with one of its parts replaced or added, and noise enough not to look like a bomb."""
    with zipfile.ZipFile(BytesIO(FORM)) as archive:
        parts = {part: archive.read(part) for part in archive.namelist()}
    return zipped(parts | {name: content, "xl/media/derau.bin": os.urandom(len(content) // 150)})


def ods(rows: str) -> bytes:
    names = " ".join(f'xmlns:{name}="urn:oasis:names:tc:opendocument:xmlns:{name}:1.0"' for name in ODS_NAMES)
    table = f"<table:table table:name='Formulir'>{rows}</table:table>"
    body = f"<office:body><office:spreadsheet>{table}</office:spreadsheet></office:body>"
    content = f"<?xml version='1.0'?><office:document-content {names}>{body}</office:document-content>"
    kind = b"application/vnd.oasis.opendocument.spreadsheet"
    return zipped({"mimetype": kind, "content.xml": content.encode()})


def written(path: Path) -> None:
    while not path.exists() or not path.read_text():
        time.sleep(0.02)


async def test_a_form_is_read_in_a_process_of_its_own_exactly_as_here() -> None:
    assert await read_form(FORM) == parse_form(FORM)


async def test_many_forms_at_once_are_all_read() -> None:
    assert set(await asyncio.gather(*(read_form(FORM) for _ in range(4)))) == {parse_form(FORM)}


@pytest.mark.parametrize(
    ("data", "reason"),
    [
        (b"", Reason.NOT_A_WORKBOOK),
        (b"Yth. Kasubag, terlampir data kami.", Reason.NOT_A_WORKBOOK),
        (os.urandom(4096), Reason.NOT_A_WORKBOOK),
        (b"PK\x03\x04" + b"x" * 100, Reason.NOT_A_WORKBOOK),
        (FORM[: len(FORM) // 2], Reason.NOT_A_WORKBOOK),
        (FORM + b"x" * MAX_BYTES, Reason.TOO_BIG),
        (OLE + b"\0" * 600 + "EncryptedPackage".encode("utf-16-le"), Reason.ENCRYPTED),
        (OLE + b"\0" * 5000, Reason.NOT_A_WORKBOOK),
        (zipped({"surat.txt": b"halo"}), Reason.NOT_A_WORKBOOK),
        (zipped({"nol": b"\0" * 30_000_000}), Reason.ZIP_BOMB),
        (zipped({f"bagian-{at}": b"" for at in range(MAX_PARTS + 1)}), Reason.ZIP_BOMB),
        (saved(Workbook()), Reason.NO_FORM),
    ],
    ids=[
        "nothing", "a letter", "noise", "only a beginning", "half a file", "too big", "locked", "broken old format",
        "a zip without workbook", "a bomb", "very many parts", "another workbook",
    ],
)  # fmt: skip
async def test_each_wrong_file_is_refused_for_its_reason(data: bytes, reason: Reason) -> None:
    assert await read_form(data) == Unreadable(reason)


async def test_one_far_away_cell_does_not_cost_the_memory_of_a_whole_sheet() -> None:
    book = load_workbook(BytesIO(FORM))
    book[FORM_SHEET]["XFD1048576"] = "jauh"
    assert await read_form(saved(book)) == Unreadable(Reason.TOO_MANY_CELLS)


SWOLLEN = {
    "two million cells that do not say where they are": with_part(
        "xl/worksheets/sheet1.xml",
        b"<worksheet><sheetData>" + (b"<row>" + b"<c><v>1</v></c>" * 50 + b"</row>") * 40_000,
    ),
    "two million texts": with_part("xl/sharedStrings.xml", b"<sst>" + b"<si><t>a</t></si>" * 2_000_000),
    "elements without end": with_part("xl/worksheets/sheet1.xml", b"<a>" * 5_000_000),
    "a cell repeated a thousand million times": ods(
        "<table:table-row table:number-rows-repeated='1000000'><table:table-cell "
        "table:number-columns-repeated='1000' office:value-type='float' office:value='1'/></table:table-row>"
    ),
    "a far away cell of the other format": ods(
        "<table:table-row table:number-rows-repeated='1048575'><table:table-cell/></table:table-row><table:table-row>"
        "<table:table-cell table:number-columns-repeated='16383'/>"
        "<table:table-cell office:value-type='float' office:value='1'/></table:table-row>"
    ),
}


@pytest.mark.parametrize("data", SWOLLEN.values(), ids=SWOLLEN.keys())
async def test_what_swells_when_it_is_read_is_refused_in_time(data: bytes) -> None:
    began = time.monotonic()
    assert isinstance(await read_form(data), Unreadable)
    assert time.monotonic() - began < PATIENCE


def test_a_form_with_many_formatted_but_few_filled_rows_is_still_read() -> None:
    book = load_workbook(BytesIO(FORM))
    book[FORM_SHEET]["B5000"] = "jauh"
    assert inspect_parts(saved(book)) is None


def test_a_zip_locked_with_a_password_is_called_locked() -> None:
    data = bytearray(FORM)
    at = data.index(b"PK\x01\x02")
    data[at + 8] |= 1
    assert inspect_file(bytes(data)) is Reason.ENCRYPTED


def test_a_directory_that_lies_about_sizes_is_caught_when_unpacked() -> None:
    data = bytearray(with_part("xl/worksheets/sheet1.xml", b"<worksheet>" + b" " * 100_000))
    at = data.index(b"PK\x01\x02", data.rindex(b"xl/worksheets/sheet1.xml") - 60)
    data[at + 24 : at + 28] = (5).to_bytes(4, "little")
    assert read(bytes(data)) == Unreadable(Reason.NOT_A_WORKBOOK)


async def test_nonsense_inside_a_sheet_never_raises() -> None:
    for content in (
        b"",
        b"<worksheet>",
        b"\xff" * 1000,
        b"<worksheet><sheetData><row r='x'><c r='?'/></row></sheetData>",
    ):
        answer = await read_form(with_part("xl/worksheets/sheet1.xml", content))
        assert isinstance(answer, Unreadable | FormReading)


def child_is(folder: Path, monkeypatch: pytest.MonkeyPatch, code: str) -> None:
    """Another program in the child's place."""
    package = folder / "bot" / "documents"
    package.mkdir(parents=True)
    (package / "child.py").write_text(code)
    monkeypatch.setattr(reading, "ROOT", folder)
    monkeypatch.chdir(folder)


@pytest.mark.parametrize(
    ("code", "allowed"),
    [
        ("import sys, time\nsys.stdout.write(chr(6))\nsys.stdout.flush()\ntime.sleep(60)", Allowance(patience=0.5)),
        ("import time\ntime.sleep(60)", Allowance(patience=0.5)),
        ("", Allowance()),
        ("print('halo')", Allowance()),
    ],
    ids=["reads for ever", "never starts", "ends at once", "says something else"],
)
async def test_a_child_that_does_not_answer_is_given_up_in_time(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch, code: str, allowed: Allowance
) -> None:
    child_is(tmp_path, monkeypatch, code)
    began = time.monotonic()
    assert await read_form(FORM, allowed) == Unreadable(Reason.CRASHED)
    assert time.monotonic() - began < PATIENCE


async def test_nothing_is_left_running_when_the_reader_is_cancelled(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    waiting = "import os, pathlib, time\npathlib.Path('pid').write_text(str(os.getpid()))\ntime.sleep(60)\n"
    child_is(tmp_path, monkeypatch, waiting)
    task = asyncio.create_task(read_form(FORM))
    await asyncio.to_thread(written, tmp_path / "pid")
    task.cancel()
    with pytest.raises(asyncio.CancelledError):
        await task
    with pytest.raises(ProcessLookupError):
        os.kill(int((tmp_path / "pid").read_text()), 0)


@pytest.mark.skipif(sys.platform == "win32", reason="the system has no such limit")
async def test_a_parser_that_swells_is_stopped_by_its_own_limit() -> None:
    swelling = with_part("xl/media/foto.bin", os.urandom(5000) * 8000)
    assert await read_form(swelling, Allowance(memory_mb=30)) == Unreadable(Reason.CRASHED)
    assert isinstance(await read_form(swelling, Allowance(computing=PATIENCE)), FormReading)


@pytest.mark.skipif(sys.platform == "win32", reason="the system does not count it")
async def test_a_parser_that_computes_without_end_is_stopped_by_its_own_time() -> None:
    endless = "from bot.documents.child import limit\nlimit(50, 0.2)\nwhile True: pass"
    child = await asyncio.create_subprocess_exec(sys.executable, "-c", endless)
    assert await asyncio.wait_for(child.wait(), PATIENCE) == -signal.SIGPROF


@pytest.mark.skipif(sys.platform != "linux", reason="only there a process can look up its own size")
async def test_the_memory_allowed_comes_on_top_of_what_the_start_took(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    asked = "import resource\nfrom bot.documents.child import _size, limit\nbefore = _size()\nlimit(50, 9)\n"
    asked += "print(resource.getrlimit(resource.RLIMIT_AS)[0] - before)"
    child = await asyncio.create_subprocess_exec(sys.executable, "-c", asked, stdout=asyncio.subprocess.PIPE)
    answer, _ = await child.communicate()
    assert abs(int(answer) - (50 << 20)) < 5 << 20


async def test_the_child_does_not_see_the_bots_secrets(monkeypatch: pytest.MonkeyPatch, tmp_path: Path) -> None:
    child_is(tmp_path, monkeypatch, "import os, pathlib\npathlib.Path('seen').write_text(repr(dict(os.environ)))\n")
    monkeypatch.setenv("BOT_TOKEN", "rahasia")
    await read_form(FORM)
    assert "rahasia" not in (tmp_path / "seen").read_text()


def test_a_reading_survives_the_way_out_of_the_child() -> None:
    assert decode(encode(parse_form(FORM))) == parse_form(FORM)
    assert decode(encode(Unreadable(Reason.NO_FORM))) == Unreadable(Reason.NO_FORM)


@settings(max_examples=60, deadline=None, suppress_health_check=[HealthCheck.too_slow])
@given(st.integers(0, len(FORM) - 1), st.binary(min_size=1, max_size=8))
def test_a_damaged_form_is_read_or_refused_before_it_reaches_the_parser(at: int, damage: bytes) -> None:
    broken = FORM[:at] + damage + FORM[at + len(damage) :]
    assert inspect_file(broken) in (None, *Reason)
    assert inspect_parts(broken) in (None, *Reason)
