"""A naskah that came back: whose it is, which passages of the report it changes, and the report made anew with them."""

import hmac
from dataclasses import dataclass

from bot.documents import naskah
from bot.documents.naskah import NaskahReading
from bot.services import loading, narrating, papers, reports
from bot.services.acting import settle, turn
from bot.services.scope import Scope
from bot.store import blobs, recaps
from bot.workflow import reporting
from bot.workflow.events import NarrativeEdited, Refused, refused
from bot.workflow.reports import Report
from bot.workflow.steps import Step


@dataclass(frozen=True)
class Edited:
    """What came of a naskah: the titles of the passages that changed, and of what was not taken; or why nothing."""

    changed: tuple[str, ...] = ()
    unread: tuple[str, ...] = ()
    refused: Refused | None = None


def edit(scope: Scope, reading: NaskahReading, name: str, content: bytes) -> Edited | Refused:
    """Kept whole as it came; what it changes is what the report says from now on."""
    cycle_id = _cycle(scope, reading.key)
    if isinstance(cycle_id, Refused):
        return cycle_id
    task = loading.state(scope, cycle_id).open_task(Step.LETTER)
    if task is None:
        return refused("naskah.over", period=loading.period(scope, cycle_id).label)
    taken = turn(scope, (task.id, task.version), Step.LETTER)
    if isinstance(taken, Refused):
        return taken
    now = reports.report(scope, cycle_id)
    told, unread = naskah.taken(reading.sections, now.narrative)
    changed = _changed(now, told)
    edited = NarrativeEdited(name, len(content), blobs.put(scope.tx, content), changed)
    failed = settle(scope, taken, reporting.edit_narrative(taken, edited))
    titles = {one.key: one.title for one in now.narrative}
    return Edited(tuple(titles[key] for key, _, _ in changed), unread, failed)


def _cycle(scope: Scope, key: str) -> int | Refused:
    """Nothing forged, of another office or of an earlier version goes on from here."""
    facts, _, signature = key.rpartition(".")
    _, office_id, cycle_id, version = facts.split(".")
    if not hmac.compare_digest(papers.sign(scope, facts), signature) or int(office_id) != scope.office.id:
        return refused("naskah.foreign")
    latest = recaps.latest(scope.tx, int(cycle_id))
    return int(cycle_id) if latest is not None and latest.version == int(version) else refused("naskah.older")


def _changed(now: Report, told: dict[str, str]) -> tuple[tuple[str, str, str], ...]:
    """(passage, as the bot writes it, as it stands now) of those that say something else than before."""
    own = {one.key: one.text for one in narrating.written(now.recap, now.leader_unit, now.trend)}
    return tuple(
        (one.key, own[one.key], told[one.key])
        for one in now.narrative
        if one.key in told and told[one.key] != _lines(one.text)
    )


def _lines(words: str) -> str:
    """As the reader of a naskah gives them back."""
    lines = (" ".join(line.split()) for line in words.split("\n"))
    return "\n".join(line for line in lines if line)
