"""Files: taking them from a request or by file_id, and describing them as Document or PhotoSize."""

import hashlib
import mimetypes
import struct
from pathlib import PurePosixPath
from typing import Any

from simulator.errors import ApiError, bad_request
from simulator.model import PHOTO_LIMIT, JsonObject, StoredFile, Upload
from simulator.params import Query
from simulator.state import State

OFFICE_TYPES = {
    ".docx": "application/vnd.openxmlformats-officedocument.wordprocessingml.document",
    ".pptx": "application/vnd.openxmlformats-officedocument.presentationml.presentation",
    ".xlsx": "application/vnd.openxmlformats-officedocument.spreadsheetml.sheet",
}
FOLDERS = {"document": "documents", "photo": "photos"}
PREFIXES = {"document": "BQACAgUAAxk", "photo": "AgACAgUAAxk"}
THUMBNAIL_SIDE = 90


def take_file(state: State, query: Query, kind: str, value: Any) -> StoredFile:
    """The file a parameter means: an upload under its name, `attach://part`, or the file_id of a known file."""
    attached = isinstance(value, str) and value.startswith("attach://")
    part = value.removeprefix("attach://") if attached else kind
    if part in query.files and (attached or not value):
        return add_file(state, kind, query.files[part])
    if not value:
        raise bad_request(f"there is no {kind} in the request")
    if attached or not isinstance(value, str):
        raise bad_request("wrong file identifier/HTTP URL specified")
    if value.startswith(("http://", "https://")):
        raise bad_request("failed to get HTTP URL content")
    return known_file(state, kind, value)


def known_file(state: State, kind: str, file_id: str) -> StoredFile:
    stored = find_file(state, file_id)
    if stored.kind != kind:
        raise bad_request(f"can't use file of type {stored.kind.capitalize()} as {kind.capitalize()}")
    return stored


def find_file(state: State, file_id: str) -> StoredFile:
    stored = state.files.get(file_id)
    if stored is None:
        raise bad_request("wrong file identifier/HTTP URL specified")
    return stored


def add_file(state: State, kind: str, upload: Upload) -> StoredFile:
    if not upload.data:
        raise bad_request("file must be non-empty")
    size = _photo_size(upload.data) if kind == "photo" else (0, 0)
    serial = next(state.serials)
    digest = hashlib.sha256(f"{state.token}/{serial}".encode()).hexdigest()
    file_id, unique_id = f"{PREFIXES[kind]}{serial:08d}{digest[:40]}", f"AgAD{digest[40:52]}"
    suffix = PurePosixPath(upload.name).suffix if kind == "document" else ".jpg"
    stored = StoredFile(
        kind=kind,
        file_id=file_id,
        unique_id=unique_id,
        path=f"{FOLDERS[kind]}/file_{serial}{suffix}",
        name=upload.name,
        mime=_mime(upload.name),
        data=upload.data,
        api=_photo(file_id, unique_id, size, upload) if kind == "photo" else _document(file_id, unique_id, upload),
    )
    state.paths[stored.path] = stored
    for known_as in (file_id, *(photo["file_id"] for photo in stored.api if kind == "photo")):
        state.files[known_as] = stored
    return stored


def _mime(name: str) -> str:
    suffix = PurePosixPath(name).suffix.lower()
    return OFFICE_TYPES.get(suffix) or mimetypes.guess_type(name)[0] or "application/octet-stream"


def _document(file_id: str, unique_id: str, upload: Upload) -> JsonObject:
    return {
        "file_name": upload.name,
        "mime_type": _mime(upload.name),
        "file_id": file_id,
        "file_unique_id": unique_id,
        "file_size": len(upload.data),
    }


def _photo(file_id: str, unique_id: str, size: tuple[int, int], upload: Upload) -> list[JsonObject]:
    """A thumbnail and the whole picture; both are served with the same bytes, as nothing is recoded here."""
    width, height = size
    scale = min(1.0, THUMBNAIL_SIDE / max(width, height))
    small = {"width": max(1, int(width * scale)), "height": max(1, int(height * scale))}
    return [
        {"file_id": f"{file_id}s", "file_unique_id": f"{unique_id}s", "file_size": len(upload.data), **small},
        {
            "file_id": file_id,
            "file_unique_id": unique_id,
            "file_size": len(upload.data),
            "width": width,
            "height": height,
        },
    ]


def _photo_size(data: bytes) -> tuple[int, int]:
    if len(data) > PHOTO_LIMIT:
        raise ApiError(400, "Bad Request: file is too big")
    size = image_size(data)
    if size is None:
        raise bad_request("IMAGE_PROCESS_FAILED")
    width, height = size
    if width + height > 10_000 or max(size) > 20 * min(size):
        raise bad_request("PHOTO_INVALID_DIMENSIONS")
    return size


def image_size(data: bytes) -> tuple[int, int] | None:
    """Width and height of a PNG, GIF or JPEG, read from its header; None where it is none of them."""
    if data.startswith(b"\x89PNG\r\n\x1a\n") and len(data) >= 24:
        width, height = struct.unpack(">II", data[16:24])
        return (width, height) if width and height else None
    if data[:6] in (b"GIF87a", b"GIF89a") and len(data) >= 10:
        width, height = struct.unpack("<HH", data[6:10])
        return (width, height) if width and height else None
    return _jpeg_size(data) if data.startswith(b"\xff\xd8") else None


def _jpeg_size(data: bytes) -> tuple[int, int] | None:
    """Walks the segments to the first start-of-frame marker (C0 to CF but for C4, C8, CC)."""
    at = 2
    while at + 9 <= len(data) and data[at] == 0xFF:
        marker = data[at + 1]
        if 0xC0 <= marker <= 0xCF and marker not in (0xC4, 0xC8, 0xCC):
            height, width = struct.unpack(">HH", data[at + 5 : at + 9])
            return (width, height) if width and height else None
        at += 2 + int(struct.unpack(">H", data[at + 2 : at + 4])[0])
    return None
