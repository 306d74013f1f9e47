"""The action log: what may be kept, what its history says, and the sides it is seen from."""

from contextlib import suppress
from dataclasses import replace
from datetime import UTC, date, datetime, timedelta

import pytest

from surveys.memory.register import MemoryRegister
from surveys.office import action_views
from surveys.office.actions import (
    Action,
    Actions,
    LongAction,
    NoOutcome,
    Status,
    UnfinishedAction,
    UnknownAction,
)
from surveys.register import Drawer, Overtaken

TODAY = date(2026, 3, 10)
LAMPS = Action(
    "Light Mill Path",
    raised=TODAY,
    theme="Lighting",
    lead="Ana",
    agency="Highways",
    due=date(2026, 6, 1),
    measure="Fewer people avoid the path after dark",
)


class Time:
    def __init__(self) -> None:
        self.now = datetime(2026, 3, 10, 12, tzinfo=UTC)

    def __call__(self) -> datetime:
        return self.now


@pytest.fixture
def time() -> Time:
    return Time()


@pytest.fixture
def log(time: Time) -> Actions:
    return Actions(MemoryRegister(), time)


async def test_actions_are_numbered_as_they_are_raised(log: Actions) -> None:
    raised = [await log.raise_(LAMPS, "Olu") for _ in range(3)]
    assert [each.id for each in raised] == ["A0001", "A0002", "A0003"]


async def test_what_belongs_to_an_action_is_kept_with_it_or_neither_is(time: Time) -> None:
    shelf = MemoryRegister()
    log, beside = Actions(shelf, time), Drawer(shelf, time, "beside", str)
    await beside.add("taken", "Olu", thing_id="A0002")
    for _ in range(2):
        with suppress(Overtaken):
            await log.raise_(
                LAMPS, "Olu", lambda number: [beside.first("", "Olu", thing_id=number)]
            )
    assert [each.id for each in await log.all()] == ["A0001"]
    assert [each.id for each in await beside.all()] == ["A0001", "A0002"]


async def test_every_change_stays_in_the_history_with_its_note(log: Actions, time: Time) -> None:
    first = await log.raise_(LAMPS, "Olu")
    time.now += timedelta(days=20)
    going = replace(LAMPS, status=Status.UNDER_WAY, note="Ordered 8 lamps.")
    second = await log.change(first, going, "Ana")
    assert [(each.by, each.thing.note) for each in await log.history("A0001")] == [
        ("Olu", ""),
        ("Ana", "Ordered 8 lamps."),
    ]
    assert second.at.date() == date(2026, 3, 30)


async def test_who_looked_at_an_older_state_does_not_overwrite(log: Actions) -> None:
    first = await log.raise_(LAMPS, "Olu")
    await log.change(first, replace(LAMPS, lead="Ben"), "Olu")
    with pytest.raises(Overtaken):
        await log.change(first, replace(LAMPS, lead="Cy"), "Ana")
    assert (await log.one("A0001")).thing.lead == "Ben"


@pytest.mark.parametrize(
    ("changes", "error"),
    [
        ({"title": "  "}, UnfinishedAction),
        ({"title": "x" * 201}, LongAction),
        ({"note": "x" * 2001}, LongAction),
        ({"status": Status.DONE}, NoOutcome),
        ({"status": Status.DROPPED, "outcome": " "}, NoOutcome),
    ],
)
async def test_an_action_that_lacks_something_is_not_kept(
    log: Actions, changes: dict[str, object], error: type[Exception]
) -> None:
    with pytest.raises(error):
        await log.raise_(replace(LAMPS, **changes), "Olu")  # type: ignore[arg-type]
    assert await log.all() == ()


async def test_closing_dates_the_end_and_opening_again_takes_it_away(
    log: Actions, time: Time
) -> None:
    first = await log.raise_(LAMPS, "Olu")
    time.now += timedelta(days=5)
    done = await log.change(first, replace(LAMPS, status=Status.DONE, outcome="Lit."), "Ana")
    assert done.thing.closed == date(2026, 3, 15)
    again = await log.change(done, replace(done.thing, status=Status.UNDER_WAY), "Ana")
    assert again.thing.closed is None


async def test_an_unknown_action_is_said(log: Actions) -> None:
    with pytest.raises(UnknownAction):
        await log.one("A0009")


# ---------------------------------------------------------------- views
async def _several(log: Actions) -> None:
    await log.raise_(replace(LAMPS, due=None), "Olu")
    await log.raise_(replace(LAMPS, due=date(2026, 3, 9), lead="Ben", agency=""), "Olu")
    await log.raise_(LAMPS, "Olu")
    await log.raise_(replace(LAMPS, status=Status.DONE, outcome="Lit."), "Olu")


async def test_what_is_outstanding_stands_with_the_first_due_on_top(log: Actions) -> None:
    await _several(log)
    shown = action_views.outstanding(await log.all())
    assert [each.id for each in shown] == ["A0002", "A0003", "A0001"]
    assert [each.id for each in action_views.overdue(await log.all(), TODAY)] == ["A0002"]
    assert [each.id for each in action_views.finished(await log.all())] == ["A0004"]


async def test_groups_are_in_order_and_those_without_a_name_come_last(log: Actions) -> None:
    await _several(log)
    shown = action_views.by_agency(await log.all())
    assert list(shown) == ["Highways", ""]
    assert [each.id for each in shown[""]] == ["A0002"]


async def test_a_theme_raised_again_after_closing_is_said_to_come_back(
    log: Actions, time: Time
) -> None:
    first = await log.raise_(LAMPS, "Olu")
    same_day = await log.raise_(LAMPS, "Olu")
    await log.change(first, replace(LAMPS, status=Status.DONE, outcome="Lit."), "Ana")
    time.now += timedelta(days=100)
    again = await log.raise_(replace(LAMPS, raised=time.now.date(), theme="lighting"), "Olu")
    actions = await log.all()
    assert [each.id for each in action_views.asked_before(again, actions)] == [first.id]
    assert action_views.asked_before(same_day, actions) == ()
    assert list(action_views.recurring(actions)) == ["Lighting"]
    assert len(action_views.recurring(actions)["Lighting"]) == 3
