"""docs/dokumen shows a page of every kind of document, small, and says of each what it is."""

from pathlib import Path

import pytest
from PIL import Image

from bot.documents.makers import DocumentKind
from demo.guide.papers import NOT_SHOWN, SHOWN, page_of_all
from demo.guide.pictures import newest

FOLDER = Path(__file__).resolve().parents[2] / "docs" / "dokumen"
MOST = 2_000_000


def test_every_kind_of_document_is_shown_or_it_is_said_why_not() -> None:
    shown = {one.kind for one in SHOWN}
    assert shown | NOT_SHOWN.keys() == set(DocumentKind)
    assert shown & NOT_SHOWN.keys() == set()


def test_each_has_its_picture_and_there_is_no_other() -> None:
    assert {path.stem for path in FOLDER.glob("*.png")} == {one.name for one in SHOWN}
    assert len({one.name for one in SHOWN}) == len(SHOWN)


def test_the_pictures_are_small_and_hold_something() -> None:
    assert sum(path.stat().st_size for path in FOLDER.iterdir()) < MOST
    for path in FOLDER.glob("*.png"):
        with Image.open(path) as picture:
            assert 500 <= picture.width <= 1200, path.name
            assert len(picture.convert("RGB").getcolors(1 << 20) or ()) > 2, path.name


def test_the_page_is_the_one_of_the_table() -> None:
    assert (FOLDER / "README.md").read_text(encoding="utf-8") == page_of_all()


def test_the_last_version_of_a_paper_is_drawn(tmp_path: Path) -> None:
    for name in ("a-2026.pdf", "a-2026-v2.pdf", "a-2026-v10.pdf"):
        (tmp_path / name).touch()
    assert newest("a-*.pdf", tmp_path).name == "a-2026-v10.pdf"
    with pytest.raises(FileNotFoundError, match="make demo"):
        newest("b-*.pdf", tmp_path)
