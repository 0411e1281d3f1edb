"""A card shows what is true when it is sent; a document goes out when it is made."""

import threading
from datetime import timedelta

import pytest
import sqlalchemy as sa

from bot.documents.packing import Contents
from bot.runtime.run import Runner
from bot.store import documents, outbox, tables
from bot.store.documents import DocumentRow
from bot.workflow.papers import Disposition, Letterhead, Signer
from jobs import documents as papers
from jobs.documents import make_documents
from simulator import Person, Simulator
from tests.plain_channel import PlainChannel
from tests.runtime.card_board import CardBoard
from tests.runtime.echo_office import MONDAY, EchoOffice, deliver, put


def calls(telegram: Simulator) -> list[str]:
    return [call.method for call in telegram.calls if call.method.startswith(("send", "edit"))]


async def test_of_two_rows_of_a_card_only_the_newest_is_sent(
    office: EchoOffice, telegram: Simulator, cards: CardBoard, siti: Person
) -> None:
    await siti.start()
    await cards.put("telegram", str(siti.id))
    await cards.put("telegram", str(siti.id))
    cards.words = "Tugas selesai"
    await deliver(office, telegram)
    assert office.states() == [outbox.DROPPED, outbox.SENT]
    assert [m.text for m in siti.received] == ["Tugas selesai"]
    assert cards.rendered == ["Tugas selesai"]


async def test_a_card_is_edited_where_it_stands_and_left_alone_when_nothing_changed(
    office: EchoOffice, telegram: Simulator, cards: CardBoard, siti: Person
) -> None:
    await siti.start()
    for _ in range(2):
        await cards.put("telegram", str(siti.id))
        await deliver(office, telegram)
    cards.words = "Sudah disetujui"
    await cards.put("telegram", str(siti.id))
    await deliver(office, telegram)
    assert calls(telegram) == ["sendMessage", "editMessageText"]
    assert [m.text for m in siti.received] == ["Sudah disetujui"]


async def test_a_fresh_card_comes_last_in_the_chat(
    office: EchoOffice, telegram: Simulator, cards: CardBoard, siti: Person, runner: Runner
) -> None:
    await siti.start()
    await cards.put("telegram", str(siti.id))
    await runner.run(put, "telegram", str(siti.id), "di antara", MONDAY)
    await deliver(office, telegram)
    await cards.put("telegram", str(siti.id), fresh=True)
    await cards.put("telegram", str(siti.id))
    await deliver(office, telegram)
    moved = "Kartu ini dikirim ulang di bawah."
    assert [m.text for m in siti.received] == [moved, "di antara", "Tugas terbuka"]
    assert siti.received[0].labels == []


async def test_not_modified_is_success(
    office: EchoOffice, telegram: Simulator, cards: CardBoard, siti: Person, runner: Runner
) -> None:
    await siti.start()
    await cards.put("telegram", str(siti.id))
    await deliver(office, telegram)
    await runner.run(lambda tx: tx.execute(tables.cards.update().values(shown="lupa")).rowcount)
    await cards.put("telegram", str(siti.id))
    await deliver(office, telegram)
    assert [call.status for call in telegram.calls if call.method == "editMessageText"] == [400]
    assert office.states() == [outbox.SENT, outbox.SENT]


async def test_a_card_whose_message_is_gone_is_sent_anew(
    office: EchoOffice, telegram: Simulator, cards: CardBoard, siti: Person
) -> None:
    await siti.start()
    await cards.put("telegram", str(siti.id))
    await deliver(office, telegram)
    siti.chat.messages.clear()
    cards.words = "Tugas selesai"
    await cards.put("telegram", str(siti.id))
    await deliver(office, telegram)
    assert [m.text for m in siti.received] == ["Tugas selesai"]
    assert office.rows(sa.select(tables.cards.c.message_id)) == [str(siti.last.id)]


async def test_a_card_with_nothing_left_to_show_is_dropped(
    office: EchoOffice, telegram: Simulator, cards: CardBoard, siti: Person
) -> None:
    await siti.start()
    cards.words = ""
    await cards.put("telegram", str(siti.id))
    await deliver(office, telegram)
    assert office.states() == [outbox.DROPPED]


async def test_a_channel_without_edits_shows_a_card_again_only_when_fresh(office: EchoOffice, cards: CardBoard) -> None:
    plain = PlainChannel()
    async with office.running(plain) as runtime:
        cards.runner = runtime.runner  # whose commits wake the sender
        for words, fresh in (("terbuka", False), ("diubah", False), ("selesai", True)):
            cards.words = words
            await cards.put("plain", "7", fresh=fresh)
            await runtime.quiet()
    assert plain.said_to("7") == ["terbuka", "selesai"]


async def test_a_document_waits_until_it_is_made_and_holds_nobody_up(
    office: EchoOffice, telegram: Simulator, cards: CardBoard, siti: Person, runner: Runner
) -> None:
    await siti.start()
    document_id = await cards.want_document("telegram", str(siti.id))
    await runner.run(put, "telegram", str(siti.id), "sesudahnya", MONDAY)
    await deliver(office, telegram)
    assert [m.text for m in siti.received] == ["sesudahnya"]
    await runner.run(documents.made, document_id, b"%PDF-1.7 isi", MONDAY)
    assert await runner.run(outbox.release, document_id) == 1
    await deliver(office, telegram)
    assert siti.last.file is not None
    assert siti.last.file.name == "lembar.pdf"
    assert await siti.download(siti.last) == b"%PDF-1.7 isi"
    assert siti.last.text == "terlampir"


async def test_the_job_makes_what_is_wanted_and_gives_up_after_three_failures(
    office: EchoOffice, cards: CardBoard, caplog: pytest.LogCaptureFixture
) -> None:
    plain = PlainChannel()
    async with office.running(plain) as runtime:
        cards.runner = runtime.runner
        await cards.want_document("plain", "7", paper=a_disposition())
        await cards.want_document("plain", "8", kind="formulir", paper="tidak terbaca", period="2027-T1")
        assert [await make_documents(runtime) for _ in range(5)] == [1, 0, 0, 0, 0]
        await runtime.quiet()
    assert [sent.chat_id for sent in plain.sent] == ["7"]
    assert plain.sent[0].out.file is not None
    assert plain.sent[0].out.file.content.startswith(b"%PDF")
    assert office.states() == [outbox.SENT, outbox.FAILED]
    assert office.rows(sa.select(tables.documents.c.state).order_by(tables.documents.c.id)) == [
        documents.MADE,
        documents.FAILED,
    ]
    assert "has no admin who can be reached" in caplog.text  # whom it tried to tell


async def test_a_paper_that_hangs_fails_in_the_end_and_holds_no_other_up(
    office: EchoOffice, cards: CardBoard, monkeypatch: pytest.MonkeyPatch, caplog: pytest.LogCaptureFixture
) -> None:
    plain, over, make = PlainChannel(), threading.Event(), papers._content

    def hangs(row: DocumentRow, contents: Contents) -> bytes:
        if row.kind == "formulir":
            over.wait(60)
        return make(row, contents)

    monkeypatch.setattr(papers, "PAPER_SECONDS", 0.3)
    monkeypatch.setattr(papers, "_content", hangs)
    async with office.running(plain) as runtime:
        cards.runner = runtime.runner
        await cards.want_document("plain", "8", kind="formulir", paper="macet", period="2027-T1")
        await cards.want_document("plain", "7", paper=a_disposition())
        before = runtime.metrics.since_tick("dokumen")
        assert [await make_documents(runtime) for _ in range(4)] == [1, 0, 0, 0]
        assert runtime.metrics.since_tick("dokumen") < before + 1, "each paper is a sign of life"
        await runtime.quiet()
    over.set()
    assert [sent.chat_id for sent in plain.sent] == ["7"]
    assert office.states() == [outbox.FAILED, outbox.SENT]
    assert "not made within 0.3 s" in caplog.text
    assert "has no admin who can be reached" in caplog.text


async def test_the_same_version_of_a_paper_is_wanted_once(cards: CardBoard, runner: Runner) -> None:
    first = await cards.want_document("telegram", "1")
    assert await runner.run(documents.made, first, b"isi", MONDAY)
    assert not await runner.run(documents.made, first, b"lain", MONDAY)
    assert await runner.run(documents.content, first) == b"isi"


def a_disposition() -> Disposition:
    due = MONDAY + timedelta(days=5)
    kop = Letterhead("PEMERINTAH KABUPATEN MADIUN", "KECAMATAN DOLOPO")
    signer = Signer("Sekretaris Kecamatan", "Sari")
    period = "Triwulan IV Tahun 2026"
    return Disposition(kop, period, f"Jadwal Kerja {period}", MONDAY, due, "Kasubag", "Laksanakan", "", signer)
