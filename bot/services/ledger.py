"""The reminder ledger: every reminder is told through here, and for a task it can be read what was planned and sent."""

from collections.abc import Callable, Iterable, Sequence
from dataclasses import dataclass

from bot.cards.buttons import Rows
from bot.services import handing, loading, telling
from bot.services.scope import Chat, Scope
from bot.store import cycles, ledger
from bot.store.engine import remark
from bot.texts.say import Text, to_json
from bot.workflow.cycle import Task
from bot.workflow.ladder import Rung

LADDER, AGAIN, BY_HAND = "ladder", "again", "by_hand"


@dataclass(frozen=True)
class Told:
    """One rung of one task, as one person is told of it; `how`: by the ladder, again after Ingatkan nanti, or by hand,
    where `by` is the jabatan of who did it."""

    row: cycles.TaskRow
    person_id: int
    task: Task
    rung: str
    superior: bool
    how: str = LADDER
    by: str = ""


def tell(scope: Scope, ones: Sequence[Told], said: Text, buttons: Callable[[int], Rows]) -> bool:
    """One message to one person about all of these, with sound; `buttons` gets the number of the message in the ledger.

    False where the person cannot be reached: that is in the ledger too.
    """
    noted = [_note(scope, one) for one in ones]
    person = {one.person_id for one in ones}
    sound = None if ones[0].how == BY_HAND else False  # the ladder keeps to office time by itself
    sent = telling.tell(scope, person, said, buttons(noted[0]), silent=sound, reminds=noted)
    ledger.told(scope.tx, noted, to_json(said), sent)
    for one in ones:
        _remark(scope, one, sent)
    return bool(sent)


def show_card(scope: Scope, row: cycles.TaskRow, person_id: int) -> int:
    """The card of a task is its first reminder; returns to how many chats it goes."""
    sent = telling.show_card(scope, "task", row.id, (person_id,), task_id=row.id)
    _note_card(scope, row, person_id, sent)
    return len(sent)


def hand_card(scope: Scope, row: cycles.TaskRow, person_id: int, chats: Iterable[Chat]) -> int:
    """The card below its papers, to somebody who was not told when the task opened; to how many chats."""
    sent = [handing.hand_card(scope, row, chat) for chat in chats]
    if sent:
        _note_card(scope, row, person_id, sent)
    return len(sent)


def _note_card(scope: Scope, row: cycles.TaskRow, person_id: int, sent: Sequence[int]) -> None:
    card = Told(row, person_id, loading.task_of(row, scope), Rung.OPENED, superior=False)
    ledger.told(scope.tx, (_note(scope, card),), None, sent)
    _remark(scope, card, sent)


def _remark(scope: Scope, one: Told, sent: Sequence[int]) -> None:
    facts = {"task": one.row.id, "rung": one.rung, "how": one.how, "person": one.person_id}
    remark(scope.tx, "reminder", office=scope.office.id, outbox=list(sent), **facts)


def _note(scope: Scope, one: Told) -> int:
    return ledger.note(
        scope.tx,
        office_id=scope.office.id,
        task_id=one.row.id,
        person_id=one.person_id,
        rung=one.rung,
        deadline_no=one.row.deadline_no,
        how=one.how,
        superior=one.superior,
        by=one.by,
        at=scope.now,
    )
