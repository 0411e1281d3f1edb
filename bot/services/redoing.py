"""A reminder that could not be sent in its time, because the network was away, goes back to the ladder.

Else it would arrive at night, beside the next one, or for a task that is done: what is true later is decided later.
"""

from datetime import datetime, timedelta

from bot.services.ledger import AGAIN, BY_HAND, LADDER
from bot.services.scope import load_office
from bot.store import cycles, ledger, reminders, snoozes
from bot.store.engine import Tx
from bot.store.ledger import Reminded
from bot.store.outbox import Outgoing


def given_back(tx: Tx, row: Outgoing, now: datetime) -> bool:
    """Whether this message is a reminder that is too late to be sent as it is; then what of it still stands was given
    back."""
    noted = [one for number in row.body.get("reminds", ()) if (one := ledger.get(tx, number)) is not None]
    if not noted or now - row.created_at <= _grace(tx, noted[0], now):
        return False
    standing = [one for one in noted if cycles.runs(tx, one.task_id, one.deadline_no)]
    if any(one.how == BY_HAND for one in standing):
        return False
    for one in standing:
        _give_back(tx, one)
    return True


def _grace(tx: Tx, one: Reminded, now: datetime) -> timedelta:
    return timedelta(minutes=load_office(tx, one.office_id, now).rules.policy.ladder.grace)


def _give_back(tx: Tx, one: Reminded) -> None:
    if one.how == LADDER:
        reminders.give_back(tx, one.task_id, one.rung, one.deadline_no)
    elif one.how == AGAIN:
        snoozes.give_back(tx, one.task_id, one.person_id, one.rung, one.deadline_no)
