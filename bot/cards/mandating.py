"""How a mandate is asked for, step by step, and shown before it is given."""

from dataclasses import dataclass
from datetime import date

from bot.cards.buttons import Rows, button, stacked
from bot.cards.pages import Page
from bot.channels.base import Button, Style, cut
from bot.texts.say import Text, text
from bot.workflow.mandating import Asks, Draft
from bot.workflow.roles import PREFIX


@dataclass(frozen=True)
class Choice:
    """A post with its holder, or somebody with their jabatan."""

    value: str
    number: int
    name: str
    note: str = ""


@dataclass(frozen=True)
class MandateView:
    """`holder` is empty for a vacant post."""

    office_id: int
    draft: Draft
    title: str
    holder: str
    person: str
    today: date
    choices: tuple[Choice, ...] = ()
    linked: bool = True  # whether who is to act has a chat

    @property
    def style(self) -> str:
        return PREFIX[self.draft.kind] + self.title

    @property
    def page(self) -> Page[Choice]:
        return Page(self.choices, self.draft.page)


def said(view: MandateView) -> Text:
    match view.draft.asks:
        case Asks.POST:
            return text("mandate.post", lines=_lines(view))
        case Asks.PERSON:
            return text("mandate.person", style=view.style, held=_held(view), lines=_lines(view))
        case Asks.SK:
            return text("mandate.ask_sk", style=view.style, person=view.person)
        case Asks.FROM:
            return text("mandate.ask_from", style=view.style, person=view.person, sk=view.draft.sk_number)
        case Asks.TO:
            return text("mandate.ask_to", style=view.style, person=view.person, day=view.draft.starts_on or view.today)
        case Asks.SURE:
            return _sure(view)


def _held(view: MandateView) -> Text:
    return text("mandate.held_by", name=view.holder) if view.holder else text("mandate.vacant")


def _lines(view: MandateView) -> tuple[Text, ...]:
    found = tuple(
        text("kelola.line_noted", number=one.number, name=one.name, note=one.note)
        if one.note
        else text("mandate.line_vacant", number=one.number, name=one.name)
        for one in view.page.shown
    )
    return (*found, *view.page.note)


def _sure(view: MandateView) -> Text:
    draft = view.draft
    first, last = draft.starts_on or view.today, draft.ends_on or view.today
    effect = text("mandate.effect", holder=view.holder) if view.holder else text("mandate.effect_vacant")
    notes = [text("mandate.at_once")] if first <= view.today else []
    notes += [] if view.linked else [text("kelola.needs_invite", name=view.person)]
    at_once = text("card.body", lines=tuple(notes)) if notes else text("card.nothing")
    words = {"style": view.style, "person": view.person, "sk": draft.sk_number}
    return text("mandate.sure", first=first, last=last, effect=effect, at_once=at_once, **words)


def buttons(view: MandateView) -> Rows:
    asks = view.draft.asks
    found = tuple((Button(cut(f"{one.number}. {one.name}"), f"mandate:{asks}:{one.value}"),) for one in view.page.shown)
    today = stacked(button("today", "mandate_today", view.office_id)) if asks is Asks.FROM else ()
    return (*found, *view.page.turning("mandate_page", asks), *today, (cancel(view.office_id),))


def cancel(office_id: int) -> Button:
    return button("cancel", "cancel", "mandate", office_id)


def sure(office_id: int, mark: str) -> Rows:
    return stacked(button("appoint", "mandate_apply", office_id, mark, style=Style.SUCCESS), cancel(office_id))
