"""The note that goes with a backup: the whole of it with the first part, to each admin of what is theirs."""

from dataclasses import replace
from pathlib import Path

from bot.services import importing, inviting, safekeeping
from bot.services.importing import Imported
from bot.services.scope import Chat
from bot.store import departures, offices
from bot.store.backup import Head, Taken
from bot.texts.say import from_json, plain, render
from tests.services.desk import CHANNEL, Desk, at
from tests.stories.world import small_office

NOW = at("5-1 01.00")
WHOLE = Path("cadangan/kantor-2027-01-05-010000.db.gz.age")
PARTS = tuple(WHOLE.with_name(f"{WHOLE.name}.bagian-{n}-dari-2") for n in (1, 2))


def taken(*heads: Head) -> Taken:
    return Taken(Path("kantor.db"), {"persons": 8, "history": 1234}, heads)


def sent(desk: Desk, found: Taken, *files: Path) -> list[tuple[str, str, str]]:
    """(chat, file, caption) of each message."""
    with desk.engine.begin() as tx:
        safekeeping.send(tx, found, files, NOW)
        rows = []
        while waiting := departures.heads(tx, CHANNEL, 10):
            for row in waiting:
                rows.append((row.chat_id, Path(row.body["path"]).name, plain(render(from_json(row.body["said"])))))
                departures.mark_sent(tx, row.id, "1", NOW)
    return rows


def test_every_part_says_which_it_is_and_the_first_what_is_in_them_all(desk: Desk) -> None:
    (first, second) = sent(desk, taken(Head(desk.office_id, "2026-triwulan-4", "a" * 64)), *PARTS)
    assert [first[:2], second[:2]] == [("adi", PARTS[0].name), ("adi", PARTS[1].name)]
    assert first[2].startswith(
        "Cadangan terenkripsi, bagian 1 dari 2, Selasa, 5 Januari 2027 pukul 01.00 WIB: 1242 baris."
    )
    assert f"Kecamatan Contoh, Triwulan IV Tahun 2026: {'a' * 64}" in first[2]
    assert "python -m bot restore" in first[2]
    assert second[2] == "Cadangan terenkripsi, bagian 2 dari 2"


def test_of_many_histories_those_that_moved_last_are_named_and_the_rest_are_counted(desk: Desk) -> None:
    heads = [Head(desk.office_id, f"{year}-triwulan-4", f"{year}" * 16) for year in range(2027, 2019, -1)]
    ((_, _, words),) = sent(desk, taken(*heads), WHOLE)
    assert [str(year) * 16 in words for year in range(2027, 2019, -1)] == [True] * 6 + [False] * 2
    assert "dan 2 periode lain, tidak berubah sejak catatan sebelumnya" in words
    ((_, _, none),) = sent(desk, taken(), WHOLE)
    assert "Kode riwayat:\nbelum ada" in none


def test_an_admin_of_two_offices_gets_it_once_and_another_reads_nothing_of_the_first(desk: Desk) -> None:
    other = small_office()
    other = replace(other, office=replace(other.office, code="lain", name="Kecamatan Lain"))
    with desk.engine.begin() as tx:
        imported = importing.import_office(tx, other, NOW)
        assert isinstance(imported, Imported)
        admin = next(one.id for one in offices.persons(tx, imported.office_id) if one.name == "Adi Nugroho")
        for chat in ("adi", "adi-lain"):
            inviting.bind(tx, Chat(CHANNEL, chat), imported.office_id, admin, NOW)
    heads = [Head(one, "2026-triwulan-4", str(one) * 64) for one in (desk.office_id, imported.office_id)]
    found = {chat: words for chat, _, words in sent(desk, taken(*heads), WHOLE)}
    assert set(found) == {"adi", "adi-lain"}
    assert all(name in found["adi"] for name in ("Kecamatan Contoh,", "Kecamatan Lain,"))
    assert "Kecamatan Contoh" not in found["adi-lain"]
