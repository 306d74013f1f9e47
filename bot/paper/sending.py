"""Forms on the one road in, all of them or none.

Each form is answered message by message through the real intake, on a store in memory. What it
comes to there, sealed responses and sealed urgent words, goes into the database in a single
transaction: a crash before it leaves nothing behind. Tokens see to it that the same sheet twice
is counted once.
"""

from collections.abc import Callable, Sequence
from contextvars import ContextVar
from dataclasses import dataclass, field, replace
from typing import assert_never

from bot.errors import BotError
from bot.paper.forms import Form
from bot.parts import Parts
from bot.walking import walk
from moderation.verdict import Route, Verdict
from surveys.errors import WaveClosed
from surveys.intake.intake import Care, Intake
from surveys.memory.store import MemoryStore
from surveys.messages import Thank
from surveys.records import UrgentItem, Wave
from surveys.writes import Finish, Outcome, SaveTalk, Write

PATIENCE = 60.0
"""Seconds for one message: nobody waits before a screen, and a busy machine is no lost form."""

_row: ContextVar[int] = ContextVar("row")

Tell = Callable[[int, int], None]
"""Called with how many forms are through, and of how many."""


class FormLost(BotError):
    """A form did not get through, so nothing was stored. Please report this."""


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
            case _:
                assert_never(verdict.route)


@dataclass(slots=True)
class Tray:
    """The writer of the intake in memory: keeps each finished form, with its urgent words."""

    store: MemoryStore
    finished: dict[int, Finish] = field(default_factory=dict)
    _urgent: dict[bytes, tuple[UrgentItem, ...]] = field(default_factory=dict)

    async def write(self, write: Write, *, to_the_end: bool = False) -> Outcome:  # noqa: ARG002
        (outcome,) = await self.store.commit((write,))
        if isinstance(write, SaveTalk):
            self._urgent[write.key] = (*self._urgent.get(write.key, ()), *write.urgent)
        if isinstance(write, Finish):
            urgent = (*self._urgent.pop(write.key, ()), *write.urgent)
            self.finished[_row.get()] = replace(write, before=0, urgent=urgent)
        return outcome


async def send(parts: Parts, wave: Wave, forms: Sequence[Form], care: Care, tell: Tell) -> Tally:
    """All of them, exactly once. Raises FormLost, WaveClosed; then nothing was stored."""
    tally, store = Tally(), await _in_memory(parts, wave)
    tray = Tray(store)
    telling = replace(care, heard=tally.hear, patience=PATIENCE)
    intake = Intake(store, tray, parts.keyring, parts.clock, care=telling)
    for count, form in enumerate(forms, start=1):
        _row.set(form.number)
        replies = await walk(intake, wave.code, form.walker)
        if not any(isinstance(reply, Thank) for reply in replies):
            raise FormLost
        tell(count, len(forms))
    await _hand_over(parts, tray, tally)
    return tally


async def _in_memory(parts: Parts, wave: Wave) -> MemoryStore:
    """The same wave and the same leads, and nobody's answers."""
    store = MemoryStore()
    await store.add_wave(wave)
    for lead in await parts.store.readers():
        await store.add_lead(lead)
    return store


async def _hand_over(parts: Parts, tray: Tray, tally: Tally) -> None:
    """The one transaction."""
    outcomes = await parts.store.commit(tuple(tray.finished.values()))
    for row, outcome in zip(tray.finished, outcomes, strict=True):
        match outcome:
            case Outcome.DONE:
                tally.stored.add(row)
            case Outcome.ALREADY:
                tally.before.add(row)
            case Outcome.NOT_OPEN:
                raise WaveClosed
            case _:
                raise FormLost
    tally.held &= tally.stored
    tally.urgent &= tally.stored
