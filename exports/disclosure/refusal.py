"""Why a release is refused: which tables would be subtracted from each other, and what to do."""

from collections.abc import Iterable, Sequence

from exports.disclosure.bounds import Page
from exports.disclosure.evidence import Exposed, Printed
from exports.disclosure.keys import EVERYONE, Key
from surveys.definitions.definition import Survey

MOST_NAMED = 3


def refusal(survey: Survey, page: Page, exposed: Sequence[Exposed], *, joined: bool) -> str:
    """For an officer. No number is told, and no group is named."""
    printed = [each for found in exposed for each in found.because]
    own = [each for each in printed if each.evidence.page is page]
    others = dict.fromkeys(_named(each) for each in printed if each.evidence.page is not page)
    releases = " and ".join(sorted(name for name in others if name)) or "an earlier release"
    return (
        f"Beside {releases} this release would let a small number be worked out, however much of "
        f"it is hidden: by taking the one from the other in {_tables(survey, own or printed)}. "
        f"{_instead(own or printed, joined=joined)}"
    )


def _named(printed: Printed) -> str:
    return printed.evidence.name


def _tables(survey: Survey, printed: Iterable[Printed]) -> str:
    keys = (each.figure.key for each in printed)
    tables = list(dict.fromkeys(_table(survey, key) for key in keys if key is not None))
    more = len(tables) - MOST_NAMED
    named = tables[:MOST_NAMED] + ([f"{more} more"] if more > 0 else [])
    return " and ".join(named) or "what both show"


def _table(survey: Survey, key: Key) -> str:
    if key == EVERYONE:
        return "how many people took part"
    by = f"“{survey.question(key.by).text}”" if key.by else ""
    if not key.question:
        return f"how many people there are by {by}"
    asked = f"“{survey.question(key.question).text}”"
    return f"{asked} by {by}" if by else asked


def _instead(printed: Iterable[Printed], *, joined: bool) -> str:
    waves = {wave for each in printed for wave in each.evidence.editions}
    advice = ["take what was released before"]
    if joined:
        advice.insert(0, "count the groups as they were counted before")
    if len(waves) > 1:
        advice.insert(0, "report each of these waves by itself")
    *first, last = [*advice, "wait for the next wave"]
    return f"{', '.join(first).capitalize()}, or {last}."
