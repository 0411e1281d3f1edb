"""/arsip: which period, and what of it is sent again."""

from collections.abc import Mapping

from bot.cards.buttons import button, stacked
from bot.channels.base import Button, cut
from bot.documents.makers import DocumentKind
from bot.services import archiving, loading, retaining
from bot.texts.say import text
from bot.workflow.events import Refused
from handlers.base import SEE, Handle, Replies, Request, Say, Toast, answer, refusal, say

LISTED = 12
"""Periods offered at once; others are found by their words: /arsip 2024."""


def begin(request: Request) -> Replies:
    """/arsip, or with words of the period that is looked for."""
    failed = archiving.may(request.scope)
    if failed is not None:
        return (Say(refusal(failed)),)
    words = " ".join(request.said.args)
    found = archiving.found(request.scope, words)
    if not found:
        return (say("arsip.no_match", words=words) if words else say("arsip.none"),)
    if len(found) == 1:
        return (_cycle(request, found[0].id),)
    labels = [(row.id, loading.period(request.scope, row.id).label) for row in found[:LISTED]]
    periods = stacked(*(Button(cut(label), f"archives:{id_}") for id_, label in labels))
    return (Say(text("arsip.which"), periods, standing=True),)


def chosen(request: Request) -> Replies:
    return (SEE, _cycle(request, request.number(0)))


def _cycle(request: Request, cycle_id: int) -> Say:
    row = archiving.cycle(request.scope, cycle_id)
    if isinstance(row, Refused):
        return Say(refusal(row))
    there = () if retaining.expired_at(request.scope, cycle_id) else (button("arsip_papers", "arsip_send", cycle_id),)
    zips = button("arsip_all", "arsip_all", cycle_id), button("arsip_akip", "arsip_akip", cycle_id)
    correct = archiving.correctable(request.scope, cycle_id)
    choices = stacked(*there, *zips, *((button("correct", "return", *correct),) if correct else ()))
    period = loading.period(request.scope, cycle_id).label
    said = text("arsip.cycle", period=period, lines=archiving.about(request.scope, row))
    return Say(said, choices, standing=True)


def papers(request: Request) -> Replies:
    row = archiving.cycle(request.scope, request.number(0))
    if isinstance(row, Refused):
        return answer(request, row)
    failed = archiving.send_papers(request.scope, row.id)
    if failed is not None:
        return answer(request, failed)
    return (Toast(text("arsip.sending", period=loading.period(request.scope, row.id).label)),)


def pack(kind: DocumentKind) -> Handle:
    def handle(request: Request) -> Replies:
        row = archiving.cycle(request.scope, request.number(0))
        if isinstance(row, Refused):
            return answer(request, row)
        archiving.send_pack(request.scope, row.id, kind)
        return (Toast(text("arsip.preparing", period=loading.period(request.scope, row.id).label)),)

    return handle


PRESSES: Mapping[str, Handle] = {
    "archives": chosen,
    "arsip_send": papers,
    "arsip_all": pack(DocumentKind.ARCHIVE),
    "arsip_akip": pack(DocumentKind.AKIP),
}
