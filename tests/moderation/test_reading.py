"""What the reader makes of a text, and where the text goes then."""

from dataclasses import replace

import pytest

from moderation.judgement import Closer, Judgement, Scale, Second
from moderation.reading import MOST_WINDOWS, understanding, windows
from moderation.verdict import Route

SCALE = Scale(weights=(1.0, 0.5), urgent=2.0, hold=1.0, sure=0.5, firm=9.0)


@pytest.mark.parametrize(
    ("margin", "leaning", "lowered", "route"),
    [
        (1.0, 2.0, False, Route.ESCALATE),
        (1.0, 1.9, False, Route.HOLD),
        (1.0, 2.0, True, Route.HOLD),
        (1.5, 2.0, True, Route.ESCALATE),
        (0.0, 2.0, False, Route.HOLD),
        (0.0, 1.9, False, Route.PUBLISH),
        (9.0, -30.0, False, Route.ESCALATE),
        (9.0, -30.0, True, Route.PUBLISH),
    ],
)
def test_both_say_where_a_text_goes(
    margin: float,
    leaning: float,
    lowered: bool,  # noqa: FBT001
    route: Route,
) -> None:
    assert SCALE.route(margin, leaning, lowered=lowered) is route


@pytest.mark.parametrize(
    ("margin", "leaning", "lowered", "route"),
    [
        (-1.0, 5.0, False, Route.ESCALATE),
        (-1.0, 4.9, False, Route.HOLD),
        (-1.1, 5.2, False, Route.HOLD),
        (-1.0, 5.2, True, Route.HOLD),
        (-1.0, 5.5, True, Route.ESCALATE),
    ],
)
def test_a_closer_way_lets_the_reader_count_more_but_not_below_a_margin(
    margin: float,
    leaning: float,
    lowered: bool,  # noqa: FBT001
    route: Route,
) -> None:
    scale = replace(SCALE, closer=Closer((0.0, 1.0), urgent=5.0, least=-1.0))
    assert scale.route(margin, leaning, lowered=lowered) is route


@pytest.mark.parametrize("missing", ["weights", "urgent", "least"])
def test_a_closer_way_is_read_whole_or_named(missing: str) -> None:
    head: dict[str, object] = {"weights": [0.2, 0.8], "urgent": 1, "least": -2}
    scale = {**dict.fromkeys(("urgent", "hold", "sure", "firm"), 1), "weights": [1, 1]}
    assert Scale.of({**scale, "closer": head}).closer == Closer((0.2, 0.8), 1.0, -2.0)
    assert Scale.of(scale).closer is None
    del head[missing]
    with pytest.raises(KeyError, match=missing):
        Scale.of({**scale, "closer": head})


@pytest.mark.parametrize("missing", ["urgent", "firm", "least", "sure"])
def test_a_threshold_that_is_missing_is_named(missing: str) -> None:
    head = dict.fromkeys(("urgent", "hold", "sure", "firm", "least"), 1)
    weights = {"margin": 1, "leaning": 1, "bias": 0}
    assert Judgement.of({**head, "weights": weights}).scale.weights == (1, 1)
    del head[missing]
    with pytest.raises(KeyError, match=missing):
        Judgement.of({**head, "weights": weights})


@pytest.mark.parametrize(
    "missing", ["doubt", "clear", "doubt_long", "short", "sentence", "piece", "long"]
)
def test_a_threshold_of_the_thorough_reader_that_is_missing_is_named(missing: str) -> None:
    scale = {**dict.fromkeys(("urgent", "hold", "sure", "firm"), 1), "weights": [1, 1]}
    head = {
        "short": scale,
        "sentence": {**scale, "least": 0, "doubt": 0, "near": 0, "more": 1},
        "piece": {"hold": 1, "least": 0},
        "long": scale,
        "doubt": 1,
        "clear": 2,
        "doubt_long": 3,
    }
    assert Second.of(head).clear == head["clear"]
    del head[missing]
    with pytest.raises(KeyError, match=missing):
        Second.of(head)


@pytest.mark.parametrize("pieces", [0, 1, 62, 63, 93, 94, 279, 280, 5_000])
def test_windows_cover_a_text_or_its_two_ends(pieces: int) -> None:
    starts = windows(pieces, 62)
    covered = {n for start in starts for n in range(start, min(start + 62, pieces))}
    assert len(starts) <= MOST_WINDOWS
    assert {0, pieces - 1} <= covered or not pieces
    assert covered == set(range(pieces)) or len(starts) == MOST_WINDOWS


def test_a_text_of_more_pieces_than_places_is_not_read_at_once() -> None:
    ours = understanding()
    assert ours.reads_at_once("fine " * (ours.reader.places - 2))
    assert not ours.reads_at_once("fine " * (ours.reader.places - 1))


def test_the_reader_hears_one_sentence_in_many() -> None:
    ours = understanding()
    told = "my stepdad hits me with his belt when mum is at work"
    around = "the park is nice and the buses are on time and the shops are fine . " * 8
    heard = ours.read(around + told)
    words = ours.cutter.said(around + told)
    assert heard.leaning > ours.read(around).leaning
    most = sorted(heard.heard(words), key=lambda one: -one[0])[:3]
    assert max(word.start for _, word in most) >= len(around)
    assert replace(heard) == ours.read(around + told)
