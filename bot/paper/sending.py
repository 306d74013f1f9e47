"""Forms on the one road in: many at once, each exactly once, all accounted for."""

import asyncio
from collections.abc import Callable, Iterator, Sequence
from contextvars import ContextVar
from dataclasses import dataclass, field

from bot.errors import BotError
from bot.paper.forms import Form
from bot.walking import walk
from moderation.verdict import Route, Verdict
from surveys import replies
from surveys.intake import Intake
from surveys.messages import Reply, Thank

SIDE_BY_SIDE = 32
TRIES = 5
PAUSE_SECONDS = 0.5

_row: ContextVar[int] = ContextVar("row")


class NotFinished(BotError):
    """The import stopped half-way. Run the same command again: what is stored is not doubled."""


@dataclass(slots=True)
class Tally:
    """What became of each row, by its number."""

    stored: set[int] = field(default_factory=set)
    before: set[int] = field(default_factory=set)
    held: set[int] = field(default_factory=set)
    urgent: set[int] = field(default_factory=set)

    def hear(self, verdict: Verdict) -> None:
        """Told by the intake of each screening, in the task of the row it belongs to."""
        match verdict.route:
            case Route.PUBLISH:
                pass
            case Route.HOLD:
                self.held.add(_row.get())
            case Route.ESCALATE:
                self.urgent.add(_row.get())


@dataclass(slots=True)
class Done:
    """How far it is, for the progress bar."""

    of: int
    tell: Callable[[int, int], None]
    count: int = 0

    def one_more(self) -> None:
        self.count += 1
        self.tell(self.count, self.of)


async def send(intake: Intake, code: str, forms: Sequence[Form], tally: Tally, done: Done) -> None:
    """All of them. Raises NotFinished, with what was stored kept."""
    waiting = iter(forms)
    try:
        async with asyncio.TaskGroup() as group:
            for _ in range(SIDE_BY_SIDE):
                group.create_task(_worker(intake, code, waiting, tally, done))
    except* NotFinished:
        raise NotFinished from None


async def _worker(
    intake: Intake, code: str, waiting: Iterator[Form], tally: Tally, done: Done
) -> None:
    for form in waiting:
        _row.set(form.number)
        await _send_one(intake, code, form, tally)
        done.one_more()


async def _send_one(intake: Intake, code: str, form: Form, tally: Tally) -> None:
    for attempt in range(TRIES):
        last = await walk(intake, code, form.walker)
        if _thanked(last):
            tally.stored.add(form.number)
            return
        if replies.already(form.walker.language) in last:
            tally.before.add(form.number)
            return
        await asyncio.sleep(PAUSE_SECONDS * attempt)
    raise NotFinished


def _thanked(said: Sequence[Reply]) -> bool:
    return any(isinstance(reply, Thank) for reply in said)
