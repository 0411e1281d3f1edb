"""What polling says of itself: that it receives, or in the office's language why it does not."""

import pytest

from bot.channels.base import Failure, SendError
from bot.channels.telegram.channel import Telegram
from simulator import Person, Simulator


async def test_an_empty_batch_says_at_once_that_it_receives(telegram: Simulator, channel: Telegram) -> None:
    batches = channel.receive()
    assert await anext(batches) == ()
    assert [call.params.get("timeout") for call in telegram.calls if call.method == "getUpdates"] == ["0"]
    await batches.aclose()


async def test_what_was_said_before_comes_with_the_first_batch(channel: Telegram, siti: Person) -> None:
    batches = channel.receive()
    (update,) = await anext(batches)
    assert update.payload["message"]["text"] == "/start"
    await batches.aclose()


@pytest.mark.parametrize(
    ("code", "description", "failure", "words"),
    [
        (401, "Unauthorized", Failure.REFUSED, "Token ditolak"),
        (404, "Not Found", Failure.REFUSED, "Token ditolak"),
        (404, "Not Found: method not found", Failure.RETRY, "method not found"),
        (409, "Conflict: terminated by other getUpdates request", Failure.RETRY, "Bot lain sedang memakai token"),
        (502, "Bad Gateway", Failure.RETRY, "Telegram tidak terjangkau (Bad Gateway)"),
        (400, "Bad Request: x", Failure.RETRY, "Telegram menolak permintaan bot (X)"),
    ],
)
async def test_what_keeps_it_from_receiving_is_said_with_what_to_do(
    telegram: Simulator, channel: Telegram, code: int, description: str, failure: Failure, words: str
) -> None:
    telegram.faults.refuse("getUpdates", code=code, description=description)
    with pytest.raises(SendError) as caught:
        await anext(channel.receive())
    assert caught.value.failure is failure
    assert words in caught.value.detail


async def test_a_network_that_is_away_is_said_with_what_happens_next(telegram: Simulator, channel: Telegram) -> None:
    await telegram.close()
    with pytest.raises(SendError, match="mencoba lagi sendiri") as caught:
        await anext(channel.receive())
    assert caught.value.failure is Failure.RETRY
    assert telegram.token not in caught.value.detail


async def test_a_flood_is_waited_out(telegram: Simulator, channel: Telegram) -> None:
    telegram.faults.flood("getUpdates", retry_after=7)
    with pytest.raises(SendError, match="menunggu 7 detik") as caught:
        await anext(channel.receive())
    assert caught.value.retry_after == 7
