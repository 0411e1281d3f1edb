"""The commands of the menu, and what is said to strangers and in passing."""

from collections.abc import Mapping

from bot.cards import status as card
from bot.cards.buttons import button, stacked
from bot.channels.base import Button
from bot.services import (
    asking,
    catching_up,
    chasing,
    interview,
    leaving_out,
    own_papers,
    people,
    reporting,
    starting,
    telling,
)
from bot.store.talks import Dialog
from bot.texts.say import Text, text
from bot.workflow.events import Refused
from handlers import (
    archives,
    choosing_office,
    chronicle,
    lambang,
    managing,
    master,
    pasting,
    personnel,
    queues,
    reminders,
    scheduling,
    seconding,
)
from handlers.base import OLD, SEE, Handle, Replies, Request, Say, Toast, answer, refusal, say, unsent
from handlers.evidence import evidence
from handlers.filling import excel, isi


def tasks(request: Request) -> Replies:
    """/tugas: the card of everything that waits for this person."""
    if people.show_waiting(request.scope):
        return ()
    return tuple(Say(words) for words in people.away_words(request.scope)) or (say("talk.nothing_waits"),)


def show(request: Request) -> Replies:
    """The card of one task, sent anew to where the reminder was read."""
    return answer(request, people.show_task(request.scope, request.number(0)), "toast.see")


def all_tasks(request: Request) -> Replies:
    return (SEE, *tasks(request))


def status(request: Request) -> Replies:
    """/status: where the cycles stand: step, who holds it, since when, until when; for the Kasubag the way on."""
    sheet = reporting.status(request.scope)
    if sheet.empty:
        return (say("status.none"),)
    picture = stacked(button("as_picture", "picture"))
    ways = leaving_out.buttons(leaving_out.offered(request.scope)) + chasing.buttons(chasing.offered(request.scope))
    return (say("status.card", picture + ways, lines=card.lines(sheet)),)


def picture(request: Request) -> Replies:
    """The same as one picture, as it is now."""
    own_papers.send_status(request.scope, reporting.status(request.scope))
    return (SEE,)


def cancel(request: Request) -> Replies:
    """/batal leaves what is asked now, be it only a confirmation; what waits behind it is asked again."""
    if request.dialog is not None:
        return _leave(request, request.dialog)
    return (say("toast.cancelled" if telling.retire_prompts(request.scope) else "talk.nothing_to_cancel"),)


def _leave(request: Request, dialog: Dialog) -> Replies:
    """Only the answers of a form are saved as they are given, and its place is kept."""
    if dialog.kind == "fill":
        interview.leave(request.scope, dialog)
    asking.end(request.scope, dialog.kind, dialog.subject_id)
    return (Say(_left(dialog)),)


def _left(dialog: Dialog) -> Text:
    """Of a question whether to give something up, that nothing was."""
    if dialog.kind == "fill":
        return text("talk.cancelled")
    return text("schedule.kept" if dialog.kind == scheduling.KIND else "toast.cancelled")


def cancel_pressed(request: Request) -> Replies:
    """Batal under a question: only of the question that it stands under."""
    kind = request.said.args[0] if request.said.args else ""
    dialog = asking.find(request.scope, kind, request.number(1))
    if dialog is None:
        return OLD
    return (SEE if dialog.kind == scheduling.KIND else Toast(text("toast.cancelled")), *_leave(request, dialog))


def dismissed(request: Request) -> Replies:
    """Batal under a confirmation, which left nothing open."""
    return (Toast(text("toast.cancelled")),)


def old_button(request: Request) -> Replies:
    """A button that this version does not know, or that nobody made."""
    return OLD


def helped(request: Request) -> Replies:
    """The commands of the menu that are for who asks."""
    lines = tuple(text("talk.command", name=name, what=what) for name, what in people.menu(request.scope))
    return (say("talk.help", office=request.scope.office.name, lines=lines),)


def start(request: Request) -> Replies:
    """/start of somebody known: greeted by sapaan and jabatan, and shown what waits."""
    if catching_up.just_greeted(request.scope):
        return ()
    people.greet(request.scope)
    return tasks(request)


def begin_cycle(request: Request) -> Replies:
    """/mulai: the last period of each kind that ended, confirmed by a tap."""
    refused = starting.may_start(request.scope)
    if refused is not None:
        return (Say(refusal(refused)),)
    ended = starting.last_ended(request.scope)
    periods = [period for period in ended if not starting.is_started(request.scope, period)]
    if not periods:
        return (say("refused.period_exists", period=", ".join(period.label for period in ended)),)
    cancel = button("cancel", "dismiss")
    if len(periods) == 1:
        choices = stacked(button("begin", "begin", periods[0].key), cancel)
        return (say("begin.ask", choices, period=periods[0].label),)
    return (say("begin.choose", stacked(*(Button(one.short, f"begin:{one.key}") for one in periods), cancel)),)


def begin(request: Request) -> Replies:
    periods = {period.key: period for period in starting.last_ended(request.scope)}
    period = periods.get(request.said.args[0] if request.said.args else "")
    if period is None:
        return OLD
    started = starting.start(request.scope, period)
    return answer(request, started if isinstance(started, Refused) else None)


def not_understood(request: Request) -> Replies:
    """Words that answer no question, but a list of figures does: a way on, never a scolding."""
    return pasting.offered(request) or (say("talk.not_understood"),)


def other(request: Request) -> Replies:
    return (say("talk.only_words"), *unsent(request.said.text))


COMMANDS: Mapping[str, Handle] = {
    "start": start,
    "tugas": tasks,
    "isi": isi,
    "excel": excel,
    "bukti": evidence,
    "mulai": begin_cycle,
    "jadwal": scheduling.show,
    "kelola": managing.begin,
    "libur": managing.days_off,
    "pegawai": personnel.staff,
    "lambang": lambang.begin,
    "datainduk": master.send,
    "pengingat": reminders.begin,
    "status": status,
    "arsip": archives.begin,
    "riwayat": chronicle.begin,
    "penyetuju": seconding.begin,
    "antrean": queues.begin,
    "kantor": choosing_office.ask,
    "batal": cancel,
    "bantuan": helped,
    "help": helped,
}
PRESSES: Mapping[str, Handle] = {
    "show": show,
    "picture": picture,
    "tasks": all_tasks,
    "begin": begin,
    "cancel": cancel_pressed,
    "dismiss": dismissed,
}
