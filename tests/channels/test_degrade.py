"""What a channel cannot show is said in another way, and nothing is lost."""

import pytest
from hypothesis import given
from hypothesis import strategies as st

from bot.channels.base import Button, Capabilities, File, Out
from bot.channels.degrade import fit, length, split
from bot.texts.say import plain

PDF = File("a.pdf", "application/pdf", b"isi")
FIVE = tuple((Button(f"Tombol {n}", f"t:{n}"),) for n in range(5))


def test_a_message_that_fits_stays_as_it_is() -> None:
    out = Out("<b>Halo</b>", FIVE)
    assert fit(out, Capabilities()) == (out,)


def test_markup_goes_where_it_cannot_be_shown() -> None:
    assert fit(Out("<b>A</b> &lt; B"), Capabilities(markup=False)) == (Out("A < B"),)


def test_buttons_that_are_too_many_follow_in_groups() -> None:
    first, second = fit(Out("Pilih", FIVE), Capabilities(max_buttons=3))
    assert first == Out("Pilih", FIVE[:3])
    assert (second.text, second.buttons) == ("…", FIVE[3:])


def test_a_name_is_cut_to_the_length_of_a_label() -> None:
    rows = ((Button("1. Persentase desa yang tertib", "change:1"), Button("Ubah", "change:2")),)
    (said,) = fit(Out("Pilih", rows), Capabilities(max_label=20))
    assert [button.label for button in said.buttons[0]] == ["1. Persentase desa…", "Ubah"]
    assert fit(Out("Pilih", rows), Capabilities()) == (Out("Pilih", rows),)


def test_a_long_text_is_cut_at_its_paragraphs_and_keeps_the_buttons_at_its_end() -> None:
    paragraphs = [f"{n} " + "kata " * 15 for n in range(5)]
    parts = fit(Out("\n\n".join(paragraphs), FIVE), Capabilities(max_text=200))
    assert [part.text.split()[0] for part in parts] == ["0", "2", "4"]
    assert [bool(part.buttons) for part in parts] == [False, False, True]


def test_a_tag_that_is_cut_is_closed_and_opened_again() -> None:
    assert split("<b>satu dua <i>tiga empat</i></b>", 10) == [
        "<b>satu dua</b>",
        "<b><i>tiga empat</i></b>",
    ]


def test_a_file_whose_caption_is_too_long_comes_after_the_text() -> None:
    said, file = fit(Out("kata " * 300, FIVE, PDF), Capabilities())
    assert said.file is None
    assert (file.file, file.text, file.buttons) == (PDF, "", FIVE)


@pytest.mark.parametrize(("text", "units"), [("<b>é</b>", 1), ("&lt;&amp;", 2), ("🙂", 2)])
def test_length_is_counted_as_messengers_do(text: str, units: int) -> None:
    assert length(text) == units


@given(st.text(st.sampled_from("ab \n.&<🙂"), max_size=120), st.integers(2, 30))
def test_no_part_is_too_long_and_every_letter_is_said(text: str, limit: int) -> None:
    markup = text.replace("&", "&amp;").replace("<", "&lt;")
    parts = split(f"<b>{markup}</b>", limit)
    assert all(length(part) <= limit for part in parts)
    assert "".join("".join(plain(part).split()) for part in parts) == "".join(text.split())
