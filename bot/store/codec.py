"""Frozen dataclasses to JSON and back, and the one canonical form whose sha256 an approval binds."""

import hashlib
import json
from functools import cache
from typing import Any, TypeVar

from pydantic import TypeAdapter

T = TypeVar("T")


@cache
def _adapter(kind: Any) -> TypeAdapter[Any]:
    return TypeAdapter(kind)


def encode(value: object) -> Any:
    """Plain JSON values; a Decimal becomes its text, a moment its ISO form."""
    kind: Any = type(value)
    return _adapter(kind).dump_python(value, mode="json")


def decode(kind: type[T], data: Any) -> T:
    """The inverse of `encode`; raises pydantic.ValidationError for data that does not fit."""
    wanted: Any = kind
    found: T = _adapter(wanted).validate_python(data, strict=False)
    return found


def canonical(data: Any) -> bytes:
    """One text for equal data: sorted keys, no white space, UTF-8."""
    return json.dumps(data, sort_keys=True, separators=(",", ":"), ensure_ascii=False).encode()


def digest(data: Any) -> str:
    return hashlib.sha256(canonical(data)).hexdigest()
