"""What can happen in a cycle: past participles, frozen, and all that the store, the history and the notices need."""

from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass, field
from datetime import date, datetime
from enum import StrEnum
from typing import Any

from bot.workflow.revisions import Revision
from bot.workflow.roles import Role
from bot.workflow.steps import Step

Flag = tuple[int, str]
"""An entry's id and the comment it is returned with."""
Located = tuple[int, int, str]
"""The same, with the id of its unit before it."""


def uncommented(flags: Iterable[Sequence[Any]]) -> bool:
    """Whether something would go back without saying why: the comment is last in either kind of flag."""
    return any(not str(flag[-1]).strip() for flag in flags)


@dataclass(frozen=True)
class Refused:
    """Why nothing happened: the key of one calm sentence that says what to do next."""

    key: str
    params: Mapping[str, Any] = field(default_factory=dict)


def refused(key: str, /, **params: Any) -> Refused:
    return Refused(key, params)


@dataclass(frozen=True)
class TaskOpened:
    step: Step
    role: Role
    round: int
    due_at: datetime | None
    allowed_minutes: int | None
    unit_id: int | None = None


@dataclass(frozen=True)
class TaskClosed:
    task_id: int
    step: Step
    outcome: str
    used_minutes: int
    unit_id: int | None = None


@dataclass(frozen=True)
class DeadlineMoved:
    """A new deadline for an open task; None where its clock stands still."""

    task_id: int
    due_at: datetime | None
    allowed_minutes: int | None
    reason: str
    unit_id: int | None = None


@dataclass(frozen=True)
class CycleOpened:
    period: str


@dataclass(frozen=True)
class CyclePostponed:
    """Step 1 is proposed again at `until`."""

    until: datetime
    reason: str


@dataclass(frozen=True)
class CycleResumed:
    pass


@dataclass(frozen=True)
class CycleCancelled:
    reason: str


@dataclass(frozen=True)
class Ordered:
    instruction: str
    due_at: datetime


@dataclass(frozen=True)
class FormsPrepared:
    units: int
    indicators: int


@dataclass(frozen=True)
class Instructed:
    note: str


@dataclass(frozen=True)
class StafChosen:
    """Whom the Staf's tasks of this cycle are told to; None: every Staf."""

    person_id: int | None


@dataclass(frozen=True)
class FormsDistributed:
    unit_ids: tuple[int, ...]


@dataclass(frozen=True)
class FormDelivered:
    unit_id: int
    how: str


@dataclass(frozen=True)
class FormUndeliverable:
    unit_id: int


@dataclass(frozen=True)
class FormReceived:
    unit_id: int
    how: str
    last: bool  # every unit has received its form


@dataclass(frozen=True)
class EntryFilled:
    """One or more fields of one entry: (field, old, new) as text."""

    unit_id: int
    entry_id: int
    number: int
    how: str
    changes: tuple[tuple[str, str, str], ...]


@dataclass(frozen=True)
class EvidenceAdded:
    """`sha256` is empty for a link, whose address is its name; `size` in bytes."""

    unit_id: int
    entry_id: int
    number: int
    name: str
    mime: str
    size: int
    sha256: str


@dataclass(frozen=True)
class EvidenceRemoved:
    unit_id: int
    entry_id: int
    number: int
    evidence_id: int
    name: str


@dataclass(frozen=True)
class ProblemRaised:
    unit_id: int
    words: str


@dataclass(frozen=True)
class TimeExtended:
    """A unit got more time: so many working days, and why."""

    unit_id: int
    task_id: int
    days: int
    reason: str
    due_at: datetime


@dataclass(frozen=True)
class FormSubmitted:
    unit_id: int
    on_time: bool


@dataclass(frozen=True)
class FormWithdrawn:
    """Taken back by who submitted it, before anybody went on with it."""

    unit_id: int
    on_time: bool | None  # of the first submission, where this was not the first


@dataclass(frozen=True)
class FormExcluded:
    """The recap goes on without this unit."""

    unit_id: int
    reason: str


class Late(StrEnum):
    """What becomes of a form that came after the recap had gone on without it."""

    DRAFT = "draft"  # no version was confirmed yet: it is in the one being made
    OFFERED = "offered"  # Perbarui rekap would take it in
    TOO_LATE = "too_late"  # approved without it


@dataclass(frozen=True)
class FormCameLate:
    unit_id: int
    standing: Late


@dataclass(frozen=True)
class FormIncluded:
    """The version that is confirmed now has this unit, which an earlier one had gone on without."""

    unit_id: int


@dataclass(frozen=True)
class FormReopened:
    """A return: only the flagged entries are open; no flags means the unit had not submitted at all."""

    unit_id: int
    flags: tuple[Flag, ...]


@dataclass(frozen=True)
class RecapAssigned:
    missing: tuple[int, ...]


@dataclass(frozen=True)
class RecapConfirmed:
    version: int
    round: int
    sha256: str


@dataclass(frozen=True)
class RecapHandedOver:
    version: int


@dataclass(frozen=True)
class RecapReported:
    version: int


@dataclass(frozen=True)
class RecapSentBack:
    version: int
    note: str


@dataclass(frozen=True)
class EntriesSentBack:
    """By who makes the recap, who saw them in this version; a version, and no round."""

    version: int
    sha256: str
    flags: tuple[Flag, ...]


@dataclass(frozen=True)
class RecapApproved:
    version: int
    sha256: str
    words: str


@dataclass(frozen=True)
class RecapReturned:
    version: int
    sha256: str
    words: str
    flags: tuple[Flag, ...]


class OwnPart(StrEnum):
    """Why somebody may not approve: what they would judge is their own."""

    UNIT = "unit"  # holds a unit of it
    REPORTED = "reported"  # at step 10
    ENTERED = "entered"  # typed, uploaded or submitted an entry


@dataclass(frozen=True)
class FormEntrusted:
    """Nobody of the unit can be reached: this person fills its form and hands it in for it."""

    unit_id: int
    person_id: int


@dataclass(frozen=True)
class DecisionReferred:
    """Who was asked has an own part and may not approve."""

    version: int
    part: OwnPart
    words: str = ""  # a catatan that was written before


@dataclass(frozen=True)
class SecondNamed:
    """Who decides in this cycle where the Sekretaris may not, instead of the Camat; None: the Camat again."""

    person_id: int | None
    name: str
    style: str


@dataclass(frozen=True)
class StepUndone:
    """Taken back by who did it; `outcome` is what had become of the task."""

    task_id: int
    step: Step
    outcome: str


@dataclass(frozen=True)
class FormsRecalled:
    """Handed out, or opened again, by mistake: as they were before, in the round that it was."""

    unit_ids: tuple[int, ...]
    round: int


@dataclass(frozen=True)
class DataCorrected:
    """Ralat after the data was archived: a new round, of which this version stays what was replaced."""

    version: int
    sha256: str
    words: str
    flags: tuple[Flag, ...]


@dataclass(frozen=True)
class DirectionForwarded:
    unit_ids: tuple[int, ...]
    round: int


@dataclass(frozen=True)
class DataArchived:
    version: int
    number: str


@dataclass(frozen=True)
class NarrativeEdited:
    """The Dokumen's narrative as it came back: (passage, what the bot had written, what stands there now)."""

    name: str
    size: int
    sha256: str
    passages: tuple[tuple[str, str, str], ...]


@dataclass(frozen=True)
class PaperAttached:
    """A file kept with the cycle: the signed letter, the receipt."""

    kind: str
    name: str
    mime: str
    size: int
    sha256: str


@dataclass(frozen=True)
class LetterPrepared:
    """`on_behalf`: the Sekretaris signs it a.n. Camat."""

    number: str
    dated: date
    on_behalf: bool = False


@dataclass(frozen=True)
class ReportSigned:
    pass


@dataclass(frozen=True)
class ReportReturned:
    words: str


@dataclass(frozen=True)
class ReportDelivered:
    pass


@dataclass(frozen=True)
class CycleFinished:
    working_days: int


@dataclass(frozen=True)
class CycleReopened:
    """Finished, and found to be wrong: it goes on in a new round."""

    reason: str


@dataclass(frozen=True)
class CorrectionUndone:
    """The Ralat of a finished cycle is taken back: this version stands as it did, and the cycle is finished."""

    task_id: int
    version: int


@dataclass(frozen=True)
class IndicatorsRevised:
    """A unit's form follows what has changed in the master data since it was prepared."""

    unit_id: int
    revisions: tuple[Revision, ...]


@dataclass(frozen=True)
class FilesExpired:
    """The office keeps files so many years, which are over: so many of this cycle's are gone, their hashes are not."""

    years: int
    files: int


Event = (
    TaskOpened | TaskClosed | DeadlineMoved | CycleOpened | CyclePostponed | CycleResumed
    | CycleCancelled | Ordered | FormsPrepared | Instructed | StafChosen
    | FormsDistributed | FormEntrusted
    | FormDelivered | FormUndeliverable | FormReceived | EntryFilled | EvidenceAdded | EvidenceRemoved | ProblemRaised
    | TimeExtended | FormSubmitted | FormWithdrawn | FormExcluded | FormReopened | RecapAssigned | RecapConfirmed
    | RecapHandedOver | RecapReported | RecapSentBack | RecapApproved | RecapReturned | DecisionReferred
    | DirectionForwarded | DataArchived | LetterPrepared | ReportSigned | ReportReturned | ReportDelivered
    | CycleFinished | IndicatorsRevised | FormCameLate | FormIncluded | EntriesSentBack | SecondNamed | StepUndone
    | DataCorrected | NarrativeEdited | PaperAttached | FilesExpired | CycleReopened | FormsRecalled | CorrectionUndone
)  # fmt: skip

Events = tuple[Event, ...]
Outcome = Events | Refused
