"""An office behind a proxy reaches Telegram as its other programs reach the internet."""

from collections.abc import Iterator

import pytest

from bot.channels.telegram import request


@pytest.fixture(autouse=True)
def _behind_a_proxy(monkeypatch: pytest.MonkeyPatch) -> Iterator[None]:
    monkeypatch.setenv("https_proxy", "http://proxy.kantor:3128")
    monkeypatch.setenv("no_proxy", "localhost,127.0.0.1")
    request._proxy.cache_clear()
    yield
    request._proxy.cache_clear()


def test_the_proxy_is_taken_from_the_environment() -> None:
    assert request.proxy_for("https://api.telegram.org/bot1/getMe") == "http://proxy.kantor:3128"


def test_what_is_near_is_reached_directly() -> None:
    assert request.proxy_for("https://127.0.0.1:8081/bot1/getMe") is None
