"""How python-telegram-bot reaches the Bot API here: over aiohttp, many times quicker than its default at concurrency.

The address of every call contains the bot's token: no error made here repeats an address.
"""

import io
import json
from functools import cache
from typing import IO
from urllib.parse import urlsplit
from urllib.request import getproxies, proxy_bypass

import aiohttp
from telegram.error import BadRequest, NetworkError, TelegramError
from telegram.request import BaseRequest, RequestData

CONNECT_SECONDS = 10.0
READ_SECONDS = 30.0
CHUNK = 64 * 1024
TOO_MANY_REQUESTS = 429
SERVER_ERROR = 500


class Flooded(TelegramError):  # noqa: N818 (beside the library's RetryAfter)
    """Too many requests. The library's RetryAfter warns about its own attribute at every use."""

    def __init__(self, seconds: float) -> None:
        super().__init__(f"Too many requests, retry after {seconds:g} s")
        self.seconds = seconds


class Unanswered(NetworkError):  # noqa: N818 (beside the library's TimedOut)
    """The request had gone out, and nobody knows whether it was carried out: no answer, or a failing server's."""


class AiohttpRequest(BaseRequest):
    def __init__(self, connections: int = 64) -> None:
        self._connections = connections
        self._session: aiohttp.ClientSession | None = None

    @property
    def read_timeout(self) -> float:
        return READ_SECONDS

    async def initialize(self) -> None:
        if self._session is None:
            self._session = aiohttp.ClientSession(
                connector=aiohttp.TCPConnector(limit=self._connections, ttl_dns_cache=300),
                cookie_jar=aiohttp.DummyCookieJar(),
            )

    async def shutdown(self) -> None:
        if self._session is not None:
            await self._session.close()
            self._session = None

    async def do_request(
        self,
        url: str,
        method: str,
        request_data: RequestData | None = None,
        read_timeout: object = BaseRequest.DEFAULT_NONE,
        write_timeout: object = BaseRequest.DEFAULT_NONE,
        connect_timeout: object = BaseRequest.DEFAULT_NONE,
        pool_timeout: object = BaseRequest.DEFAULT_NONE,
    ) -> tuple[int, bytes]:
        seconds = read_timeout if isinstance(read_timeout, int | float) else READ_SECONDS
        timeout = aiohttp.ClientTimeout(total=None, sock_connect=CONNECT_SECONDS, sock_read=seconds)
        try:
            async with self._open().request(
                method, url, data=_body(request_data), timeout=timeout, proxy=proxy_for(url)
            ) as answer:
                status, payload = answer.status, await answer.read()
        except (TimeoutError, aiohttp.ClientError, OSError) as error:
            raise _unanswered(error) from None
        if status == TOO_MANY_REQUESTS:
            raise Flooded(_retry_after(payload))
        if status >= SERVER_ERROR:
            raise Unanswered(_description(payload) or f"the server answered {status}")
        return status, payload

    async def download(self, url: str, limit: int) -> bytes:
        """The bytes behind an address; BadRequest when there are more than `limit`, known as soon as they arrive."""
        timeout = aiohttp.ClientTimeout(total=None, sock_connect=CONNECT_SECONDS, sock_read=READ_SECONDS)
        content = bytearray()
        try:
            async with self._open().get(url, timeout=timeout, proxy=proxy_for(url)) as answer:
                if answer.status != 200:
                    raise _not_downloaded(answer.status)
                async for chunk in answer.content.iter_chunked(CHUNK):
                    content += chunk
                    if len(content) > limit:
                        raise BadRequest("file is too big")
        except (TimeoutError, aiohttp.ClientError, OSError) as error:
            raise _unanswered(error) from None
        return bytes(content)

    def _open(self) -> aiohttp.ClientSession:
        if self._session is None:
            raise RuntimeError("the channel's session is not open")
        return self._session


def proxy_for(url: str) -> str | None:
    """Many an office reaches the internet through a proxy: HTTPS_PROXY and NO_PROXY are obeyed."""
    parts = urlsplit(url)
    return _proxy(parts.scheme, parts.hostname or "")


@cache
def _proxy(scheme: str, host: str) -> str | None:
    """Asked once a host; aiohttp's trust_env asks twice a call, each time on a thread."""
    return None if proxy_bypass(host) else getproxies().get(scheme)


def _not_downloaded(status: int) -> TelegramError:
    if status in (400, 403, 404):
        return BadRequest(f"file is temporarily unavailable ({status})")
    return NetworkError(f"the download answered {status}")


def _unanswered(error: Exception) -> TelegramError:
    """Without the error's own words, which may contain the address."""
    if isinstance(error, aiohttp.ClientConnectorError | aiohttp.ConnectionTimeoutError):
        return NetworkError(f"no connection ({type(error).__name__})")
    return Unanswered(f"no answer ({type(error).__name__})")


def _retry_after(payload: bytes) -> float:
    try:
        return float(json.loads(payload)["parameters"]["retry_after"])
    except (ValueError, KeyError, TypeError):
        return 1.0


def _description(payload: bytes) -> str:
    """Empty where it is no answer of the Bot API, but of a server before it."""
    try:
        return str(json.loads(payload)["description"])
    except (ValueError, KeyError, TypeError):
        return ""


def _stream(content: bytes | IO[bytes]) -> IO[bytes]:
    return io.BytesIO(content) if isinstance(content, bytes) else content


def _body(data: RequestData | None) -> aiohttp.FormData | None:
    """A plain form, or multipart where a file goes along."""
    if data is None:
        return None
    form = aiohttp.FormData(data.json_parameters)
    if data.contains_files:
        for name, (file_name, content, mime) in data.multipart_data.items():
            form.add_field(name, _stream(content), filename=file_name, content_type=mime)
    return form
