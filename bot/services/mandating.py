"""A mandate as it is given and ended in the chat: what there is to choose from, what it would do, and done."""

from dataclasses import dataclass, replace
from datetime import date

from bot.cards.mandating import Choice, MandateView
from bot.cards.personnel import MandateLine, MemberView
from bot.services import mastering, telling
from bot.services.exporting import Exported
from bot.services.importing import Imported
from bot.services.mastering import Problems, Proposal
from bot.services.personnel import Member
from bot.services.scope import Scope
from bot.store import addresses, offices
from bot.texts.say import label, text
from bot.workflow import mandates, rights
from bot.workflow.events import Refused, refused
from bot.workflow.mandating import ONE_FOR_ALL, POSTS, Asks, Draft, Mandate, add, drop
from bot.workflow.master import RoleData
from bot.workflow.rights import Right
from bot.workflow.roles import Assignment, Role


@dataclass(frozen=True)
class Post:
    """A role as one person holds it by right, or as nobody does."""

    role: Role
    unit_id: int
    holder_id: int
    title: str
    holder: str


def posts(scope: Scope, only_of: int = 0) -> tuple[Post, ...]:
    """Those for which this person may name a substitute, highest first."""
    policy, actor = scope.rules.policy, scope.actor
    found = (*_held(scope), *_vacant(scope))
    mine = (one for one in found if actor is not None and rights.may_appoint(policy, actor, one.role))
    wanted = (one for one in mine if only_of in (0, one.holder_id))
    return tuple(sorted(wanted, key=lambda one: (POSTS.index(one.role), one.unit_id, one.holder)))


def _by_right(scope: Scope) -> tuple[Assignment, ...]:
    held = offices.held(scope.tx, scope.office.id, scope.now.date())
    return tuple(one for one in held if not mandates.is_mandate(one) and one.role in POSTS)


def _held(scope: Scope) -> tuple[Post, ...]:
    names = {one.id: one.name for one in offices.persons(scope.tx, scope.office.id)}
    return tuple(
        Post(one.role, one.unit_id or 0, one.person_id, one.title, names[one.person_id]) for one in _by_right(scope)
    )


def _vacant(scope: Scope) -> tuple[Post, ...]:
    """The title of a post that nobody holds is that of who held it last, else the office's word for it."""
    held = {(one.role, one.unit_id or 0) for one in _by_right(scope)}
    known = {(one.role, one.unit_id or 0): one.title for one in offices.roles_of(scope.tx, scope.office.id)}
    wanted = {(role, 0): label(f"role.{role}") for role in ONE_FOR_ALL}
    wanted |= {(Role.KASI, unit.id): unit.name for unit in offices.units(scope.tx, scope.office.id)}
    return tuple(
        Post(role, unit_id, 0, known.get((role, unit_id), title), "")
        for (role, unit_id), title in wanted.items()
        if (role, unit_id) not in held
    )


def allowed(scope: Scope, draft: Draft) -> Refused | None:
    """Whether this person may name who acts in the role; anybody who manages may begin to choose one."""
    held = mastering.allowed(scope, Right.MANAGE)
    if isinstance(held, Refused) or scope.actor is None:
        return held if isinstance(held, Refused) else refused("refused.unknown")
    if draft.asks is not Asks.POST and not rights.may_appoint(scope.rules.policy, scope.actor, draft.role):
        return refused("refused.role", role=Role.ADMIN)
    return None


def begun(scope: Scope, only_of: int) -> Draft | Refused:
    """Whose only post it is need not choose it."""
    failed, found = allowed(scope, Draft()), posts(scope, only_of)
    if failed is not None:
        return failed
    if not found:
        return refused("refused.role", role=Role.ADMIN)
    draft = Draft(only_of=only_of)
    return chosen(draft, found[0]) if only_of and len(found) == 1 else draft


def chosen(draft: Draft, post: Post) -> Draft:
    return replace(draft, asks=Asks.PERSON, role=post.role, unit_id=post.unit_id, holder_id=post.holder_id)


def question(scope: Scope, draft: Draft) -> MandateView:
    names = {one.id: one.name for one in offices.persons(scope.tx, scope.office.id)}
    post = _post(scope, draft)
    return MandateView(
        office_id=scope.office.id,
        draft=draft,
        title=post.title if post else "",
        holder=post.holder if post else "",
        person=names.get(draft.person_id, ""),
        today=scope.now.date(),
        choices=_choices(scope, draft),
        linked=bool(addresses.reachable(scope.tx, draft.person_id)),
    )


def _post(scope: Scope, draft: Draft) -> Post | None:
    if draft.asks is Asks.POST:
        return None
    wanted = (draft.role, draft.unit_id, draft.holder_id)
    return next((one for one in posts(scope) if (one.role, one.unit_id, one.holder_id) == wanted), None)


def _choices(scope: Scope, draft: Draft) -> tuple[Choice, ...]:
    if draft.asks is Asks.POST:
        found = posts(scope, draft.only_of)
        return tuple(
            Choice(f"{one.role}.{one.unit_id}.{one.holder_id}", n, one.title, one.holder)
            for n, one in enumerate(found, 1)
        )
    return _people(scope, draft) if draft.asks is Asks.PERSON else ()


def _people(scope: Scope, draft: Draft) -> tuple[Choice, ...]:
    """Everybody else of the office, by name; their jabatan says who that is."""
    held = offices.held(scope.tx, scope.office.id, scope.now.date())
    styles: dict[int, list[str]] = {}
    for one in held:
        styles.setdefault(one.person_id, []).append(one.style)
    known = sorted((one.name, one.id) for one in offices.persons(scope.tx, scope.office.id) if one.id in styles)
    others = ((name, i) for name, i in known if i != draft.holder_id)
    return tuple(Choice(str(i), n, name, ", ".join(styles[i])) for n, (name, i) in enumerate(others, 1))


# -- given -----------------------------------------------------------------------------------------------------------


def propose(scope: Scope, draft: Draft) -> Proposal | Problems | Refused:
    """Nothing is changed yet."""
    failed, now = allowed(scope, draft), mastering.exported(scope)
    given = failed or _mandate(scope, now, draft)
    data = given if isinstance(given, Refused) else add(now.data, given)
    return data if isinstance(data, Refused) else mastering.propose(scope, data, Right.MANAGE)


def _mandate(scope: Scope, now: Exported, draft: Draft) -> Mandate | Refused:
    post, person = _post(scope, draft), now.persons.get(draft.person_id)
    if post is None or person is None or draft.starts_on is None or draft.ends_on is None:
        return refused("mandate.gone")
    holder = now.persons[draft.holder_id].key if draft.holder_id else ""
    unit = now.units.get(draft.unit_id, "")
    dates = (draft.starts_on, draft.ends_on)
    return Mandate(post.role, post.title, unit, holder, person.key, draft.sk_number, *dates)


def apply(scope: Scope, draft: Draft) -> Imported | Proposal | Problems | Refused:
    """From its first minute on, which may be this one. A Proposal where the office has changed since it was shown."""
    found = propose(scope, draft)
    if not isinstance(found, Proposal) or found.against != draft.against:
        return found
    shown = question(scope, draft)
    first = draft.starts_on or shown.today  # said here, above what follows for who acts from this chat
    telling.say_here(scope, text("mandate.given", style=shown.style, person=shown.person, first=first))
    return mastering.apply(scope, found.data, draft.against, Right.MANAGE)


# -- seen, and ended -------------------------------------------------------------------------------------------------


def member_view(scope: Scope, one: Member) -> MemberView:
    names = {person.id: person.name for person in offices.persons(scope.tx, scope.office.id)}
    return MemberView(
        id=one.id,
        name=one.name,
        styles=one.styles,
        reach=one.reach,
        mandates=tuple(_line(scope, mandate, names[mandate.person_id]) for mandate in one.mandates),
        may_invite=one.may_invite,
        may_unlink=one.may_unlink,
        may_appoint=one.may_appoint,
        is_oneself=one.is_oneself,
    )


def _line(scope: Scope, one: Assignment, name: str) -> MandateLine:
    may = scope.actor is not None and rights.may_appoint(scope.rules.policy, scope.actor, one.role)
    today = scope.now.date()
    return MandateLine(
        key=key_of(one),
        style=one.style,
        name=name,
        sk_number=one.sk_number,
        starts_on=one.starts_on,
        ends_on=one.ends_on,
        may_end=may,
        ahead=one.starts_on is not None and one.starts_on > today,
        vacant=not any(mandates.same_post(one, held) for held in _by_right(scope)),
    )


def key_of(one: Assignment) -> str:
    """Names a mandate in a button."""
    return f"{one.role}.{one.unit_id or 0}.{one.person_id}.{one.starts_on or date.min:%Y%m%d}"


def find(scope: Scope, key: str) -> MandateLine | Refused:
    """A mandate that is not over, to who may end it."""
    one = _found(scope, key)
    if one is None:
        return refused("mandate.gone")
    line = _line(scope, one, offices.person(scope.tx, one.person_id).name)
    return line if line.may_end else refused("refused.role", role=Role.ADMIN)


def _found(scope: Scope, key: str) -> Assignment | None:
    today = scope.now.date()
    known = (one for one in offices.roles_of(scope.tx, scope.office.id) if mandates.is_mandate(one))
    return next((one for one in known if key_of(one) == key and (one.ends_on is None or one.ends_on >= today)), None)


def end_now(scope: Scope, key: str) -> MandateLine | Refused:
    """Before its last day: the role is its holder's again from this moment."""
    line, one = find(scope, key), _found(scope, key)
    if isinstance(line, Refused) or one is None:
        return line
    now = mastering.exported(scope)
    data = drop(now.data, _row(now, one)) if one.person_id in now.persons else refused("mandate.gone")
    found = data if isinstance(data, Refused) else mastering.propose(scope, data, Right.MANAGE)
    if not isinstance(found, Proposal):
        return found if isinstance(found, Refused) else refused("mandate.gone")
    done = mastering.apply(scope, found.data, found.against, Right.MANAGE)
    return line if isinstance(done, Imported) else refused("mandate.gone")


def _row(now: Exported, one: Assignment) -> RoleData:
    """As the master data has it."""
    key, unit = now.persons[one.person_id].key, now.units.get(one.unit_id or 0, "")
    wanted = (key, one.role, unit, one.kind, one.starts_on)
    fits = (row for row in now.data.roles if (row.person, row.role, row.unit, row.kind, row.starts_on) == wanted)
    return next(fits, RoleData(key, one.role, one.title, unit, one.kind))
