"""Zips of a size that a channel takes, and names that stay apart."""

from datetime import UTC, datetime

from hypothesis import given
from hypothesis import strategies as st

from bot.workflow.packs import Pack, PackItem, parted, unlike
from bot.workflow.papers import Letterhead

WHOLE = Pack(Letterhead("", ""), "Arsip", "Triwulan IV", datetime(2027, 1, 12, tzinfo=UTC), 1, 1, 3, "ab")


@given(st.lists(st.integers(0, 60), max_size=40))
def test_no_zip_is_too_large_but_for_a_single_file_that_is(sizes: list[int]) -> None:
    items = tuple(PackItem(f"{at}.pdf", size=size) for at, size in enumerate(sizes))
    packs = parted(Pack(**{**WHOLE.__dict__, "items": items}), most=45)
    assert [item for one in packs for item in one.items] == list(items)
    assert all(sum(item.size for item in one.items) <= 45 or len(one.items) == 1 for one in packs)
    assert [(one.part, one.parts) for one in packs] == [(at, len(packs)) for at in range(1, len(packs) + 1)]


def test_what_fits_is_one_zip_and_an_empty_one_is_one_too() -> None:
    assert [(one.part, one.parts) for one in parted(WHOLE)] == [(1, 1)]


def test_files_of_one_name_are_told_apart_whatever_their_case() -> None:
    assert unlike(["a/x.pdf", "a/X.pdf", "a/x.pdf", "b/x.pdf", "c"]) == (
        "a/x.pdf",
        "a/X-2.pdf",
        "a/x-3.pdf",
        "b/x.pdf",
        "c",
    )


@given(st.lists(st.sampled_from(["a", "A", "a.pdf", "a-2.pdf", "A.pdf", ".pdf"]), max_size=12))
def test_no_two_paths_are_ever_alike(paths: list[str]) -> None:
    assert len({path.casefold() for path in unlike(paths)}) == len(paths)
