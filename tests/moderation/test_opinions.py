"""Who is asked about a text, and what comes of it."""

from dataclasses import dataclass, field

import numpy as np
import pytest

from moderation import opinions
from moderation.judgement import Judgement, OfOne, OfPiece, Scale, Second
from moderation.reader import Read
from moderation.reading import Reading, second
from moderation.verdict import Kind, Route

SAID = "she said nothing"
MOST = 99
NOTHING = Read([], np.zeros((0, 2)), np.zeros((2, 2)))


@dataclass
class Reads:
    """A reader that always says the same, and tells what it was asked."""

    leaning: float
    judgement: object
    asked: list[str] = field(default_factory=list)

    def reads_at_once(self, text: str) -> bool:
        return len(text) < MOST

    def read(self, text: str) -> Reading:
        self.asked.append(text)
        return Reading(self.leaning, Kind.BULLYING, 0, NOTHING)


FIRST = Judgement(Scale((1.0, 1.0), urgent=2.0, hold=1.0, sure=0.5, firm=9.0), least=-3.0)
NEXT = Second(
    short=Scale((1.0, 1.0, 1.0), urgent=3.0, hold=1.5, sure=0.5, firm=9.0, unbelieved=1.0),
    sentence=OfOne(
        Scale((1.0, 1.0, 1.0), urgent=3.5, hold=2.5, sure=0.5, firm=9.0),
        least=-3.0,
        doubt=0.0,
        near=-2.0,
        more=0.5,
    ),
    piece=OfPiece(hold=2.5, least=-0.5),
    long=Scale((1.0, 1.0), urgent=3.0, hold=1.5, sure=0.5, firm=9.0, unbelieved=0.5),
    doubt=0.0,
    clear=4.0,
    doubt_long=-1.0,
)


@pytest.fixture
def asked(monkeypatch: pytest.MonkeyPatch) -> tuple[Reads, Reads]:
    quick, slow = Reads(1.0, FIRST), Reads(1.0, NEXT)
    monkeypatch.setattr(opinions, "understanding", lambda: quick)
    monkeypatch.setattr(opinions, "thorough", lambda: slow)
    monkeypatch.setattr(opinions, "second", lambda: NEXT)
    return quick, slow


@pytest.mark.parametrize(
    ("margin", "lowered", "route", "often"),
    [
        (-4.0, False, None, [0, 0]),
        (-1.5, False, None, [1, 0]),
        (-1.0, False, Route.PUBLISH, [1, 1]),
        (0.0, False, Route.HOLD, [1, 1]),
        (1.0, False, Route.ESCALATE, [1, 1]),
        (1.0, True, Route.HOLD, [1, 1]),
        (3.5, False, Route.ESCALATE, [1, 0]),
        (3.5, True, Route.ESCALATE, [1, 1]),
    ],
)
def test_the_thorough_reader_is_asked_where_the_first_two_doubt(
    asked: tuple[Reads, Reads],
    margin: float,
    lowered: bool,  # noqa: FBT001
    route: Route | None,
    often: list[int],
) -> None:
    """`often`: how often the quick one and the thorough one were."""
    opinion = opinions.of_short(SAID, margin, lowered=lowered)
    assert (opinion and opinion.route) == route
    assert [len(one.asked) for one in asked] == often


@pytest.mark.parametrize(
    ("margin", "of_itself", "of_more"),
    [
        (0.0, Route.HOLD, Route.PUBLISH),
        (0.5, Route.HOLD, Route.HOLD),
        (1.0, Route.ESCALATE, Route.HOLD),
        (1.5, Route.ESCALATE, Route.ESCALATE),
    ],
)
def test_more_is_asked_of_a_sentence_than_of_a_text_by_itself(
    asked: tuple[Reads, Reads], margin: float, of_itself: Route, of_more: Route
) -> None:
    assert asked
    opinion = opinions.of_short(SAID, margin, lowered=False)
    assert opinion
    assert opinion.route == of_itself
    part = opinions.of_sentence(SAID, margin, lowered=False, whole=-9.0)
    assert part
    assert part.route == of_more


@pytest.mark.parametrize(
    ("margin", "lowered", "route"),
    [
        (-0.6, False, None),
        (0.4, False, None),
        (0.5, False, Route.HOLD),
        (0.5, True, None),
        (9.0, False, Route.HOLD),
    ],
)
def test_a_piece_may_make_a_text_wait_and_no_more(
    asked: tuple[Reads, Reads],
    margin: float,
    lowered: bool,  # noqa: FBT001
    route: Route | None,
) -> None:
    assert asked
    piece = opinions.of_piece(SAID, margin, lowered=lowered)
    assert (piece and piece.route) == route


@pytest.mark.parametrize(
    ("whole", "route"),
    [(-2.0, Route.ESCALATE), (-1.0, Route.ESCALATE), (-0.9, Route.HOLD), (0.0, Route.HOLD)],
)
def test_the_nearer_the_whole_text_was_to_urgent_the_more_is_asked_of_a_sentence(
    asked: tuple[Reads, Reads], whole: float, route: Route
) -> None:
    assert asked
    part = opinions.of_sentence(SAID, 2.0, lowered=False, whole=whole)
    assert part
    assert part.route == route


@pytest.mark.parametrize(
    ("margin", "route", "slow_asked"),
    [(-2.0, None, 0), (0.0, Route.PUBLISH, 1), (1.0, Route.HOLD, 1), (2.0, Route.ESCALATE, 1)],
)
def test_of_a_long_text_only_the_thorough_one_is_asked(
    asked: tuple[Reads, Reads], margin: float, route: Route | None, slow_asked: int
) -> None:
    opinion = opinions.of_long(SAID, margin, lowered=False)
    assert (opinion and opinion.route) == route
    assert [len(one.asked) for one in asked] == [0, slow_asked]


def test_a_firm_margin_is_urgent_whatever_the_readers_say(asked: tuple[Reads, Reads]) -> None:
    for one in asked:
        one.leaning = -9.0
    opinion = opinions.of_long(SAID, 9.0, lowered=False)
    assert opinion is not None
    assert opinion.route is Route.ESCALATE


@pytest.mark.parametrize(
    ("margin", "lowered", "route"),
    [
        (-0.1, False, None),
        (0.0, False, Route.ESCALATE),
        (0.4, True, None),
        (0.5, True, Route.ESCALATE),
    ],
)
def test_of_a_part_the_n_grams_decide(
    asked: tuple[Reads, Reads],
    margin: float,
    lowered: bool,  # noqa: FBT001
    route: Route | None,
) -> None:
    opinion = opinions.of_part(SAID, margin, lowered=lowered)
    assert (opinion and opinion.route) == route
    assert [len(one.asked) for one in asked] == [int(route is not None), 0]


@pytest.mark.parametrize(
    ("margin", "leaning", "long", "nobody"),
    [
        (-1.5, 1.0, False, True),
        (-1.0, 1.0, False, False),
        (-1.5, 1.0, True, True),
        (-0.5, 1.0, True, False),
        (9.0, -9.0, True, False),
        (9.0, -9.0, False, False),
        (8.0, -3.9, False, False),
        (6.0, -4.0, False, False),
        (5.9, -4.0, False, True),
    ],
)
def test_nobody_is_in_danger_only_where_all_together_say_so(
    asked: tuple[Reads, Reads],
    margin: float,
    leaning: float,
    long: bool,  # noqa: FBT001
    nobody: bool,  # noqa: FBT001
) -> None:
    for one in asked:
        one.leaning = leaning
    assert opinions.sees_nobody(SAID, margin, long=long) is nobody


def test_a_text_that_is_not_read_at_once_is_never_said_to_be_of_nobody_in_danger(
    asked: tuple[Reads, Reads],
) -> None:
    assert opinions.sees_nobody(SAID, -9.0, long=True)
    assert not opinions.sees_nobody(SAID * MOST, -9.0, long=True)
    assert [len(one.asked) for one in asked] == [0, 1]


def test_a_rule_is_doubted_only_where_the_readers_alone_would_publish() -> None:
    for scale in (second().short, second().long):
        assert scale.unbelieved <= scale.hold <= scale.urgent
