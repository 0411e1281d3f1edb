"""Reads the parameters of a call: query string, form, JSON body or multipart, mixed as the real server allows."""

import json
import re
from dataclasses import dataclass, field
from typing import Any

from aiohttp import BodyPartReader, web

from simulator.errors import TOO_LARGE, ApiError, bad_request
from simulator.model import UPLOAD_LIMIT, JsonObject, Upload

FORM_ROOM = 1024 * 1024  # what a request may hold beside its file


def whole(value: object, default: int = 0) -> int:
    """The whole number that a parameter or a JSON field means."""
    return int(str(value)) if re.fullmatch(r"-?[0-9]{1,19}", str(value)) else default


@dataclass(frozen=True, slots=True)
class Query:
    """One call: `args` as they arrived (strings from forms, any JSON value from JSON bodies), and its files."""

    method: str
    args: dict[str, Any]
    files: dict[str, Upload] = field(default_factory=dict)

    def text(self, name: str) -> str:
        value = self.args.get(name)
        return "" if value is None else str(value)

    def integer(self, name: str, default: int = 0) -> int:
        """A number that is none counts as not given, as on the real server."""
        return whole(self.text(name), default)

    def numbers(self, name: str) -> list[int]:
        """A list of numbers; what is none of both is left out."""
        value = self.json(name)
        return [number for item in value if (number := whole(item))] if isinstance(value, list) else []

    def flag(self, name: str) -> bool:
        return self.text(name).lower() in ("true", "yes", "1")

    def json(self, name: str) -> Any:
        """A JSON-serialized parameter, or None where it is missing."""
        value = self.args.get(name)
        if not isinstance(value, str):
            return value
        if not value:
            return None
        try:
            return json.loads(value)
        except ValueError:
            raise bad_request(f"can't parse {name} JSON object") from None

    def object(self, name: str) -> JsonObject:
        value = self.json(name)
        return value if isinstance(value, dict) else {}


async def read_query(request: web.Request, method: str) -> Query:
    args: dict[str, Any] = dict(request.query)
    if not request.body_exists:
        return Query(method, args)
    if (request.content_length or 0) > UPLOAD_LIMIT + FORM_ROOM:
        await _drain(request)
        raise ApiError(*TOO_LARGE)
    if request.content_type == "application/json":
        return Query(method, args | _json_body(await _body(request)))
    if request.content_type.startswith("multipart/"):
        return await _multipart(request, Query(method, args))
    return Query(method, args | dict(await request.post()))


async def _drain(request: web.Request) -> None:
    """Reads the body to its end, so that the bot gets the answer rather than a broken pipe."""
    async for _ in request.content.iter_chunked(1 << 16):
        pass


async def _body(request: web.Request) -> bytes:
    return await request.read()


def _json_body(body: bytes) -> dict[str, Any]:
    try:
        value = json.loads(body)
    except ValueError:
        raise bad_request("can't parse JSON object") from None
    if not isinstance(value, dict):
        raise bad_request("object expected as request body")
    return value


async def _multipart(request: web.Request, query: Query) -> Query:
    async for part in await request.multipart():
        if not isinstance(part, BodyPartReader) or not part.name:
            continue
        data = bytes(await part.read(decode=False))
        if part.filename is None:
            query.args[part.name] = data.decode("utf-8", errors="replace")
        elif len(data) > UPLOAD_LIMIT:
            raise ApiError(*TOO_LARGE)
        else:
            query.files[part.name] = Upload(part.filename, data)
    return query
