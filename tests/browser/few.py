"""The demo's own office, smaller, so that a whole cycle can be clicked through: four of its units, seven indicators."""

from dataclasses import replace

from bot.workflow.master import MasterData
from demo.office import example_office

UNITS = ("Camat (IKU)", "Kasi Pemerintahan", "Kasi Kesos", "Kasi Pelayanan Umum")
NUMBERS = (1, 8, 9, 21, 22, 23, 24)


def few_units() -> MasterData:
    """Everybody of the office who still has something to do in it."""
    whole = example_office()
    roles = tuple(role for role in whole.roles if role.unit in ("", *UNITS))
    holders = {role.person for role in roles}
    return replace(
        whole,
        persons=tuple(person for person in whole.persons if person.key in holders),
        roles=roles,
        units=tuple(unit for unit in whole.units if unit.name in UNITS),
        indicators=tuple(one for one in whole.indicators if one.number in NUMBERS),
        history=tuple(one for one in whole.history if one.number in NUMBERS),
    )
