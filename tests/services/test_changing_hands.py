"""A mandate's first and last minute: who is told what, whose cards and reminders, whose signature, what was done."""

from dataclasses import replace
from datetime import date, datetime

import pytest
import sqlalchemy as sa

from bot.cards import task as task_card
from bot.services import changing_hands, collecting, importing, papers, reminding, steps, views
from bot.store import departures, offices, tables
from bot.store.engine import Engine
from bot.texts.say import from_json, plain, render
from bot.workflow.events import Refused
from bot.workflow.master import RoleData
from bot.workflow.roles import Kind, Role
from bot.workflow.steps import Step
from tests.services.desk import Desk, at, open_desk
from tests.stories.world import PEMERINTAHAN, TRANTIB, small_office

FIRST, LAST = date(2027, 1, 5), date(2027, 1, 8)
CAKRA_FOR_SEKAR = RoleData("camat", Role.SEKRETARIS, "Sekretaris Kecamatan", "", Kind.PLH, "800/12/2027", FIRST, LAST)
PANDU_FOR_TIARA = RoleData("pandu", Role.KASI, TRANTIB, TRANTIB, Kind.PLH, "800/13/2027", FIRST, LAST)


@pytest.fixture
def desk(engine: Engine) -> Desk:
    desk = open_desk(engine, at("4-1 07.40"), small_office(CAKRA_FOR_SEKAR))
    follow(desk, at("4-1 07.41"))
    return desk


def follow(desk: Desk, now: datetime) -> int:
    with desk.engine.begin() as tx:
        return changing_hands.follow(tx, now)


def news(desk: Desk) -> dict[str, list[str]]:
    """What was written since the last look, by person: texts as read, of other kinds only which."""
    box, found = tables.outbox, dict[str, list[str]]()
    with desk.engine.begin() as tx:
        rows = tx.execute(sa.select(box).where(box.c.id > desk.read).order_by(box.c.id)).all()
    desk.read = max([desk.read, *(row.id for row in rows)])
    for row in rows:
        words = plain(render(from_json(row.body["said"]))) if row.kind == "text" else row.kind
        found.setdefault(row.chat_id, []).append(words)
    return found


def labels(desk: Desk, who: str, task_id: int, now: datetime) -> list[str]:
    """The buttons of this person's card."""
    with desk.engine.begin() as tx:
        view = views.task(desk.scope(tx, now, who), task_id)
        assert view is not None
        return [button.label for row in task_card.buttons(view) for button in row]


def words(desk: Desk, who: str, task_id: int, now: datetime) -> str:
    with desk.engine.begin() as tx:
        view = views.task(desk.scope(tx, now, who), task_id)
        assert view is not None
        return plain(render(task_card.said(view)))


def test_at_the_first_minute_the_open_task_and_its_buttons_are_the_substitutes(desk: Desk) -> None:
    desk.start(at("4-1 08.00"))
    task = desk.task(Step.ORDER)
    news(desk)
    assert follow(desk, at("4-1 23.59")) == 0
    assert isinstance(desk.run(steps.order, at("4-1 23.59"), "camat", (task.id, task.version)), Refused)
    assert follow(desk, at("5-1 00.00")) == 2
    told = news(desk)
    assert told["camat"][:2] == [
        "menu",
        "Mulai hari ini Bapak/Ibu bertugas sebagai Plh. Sekretaris Kecamatan, menggantikan Sekar Ayuningtyas, sampai "
        "dengan Jumat, 8 Januari 2027 (SK 800/12/2027). Kartu, tombol, dan pengingat tugas itu disampaikan kepada "
        "Bapak/Ibu.",
    ]
    assert told["camat"][-1] == "card"
    assert "dijalankan oleh Cakra Wibawa (Plh. Sekretaris Kecamatan), sampai dengan Jumat" in told["sekretaris"][1]
    assert labels(desk, "sekretaris", task.id, at("5-1 00.00")) == []
    assert "saat ini dijalankan oleh Plh. Sekretaris Kecamatan sampai dengan Jumat, 8 Januari 2027" in words(
        desk, "sekretaris", task.id, at("5-1 00.00")
    )
    refused = desk.run(steps.order, at("5-1 00.00"), "sekretaris", (task.id, task.version))
    assert refused == Refused(
        "refused.away_until",
        {"title": "Sekretaris Kecamatan", "style": "Plh. Sekretaris Kecamatan", "until": LAST},
    )
    assert desk.run(steps.order, at("5-1 00.00"), "camat", (task.id, task.version)) is None
    assert follow(desk, at("5-1 00.01")) == 0
    with desk.engine.begin() as tx:
        closed = tx.execute(sa.select(tables.tasks).where(tables.tasks.c.id == task.id)).one()
    assert (closed.closed_as, closed.closed_by) == ("Plh. Sekretaris Kecamatan", desk.persons["camat"])


def test_a_planned_reminder_goes_to_whoever_acts_when_its_moment_comes(desk: Desk) -> None:
    desk.reported(at("4-1 09.00"))
    desk.told()
    with desk.engine.begin() as tx:
        reminding.tick(tx, at("6-1 07.45"))
    told = desk.told()
    assert "sekretaris" not in told
    assert "Menganalisa" in told["camat"][0]


def test_escalations_reach_the_substitute_and_not_the_absent_holder(engine: Engine) -> None:
    opi = replace(CAKRA_FOR_SEKAR, person="opi", ends_on=date(2027, 1, 15))
    desk = open_desk(engine, at("4-1 07.40"), small_office(opi))
    desk.distributed(at("4-1 09.00"))
    desk.told()
    for moment in ("7-1 16.00", "8-1 07.45", "11-1 07.45"):
        with desk.engine.begin() as tx:
            reminding.tick(tx, at(moment))
    told = desk.told()
    assert "sekretaris" not in told
    assert TRANTIB in told["opi"][-1]


def test_papers_of_these_days_are_signed_by_the_substitute(desk: Desk) -> None:
    with desk.engine.begin() as tx:
        signers = [
            papers.signer(desk.scope(tx, at(moment)), Role.SEKRETARIS)
            for moment in ("4-1 16.00", "5-1 08.00", "8-1 16.00", "9-1 08.00")
        ]
    assert [one.name for one in signers] == [
        "Sekar Ayuningtyas", "Cakra Wibawa", "Cakra Wibawa", "Sekar Ayuningtyas",
    ]  # fmt: skip
    assert signers[1].style == "Plh. Sekretaris Kecamatan"


def test_at_the_end_the_holder_is_told_what_was_done_and_has_what_is_still_open(desk: Desk) -> None:
    desk.start(at("4-1 08.00"))
    follow(desk, at("5-1 00.00"))
    desk.does(at("5-1 08.00"), "camat", steps.order, Step.ORDER)
    desk.does(at("5-1 08.10"), "kasubag", steps.prepare, Step.PREPARE)
    desk.does(at("5-1 08.20"), "kasubag", steps.instruct, Step.INSTRUCT)
    desk.does(at("5-1 08.30"), "staf", steps.distribute, Step.DISTRIBUTE)
    desk.arrives(at("5-1 08.40"))
    desk.handed_in(at("5-1 10.00"))
    desk.recapped(at("8-1 10.00"))
    decide = desk.task(Step.DECIDE)
    news(desk)
    assert follow(desk, at("8-1 23.59")) == 0
    assert follow(desk, at("9-1 00.00")) == 2
    told = news(desk)
    back = told["sekretaris"][1]
    assert back.startswith("Selamat bertugas kembali, Ibu Sekar Ayuningtyas. Tugas sebagai Sekretaris Kecamatan")
    assert "Yang telah dikerjakan oleh Cakra Wibawa (Plh. Sekretaris Kecamatan):" in back
    assert "• Triwulan IV Tahun 2026, langkah 1: didisposisikan pada 05-01-2027 08.00" in back
    assert told["sekretaris"][-2:] == ["card", "document"], "the card with its chart, and the recap after it"
    assert any("Tugas Bapak/Ibu sebagai Plh. Sekretaris Kecamatan telah berakhir" in one for one in told["camat"])
    assert labels(desk, "camat", decide.id, at("9-1 00.00")) == []
    assert labels(desk, "sekretaris", decide.id, at("9-1 00.00"))[0] == "Setujui"
    assert isinstance(
        desk.run(steps.approve, at("9-1 00.00"), "camat", (decide.id, decide.version), desk.seen()), Refused
    )
    assert desk.run(steps.approve, at("9-1 00.00"), "sekretaris", (decide.id, decide.version), desk.seen()) is None


def test_a_mandate_in_which_nothing_was_to_do_says_so(desk: Desk) -> None:
    follow(desk, at("5-1 00.00"))
    news(desk)
    follow(desk, at("9-1 00.00"))
    assert "Selama itu tidak ada langkah yang diselesaikan oleh Cakra Wibawa" in news(desk)["sekretaris"][1]


def test_a_substitute_of_a_unit_gets_its_form_with_the_card_once(engine: Engine) -> None:
    desk = open_desk(engine, at("4-1 07.40"), small_office(PANDU_FOR_TIARA))
    follow(desk, at("4-1 07.41"))
    desk.distributed(at("4-1 09.00"))
    news(desk)
    follow(desk, at("5-1 00.00"))
    told = news(desk)
    assert told["pandu"].count("document") == 1
    assert told["pandu"].count("card") == 1
    assert "document" not in told["tiara"]
    follow(desk, at("9-1 00.00"))
    assert "document" not in news(desk)["tiara"], "she has it"


def test_who_reported_as_kasubag_may_not_approve_as_plh_sekretaris(engine: Engine) -> None:
    kartika = RoleData("kasubag", Role.SEKRETARIS, "Sekretaris Kecamatan", "", Kind.PLH, "800/14", FIRST, LAST)
    desk = open_desk(engine, at("4-1 07.40"), small_office(kartika))
    desk.reported(at("4-1 09.00"))
    task = desk.task(Step.DECIDE)
    assert desk.run(steps.approve, at("5-1 08.00"), "kasubag", (task.id, task.version), desk.seen()) is None
    assert desk.tasks(Step.DECIDE) == []
    assert len(desk.tasks(Step.SECOND)) == 1, "the Camat decides"
    assert desk.tasks(Step.ARCHIVE) == []


def test_who_gave_the_own_unit_to_a_substitute_may_not_approve_its_data_either(engine: Engine) -> None:
    """Pandu holds a unit and is Plh. Sekretaris, while Opi acts in the unit for him."""
    for_sekar = RoleData("pandu", Role.SEKRETARIS, "Sekretaris Kecamatan", "", Kind.PLH, "800/14", FIRST, LAST)
    for_pandu = RoleData("opi", Role.KASI, PEMERINTAHAN, PEMERINTAHAN, Kind.PLH, "800/15", FIRST, LAST)
    desk = open_desk(engine, at("4-1 07.40"), small_office(for_sekar, for_pandu))
    desk.distributed(at("4-1 09.00"))
    desk.fills(at("5-1 08.00"), PEMERINTAHAN, "opi")
    task = desk.task(Step.SUBMIT, PEMERINTAHAN)
    assert desk.run(collecting.submit, at("5-1 08.00"), "opi", (task.id, task.version)) is None
    desk.fills(at("5-1 08.00"), TRANTIB)
    desk.submits(at("5-1 08.00"), TRANTIB)
    desk.recapped(at("5-1 09.00"))
    decide = desk.task(Step.DECIDE)
    assert "Setujui" not in labels(desk, "pandu", decide.id, at("5-1 09.10"))
    assert desk.run(steps.approve, at("5-1 09.10"), "pandu", (decide.id, decide.version), desk.seen()) is None
    assert desk.tasks(Step.ARCHIVE) == []
    assert len(desk.tasks(Step.SECOND)) == 1, "the Camat decides"


# -- changes of a mandate --------------------------------------------------------------------------------------------


def test_a_decree_that_follows_on_for_the_same_substitute_is_told_to_both_and_moves_no_card(engine: Engine) -> None:
    follows = replace(CAKRA_FOR_SEKAR, sk_number="800/20/2027", starts_on=date(2027, 1, 9), ends_on=date(2027, 1, 15))
    desk = open_desk(engine, at("4-1 07.40"), small_office(CAKRA_FOR_SEKAR, follows))
    follow(desk, at("4-1 07.41"))
    desk.start(at("4-1 08.00"))
    follow(desk, at("5-1 00.00"))
    desk.does(at("5-1 08.00"), "camat", steps.order, Step.ORDER)
    news(desk)
    assert follow(desk, at("9-1 00.00")) == 0
    told = news(desk)
    assert told == {
        "camat": [
            "Bapak/Ibu tetap bertugas sebagai Plh. Sekretaris Kecamatan, menggantikan Sekar Ayuningtyas, sampai dengan "
            "Jumat, 15 Januari 2027 (SK 800/20/2027)."
        ],
        "sekretaris": [
            "Tugas Bapak/Ibu sebagai Sekretaris Kecamatan tetap dijalankan oleh Cakra Wibawa (Plh. Sekretaris "
            "Kecamatan), sampai dengan Jumat, 15 Januari 2027. Sesudahnya kartu dan pengingatnya kembali kepada "
            "Bapak/Ibu, disertai ringkasan yang telah dikerjakan."
        ],
    }
    follow(desk, at("16-1 00.00"))
    assert "langkah 1: didisposisikan pada 05-01-2027 08.00" in news(desk)["sekretaris"][1], "of the whole time"


def test_a_substitute_who_moves_from_one_staf_to_another_is_told_and_so_are_both(engine: Engine) -> None:
    opi_staf = RoleData("opi", Role.STAF, "Staf Pelaporan")
    setyo, opi = (
        RoleData("pandu", Role.STAF, "Staf Keu dan Prolap", "", Kind.PLH, "800/9", FIRST, LAST, stands_for=key)
        for key in ("staf", "opi")
    )
    desk = open_desk(engine, at("5-1 07.40"), small_office(opi_staf, setyo))
    follow(desk, at("5-1 07.41"))
    news(desk)
    with desk.engine.begin() as tx:
        importing.import_office(tx, small_office(opi_staf, opi), at("6-1 09.00"))
    follow(desk, at("6-1 09.00"))
    told = news(desk)
    assert told["staf"][1].startswith("Selamat bertugas kembali, Bapak Setyo Budi.")
    assert "dijalankan oleh Pandu Praja (Plh. Staf Keu dan Prolap)" in told["opi"][1]
    assert "telah berakhir" in told["pandu"][1]
    assert "menggantikan Opi Lestari" in told["pandu"][2], "what is in force now is read last"


def test_a_mandate_that_falls_into_an_outage_is_told_of_afterwards(desk: Desk) -> None:
    news(desk)
    assert follow(desk, at("11-1 07.30")) == 0
    told = news(desk)
    assert told == {
        "camat": [
            "Mulai Selasa, 5 Januari 2027, sampai dengan Jumat, 8 Januari 2027, Bapak/Ibu bertugas sebagai Plh. "
            "Sekretaris Kecamatan, menggantikan Sekar Ayuningtyas (SK 800/12/2027). Masa tugas itu berakhir sebelum "
            "pemberitahuannya dapat disampaikan."
        ],
        "sekretaris": [
            "Mulai Selasa, 5 Januari 2027, sampai dengan Jumat, 8 Januari 2027, tugas Bapak/Ibu sebagai Sekretaris "
            "Kecamatan dijalankan oleh Cakra Wibawa (Plh. Sekretaris Kecamatan). Kini tugas itu kembali kepada "
            "Bapak/Ibu.\n\nSelama itu tidak ada langkah yang diselesaikan oleh Cakra Wibawa (Plh. Sekretaris "
            "Kecamatan)."
        ],
    }
    assert follow(desk, at("11-1 07.31")) == 0
    assert news(desk) == {}, "once"


def test_a_mandate_that_began_in_an_outage_says_since_when(desk: Desk) -> None:
    news(desk)
    assert follow(desk, at("7-1 07.30")) == 2
    assert "Sejak Selasa, 5 Januari 2027 Bapak/Ibu bertugas sebagai" in news(desk)["camat"][1]


def test_a_look_that_an_earlier_version_has_kept_is_read(desk: Desk) -> None:
    """It knew neither the day nor since when somebody acts."""
    desk.start(at("4-1 08.00"))
    follow(desk, at("5-1 00.00"))
    desk.does(at("5-1 08.00"), "camat", steps.order, Step.ORDER)
    with desk.engine.begin() as tx:
        kept = offices.last_in_force(tx, desk.office_id)
        offices.keep_in_force(tx, desk.office_id, [one["held"] for one in kept["acting"]])
    news(desk)
    assert follow(desk, at("6-1 00.00")) == 0
    assert news(desk) == {}
    assert follow(desk, at("9-1 00.00")) == 2
    assert "langkah 1: didisposisikan" in news(desk)["sekretaris"][1]


def test_a_role_taken_by_a_second_import_is_noticed_by_the_next_look(desk: Desk) -> None:
    news(desk)
    with desk.engine.begin() as tx:
        tx.execute(
            tables.assignments.update()
            .where(tables.assignments.c.person_id == desk.persons["staf"])
            .values(person_id=desk.persons["opi"])
        )
    assert follow(desk, at("4-1 08.00")) == 2
    told = news(desk)
    assert told["staf"] == ["menu"]
    with desk.engine.begin() as tx:
        menus = {row.chat_id: row.body["commands"] for row in departures.heads(tx, "uji", 99) if row.kind == "menu"}
    assert menus["staf"] == []
