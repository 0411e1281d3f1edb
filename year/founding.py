"""The office of the year on its first morning: everybody linked, a person's chat has their key for its id."""

from bot.services import importing, inviting
from bot.services.importing import Imported
from bot.services.scope import Chat, scope_for
from bot.store import offices
from bot.store.engine import open_engine
from bot.store.schema import migrate
from bot.workflow.worktime import Calendar
from year.chats import NAME
from year.office import PEOPLE, START, office


def found(url: str) -> tuple[dict[str, int], dict[int, str], Calendar]:
    """The people by their keys, the units by their ids, and the calendar."""
    engine = open_engine(url)
    migrate(engine)
    with engine.begin() as tx:
        imported = importing.import_office(tx, office(), START)
        if not isinstance(imported, Imported):
            raise ValueError(f"the office cannot be founded: {imported}")
        office_id = imported.office_id
        ids = {person.name: person.id for person in offices.persons(tx, office_id)}
        persons = {key: ids[name] for key, name, _ in PEOPLE}
        for key, person_id in persons.items():
            inviting.bind(tx, Chat(NAME, key), office_id, person_id, START)
        units = {unit.id: unit.name for unit in offices.units(tx, office_id)}
        calendar = scope_for(tx, office_id, START).rules.calendar
    engine.dispose()
    return persons, units, calendar
