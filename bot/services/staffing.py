"""Which of several Staf a cycle's Staf tasks are told to: chosen at step 3, or as the last cycle had it."""

from bot.services import telling
from bot.services.scope import Scope
from bot.store import cycles, offices
from bot.workflow.events import StafChosen
from bot.workflow.roles import Assignment
from bot.workflow.steps import Step


def candidates(scope: Scope) -> tuple[Assignment, ...]:
    """Whose task step 4 is now, a person once, in the order they came to the office."""
    people = telling.step_holders(scope, Step.DISTRIBUTE)
    role = scope.rules.policy.row(Step.DISTRIBUTE).role
    held = {a.person_id: a for a in reversed(scope.assignments) if a.role is role}
    return tuple(held[person_id] for person_id in people)


def name(scope: Scope, one: Assignment) -> str:
    return offices.person(scope.tx, one.person_id).name


def proposed(scope: Scope, cycle_id: int) -> Assignment | None:
    """Who would be told of step 4; None for every Staf."""
    notes = cycles.get(scope.tx, cycle_id).notes
    chosen = notes["staf"] if "staf" in notes else _last_choice(scope)
    return next((one for one in candidates(scope) if one.person_id == chosen), None)


def is_chosen(scope: Scope, cycle_id: int, person_id: int | None) -> bool:
    """In this cycle; None: that it is every Staf."""
    notes = cycles.get(scope.tx, cycle_id).notes
    return "staf" in notes and notes["staf"] == person_id


def _last_choice(scope: Scope) -> int | None:
    """Of the newest cycle in which there was one."""
    choices = (c.notes["staf"] for c in cycles.of_office(scope.tx, scope.office.id) if "staf" in c.notes)
    return next(choices, None)


def taken_over(scope: Scope, cycle_id: int) -> StafChosen | None:
    """The last cycle's choice, where it counts for this one because nobody has chosen here."""
    if "staf" in cycles.get(scope.tx, cycle_id).notes or len(candidates(scope)) < 2:
        return None
    found = proposed(scope, cycle_id)
    return StafChosen(found.person_id) if found else None
