"""Text with entities is read as Telegram reads it, counted in UTF-16."""

import html
from typing import Any

import pytest
from hypothesis import given
from hypothesis import strategies as st

from simulator.formatting.html import parse_html
from simulator.formatting.render import to_html
from simulator.formatting.text import Formatted, detected, format_text
from simulator.formatting.utf16 import cut, units


def entity(kind: str, offset: int, length: int, **more: Any) -> dict[str, Any]:
    return {"type": kind, "offset": offset, "length": length, **more}


READ: tuple[tuple[str, str, str, list[dict[str, Any]]], ...] = (
    ("HTML", "<b>a</b> <i>b</i>", "a b", [entity("bold", 0, 1), entity("italic", 2, 1)]),
    ("HTML", "<b>a <u>b</u></b>", "a b", [entity("bold", 0, 3), entity("underline", 2, 1)]),
    ("HTML", "😀<b>😀</b>", "😀😀", [entity("bold", 2, 2)]),
    ("HTML", "&lt;b&gt; &amp;&quot;&#39; &copy;", "<b> &\"' &copy;", []),
    ("HTML", '<a href="https://x.id/a?b=1&amp;c=2">t</a>', "t", [entity("text_link", 0, 1, url="https://x.id/a?b=1&c=2")]),
    ("HTML", '<a href="mana saja">t</a>', "t", []),
    ("HTML", '<pre><code class="language-py">x</code></pre>', "x", [entity("pre", 0, 1, language="py")]),
    ("HTML", "<pre>x</pre>", "x", [entity("pre", 0, 1)]),
    ("HTML", '<code class="language-py">x</code>', "x", [entity("code", 0, 1)]),
    ("HTML", "<blockquote expandable>x</blockquote>", "x", [entity("expandable_blockquote", 0, 1)]),
    ("HTML", '<span class="tg-spoiler">x</span>', "x", [entity("spoiler", 0, 1)]),
    ("HTML", "  <b> x</b>\n", "x", [entity("bold", 0, 1)]),
    ("html", "<STRONG>x</STRONG>", "x", [entity("bold", 0, 1)]),
    ("MarkdownV2", "*a _b_* __c__ ~d~ ||e||", "a b c d e", [
        entity("bold", 0, 3),
        entity("italic", 2, 1),
        entity("underline", 4, 1),
        entity("strikethrough", 6, 1),
        entity("spoiler", 8, 1),
    ]),
    ("MarkdownV2", r"a\.b \*", "a.b *", []),
    ("MarkdownV2", "`a.b` ```py\nx```", "a.b x", [entity("code", 0, 3), entity("pre", 4, 1, language="py")]),
    ("MarkdownV2", "[t](https://x.id/)", "t", [entity("text_link", 0, 1, url="https://x.id/")]),
    ("MarkdownV2", ">a\n>b\nc", "a\nb\nc", [entity("blockquote", 0, 3)]),
    ("MarkdownV2", ">a||", "a", [entity("expandable_blockquote", 0, 1)]),
    ("Markdown", "*a* _b_ `c` [d](https://x.id/)", "a b c d", [
        entity("bold", 0, 1),
        entity("italic", 2, 1),
        entity("code", 4, 1),
        entity("text_link", 6, 1, url="https://x.id/"),
    ]),
    ("Markdown", r"a\_b a.b", "a_b a.b", []),
    ("", "<b>a</b>", "<b>a</b>", []),
)  # fmt: skip


@pytest.mark.parametrize(("mode", "text", "shown", "entities"), READ)
def test_every_mode_gives_text_and_entities(mode: str, text: str, shown: str, entities: list[dict[str, Any]]) -> None:
    assert format_text(text, mode, None) == Formatted(shown, entities)


@pytest.mark.parametrize(
    ("text", "kinds"),
    [
        ("/start KODE", [("bot_command", "/start")]),
        ("lihat https://x.id/a, lalu /bantuan", [("url", "https://x.id/a"), ("bot_command", "/bantuan")]),
        (
            "tulis ke a@b.co.id atau @siti_x #kinerja",
            [("email", "a@b.co.id"), ("mention", "@siti_x"), ("hashtag", "#kinerja")],
        ),
        ("1/2 dan 3/start", []),
        ("rasio 10.5 dan 2026.com/x", [("url", "2026.com/x")]),
    ],
)
def test_the_server_finds_commands_links_and_tags_itself(text: str, kinds: list[tuple[str, str]]) -> None:
    found = detected(Formatted(text, [])).entities
    assert [(e["type"], cut(text, e["offset"], e["offset"] + e["length"])) for e in found] == kinds


@given(st.text())
def test_escaped_text_comes_back_as_it_was(text: str) -> None:
    assert parse_html(html.escape(text)) == (text, [])
    assert html.unescape(to_html(text, [])) == text


@given(st.lists(st.tuples(st.sampled_from("bius"), st.text(min_size=1))))
def test_formatted_text_survives_the_way_to_the_page_and_back(parts: list[tuple[str, str]]) -> None:
    source = "".join(f"<{tag}>{html.escape(text)}</{tag}>" for tag, text in parts)
    text, entities = parse_html(source)
    assert text == "".join(text for _, text in parts)
    assert [cut(text, e["offset"], e["offset"] + e["length"]) for e in entities] == [text for _, text in parts]
    assert parse_html(to_html(text, entities)) == (text, entities)


@given(st.text())
def test_units_are_those_of_utf_16(text: str) -> None:
    assert units(text) == len(text.encode("utf-16-le", "surrogatepass")) // 2
