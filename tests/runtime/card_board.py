"""An office with a card whose words a test chooses, and the papers it may want."""

from dataclasses import dataclass, field
from datetime import datetime
from typing import Any

import sqlalchemy as sa

from bot.channels.base import Out
from bot.runtime.run import Runner
from bot.services import inviting
from bot.services.scope import Chat
from bot.store import addresses, documents, outbox, rows, tables
from bot.store.codec import encode
from bot.store.engine import Tx
from bot.workflow.policy import Policy, Profile
from tests.runtime.echo_office import MONDAY, words


@dataclass
class CardBoard:
    runner: Runner
    office_id: int
    words: str = "Tugas terbuka"
    rendered: list[str] = field(default_factory=list)

    def render(self, _scope: Any, _card: Any) -> Out | None:
        self.rendered.append(self.words)
        return Out(self.words) if self.words else None

    async def put(self, channel: str, chat_id: str, *, fresh: bool = False, now: datetime = MONDAY) -> int:
        return await self.runner.run(self._put, channel, chat_id, fresh=fresh, now=now)

    def _put(self, tx: Tx, channel: str, chat_id: str, *, fresh: bool, now: datetime) -> int:
        card = self._card(tx, channel, chat_id)
        return outbox.put_card(
            tx, card, fresh=fresh, office_id=self.office_id, channel=channel, chat_id=chat_id, now=now
        )

    def _card(self, tx: Tx, channel: str, chat_id: str) -> int:
        if not addresses.here(tx, channel, chat_id):
            link_somebody(tx, self.office_id, channel, chat_id)
        known = tx.execute(sa.select(tables.cards.c.id)).scalar_one_or_none()
        to = {"office_id": self.office_id, "kind": "uji", "subject_id": 1, "channel": channel, "chat_id": chat_id}
        return known or rows.insert(tx, tables.cards, **to)

    async def want_document(
        self, channel: str, chat_id: str, *, kind: str = "disposisi", paper: Any = None, period: str = "2026-T4"
    ) -> int:
        """Wanted, and sent to this chat once it is made; returns the document's id."""
        cycle_id = await self.runner.run(add_cycle, self.office_id, period)
        return await self.runner.run(self._want, cycle_id, chat_id, channel=channel, kind=kind, paper=paper)

    def _want(self, tx: Tx, cycle_id: int, chat_id: str, *, channel: str, kind: str, paper: Any) -> int:
        document_id = documents.want(
            tx,
            office_id=self.office_id,
            cycle_id=cycle_id,
            unit_id=None,
            kind=kind,
            version=1,
            name="lembar.pdf",
            paper_json=encode(paper),
            requested_by=None,
            now=MONDAY,
        )
        to: Any = {"office_id": self.office_id, "channel": channel, "chat_id": chat_id, "now": MONDAY}
        outbox.put_document(tx, document_id, words("terlampir"), **to)
        return document_id


def add_office(tx: Tx) -> int:
    return rows.insert(
        tx,
        tables.offices,
        code="dolopo",
        name="Kecamatan Dolopo",
        zone="Asia/Jakarta",
        profile=encode(Profile()),
        policy=encode(Policy()),
        secret=b"rahasia",
    )


def link_somebody(tx: Tx, office_id: int, channel: str, chat_id: str) -> None:
    """A card is for somebody of the office."""
    person_id = rows.insert(tx, tables.persons, name="Siti", sapaan="Ibu", rank="", nip="")
    rows.insert(tx, tables.assignments, office_id=office_id, person_id=person_id, role="staf", title="Staf")
    inviting.bind(tx, Chat(channel, chat_id), office_id, person_id, MONDAY)


def add_cycle(tx: Tx, office_id: int, period: str) -> int:
    return rows.insert(tx, tables.cycles, office_id=office_id, period=period, phase="open", opened_at=MONDAY, notes={})
