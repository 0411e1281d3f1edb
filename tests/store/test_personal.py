"""The list of personal data is whole: every column of every table is in it, and the office can read of each."""

import re
from pathlib import Path
from typing import Any

import pytest

from bot.store import addresses, history, outbox, personal, rows, tables
from bot.store.engine import Engine
from bot.store.personal import Known
from bot.store.personal_columns import COLUMNS, PERSONAL, TOLD, Kind, columns
from bot.texts.say import text
from tests.store.conftest import NOW

DOCUMENT = Path(__file__).parent.parent.parent / "docs" / "data-pribadi.md"
ALL = {table.name: table for table in tables.metadata.sorted_tables}


def test_every_table_is_classified_and_no_other() -> None:
    assert set(COLUMNS) == set(ALL), "say in bot/store/personal_columns.py what a new table holds about people"


@pytest.mark.parametrize("name", sorted(ALL))
def test_every_column_of_a_table_is_classified_once(name: str) -> None:
    assert sorted(columns(name, *Kind)) == sorted(ALL[name].c.keys()), "say what a new column holds about people"


def test_whatever_names_a_person_or_a_chat_is_personal() -> None:
    for name, table in ALL.items():
        naming = {*personal.references(table), *({"channel", "chat_id"} & set(table.c.keys()))}
        assert naming <= set(columns(name, *PERSONAL))


def test_the_document_names_every_personal_column_and_says_what_for_how_long_and_who_sees_it() -> None:
    rows = re.findall(r"^\| (`\w+`) \|(.*)\|$", DOCUMENT.read_text(encoding="utf-8"), re.MULTILINE)
    written = {table.strip("`"): [cell.strip() for cell in rest.split("|")] for table, rest in rows}
    wanted = {name: set(columns(name, *PERSONAL)) for name in ALL if columns(name, *PERSONAL)}
    assert {name: set(re.findall(r"`(\w+)`", cells[0])) for name, cells in written.items()} == wanted
    assert all(len(cells) == 4 and all(cells) for cells in written.values())


def test_what_is_personal_is_in_the_export_or_is_everybodys() -> None:
    """Tables that name nobody are told of by where a name is written in them."""
    kept = {(name, column) for name in ALL for column in columns(name, *PERSONAL)}
    told = {
        (n, column) for n, table in ALL.items() if personal.is_somebodys(table) for column in personal.told_of(table)
    }
    searched = {(table.name, column.name) for table, column in personal.written()}
    assert kept - told - searched == {("blobs", "content"), ("offices", "in_force")}


def test_nothing_of_the_programs_own_is_told() -> None:
    assert Kind.INNER not in TOLD
    for secret in (("invites", "code_hash"), ("offices", "secret"), ("outbox", "claimed_by")):
        assert secret[1] in columns(secret[0], Kind.INNER)


# -- of one person ---------------------------------------------------------------------------------------------------


def test_rows_are_found_by_the_person_and_by_the_chat_and_names_wherever_they_are_written(
    engine: Engine, office: int
) -> None:
    with engine.begin() as tx:
        other = rows.insert(tx, tables.persons, name="Budi")
        for chat, person_id in (("siti", 1), ("budi", other)):
            addresses.link(tx, addresses.keep(tx, "uji", chat), person_id, NOW)
            outbox.put_text(tx, text("talk.noted"), office_id=office, channel="uji", chat_id=chat, now=NOW)
        facts: dict[str, Any] = {
            "office_id": office,
            "cycle_id": 1,
            "at": NOW,
            "acting_as": "Budi, Sekretaris",
            "event": "Ordered",
        }
        history.append(tx, person_id=other, data={"instruction": "Untuk Siti"}, **facts)
        found = personal.rows_of(tx, 1)
        assert [row["name"] for row in found["persons"]] == ["Siti"]
        assert [row["chat_id"] for row in found["outbox"]] == ["siti"]
        assert found["history"] == []
        written = personal.mentions(tx, Known(1, "Siti", ""))
        assert [(one.table, one.column, one.rows) for one in written] == [("history", "data", 1)]
        assert personal.names(tx)["task_id"] == {1: "2026-triwulan-4"}


@pytest.mark.parametrize(
    ("words", "whose"), [("siti", ["Siti"]), ("SIT", ["Siti", "Sita"]), ("x", []), (" sita ", ["Sita"])]
)
def test_a_whole_name_goes_before_a_part_of_one(engine: Engine, office: int, words: str, whose: list[str]) -> None:
    with engine.begin() as tx:
        rows.insert(tx, tables.persons, name="Sita")
        assert [one.name for one in personal.found(tx, words)] == whose
