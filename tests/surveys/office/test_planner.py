"""The calendar is drawn from what is there."""

from dataclasses import replace
from datetime import UTC, date, datetime, timedelta

from surveys.memory.register import MemoryRegister
from surveys.office.actions import Action, Status
from surveys.office.meetings import Meeting
from surveys.office.office import Office
from surveys.office.planner import WEEK, What, calendar, within
from surveys.records import Wave, WaveState
from tests import factories

DAY = date(2026, 3, 31)


def closed(opened: date, key: str = "pulse") -> Wave:
    wave = factories.wave()
    survey = replace(wave.survey, key=key)
    return replace(wave, survey=survey, opened_on=opened, state=WaveState.CLOSED)


async def office() -> Office:
    made = Office.on(MemoryRegister(), lambda: datetime(2026, 3, 10, 12, tzinfo=UTC))
    await made.meetings.plan(Meeting("The board", DAY), "Olu")
    await made.meetings.plan(Meeting("Called off", DAY, off=True), "Olu")
    await made.events.plan("Frontline", date(2026, 3, 20), ["One"], "Olu")
    lamps = Action("Light the path", date(2026, 3, 1), due=date(2026, 3, 12))
    await made.actions.raise_(lamps, "Olu")
    await made.actions.raise_(replace(lamps, status=Status.DONE, outcome="Lit."), "Olu")
    return made


async def test_everything_with_a_day_stands_in_order() -> None:
    made = await office()
    dues = calendar(
        await made.meetings.all(), await made.events.all(), await made.actions.all(), ()
    )
    assert [(each.day, each.what) for each in dues] == [
        (date(2026, 3, 3), What.CHASE),
        (date(2026, 3, 12), What.ACTION),
        (date(2026, 3, 17), What.REMINDER),
        (date(2026, 3, 20), What.EVENT),
        (date(2026, 3, 24), What.PAPERS),
        (DAY, What.MEETING),
    ]
    week = within(dues, date(2026, 3, 12), WEEK)
    assert [each.what for each in week] == [What.ACTION, What.REMINDER]


def test_a_survey_that_is_repeated_is_due_a_quarter_later() -> None:
    first, second = closed(date(2025, 12, 1)), closed(date(2026, 3, 2))
    (due,) = calendar((), (), (), (first, second, closed(date(2026, 3, 1), "once")))
    assert (due.day, due.what, due.id) == (date(2026, 6, 1), What.WAVE, "pulse")
    running = replace(second, opened_on=date(2026, 4, 1), state=WaveState.OPEN)
    assert calendar((), (), (), (first, second, running)) == ()
    assert due.day - second.opened_on == timedelta(days=91)  # type: ignore[operator]
