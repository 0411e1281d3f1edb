"""The Dokumen's Word file that the Kasubag sends back: its narrative is the report's from then on."""

from bot.documents.limits import Unreadable
from bot.documents.naskah import NaskahReading
from bot.services import editing, evidencing
from bot.workflow.events import Refused
from handlers.base import Replies, Request, Say, refusal, say
from handlers.evidence import Sent

Read = NaskahReading | Unreadable


def sent(request: Request, file: Sent, read: Read) -> Replies:
    if isinstance(read, Unreadable):
        return (say("naskah.broken"),)
    edited = editing.edit(request.scope, read, evidencing.safe_name(file.file.name), file.content)
    if isinstance(edited, Refused):
        return (Say(refusal(edited)),)
    unread = (say("naskah.unread", titles="; ".join(edited.unread)),) if edited.unread else ()
    if edited.refused is not None:
        return (Say(refusal(edited.refused)), *unread)
    changed, titles = len(edited.changed), ", ".join(edited.changed)
    return (say("naskah.edited", changed=changed, titles=titles), *unread)
