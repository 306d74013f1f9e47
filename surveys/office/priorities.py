"""A round of priorities: members propose, groups and members pick, all rate, the board decides.

It is the board's own work, under its members' names. Scores stay shut until the rating is closed,
so that nobody follows the others. What says the same is merged, and says where it came from.
"""

import hashlib
from collections import Counter
from collections.abc import Callable, Mapping, Sequence
from dataclasses import replace
from datetime import datetime
from statistics import fmean, pstdev
from typing import TypeVar

from surveys.office.rounds import (
    FIRST_YEAR,
    LAST_YEAR,
    LONGEST_NAME,
    LONGEST_PLAN,
    LONGEST_WHY,
    MARKS,
    MOST_CHOSEN,
    MOST_EACH,
    EnoughChosen,
    EnoughProposals,
    KeptProposal,
    KeptRound,
    LongPlan,
    NotNow,
    Picks,
    Pitch,
    Plan,
    Proposal,
    Rating,
    Round,
    RoundNotReady,
    RoundState,
    Score,
    UnfinishedProposal,
    UnfinishedRound,
    UnknownProposal,
    UnknownRound,
    WrongPicks,
    WrongRating,
)
from surveys.register import Drawer, RegisterShelf

T = TypeVar("T")

KIND, PROPOSAL, PICKS, RATING = "priorities", "proposal", "picks", "rating"


class Priorities:
    def __init__(self, shelf: RegisterShelf, clock: Callable[[], datetime]) -> None:
        self.drawer = Drawer(shelf, clock, KIND, Round, UnknownRound)
        self._proposals = Drawer(shelf, clock, PROPOSAL, Proposal, UnknownProposal)
        self._picks = Drawer(shelf, clock, PICKS, Picks)
        self._ratings = Drawer(shelf, clock, RATING, Rating)

    async def all(self) -> tuple[KeptRound, ...]:
        """The newest year on top."""
        found = await self.drawer.all()
        return tuple(sorted(found, key=lambda each: (-each.thing.year, each.thing.name, each.id)))

    async def one(self, round_id: str) -> KeptRound:
        """Raises UnknownRound."""
        return await self.drawer.one(round_id)

    async def start(self, name: str, year: int, by: str) -> KeptRound:
        """Raises UnfinishedRound."""
        if not 0 < len(name.strip()) <= LONGEST_NAME or not FIRST_YEAR <= year <= LAST_YEAR:
            raise UnfinishedRound
        return await self.drawer.add(Round(name.strip(), year), by)

    async def go_on(self, round_: KeptRound, by: str) -> KeptRound:
        """To the next step; there is no way back. Raises NotNow, RoundNotReady, Overtaken."""
        after = round_.thing.next
        if after is None:
            raise NotNow
        ready = {
            RoundState.PICKING: self.standing,
            RoundState.RATING: self.picked,
            RoundState.DECIDED: self.ratings,
        }
        if not await ready[after](round_):
            raise RoundNotReady
        return await self.drawer.change(round_, replace(round_.thing, state=after), by)

    # ------------------------------------------------------------ proposing
    async def proposals(self, round_: KeptRound) -> tuple[KeptProposal, ...]:
        """All that were not withdrawn, by title."""
        found = [e for e in await self._proposals.all(round_.id) if not e.thing.withdrawn]
        return tuple(sorted(found, key=lambda each: (each.thing.title.casefold(), each.id)))

    async def standing(self, round_: KeptRound) -> tuple[KeptProposal, ...]:
        """Those that were not merged into another."""
        return tuple(each for each in await self.proposals(round_) if each.thing.stands)

    async def proposal(self, round_: KeptRound, proposal_id: str) -> KeptProposal:
        """Raises UnknownProposal, also for one of another round or that does not stand."""
        found = await self._proposals.one(proposal_id)
        if found.within != round_.id or not found.thing.stands:
            raise UnknownProposal
        return found

    async def propose(self, round_: KeptRound, pitch: Pitch, who: str) -> KeptProposal:
        """Raises NotNow, UnfinishedProposal, EnoughProposals, Overtaken."""
        _at(round_, RoundState.PROPOSING)
        title, why = " ".join(pitch.title.split()), pitch.why.strip()
        if not 0 < len(title) <= LONGEST_NAME or not 0 < len(why) <= LONGEST_WHY:
            raise UnfinishedProposal
        made = Proposal(title, why, who)
        for place in range(MOST_EACH):
            name = _named(round_, f"proposal {place}", who)
            found = await self._proposals.find(name)
            if found is None:
                return await self._proposals.add(made, who, within=round_.id, thing_id=name)
            if found.thing.withdrawn:
                return await self._proposals.change(found, made, who)
        raise EnoughProposals

    async def withdraw(self, round_: KeptRound, proposal_id: str, who: str) -> None:
        """One's own. Raises NotNow, UnknownProposal, Overtaken."""
        _at(round_, RoundState.PROPOSING)
        mine = await self.proposal(round_, proposal_id)
        others = [e for e in await self.proposals(round_) if e.thing.into == mine.id]
        if mine.thing.who.casefold() != who.casefold() or others:
            raise UnknownProposal
        await self._proposals.change(mine, replace(mine.thing, withdrawn=True), who)

    async def merge(self, round_: KeptRound, ids: Sequence[str], into: str, by: str) -> None:
        """They say the same: `into` stands for all. Raises NotNow, UnknownProposal, Overtaken."""
        _at(round_, RoundState.PROPOSING, RoundState.PICKING)
        home = await self.proposal(round_, into)
        gone = {(await self.proposal(round_, each)).id for each in ids} - {home.id}
        moved = [
            self._proposals.next(each, replace(each.thing, into=home.id), by)
            for each in await self.proposals(round_)
            if each.id in gone or each.thing.into in gone
        ]
        await self._proposals.keep_all(moved)

    async def part(self, round_: KeptRound, proposal_id: str, by: str) -> None:
        """A merged one stands by itself again. Raises NotNow, UnknownProposal, Overtaken."""
        _at(round_, RoundState.PROPOSING, RoundState.PICKING)
        found = [e for e in await self.proposals(round_) if e.id == proposal_id and e.thing.into]
        if not found:
            raise UnknownProposal
        await self._proposals.change(found[0], replace(found[0].thing, into=""), by)

    # ------------------------------------------------------------ picking
    async def picks(self, round_: KeptRound) -> tuple[Picks, ...]:
        """By name."""
        found = [e.thing for e in await self._picks.all(round_.id) if e.thing.proposals]
        return tuple(sorted(found, key=lambda each: (not each.group, each.who.casefold())))

    async def pick(
        self, round_: KeptRound, ids: Sequence[str], by: str, *, group: str | None = None
    ) -> None:
        """A member's own, or a group's; again replaces, and none takes back what was there.

        Raises NotNow, WrongPicks, UnknownProposal, Overtaken.
        """
        _at(round_, RoundState.PICKING)
        who = by if group is None else " ".join(group.split())
        chosen = tuple(dict.fromkeys(ids))
        if not 0 < len(who) <= LONGEST_NAME or len(chosen) > MOST_EACH:
            raise WrongPicks
        for each in chosen:
            await self.proposal(round_, each)
        thing = Picks(who, group is not None, chosen)
        name = _named(round_, "picks of a group" if thing.group else "picks", who)
        if not chosen and await self._picks.find(name) is None:
            raise WrongPicks
        await _put(self._picks, thing, by, round_, name)

    async def counts(self, round_: KeptRound) -> Mapping[str, int]:
        """How many picked each. A pick of a merged one counts for the one it went into."""
        home = {each.id: each.thing.into or each.id for each in await self.proposals(round_)}
        every = await self.picks(round_)
        return Counter(one for each in every for one in {home[i] for i in each.proposals})

    async def picked(self, round_: KeptRound) -> tuple[KeptProposal, ...]:
        """Those that somebody picked, most picks first."""
        counts = await self.counts(round_)
        found = [each for each in await self.standing(round_) if counts.get(each.id)]
        return tuple(sorted(found, key=lambda each: -counts[each.id]))

    # ------------------------------------------------------------ rating
    async def ratings(self, round_: KeptRound) -> tuple[Rating, ...]:
        return tuple(each.thing for each in await self._ratings.all(round_.id))

    async def rate(self, round_: KeptRound, marks: Mapping[str, int], who: str) -> None:
        """One rating each; again replaces. Raises NotNow, WrongRating, Overtaken."""
        _at(round_, RoundState.RATING)
        wanted = {each.id for each in await self.picked(round_)}
        if set(marks) != wanted or not all(mark in MARKS for mark in marks.values()):
            raise WrongRating
        name = _named(round_, "rating", who)
        await _put(self._ratings, Rating(who, dict(marks)), who, round_, name)

    async def scores(self, round_: KeptRound) -> tuple[Score, ...]:
        """The best first; of equals the one on which they agree more. Raises NotNow.

        Without one that nobody rated: it was picked in the moment in which the picking ended.
        """
        _at(round_, RoundState.DECIDED)
        ratings = await self.ratings(round_)
        rated = {one for each in ratings for one in each.marks}
        found = [_score(each, ratings) for each in await self.picked(round_) if each.id in rated]
        return tuple(sorted(found, key=lambda each: (-each.mean, each.spread)))

    # ------------------------------------------------------------ decided
    async def choose(
        self, round_: KeptRound, proposal: KeptProposal, plan: Plan | None, by: str
    ) -> None:
        """With its plan; None: it is not chosen.

        Raises NotNow, UnknownProposal, LongPlan, EnoughChosen, Overtaken.
        """
        scores = await self.scores(round_)
        if proposal.id not in {each.proposal.id for each in scores}:
            raise UnknownProposal
        if plan and max(map(len, (plan.objectives, *plan.measures))) > LONGEST_PLAN:
            raise LongPlan
        others = sum(1 for e in scores if e.proposal.thing.plan and e.proposal.id != proposal.id)
        if plan and others >= MOST_CHOSEN:
            raise EnoughChosen
        await self._proposals.change(proposal, replace(proposal.thing, plan=plan), by)


def _at(round_: KeptRound, *states: RoundState) -> None:
    if round_.thing.state not in states:
        raise NotNow


def _score(proposal: KeptProposal, ratings: Sequence[Rating]) -> Score:
    marks = [each.marks[proposal.id] for each in ratings if proposal.id in each.marks]
    return Score(proposal, fmean(marks), pstdev(marks), len(marks))


async def _put(drawer: Drawer[T], thing: T, by: str, round_: KeptRound, name: str) -> None:
    """Keep it under its name, in place of what was there."""
    found = await drawer.find(name)
    if found is None:
        await drawer.add(thing, by, within=round_.id, thing_id=name)
    else:
        await drawer.change(found, thing, by)


def _named(round_: KeptRound, kind: str, who: str) -> str:
    whole = f"{round_.id} {kind} {who.casefold()}"
    return hashlib.blake2b(whole.encode(), digest_size=8).hexdigest()
