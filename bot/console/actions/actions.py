"""The action log on screen: who owes what, what is late, what came of it.

Officers see and change everything, board members read everything, lead officers see and update
the actions of their own agency: to them no other action exists.
"""

from collections.abc import Mapping
from dataclasses import dataclass

from aiohttp import web

from bot.console.actions.origins import origin_of
from bot.console.problems import Problem
from bot.console.themes.unanswered import unanswered
from bot.console.visit import Visit
from surveys.office import action_views
from surveys.office.action_history import Change, told
from surveys.office.actions import KeptAction, UnknownAction
from surveys.officers.accounts import Officer, Role

Actions = tuple[KeptAction, ...]

VIEWS: Mapping[str, str] = {
    "outstanding": "Outstanding",
    "overdue": "Overdue",
    "lead": "By lead",
    "agency": "By agency",
    "theme": "By theme",
    "again": "Asked before",
    "none": "No action yet",
    "closed": "Closed",
}


@dataclass(frozen=True, slots=True)
class Group:
    """A heading and the actions under it; no heading where there is one group."""

    name: str
    actions: Actions


def sees_all(officer: Officer) -> bool:
    return officer.may(Role.OFFICER, Role.BOARD)


def visible(officer: Officer, actions: Actions) -> Actions:
    """Those that this person may know of."""
    if sees_all(officer):
        return actions
    own = officer.agency.casefold()
    return tuple(each for each in actions if own and each.thing.agency.casefold() == own)


async def show(visit: Visit) -> web.StreamResponse:
    asked = visit.request.query.get("show", "outstanding")
    view = asked if asked in VIEWS else "outstanding"
    actions = visible(visit.officer, await visit.parts.office.actions.all())
    late = action_views.overdue(actions, visit.today)
    return visit.draw(
        "actions",
        view=view,
        views=VIEWS,
        groups=_groups(view, actions, visit),
        late={each.id for each in late},
        again={each.id: action_views.asked_before(each, actions) for each in actions},
        any=bool(actions) or view == "none",
        open_themes=await unanswered(visit, actions) if _asks_none(visit, view) else (),
    )


def _asks_none(visit: Visit, view: str) -> bool:
    """Themes of whole waves are for officers."""
    return view == "none" and visit.officer.may(Role.OFFICER)


def _groups(view: str, actions: Actions, visit: Visit) -> tuple[Group, ...]:
    match view:
        case "overdue":
            return (Group("", action_views.overdue(actions, visit.today)),)
        case "closed":
            return (Group("", action_views.finished(actions)),)
        case "outstanding":
            return (Group("", action_views.outstanding(actions)),)
        case "none":
            return ()
        case _:
            return _grouped(view, actions)


def _grouped(view: str, actions: Actions) -> tuple[Group, ...]:
    waiting = action_views.outstanding(actions)
    match view:
        case "lead":
            return _named(action_views.by_lead(waiting), "No lead yet")
        case "agency":
            return _named(action_views.by_agency(waiting), "No agency yet")
        case "again":
            return _named(action_views.recurring(actions), "")
        case _:
            return _named(action_views.by_theme(actions), "No theme")


def _named(groups: Mapping[str, Actions], nameless: str) -> tuple[Group, ...]:
    return tuple(Group(name or nameless, actions) for name, actions in groups.items())


async def one(visit: Visit) -> web.StreamResponse:
    return await draw_one(visit, await find(visit))


async def draw_one(visit: Visit, action: KeptAction, *problems: Problem) -> web.Response:
    office = visit.parts.office
    every = visible(visit.officer, await office.actions.all())
    history: tuple[Change, ...] = told(await office.actions.history(action.id))
    return visit.draw(
        "action",
        problems,
        action=action,
        origin=await origin_of(visit, action.thing),
        history=history,
        before=action_views.asked_before(action, every),
        overdue=action.thing.overdue(visit.today),
        may_update=visit.officer.may(Role.OFFICER, Role.AGENCY),
        may_change=visit.officer.may(Role.OFFICER),
    )


async def find(visit: Visit) -> KeptAction:
    """The action of the address. Raises UnknownAction for one that is another agency's."""
    action = await visit.parts.office.actions.one(visit.part("action"))
    if not visible(visit.officer, (action,)):
        raise UnknownAction
    return action
