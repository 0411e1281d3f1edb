"""Every sentence of the bot: it exists, it fits its parameters, it is used, and it speaks as the office does."""

import ast
import json
import re
import tomllib
from collections import Counter
from collections.abc import Callable, Iterator, Mapping
from datetime import UTC, date, datetime, timedelta, timezone
from decimal import Decimal
from functools import cache, wraps
from pathlib import Path
from string import Formatter
from typing import Any, get_args
from zoneinfo import ZoneInfo

import pytest
import sqlalchemy as sa
from hypothesis import given
from hypothesis import strategies as st

from bot.cards.task import VARIANTS
from bot.channels.base import MAX_LABEL
from bot.documents.picture import Flaw
from bot.services.chronicle import SILENT, key_of
from bot.services.people import COMMANDS
from bot.services.queues import Queue
from bot.services.subjects import LOST
from bot.store import personal, tables
from bot.store.access import AccessReason
from bot.store.backup import BackupReason
from bot.store.history import Fault
from bot.store.schema import SchemaReason
from bot.texts import formats
from bot.texts.say import FORMATS, Param, Text, from_json, plain, render, say, text, to_json
from bot.workflow.anomalies import Anomaly
from bot.workflow.drafts import Purpose
from bot.workflow.events import Event, Late, OwnPart
from bot.workflow.everyday import Figure
from bot.workflow.forms import ASKED, EXPLANATIONS, Field
from bot.workflow.master import Amended
from bot.workflow.periods import MONTHS_IN, Period, PeriodKind
from bot.workflow.reports import Verdict
from bot.workflow.roles import Role, Tone
from bot.workflow.steps import Step

ROOT = Path(__file__).parent.parent.parent
SPEAKERS = {"text", "say", "label", "refused", "good", "bad", "tell"}
"""Functions whose first argument is a key and whose keywords are its parameters."""
FILES = {"letter.typ", "status.typ"}
"""Look like keys and are none."""
NOT_PARAMETERS = {"fatal"}
FORBIDDEN = (
    "anda", "kamu", "kalian", "submit", "submission", "approve", "approved", "approval", "reject", "return", "deadline",
    "overdue", "draft", "error", "upload", "download", "file", "form", "evidence", "log", "reminder", "update", "user",
    "task", "step", "warning", "success", "failed", "click", "klik", "please", "ok",
)  # fmt: skip
EMOJI = re.compile("[\u2600-\u27bf\u2b00-\u2bff\U0001f000-\U0001faff]")
TAG = re.compile(r"</?[bi]>")


@cache
def sentences() -> Mapping[str, str]:
    """Every template by its key, read past the code that is tried here."""
    found = {}
    for path in sorted((ROOT / "bot" / "texts").glob("*.toml")):
        for situation, words in tomllib.loads(path.read_text(encoding="utf-8")).items():
            found[f"{path.stem}.{situation}"] = words
    return found


KEYS = sorted(sentences())
SUBJECTS = {key.split(".")[0] for key in KEYS}


@cache
def trees() -> tuple[tuple[Path, ast.Module], ...]:
    paths = [path for folder in ("bot", "handlers", "jobs") for path in (ROOT / folder).rglob("*.py")]
    return tuple((path, ast.parse(path.read_text(encoding="utf-8"))) for path in sorted(paths))


def nodes(kind: type[ast.AST]) -> Iterator[tuple[str, Any]]:
    for path, tree in trees():
        for node in ast.walk(tree):
            if isinstance(node, kind):
                yield f"{path.relative_to(ROOT)}:{getattr(node, 'lineno', 0)}", node


@cache
def constants() -> frozenset[str]:
    """Whole string literals; the pieces of f-strings are none."""
    pieces = {id(part) for _, node in nodes(ast.JoinedStr) for part in node.values}
    whole = (node.value for _, node in nodes(ast.Constant) if id(node) not in pieces)
    return frozenset(value for value in whole if isinstance(value, str) and value not in FILES)


def is_key(words: str) -> bool:
    subject, _, situation = words.partition(".")
    return subject in SUBJECTS and re.fullmatch(r"[a-z0-9_]+", situation) is not None


def named(subject: str) -> set[str]:
    """Keys of which the code holds the situation as a word of its own, as button("order", ...) does."""
    return {key for key in KEYS if key.startswith(f"{subject}.") and key.split(".")[1] in constants()}


def named_after(beginning: str) -> set[str]:
    """Keys of which the code holds what comes after this beginning."""
    return {key for key in KEYS if key.startswith(beginning) and key.removeprefix(beginning) in constants()}


def outcomes() -> set[str]:
    """What `turn.done(...)` may say: a card reads "Sudah ... oleh ..."."""
    called = (node for where, node in nodes(ast.Call) if where.startswith("bot/workflow"))
    done = (node for node in called if isinstance(node.func, ast.Attribute) and node.func.attr == "done")
    return {node.args[0].value for node in done}


def variants(step: Step) -> list[str]:
    """The other first sentences of this step's card: what its lambda in VARIANTS may say."""
    keys = re.findall(rf"lead\.{step}(_\w+)", "\n".join(KEYS))
    assert bool(keys) is (step in VARIANTS)
    return keys


def exported() -> list[sa.Table]:
    """The tables with rows that are somebody's."""
    return [table for table in tables.metadata.sorted_tables if personal.is_somebodys(table)]


def written() -> list[tuple[str, str]]:
    """Where names are looked for."""
    return [(table.name, column.name) for table, column in personal.written()]


FAMILIES: Mapping[str, Callable[[], set[str]]] = {
    "anomaly.{}": lambda: {f"anomaly.{one}" for one in Anomaly},
    "akip.{}": lambda: named("akip"),
    "alarm.{}": lambda: {f"alarm.{reason}" for reason in AccessReason},
    "akip.says_{}": lambda: named_after("akip.says_"),
    "ask.{}": lambda: {f"ask.{field}" for field in ASKED if field is not Field.PENDORONG},
    "ask.{}_offered": lambda: {f"ask.{field}_offered" for field in EXPLANATIONS},
    "ask.{}_open": lambda: {"ask.anggaran_open", "ask.penghambat_open"},
    "ask.explained_{}": lambda: {f"ask.explained_{field}" for field in EXPLANATIONS},
    "attach.{}": lambda: named("attach"),
    "attach.ask_{}": lambda: named_after("attach.ask_"),
    "button.{}": lambda: named("button"),
    "button.retry_{}": lambda: {f"button.retry_{queue}" for queue in Queue},
    "caption.{}": lambda: named("caption"),
    "cli.backup_{}": lambda: {f"cli.backup_{reason}" for reason in BackupReason},
    "cli.database_{}": lambda: {f"cli.database_{reason}" for reason in AccessReason},
    "cli.history_{}": lambda: {f"cli.history_{fault}" for fault in Fault},
    "cli.schema_{}": lambda: {f"cli.schema_{reason}" for reason in SchemaReason},
    "deed.changed_{}": lambda: {f"deed.changed_{kind}" for kind in Amended},
    "dokumen.{}": lambda: named("dokumen"),
    "field.{}": lambda: {f"field.{field}" for field in Field},
    "induk.{}": lambda: named("induk"),
    "kelola.figure_{}": lambda: {f"kelola.figure_{one}" for one in Figure},
    "lambang.{}": lambda: {f"lambang.{flaw}" for flaw in Flaw},
    "late.{}": lambda: {f"late.{one}" for one in Late},
    "late.to_{}": lambda: {f"late.to_{one}" for one in Late},
    "lead.{}{}": lambda: {f"lead.{step}{variant}" for step in Step for variant in ("", *variants(step))},
    "own.{}": lambda: {f"own.{part}" for part in OwnPart},
    "master.{}": lambda: named("master"),
    "menu.{}": lambda: {f"menu.{name}" for name, _ in COMMANDS},
    "narasi.{}": lambda: named("narasi"),
    "narasi.title_{}": lambda: named_after("narasi.title_"),
    "outcome.{}": lambda: {f"outcome.{outcome}" for outcome in outcomes()},
    "over.{}": lambda: {f"over.{kind}" for kind in LOST},
    "{}.nothing": lambda: {"upload.nothing", "paste.nothing"},
    "{}.preview": lambda: {"upload.preview", "paste.preview"},
    "queues.{}": lambda: {f"queues.{queue}" for queue in Queue},
    "pribadi.{}": lambda: (
        {f"pribadi.{column}" for table in exported() for column in personal.told_of(table)}
        | {f"pribadi.{name}" for table, name in written()}
    ),
    "pribadi.table_{}": lambda: (
        {f"pribadi.table_{table.name}" for table in exported()} | {f"pribadi.table_{table}" for table, _ in written()}
    ),
    "receipt.{}": lambda: {f"receipt.{how}" for how in ("chat", "diwakili", "isian", "kertas", "langsung")},
    "reminder.act_{}": lambda: {f"reminder.act_{tone}" for tone in Tone},
    "reminder.ahead_{}": lambda: {f"reminder.ahead_{tone}" for tone in Tone},
    "riwayat.late_{}": lambda: {f"riwayat.late_{one}" for one in Late},
    "return.hint_{}": lambda: {f"return.hint_{one}" for one in Purpose},
    "return.title_{}": lambda: {f"return.title_{one}" for one in Purpose},
    "revise.{}": lambda: named("revise"),
    "role.{}": lambda: {f"role.{role}" for role in Role},
    "upload.{}": lambda: named("upload"),
    "riwayat.{}": lambda: {key_of(event.__name__) for event in get_args(Event) if event.__name__ not in SILENT},
    "verdict.{}": lambda: {f"verdict.{one}" for one in Verdict},
}
"""Keys put together at run time, by their pattern."""


def pattern(node: ast.JoinedStr) -> str:
    return "".join(str(part.value) if isinstance(part, ast.Constant) else "{}" for part in node.values)


def wanted(key: str) -> set[str]:
    return {name for _, name, _, _ in Formatter().parse(sentences()[key]) if name}


# -- the keys --------------------------------------------------------------------------------------------------------


def test_every_key_in_the_code_has_its_sentence() -> None:
    assert sorted(words for words in constants() if is_key(words) and words not in sentences()) == []


def test_every_key_put_together_at_run_time_has_its_sentence() -> None:
    missing = {key for family in FAMILIES.values() for key in family() if key not in sentences()}
    assert missing == set()


def test_no_family_of_keys_is_unknown_to_this_test() -> None:
    found = {pattern(node): where for where, node in nodes(ast.JoinedStr)}
    ours = {p: where for p, where in found.items() if p.split(".")[0] in SUBJECTS and re.fullmatch(r"[\w.{}]+", p)}
    assert {p: where for p, where in ours.items() if p not in FAMILIES and "." in p} == {}


def test_every_sentence_is_used() -> None:
    used = {words for words in constants() if is_key(words)} | {key for keys in FAMILIES.values() for key in keys()}
    assert sorted(set(KEYS) - used) == []


def test_every_call_gives_its_sentence_exactly_the_parameters_it_wants() -> None:
    wrong = []
    for where, node in nodes(ast.Call):
        name = node.func.id if isinstance(node.func, ast.Name) else getattr(node.func, "attr", "")
        key = node.args[0].value if node.args and isinstance(node.args[0], ast.Constant) else None
        if name not in SPEAKERS or not isinstance(key, str) or key not in sentences():
            continue
        given = {keyword.arg for keyword in node.keywords} - NOT_PARAMETERS
        fits = given - {None} <= wanted(key) if None in given else given == wanted(key)
        if not fits:
            wrong.append(f"{where}: {key} gets {sorted(map(str, given))} and wants {sorted(wanted(key))}")
    assert wrong == []


SHORT = {"position": "10", "number": "10", "days": "5", "year": "2027", "day": "28-12-2027"}
"""The longest that a number in a label becomes."""


def test_a_label_has_no_parameters_but_a_period_or_a_small_number() -> None:
    plainly = (*FAMILIES["menu.{}"](), *FAMILIES["role.{}"](), *FAMILIES["receipt.{}"]())
    assert [key for key in plainly if wanted(key)] == []
    assert [key for key in FAMILIES["button.{}"]() if wanted(key) - {"period", *SHORT}] == []


# -- the words -------------------------------------------------------------------------------------------------------


def test_every_label_fits_a_button_of_every_channel() -> None:
    periods = [Period(2026, kind, number) for kind in PeriodKind for number in range(1, 12 // MONTHS_IN[kind] + 1)]
    labels = {
        (key, period.key): words.format(period=period.short, **SHORT)
        for key, words in sentences().items()
        for period in periods
        if key.startswith("button.")
    }
    assert {key: words for key, words in labels.items() if not 0 < len(words) <= MAX_LABEL} == {}
    assert all("<" not in words for words in labels.values())


def of_every_sentence(check: Callable[[str], None]) -> Callable[[str], None]:
    """A test for each file of sentences, which names the one that fails: six thousand tests cost more than they try."""

    @pytest.mark.parametrize("subject", sorted(SUBJECTS))
    @wraps(check)
    def test(subject: str) -> None:
        for key in (key for key in KEYS if key.split(".")[0] == subject):
            try:
                check(key)
            except AssertionError as error:
                raise AssertionError(f"{key}: {error}") from error

    del test.__wrapped__  # or pytest would ask for a key
    return test


@of_every_sentence
def test_a_sentence_speaks_as_the_office_does(key: str) -> None:
    words = re.sub(r"\{[^}]*\}|https?://\S+|\b[A-Z_]{4,}\b|python -m \S+ ?\S*|/\w+|\S+\.\w+", " ", sentences()[key])
    spoken = Counter(re.findall(r"[\w-]+", TAG.sub("", words).casefold()))
    assert [word for word in FORBIDDEN if word in spoken] == []
    assert len(EMOJI.findall(words)) <= 1


@of_every_sentence
def test_a_sentence_is_marked_up_with_bold_and_italic_only_and_closes_what_it_opens(key: str) -> None:
    words, opened = sentences()[key], []
    assert not re.search(r"[<>&]", TAG.sub("", words))
    for tag in TAG.findall(words):
        if not tag.startswith("</"):
            opened.append(tag)
        else:
            assert opened.pop() == tag.replace("/", "")
    assert opened == []


@of_every_sentence
def test_every_placeholder_names_a_format_there_is(key: str) -> None:
    for _, name, spec, conversion in Formatter().parse(sentences()[key]):
        if name is not None:
            assert name.isidentifier()
            assert spec in FORMATS
            assert conversion is None


# -- saying them -----------------------------------------------------------------------------------------------------

HOSTILE = "<b>{0}</b> & <script>alert('x')</script> {due:moment} %s \\ \u202e"
SAMPLES: Mapping[str, Param] = {
    "": HOSTILE,
    "moment": datetime(2026, 11, 23, 14, 30, tzinfo=ZoneInfo("Asia/Jakarta")),
    "short": datetime(2026, 11, 23, 14, 30, tzinfo=ZoneInfo("Asia/Jakarta")),
    "clock": datetime(2026, 11, 23, 14, 30, tzinfo=ZoneInfo("Asia/Jakarta")),
    "day": date(2026, 11, 23),
    "number": Decimal("1234.56"),
    "percent": Decimal("97.2222"),
    "rupiah": Decimal(3151363319),
    "words": Decimal(1234),
    "count": 3,
}


def samples(key: str) -> dict[str, Param]:
    return {name: SAMPLES[spec or ""] for _, name, spec, _ in Formatter().parse(sentences()[key]) if name}


@of_every_sentence
def test_nothing_typed_becomes_markup(key: str) -> None:
    said = say(key, **samples(key))
    assert TAG.findall(said) == TAG.findall(sentences()[key])
    assert "<script" not in said
    assert HOSTILE in plain(said) or HOSTILE not in samples(key).values()


def test_an_unknown_key_and_a_wrong_parameter_fail_loudly() -> None:
    with pytest.raises(KeyError):
        say("talk.nothing_of_the_kind")
    with pytest.raises(KeyError, match="wanted"):
        say("talk.noted", name="x")
    with pytest.raises(KeyError, match="wanted"):
        say("lead.7", period="x")


def test_a_measure_as_a_float_fails_loudly() -> None:
    with pytest.raises(TypeError, match="Decimal"):
        say("fill.reason", number=0.1, words="x")  # type: ignore[arg-type]


@pytest.mark.parametrize(
    ("zone", "shown"),
    [("Asia/Jakarta", "07.30 WIB"), ("Asia/Pontianak", "07.30 WIB"), ("Asia/Makassar", "08.30 WITA"),
     ("Asia/Jayapura", "09.30 WIT"), ("UTC", "00.30 UTC")],
)  # fmt: skip
def test_a_moment_is_shown_in_the_zone_it_carries(zone: str, shown: str) -> None:
    at = datetime(2027, 1, 4, 0, 30, tzinfo=UTC).astimezone(ZoneInfo(zone))
    said = text("card.time", waktu="2 hari", due=at)
    assert f"Senin, 4 Januari 2027 pukul {shown}" in render(said)
    assert render(from_json(json.loads(json.dumps(to_json(said))))) == render(said)


def test_a_moment_without_a_zone_is_refused_before_it_is_stored() -> None:
    with pytest.raises(ValueError, match="zone"):
        to_json(text("card.time", waktu="2 hari", due=datetime(2027, 1, 4, 8)))  # noqa: DTZ001


# -- kept and said later ---------------------------------------------------------------------------------------------

ZONES = ("Asia/Jakarta", "Asia/Makassar", "Asia/Jayapura", "UTC")
moments = st.one_of(
    st.datetimes(datetime(1990, 1, 1), datetime(2090, 1, 1), timezones=st.sampled_from(ZONES).map(ZoneInfo)),  # noqa: DTZ001
    st.datetimes(datetime(1990, 1, 1), datetime(2090, 1, 1), timezones=st.just(timezone(timedelta(hours=8)))),  # noqa: DTZ001
)
simple = st.one_of(
    st.text(), st.integers(), st.decimals(allow_nan=False, allow_infinity=False), st.dates(date(1990, 1, 1)), moments
)
names = st.text(min_size=1, max_size=8)


def said_with(params: st.SearchStrategy[Any]) -> st.SearchStrategy[Text]:
    return st.builds(Text, st.sampled_from(KEYS), st.dictionaries(names, params, max_size=4))


texts = said_with(
    st.recursive(
        simple, lambda inner: said_with(inner) | st.lists(said_with(inner), max_size=3).map(tuple), max_leaves=8
    )
)


@given(texts)
def test_a_text_that_was_stored_says_the_same(said: Text) -> None:
    back = from_json(json.loads(json.dumps(to_json(said))))
    assert back == said
    assert offsets(back) == offsets(said)


def offsets(param: Any) -> list[Any]:
    """Equal moments may be shown differently: by their offset."""
    if isinstance(param, Text):
        return [found for name in sorted(param.params) for found in offsets(param.params[name])]
    if isinstance(param, tuple):
        return [found for one in param for found in offsets(one)]
    return [param.utcoffset()] if isinstance(param, datetime) else []


@pytest.mark.parametrize(
    ("reason", "said"),
    [("Menunggu data BPS.", "“Menunggu data BPS.” "), ("Menunggu", "“Menunggu”. "), ("Perlukah?", "“Perlukah?” ")],
)
def test_a_quoted_sentence_is_stopped_once(reason: str, said: str) -> None:
    assert said in say("notice.excluded", period="TW IV", unit="Kasi", reason=reason)


@pytest.mark.parametrize(
    ("kept", "shown"),
    [("196912141996021001", "19691214 199602 1 001"), ("19691214 199602 1 001", "19691214 199602 1 001"), ("", "")],
)
def test_an_nip_is_shown_in_its_groups(kept: str, shown: str) -> None:
    assert formats.nip(kept) == shown
