"""What people type, at its worst, and papers in which every typed field holds it."""

import re
import unicodedata
from collections.abc import Callable
from dataclasses import fields, is_dataclass, replace
from enum import Enum
from itertools import count
from typing import Any

from hypothesis import strategies as st

from bot.documents.words import clean
from bot.workflow.charting import RecapChart
from bot.workflow.master import HistoryData
from bot.workflow.packs import PackItem, TableSheet
from bot.workflow.papers import RecapSheet
from bot.workflow.reports import Report
from bot.workflow.standing import CycleStand, PostponedStand, TaskStand, UnitStand

LONGEST = 4000
"""Characters of one message of a channel."""
STARTS = ("", "=", "+", "-", "@", "\t", "\r", "\n", " ", "'", '=HYPERLINK("http://x","y")', "=1+1", "#N/A")
SCRIPTS = (
    "مرحبا بالعالم", "ꦲꦏ꧀ꦱꦫꦗꦮ", "漢字かな交じり文", "👨‍👩‍👧‍👦", "👍🏽", "🇮🇩", "é̂̃", "हिन्दी",
    "ᬅᬓ᭄ᬱᬭ", "שלום", "\u200bតើ\u200b",
)  # fmt: skip
MARKUP = (
    '#read("/etc/passwd")', "#import", "$x$", "*tebal*", "_miring_", "\\", "`kode`", "@acuan", "<label>", "= Judul",
    "<script>alert(1)</script>", "]]>", "&amp;", "&#65;", "<w:p/>", "{{ 7*7 }}", "{% if x %}", "{_{", "}_}", "{#",
    "_x0041_", "_x005F_", "&P", "%s", "{0}", "<b>", "</i>", "//", "/*", "~", "--",
)  # fmt: skip
BROKEN = ("\x00", "\x07", "\x0b", "\x1b", "\x7f", "\x85", "\ud83d", "\udc00", "\ufffe", "\uffff", "\u202e", "\ufeff")
SPACES = (" ", "\n", "\r\n", "\t", "\u00a0", "\u3000", "\u2028")
WORDS = ("kata", "Kecamatan", "pertanggungjawaban", "x" * 30, "ب" * 40, "👨‍👩‍👧‍👦" * 10, "e\u0301" * 30)
HARMFUL = " ".join(("=cmd|' /C calc'!A0", *SCRIPTS, *MARKUP, *BROKEN, *SPACES, *WORDS))
PARTS = st.sampled_from((*SCRIPTS, *MARKUP, *BROKEN, *SPACES, *WORDS)) | st.text(max_size=8) | st.characters()

NOT_TYPED = frozenset({
    "direction", "aggregation", "status", "key", "period_key", "sha256", "recap_sha256", "head", "path", "leader_unit",
    "earlier", "spent",
})  # fmt: skip
"""Fields that the bot writes and reads again by itself."""
CODES = {
    (HistoryData, "period"), (TableSheet, "title"), (PackItem, "text"), (TaskStand, "kegiatan"), (TaskStand, "left"),
    (UnitStand, "left"), (CycleStand, "period"), (PostponedStand, "period"), (RecapChart, "period"),
}  # fmt: skip

MARK = re.compile(r"(kata)(\d+)z|(KATA)(\d+)Z")


@st.composite
def typed(draw: st.DrawFn, longest: int = LONGEST) -> str:
    """A start that programs take for something, and anything after it; now and then as long as can be."""
    body = "".join(draw(st.lists(PARTS, max_size=30)))
    times = draw(st.sampled_from((1, 1, 1, longest // max(len(body), 1))))
    return (draw(st.sampled_from(STARTS)) + body * times)[: longest - 10]


def filled(paper: Any, words: str) -> Any:
    """The paper with `words` in every typed field, and at the end of each a mark of its own."""
    numbers = count(1)
    return _whole(_filled(paper, lambda: f"{words}{' ' * bool(words)}kata{next(numbers)}z"))


def _filled(value: Any, word: Callable[[], str]) -> Any:
    if isinstance(value, str) and not isinstance(value, Enum):
        return word() if value else value
    if isinstance(value, tuple):
        return tuple(_filled(one, word) for one in value)
    if is_dataclass(value) and not isinstance(value, type):
        kind = type(value)
        typed = (f.name for f in fields(value) if f.name not in NOT_TYPED and (kind, f.name) not in CODES)
        return replace(value, **{name: _filled(getattr(value, name), word) for name in typed})
    return value


def _whole(paper: Any) -> Any:
    """What refers to a name by that name refers to it still."""
    if isinstance(paper, Report) and isinstance(paper.recap, RecapSheet):
        return replace(paper, leader_unit=paper.recap.units[0].unit)
    return paper


def with_words(made_of_marks: str, words: str) -> str:
    """What a document of marks alone reads like once the words stand before each; a title is in capitals."""
    before = f"{clean(words)}{' ' * bool(words)}"
    return MARK.sub(lambda mark: (before if mark[1] else before.upper()) + mark[0], made_of_marks)


def tokens(words: str) -> set[str]:
    """Its short words of ASCII alone, which a page shows as they are."""
    return {word for word in clean(words).split() if word.isascii() and word.isprintable() and len(word) < 25}


def seen(text: str) -> str:
    """What of it can be seen, and what joins letters into others."""
    return "".join(
        one for one in text if unicodedata.category(one) not in ("Cc", "Cs", "Cn", "Cf") or one in "\u200c\u200d"
    )
