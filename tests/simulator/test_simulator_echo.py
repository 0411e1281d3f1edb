"""A bot made with python-telegram-bot talks to the simulator as it would to Telegram."""

import pytest

from simulator import Person, Simulator

pytestmark = pytest.mark.usefixtures("echo")


async def test_a_start_link_reaches_the_bot_with_its_payload(siti: Person) -> None:
    await siti.start("KODE7")
    assert (await siti.expect("Selamat datang")).text == "Selamat datang ['KODE7']"


async def test_a_button_is_pressed_answered_and_its_message_edited(siti: Person, telegram: Simulator) -> None:
    await siti.say("halo")
    shown = await siti.expect("gema")
    assert shown.html == "<b>gema</b> halo"
    assert [(b.label, b.style) for row in shown.buttons for b in row] == [
        ("Setujui", "success"),
        ("Kembalikan", "danger"),
    ]
    toast = await siti.press("Setujui", wait=True)
    assert toast
    assert toast.text == "Tercatat"
    edited = await siti.expect("ditekan yes")
    assert (edited.id, edited.buttons) == (shown.id, ())
    assert edited.edited is not None
    assert telegram.calls.unknown() == []


async def test_a_document_goes_to_the_bot_and_back(siti: Person, telegram: Simulator) -> None:
    data = bytes(range(256)) * 64
    await siti.upload("isian.xlsx", data)
    answer = await siti.expect("16384 byte")
    assert answer.document
    assert answer.document.name == "balik.bin"
    assert await siti.download(answer) == data
    await telegram.quiet()
