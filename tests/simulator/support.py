"""What the simulator's tests share beside fixtures."""

import struct
import zlib
from collections.abc import Callable, Coroutine
from typing import Any

Call = Callable[..., Coroutine[Any, Any, Any]]


def png(width: int = 64, height: int = 48) -> bytes:
    """A whole, grey picture."""

    def chunk(kind: bytes, data: bytes) -> bytes:
        return struct.pack(">I", len(data)) + kind + data + struct.pack(">I", zlib.crc32(kind + data))

    rows = zlib.compress((b"\0" + b"\x80" * width) * height)
    header = struct.pack(">IIBBBBB", width, height, 8, 0, 0, 0, 0)
    return b"\x89PNG\r\n\x1a\n" + chunk(b"IHDR", header) + chunk(b"IDAT", rows) + chunk(b"IEND", b"")
