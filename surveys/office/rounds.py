"""A round of priorities as it is kept: steps, proposals, picks, ratings; what can go wrong."""

from collections.abc import Mapping
from dataclasses import dataclass
from enum import StrEnum

from surveys.errors import SurveyError
from surveys.register import Kept, UnknownThing

LONGEST_NAME, LONGEST_WHY, LONGEST_PLAN = 120, 500, 600
MOST_EACH = 3
MOST_CHOSEN = 6
YEARS = 3
FIRST_YEAR, LAST_YEAR = 2000, 2100
MARKS = range(1, 6)


class UnknownRound(UnknownThing):
    """There is no such round of priorities. Look at the list of rounds."""


class UnknownProposal(UnknownThing):
    """There is no such proposal in this round. Look at the round as it stands now."""


class UnfinishedRound(SurveyError):
    """A round needs a name of up to 120 characters and a year such as 2027."""


class NotNow(SurveyError):
    """The round is not at that step. Look at it as it stands now."""


class RoundNotReady(SurveyError):
    """Nothing is there for the next step yet: first proposals, then picks, then ratings."""


class UnfinishedProposal(SurveyError):
    """A proposal needs a title of up to 120 characters and why, in up to 500."""


class EnoughProposals(SurveyError):
    """Each member proposes three at most. Withdraw one to make room."""


class WrongPicks(SurveyError):
    """Pick one to three proposals, and name the group if it is one."""


class WrongRating(SurveyError):
    """Give each priority a number from 1 to 5."""


class LongPlan(SurveyError):
    """Keep it shorter: 600 characters for the objectives, and for the measure of each year."""


class EnoughChosen(SurveyError):
    """Six priorities are as many as fit on a page. Take one off first."""


class RoundState(StrEnum):
    PROPOSING = "proposing"
    PICKING = "picking"
    RATING = "rating"
    DECIDED = "decided"


@dataclass(frozen=True, slots=True)
class Round:
    """`year` is the first of the years that it plans for."""

    name: str
    year: int
    state: RoundState = RoundState.PROPOSING

    @property
    def years(self) -> range:
        return range(self.year, self.year + YEARS)

    @property
    def next(self) -> RoundState | None:
        after = list(RoundState)[list(RoundState).index(self.state) + 1 :]
        return after[0] if after else None


@dataclass(frozen=True, slots=True)
class Pitch:
    """What a member writes; screened before it is kept."""

    title: str
    why: str


@dataclass(frozen=True, slots=True)
class Plan:
    """What follows for a chosen priority. Objectives: one a line; a measure for each year."""

    objectives: str = ""
    measures: tuple[str, ...] = ()


@dataclass(frozen=True, slots=True)
class Proposal:
    """`into` is the proposal that says the same and stands for it. `plan`: it was chosen."""

    title: str
    why: str
    who: str
    into: str = ""
    withdrawn: bool = False
    plan: Plan | None = None

    @property
    def stands(self) -> bool:
        return not self.into and not self.withdrawn


@dataclass(frozen=True, slots=True)
class Picks:
    """Of a member, or of a group that an officer took down."""

    who: str
    group: bool
    proposals: tuple[str, ...]


@dataclass(frozen=True, slots=True)
class Rating:
    """Marks of one member, by proposal."""

    who: str
    marks: Mapping[str, int]


KeptRound = Kept[Round]
KeptProposal = Kept[Proposal]


@dataclass(frozen=True, slots=True)
class Score:
    """`mean` of the marks, `spread` their standard deviation: 0 where all agree."""

    proposal: KeptProposal
    mean: float
    spread: float
    rated: int
