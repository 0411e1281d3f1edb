"""A file's name as every system can keep it, whoever chose it."""

import pytest

from bot.services.evidencing import LONGEST_NAME, safe_name


@pytest.mark.parametrize(
    ("given", "kept"),
    [
        ("laporan skm.pdf", "laporan skm.pdf"),
        ("../../etc/passwd", "passwd"),
        ("C:\\Users\\x\\foto.jpg", "foto.jpg"),
        ('=cmd "x" <b>.pdf', "=cmd -x- -b-.pdf"),
        ("a:b|c?d*e\x07.pdf", "a-b-c-d-e-.pdf"),
        ("laporan. .", "laporan"),
        ("CON", "_CON"),
        ("nul.pdf", "_nul.pdf"),
        ("com1.tar.gz", "_com1.tar.gz"),
        ("CONTOH.pdf", "CONTOH.pdf"),
        (" .. ", "berkas"),
        ("", "berkas"),
        ("日報.pdf", "日報.pdf"),
    ],
)
def test_what_a_system_forbids_is_replaced(given: str, kept: str) -> None:
    assert safe_name(given) == kept


def test_a_long_name_keeps_its_ending() -> None:
    assert len(safe_name("x" * 300 + ".pdf")) == LONGEST_NAME
    assert safe_name("x" * 300 + ".pdf").endswith("x.pdf")
