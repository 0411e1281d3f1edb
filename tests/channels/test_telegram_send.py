"""Messages as people see them, and errors by what they mean for the outbox."""

import logging

import pytest

from bot.channels.base import Button, Failure, File, Out, SendError, Style
from bot.channels.telegram.channel import Telegram
from simulator import Person, Simulator

PDF = File("lembar.pdf", "application/pdf", b"%PDF-1.7")
PICTURE = File(
    "grafik.png",
    "image/png",
    bytes.fromhex(
        "89504e470d0a1a0a0000000d4948445200000001000000010806000000"
        "1f15c4890000000d49444154789c6360000002000005000157cd5f0000000049454e44ae426082"
    ),
)
DECISION = ((Button("Setujui", "setujui:1:2", Style.SUCCESS), Button("Kembalikan", "kembali:1:2", Style.DANGER)),)


async def test_a_message_with_markup_and_buttons(channel: Telegram, telegram: Simulator, siti: Person) -> None:
    sent = await channel.send(str(siti.id), Out("<b>Setujui?</b> 3 &lt; 4", DECISION, silent=True))
    shown = siti.last
    assert (sent, shown.text, shown.html) == (str(shown.id), "Setujui? 3 < 4", "<b>Setujui?</b> 3 &lt; 4")
    assert [(b.label, b.value, b.style) for b in shown.buttons[0]] == [
        ("Setujui", "setujui:1:2", "success"),
        ("Kembalikan", "kembali:1:2", "danger"),
    ]
    assert [call.params.get("disable_notification") for call in telegram.calls][-1] == "true"
    assert telegram.calls.unknown() == []


async def test_a_document_and_a_picture_with_their_captions(channel: Telegram, siti: Person) -> None:
    await channel.send(str(siti.id), Out("<i>terlampir</i>", file=PDF))
    assert siti.last.document is not None
    assert (siti.last.document.name, siti.last.text) == ("lembar.pdf", "terlampir")
    await channel.send(str(siti.id), Out("grafik", DECISION, file=PICTURE))
    assert siti.last.document is None
    assert await siti.download(siti.last) == PICTURE.content
    assert [b.label for b in siti.last.buttons[0]] == ["Setujui", "Kembalikan"]


async def test_a_message_is_edited_and_its_buttons_go(channel: Telegram, siti: Person) -> None:
    sent = await channel.send(str(siti.id), Out("Setujui?", DECISION))
    for _ in range(2):
        await channel.edit(str(siti.id), sent, Out("Sudah disetujui"), captioned=False)
    assert [(m.text, m.buttons) for m in siti.received] == [("Sudah disetujui", ())]


async def test_the_caption_of_a_picture_is_edited(channel: Telegram, siti: Person) -> None:
    sent = await channel.send(str(siti.id), Out("Setujui?", DECISION, file=PICTURE))
    await channel.edit(str(siti.id), sent, Out("Sudah", file=PICTURE), captioned=True)
    assert [m.text for m in siti.received] == ["Sudah"]


@pytest.mark.parametrize("file", [PICTURE, None])
async def test_a_message_that_is_no_picture_or_is_one_says_so(
    channel: Telegram, siti: Person, file: File | None
) -> None:
    sent = await channel.send(str(siti.id), Out("Setujui?", DECISION, file=file))
    with pytest.raises(SendError) as caught:
        await channel.edit(str(siti.id), sent, Out("Sudah disetujui"), captioned=file is None)
    assert caught.value.failure is Failure.OTHER_KIND


async def test_a_toast_and_a_menu(channel: Telegram, telegram: Simulator, siti: Person) -> None:
    await channel.send(str(siti.id), Out("Setujui?", DECISION))
    assert await siti.press("Setujui") is None
    press = next(iter(telegram.state.presses))
    await channel.answer(press, "Tercatat &amp; tersimpan")
    await channel.set_menu(str(siti.id), (("tugas", "Tugas saya"),))
    assert [toast.text for toast in siti.toasts] == ["Tercatat & tersimpan"]
    (scoped,) = [scope for scope, _ in telegram.state.profile.commands]
    assert str(siti.id) in scoped


async def test_a_large_document_goes_whole(channel: Telegram, siti: Person) -> None:
    await channel.send(str(siti.id), Out("besar", file=File("arsip.zip", "application/zip", b"0" * 3_000_000)))
    assert len(await siti.download(siti.last)) == 3_000_000


async def failure(channel: Telegram, chat_id: str, out: Out = Out("halo")) -> SendError:  # noqa: B008 (a constant)
    with pytest.raises(SendError) as caught:
        await channel.send(chat_id, out)
    return caught.value


@pytest.mark.parametrize(
    ("code", "description", "means"),
    [
        (403, "Forbidden: bot was blocked by the user", Failure.UNREACHABLE),
        (403, "Forbidden: user is deactivated", Failure.UNREACHABLE),
        (400, "Bad Request: chat not found", Failure.UNREACHABLE),
        (400, "Bad Request: PEER_ID_INVALID", Failure.UNREACHABLE),
        (400, "Bad Request: can't parse entities: Unsupported start tag", Failure.REFUSED),
        (413, "Request Entity Too Large", Failure.REFUSED),
        (500, "Internal Server Error", Failure.RETRY),
        (502, "Bad Gateway", Failure.RETRY),
        (401, "Unauthorized", Failure.RETRY),
        (404, "Not Found", Failure.RETRY),
        (404, "Not Found: method not found", Failure.REFUSED),
    ],
)
async def test_errors_mean_what_the_outbox_needs_to_know(
    channel: Telegram, telegram: Simulator, siti: Person, code: int, description: str, means: Failure
) -> None:
    telegram.faults.refuse("sendMessage", code=code, description=description)
    assert (await failure(channel, str(siti.id))).failure is means


async def test_too_many_requests_tell_how_long_to_wait(channel: Telegram, telegram: Simulator, siti: Person) -> None:
    telegram.faults.flood("sendMessage", retry_after=7)
    error = await failure(channel, str(siti.id))
    assert (error.failure, error.retry_after) == (Failure.RETRY, 7.0)


async def test_a_broken_connection_is_worth_another_try_and_names_no_token(
    channel: Telegram, telegram: Simulator, siti: Person, caplog: pytest.LogCaptureFixture
) -> None:
    caplog.set_level(logging.DEBUG)
    telegram.faults.drop("sendMessage")
    error = await failure(channel, str(siti.id))
    await telegram.close()
    refused = await failure(channel, str(siti.id))
    assert error.failure is refused.failure is Failure.RETRY
    assert telegram.token not in f"{error} {refused} {error.__cause__!r} {caplog.text}"


@pytest.mark.parametrize(
    "description",
    [
        "Bad Request: message to edit not found",
        "Bad Request: MESSAGE_TOO_LONG",
    ],
)
async def test_a_message_that_cannot_be_edited_is_gone(
    channel: Telegram, telegram: Simulator, siti: Person, description: str
) -> None:
    telegram.faults.refuse("editMessageText", code=400, description=description)
    with pytest.raises(SendError) as caught:
        await channel.edit(str(siti.id), "1", Out("halo"), captioned=False)
    assert caught.value.failure is Failure.GONE


async def test_a_file_is_fetched_up_to_a_limit(channel: Telegram, telegram: Simulator, siti: Person) -> None:
    message = await siti.upload("isian.xlsx", b"x" * 5000)
    assert message.file is not None
    assert await channel.fetch(message.file.file_id, 5000) == b"x" * 5000
    with pytest.raises(SendError, match="file is too big"):
        await channel.fetch(message.file.file_id, 4999)
    with pytest.raises(SendError) as caught:
        await channel.fetch("tak-dikenal", 5000)
    assert caught.value.failure is Failure.REFUSED
