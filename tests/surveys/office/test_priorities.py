"""A round of priorities: three each, doubles merged, scores shut until the rating is closed."""

from datetime import UTC, datetime

import pytest

from surveys.memory.register import MemoryRegister
from surveys.office.priorities import Priorities
from surveys.office.rounds import (
    EnoughProposals,
    KeptRound,
    NotNow,
    Pitch,
    Plan,
    RoundNotReady,
    RoundState,
    UnfinishedProposal,
    UnfinishedRound,
    UnknownProposal,
    WrongPicks,
    WrongRating,
)


@pytest.fixture
def book() -> Priorities:
    return Priorities(MemoryRegister(), lambda: datetime(2026, 3, 2, 12, tzinfo=UTC))


async def proposed(book: Priorities, *titles: str) -> tuple[KeptRound, list[str]]:
    round_ = await book.start("The board", 2027, "Olu")
    ids = [
        (await book.propose(round_, Pitch(title, "Many ask for it"), f"Member {number}")).id
        for number, title in enumerate(titles)
    ]
    return round_, ids


async def rating(book: Priorities) -> tuple[KeptRound, list[str]]:
    round_, ids = await proposed(book, "Safe streets", "Exploitation", "Neglect")
    round_ = await book.go_on(round_, "Olu")
    await book.pick(round_, ids[:2], "Ana")
    return await book.go_on(round_, "Olu"), ids


@pytest.mark.parametrize(("name", "year"), [("", 2027), ("x" * 121, 2027), ("Board", 27)])
async def test_a_round_needs_a_name_and_a_year(book: Priorities, name: str, year: int) -> None:
    with pytest.raises(UnfinishedRound):
        await book.start(name, year, "Olu")


async def test_each_member_proposes_three_and_may_change_their_mind(book: Priorities) -> None:
    round_, _ = await proposed(book)
    made = [await book.propose(round_, Pitch(f"P{n}", "Why"), "Ana") for n in range(3)]
    with pytest.raises(EnoughProposals):
        await book.propose(round_, Pitch("P4", "Why"), "ana")
    with pytest.raises(UnknownProposal):
        await book.withdraw(round_, made[0].id, "Bob")
    await book.withdraw(round_, made[0].id, "Ana")
    await book.propose(round_, Pitch("P4", "Why"), "Ana")
    assert [e.thing.title for e in await book.standing(round_)] == ["P1", "P2", "P4"]
    with pytest.raises(UnfinishedProposal):
        await book.propose(round_, Pitch("P5", " "), "Bob")


async def test_a_step_waits_for_what_it_needs_and_happens_in_its_own_time(book: Priorities) -> None:
    round_, _ = await proposed(book)
    with pytest.raises(RoundNotReady):
        await book.go_on(round_, "Olu")
    round_, ids = await proposed(book, "Safe streets")
    with pytest.raises(NotNow):
        await book.pick(round_, ids, "Ana")
    round_ = await book.go_on(round_, "Olu")
    with pytest.raises(NotNow):
        await book.propose(round_, Pitch("Late", "Why"), "Ana")
    with pytest.raises(RoundNotReady):
        await book.go_on(round_, "Olu")


async def test_picks_of_what_was_merged_count_once_for_what_it_went_into(book: Priorities) -> None:
    round_, (first, second, third) = await proposed(book, "Streets", "Safe streets", "Neglect")
    round_ = await book.go_on(round_, "Olu")
    await book.pick(round_, [first, second], "Ana")
    await book.pick(round_, [second, third], "Olu", group="Table 1")
    await book.merge(round_, [second, first], first, "Olu")
    assert dict(await book.counts(round_)) == {first: 2, third: 1}
    assert [e.id for e in await book.picked(round_)] == [first, third]
    with pytest.raises(UnknownProposal):
        await book.pick(round_, [second], "Bob")
    await book.merge(round_, [first], third, "Olu")
    assert {e.thing.into for e in await book.proposals(round_)} == {"", third}
    await book.part(round_, second, "Olu")
    assert dict(await book.counts(round_)) == {third: 2, second: 2}


async def test_picks_are_one_to_three_and_again_replaces(book: Priorities) -> None:
    round_, ids = await proposed(book, "A", "B", "C", "D")
    round_ = await book.go_on(round_, "Olu")
    for wrong in ([], ids):
        with pytest.raises(WrongPicks):
            await book.pick(round_, wrong, "Ana")
    with pytest.raises(WrongPicks):
        await book.pick(round_, ids[:1], "Ana", group=" ")
    await book.pick(round_, ids[:3], "Ana")
    await book.pick(round_, ids[3:], "Ana")
    assert dict(await book.counts(round_)) == {ids[3]: 1}
    await book.pick(round_, ids[:1], "Olu", group="Tabel 1")
    await book.pick(round_, [], "Olu", group="tabel 1")
    assert [each.who for each in await book.picks(round_)] == ["Ana"]
    assert dict(await book.counts(round_)) == {ids[3]: 1}


async def test_a_pick_that_came_as_the_rating_was_closed_takes_no_score_away(
    book: Priorities,
) -> None:
    round_, ids = await proposed(book, "Safe streets", "Exploitation", "Neglect")
    picking = await book.go_on(round_, "Olu")
    await book.pick(picking, ids[:2], "Ana")
    round_ = await book.go_on(picking, "Olu")
    await book.rate(round_, dict.fromkeys(ids[:2], 4), "Ana")
    await book.pick(picking, ids[2:], "Bob")
    closed = await book.go_on(round_, "Olu")
    assert {each.proposal.id for each in await book.scores(closed)} == set(ids[:2])


async def test_scores_stay_shut_until_the_rating_is_closed(book: Priorities) -> None:
    round_, (streets, harm, left) = await rating(book)
    await book.rate(round_, {streets: 1, harm: 1}, "Ana")
    await book.rate(round_, {streets: 2, harm: 5}, "Ana")
    await book.rate(round_, {streets: 4, harm: 5}, "Bob")
    with pytest.raises(NotNow):
        await book.scores(round_)
    for wrong in ({streets: 3}, {streets: 0, harm: 3}, {streets: 3, harm: 3, left: 3}):
        with pytest.raises(WrongRating):
            await book.rate(round_, wrong, "Eve")
    closed = await book.go_on(round_, "Olu")
    scores = await book.scores(closed)
    found = [(e.proposal.id, e.mean, e.spread, e.rated) for e in scores]
    assert found == [(harm, 5, 0, 2), (streets, 3, 1, 2)]
    with pytest.raises(NotNow):
        await book.rate(closed, {streets: 5, harm: 5}, "Eve")


async def test_what_is_chosen_keeps_its_plan_and_can_be_taken_off(book: Priorities) -> None:
    round_, (streets, harm, left) = await rating(book)
    await book.rate(round_, {streets: 2, harm: 5}, "Ana")
    round_ = await book.go_on(round_, "Olu")
    assert round_.thing.state is RoundState.DECIDED
    plan = Plan("Light the path", ("10 lamps", "", "Less fear"))
    await book.choose(round_, await book.proposal(round_, harm), plan, "Olu")
    assert (await book.proposal(round_, harm)).thing.plan == plan
    await book.choose(round_, await book.proposal(round_, harm), None, "Olu")
    assert (await book.proposal(round_, harm)).thing.plan is None
    with pytest.raises(UnknownProposal):
        await book.choose(round_, await book.proposal(round_, left), plan, "Olu")
