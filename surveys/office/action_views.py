"""The log seen from several sides: who owes what, what is late, what comes back again."""

from collections.abc import Callable, Iterable, Mapping
from datetime import date

from surveys.office.actions import Action, KeptAction

Actions = tuple[KeptAction, ...]

FAR = date.max


def outstanding(actions: Iterable[KeptAction]) -> Actions:
    """Not closed, the one due first on top; those without a day at the end."""
    waiting = (each for each in actions if not each.thing.status.closed)
    return tuple(sorted(waiting, key=lambda each: (each.thing.due or FAR, each.id)))


def overdue(actions: Iterable[KeptAction], today: date) -> Actions:
    return tuple(each for each in outstanding(actions) if each.thing.overdue(today))


def finished(actions: Iterable[KeptAction]) -> Actions:
    """Closed with its outcome, newest first."""
    done = (each for each in actions if each.thing.status.closed)
    return tuple(sorted(done, key=lambda each: (each.thing.closed or FAR, each.id), reverse=True))


def by_lead(actions: Iterable[KeptAction]) -> Mapping[str, Actions]:
    return _grouped(actions, lambda action: action.lead)


def by_agency(actions: Iterable[KeptAction]) -> Mapping[str, Actions]:
    return _grouped(actions, lambda action: action.agency)


def by_theme(actions: Iterable[KeptAction]) -> Mapping[str, Actions]:
    return _grouped(actions, lambda action: action.theme)


def _grouped(actions: Iterable[KeptAction], name: Callable[[Action], str]) -> Mapping[str, Actions]:
    """By name as it was first written, whatever its case; what has none at the end."""
    names: dict[str, str] = {}
    found: dict[str, list[KeptAction]] = {}
    for each in actions:
        shown = names.setdefault(name(each.thing).casefold(), name(each.thing))
        found.setdefault(shown, []).append(each)
    order = sorted(found, key=lambda each: (not each, each.casefold()))
    return {each: tuple(found[each]) for each in order}


def asked_before(action: KeptAction, actions: Iterable[KeptAction]) -> Actions:
    """Actions on the same theme that were closed before this one was raised: it came back."""
    theme = action.thing.theme.casefold()
    if not theme:
        return ()
    return tuple(
        each
        for each in finished(actions)
        if each.id != action.id
        and each.thing.theme.casefold() == theme
        and each.thing.closed is not None
        and each.thing.closed < action.thing.raised
    )


def recurring(actions: Actions) -> Mapping[str, Actions]:
    """Themes that were raised again after an action on them was closed, with all their actions."""
    back = {each.thing.theme.casefold() for each in actions if asked_before(each, actions)}
    grouped = by_theme(actions)
    return {theme: grouped[theme] for theme in grouped if theme and theme.casefold() in back}
