"""Which columns hold what about people; the one list that the export and docs/data-pribadi.md are held against."""

from collections.abc import Mapping
from enum import StrEnum


class Kind(StrEnum):
    IDENTITY = "identity"  # who somebody is
    CONTACT = "contact"  # by which chat they are reached, and how that went
    POST = "post"  # what they hold, held, or stand in for
    DEED = "deed"  # that it was they who did it
    WORDS = "words"  # typed, said or handed in by people: it may name anybody
    MATTER = "matter"  # the office's work: nobody's own, told beside what is
    INNER = "inner"  # of the program alone


PERSONAL = (Kind.IDENTITY, Kind.CONTACT, Kind.POST, Kind.DEED, Kind.WORDS)
TOLD = (*PERSONAL, Kind.MATTER)

WHO, CHAT, POST, DEED, WORD, WORK, OWN = Kind
COLUMNS: Mapping[str, Mapping[Kind, str]] = {
    "offices": {
        POST: "in_force",
        WORK: "name profile",
        OWN: "id code zone policy secret sample calendar warned_years lambang",
    },
    "units": {WORK: "office_id name", OWN: "id position leader active"},
    "persons": {WHO: "name sapaan rank nip", OWN: "id"},
    "addresses": {
        CHAT: "person_id channel chat_id linked_at unreachable_at greeted_at chosen_at failing_at wrong_codes wrong_at "
        "unanswered",
        OWN: "id",
    },
    "assignments": {
        POST: "person_id role title kind sk_number starts_on ends_on stands_for",
        WORK: "office_id unit_id",
        OWN: "id",
    },
    "invites": {
        CHAT: "person_id created_at expires_at used_at",
        WORK: "office_id",
        OWN: "id code_hash",
    },
    "holidays": {WORK: "office_id day name working", OWN: "id"},
    "schedules": {WORK: "office_id kind day hour active", OWN: "id"},
    "indicators": {
        WORK: "office_id unit_id number sasaran name satuan direction aggregation definition evidence active",
        OWN: "id",
    },
    "targets": {WORK: "office_id indicator_id year annual quarters upper pagu", OWN: "id"},
    "measurements": {WORK: "office_id indicator_id period realisasi anggaran", OWN: "id"},
    "cycles": {
        WORD: "notes",
        WORK: "office_id period phase opened_at closed_at",
        OWN: "id round version",
    },
    "tasks": {
        DEED: "closed_by closed_as",
        WORK: "office_id cycle_id unit_id step role opened_at due_at closed_at outcome undone_at",
        OWN: "id round deadline_no allowed_minutes used_minutes version",
    },
    "forms": {
        DEED: "received_by submitted_by",
        WORK: "office_id cycle_id unit_id delivered_at delivered_how received_at received_how submitted_at on_time",
        OWN: "id unit_name leader state version revision excluded",
    },
    "entries": {
        DEED: "updated_by revisions",
        WORD: "pendorong penghambat tindak_lanjut comment",
        WORK: "office_id form_id indicator_id number realisasi anggaran reason old how updated_at",
        OWN: "id snapshot dropped open flagged",
    },
    "evidence": {
        DEED: "added_by removed_by",
        WORD: "name",
        WORK: "office_id entry_id mime size added_at removed_at",
        OWN: "id sha256",
    },
    "authors": {DEED: "person_id", WORK: "office_id cycle_id", OWN: "id"},
    "recaps": {
        WORD: "paper",
        WORK: "office_id cycle_id version made_at archived_at replaced_at",
        OWN: "id round sha256",
    },
    "decisions": {
        DEED: "decided_by decided_as",
        WORD: "words flags",
        WORK: "office_id cycle_id verdict decided_at",
        OWN: "id recap_id round sha256",
    },
    "history": {
        DEED: "person_id acting_as",
        WORD: "data",
        WORK: "office_id cycle_id seq at event",
        OWN: "id previous hash",
    },
    "office_history": {
        DEED: "person_id acting_as",
        WORD: "data",
        WORK: "office_id seq at event",
        OWN: "id previous hash",
    },
    "heads": {OWN: "id office_id cycle_id seq hash"},
    "blobs": {WORD: "content", OWN: "sha256 size"},
    "attachments": {
        DEED: "added_by",
        WORD: "name",
        WORK: "office_id cycle_id kind mime size added_at",
        OWN: "id sha256",
    },
    "documents": {
        DEED: "requested_by",
        WORD: "paper",
        WORK: "office_id cycle_id unit_id kind version name wanted_at made_at",
        OWN: "id state attempts sha256",
    },
    "dialogs": {
        CHAT: "channel chat_id",
        WORD: "state",
        WORK: "office_id kind updated_at",
        OWN: "id subject_id",
    },
    "cards": {
        CHAT: "channel chat_id",
        WORK: "office_id kind task_id",
        OWN: "id subject_id message_id shown page place",
    },
    "reminders": {OWN: "id office_id task_id rung deadline_no planned_at look_at state fired_at"},
    "beats": {OWN: "id at warned_at"},
    "processes": {OWN: "id name lives_until"},
    "snoozes": {
        DEED: "person_id",
        WORK: "office_id task_id rung planned_at fired_at",
        OWN: "id deadline_no look_at state",
    },
    "reminded": {
        DEED: "person_id by",
        WORD: "said",
        WORK: "office_id task_id rung how superior at",
        OWN: "id deadline_no outbox_ids",
    },
    "inbox": {
        CHAT: "channel chat_id",
        WORD: "payload",
        WORK: "received_at done_at",
        OWN: "id key done attempts error claimed_by claimed_until",
    },
    "outbox": {
        CHAT: "channel chat_id",
        WORD: "body",
        WORK: "office_id kind created_at done_at",
        OWN: "id card_id document_id prompt priority silent state message_id parts attempts error claimed_by "
        "claimed_until",
    },
}
"""Every column of every table, by what it says of people."""


def columns(table: str, *kinds: Kind) -> tuple[str, ...]:
    """Of these kinds, in the order of the kinds."""
    return tuple(name for kind in kinds for name in COLUMNS[table].get(kind, "").split())
