"""A wave published several times: with a part of R1 switched off, the attack finds the few.

Every story is told twice, with all of R1 and without the part that stands against it; with all of
it there is nothing to be found.
"""

from collections import Counter
from collections.abc import Callable, Iterator, Mapping, Sequence

import pytest

from exports.disclosure import ledger, moved
from exports.disclosure.steady import steady
from exports.findings.theme_findings import about, with_themes
from surveys.definitions.definition import Statement
from surveys.records import Answer, NoAnswer, Passed, Picked, Response
from tests.attacks.boards import THEMES, Board, Tally
from tests.attacks.pairs import told_apart
from tests.attacks.reissues import LET_THROUGH, MERGED, PEOPLE, TAGS, Issue, changed, gone_and_come
from tests.attacks.solving import Model, attack
from tests.exports.simulated import AREAS, people, pulse

Patch = pytest.MonkeyPatch
PLAIN = pulse(AREAS[:4])
SURVEY = with_themes(PLAIN, THEMES)
ASKED = [Response({**each.answers, "words": LET_THROUGH}) for each in people(PLAIN, 300, 5)]


def sorted_into(**wrote: Sequence[int]) -> list[Response]:
    """The same people, of whom so many in each area wrote about each theme: all of one age.

    Lights everybody wrote about, so that nothing else changes with a theme.
    """
    left = {(theme, f"a{n}"): most for theme, by in wrote.items() for n, most in enumerate(by)}
    made = []
    for each in ASKED:
        young = each.answers["age"] == Picked(("o0",))
        places = ((t, a) for t, a in left if young and each.answers["area"] == Picked((a,)))
        place = next((place for place in places if left[place] > 0), None)
        if place:
            left[place] -= 1
        made.append(about(each, {"lights"} | ({place[0]} if place else set())))
    return made


def as_most(some: Sequence[Response]) -> Response:
    """Somebody who answers as most do."""
    said: dict[str, Answer] = {}
    for question in SURVEY.questions:
        if not isinstance(question, Statement):
            given = [each.answers[question.key] for each in some if question.key in each.answers]
            given = given or [NOTHING]
            common = Counter(map(repr, given)).most_common(1)[0][0]
            said[question.key] = next(each for each in given if repr(each) == common)
    if said["told"] != Picked(("o0",)):
        said.pop("who")
    return Response(said)


NOTHING = Passed(NoAnswer.SKIPPED)


# ---------------------------------------------------------------- stories
Story = Callable[[], Iterator[Issue]]


def one_of_twelve_stays() -> Iterator[Issue]:
    """Twelve more wrote about a theme, and then eleven of them did not."""
    first = Issue("w", tuple(sorted_into(home=[27])))
    yield first
    yield (second := changed(first, TAGS, sorted_into(home=[39])))
    yield changed(second, TAGS, sorted_into(home=[28]))


def one_more_in_an_area() -> Iterator[Issue]:
    """One of a theme lives elsewhere than was thought; both numbers are low, but not their sum."""
    first = Issue("w", tuple(sorted_into(home=[6, 7, 20, 3])))
    yield first
    yield changed(first, TAGS, sorted_into(home=[5, 7, 20, 4]))


def two_into_a_third() -> Iterator[Issue]:
    """About ten, about ten and few become about thirty."""
    first = Issue("w", tuple(sorted_into(bus=[12], home=[12], rare=[7])))
    yield first
    merged = changed(first, MERGED, sorted_into(home=[31]))
    yield Issue(merged.name, merged.people, MERGED, (("bus", "home"), ("rare", "home")))


def twenty_beside_seven() -> Iterator[Issue]:
    """Twenty come late, all of one mind; seven were of it before."""
    wish, others = Picked(("o3",)), Picked(("o0",))
    some = [
        Response({**each.answers, "better": wish if n < 7 else others})
        for n, each in enumerate(sorted_into())
    ]
    first = Issue("w", tuple(some))
    yield first
    late = Response({**as_most(first.people).answers, "better": wish})
    yield changed(first, PEOPLE, [*first.people, *[late] * 20])


# ---------------------------------------------------------------- parts of R1
def the_last_issue_alone(patch: Patch) -> None:
    patch.setattr(ledger, "steady", lambda issues, now, policy: steady(issues[-1:], now, policy))
    patch.setattr(ledger, "_recounted", lambda *_: frozenset())


def not_as_printed(patch: Patch) -> None:
    patch.setattr(ledger, "_recounted", lambda *_: frozenset())


def themes_one_by_one(patch: Patch) -> None:
    patch.setattr(moved, "_several", lambda *_: False)


def whoever_comes(patch: Patch) -> None:
    patch.setattr(moved, "_same_people", lambda *_: True)


STORIES: Mapping[str, tuple[Story, Callable[[Patch], None]]] = {
    "one of twelve stays": (one_of_twelve_stays, the_last_issue_alone),
    "one more in an area": (one_more_in_an_area, not_as_printed),
    "two into a third": (two_into_a_third, themes_one_by_one),
    "twenty beside seven": (twenty_beside_seven, whoever_comes),
}


def found(story: Story) -> list[str]:
    """What two papers tell side by side; only where that is nothing, the solver has a look."""
    board = Board(SURVEY, Tally(), formats=())
    for issue in story():
        board.release({"w": board.issued(issue)}, {"area": [("a0", "a1")]})
    apart = told_apart(Model(SURVEY, board.truths), board.seen)
    return apart or attack(SURVEY, board.truths, board.seen, board.know).anything


@pytest.mark.parametrize("name", STORIES)
def test_with_all_of_r1_nothing_is_told(name: str) -> None:
    assert found(STORIES[name][0]) == []


@pytest.mark.parametrize("name", STORIES)
def test_without_that_part_of_r1_the_few_are_found(name: str, monkeypatch: Patch) -> None:
    story, off = STORIES[name]
    off(monkeypatch)
    assert found(story)


def test_who_is_in_one_issue_alone_is_told_from_who_was_put_right() -> None:
    first, second, third = one_of_twelve_stays()
    assert [len(lot) for lot in gone_and_come(first, second)] == [12, 12]
    assert [len(lot) for lot in gone_and_come(second, third)] == [11, 11]
    assert [len(lot) for lot in gone_and_come(first, third)] == [1, 1]
    assert [len(lot) for lot in gone_and_come(*twenty_beside_seven())] == [0, 20]
