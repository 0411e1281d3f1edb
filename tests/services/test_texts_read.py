"""Sentences that depend on who reads them: the help, and a paper that could not be made."""

import pytest

from bot.cards.buttons import stacked
from bot.channels.base import In, Said
from bot.documents.makers import DocumentKind
from bot.services import people, trouble
from bot.services.scope import Chat
from bot.store import documents, tables
from bot.texts.say import from_json, plain, render
from handlers.base import Request, Say
from handlers.commands import helped
from tests.services.desk import Desk, at

NOW = at("4-1 08.00")


def help_of(desk: Desk, who: str) -> str:
    with desk.engine.begin() as tx:
        scope = people.scope_of(tx, Chat("uji", who), NOW)
        assert scope is not None
        (reply,) = helped(Request(scope, In("uji", who, Said.COMMAND, verb="bantuan")))
    assert isinstance(reply, Say)
    assert reply.buttons == stacked()
    return plain(render(reply.said))


@pytest.mark.parametrize(
    ("who", "own", "others"),
    [
        ("tiara", ("/isi", "/excel"), ("/mulai",)),
        ("kasubag", ("/mulai",), ("/isi", "/excel")),
        ("camat", ("/status",), ("/isi", "/excel", "/mulai")),
    ],
)
def test_the_help_names_the_commands_that_are_for_who_asks(
    desk: Desk, who: str, own: tuple[str, ...], others: tuple[str, ...]
) -> None:
    said = help_of(desk, who)
    assert all(command in said for command in ("/tugas", "/status", "/batal", *own))
    assert not any(command in said for command in others)


def failed_paper(desk: Desk, who: str) -> list[tuple[str, str]]:
    """Who is told what when a paper that this person asked for cannot be made."""
    with desk.engine.begin() as tx:
        document_id = documents.want(
            tx,
            office_id=desk.office_id,
            cycle_id=desk.cycle_id,
            unit_id=None,
            kind=DocumentKind.REPORT,
            version=1,
            name="laporan.pdf",
            paper_json={},
            requested_by=desk.persons[who],
            now=NOW,
        )
        trouble.document_failed(tx, document_id, NOW)
        rows = tx.execute(tables.outbox.select().order_by(tables.outbox.c.id)).all()
    said = [(row.chat_id, from_json(row.body["said"])) for row in rows if row.kind == "text"]
    return [(chat, render(one)) for chat, one in said if one.key.startswith("notice.document")]


def test_a_paper_that_cannot_be_made_is_told_to_who_asked_and_in_other_words_to_the_admin(desk: Desk) -> None:
    desk.start(NOW)
    assert failed_paper(desk, "kasubag") == [
        ("kasubag", "Mohon maaf, dokumen laporan.pdf belum dapat dibuat. Admin telah diberi tahu."),
        ("adi", "Dokumen laporan.pdf tidak dapat dibuat setelah tiga kali percobaan. Mohon diperiksa catatan program."),
    ]


def test_an_admin_who_asked_for_the_paper_is_told_once(desk: Desk) -> None:
    desk.start(NOW)
    assert [chat for chat, _ in failed_paper(desk, "adi")] == ["adi"]
