"""A person as somebody types them on a phone."""

import pytest

from bot.workflow.events import Refused
from bot.workflow.master import PersonData
from bot.workflow.naming import identify, read_person

NIP = "198001012005011001"


@pytest.mark.parametrize(
    ("words", "name", "nip", "sapaan"),
    [
        ("Budi Santoso, S.E.; 19800101 200501 1 001; Bapak", "Budi Santoso, S.E.", NIP, "Bapak"),
        ("Budi Santoso, S.E., 198001012005011001, bapak", "Budi Santoso, S.E.", NIP, "Bapak"),
        ("Budi Santoso\nNIP. 19800101 200501 1 001\nBapak", "Budi Santoso", NIP, "Bapak"),
        ("Bapak; NIP 198001012005011001; Budi  Santoso", "Budi Santoso", NIP, "Bapak"),
        ("Ibu Sri Rahayu", "Sri Rahayu", "", "Ibu"),
        ("Bpk. Budi", "Budi", "", "Bapak"),
        ("Sri Rahayu, Ibu", "Sri Rahayu", "", "Ibu"),
        ("Ibunda Sari", "Ibunda Sari", "", ""),
        ("  Budi ", "Budi", "", ""),
    ],
)
def test_name_nip_and_sapaan_are_told_apart(words: str, name: str, nip: str, sapaan: str) -> None:
    assert read_person(words) == PersonData("", name, sapaan, nip=nip)


@pytest.mark.parametrize(
    ("words", "key"),
    [
        ("", "no_name"),
        ("B", "no_name"),
        ("?!", "no_name"),
        ("Ibu", "no_name"),
        (NIP, "no_name"),
        ("x" * 101, "no_name"),
        ("Budi; 19800101 200501 1 00", "name_digits"),
        ("Budi 2", "name_digits"),
        (f"Budi; {NIP}1", "name_digits"),
    ],
)
def test_what_is_no_person_is_refused(words: str, key: str) -> None:
    found = read_person(words)
    assert isinstance(found, Refused)
    assert found.key == f"kelola.{key}"


SITI = PersonData("siti", "Siti Aminah", "Ibu", "Penata", "197501012000012001")
BUDI = PersonData("budi", "Budi Santoso", "Bapak")


def typed(name: str, nip: str = "") -> PersonData:
    return PersonData("", name, "", nip=nip)


def test_who_is_known_is_found_by_name_in_any_case_or_by_nip_and_a_missing_nip_is_added() -> None:
    assert identify(typed("siti aminah"), (SITI, BUDI)) == SITI
    assert identify(typed("Siti Aminah", SITI.nip), (SITI, BUDI)) == SITI
    found = identify(typed("BUDI santoso", NIP), (SITI, BUDI))
    assert found == PersonData("budi", "Budi Santoso", "Bapak", nip=NIP)


def test_a_namesake_with_another_nip_is_somebody_new() -> None:
    assert identify(typed("Siti Aminah", NIP), (SITI, BUDI)) == typed("Siti Aminah", NIP)


def test_a_nip_of_somebody_else_is_refused() -> None:
    found = identify(typed("Dewi Lestari", SITI.nip), (SITI, BUDI))
    assert isinstance(found, Refused)
    assert found.key == "kelola.nip_of"
    assert found.params["name"] == "Siti Aminah"
