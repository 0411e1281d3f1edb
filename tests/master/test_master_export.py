"""An office written out again: the same master data, and nothing that an import on the same day would change."""

from dataclasses import replace
from datetime import UTC, date, datetime, timedelta
from decimal import Decimal

import pytest

from bot.documents.master import master_workbook, parse_master
from bot.services.exporting import export_office, short_key
from bot.services.importing import Imported, import_office
from bot.store.engine import Tx
from bot.workflow.master import MasterData, PersonData, RoleData
from bot.workflow.roles import Role
from demo.office import example_office
from tests.master.master_samples import MASTER, read

NOW = datetime(2027, 1, 4, 1, 0, tzinfo=UTC)
TODAY = date(2027, 1, 4)


def exported(tx: Tx, data: MasterData, now: datetime = NOW) -> MasterData:
    done = import_office(tx, data, now)
    assert isinstance(done, Imported)
    return export_office(tx, done.office_id, now.date()).data


@pytest.mark.parametrize("data", [MASTER, example_office()], ids=["full", "example"])
def test_an_office_comes_out_as_it_went_in(tx: Tx, data: MasterData) -> None:
    found = exported(tx, data)
    names = [{one.key: one.name for one in one.persons} for one in (found, data)]
    assert [one.name for one in found.persons] == [one.name for one in data.persons]
    assert [replace(one, person=names[0][one.person]) for one in found.roles] == [
        replace(one, person=names[1][one.person]) for one in data.roles
    ]
    assert (found.office, found.units, found.indicators) == (data.office, data.units, data.indicators)
    assert set(found.history) == set(data.history)
    assert set(found.holidays) == set(data.holidays)


@pytest.mark.parametrize("data", [MASTER, example_office()], ids=["full", "example"])
def test_its_workbook_imported_again_changes_nothing(tx: Tx, data: MasterData) -> None:
    found = exported(tx, data)
    again = read(parse_master(master_workbook(found)))
    assert again == found
    assert import_office(tx, again, NOW + timedelta(hours=8)) == Imported(1, 0, 0, 0)


def test_what_was_retired_stays_out_and_what_was_switched_off_stays_in(tx: Tx) -> None:
    import_office(tx, MASTER, NOW)
    off = replace(MASTER.indicators[0], active=False)
    fewer = replace(MASTER, units=MASTER.units[:1], indicators=(off,), history=MASTER.history[:2])
    found = exported(tx, fewer)
    assert (found.units, found.indicators) == (MASTER.units[:1], (off,))
    assert {one.number for one in found.history} == {1}
    assert import_office(tx, found, NOW) == Imported(1, 0, 0, 0)


def test_every_year_of_an_indicator_comes_out_though_only_the_last_went_in(tx: Tx) -> None:
    import_office(tx, MASTER, NOW)
    later = replace(MASTER.indicators[0], year=2027, annual=Decimal(90))
    found = exported(tx, replace(MASTER, indicators=(later, *MASTER.indicators[1:])))
    assert found.indicators[:2] == (MASTER.indicators[0], later)


def test_a_role_that_has_ended_stays_out_and_one_that_ends_today_or_begins_later_does_not(tx: Tx) -> None:
    roles = (
        *MASTER.roles,
        RoleData("ani", Role.STAF, "Staf", ends_on=TODAY),
        RoleData("budi", Role.STAF, "Staf", starts_on=date(2027, 2, 1)),
        RoleData("cici", Role.STAF, "Staf", ends_on=TODAY - timedelta(days=1)),
    )
    found = exported(tx, replace(MASTER, roles=roles))
    assert [(one.person, one.starts_on, one.ends_on) for one in found.roles if one.role is Role.STAF] == [
        ("ani", None, TODAY),
        ("budi", date(2027, 2, 1), None),
    ]
    assert import_office(tx, found, NOW) == Imported(1, 0, 0, 0)


def test_who_holds_no_role_any_more_is_still_known(tx: Tx) -> None:
    import_office(tx, MASTER, NOW)
    found = exported(tx, replace(MASTER, roles=tuple(one for one in MASTER.roles if one.person != "budi")))
    assert "Budi Contoh" in {one.name for one in found.persons}
    assert import_office(tx, found, NOW) == Imported(1, 0, 0, 0)


def test_namesakes_get_keys_of_their_own(tx: Tx) -> None:
    namesake = PersonData("x", "Ani Contoh", "Ibu", nip="198001012005012003")
    data = replace(MASTER, persons=(*MASTER.persons, namesake), roles=(*MASTER.roles, RoleData("x", Role.STAF, "Staf")))
    found = exported(tx, data)
    assert len({one.key for one in found.persons}) == 4
    assert import_office(tx, read(parse_master(master_workbook(found))), NOW) == Imported(1, 0, 0, 0)


@pytest.mark.parametrize(
    ("name", "taken", "key"),
    [
        ("Ani Contoh", [], "ani"),
        ("Ani Contoh, S.E.", ["ani"], "ani-contoh"),
        ("Ani", ["ani", "ani-2"], "ani-3"),
        ("…", [], "pegawai"),
        ("…", ["pegawai"], "pegawai-2"),
    ],
)
def test_a_key_is_as_short_as_it_can_be(name: str, taken: list[str], key: str) -> None:
    assert short_key(name, taken) == key
