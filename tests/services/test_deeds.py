"""What a substitute did is told to who was away: short, whole, and of that mandate alone."""

from dataclasses import replace
from datetime import date, datetime
from typing import Any

import pytest

from bot.services import changing_hands, collecting, evidencing, forming, importing, scheduling, steps
from bot.services.forming import Answer
from bot.store import forms
from bot.store.engine import Engine
from bot.workflow.events import Refused
from bot.workflow.forms import Field
from bot.workflow.master import RoleData
from bot.workflow.roles import Kind, Role
from bot.workflow.steps import Step
from tests.services.desk import Desk, at, open_desk
from tests.services.test_calendar import CLOSED, sets
from tests.services.test_changing_hands import follow, news
from tests.stories.world import PEMERINTAHAN, TRANTIB, small_office

FIRST, LAST = date(2027, 1, 4), date(2027, 1, 5)
SETYO_FOR_KARTIKA = RoleData(
    "staf", Role.KASUBAG, "Kasubag Keu dan Prolap", "", Kind.PLH, "800/12", FIRST, LAST, stands_for="kasubag"
)
PANDU_FOR_TIARA = RoleData("pandu", Role.KASI, TRANTIB, TRANTIB, Kind.PLH, "800/13", FIRST, LAST, stands_for="tiara")
CAKRA_FOR_SEKAR = RoleData(
    "camat", Role.SEKRETARIS, "Sekretaris Kecamatan", "", Kind.PLH, "800/14", FIRST, LAST, stands_for="sekretaris"
)


def opened(engine: Engine, *mandates: RoleData) -> Desk:
    desk = open_desk(engine, at("4-1 07.40"), small_office(*mandates))
    follow(desk, at("4-1 07.41"))
    return desk


def becomes(desk: Desk, now: datetime, *mandates: RoleData) -> None:
    """The office has these mandates from now on."""
    with desk.engine.begin() as tx:
        importing.import_office(tx, small_office(*mandates), now)
        changing_hands.follow(tx, now)


def told_back(desk: Desk, who: str, now: str = "6-1 00.00") -> str:
    """What the holder reads when the mandate is over."""
    news(desk)
    follow(desk, at(now))
    return next(words for words in news(desk)[who] if words.startswith("Selamat bertugas kembali"))


def lines(words: str) -> list[str]:
    return [line for line in words.splitlines() if line.startswith("•")]


def entries(desk: Desk, unit_id: int) -> list[Any]:
    with desk.engine.begin() as tx:
        form = forms.of_unit(tx, desk.cycle_id, unit_id)
        assert form is not None
        return list(forms.entries(tx, form.id))


def test_more_time_and_a_holiday_of_a_plh_kasubag_are_told(engine: Engine) -> None:
    desk = opened(engine, SETYO_FOR_KARTIKA)
    desk.start(at("4-1 08.00"))
    desk.does(at("4-1 08.00"), "sekretaris", steps.order, Step.ORDER)
    desk.does(at("4-1 08.00"), "staf", steps.prepare, Step.PREPARE)
    desk.does(at("4-1 08.00"), "staf", steps.instruct, Step.INSTRUCT)
    desk.does(at("4-1 08.00"), "staf", steps.distribute, Step.DISTRIBUTE)
    desk.arrives(at("4-1 08.10"))
    fill = desk.task(Step.FILL, TRANTIB)
    assert desk.run(collecting.raise_problem, at("4-1 09.00"), "tiara", (fill.id, fill.version), "Banjir.") is None
    assert not isinstance(desk.run(collecting.extend, at("4-1 09.10"), "staf", fill.id, 2, 1), Refused)
    desk.run(sets, at("4-1 09.20"), "staf", CLOSED)
    assert lines(told_back(desk, "kasubag")) == [
        "• Triwulan IV Tahun 2026, langkah 2: disiapkan pada 04-01-2027 08.00",
        "• Triwulan IV Tahun 2026, langkah 3: diperintahkan kepada Staf pada 04-01-2027 08.00",
        "• Triwulan IV Tahun 2026, Kasi Trantib: waktu ditambah 2 hari kerja, sampai 11-01-2027 16.00 "
        "pada 04-01-2027 09.10",
        "• Hari Libur: 06-01-2027 Pilkades serentak ditambahkan pada 04-01-2027 09.20",
    ], "what he did as Staf is not hers"


def test_half_a_form_and_its_evidence_are_told(engine: Engine) -> None:
    desk = opened(engine, PANDU_FOR_TIARA)
    desk.shared_out(at("4-1 08.00"))
    fill = desk.task(Step.FILL, TRANTIB)
    assert desk.run(steps.receive, at("4-1 08.05"), "pandu", (fill.id, fill.version)) is None
    first = entries(desk, 2)[0]
    for value in ("belum-terbit", "belum-terbit"):
        given = (Answer(first.id, Field.REASON, value),)
        assert not isinstance(desk.run(forming.fill, at("4-1 08.10"), "pandu", first.form_id, given, "chat"), Refused)
    desk.run(evidencing.add_link, at("4-1 08.20"), "pandu", first.id, "https://contoh.go.id/a")
    desk.run(evidencing.add_link, at("4-1 08.21"), "pandu", first.id, "https://contoh.go.id/b")
    fill = desk.task(Step.FILL, TRANTIB)
    assert desk.run(collecting.raise_problem, at("4-1 09.00"), "pandu", (fill.id, fill.version), "Banjir.") is None
    assert lines(told_back(desk, "tiara")) == [
        "• Triwulan IV Tahun 2026, Kasi Trantib: formulir diterima pada 04-01-2027 08.05",
        "• Triwulan IV Tahun 2026, Kasi Trantib: 1 indikator diisi pada 04-01-2027 08.10",
        "• Triwulan IV Tahun 2026, Kasi Trantib: 2 bukti dukung ditambahkan pada 04-01-2027 08.21",
        "• Triwulan IV Tahun 2026, Kasi Trantib: kendala disampaikan (“Banjir.”) pada 04-01-2027 09.00",
    ]


def test_a_cancellation_is_told_once_with_its_reason(engine: Engine) -> None:
    desk = opened(engine, CAKRA_FOR_SEKAR)
    desk.start(at("4-1 08.00"))
    desk.does(at("4-1 08.00"), "camat", steps.order, Step.ORDER)
    desk.does(at("4-1 08.10"), "kasubag", steps.prepare, Step.PREPARE)
    desk.does(at("4-1 08.20"), "kasubag", steps.instruct, Step.INSTRUCT)
    desk.does(at("4-1 08.30"), "staf", steps.distribute, Step.DISTRIBUTE)
    with desk.engine.begin() as tx:
        scope = desk.scope(tx, at("4-1 10.00"), "camat")
        assert scheduling.cancel(scope, desk.cycle_id, "Salah periode.") is None
    assert lines(told_back(desk, "sekretaris")) == [
        "• Triwulan IV Tahun 2026, langkah 1: didisposisikan pada 04-01-2027 08.00",
        "• Triwulan IV Tahun 2026, pengumpulan data dibatalkan (“Salah periode.”) pada 04-01-2027 10.00",
    ]


def test_a_second_mandate_of_the_day_does_not_repeat_what_was_done_in_the_first(engine: Engine) -> None:
    desk = opened(engine, CAKRA_FOR_SEKAR)
    desk.start(at("4-1 08.00"))
    desk.does(at("4-1 08.10"), "camat", steps.order, Step.ORDER)
    news(desk)
    becomes(desk, at("4-1 09.00"))
    assert any("langkah 1: didisposisikan" in words for words in news(desk)["sekretaris"])
    becomes(desk, at("4-1 10.00"), replace(CAKRA_FOR_SEKAR, sk_number="800/20"))
    assert "Selama itu tidak ada langkah yang diselesaikan oleh Cakra Wibawa" in told_back(desk, "sekretaris")


def test_a_mandate_from_midnight_tells_what_was_done_in_its_first_minute(engine: Engine) -> None:
    later = replace(CAKRA_FOR_SEKAR, starts_on=date(2027, 1, 5))
    desk = opened(engine, later)
    desk.start(at("4-1 08.00"))
    desk.does(at("5-1 00.00"), "camat", steps.order, Step.ORDER)
    follow(desk, at("5-1 00.01"))
    assert len(lines(told_back(desk, "sekretaris"))) == 1


@pytest.mark.parametrize("count", [15, 20])
def test_a_long_list_is_cut_and_the_rest_counted(engine: Engine, count: int) -> None:
    desk = opened(engine, PANDU_FOR_TIARA)
    desk.shared_out(at("4-1 08.00"))
    fill = desk.task(Step.FILL, TRANTIB)
    for number in range(count):
        words = f"Kendala {number}."
        assert desk.run(collecting.raise_problem, at("4-1 09.00"), "pandu", (fill.id, fill.version), words) is None
    back = told_back(desk, "tiara")
    assert len(lines(back)) == 15
    assert ("… dan 5 lainnya" in back) is (count == 20)


def test_what_somebody_did_in_their_own_jabatan_is_not_told(engine: Engine) -> None:
    desk = opened(engine, PANDU_FOR_TIARA)
    desk.shared_out(at("4-1 08.00"))
    fill = desk.task(Step.FILL, PEMERINTAHAN)
    assert desk.run(steps.receive, at("4-1 08.05"), "pandu", (fill.id, fill.version)) is None
    assert lines(told_back(desk, "tiara")) == []
