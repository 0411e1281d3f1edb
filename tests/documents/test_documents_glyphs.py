"""What is typed in another script is drawn, and what no font has is named."""

import pytest

from bot.documents.glyphs import FONTS, drawn, readable

WRITTEN = """Kecamatan – 100% ≥ 91
漢字かな交じり文
ꦲꦏ꧀ꦱꦫꦗꦮ
ᬅᬓ᭄ᬱᬭ
ᮞᮥᮔ᮪ᮓ
ᯅᯖᯂ᯲
ᨅᨔ
مرحبا
हिन्दी
ไทย
שלום
é̂
☑ ✓ →"""


@pytest.mark.parametrize("text", WRITTEN.split("\n"))
def test_the_scripts_of_the_country_and_its_neighbours_are_drawn(text: str) -> None:
    assert readable(text) == text


def test_what_no_font_has_is_named_by_its_number() -> None:
    assert readable("baik \N{RED APPLE}\N{VARIATION SELECTOR-16}!") == "baik [U+1F34E]\N{VARIATION SELECTOR-16}!"


def test_the_fonts_stay_small_and_each_has_its_licence() -> None:
    assert sum(path.stat().st_size for path in FONTS.glob("*.ttf")) < 8_000_000
    assert {path.name for path in FONTS.glob("LICENSE*")} == {"LICENSE.txt", "LICENSE-Noto.txt", "LICENSE-Droid.txt"}
    assert len(drawn()) > 30_000
