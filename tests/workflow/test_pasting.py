"""Lists of figures as people paste them."""

import pytest
from hypothesis import given
from hypothesis import strategies as st

from bot.workflow.numbers import format_number, parse
from bot.workflow.pasting import Pasted, pasted_list


@pytest.mark.parametrize(
    "line",
    ["1 87,5", "1. 87,5", "1) 87,5", "1)87,5", "1: 87,5", "1:87,5", "1\t87,5", "  1  87,5 ", "1 - 87,5", "1=87,5"],
)
def test_a_line_is_a_number_and_a_value_however_they_are_set_apart(line: str) -> None:
    assert pasted_list(f"{line}\n2 950") == (Pasted(1, "87,5", line.strip()), Pasted(2, "950", "2 950"))


@pytest.mark.parametrize("text", ["", "87,5", "1 87,5", "1.500\n2.750", "87,5\n950", "hujan\nbanjir", "\n\n1 5\n"])
def test_what_is_no_list_is_left_to_the_open_question(text: str) -> None:
    assert pasted_list(text) is None


def test_lines_that_cannot_be_read_are_kept_to_be_named() -> None:
    assert pasted_list("Berikut datanya:\n1 87,5\n\n2 belum ada\n3 Rp1.500.000") == (
        Pasted(None, "Berikut datanya:", "Berikut datanya:"),
        Pasted(1, "87,5", "1 87,5"),
        Pasted(2, "belum ada", "2 belum ada"),
        Pasted(3, "Rp1.500.000", "3 Rp1.500.000"),
    )


@given(st.lists(st.tuples(st.integers(1, 999), st.decimals(0, 10**9, places=2)), min_size=2, max_size=40))
def test_every_list_of_figures_reads_back(items: list[tuple[int, object]]) -> None:
    text = "\n".join(f"{number} {format_number(value)}" for number, value in items)  # type: ignore[arg-type]
    found = pasted_list(text)
    assert found is not None
    readings = [(one.number, parse(one.words)) for one in found]
    assert [(number, reading and reading.value) for number, reading in readings] == items
