"""Everybody of the office at a glance, and one of them with what can be done."""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from datetime import date

from bot.cards.buttons import Rows, button, stacked
from bot.cards.pages import Page
from bot.channels.base import Button, Style, cut
from bot.texts.say import Param, Text, text

REACH: Mapping[str, str] = {
    "linked": "pegawai.linked",
    "lost": "pegawai.lost",
    "invited": "pegawai.invited",
    "never": "pegawai.never",
}


@dataclass(frozen=True)
class MandateLine:
    """`key` names it in a button; `may_end`: by who reads this; `ahead`: it has not begun; `vacant`: nobody holds the
    post by right."""

    key: str
    style: str
    name: str
    sk_number: str
    starts_on: date | None
    ends_on: date | None
    may_end: bool = False
    ahead: bool = False
    vacant: bool = False


@dataclass(frozen=True)
class MemberView:
    id: int
    name: str
    styles: tuple[str, ...]
    reach: str
    mandates: tuple[MandateLine, ...] = ()
    may_invite: bool = False
    may_unlink: bool = False
    may_appoint: bool = False
    is_oneself: bool = False

    @property
    def has_chat(self) -> bool:
        return self.reach in ("linked", "lost")


@dataclass(frozen=True)
class StaffView:
    office: str
    members: Sequence[MemberView]
    wanted: int = 0

    @property
    def page(self) -> Page[tuple[int, MemberView]]:
        return Page(tuple(enumerate(self.members, 1)), self.wanted)


def staff(view: StaffView) -> Text:
    lines = tuple(
        text("pegawai.line", number=n, name=one.name, styles=_styles(one), state=text(REACH[one.reach]))
        for n, one in view.page.shown
    )
    linked = sum(one.reach == "linked" for one in view.members)
    facts: dict[str, Param] = {"office": view.office, "linked": linked, "people": len(view.members)}
    return text("pegawai.staff", lines=(*lines, *view.page.note), **facts)


def _styles(one: MemberView) -> str:
    return ", ".join(one.styles) or "-"


def staff_buttons(view: StaffView) -> Rows:
    names = tuple((Button(cut(f"{n}. {one.name}"), f"person:{one.id}"),) for n, one in view.page.shown)
    return (*names, *view.page.turning("staff_page"), *stacked(button("stand_in", "stand_in", 0)))


def member(view: MemberView) -> Text:
    lines = tuple(mandate_line(one) for one in view.mandates)
    facts: dict[str, Param] = {"name": view.name, "styles": _styles(view), "state": text(REACH[view.reach])}
    return text("pegawai.member", mandates=text("card.body", lines=lines) if lines else text("card.nothing"), **facts)


def mandate_line(one: MandateLine) -> Text:
    from_ = text("mandate.from", day=one.starts_on) if one.starts_on else text("card.nothing")
    until = text("mandate.until", day=one.ends_on) if one.ends_on else text("card.nothing")
    sk = text("mandate.sk", sk=one.sk_number) if one.sk_number else text("card.nothing")
    return text("mandate.held", style=one.style, name=one.name, sk=sk, since=from_, until=until)


def member_buttons(view: MemberView) -> Rows:
    """A new telephone is two taps from /pegawai: the name, and this."""
    found: list[Button] = []
    if view.has_chat and view.may_unlink and view.may_invite:
        found.append(button("relink", "relink", view.id, style=Style.PRIMARY))
    if view.has_chat and view.may_unlink and not view.is_oneself:
        found.append(button("unlink", "unlink", view.id, style=Style.DANGER))
    if not view.has_chat and view.may_invite:
        found.append(button("invite" if view.reach == "never" else "invite_again", "invite", view.id))
    if not view.has_chat and view.reach == "invited" and view.may_unlink:
        found.append(button("withdraw_invite", "unlink_yes", view.id))
    if view.may_appoint:
        found.append(button("stand_in", "stand_in", view.id))
    several = sum(one.may_end for one in view.mandates) > 1
    for number, one in enumerate(view.mandates, 1):
        if one.may_end:
            label = button("mandate_end", "mandate_end", one.key)
            found.append(Button(cut(f"{label.label} {number}"), label.data) if several else label)
    return stacked(*found)


def sure(person_id: int) -> Rows:
    yes = button("unlink_yes", "unlink_yes", person_id, style=Style.DANGER)
    return stacked(yes, button("cancel", "dismiss"))


def ending(one: MandateLine) -> Text:
    """What ending it would do."""
    if one.ahead and one.starts_on is not None:
        return text("mandate.sure_to_drop", style=one.style, name=one.name, first=one.starts_on)
    return text("mandate.sure_to_end_vacant" if one.vacant else "mandate.sure_to_end", style=one.style, name=one.name)


def ended(one: MandateLine) -> Text:
    return text("mandate.dropped" if one.ahead else "mandate.ended", style=one.style, name=one.name)


def sure_to_end(key: str) -> Rows:
    yes = button("mandate_end_yes", "mandate_ended", key, style=Style.DANGER)
    return stacked(yes, button("cancel", "dismiss"))
