"""A target line is drawn from what the tables show, and says why where there is no share."""

from dataclasses import replace

import pytest

from exports.charts import svg as chart_svg
from exports.disclosure.aggregate import aggregate
from exports.disclosure.ledger import Wanted, rule
from exports.findings.changes import Before
from exports.make import Material, snapshot
from exports.report import Report, Target
from surveys.definitions import frozen
from surveys.definitions.definition import Survey
from surveys.definitions.definition import Target as Aim
from surveys.definitions.reading import load
from surveys.records import Picked, Response
from surveys.releases import Release
from tests.exports.simulated import BOARD, TODAY, closed

SURVEY = replace(load("frontline-event"), breakdowns=())


def answers(good: int, others: int) -> list[Response]:
    """How the event was: half of the good ones "Very good"; of the others half in between."""
    keys = ["5", "4"] * (good // 2) + ["3", "2"] * (others // 2)
    return [Response({"overall": Picked((key,))}) for key in keys]


def released(responses: list[Response], wave: str) -> tuple[Release, Material]:
    ruling = rule(Wanted(SURVEY, {wave: aggregate(SURVEY, responses)}), ())
    assert ruling is not None
    release = Release(TODAY, ruling.name, ruling.waves, ruling.content, ruling.behind)
    name = "At the end" if wave == "w1" else "Three months later"
    made = Material(closed(SURVEY, id=wave, name=name), ruling.decided, TODAY, BOARD)
    return release, made


def report(end: tuple[int, int], later: tuple[int, int]) -> Report:
    release, _ = released(answers(*end), "w1")
    _, made = released(answers(*later), "w2")
    before = Before("At the end", release)
    return snapshot(replace(made, before=before, earlier=(before,)))


def target(end: tuple[int, int], later: tuple[int, int]) -> Target:
    found = report(end, later).more.target
    assert found is not None
    return found


def test_both_times_stand_beside_the_target() -> None:
    found = target((280, 20), (240, 60))
    assert "At the end: 93% favourable, target 95%." in found.says
    assert "Three months later: 80% favourable, target 95%." in found.says
    assert found.chart is not None
    assert found.chart.line == 95
    assert 'class="target" x1="338"' in chart_svg.svg(found.chart)


@pytest.mark.parametrize("later", [(98, 2), (8, 4), (14, 10)])
def test_where_no_share_may_be_shown_it_says_what_it_takes(later: tuple[int, int]) -> None:
    found = target((280, 20), later)
    assert "Three months later: the share is not shown, target 95%." in found.says
    assert "needs about 200 people" in found.says
    assert found.chart is not None
    assert [bar.label for bar in found.chart.bars] == ["At the end"]


def test_a_survey_that_aims_for_nothing_has_none() -> None:
    made = released(answers(40, 40), "w1")[1]
    aimless = replace(made, wave=replace(made.wave, survey=replace(SURVEY, target=None)))
    assert snapshot(aimless).more.target is None


def test_a_target_is_in_the_definition_and_in_the_copy_of_a_wave() -> None:
    aims: dict[str, Aim | None] = {
        key: load(key).target for key in ("training-evaluation", "frontline-event", "safety-pulse")
    }
    assert aims == {
        "training-evaluation": Aim("overall", 95),
        "frontline-event": Aim("overall", 95),
        "safety-pulse": None,
    }
    assert frozen.load(frozen.dump(SURVEY)).target == Aim("overall", 95)


def test_a_copy_from_before_there_were_targets_is_read() -> None:
    old = frozen.dump(replace(SURVEY, target=None)).replace('"target": null, ', "")
    again: Survey = frozen.load(old)
    assert again.target is None
