"""Taking master data into the database: once, again unchanged, and changed."""

from collections.abc import Callable, Iterator
from dataclasses import replace
from datetime import UTC, date, datetime
from decimal import Decimal
from pathlib import Path

import pytest

from bot.documents.master import master_workbook, parse_master
from bot.services.importing import Imported, import_office
from bot.services.scope import load_office
from bot.store import indicators, offices, rows, tables
from bot.store.engine import Engine, Tx, open_engine
from bot.workflow.master import HolidayData, MasterData, PersonData, RoleData, UnitData
from bot.workflow.periods import PeriodKind, Schedule
from bot.workflow.roles import Role
from demo.office import example_office
from tests.master.master_samples import MASTER, read

NOW = datetime(2027, 1, 4, 1, 0, tzinfo=UTC)
MONDAY, SUNDAY = date(2027, 1, 4), date(2027, 1, 3)
Import = Callable[..., Imported]
Look = Callable[[Callable[[Tx], object]], object]


@pytest.fixture
def engine(tmp_path: Path) -> Iterator[Engine]:
    engine = open_engine(f"sqlite:///{tmp_path}/office.db")
    tables.metadata.create_all(engine)
    yield engine
    engine.dispose()


def taken_in(tx: Tx, data: MasterData, now: datetime) -> Imported:
    """Imported, and nothing in the way."""
    done = import_office(tx, data, now)
    assert isinstance(done, Imported), done
    return done


@pytest.fixture
def imports(engine: Engine) -> Import:
    def run(data: MasterData = MASTER, now: datetime = NOW) -> Imported:
        with engine.begin() as tx:
            return taken_in(tx, data, now)

    return run


@pytest.fixture
def tx(engine: Engine, imports: Import) -> Iterator[Tx]:
    """The office is imported once before anybody looks."""
    with engine.begin() as tx:
        import_office(tx, MASTER, NOW)
        yield tx


def again(tx: Tx, data: MasterData, now: datetime = NOW) -> tuple[int, int, int]:
    done = taken_in(tx, data, now)
    return done.added, done.changed, done.closed


def held(tx: Tx, day: date = MONDAY) -> set[tuple[str, str, str]]:
    """Who holds which role with which jabatan on this day."""
    found = offices.held(tx, 1, day)
    return {(offices.person(tx, one.person_id).name, one.role.value, one.title) for one in found}


def test_a_new_office_has_all_its_rows_and_a_secret_of_its_own(tx: Tx) -> None:
    office = load_office(tx, 1, NOW)
    assert (office.profile, office.rules.policy) == (MASTER.office.profile, MASTER.office.policy)
    assert len(office.secret) == 32
    assert [unit.name for unit in offices.units(tx, 1)] == ["Satu", "Dua"]
    assert offices.schedules(tx, 1) == (Schedule(PeriodKind.QUARTER), Schedule(PeriodKind.YEAR, 5, 9))
    assert len(offices.persons(tx, 1)) == 3
    assert len(offices.holidays(tx, 1)) == 2


def test_numbers_keep_every_digit(tx: Tx) -> None:
    found = indicators.active(tx, 1, 2026)
    assert [one.pagu for one in found] == [Decimal("3151363319.55"), Decimal("12345678901234567.25"), None]
    assert found[0].quarters == [None, "0.125", "0", "85.1"]
    assert len(indicators.measurements(tx, 1)) == 3


@pytest.mark.parametrize("data", [MASTER, example_office()], ids=["full", "example"])
def test_the_same_again_changes_nothing(imports: Import, data: MasterData) -> None:
    first = imports(data)
    assert (first.changed, first.closed) == (0, 0)
    assert imports(data) == Imported(first.office_id, 0, 0, 0)
    assert imports(read(parse_master(master_workbook(data)))) == Imported(first.office_id, 0, 0, 0)


def test_a_changed_office_is_updated_by_its_code_and_keeps_its_secret(tx: Tx) -> None:
    before = offices.office(tx, 1).secret
    monthly = (Schedule(PeriodKind.MONTH),)
    renamed = replace(MASTER, office=replace(MASTER.office, name="Kecamatan Baru", schedules=monthly))
    assert again(tx, renamed) == (1, 1, 2)
    office = offices.office(tx, 1)
    assert (office.name, office.secret) == ("Kecamatan Baru", before)
    assert offices.schedules(tx, 1) == (Schedule(PeriodKind.MONTH),)


def test_two_offices_share_nothing(tx: Tx) -> None:
    other = replace(MASTER, office=replace(MASTER.office, code="lain"))
    done = taken_in(tx, other, NOW)
    assert (done.office_id, done.changed) == (2, 0)
    assert offices.office(tx, 1).secret != offices.office(tx, 2).secret
    assert not {one.id for one in offices.persons(tx, 1)} & {one.id for one in offices.persons(tx, 2)}


def test_a_person_is_known_by_nip_and_may_change_name(tx: Tx) -> None:
    renamed = replace(MASTER.persons[0], name="Ani Contoh, S.E.")
    assert again(tx, replace(MASTER, persons=(renamed, *MASTER.persons[1:]))) == (0, 1, 0)
    assert offices.person(tx, 1).name == "Ani Contoh, S.E."


def test_a_person_without_nip_is_known_by_name_and_may_be_given_one(tx: Tx) -> None:
    numbered = replace(MASTER.persons[1], nip="197001011995011002")
    assert again(tx, replace(MASTER, persons=(MASTER.persons[0], numbered, MASTER.persons[2]))) == (0, 1, 0)
    assert len(offices.persons(tx, 1)) == 3


def test_a_namesake_with_another_nip_is_somebody_else(tx: Tx) -> None:
    namesake = PersonData("ani2", "Ani Contoh", "Ibu", nip="198001012005012003")
    role = RoleData("ani2", Role.STAF, "Staf")
    data = replace(MASTER, persons=(*MASTER.persons, namesake), roles=(*MASTER.roles, role))
    assert again(tx, data) == (2, 0, 0)
    assert again(tx, data) == (0, 0, 0)


def test_who_holds_no_role_is_not_kept(tx: Tx) -> None:
    idle = PersonData("eka", "Eka Contoh", "Bapak")
    assert again(tx, replace(MASTER, persons=(*MASTER.persons, idle))) == (0, 0, 0)


def test_a_role_that_vanished_ends_the_day_before_and_can_come_back(tx: Tx) -> None:
    fewer = replace(MASTER, roles=tuple(role for role in MASTER.roles if role.person != "budi"))
    assert again(tx, fewer) == (0, 0, 1)
    assert again(tx, fewer, datetime(2027, 2, 1, tzinfo=UTC)) == (0, 0, 0)
    assert ("Budi Contoh", "kasi", "Kasi Satu") not in held(tx)
    assert ("Budi Contoh", "kasi", "Kasi Satu") in held(tx, SUNDAY)
    again(tx, MASTER)
    assert ("Budi Contoh", "kasi", "Kasi Satu") in held(tx)


def test_the_day_is_that_of_the_office(tx: Tx) -> None:
    """23.30 UTC on Sunday is Monday morning in Makassar."""
    again(tx, replace(MASTER, roles=MASTER.roles[1:]), datetime(2027, 1, 3, 23, 30, tzinfo=UTC))
    assert "Ani Contoh" in {name for name, _, _ in held(tx, SUNDAY)}
    assert "Ani Contoh" not in {name for name, _, _ in held(tx, MONDAY)}


def test_a_changed_title_is_no_new_role(tx: Tx) -> None:
    roles = (replace(MASTER.roles[0], title="Sekcam"), *MASTER.roles[1:])
    assert again(tx, replace(MASTER, roles=roles)) == (0, 1, 0)


def test_a_unit_that_vanished_is_inactive_with_its_indicators_and_nothing_is_lost(tx: Tx) -> None:
    data = replace(
        MASTER,
        units=MASTER.units[:1],
        indicators=MASTER.indicators[:1],
        history=MASTER.history[:2],
    )
    assert again(tx, data) == (0, 0, 3)
    assert [unit.name for unit in offices.units(tx, 1)] == ["Satu"]
    assert [one.number for one in indicators.active(tx, 1, 2026)] == [1]
    assert len(indicators.measurements(tx, 1)) == 3
    assert again(tx, data) == (0, 0, 0)
    assert again(tx, MASTER) == (0, 3, 0)
    assert [unit.id for unit in offices.units(tx, 1)] == [1, 2]


def test_units_follow_the_order_of_the_sheet(tx: Tx) -> None:
    again(tx, replace(MASTER, units=(UnitData("Tiga"), *reversed(MASTER.units))))
    assert [unit.name for unit in offices.units(tx, 1)] == ["Tiga", "Dua", "Satu"]


def test_an_indicator_is_known_by_its_number_and_a_new_year_leaves_the_old_targets(tx: Tx) -> None:
    first = replace(MASTER.indicators[0], name="Nilai baru", year=2027, annual=Decimal(90), unit="Dua")
    assert again(tx, replace(MASTER, indicators=(first, *MASTER.indicators[1:]))) == (1, 1, 0)
    old, new = (indicators.active(tx, 1, year)[0] for year in (2026, 2027))
    assert (old.annual, new.annual, new.name, old.id) == (Decimal("85.10"), Decimal(90), "Nilai baru", new.id)


def test_an_indicator_said_to_be_inactive_is_kept_with_its_targets_and_comes_back(tx: Tx) -> None:
    off = replace(MASTER, indicators=(replace(MASTER.indicators[0], active=False), *MASTER.indicators[1:]))
    assert again(tx, off) == (0, 1, 0)
    assert [one.number for one in indicators.active(tx, 1, 2026)] == [2, 3]
    assert again(tx, off) == (0, 0, 0)
    assert again(tx, MASTER) == (0, 1, 0)
    assert indicators.active(tx, 1, 2026)[0].annual == Decimal("85.10")


def test_history_is_added_to_and_put_right(tx: Tx) -> None:
    put_right = replace(MASTER.history[0], realisasi=Decimal(3))
    assert again(tx, replace(MASTER, history=(put_right,))) == (0, 1, 0)
    assert len(indicators.measurements(tx, 1)) == 3


def test_holidays_are_replaced(tx: Tx) -> None:
    holidays = (replace(MASTER.holidays[0], name="Hari jadi"), HolidayData(date(2027, 9, 1), "Pilkades"))
    assert again(tx, replace(MASTER, holidays=holidays)) == (1, 1, 1)
    found = {(one.day, one.name) for one in offices.holidays(tx, 1)}
    assert found == {(date(2027, 8, 18), "Hari jadi"), (date(2027, 9, 1), "Pilkades")}


def test_a_form_that_refers_to_what_vanished_stays_whole(tx: Tx) -> None:
    cycle = rows.insert(tx, tables.cycles, office_id=1, period="2026-triwulan-4", phase="open", opened_at=NOW, notes={})
    form = rows.insert(tx, tables.forms, office_id=1, cycle_id=cycle, unit_id=2, state="submitted")
    entry = {"office_id": 1, "form_id": form, "indicator_id": 2, "number": 1, "snapshot": {"frozen": "yes"}}
    rows.insert(tx, tables.entries, **entry)
    again(tx, replace(MASTER, units=MASTER.units[:1], indicators=MASTER.indicators[:1], history=()))
    kept = tx.execute(tables.entries.select()).mappings().one()
    assert kept["snapshot"] == {"frozen": "yes"}
