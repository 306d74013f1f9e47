"""What a meeting decided, and the actions that come of it."""

from collections.abc import Sequence
from datetime import UTC, date, datetime

import pytest

from surveys.memory.register import MemoryRegister
from surveys.office.actions import Action, Actions, Source
from surveys.office.meetings import KeptMeeting, Meeting
from surveys.office.papers import DECISION, Papers
from surveys.register import Kept, Version

NOW = datetime(2026, 3, 10, 12, tzinfo=UTC)
BUS = Action("Ask for a later bus", NOW.date(), lead="Ada")
MEETING: KeptMeeting = Kept("m1", 1, "", NOW, "Olu", Meeting("Spring board", date(2026, 3, 10)))


class Fails(MemoryRegister):
    """The disk is full as soon as a decision comes."""

    async def add_versions(self, versions: Sequence[Version]) -> None:
        if any(version.kind == DECISION for version in versions):
            raise OSError("no room")
        await super().add_versions(versions)


def papers(shelf: MemoryRegister) -> tuple[Papers, Actions]:
    actions = Actions(shelf, lambda: NOW)
    return Papers(shelf, lambda: NOW, actions), actions


async def test_a_decision_is_kept_under_the_number_of_its_action() -> None:
    office, actions = papers(MemoryRegister())
    kept = await office.decide(MEETING, BUS, "Olu")
    (decision,) = await office.decisions(MEETING)
    assert (decision.thing.words, decision.thing.action) == (BUS.title, kept.id)
    raised = (await actions.one(kept.id)).thing
    assert (raised.source, raised.origin) == (Source.MEETING, MEETING.id)


async def test_a_decision_that_cannot_be_kept_leaves_no_action_behind() -> None:
    office, actions = papers(Fails())
    with pytest.raises(OSError, match="no room"):
        await office.decide(MEETING, BUS, "Olu")
    assert await actions.all() == ()
