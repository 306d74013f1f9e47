"""Papers for a meeting: drafted, checked by a second officer, released a week ahead.

Whatever is changed after the check must be checked again. Decisions of the meeting are kept with
a named lead; each raises an action, so that the next paper shows what became of it.
"""

from base64 import b64decode, b64encode
from collections.abc import Callable, Mapping
from dataclasses import dataclass, field, replace
from datetime import date, datetime
from enum import StrEnum
from types import MappingProxyType

from surveys.errors import SurveyError
from surveys.office.actions import Action, Actions, KeptAction, Source
from surveys.office.meetings import KeptMeeting
from surveys.register import Drawer, Kept, RegisterShelf, UnknownThing, Version

KIND, DECISION, PRINT = "paper", "decision", "print"
LONGEST_TITLE, LONGEST_WORDS = 150, 4000
LARGEST_PRINT = 8_000_000


class UnknownPaper(UnknownThing):
    """There is no such paper. Look at the meeting."""


class UnfinishedPaper(SurveyError):
    """A paper needs a title of up to 150 characters and a closed wave."""


class OwnPaper(SurveyError):
    """Somebody else has to check what you wrote last. Ask a second officer."""


class UncheckedPaper(SurveyError):
    """This paper has not been checked as it stands. Have it checked first."""


class ReleasedPaper(SurveyError):
    """This paper has been released and stays as it is. Write another one."""


class UnfinishedDecision(SurveyError):
    """A decision needs words of up to 200 characters and a named lead."""


class PaperState(StrEnum):
    DRAFT = "draft"
    CHECKED = "checked"
    RELEASED = "released"


@dataclass(frozen=True, slots=True)
class Paper:
    """`wave` is the code of the wave it reports; `author` wrote it last, `checker` checked that.

    `purpose` is decision, discussion or noting. Recommendations and implications: one a line.
    """

    title: str
    wave: str
    author: str
    purpose: str = "decision"
    recommendations: str = ""
    implications: str = ""
    state: PaperState = PaperState.DRAFT
    checker: str = ""
    released: date | None = None


KeptPaper = Kept[Paper]


@dataclass(frozen=True, slots=True)
class Decision:
    """What the meeting decided; `action` is the number of the action it raised."""

    words: str
    lead: str
    action: str


KeptDecision = Kept[Decision]


@dataclass(frozen=True, slots=True)
class Print:
    """A released paper's file, as base64: what the board was sent stays as it was."""

    content: str = field(repr=False)


Prints = Mapping[str, bytes]
NO_PRINTS: Prints = MappingProxyType({})


class Papers:
    def __init__(
        self, shelf: RegisterShelf, clock: Callable[[], datetime], actions: Actions
    ) -> None:
        self._clock = clock
        self._actions = actions
        self.drawer = Drawer(shelf, clock, KIND, Paper, UnknownPaper)
        self._decisions = Drawer(shelf, clock, DECISION, Decision)
        self._prints = Drawer(shelf, clock, PRINT, Print, largest=LARGEST_PRINT)

    async def of(self, meeting: KeptMeeting) -> tuple[KeptPaper, ...]:
        found = await self.drawer.all(meeting.id)
        return tuple(sorted(found, key=lambda each: (each.thing.title.casefold(), each.id)))

    async def one(self, meeting: KeptMeeting, paper_id: str) -> KeptPaper:
        """Raises UnknownPaper, also for a paper of another meeting."""
        paper = await self.drawer.one(paper_id)
        if paper.within != meeting.id:
            raise UnknownPaper
        return paper

    async def write(self, meeting: KeptMeeting, paper: Paper, by: str) -> KeptPaper:
        """Raises UnfinishedPaper."""
        return await self.drawer.add(_checked(replace(paper, author=by)), by, within=meeting.id)

    async def change(self, before: KeptPaper, paper: Paper, by: str) -> KeptPaper:
        """It is a draft again. Raises ReleasedPaper, UnfinishedPaper, Overtaken."""
        if before.thing.state is PaperState.RELEASED:
            raise ReleasedPaper
        draft = replace(paper, author=by, checker="", state=PaperState.DRAFT, released=None)
        return await self.drawer.change(before, _checked(draft), by)

    async def check(self, paper: KeptPaper, by: str) -> KeptPaper:
        """Raises OwnPaper, ReleasedPaper, Overtaken."""
        if paper.thing.state is PaperState.RELEASED:
            raise ReleasedPaper
        if paper.thing.author.casefold() == by.casefold():
            raise OwnPaper
        checked = replace(paper.thing, state=PaperState.CHECKED, checker=by)
        return await self.drawer.change(paper, checked, by)

    async def release(self, paper: KeptPaper, by: str, prints: Prints = NO_PRINTS) -> KeptPaper:
        """From now on board members see it, as it is printed now: `prints` are files by format.

        Raises UncheckedPaper, ReleasedPaper, Overtaken.
        """
        if paper.thing.state is PaperState.RELEASED:
            raise ReleasedPaper
        if paper.thing.state is not PaperState.CHECKED:
            raise UncheckedPaper
        today = self._clock().date()
        out = replace(paper.thing, state=PaperState.RELEASED, released=today)
        files = [
            self._prints.first(
                Print(b64encode(content).decode()), by, thing_id=_print_id(paper.id, name)
            )
            for name, content in prints.items()
        ]
        await self.drawer.keep_all([self.drawer.next(paper, out, by), *files])
        return await self.drawer.one(paper.id)

    async def printed(self, paper: KeptPaper, name: str) -> bytes | None:
        """The file of that format as it was released; None for a draft."""
        found = await self._prints.find(_print_id(paper.id, name))
        return b64decode(found.thing.content) if found else None

    # ------------------------------------------------------------ decisions
    async def decisions(self, meeting: KeptMeeting) -> tuple[KeptDecision, ...]:
        """In the order of their actions."""
        found = await self._decisions.all(meeting.id)
        return tuple(sorted(found, key=lambda each: each.thing.action))

    async def decide(self, meeting: KeptMeeting, action: Action, by: str) -> KeptAction:
        """Keep a decision and the action that it is, both or neither.

        Raises UnfinishedDecision, LongAction.
        """
        if not action.title.strip() or not action.lead.strip():
            raise UnfinishedDecision
        raised = replace(action, source=Source.MEETING, origin=meeting.id)

        def decision(number: str) -> tuple[Version]:
            it = Decision(action.title, action.lead, number)
            return (self._decisions.first(it, by, within=meeting.id, thing_id=f"D{number}"),)

        return await self._actions.raise_(raised, by, beside=decision)


def _print_id(paper: str, name: str) -> str:
    return f"{paper}-{name}"


def _checked(paper: Paper) -> Paper:
    words = (paper.recommendations, paper.implications)
    if not (0 < len(paper.title.strip()) <= LONGEST_TITLE and paper.wave):
        raise UnfinishedPaper
    if max(map(len, words)) > LONGEST_WORDS:
        raise UnfinishedPaper
    return paper
