"""A mandate as it is asked for, step by step, and as it changes the master data."""

from dataclasses import replace
from datetime import date

import pytest

from bot.workflow.events import Refused
from bot.workflow.mandating import Asks, Draft, Mandate, add, answered, drop, picked
from bot.workflow.master import MasterData, RoleData
from bot.workflow.roles import Kind, Role
from tests.stories.world import TRANTIB, small_office

TODAY, FRIDAY = date(2027, 1, 4), date(2027, 1, 8)
SEKAR = Mandate(Role.SEKRETARIS, "Sekretaris Kecamatan", "", "sekretaris", "pandu", "800/12", TODAY, FRIDAY)


def key(found: object) -> str:
    assert isinstance(found, Refused)
    return found.key


def given(data: MasterData, one: Mandate) -> MasterData:
    found = add(data, one)
    assert isinstance(found, MasterData)
    return found


def test_what_follows_what() -> None:
    draft = picked(picked(Draft(), "sekretaris.0.2"), "5")
    assert (draft.asks, draft.role, draft.holder_id, draft.person_id, draft.kind) == (
        Asks.SK, Role.SEKRETARIS, 2, 5, Kind.PLH,
    )  # fmt: skip
    for words, asks in (("800 / 12 / 2027", Asks.FROM), ("hari ini", Asks.TO), ("Jumat, 8 Januari 2027", Asks.SURE)):
        found = answered(draft, words, TODAY)
        assert isinstance(found, Draft)
        assert found.asks is asks
        draft = found
    assert (draft.sk_number, draft.starts_on, draft.ends_on) == ("800 / 12 / 2027", TODAY, FRIDAY)
    later = answered(draft, "11-1-2027", TODAY)
    assert isinstance(later, Draft)
    assert (later.asks, later.ends_on) == (Asks.SURE, date(2027, 1, 11)), "a date corrects the last day"


@pytest.mark.parametrize("words", ["SK 800/12", "sk. 800/12", "SK Nomor 800/12", "Nomor: 800/12", "No.800/12"])
def test_an_sk_number_is_kept_without_what_it_is_called(words: str) -> None:
    found = answered(Draft(Asks.SK), words, TODAY)
    assert isinstance(found, Draft)
    assert found.sk_number == "800/12"


def test_an_sk_number_that_begins_with_letters_of_its_own_stays_whole() -> None:
    found = answered(Draft(Asks.SK), "SK-12/NOM/2027", TODAY)
    assert isinstance(found, Draft)
    assert found.sk_number == "SK-12/NOM/2027"


def test_a_post_that_nobody_holds_gets_a_plt() -> None:
    assert picked(Draft(), "kasi.2.0").kind is Kind.PLT


@pytest.mark.parametrize("words", ["", "belum ada", "8" * 61])
def test_what_is_no_sk_number(words: str) -> None:
    assert key(answered(Draft(Asks.SK), words, TODAY)) == "mandate.sk_unread"


@pytest.mark.parametrize(
    ("words", "first", "why"),
    [
        ("kapan saja", TODAY, "letter.date_unreadable"),
        ("3-1-2027", TODAY, "mandate.ends_early"),
        ("3-1-2127", TODAY, "mandate.date_far"),
        ("7-1-2027", FRIDAY, "mandate.ends_early"),
        ("4-1-2028", date(2026, 12, 1), "mandate.too_long"),
    ],
)
def test_a_last_day_that_cannot_be(words: str, first: date, why: str) -> None:
    assert key(answered(Draft(Asks.TO, starts_on=first), words, TODAY)) == why


def test_a_mandate_of_the_past_is_none() -> None:
    draft = Draft(Asks.TO, starts_on=date(2026, 12, 28))
    assert key(answered(draft, "31-12-2026", TODAY)) == "mandate.ends_early"


def test_it_is_a_row_beside_the_holders() -> None:
    data = given(small_office(), SEKAR)
    dates = (TODAY, FRIDAY)
    assert data.roles[-1] == RoleData(
        "pandu", Role.SEKRETARIS, "Sekretaris Kecamatan", "", Kind.PLH, "800/12", *dates, stands_for="sekretaris"
    )
    assert data.roles[:-1] == small_office().roles


def test_one_at_a_time_and_nobody_for_themselves() -> None:
    data = given(small_office(), SEKAR)
    for first, last in ((TODAY, TODAY), (FRIDAY, date(2027, 1, 20)), (date(2027, 1, 1), date(2027, 1, 31))):
        rival = replace(SEKAR, person="tiara", starts_on=first, ends_on=last)
        assert key(add(data, rival)) == "mandate.given_already"
    after = replace(SEKAR, person="tiara", starts_on=date(2027, 1, 9), ends_on=date(2027, 1, 20))
    assert len(given(data, after).roles) == len(data.roles) + 1
    elsewhere = replace(SEKAR, role=Role.KASI, unit=TRANTIB, holder="tiara")
    assert len(given(data, elsewhere).roles) == len(data.roles) + 1
    assert key(add(data, replace(SEKAR, person="sekretaris"))) == "mandate.not_oneself"
    assert key(add(data, replace(SEKAR, person="siapa"))) == "mandate.not_oneself"
    endless = replace(data, roles=(*data.roles[:-1], replace(data.roles[-1], ends_on=None)))
    assert key(add(endless, replace(SEKAR, person="tiara"))) == "mandate.given_open"


def test_what_was_ended_is_gone_and_cannot_be_ended_twice() -> None:
    data = given(small_office(), SEKAR)
    after = drop(data, data.roles[-1])
    assert after == small_office()
    assert isinstance(after, MasterData)
    assert key(drop(after, data.roles[-1])) == "mandate.gone"
