"""The tables. Every row belongs to an office, except people, addresses, dialogs, the inbox and blobs."""

from typing import Any

import sqlalchemy as sa

from bot.store.types import Document, Exact, Moment

metadata = sa.MetaData(
    naming_convention={
        "ix": "ix_%(table_name)s_%(column_0_N_name)s",
        "uq": "uq_%(table_name)s_%(column_0_N_name)s",
        "ck": "ck_%(table_name)s_%(constraint_name)s",
        "fk": "fk_%(table_name)s_%(column_0_N_name)s",
        "pk": "pk_%(table_name)s",
    }
)


def _id() -> sa.Column[int]:
    return sa.Column("id", sa.Integer, primary_key=True, autoincrement=True)


def _ref(name: str, target: str, *, nullable: bool = False) -> sa.Column[int]:
    return sa.Column(name, sa.Integer, sa.ForeignKey(f"{target}.id"), nullable=nullable, index=True)


def _office() -> sa.Column[int]:
    return _ref("office_id", "offices")


def _text(name: str, default: str = "") -> sa.Column[str]:
    return sa.Column(name, sa.Text, nullable=False, server_default=default)


def _claim() -> tuple[sa.Column[str], sa.Column[float]]:
    """Where several processes share the work: who has this row, and until when (seconds of the database's clock)."""
    return sa.Column("claimed_by", sa.Text), sa.Column("claimed_until", sa.Double)


def _link() -> tuple[sa.Column[Any], ...]:
    """A row of a chained history: bot.store.history."""
    return (
        sa.Column("seq", sa.Integer, nullable=False),
        sa.Column("at", Moment, nullable=False),
        sa.Column("person_id", sa.Integer, sa.ForeignKey("persons.id")),
        _text("acting_as"),  # name and jabatan of the day
        sa.Column("event", sa.Text, nullable=False),
        sa.Column("data", Document, nullable=False),
        sa.Column("previous", sa.Text, nullable=False),
        sa.Column("hash", sa.Text, nullable=False),
    )


def _waiting(name: str, state: sa.Column[int], *columns: sa.Column[Any]) -> sa.Index:
    """An index of the rows whose state is 0: it stays small while the table grows."""
    waits = state == sa.literal_column("0")
    return sa.Index(name, *columns, sqlite_where=waits, postgresql_where=waits)


def _given_up(name: str, state: sa.Column[int], value: int, row: sa.Column[int]) -> sa.Index:
    """An index of the rows that nobody could deal with: somebody looks for them each minute."""
    given_up = state == sa.literal_column(str(value))
    return sa.Index(name, row, sqlite_where=given_up, postgresql_where=given_up)


def _purgeable(name: str, payload: sa.Column[Any], done_at: sa.Column[Any]) -> sa.Index:
    """An index of the rows that still hold what was said."""
    holds = payload.is_not(sa.null())
    return sa.Index(name, done_at, sqlite_where=holds, postgresql_where=holds)


# -- the office and its people ---------------------------------------------------------------------------------------

offices = sa.Table(
    "offices",
    metadata,
    _id(),
    sa.Column("code", sa.Text, nullable=False, unique=True),
    _text("name"),  # Kecamatan Dolopo
    sa.Column("zone", sa.Text, nullable=False),  # Asia/Jakarta
    sa.Column("profile", Document, nullable=False),  # kop, routing line, numbering: bot.workflow.policy.Profile
    sa.Column(
        "policy", Document, nullable=False
    ),  # overrides of steps, ladder, hours, scale: bot.workflow.policy.Policy
    sa.Column("secret", sa.LargeBinary, nullable=False),  # signs the forms' keys
    sa.Column("sample", sa.Boolean, nullable=False, server_default=sa.false()),  # DATA CONTOH
    sa.Column("calendar", Document),  # by which the open deadlines were counted: bot.workflow.worktime.Calendar
    sa.Column("warned_years", Document),  # whose cuti bersama the admin was told to be unknown
    sa.Column("in_force", Document),  # who held what when the office was last told of it
    sa.Column("lambang", sa.Text),  # sha256 of the picture in the kop, a blob; null where there is none
)

units = sa.Table(
    "units",
    metadata,
    _id(),
    _office(),
    _text("name"),
    sa.Column("position", sa.Integer, nullable=False),
    sa.Column("leader", sa.Boolean, nullable=False, server_default=sa.false()),  # the Camat's own indicators (IKU)
    sa.Column("active", sa.Boolean, nullable=False, server_default=sa.true()),
    sa.UniqueConstraint("office_id", "name"),
)

persons = sa.Table(
    "persons",
    metadata,
    _id(),
    _text("name"),
    _text("sapaan"),  # Bapak or Ibu
    _text("rank"),  # pangkat
    _text("nip"),
)

addresses = sa.Table(
    "addresses",  # a chat, once for each office in which somebody speaks from it; the last chosen counts
    metadata,
    _id(),
    _ref("person_id", "persons", nullable=True),  # None: a stranger, of whom only the chat id is kept
    sa.Column("channel", sa.Text, nullable=False),
    sa.Column("chat_id", sa.Text, nullable=False),
    sa.Column("linked_at", Moment),
    sa.Column("unreachable_at", Moment),
    sa.Column("greeted_at", Moment),  # a stranger gets one answer
    sa.Column("unanswered", sa.Integer, nullable=False, server_default="0"),  # what a stranger said since: counted only
    sa.Column("chosen_at", Moment),  # since when this office is meant, and none of the chat's others
    sa.Column("failing_at", Moment),  # since when what is sent there keeps failing
    sa.Column("wrong_codes", sa.Integer, nullable=False, server_default="0"),  # in a row, since `wrong_at`
    sa.Column("wrong_at", Moment),
    sa.UniqueConstraint("channel", "chat_id", "person_id"),
)

assignments = sa.Table(
    "assignments",
    metadata,
    _id(),
    _office(),
    _ref("person_id", "persons"),
    _ref("unit_id", "units", nullable=True),
    sa.Column("role", sa.Text, nullable=False),
    _text("title"),
    _text("kind", "definitif"),
    _text("sk_number"),
    sa.Column("starts_on", sa.Date),
    sa.Column("ends_on", sa.Date),
    _ref("stands_for", "persons", nullable=True),  # of a mandate: whose role it is by right
)

invites = sa.Table(
    "invites",
    metadata,
    _id(),
    _ref("office_id", "offices", nullable=True),  # None, and nobody: who opens it founds an office
    _ref("person_id", "persons", nullable=True),
    sa.Column("code_hash", sa.Text, nullable=False, unique=True),
    sa.Column("created_at", Moment, nullable=False),
    sa.Column("expires_at", Moment, nullable=False),
    sa.Column("used_at", Moment),
)

holidays = sa.Table(
    "holidays",
    metadata,
    _id(),
    _office(),
    sa.Column("day", sa.Date, nullable=False),
    _text("name"),
    sa.Column("working", sa.Boolean, nullable=False, server_default=sa.false()),  # an override the other way
    sa.UniqueConstraint("office_id", "day"),
)

schedules = sa.Table(
    "schedules",
    metadata,
    _id(),
    _office(),
    sa.Column("kind", sa.Text, nullable=False),  # bulan, triwulan, semester, tahun
    sa.Column("day", sa.Integer, nullable=False, server_default="1"),  # the n-th working day after the period's end
    sa.Column("hour", sa.Integer, nullable=False, server_default="8"),
    sa.Column("active", sa.Boolean, nullable=False, server_default=sa.true()),
    sa.UniqueConstraint("office_id", "kind"),
)

# -- what is measured ------------------------------------------------------------------------------------------------

indicators = sa.Table(
    "indicators",
    metadata,
    _id(),
    _office(),
    _ref("unit_id", "units"),
    sa.Column("number", sa.Integer, nullable=False),
    _text("sasaran"),
    _text("name"),
    _text("satuan"),
    sa.Column("direction", sa.Text, nullable=False),
    sa.Column("aggregation", sa.Text, nullable=False),
    _text("definition"),
    _text("evidence"),  # bukti dukung expected
    sa.Column("active", sa.Boolean, nullable=False, server_default=sa.true()),
    sa.UniqueConstraint("office_id", "number"),
)

targets = sa.Table(
    "targets",
    metadata,
    _id(),
    _office(),
    _ref("indicator_id", "indicators"),
    sa.Column("year", sa.Integer, nullable=False),
    sa.Column("annual", Exact),
    sa.Column("quarters", Document, nullable=False),  # four numbers as text, null where there is none
    sa.Column("upper", Exact),  # upper bound of a range
    sa.Column("pagu", Exact),
    sa.UniqueConstraint("indicator_id", "year"),
)

measurements = sa.Table(
    "measurements",  # realisasi of earlier periods, imported or archived by a finished cycle
    metadata,
    _id(),
    _office(),
    _ref("indicator_id", "indicators"),
    sa.Column("period", sa.Text, nullable=False),
    sa.Column("realisasi", Exact),
    sa.Column("anggaran", Exact),
    sa.UniqueConstraint("indicator_id", "period"),
)

# -- one run of the SOP ----------------------------------------------------------------------------------------------

cycles = sa.Table(
    "cycles",
    metadata,
    _id(),
    _office(),
    sa.Column("period", sa.Text, nullable=False),
    sa.Column("phase", sa.Text, nullable=False),  # open, postponed, finished, cancelled
    sa.Column("round", sa.Integer, nullable=False, server_default="1"),
    sa.Column("version", sa.Integer, nullable=False, server_default="0"),  # of the state: optimistic lock
    sa.Column("opened_at", Moment, nullable=False),
    sa.Column("closed_at", Moment),
    sa.Column("notes", Document, nullable=False),  # what was typed on the way: instruction, arahan, letter number, ...
)
_counts = cycles.c.phase != sa.literal_column("'cancelled'")
sa.Index(  # a period that was cancelled may be begun anew
    "uq_cycles_period", cycles.c.office_id, cycles.c.period, unique=True, sqlite_where=_counts, postgresql_where=_counts
)

tasks = sa.Table(
    "tasks",
    metadata,
    _id(),
    _office(),
    _ref("cycle_id", "cycles"),
    _ref("unit_id", "units", nullable=True),
    sa.Column("step", sa.Text, nullable=False),
    sa.Column("round", sa.Integer, nullable=False),
    sa.Column("role", sa.Text, nullable=False),
    sa.Column("opened_at", Moment, nullable=False),
    sa.Column("due_at", Moment),  # None: no standard time, or the clock stands still
    sa.Column("deadline_no", sa.Integer, nullable=False, server_default="1"),
    sa.Column("allowed_minutes", sa.Integer),  # working minutes from opening to deadline
    sa.Column("used_minutes", sa.Integer),  # from opening to closing
    sa.Column("closed_at", Moment),
    sa.Column("closed_by", sa.Integer, sa.ForeignKey("persons.id")),
    _text("closed_as"),  # the jabatan of the day
    _text("outcome"),
    sa.Column("version", sa.Integer, nullable=False, server_default="1"),
    sa.Column("undone_at", Moment),  # when who had closed it took that back
)
sa.Index("ix_tasks_open", tasks.c.cycle_id, tasks.c.closed_at)

forms = sa.Table(
    "forms",
    metadata,
    _id(),
    _office(),
    _ref("cycle_id", "cycles"),
    _ref("unit_id", "units"),
    _text("unit_name"),  # as frozen at step 2, and so is leader
    sa.Column("leader", sa.Boolean, nullable=False, server_default=sa.false()),
    sa.Column("state", sa.Text, nullable=False),  # prepared, open, submitted
    sa.Column("version", sa.Integer, nullable=False, server_default="1"),  # a return makes the next
    sa.Column("revision", sa.Integer, nullable=False, server_default="0"),  # of its indicators, once it was handed out
    sa.Column("delivered_at", Moment),
    _text("delivered_how"),
    sa.Column("received_at", Moment),
    _text("received_how"),
    sa.Column("received_by", sa.Integer, sa.ForeignKey("persons.id")),
    sa.Column("submitted_at", Moment),
    sa.Column("submitted_by", sa.Integer, sa.ForeignKey("persons.id")),
    sa.Column("on_time", sa.Boolean),
    sa.Column("excluded", sa.Boolean, nullable=False, server_default=sa.false()),  # the recap goes on without it
    sa.UniqueConstraint("cycle_id", "unit_id"),
)

entries = sa.Table(
    "entries",
    metadata,
    _id(),
    _office(),
    _ref("form_id", "forms"),
    _ref("indicator_id", "indicators"),
    sa.Column("number", sa.Integer, nullable=False),
    sa.Column("snapshot", Document, nullable=False),  # the indicator and its targets as frozen at step 2
    sa.Column("revisions", Document, nullable=False, server_default="[]"),  # of the snapshot since: who, when, old, new
    sa.Column("dropped", sa.Boolean, nullable=False, server_default=sa.false()),  # by a revision: no longer asked
    sa.Column("realisasi", Exact),
    sa.Column("anggaran", Exact),
    _text("pendorong"),
    _text("penghambat"),
    _text("tindak_lanjut"),
    _text("reason"),  # code of "Data belum tersedia"
    sa.Column("open", sa.Boolean, nullable=False, server_default=sa.true()),
    sa.Column("flagged", sa.Boolean, nullable=False, server_default=sa.false()),
    _text("comment"),
    sa.Column("old", Exact),  # the value before a return
    _text("how"),  # chat, workbook, paper
    sa.Column("updated_by", sa.Integer, sa.ForeignKey("persons.id")),
    sa.Column("updated_at", Moment),
    sa.UniqueConstraint("form_id", "indicator_id"),
)

evidence = sa.Table(
    "evidence",  # bukti dukung of an entry: a file or a link; what was removed stays, unlisted
    metadata,
    _id(),
    _office(),
    _ref("entry_id", "entries"),
    sa.Column("name", sa.Text, nullable=False),  # the file's name, or the link
    _text("mime"),
    sa.Column("size", sa.Integer, nullable=False, server_default="0"),
    sa.Column("sha256", sa.Text, sa.ForeignKey("blobs.sha256")),  # null for a link
    sa.Column("added_by", sa.Integer, sa.ForeignKey("persons.id"), nullable=False),
    sa.Column("added_at", Moment, nullable=False),
    sa.Column("removed_by", sa.Integer, sa.ForeignKey("persons.id")),
    sa.Column("removed_at", Moment),
)

authors = sa.Table(
    "authors",  # everyone who ever typed, uploaded or submitted in a cycle: they may not approve it
    metadata,
    _id(),
    _office(),
    _ref("cycle_id", "cycles"),
    _ref("person_id", "persons"),
    sa.UniqueConstraint("cycle_id", "person_id"),
)

recaps = sa.Table(
    "recaps",
    metadata,
    _id(),
    _office(),
    _ref("cycle_id", "cycles"),
    sa.Column("version", sa.Integer, nullable=False),
    sa.Column("round", sa.Integer, nullable=False),
    sa.Column("paper", Document, nullable=False),  # bot.workflow.papers.RecapSheet, canonical
    sa.Column("sha256", sa.Text, nullable=False),
    sa.Column("made_at", Moment, nullable=False),
    sa.Column("archived_at", Moment),
    sa.Column("replaced_at", Moment),  # when a later version was archived in its stead
    sa.UniqueConstraint("cycle_id", "version"),
)

decisions = sa.Table(
    "decisions",
    metadata,
    _id(),
    _office(),
    _ref("cycle_id", "cycles"),
    _ref("recap_id", "recaps"),
    sa.Column("round", sa.Integer, nullable=False),
    sa.Column("verdict", sa.Text, nullable=False),  # setuju, kembali, ralat, batal (the one before it was taken back)
    _text("words"),  # catatan or arahan
    sa.Column("flags", Document, nullable=False),  # [[entry id, comment], ...]
    sa.Column("sha256", sa.Text, nullable=False),  # of the recap that was seen
    sa.Column("decided_at", Moment, nullable=False),
    _ref("decided_by", "persons"),
    _text("decided_as"),
)

history = sa.Table(
    "history",  # append-only, chained per cycle
    metadata,
    _id(),
    _office(),
    _ref("cycle_id", "cycles"),
    *_link(),
    sa.UniqueConstraint("cycle_id", "seq"),
)

office_history = sa.Table(
    "office_history",  # append-only, chained per office: its master data, which no cycle owns
    metadata,
    _id(),
    _office(),
    *_link(),
    sa.UniqueConstraint("office_id", "seq"),
)

heads = sa.Table(
    "heads",  # the newest row of each chain: one that was cut short does not reach it
    metadata,
    _id(),
    _office(),
    _ref("cycle_id", "cycles", nullable=True),  # None: the office's own
    sa.Column("seq", sa.Integer, nullable=False),
    sa.Column("hash", sa.Text, nullable=False),
)

# -- papers ----------------------------------------------------------------------------------------------------------

blobs = sa.Table(
    "blobs",
    metadata,
    sa.Column("sha256", sa.Text, primary_key=True),
    sa.Column("size", sa.Integer, nullable=False),
    sa.Column("content", sa.LargeBinary, nullable=False),
)

attachments = sa.Table(
    "attachments",  # files that came back: the signed letter, its receipt, the report's narrative as it was edited
    metadata,
    _id(),
    _office(),
    _ref("cycle_id", "cycles"),
    sa.Column("kind", sa.Text, nullable=False),
    sa.Column("name", sa.Text, nullable=False),
    _text("mime"),
    sa.Column("size", sa.Integer, nullable=False),
    sa.Column("sha256", sa.Text, sa.ForeignKey("blobs.sha256"), nullable=False),
    sa.Column("added_by", sa.Integer, sa.ForeignKey("persons.id"), nullable=False),
    sa.Column("added_at", Moment, nullable=False),
)

documents = sa.Table(
    "documents",
    metadata,
    _id(),
    _office(),
    _ref("cycle_id", "cycles", nullable=True),  # None: the office's own, as its Data Induk
    _ref("unit_id", "units", nullable=True),
    sa.Column("kind", sa.Text, nullable=False),
    sa.Column("version", sa.Integer, nullable=False),
    sa.Column("name", sa.Text, nullable=False),  # the file name
    sa.Column("paper", Document, nullable=False),  # what it says, frozen
    sa.Column("state", sa.Text, nullable=False, server_default="wanted"),  # wanted, made, failed
    sa.Column("attempts", sa.Integer, nullable=False, server_default="0"),
    sa.Column("wanted_at", Moment, nullable=False),
    sa.Column("made_at", Moment),
    sa.Column("sha256", sa.Text, sa.ForeignKey("blobs.sha256")),
    sa.Column("requested_by", sa.Integer, sa.ForeignKey("persons.id")),
)
sa.Index("ix_documents_state", documents.c.state)

# -- conversation, messages, time ------------------------------------------------------------------------------------

dialogs = sa.Table(
    "dialogs",  # what a chat is in the middle of: the newest is asked now, those before it wait
    metadata,
    _id(),
    sa.Column("channel", sa.Text, nullable=False),
    sa.Column("chat_id", sa.Text, nullable=False),
    sa.Column("kind", sa.Text, nullable=False),
    _ref("office_id", "offices", nullable=True),  # None: of a chat that founds one
    sa.Column("subject_id", sa.Integer, nullable=False),  # the task, or the form, that is asked about
    sa.Column("state", Document, nullable=False),
    sa.Column("updated_at", Moment, nullable=False),
    sa.UniqueConstraint("channel", "chat_id", "kind", "subject_id"),
)

cards = sa.Table(
    "cards",  # a message that shows state and is edited when the state changes
    metadata,
    _id(),
    _office(),
    sa.Column("kind", sa.Text, nullable=False),
    sa.Column("subject_id", sa.Integer, nullable=False),
    _ref("task_id", "tasks", nullable=True),
    sa.Column("channel", sa.Text, nullable=False),
    sa.Column("chat_id", sa.Text, nullable=False),
    sa.Column("message_id", sa.Text),
    sa.Column("shown", sa.Text),  # hash of what the message shows now
    sa.Column("page", sa.Integer, nullable=False, server_default="0"),  # of a card that lists more than it can show
    sa.Column("place", Document),  # of a form's card: the question at which it was left, as its dialog kept it
    sa.UniqueConstraint("kind", "subject_id", "channel", "chat_id"),
)

reminders = sa.Table(
    "reminders",
    metadata,
    _id(),
    _office(),
    _ref("task_id", "tasks"),
    sa.Column("rung", sa.Text, nullable=False),
    sa.Column("deadline_no", sa.Integer, nullable=False),
    sa.Column("planned_at", Moment, nullable=False),
    sa.Column("look_at", Moment, nullable=False),  # when the tick should look (again)
    sa.Column("state", sa.Text, nullable=False, server_default="planned"),  # planned, sent, skipped, void
    sa.Column("fired_at", Moment),
    sa.UniqueConstraint("task_id", "rung", "deadline_no"),
)
sa.Index("ix_reminders_due", reminders.c.state, reminders.c.look_at)

beats = sa.Table(
    "beats",  # one row
    metadata,
    _id(),
    sa.Column("at", Moment, nullable=False),  # when there last was contact with the world
    sa.Column("warned_at", Moment),  # since when the admin knows that messages wait too long
)

processes = sa.Table(
    "processes",  # that share the work
    metadata,
    _id(),
    sa.Column("name", sa.Text, nullable=False, unique=True),
    sa.Column("lives_until", sa.Double, nullable=False),  # unless it says otherwise; seconds of the database's clock
)

snoozes = sa.Table(
    "snoozes",  # Ingatkan nanti: a rung repeated to one of its task's holders
    metadata,
    _id(),
    _office(),
    _ref("task_id", "tasks"),
    _ref("person_id", "persons"),
    sa.Column("rung", sa.Text, nullable=False),
    sa.Column("deadline_no", sa.Integer, nullable=False),
    sa.Column("planned_at", Moment, nullable=False),
    sa.Column("look_at", Moment, nullable=False),
    sa.Column("state", sa.Text, nullable=False, server_default="planned"),  # planned, sent, void
    sa.Column("fired_at", Moment),
    sa.UniqueConstraint("task_id", "person_id", "rung", "deadline_no"),
)
sa.Index("ix_snoozes_due", snoozes.c.state, snoozes.c.look_at)

reminded = sa.Table(
    "reminded",  # the ledger: who was told what of a task, when, and by which messages
    metadata,
    _id(),
    _office(),
    _ref("task_id", "tasks"),
    _ref("person_id", "persons"),
    sa.Column("rung", sa.Text, nullable=False),
    sa.Column("deadline_no", sa.Integer, nullable=False),
    sa.Column("how", sa.Text, nullable=False),  # ladder, again, by_hand
    sa.Column("superior", sa.Boolean, nullable=False),
    _text("by"),  # the jabatan of who reminded by hand
    sa.Column("at", Moment, nullable=False),
    sa.Column("said", Document),  # the whole message
    sa.Column("outbox_ids", Document, nullable=False),  # one for each chat of theirs; none: they could not be reached
)

inbox = sa.Table(
    "inbox",
    metadata,
    _id(),
    sa.Column("channel", sa.Text, nullable=False),
    sa.Column("key", sa.Text, nullable=False),
    sa.Column("chat_id", sa.Text, nullable=False),
    sa.Column("payload", Document),  # purged some days after it is done
    sa.Column("received_at", Moment, nullable=False),
    sa.Column("done", sa.Integer, nullable=False, server_default="0"),  # 0 waiting, 1 done, 2 parked
    sa.Column("done_at", Moment),
    sa.Column("attempts", sa.Integer, nullable=False, server_default="0"),
    _text("error"),
    *_claim(),
    sa.UniqueConstraint("channel", "key"),
)
_waiting("ix_inbox_waiting", inbox.c.done, inbox.c.channel, inbox.c.chat_id, inbox.c.id)
_given_up("ix_inbox_parked", inbox.c.done, 2, inbox.c.id)
sa.Index("ix_inbox_done_at", inbox.c.done_at)

outbox = sa.Table(
    "outbox",
    metadata,
    _id(),
    _ref("office_id", "offices", nullable=True),  # None: an answer to a stranger
    sa.Column("channel", sa.Text, nullable=False),
    sa.Column("chat_id", sa.Text, nullable=False),
    sa.Column("kind", sa.Text, nullable=False),  # as store/outbox.py puts them in
    sa.Column("body", Document),  # purged some days after it is done
    _ref("card_id", "cards", nullable=True),
    _ref("document_id", "documents", nullable=True),
    sa.Column("prompt", sa.Boolean, nullable=False, server_default=sa.false()),  # its buttons go once it is answered
    sa.Column("priority", sa.Integer, nullable=False, server_default="1"),  # 0 replies, 1 notices, 2 bulk
    sa.Column("silent", sa.Boolean, nullable=False, server_default=sa.false()),
    sa.Column("created_at", Moment, nullable=False),
    # 0 waiting, 1 sent, 2 failed, 3 dropped, 4 held until its document is made
    sa.Column("state", sa.Integer, nullable=False, server_default="0"),
    sa.Column("done_at", Moment),  # when it was sent, failed or dropped
    sa.Column("message_id", sa.Text),
    sa.Column("parts", Document),  # hashes of those that are out of a text too long for one message, until all are
    sa.Column("attempts", sa.Integer, nullable=False, server_default="0"),
    _text("error"),
    *_claim(),
)
sa.Index("ix_outbox_message", outbox.c.channel, outbox.c.chat_id, outbox.c.prompt)
_purgeable("ix_outbox_purgeable", outbox.c.body, outbox.c.done_at)
_given_up("ix_outbox_failed", outbox.c.state, 2, outbox.c.id)
_waiting("ix_outbox_waiting", outbox.c.state, outbox.c.channel, outbox.c.chat_id, outbox.c.id)
