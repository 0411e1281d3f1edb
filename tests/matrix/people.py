"""Who there is beside the small office's own: a second office, and everybody who has no right here, or no longer."""

from collections.abc import Mapping
from dataclasses import dataclass, replace
from datetime import datetime, timedelta

import sqlalchemy as sa

from bot.channels.telegram.translate import NAME
from bot.services import importing, inviting
from bot.services.importing import Imported
from bot.services.scope import Chat
from bot.store import addresses, offices, rows, tables
from bot.store.engine import Tx
from bot.workflow.master import MasterData
from bot.workflow.roles import Kind, Role
from tests.stories.world import PEMERINTAHAN, PERSONS, ROLES, TRANTIB, small_office

OWN = tuple(person.key for person in PERSONS)
MORE = ("sinta", "pina", "eko")
"""A second Staf; who is Plh. where a cell says so; and whose mandates for every role have ended. The last two are
operators of a unit that is asked nothing."""
STRANGERS = ("outsider", "former", "old phone")
"""Nobody knows them; held a role until yesterday; and the chat that was taken away from whom the button is of."""
REPLACED, PLH = "replaced", "plh"
"""Whom the button is of, while another acts in their place; and that other."""
UNIT = {PEMERINTAHAN: "Kasi Umum Kedua", TRANTIB: "Kasi Sosial Kedua"}
INSIDE = (*OWN, *MORE)


def columns(first: str) -> tuple[str, ...]:
    """`first`: whose phone has the button. Of the second office whoever would have it there, and who may most."""
    second = dict.fromkeys(f"second {key}" for key in (first, "kasubag", "adi") if key)
    return (*INSIDE, *second, *STRANGERS, REPLACED, PLH)


@dataclass(frozen=True)
class People:
    """By column: the chat, and the person; `values`: what callback data is made of beside other buttons."""

    chats: Mapping[str, str]
    persons: Mapping[str, int]
    units: Mapping[str, int]
    values: Mapping[str, int]


def second_office() -> MasterData:
    """As small as the first, with names of its own."""
    whole = small_office()
    named = {role.unit: UNIT[role.unit] for role in whole.roles if role.unit}

    def own(words: str) -> str:
        return named.get(words, words)

    return replace(
        whole,
        office=replace(whole.office, code="kedua", name="Kecamatan Kedua"),
        persons=tuple(replace(one, name=f"Tetangga {one.key}") for one in whole.persons),
        roles=tuple(replace(one, unit=own(one.unit), title=own(one.title)) for one in whole.roles),
        units=tuple(replace(one, name=own(one.name)) for one in whole.units),
        indicators=tuple(replace(one, unit=own(one.unit), name=f"Ukuran {one.number}") for one in whole.indicators),
    )


def join(tx: Tx, now: datetime) -> People:
    """Everybody gets a chat; who has one keeps it."""
    first = offices.all_offices(tx)[0].id
    persons = {person.key: _id_of(tx, person.name) for person in PERSONS}
    chats = {key: addresses.of_person(tx, person)[0].chat_id for key, person in persons.items()}
    units = {unit.name: unit.id for unit in offices.units(tx, first)}
    second = importing.import_office(tx, second_office(), now)
    if not isinstance(second, Imported):
        raise ValueError(second)
    persons |= {f"second {key}": _id_of(tx, f"Tetangga {key}") for key in OWN}
    persons |= {key: _id_of(tx, _name(key)) for key in (*MORE, "former")}
    for key in persons.keys() - chats.keys():
        chats[key] = f"chat of {key}"
        office = second.office_id if key.startswith("second ") else first
        inviting.bind(tx, Chat(NAME, chats[key]), office, persons[key], now)
    chats["outsider"] = "chat of nobody"
    for key in OWN:
        _take_away(tx, Chat(NAME, f"old phone of {key}"), first, persons[key], now)
    return People(chats, persons, units, {"office": first, "sinta": persons["sinta"], "pandu": persons["pandu"]})


def come_to_the_office(tx: Tx, now: datetime) -> None:
    """Those of the office whom the small one lacks."""
    office_id = offices.all_offices(tx)[0].id
    unit_id = rows.insert(tx, tables.units, office_id=office_id, name="Kasi Umum", position=9)
    found = {key: rows.insert(tx, tables.persons, name=_name(key), sapaan="Bapak") for key in (*MORE, "former")}
    hold(tx, office_id, found["sinta"], Role.STAF)
    for key in ("pina", "eko"):
        hold(tx, office_id, found[key], Role.OPERATOR, unit_id)
    yesterday = now.date() - timedelta(days=1)
    own = {unit.name: unit.id for unit in offices.units(tx, office_id)}
    for role in ROLES:
        unit = own.get(role.unit)
        hold(tx, office_id, found["eko"], role.role, unit, kind=Kind.PLH, ends_on=yesterday, sk_number="800/1/2026")
        hold(tx, office_id, found["former"], role.role, unit, ends_on=yesterday)


def _name(key: str) -> str:
    return f"Pegawai {key.title()}"


def _id_of(tx: Tx, name: str) -> int:
    return int(tx.execute(sa.select(tables.persons.c.id).where(tables.persons.c.name == name)).scalar_one())


def hold(tx: Tx, office_id: int, person_id: int, role: Role, unit_id: int | None = None, **more: object) -> None:
    columns = {"title": role.name.title(), **more}
    rows.insert(tx, tables.assignments, office_id=office_id, person_id=person_id, role=role, unit_id=unit_id, **columns)


def _take_away(tx: Tx, chat: Chat, office_id: int, person_id: int, now: datetime) -> None:
    """As services.personnel does with the chats of who has a new number."""
    inviting.bind(tx, chat, office_id, person_id, now)
    own = addresses.here(tx, chat.channel, chat.chat_id)[0]
    addresses.unlink(tx, own)


def replace_holder(tx: Tx, people: People, key: str, now: datetime) -> None:
    """From today the Plh. acts in every role of this person."""
    today = {"starts_on": now.date(), "ends_on": now.date(), "sk_number": "800/2/2027"}
    for role in (one for one in ROLES if one.person == key):
        unit = people.units.get(role.unit)
        stands = {"stands_for": people.persons[key], "kind": Kind.PLH, **today}
        hold(tx, people.values["office"], people.persons["pina"], role.role, unit, **stands)
