"""An office as it was at a moment, with everybody there: each cell is tried on it and taken back."""

import json
from collections.abc import Iterator, Mapping
from contextlib import contextmanager
from dataclasses import dataclass
from functools import cached_property
from typing import Any

import sqlalchemy as sa

from bot.channels.base import In, Said
from bot.channels.telegram.translate import translate
from bot.store import rows, tables
from bot.store.engine import Tx, open_engine
from demo.keeping import Keeping
from handlers import dispatch
from tests.matrix import cells
from tests.matrix.cells import Look
from tests.matrix.files import MADE
from tests.matrix.moments import Saved
from tests.matrix.people import PLH, REPLACED, People, join, replace_holder
from tests.matrix.table import Row
from tests.stories.world import PEMERINTAHAN


@dataclass(frozen=True)
class Thing:
    """What is said or pressed, and what was read of its file before the transaction."""

    data: str
    prepared: Any = None


@dataclass
class Ground:
    """`tx`: one transaction that is never committed."""

    tx: Tx
    saved: Saved
    people: People

    @cached_property
    def before(self) -> cells.Rows:
        return cells.fingerprint(self.tx)

    @cached_property
    def values(self) -> Mapping[str, int]:
        """What callback data is made of, where no button has it."""
        form = sa.select(sa.func.max(tables.forms.c.id)).where(tables.forms.c.unit_name == PEMERINTAHAN)
        found = {"cycle": sa.select(sa.func.max(tables.cycles.c.id)), "form": form}
        found["entry"] = sa.select(sa.func.min(tables.entries.c.id)).where(
            tables.entries.c.form_id == form.scalar_subquery()
        )
        return {**self.people.values, **{name: self.tx.execute(one).scalar() or 0 for name, one in found.items()}}

    async def thing(self, row: Row) -> Thing:
        """Raises LookupError where the phone has no such button."""
        buttons = self.saved.buttons.get(row.first, ())
        newest = {data.split(":")[0]: data.split(":") for data in buttons}
        if row.said is not Said.PRESS:
            return Thing(row.data, await self._read(row) if row.said is Said.FILE else None)
        if not row.data and row.trigger not in newest:
            raise LookupError(f"{row}: no such button on the phone of {row.first}")
        return Thing(row.data.format_map({**newest, **self.values}) if row.data else ":".join(newest[row.trigger]))

    async def _read(self, row: Row) -> Any:
        async def fetch(_ref: str, _limit: int) -> bytes:
            return MADE[row.data](self.saved.files)

        async def asked() -> str:
            return row.trigger

        return await dispatch.prepare(self.said(row, Thing(row.data), row.first), asked, fetch)

    def chat(self, row: Row, column: str) -> str:
        first = row.first or "pandu"
        if column == "old phone":
            return f"old phone of {first}"
        return self.people.chats[{REPLACED: first, PLH: "pina"}.get(column, column)]

    def said(self, row: Row, thing: Thing, column: str) -> In:
        """By way of an update as Telegram sends it."""
        found = translate(json.loads(json.dumps(_update(row, thing, self.chat(row, column)))))
        assert found is not None
        return found

    def try_out(self, row: Row, thing: Thing, column: str, *, planted: bool) -> Look:
        """`planted`: the question that is open in the first one's chat is open in this one too, as it is with somebody
        who might answer it when it was asked."""
        said = self.said(row, thing, column)
        with self._meanwhile(row, column, said.chat_id, planted=planted) as before:
            return cells.taken_back(self.tx, said, thing.prepared, self.saved.at, before)

    @contextmanager
    def _meanwhile(self, row: Row, column: str, chat_id: str, *, planted: bool) -> Iterator[cells.Rows]:
        with self.tx.begin_nested() as point:
            before = self.before
            if column in (REPLACED, PLH):
                replace_holder(self.tx, self.people, row.first, self.saved.at)
                before = cells.fingerprint(self.tx)
            if planted:
                self._plant(row, chat_id)
            yield before
            point.rollback()

    def _plant(self, row: Row, chat_id: str) -> None:
        for one in self.asked(row):
            rows.insert(self.tx, tables.dialogs, **{**one, "chat_id": chat_id})

    def asked(self, row: Row) -> list[dict[str, Any]]:
        """What the first one's chat is in the middle of, oldest first."""
        if not row.first:
            return []
        own = tables.dialogs.c.chat_id == self.people.chats[row.first]
        found = self.tx.execute(tables.dialogs.select().where(own).order_by(tables.dialogs.c.id)).mappings()
        return [{name: value for name, value in one.items() if name != "id"} for one in found]


def _update(row: Row, thing: Thing, chat_id: str) -> Mapping[str, Any]:
    chat = {"id": chat_id, "type": "private"}
    message: dict[str, Any] = {"message_id": 1, "chat": chat}
    match row.said:
        case Said.PRESS:
            bot = {"username": "uji_bot"}
            query = {"id": "1", "from": {"id": chat_id}, "data": thing.data, "message": {**message, "from": bot}}
            return {"update_id": 1, "callback_query": query}
        case Said.COMMAND:
            return {"update_id": 1, "message": {**message, "text": thing.data or f"/{row.trigger}"}}
        case Said.FILE:
            document = {"file_id": "1", "file_name": thing.data, "mime_type": "application/pdf", "file_size": 100}
            return {"update_id": 1, "message": {**message, "document": document}}
        case Said.OTHER:
            return {"update_id": 1, "message": {**message, "sticker": {}}}
    return {"update_id": 1, "message": {**message, "text": thing.data}}


@contextmanager
def open_ground(saved: Saved, database: Keeping) -> Iterator[Ground]:
    database.restore(saved.database)
    engine = open_engine(database.url)
    try:
        with engine.connect() as tx, tx.begin() as whole:
            yield Ground(tx, saved, join(tx, saved.at))
            whole.rollback()
    finally:
        engine.dispose()
