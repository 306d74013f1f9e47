"""What an attacker knows of the issues of a wave: who came, who went, what was put right.

He knows more than any reader does: who the few people are that are in one issue and not in another,
and so in which groups they are; that of the others nothing has changed; and which theme was
merged into which. He must still not learn what any of those few people said. Of ten and more he
knows that they came, or went; that their exact number must not tell of a low one is in pairs.py.
"""

from collections.abc import Callable, Iterator, Sequence
from itertools import pairwise

from exports.findings.theme_findings import KEY
from surveys.definitions.definition import FreeText, Survey
from surveys.records import Response
from tests.attacks.names import ASKED, Name, Sum, truth
from tests.attacks.names import PEOPLE as SIZE
from tests.attacks.reach import FEW, NONE
from tests.attacks.reissues import MERGED, PEOPLE, TEXTS, Issue, gone_and_come
from tests.attacks.solving import Model

MOST = 60
"""So many people are looked at one by one."""
A_FEW, FEW_OF_MANY = 9, 7


def knowing(issues: Sequence[Issue]) -> Callable[[Model, set[str]], None]:
    """Everything there is to know of those issues that were printed."""

    def know(model: Model, printed: set[str]) -> None:
        for wave in sorted({issue.wave for issue in issues}):
            every = [issue for issue in issues if issue.wave == wave]
            seen = [n for n, issue in enumerate(every) if issue.name in printed]
            for one, other in _pairs(seen):
                _know(model, every[one], every[one + 1 : other + 1], near=other in _next(seen, one))

    return know


def _pairs(seen: Sequence[int]) -> Iterator[tuple[int, int]]:
    return ((a, b) for place, a in enumerate(seen) for b in seen[place + 1 :])


def _next(seen: Sequence[int], one: int) -> set[int]:
    return {b for a, b in pairwise(seen) if a == one}


def _know(model: Model, one: Issue, steps: Sequence[Issue], *, near: bool) -> None:
    other, how = steps[-1], {step.how for step in steps}
    if near and how == {TEXTS}:
        model.know_unchanged(one.name, other.name, _texts(model.survey))
    elif near and PEOPLE not in how:
        words = [n for n in model.names() if n[0] in {_texts(model.survey), _themes(model.survey)}]
        model.know_same(one.name, other.name, words)
    if near and how == {MERGED} and len(steps) == 1:
        _know_merged(model, one, other)
    elif MERGED not in how and TEXTS not in how:
        _know_people(model, one, other, near=near)


def _texts(survey: Survey) -> str:
    return next(q.text for q in survey.questions if isinstance(q, FreeText))


def _themes(survey: Survey) -> str:
    return next((q.text for q in survey.questions if q.key == KEY), "")


# ---------------------------------------------------------------- who is in one of them alone
def _know_people(model: Model, one: Issue, other: Issue, *, near: bool) -> None:
    gone, come = gone_and_come(one, other)
    most = MOST if near else A_FEW
    if not 0 < len(gone) + len(come) <= most:
        return
    lots = {f"{one.name} not {other.name}": gone, f"{other.name} not {one.name}": come}
    for name, people in lots.items():
        _know_lot(model, name, people)
    (left, new), places = lots, list(model.names())
    for place in places:
        after, before = (other.name, *place), (one.name, *place)
        lots_: Sum = {(left, *place): 1, (new, *place): -1}
        same = model.canonical(after) == model.canonical(before)
        model.equal.append(lots_ if same else lots_ | {after: 1, before: -1})


def _know_lot(model: Model, name: str, people: Sequence[Response]) -> None:
    """Who a few are is known, and so is what they are; what they said must not be."""
    counted, few = truth(model.survey, name, people), len(people) <= A_FEW
    model.truth = {**model.truth, **counted}
    model.know_structure(name)
    for place in model.names():
        here = (name, *place)
        if place[-1] == SIZE or place[0] in model.survey.breakdowns:
            if few:
                _is(model, here, counted[here])
        elif place[-1] != ASKED:
            _watch(model, here, counted[here], len(people))


def _is(model: Model, name: Name, number: int) -> None:
    model.least += [({name: 1}, number), ({name: -1}, -number)]


def _watch(model: Model, name: Name, number: int, people: int) -> None:
    """Of many, that all of them said the same may be known (R1); of a few, nothing."""
    said = "/".join(name)
    if 0 < number <= (A_FEW if people <= A_FEW else FEW_OF_MANY):
        model.targets.append(({name: 1}, f"{FEW}{said}"))
    elif people and not number and len(name) == 3:  # of all of them, not a group
        model.targets.append(({name: 1}, f"{NONE}{said}"))


# ---------------------------------------------------------------- which theme holds which
def _know_merged(model: Model, one: Issue, other: Issue) -> None:
    """A theme holds those it had, and those of the themes it was merged with."""
    question = model.survey.question(KEY)
    names = {o.key: o.text for o in question.options}  # type: ignore[union-attr]
    text, apart = question.text, dict(other.apart)
    split = not any(KEY in each.answers and _has(each, a) for each in one.people for a in apart)
    parts, whole = (other.name, one.name) if split else (one.name, other.name)
    for place in [n for n in model.names() if n[0] == text]:
        key = next((key for key, name in names.items() if name == place[1]), "")
        here, there = (whole, *place), (parts, *place)
        went = [k for k, into in apart.items() if into == key]
        if went:
            lots: Sum = {(parts, text, names[k], *place[2:]): 1 for k in went} | {there: 1}
            model.least += [({here: 1, lot: -1}, 0) for lot in lots]
            model.least.append((lots | {here: -1}, 0))
        elif key not in apart:
            model.same[other.name, *place] = (one.name, *place)


def _has(each: Response, theme: str) -> bool:
    return theme in getattr(each.answers[KEY], "keys", ())
