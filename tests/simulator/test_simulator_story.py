"""A talk just had is copied as a test, and that test passes."""

from typing import Any

import aiohttp
import pytest

from simulator import Person, Simulator, verify_dialog

pytestmark = pytest.mark.usefixtures("echo")


async def _copied(telegram: Simulator, session: aiohttp.ClientSession, person: Person) -> str:
    async with session.get(f"{telegram.url}/_sim/chats/{person.id}/story") as response:
        return await response.text()


async def test_a_copied_talk_runs_as_a_test(telegram: Simulator, siti: Person, session: aiohttp.ClientSession) -> None:
    await siti.start("KODE7")
    await siti.expect("Selamat datang")
    await siti.say("halo")
    await siti.expect("gema")
    await siti.press("Setujui", wait=True)
    await siti.expect("ditekan")
    code = await _copied(telegram, session, siti)
    assert "('halo', 'gema halo')," in code
    assert "('[Setujui]', 'Tercatat')," in code
    names: dict[str, Any] = {}
    exec(compile(code, "story", "exec"), names)
    await names["test_a_talk_of_siti"](telegram)


async def test_a_file_stands_alone_in_it(telegram: Simulator, siti: Person, session: aiohttp.ClientSession) -> None:
    await siti.upload("isian.xlsx", b"PK", caption="ini")
    await siti.expect("2 byte")
    code = await _copied(telegram, session, siti)
    assert "await siti.upload('isian.xlsx', Path('isian.xlsx').read_bytes(), caption='ini')" in code
    assert "await siti.expect('2 byte')" in code
    compile(code, "story", "exec")


async def test_a_name_is_never_code(telegram: Simulator, session: aiohttp.ClientSession) -> None:
    odd = telegram.person('7 "); import os #')
    await odd.start()
    await odd.expect("Selamat")
    code = await _copied(telegram, session, odd)
    names: dict[str, Any] = {}
    exec(compile(code, "story", "exec"), names)
    assert "os" not in names


async def test_a_talk_that_goes_otherwise_fails_with_what_was_expected(siti: Person) -> None:
    with pytest.raises(AssertionError, match="'salam' after 'halo'"):
        await verify_dialog(siti, ("halo", "salam"), timeout=0.3)
