"""What a person does and sees, and how a test waits for it."""

from datetime import UTC, datetime, timedelta

import pytest

from simulator import ImpossibleError, Person, Simulator
from tests.simulator.support import Call, png


def two_buttons(*labels: str) -> dict[str, object]:
    return {"inline_keyboard": [[{"text": label, "callback_data": label} for label in labels]]}


async def test_the_newest_message_with_the_button_is_the_one_pressed(started: Person, call: Call) -> None:
    for text in ("lama", "baru"):
        await call("sendMessage", chat_id=started.id, text=text, reply_markup=two_buttons("✅ Setujui", "Kembalikan"))
    await call("sendMessage", chat_id=started.id, text="tanpa tombol")
    await started.press("Setujui")
    query = (await call("getUpdates"))[-1]["callback_query"]
    assert (query["message"]["text"], query["data"]) == ("baru", "✅ Setujui")
    assert query["from"]["id"] == started.id
    assert query["chat_instance"]


async def test_a_label_that_may_mean_two_buttons_or_none_is_an_error(started: Person, call: Call) -> None:
    await call("sendMessage", chat_id=started.id, text="x", reply_markup=two_buttons("Kirim ulang", "Kirim nanti"))
    with pytest.raises(ImpossibleError, match="may mean any of"):
        await started.press("Kirim")
    with pytest.raises(ImpossibleError, match="there is no button 'Hapus'"):
        await started.press("Hapus")


async def test_a_button_of_a_moment_ago_can_still_be_pressed(started: Person, call: Call) -> None:
    sent = await call("sendMessage", chat_id=started.id, text="x", reply_markup=two_buttons("Setujui"))
    shown = started.last
    await call("editMessageText", chat_id=started.id, message_id=sent["message_id"], text="y")
    await started.press("Setujui", on=shown)
    assert (await call("getUpdates"))[-1]["callback_query"]["data"] == "Setujui"


async def test_a_press_waits_for_its_answer(started: Person, call: Call) -> None:
    await call("sendMessage", chat_id=started.id, text="x", reply_markup=two_buttons("Setujui"))
    await started.press("Setujui")
    query = (await call("getUpdates"))[-1]["callback_query"]
    await call("answerCallbackQuery", callback_query_id=query["id"], text="Tercatat", show_alert=True)
    (toast,) = started.toasts
    assert (toast.text, toast.alert, toast.label) == ("Tercatat", True, "Setujui")
    with pytest.raises(AssertionError, match="no answer to pressing 'Setujui'"):
        await started.press("Setujui", wait=True, timeout=0.05)


async def test_an_answer_that_is_too_long_or_too_late_is_refused(
    telegram: Simulator, started: Person, call: Call, raw: Call
) -> None:
    await call("sendMessage", chat_id=started.id, text="x", reply_markup=two_buttons("Setujui"))
    await started.press("Setujui")
    query_id = (await call("getUpdates"))[-1]["callback_query"]["id"]
    long = await raw("answerCallbackQuery", callback_query_id=query_id, text="x" * 201)
    assert long["description"] == "Bad Request: MESSAGE_TOO_LONG"
    telegram.state.callback_seconds = 0
    late = await raw("answerCallbackQuery", callback_query_id=query_id, text="x")
    assert late["description"].startswith("Bad Request: query is too old")


async def test_a_reply_keyboard_writes_its_label(started: Person, call: Call) -> None:
    keyboard = {"keyboard": [["Tugas saya", {"text": "Kirim nomor", "request_contact": True}]]}
    await call("sendMessage", chat_id=started.id, text="menu", reply_markup=keyboard)
    await started.press("Tugas saya")
    await started.press("Kirim nomor")
    updates = await call("getUpdates")
    assert updates[-2]["message"]["text"] == "Tugas saya"
    assert updates[-1]["message"]["contact"]["user_id"] == started.id
    await call("sendMessage", chat_id=started.id, text="x", reply_markup={"remove_keyboard": True})
    assert started.keyboard == ()


async def test_blocking_and_coming_back_are_told_to_the_bot(started: Person, call: Call) -> None:
    await started.block()
    with pytest.raises(ImpossibleError, match="has blocked the bot"):
        await started.say("x")
    await started.start("LAGI")
    kinds = [update["my_chat_member"]["new_chat_member"]["status"] for update in (await call("getUpdates"))[1:3]]
    assert kinds == ["kicked", "member"]
    assert (await call("getUpdates"))[-1]["message"]["text"] == "/start LAGI"


async def test_messages_show_what_a_person_sees(started: Person, call: Call) -> None:
    await call("sendMessage", chat_id=started.id, text="<i>a</i>", parse_mode="HTML", disable_notification=True)
    shown = started.last
    assert (shown.text, shown.html, shown.silent, shown.from_bot) == ("a", "<i>a</i>", True, True)
    await call("deleteMessage", chat_id=started.id, message_id=shown.id)
    assert [message.text for message in started.messages] == ["/start"]


async def test_files_go_both_ways(started: Person, call: Call) -> None:
    sent = await started.upload("isian.xlsx", b"PK", caption="terlampir")
    assert (sent.text, await started.download(sent)) == ("terlampir", b"PK")
    picture = await started.photo(png(200, 100))
    (small, large) = picture.api["photo"]
    assert ((small["width"], small["height"]), (large["width"], large["height"])) == ((90, 45), (200, 100))
    await call("sendPhoto", chat_id=started.id, photo=large["file_id"], caption="balik")
    assert await started.download(started.last) == png(200, 100)


async def test_an_edited_message_is_told_to_the_bot(started: Person, call: Call) -> None:
    message = await started.say("salah")
    await started.edit(message, "betul")
    assert (await call("getUpdates"))[-1]["edited_message"]["text"] == "betul"


async def test_what_never_comes_fails_with_the_end_of_the_chat(started: Person, call: Call) -> None:
    await call("sendMessage", chat_id=started.id, text="yang lain", reply_markup=two_buttons("Setujui"))
    with pytest.raises(AssertionError, match=r"(?s)'yang ini'.*yang lain.*\[Setujui\]"):
        await started.expect("yang ini", timeout=0.05)


async def test_the_clock_may_be_moved() -> None:
    moment = datetime(2026, 1, 5, 8, 0, tzinfo=UTC)
    async with Simulator(now=lambda: moment) as telegram:
        siti = telegram.person("Siti")
        assert (await siti.say("x")).date == moment
        moment += timedelta(days=90)
        assert (await siti.say("y")).date == moment
