"""An office's rules as a person writes them into one cell, and back: hours, ranges, scale, reasons, standard times."""

import re
from collections.abc import Iterable, Mapping
from datetime import date, time
from decimal import Decimal

from pydantic import TypeAdapter, ValidationError

from bot.documents.form_parser import Raw
from bot.documents.master_cells import CODE, Choice, UnreadError, choice, day, figure, normal, text, unread, written
from bot.documents.master_names import NOBODY, UNCAPPED
from bot.workflow.achievement import PREDICATES, Scale
from bot.workflow.ladder import Escalation, LadderPolicy, Rung
from bot.workflow.numbers import format_number, parse
from bot.workflow.periods import PeriodKind, Schedule
from bot.workflow.policy import REASONS
from bot.workflow.roles import Role
from bot.workflow.worktime import Duration, Span

SPAN = re.compile(r"(\d{1,2})[.:](\d{2})\s*(?:-|–|s\.d\.)\s*(\d{1,2})[.:](\d{2})", re.ASCII)
DURATION = re.compile(r"(?:(\d{1,3}) hari)?(?:(\d{1,3}) jam)?(?: ?(\d{1,4}) menit)?", re.ASCII)
TOLD = re.compile(r"(\w+)\s+(\d{1,2})", re.ASCII)
RUNG_WORDS: Mapping[Rung, str] = {
    Rung.HALF: "setengah waktu",
    Rung.TOMORROW: "sehari sebelumnya",
    Rung.TODAY: "hari terakhir",
    Rung.LAST_HOUR: "jam terakhir",
}
_SCHEDULE = re.compile(
    r"([a-z]+)(?:\s*:)?(?:\s+hari(?: kerja)? ke-?\s?(\d{1,2}))?(?:\s+pukul (\d{1,2})(?:[.:]00)?)?", re.ASCII
)
LAST_DAY = 20
"""The latest working day after a period's end on which the next step may be proposed."""
LONGEST_CODE = 30
"""Characters of a reason's code: it is the data of a button, beside an entry's id."""
Spans = tuple[Span, ...]
Ranges = tuple[tuple[date, date], ...]
Reasons = tuple[tuple[str, str], ...]
Predicates = tuple[tuple[str, Decimal], ...]
_LADDER = TypeAdapter(LadderPolicy)


def show_spans(spans: Spans) -> str:
    return ", ".join(f"{opens:%H.%M}-{closes:%H.%M}" for opens, closes in spans)


def read_spans(raw: Raw) -> Spans:
    """One day's hours; empty is a day without."""
    try:
        spans = tuple(_span(part.strip()) for part in text(raw).split(",") if part.strip())
    except ValueError:
        raise unread("no_hours", raw) from None
    edges = [edge for span in spans for edge in span]
    if edges != sorted(set(edges)):
        raise unread("no_hours", raw)
    return spans


def _span(part: str) -> Span:
    found = SPAN.fullmatch(part)
    if found is None:
        raise ValueError(part)
    opens, until, closes, after = (int(number) for number in found.groups())
    return time(opens, until), time(closes, after)


def show_ranges(ranges: Ranges) -> str:
    return "\n".join(f"{written(first)} s.d. {written(last)}" for first, last in ranges)


def read_ranges(raw: Raw) -> Ranges:
    return tuple(_range(line, raw) for line in _lines(raw))


def _range(line: str, raw: Raw) -> tuple[date, date]:
    first, _, last = line.partition(" s.d. ")
    try:
        start, end = day(first), day(last)
    except UnreadError:
        start = end = None
    if start is None or end is None or end < start:
        raise unread("no_ranges", raw)
    return start, end


def show_scale(scale: Scale) -> str:
    return "\n".join(f"{format_number(bound)} {label}" for bound, label in scale.bands)


def read_scale(raw: Raw) -> Scale:
    """Empty is the scale of the regulation."""
    if not text(raw):
        return Scale()
    try:
        return Scale(tuple(_band(line) for line in _lines(raw)))
    except ValueError:
        raise unread("no_scale", raw) from None


def _band(line: str) -> tuple[Decimal, str]:
    bound, _, label = line.partition(" ")
    read = parse(bound)
    if read is None or not label.strip():
        raise ValueError(line)
    return read.value, label.strip()


def show_reasons(reasons: Reasons) -> str:
    return "\n".join(f"{code}: {words}" for code, words in reasons)


def read_reasons(raw: Raw) -> Reasons:
    found = tuple((code.strip(), words.strip()) for code, _, words in (line.partition(":") for line in _lines(raw)))
    codes = [code for code, _ in found]
    fit = all(CODE.fullmatch(code) and len(code) <= LONGEST_CODE and words for code, words in found)
    if not fit or len(set(codes)) < len(codes):
        raise unread("no_reasons", raw)
    return found or REASONS


def show_predicates(predicates: Predicates) -> str:
    return "\n".join(f"{code}: {format_number(score)}" for code, score in predicates)


def read_predicates(raw: Raw) -> Predicates:
    """Empty is the scores of the regulation. A code that is a number would be taken for the score itself."""
    try:
        found = tuple(_predicate(line) for line in _lines(raw))
    except ValueError:
        raise unread("no_predicates", raw) from None
    codes = {"".join(code.split()).casefold() for code, _ in found}
    if len(codes) < len(found):
        raise unread("no_predicates", raw)
    return found or tuple(PREDICATES.items())


def _predicate(line: str) -> tuple[str, Decimal]:
    code, _, score = (part.strip() for part in line.rpartition(":"))
    read = parse(score)
    if not code or parse(code) is not None or read is None:
        raise ValueError(line)
    return code, read.value


def read_times(raw: Raw) -> Decimal | None:
    """Less than once the target would doubt what has just been reached."""
    found = figure(raw)
    if found is not None and found < 1:
        raise unread("no_times", raw)
    return found


def show_cap(cap: Decimal | None) -> str:
    return UNCAPPED if cap is None else format_number(cap)


def read_cap(raw: Raw) -> Decimal | None:
    """Empty is the default; no cap must be said in words."""
    if normal(raw) == UNCAPPED:
        return None
    found = figure(raw)
    return Decimal(100) if found is None else found


def read_duration(raw: Raw) -> Duration | None:
    """As the SOP writes it: "15 menit", "2 jam", "1 jam 30 menit", "2 hari"."""
    words = normal(raw)
    if not words:
        return None
    found = DURATION.fullmatch(words)
    days, hours, minutes = (int(number or 0) for number in found.groups()) if found else (0, 0, 0)
    try:
        return Duration(minutes=hours * 60 + minutes, days=days)
    except ValueError:
        raise unread("no_duration", raw) from None


def show_delegates(delegates: tuple[Role, ...] | None) -> str:
    return "" if delegates is None else ", ".join(delegates) or NOBODY


def read_delegates(raw: Raw) -> tuple[Role, ...] | None:
    return None if not text(raw) else () if normal(raw) == NOBODY else _words(Role, raw)


def show_rungs(rungs: tuple[Rung, ...] | None) -> str:
    return "" if rungs is None else ", ".join(RUNG_WORDS[rung] for rung in rungs) or NOBODY


def read_rungs(raw: Raw) -> tuple[Rung, ...] | None:
    """In the order of the ladder; the other reminders are always sent."""
    words = [normal(word) for word in text(raw).split(",") if word.strip()]
    if not words or words == [NOBODY]:
        return () if words else None
    unknown = next((word for word in words if word not in RUNG_WORDS.values()), None)
    if unknown is not None:
        raise unread("no_choice", unknown, choices=", ".join(RUNG_WORDS.values()))
    return tuple(rung for rung, word in RUNG_WORDS.items() if word in words)


def show_told(told: Escalation | None) -> str:
    return "" if told is None else ", ".join(f"{role} {first}" for role, first in told) or NOBODY


def read_told(raw: Raw) -> Escalation | None:
    """ "kasubag 0, sekretaris 2": who is told of a late task, and from which late reminder on."""
    if not text(raw) or normal(raw) == NOBODY:
        return () if text(raw) else None
    found = [TOLD.fullmatch(part.strip()) for part in normal(raw).split(",") if part.strip()]
    roles = [Role(one[1]) for one in found if one is not None and one[1] in frozenset(Role)]
    if len(roles) < len(found) or len(set(roles)) < len(roles):
        raise unread("no_told", raw)
    return tuple(zip(roles, (int(one[2]) for one in found if one is not None), strict=True))


def show_schedules(schedules: Iterable[Schedule]) -> str:
    own = {one.kind: one for one in schedules}
    return "\n".join(f"{k}: hari ke-{own[k].day} pukul {own[k].hour:02d}" for k in PeriodKind if k in own)


def read_schedules(raw: Raw) -> tuple[Schedule, ...]:
    """In the order of their length: which was written first means nothing. A kind alone has day and hour as usual."""
    parts = (" ".join(part.split()).casefold() for part in re.split(r"[,;\n]", text(raw)))
    found = {one.kind: one for one in map(_schedule, filter(None, parts))}
    return tuple(found[kind] for kind in PeriodKind if kind in found)


def _schedule(words: str) -> Schedule:
    found = _SCHEDULE.fullmatch(words)
    bare = Schedule(choice(PeriodKind)(found[1] if found else words.split(maxsplit=1)[0].rstrip(":")))
    if found is None:
        raise UnreadError("no_schedule", value=words, last=LAST_DAY)
    day, hour = int(found[2] or bare.day), int(found[3] or bare.hour)
    if not 1 <= day <= LAST_DAY or hour > 23:
        raise UnreadError("no_schedule", value=words, last=LAST_DAY)
    return Schedule(bare.kind, day, hour)


def show_ladder(ladder: LadderPolicy) -> str:
    """A table within a table: only shown where an office has changed it."""
    return "" if ladder == LadderPolicy() else _LADDER.dump_json(ladder).decode()


def read_ladder(raw: Raw) -> LadderPolicy:
    try:
        return _LADDER.validate_json(text(raw)) if text(raw) else LadderPolicy()
    except ValidationError:
        raise UnreadError("no_ladder") from None


def _words(kind: type[Choice], raw: Raw) -> tuple[Choice, ...]:
    """Each once, in the order they were written."""
    read = choice(kind)
    return tuple(dict.fromkeys(read(word) for word in text(raw).split(",") if word.strip()))


def _lines(raw: Raw) -> list[str]:
    """One item a line."""
    return [line.strip() for line in text(raw).split("\n") if line.strip()]
