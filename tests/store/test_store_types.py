"""What goes into the database comes out the same: moments, exact numbers, dataclasses; and the canonical form."""

from dataclasses import replace
from datetime import datetime, timedelta
from decimal import Decimal
from typing import Any
from zoneinfo import ZoneInfo

import pytest
import sqlalchemy as sa
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st

from bot.store import codec, cycles, indicators, tables
from bot.store.engine import Conflict, Engine, lost_race
from bot.store.types import Exact, Moment
from bot.workflow.policy import Policy, StepOverride
from bot.workflow.steps import Step
from bot.workflow.worktime import Duration
from tests.store.conftest import NOW

SAMPLE = sa.dialects.registry.load("sqlite")()
ZONES = st.sampled_from(("Asia/Jakarta", "Asia/Makassar", "Asia/Jayapura", "UTC")).map(ZoneInfo)
moments = st.datetimes(datetime(1970, 1, 1), datetime(2200, 1, 1), timezones=ZONES)  # noqa: DTZ001 (a zone is drawn)


def stored(kind: Any, value: Any) -> Any:
    return kind.process_bind_param(value, SAMPLE)


@given(moments)
def test_a_moment_is_kept_to_the_microsecond(moment: datetime) -> None:
    back = Moment().process_result_value(stored(Moment(), moment), SAMPLE)
    assert back == moment
    assert back is not None
    assert back.utcoffset() == timedelta(0)


@given(moments, moments)
def test_moments_sort_in_the_database_as_they_do_in_time(one: datetime, other: datetime) -> None:
    assert (stored(Moment(), one) < stored(Moment(), other)) is (one < other)
    assert (stored(Moment(), one) == stored(Moment(), other)) is (one == other)


def test_a_moment_without_a_zone_is_refused() -> None:
    with pytest.raises(ValueError, match="zone"):
        stored(Moment(), datetime(2027, 1, 4))  # noqa: DTZ001


@given(st.decimals(allow_nan=False, allow_infinity=False))
def test_a_number_is_kept_digit_by_digit(number: Decimal) -> None:
    back = Exact().process_result_value(stored(Exact(), number), SAMPLE)
    assert (back, str(back)) == (number, str(number))


@settings(suppress_health_check=[HealthCheck.function_scoped_fixture], max_examples=20, deadline=None)
@given(st.decimals(allow_nan=False, allow_infinity=False, places=4, min_value=0, max_value=10**15))
def test_a_measurement_comes_back_from_the_database_exactly(engine: Engine, office: int, number: Decimal) -> None:
    with engine.begin() as tx:
        indicator_id = an_indicator(tx, office)
        indicators.measure(tx, office, indicator_id, "2026-triwulan-4", realisasi=Decimal(1), anggaran=None)
        indicators.measure(tx, office, indicator_id, "2026-triwulan-4", realisasi=number, anggaran=number)
        indicators.measure(tx, office, indicator_id, "2026-triwulan-4", realisasi=None, anggaran=None)
        indicators.measure(tx, office, indicator_id, "2026-triwulan-3", realisasi=None, anggaran=None)
        found = [m for m in indicators.measurements(tx, office) if m.indicator_id == indicator_id]
    assert [(m.realisasi, m.anggaran) for m in found] == [(number, number)], "a later figure replaces the earlier"


def an_indicator(tx: sa.Connection, office: int) -> int:
    number = len(tx.execute(sa.select(tables.indicators.c.id)).all()) + 1
    unit = tx.execute(tables.units.insert().values(office_id=office, name=f"Seksi {number}", position=number))
    values = {"office_id": office, "number": number, "direction": "naik", "aggregation": "akumulasi"}
    made = tx.execute(tables.indicators.insert().values(unit_id=_key(unit), **values))
    return _key(made)


def _key(result: Any) -> int:
    return int(result.inserted_primary_key[0])


# -- dataclasses ------------------------------------------------------------------------------------------------------


def test_an_offices_policy_survives_the_database() -> None:
    changed = replace(
        Policy(),
        steps=(StepOverride(Step.RECAP, duration=Duration(minutes=90)), StepOverride(Step.FILL, delegates=())),
        cap=None,
        threshold=Decimal("70.50"),
    )
    for policy in (Policy(), changed):
        assert codec.decode(Policy, codec.encode(policy)) == policy


jsons = st.recursive(
    st.none() | st.booleans() | st.integers() | st.text(),
    lambda inner: st.lists(inner, max_size=4) | st.dictionaries(st.text(), inner, max_size=4),
    max_leaves=12,
)


@given(st.dictionaries(st.text(), jsons, max_size=6))
def test_equal_data_has_one_hash_however_it_is_ordered(data: dict[str, Any]) -> None:
    reordered = dict(reversed(data.items()))
    assert codec.canonical(data) == codec.canonical(reordered)
    assert codec.digest(data) == codec.digest(reordered)


# -- two who change the same cycle ------------------------------------------------------------------------------------


def test_the_second_of_two_changes_on_one_state_is_a_conflict(engine: Engine, office: int) -> None:
    with engine.begin() as tx:
        seen = cycles.get(tx, 1)
        cycles.touch(tx, seen)
        assert cycles.get(tx, 1).version == seen.version + 1
        with pytest.raises(Conflict):
            cycles.touch(tx, seen)
        cycles.touch(tx, cycles.get(tx, 1))


def test_a_conflict_is_worth_another_run_and_a_bug_is_not() -> None:
    assert lost_race(Conflict("moved on"))
    assert not lost_race(ValueError("a bug"))


def test_a_task_closes_once(engine: Engine, office: int) -> None:
    def close(tx: sa.Connection) -> bool:
        return cycles.close_task(tx, 1, now=NOW, by=1, acting_as="Sekretaris", outcome="ordered", used_minutes=3)

    with engine.begin() as tx:
        assert close(tx) is True
        assert close(tx) is False
        closed = cycles.task(tx, 1)
    assert closed is not None
    assert (closed.outcome, closed.closed_at, closed.version) == ("ordered", NOW, 2)


def test_a_moved_deadline_has_a_number_of_its_own(engine: Engine, office: int) -> None:
    with engine.begin() as tx:
        cycles.move_deadline(tx, 1, NOW, 15)
        cycles.move_deadline(tx, 1, None, None)
        moved = cycles.task(tx, 1)
    assert moved is not None
    assert (moved.deadline_no, moved.due_at) == (3, None)


def test_a_period_is_opened_once(engine: Engine, office: int) -> None:
    with pytest.raises(sa.exc.IntegrityError), engine.begin() as tx:
        cycles.add(tx, office, "2026-triwulan-4", NOW)


def test_notes_are_kept_beside_each_other(engine: Engine, office: int) -> None:
    with engine.begin() as tx:
        cycles.note(tx, 1, instruction="segera")
        cycles.note(tx, 1, direction="lengkapi", flags=[])
        cycles.note(tx, 1, instruction="hari ini")
        assert cycles.get(tx, 1).notes == {"instruction": "hari ini", "direction": "lengkapi", "flags": []}


def test_what_is_not_there_is_said_to_be_missing(engine: Engine, office: int) -> None:
    with engine.begin() as tx:
        with pytest.raises(LookupError, match="no cycle 77"):
            cycles.get(tx, 77)
        assert cycles.task(tx, 77) is None
