"""A zip of a cycle's files: each as it is kept, what the bot writes beside them, and the hash of every one."""

import hashlib
import zipfile
from collections.abc import Mapping
from dataclasses import dataclass
from io import BytesIO

from bot.documents.tables import table_workbook
from bot.documents.timeless import UNIX
from bot.documents.words import clean
from bot.texts.formats import moment
from bot.texts.say import label
from bot.workflow.packs import Pack, PackItem

Contents = Mapping[int | str, bytes | None]
"""By the id of a paper, or by a file's hash; None for what could not be made."""
MANIFEST, ABOUT = "MANIFES-SHA256.txt", "BACA-DAHULU.txt"
PACKED = (".pdf", ".png", ".jpg", ".jpeg", ".xlsx", ".docx", ".pptx", ".zip")
"""Files that are packed already."""


@dataclass(frozen=True)
class Needs:
    documents: tuple[int, ...]
    hashes: tuple[str, ...]


def needs(pack: Pack) -> Needs:
    papers = (item.document_id for item in pack.items if item.document_id is not None)
    return Needs(tuple(papers), tuple(dict.fromkeys(item.sha256 for item in pack.items if item.sha256)))


def zipped(found: tuple[Pack, Contents]) -> bytes:
    """1. Every file. 2. Their hashes, as `sha256sum -c` reads them. 3. What this is, and what is lacking."""
    pack, contents = found
    data, hashes, lacking = BytesIO(), [], []
    with zipfile.ZipFile(data, "w") as parts:
        for item in pack.items:
            content = _content(item, contents)
            if content is None:
                lacking.append(item.path)
                continue
            _add(parts, pack, item.path, content)
            hashes.append(f"{hashlib.sha256(content).hexdigest()}  {item.path}")
        _add(parts, pack, MANIFEST, "".join(f"{line}\n" for line in hashes).encode())
        _add(parts, pack, ABOUT, _about(pack, len(hashes), lacking).encode())
    return data.getvalue()


def _content(item: PackItem, contents: Contents) -> bytes | None:
    if item.book is not None:
        return table_workbook(item.book)
    if item.document_id is not None:
        return contents[item.document_id]
    return contents[item.sha256] if item.sha256 else item.text.encode()


def _add(parts: zipfile.ZipFile, pack: Pack, path: str, content: bytes) -> None:
    """Dated as the pack was asked for: the same pack gives the same zip."""
    about = zipfile.ZipInfo(path, pack.made_at.timetuple()[:6])
    packed = path.lower().endswith(PACKED)
    about.compress_type = zipfile.ZIP_STORED if packed else zipfile.ZIP_DEFLATED
    about.create_system, about.external_attr = UNIX, 0o644 << 16
    parts.writestr(about, content)


def _about(pack: Pack, files: int, lacking: list[str]) -> str:
    head = pack.letterhead
    lines = [
        pack.title,
        head.named,
        label("arsip.about", period=pack.period, at=moment(pack.made_at), part=pack.part, parts=pack.parts),
        label("arsip.files", files=files, manifest=MANIFEST),
        label("arsip.chain", links=pack.links, head=pack.head),
    ]
    if head.sample:
        lines.append(label("arsip.sample"))
    if lacking:
        lines += [label("arsip.lacking"), *lacking]
    return "\r\n".join(clean(line) for line in (*lines, ""))
