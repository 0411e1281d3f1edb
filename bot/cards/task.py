"""The card of a task: step n of 13 in the SOP's own words, the deadline, what is asked, and its buttons."""

from collections.abc import Callable, Mapping
from dataclasses import dataclass, replace
from datetime import datetime
from itertools import groupby

from bot.cards.buttons import Rows, button, stacked
from bot.channels.base import Style
from bot.texts.say import Param, Text, plain, render, text, text_from
from bot.workflow.events import OwnPart
from bot.workflow.recapping import TIME_TO_MEND
from bot.workflow.steps import LAST, Row, Step


@dataclass(frozen=True)
class UnitLine:
    """A unit as the Staf's and the Kasubag's cards list it."""

    unit_id: int
    name: str
    sent: bool
    delivered: bool
    received: bool
    submitted: bool
    filled: int
    entries: int
    excluded: bool = False
    task: tuple[int, int] | None = None  # id and version of its open task
    on_paper: bool = False  # whatever is in it was typed from paper


@dataclass(frozen=True)
class FlagLine:
    """An entry that was returned, as its Kasi sees it."""

    number: int
    indicator: str
    old: str
    comment: str
    unit: str = ""  # whose it is, for who reads those of several


@dataclass(frozen=True)
class Direction:
    """The arahan that opened the newest round."""

    words: str
    by: str
    at: datetime


@dataclass(frozen=True)
class TaskView:
    """Everything the card of a task shows; empty where the step has none of it."""

    task_id: int
    version: int
    row: Row
    period: str
    due_at: datetime | None
    clock_stopped: bool
    closed_at: datetime | None
    closed_as: str
    outcome: str
    to: str  # the jabatan of who reads the card
    unit: str = ""
    unit_line: UnitLine | None = None
    units: tuple[UnitLine, ...] = ()
    words: str = ""  # instruction, note or arahan that came with the task
    direction: Direction | None = None  # with which the recap came back to whom it is reported again
    flags: tuple[FlagLine, ...] = ()
    waktu: str = ""  # where the unit was given less than the step's own
    revisions: tuple[Text, ...] = ()  # of the unit's form, since it was prepared
    summary: Text | None = None
    brief: Text | None = None  # the same in no more than so many characters, whatever units there are
    mine_to_submit: bool = True  # operators fill, their Kasi submits
    entering: bool = False  # the reader holds nothing in the unit, and types for it what came on paper
    own_part: OwnPart | None = None  # of who reads the card of step 11: they may return, and not approve
    staf: tuple[str, ...] = ()  # who of several Staf will be told, by name; empty where there is only one
    staf_chosen: bool = False
    by: str = ""  # the jabatan of who brought the task about, where its sentence names them
    of_report: bool = False  # what was returned is the report, not the recap
    part: OwnPart = OwnPart.ENTERED  # theirs, for which the decision was referred
    withdrawable: bool = False  # by the reader, who submitted it
    chases: int = 0  # the cycle whose outstanding units the reader may remind; 0: none, or not theirs
    readable: bool = False  # by who may look and not act
    away: Text | None = None  # for whose role another acts in now: who that is
    several: str = ""  # who did it, by name, where several could have
    late: bool = False  # the recap went on without the unit, whose form may still come
    checked: bool = False  # of a form: what is open again came back from who makes the recap
    corrected: bool = False  # ... or for a Ralat
    seen: str = ""  # how the hash of the version begins that a decision is on
    review: tuple[Text, ...] = ()  # the units, as who makes the recap looks at them
    on_behalf: bool = False  # the letter is signed a.n. Camat
    undoable: bool = False  # by the reader, who did it
    undone_at: datetime | None = None
    correct: tuple[int, int] | None = None  # id and version of the task at which the reader may begin a Ralat


PICTURED = (Step.DECIDE, Step.SECOND)
"""Whose card is the caption of a chart."""
MOST_IN_CAPTION = 900
"""Characters of a card with a picture."""


def said(view: TaskView) -> Text:
    """The card's text; of a card with a picture as much as fits its caption: what is left out is a tap away."""
    if view.closed_at is not None:
        return _closed(view)
    if view.row.step not in PICTURED:
        return _open(view)
    shorter = (view, _briefly(view, 150), _briefly(view, 60))
    ways = (way(one) for one in shorter for way in (_open, _bare))
    return next((one for one in ways if fits(one)), _least(view))


def _briefly(view: TaskView, most: int) -> TaskView:
    """Units counted, and of whatever was written no more than so many characters."""
    told = view.direction
    direction = replace(told, words=shortened(told.words, most)) if told else None
    return replace(view, summary=view.brief, words=shortened(view.words, most), direction=direction)


def _least(view: TaskView) -> Text:
    """The figures, and until when: whatever jabatan and unit are called."""
    head: dict[str, Param] = {"step": view.row.number, "last": LAST, "period": view.period}
    summary = text("card.body", lines=(view.brief,)) if view.brief else text("card.nothing")
    return text("card.least", time=_time(view), body=summary, **head)


def fits(said: Text) -> bool:
    """Counted as messengers do, in UTF-16 units: some signs are two."""
    return len(plain(render(said)).encode("utf-16-le")) // 2 <= MOST_IN_CAPTION


def _bare(view: TaskView) -> Text:
    """Without what the SOP says of the step."""
    head: dict[str, Param] = {"step": view.row.number, "last": LAST, "period": view.period}
    return text("card.brief", lead=_lead(view), time=_time(view), body=_body(view), **head)


def _open(view: TaskView) -> Text:
    return text(
        "card.open",
        step=view.row.number,
        last=LAST,
        period=view.period,
        lead=_lead(view),
        kegiatan=view.row.kegiatan,
        kelengkapan=view.row.kelengkapan,
        output=view.row.output,
        time=_time(view),
        body=_body(view),
    )


def _closed(view: TaskView) -> Text:
    return text(
        "card.closed",
        step=view.row.number,
        last=LAST,
        period=view.period,
        kegiatan=view.row.kegiatan,
        unit=_unit(view),
        outcome=text(f"outcome.{view.outcome}"),
        who=text("card.who", style=view.closed_as, name=view.several) if view.several else view.closed_as,
        at=view.closed_at or "",
        more=_more(view),
    )


def _more(view: TaskView) -> Text:
    if view.undone_at is not None:
        return text("card.undone", at=view.undone_at)
    return text("card.late") if view.late else text("card.nothing")


def _unit(view: TaskView) -> Text:
    return text("card.unit", unit=view.unit) if view.unit else text("card.nothing")


def _lead(view: TaskView) -> Text:
    """Why this card came, in the words of the office."""
    facts: dict[str, Param] = {
        "to": view.to,
        "period": view.period,
        "unit": view.unit,
        "by": view.by,
        "part": text(f"own.{view.part}"),
        "units": len(view.units),
        "submitted": sum(line.submitted for line in view.units),
    }
    vary = VARIANTS.get(view.row.step)
    variant = vary(view) if vary else ""
    return text_from(f"lead.{view.row.step}{variant}", facts)


VARIANTS: Mapping[Step, Callable[[TaskView], str]] = {
    Step.ORDER: lambda view: "" if not view.by else "_own" if view.by == view.to else "_by_hand",
    Step.FILL: lambda view: (
        "_paper" if view.entering else _back(view) if view.flags else "_received" if _is_received(view) else ""
    ),
    Step.SUBMIT: lambda view: "_filled" if not view.mine_to_submit else "_paper" if view.entering else "",
    Step.ASSIGN_RECAP: lambda view: "" if all(line.submitted for line in view.units) else "_without",
    Step.FORWARD: lambda view: "_report" if view.of_report else "",
    Step.SIGN: lambda view: "_behalf" if view.on_behalf else "",
}
"""Which of a step's sentences is true."""


def _back(view: TaskView) -> str:
    """By whom what is open again was sent back."""
    return "_checked" if view.checked else "_corrected" if view.corrected else "_returned"


def _is_received(view: TaskView) -> bool:
    return view.unit_line is not None and view.unit_line.received


def _time(view: TaskView) -> Text:
    if view.due_at is not None:
        mending = view.checked and view.row.step is Step.FILL and view.flags
        return text("card.time", waktu=TIME_TO_MEND.label if mending else view.waktu or view.row.waktu, due=view.due_at)
    if view.clock_stopped:
        key = "card.time_stopped" if view.row.per_unit else "card.time_paused"
        return text(key, waktu=view.row.waktu)
    return text("card.time_open")


def _body(view: TaskView) -> Text:
    lines = [*_persons(view), *_told(view)]
    if view.flags:
        lines += _flags(view)
    lines += view.revisions
    lines += view.review
    if view.units:
        lines += [text("card.unit_line", name=line.name, state=_state(line)) for line in view.units]
    waiting = by_hand(view)
    if waiting is not None:
        lines.append(text("card.by_hand", unit=waiting.name))
    if view.unit_line and not view.flags:
        lines.append(text("card.progress", filled=view.unit_line.filled, entries=view.unit_line.entries))
    if view.unit_line and view.unit_line.on_paper:
        lines.append(text("card.paper"))
    return text("card.body", lines=tuple(lines)) if lines else text("card.nothing")


def _persons(view: TaskView) -> list[Text]:
    """What the reader should know of who acts here, and who will be told."""
    lines: list[Text] = [view.away] if view.away else []
    if view.own_part:
        key = "card.own_part_second" if view.row.step is Step.SECOND else "card.own_part"
        lines.append(text(key, part=text(f"own.{view.own_part}")))
    if view.staf:
        key = "card.staf_chosen" if view.staf_chosen else "card.staf_all"
        lines.append(text(key, names=", ".join(view.staf)))
    return lines


def _told(view: TaskView) -> list[Text]:
    """What was written on the way here, and the figures."""
    lines = [text("card.words", words=shortened(view.words))] if view.words else []
    if view.summary:
        lines.append(view.summary)
    if view.direction:
        by, words = view.direction.by, shortened(view.direction.words, 200)
        lines.append(text("card.direction", by=by, words=words))
    return lines


def _flags(view: TaskView) -> list[Text]:
    """Unit by unit, where they are of several: each numbers its own."""
    by_unit = groupby(view.flags, key=lambda flag: flag.unit)
    return [
        line
        for unit, flags in by_unit
        for line in (*((text("card.flagged_unit", unit=unit),) if unit else ()), *(_flag(flag) for flag in flags))
    ]


def _flag(flag: FlagLine) -> Text:
    facts: dict[str, Param] = {"number": flag.number, "indicator": flag.indicator, "old": flag.old or "-"}
    if not flag.comment:
        return text("card.flag_bare", **facts)
    return text("card.flag", comment=shortened(flag.comment, 200), **facts)


def shortened(words: str, most: int = 500) -> str:
    """A long quotation is cut; it follows whole where it matters."""
    return words if len(words) <= most else words[:most].rstrip() + " … selengkapnya"


def _state(line: UnitLine) -> Text:
    return text("state.on_paper", state=_stage(line)) if line.on_paper else _stage(line)


def _stage(line: UnitLine) -> Text:
    if line.submitted:
        return text("state.submitted")
    if line.excluded:
        return text("state.excluded")
    if line.filled:
        return text("state.filling", filled=line.filled, entries=line.entries)
    if line.received:
        return text("state.received")
    return text("state.delivered" if line.delivered else "state.waiting" if line.sent else "state.prepared")


# -- buttons ---------------------------------------------------------------------------------------------------------


def buttons(view: TaskView) -> Rows:
    """At most three, for who may act; once the task is done none, but the way back where there is one, and the one that
    reminds who is outstanding."""
    if view.closed_at is None:
        return () if view.readable else BUTTONS[view.row.step](view)
    back = stacked(button("withdraw", "withdraw", view.task_id)) if view.withdrawable else ()
    undo = stacked(button("undo", "undo", view.task_id)) if view.undoable else ()
    return back + undo + _chase(view) + _late(view) + _correct(view)


def _correct(view: TaskView) -> Rows:
    return stacked(button("correct", "return", *view.correct, view.seen)) if view.correct else ()


def _late(view: TaskView) -> Rows:
    """A form that comes late is filled and handed in from the card that was closed without it."""
    if not view.late or view.readable:
        return ()
    line = view.unit_line
    complete = view.mine_to_submit and line is not None and line.filled == line.entries
    return _press(view, "fill", "fill") + (_press(view, "submit", "submit", Style.SUCCESS) if complete else ())


def _chase(view: TaskView) -> Rows:
    return stacked(button("chase", "chase", view.chases)) if view.chases else ()


def _press(view: TaskView, key: str, verb: str, style: Style = Style.PLAIN) -> Rows:
    return stacked(button(key, verb, view.task_id, view.version, style=style))


def _order(view: TaskView) -> Rows:
    order = _press(view, "order", "order", Style.SUCCESS) + _press(view, "order_with", "order_with")
    return order + _press(view, "postpone", "postpone")


def _prepare(view: TaskView) -> Rows:
    return _press(view, "prepare", "prepare", Style.SUCCESS) + _press(view, "review", "review")


def _instruct(view: TaskView) -> Rows:
    order = _press(view, "instruct", "instruct", Style.SUCCESS) + _press(view, "instruct_with", "instruct_with")
    return order + (_press(view, "staf", "staf") if view.staf else ())


def _distribute(view: TaskView) -> Rows:
    if not any(line.sent for line in view.units):
        return _press(view, "distribute", "distribute", Style.SUCCESS)
    waiting = by_hand(view)
    in_person = stacked(button("hand_over", "handover", *waiting.task)) if waiting and waiting.task else ()
    return in_person + _chase(view)


def by_hand(view: TaskView) -> UnitLine | None:
    """The next unit whose form has not arrived: its form can be brought in person."""
    return next((line for line in view.units if line.task and line.sent and not line.delivered), None)


def _fill(view: TaskView) -> Rows:
    """Who types for the unit receives nothing in its name, and does not speak for it."""
    line, fill = view.unit_line, _press(view, "fill", "fill", Style.PRIMARY)
    if view.entering:
        return fill
    first = _press(view, "receive", "receive") if line and not line.received else ()
    return first + fill + _press(view, "problem", "problem")


def _submit(view: TaskView) -> Rows:
    look = _press(view, "look", "fill")
    if not view.mine_to_submit:
        return look
    problem = () if view.entering else _press(view, "problem", "problem")
    return _press(view, "submit", "submit", Style.SUCCESS) + look + problem


def _one(key: str, style: Style = Style.SUCCESS) -> Callable[[TaskView], Rows]:
    return lambda view: _press(view, key, key, style)


def _recap(view: TaskView) -> Rows:
    """While entries are with their units again, there is nothing to confirm."""
    confirm = () if view.clock_stopped else _press(view, "recap", "recap", Style.SUCCESS)
    return confirm + _press(view, "send_entries", "return", Style.DANGER) + _press(view, "recap_details", "details")


def _report(view: TaskView) -> Rows:
    return _press(view, "report", "report", Style.SUCCESS) + _press(view, "send_back", "sendback", Style.DANGER)


def _decide(view: TaskView) -> Rows:
    """Who has an own part is offered what is theirs to do, and no approval."""
    approval = stacked(button("approve", "approve", *_seen(view), style=Style.SUCCESS))
    if view.own_part:
        approval = _press(view, "refer", "refer", Style.PRIMARY) if view.row.step is Step.DECIDE else ()
    back = stacked(button("return", "return", *_seen(view), style=Style.DANGER))
    others = back + _press(view, "recap_details", "details")
    return approval + others


def _seen(view: TaskView) -> tuple[int, int, str]:
    """A decision is on the version that the card shows, and on no other."""
    return view.task_id, view.version, view.seen


def _letter(view: TaskView) -> Rows:
    return _press(view, "letter", "letter", Style.SUCCESS) + _correct(view)


def _deliver(view: TaskView) -> Rows:
    """What came back signed may be kept at once, or once it is delivered."""
    return _press(view, "deliver", "deliver", Style.SUCCESS) + _press(view, "attach", "attach_to") + _correct(view)


def _forward(view: TaskView) -> Rows:
    """Two days unless the Kasubag sets less; without flags there is no time to set."""
    shorter = stacked(button("forward_1", "forward", view.task_id, view.version, 1)) if view.flags else ()
    return _press(view, "forward", "forward", Style.SUCCESS) + shorter


def _sign(view: TaskView) -> Rows:
    return _press(view, "sign", "sign", Style.SUCCESS) + _press(view, "report_back", "reportback", Style.DANGER)


BUTTONS: Mapping[Step, Callable[[TaskView], Rows]] = {
    Step.ORDER: _order,
    Step.PREPARE: _prepare,
    Step.INSTRUCT: _instruct,
    Step.DISTRIBUTE: _distribute,
    Step.FILL: _fill,
    Step.SUBMIT: _submit,
    Step.ASSIGN_RECAP: _one("assign"),
    Step.RECAP: _recap,
    Step.HAND_OVER: _one("passon"),
    Step.REPORT: _report,
    Step.DECIDE: _decide,
    Step.SECOND: _decide,
    Step.FORWARD: _forward,
    Step.ARCHIVE: _one("archive"),
    Step.LETTER: _letter,
    Step.SIGN: _sign,
    Step.DELIVER: _deliver,
}
