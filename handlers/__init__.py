"""THE TABLE: everything a person can say or press, and what answers it."""

from collections.abc import Mapping
from dataclasses import dataclass

from bot.channels.base import Said
from handlers import (
    archives,
    attaching,
    choosing_office,
    choosing_staf,
    chronicle,
    commands,
    deciding,
    entrusting,
    evidence,
    files,
    filling,
    founding,
    lambang,
    leaving_out,
    letters,
    managing,
    mandating,
    master,
    personnel,
    queues,
    reminders,
    returning,
    revising,
    scheduling,
    seconding,
    steps,
    submitting,
    uploading,
)
from handlers.base import Again, Handle, Prepare, Written


@dataclass(frozen=True)
class Row:
    """`trigger`: a verb, or the kind of the dialog that is open, or empty for whatever else is said that way.

    Of a dialog also how it is shown `again`, and what was `written` for it so far.
    """

    said: Said
    trigger: str
    handle: Handle
    prepare: Prepare | None = None
    again: Again | None = None
    written: Written | None = None


def _rows(said: Said, verbs: Mapping[str, Handle]) -> tuple[Row, ...]:
    return tuple(Row(said, verb, handle) for verb, handle in verbs.items())


TABLE: tuple[Row, ...] = (
    *_rows(Said.COMMAND, commands.COMMANDS),
    *_rows(Said.PRESS, steps.PRESSES),
    *_rows(Said.PRESS, deciding.PRESSES),
    *_rows(Said.PRESS, choosing_office.PRESSES),
    *_rows(Said.PRESS, choosing_staf.PRESSES),
    *_rows(Said.PRESS, filling.PRESSES),
    *_rows(Said.PRESS, submitting.PRESSES),
    *_rows(Said.PRESS, entrusting.PRESSES),
    *_rows(Said.PRESS, evidence.PRESSES),
    *_rows(Said.PRESS, leaving_out.PRESSES),
    *_rows(Said.PRESS, returning.PRESSES),
    *_rows(Said.PRESS, letters.PRESSES),
    *_rows(Said.PRESS, attaching.PRESSES),
    *_rows(Said.PRESS, archives.PRESSES),
    *_rows(Said.PRESS, uploading.PRESSES),
    *_rows(Said.PRESS, master.PRESSES),
    *_rows(Said.PRESS, managing.PRESSES),
    *_rows(Said.PRESS, lambang.PRESSES),
    *_rows(Said.PRESS, personnel.PRESSES),
    *_rows(Said.PRESS, mandating.PRESSES),
    *_rows(Said.PRESS, revising.PRESSES),
    *_rows(Said.PRESS, scheduling.PRESSES),
    *_rows(Said.PRESS, seconding.PRESSES),
    *_rows(Said.PRESS, chronicle.PRESSES),
    *_rows(Said.PRESS, reminders.PRESSES),
    *_rows(Said.PRESS, queues.PRESSES),
    *_rows(Said.PRESS, founding.PRESSES),
    *_rows(Said.PRESS, commands.PRESSES),
    Row(Said.TEXT, "fill", filling.typed, again=filling.again),
    Row(Said.TEXT, "upload", uploading.typed, again=uploading.again, written=uploading.written),
    Row(Said.TEXT, "master", master.typed, again=master.again),
    Row(Said.TEXT, "manage", managing.typed, again=managing.again, written=managing.written),
    Row(Said.TEXT, "lambang", lambang.typed, again=lambang.again),
    Row(Said.TEXT, "mandate", mandating.typed, again=mandating.again, written=mandating.written),
    Row(Said.TEXT, "words", steps.words, again=steps.again),
    Row(Said.TEXT, "approve", deciding.typed, again=deciding.again, written=deciding.written),
    Row(Said.TEXT, "go_on", leaving_out.typed, again=leaving_out.again),
    Row(Said.TEXT, "cancel_cycle", scheduling.typed, again=scheduling.again, written=scheduling.written),
    Row(Said.TEXT, "return", returning.typed, again=returning.again, written=returning.written),
    Row(Said.TEXT, "attach", attaching.typed, again=attaching.again),
    Row(Said.TEXT, "letter", letters.typed, again=letters.again, written=letters.written),
    Row(Said.TEXT, "evidence", evidence.typed, again=evidence.again),
    Row(Said.TEXT, "proof", evidence.which_typed, again=evidence.which_again),
    Row(Said.FILE, "lambang", lambang.sent, lambang.prepare),
    Row(Said.FILE, "", files.sent, files.prepare),
    Row(Said.TEXT, "", commands.not_understood),
    Row(Said.COMMAND, "", commands.not_understood),
    Row(Said.PRESS, "", commands.old_button),
    Row(Said.OTHER, "", commands.other),
)
