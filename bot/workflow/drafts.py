"""A return in the making: what is ticked and written so far, and what the next words will be."""

from collections.abc import Mapping
from dataclasses import dataclass, field, replace
from enum import StrEnum

from bot.workflow.events import Flag
from bot.workflow.steps import Step


class Purpose(StrEnum):
    """What becomes of what is ticked."""

    RETURN = "return"  # step 11: the Kasubag forwards it
    CHECK = "check"  # step 8: to the units at once
    CORRECT = "correct"  # Ralat


PURPOSES: Mapping[Step, Purpose] = {
    Step.RECAP: Purpose.CHECK,
    Step.DECIDE: Purpose.RETURN,
    Step.SECOND: Purpose.RETURN,
    Step.LETTER: Purpose.CORRECT,
    Step.SIGN: Purpose.CORRECT,
    Step.DELIVER: Purpose.CORRECT,
}


class Asks(StrEnum):
    NOTHING = ""
    COMMENT = "comment"
    WORDS = "words"


@dataclass(frozen=True)
class Draft:
    """`about`: the entries that the next words are the comment of. A comment outlives the tick it was written for.

    `seen` is the hash of the recap's version that it is about.
    """

    version: int  # of the task
    ticked: tuple[int, ...] = ()  # entries, in the order of ticking
    comments: Mapping[int, str] = field(default_factory=dict)
    words: str = ""  # the arahan
    unit_id: int | None = None  # whose entries are on the screen; None: the units are
    asks: Asks = Asks.NOTHING
    about: tuple[int, ...] = ()
    seen: str = ""
    same: tuple[int, ...] = ()  # entries whose comment is the arahan, whatever that will be

    @property
    def flags(self) -> tuple[Flag, ...]:
        return tuple((entry_id, self._comment(entry_id)) for entry_id in self.ticked)

    def _comment(self, entry_id: int) -> str:
        return self.words if entry_id in self.same else self.comments.get(entry_id, "")

    @property
    def bare(self) -> tuple[int, ...]:
        """What is ticked and has no comment: nothing goes back without saying why."""
        return tuple(e for e in self.ticked if e not in self.same and not self.comments.get(e))


def look(draft: Draft, unit_id: int | None) -> Draft:
    """Another unit's entries, or the units: whatever was asked is asked no more."""
    return replace(draft, unit_id=unit_id, asks=Asks.NOTHING, about=())


def tick(draft: Draft, entry_id: int) -> Draft:
    """The other way round for an entry that is ticked. A tick asks for its comment, also where it has one."""
    if entry_id in draft.ticked:
        return look(replace(draft, ticked=tuple(e for e in draft.ticked if e != entry_id)), draft.unit_id)
    return replace(draft, ticked=(*draft.ticked, entry_id), asks=Asks.COMMENT, about=(entry_id,))


def tick_all(draft: Draft, entry_ids: tuple[int, ...]) -> Draft:
    """A whole unit; one comment is asked for, for those entries that have none."""
    ticked = (*draft.ticked, *(e for e in entry_ids if e not in draft.ticked))
    draft = replace(draft, ticked=ticked)
    bare = tuple(e for e in entry_ids if e in draft.bare)
    return replace(draft, asks=Asks.COMMENT if bare else Asks.NOTHING, about=bare)


def ask_comments(draft: Draft) -> Draft:
    """One for all that have none."""
    return replace(draft, asks=Asks.COMMENT, about=draft.bare)


def same_as_arahan(draft: Draft) -> Draft:
    """Where a comment was asked for."""
    return replace(draft, same=(*draft.same, *draft.about), asks=Asks.NOTHING, about=())


def ask_words(draft: Draft) -> Draft:
    return replace(draft, asks=Asks.WORDS, about=())


def write(draft: Draft, words: str) -> Draft:
    """The comment that was asked for, else the arahan: what is typed out of turn is shown before it is sent."""
    if draft.asks is Asks.COMMENT:
        comments = {**draft.comments, **dict.fromkeys(draft.about, words)}
        same = tuple(e for e in draft.same if e not in draft.about)
        return replace(draft, comments=comments, same=same, asks=Asks.NOTHING, about=())
    return replace(draft, words=words, asks=Asks.NOTHING, about=())
