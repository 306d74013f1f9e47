"""The store: what it takes, what it gives back, and nothing about how.

Two stores keep these promises, memory/ and sql/; tests/surveys runs one set of tests on both.
"""

from collections.abc import Callable, Mapping, Sequence
from dataclasses import dataclass
from datetime import date, datetime
from typing import Protocol

from surveys.records import (
    Decision,
    Lead,
    Response,
    ReviewText,
    TextState,
    UrgentItem,
    Wave,
    WaveState,
)
from surveys.rooms import RoomShelf
from surveys.writes import Outcome, Talk, Write


@dataclass(frozen=True, slots=True)
class SeenUrgent:
    """An urgent item that a lead has read; nothing but retention removes it."""

    item: UrgentItem
    by: str
    on: date


class Talks(Protocol):
    """Everything a live conversation needs."""

    async def talk(self, wave_id: str, key: bytes, now: datetime) -> Talk | None:
        """The talk under that key. One that has expired by `now` is gone on return."""
        ...

    async def has_token(self, wave_id: str, token: bytes) -> bool: ...

    async def commit(self, writes: Sequence[Write]) -> tuple[Outcome, ...]:
        """Apply all in one transaction, in order; one outcome each. Durable on return."""
        ...

    async def forget_idle(self, now: datetime) -> int:
        """Remove the talks that have expired; how many there were."""
        ...


class WaveShelf(Protocol):
    """Waves and their entry codes."""

    async def add_wave(self, wave: Wave) -> None:
        """Raises AlreadyThere if its id or code is taken."""
        ...

    async def wave(self, code: str) -> Wave:
        """By public code or by id. Raises UnknownWave."""
        ...

    async def waves(self) -> tuple[Wave, ...]:
        """All, newest first."""
        ...

    async def move_wave(self, wave_id: str, before: WaveState, after: WaveState, on: date) -> None:
        """Set the state; opened_on / closed_on follow. Raises WrongState if not at `before`.

        On return no write that saw the earlier state is still under way.
        """
        ...

    async def discard_wave(self, wave_id: str) -> None:
        """Drop a draft and its entry codes. Raises UnknownWave, and WrongState if it was opened."""
        ...

    async def finished(self, wave_id: str) -> int:
        """How many sealed responses wait, exactly. Callers round before anyone sees it."""
        ...

    async def add_entry_codes(self, wave_id: str, hashes: Sequence[bytes]) -> None:
        """Add those that are new. Raises UnknownWave."""
        ...

    async def has_entry_code(self, wave_id: str, hashed: bytes) -> bool: ...


Renew = Callable[[UrgentItem], UrgentItem]
"""Makes an urgent item anew at close, so that no old copy of it can be told to be the same."""

Count = Callable[[int], None]


def of_no_interest(_number: int) -> None:
    """Nobody wants to know."""


def as_it_is(item: UrgentItem) -> UrgentItem:
    return item


class ClosingStore(Protocol):
    """What closing a wave needs."""

    async def sealed(self, wave_id: str) -> tuple[bytes, ...]:
        """Every sealed response that waits, in no promised order."""
        ...

    async def rewrite(
        self,
        wave_id: str,
        responses: Mapping[str, Response],
        texts: Sequence[ReviewText],
        renew: Renew = as_it_is,
        *,
        left_out: int | None = None,
    ) -> None:
        """CLOSING -> REWRITTEN, in one transaction. Raises WrongState if not CLOSING.

        `left_out` is how many sealed responses are knowingly not among `responses`. If the two do
        not add up to those that were sealed, raises MiscountedClose and nothing is changed; None
        counts nothing.

        Answers and texts in, in the order given; sealed responses, talks, tokens and entry codes
        of the wave out; urgent items of the wave, read or not, written anew in shuffled order,
        each as `renew` makes it. `responses` maps a random id to its answers without free texts
        (a text answer stands there as HeldBack).
        """
        ...

    async def give_up(self, wave_id: str, renew: Renew) -> None:
        """As `rewrite`, with no answers at all: from now on the wave says that they are lost."""
        ...

    async def scrub(self) -> None:
        """Overwrite what deleting left behind: write-ahead log, free pages, dead rows."""
        ...


class AnswerShelf(Protocol):
    """What a closed wave holds."""

    async def responses(self, wave_id: str) -> tuple[Response, ...]:
        """In the order of their random ids.

        A published or released text stands in its response as Screened, any other as HeldBack.
        """
        ...

    async def some_responses(
        self, wave_id: str, after: str, most: int
    ) -> tuple[tuple[str, Response], ...]:
        """The next ones by id, without words: every text as HeldBack. For waves too large to hold.

        Start with an empty id; less than `most` is the end.
        """
        ...

    async def text_states(self, wave_id: str) -> Mapping[tuple[str, TextState], int]:
        """How many texts of each question stand in each state."""
        ...

    async def response_ids(self, wave_id: str) -> tuple[str, ...]:
        """Their random ids, in the order of `responses`: to tie texts to people for counting."""
        ...

    async def texts(
        self, wave_id: str, state: TextState | None = None
    ) -> tuple[ReviewText, ...]: ...

    async def text(self, text_id: str) -> ReviewText:
        """Raises UnknownText."""
        ...

    async def decide(self, decision: Decision, before: ReviewText) -> None:
        """Set state and wording, add the decision to the history.

        Raises TextChanged if state or wording are no longer those of `before`: who decided
        read other words.
        """
        ...

    async def decisions(self, text_id: str) -> tuple[Decision, ...]:
        """All that was decided on a text, first to last."""
        ...


class UrgentShelf(Protocol):
    """Urgent texts, sealed, and the leads' keys."""

    async def urgent(self) -> tuple[UrgentItem, ...]:
        """All that wait unread, oldest day first."""
        ...

    async def urgent_read(self, item_id: str, by: str, on: date) -> None:
        """Mark as read: from now on nothing but retention removes it.

        No such item waiting (read by another, taken back): nothing happens.
        """
        ...

    async def urgent_seen(self) -> tuple[SeenUrgent, ...]:
        """All that were read, oldest day first, so that a lead can open one again."""
        ...

    async def add_urgent(self, item: UrgentItem) -> None:
        """Put one that comes from no conversation. Raises AlreadyThere."""
        ...

    async def change_urgent(self, before: UrgentItem, after: UrgentItem) -> bool:
        """Put `after` in the place of `before`, which waits or was read; ids are the same.

        False, and nothing changed, if it is no longer exactly `before`.
        """
        ...

    async def forget_urgent(self, read_before: date, count: Count = of_no_interest) -> int:
        """Remove what was read before that day and has an outcome; how many there were.

        `count` is told before they are gone for good.
        """
        ...

    async def add_lead(self, lead: Lead) -> None:
        """Raises AlreadyThere: a key is never replaced unseen."""
        ...

    async def change_lead(self, before: Lead, after: Lead) -> bool:
        """Another key in the place of `before`. False, and nothing changed, if it is not there."""
        ...

    async def leads(self) -> tuple[Lead, ...]:
        """Everybody who ever had a key."""
        ...

    async def readers(self) -> tuple[Lead, ...]:
        """To whom words are sealed now: not to one whose account is shut, or no lead's any more.

        All of them where that leaves nobody. A store without accounts knows of none that is shut.
        """
        ...


class Store(Talks, RoomShelf, WaveShelf, ClosingStore, AnswerShelf, UrgentShelf, Protocol):
    """The whole of it."""

    async def ping(self) -> None:
        """Raises StoreUnavailable when the database does not answer."""
        ...
