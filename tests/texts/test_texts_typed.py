"""What people type is said as they typed it: the markup of a message, read as a channel reads it, has their words."""

from html.parser import HTMLParser

from hypothesis import example, given
from hypothesis import strategies as st

from bot.texts.say import label, placeholders, plain, say, templates
from tests.documents.typed_words import HARMFUL, LONGEST, typed

SPOKEN = sorted(
    key
    for key, words in templates().items()
    if (names := placeholders(words)) and all(f"{{{name}}}" in words for name in names)
)
"""Sentences into which anything can be put."""


class Reader(HTMLParser):
    """What a channel shows of a message, and the tags it took for markup."""

    def __init__(self, markup: str) -> None:
        super().__init__(convert_charrefs=True)
        self.tags: list[str] = []
        self.words = ""
        self.feed(markup)
        self.close()

    def handle_starttag(self, tag: str, attrs: list[tuple[str, str | None]]) -> None:
        self.tags.append(tag)

    def handle_data(self, data: str) -> None:
        self.words += data


def put_in(key: str, words: str) -> str:
    """The sentence without its own markup, every placeholder replaced."""
    bare = plain(templates()[key])
    for name in placeholders(templates()[key]):
        bare = bare.replace(f"{{{name}}}", words)
    return bare


@given(key=st.sampled_from(SPOKEN), words=typed(LONGEST))
@example(key=SPOKEN[0], words=HARMFUL)
@example(key=SPOKEN[-1], words="</b><script>&lt;b&gt;&#60;")
def test_a_message_says_what_was_typed_and_has_no_markup_but_its_own(key: str, words: str) -> None:
    typed_in = words.replace("{", "(")  # so that the sentence can be put together by hand
    names, own = placeholders(templates()[key]), Reader(templates()[key])
    read = Reader(say(key, **dict.fromkeys(names, typed_in)))
    assert read.tags == own.tags
    assert read.words == put_in(key, typed_in)
    assert label(key, **dict.fromkeys(names, typed_in)) == read.words
