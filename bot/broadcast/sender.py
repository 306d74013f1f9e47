"""The sender: takes what waits in the outbox to the people, from one process at a time.

All that must last is in the database. Killed at any moment, it goes on where it was, in this
process or another; see surveys/telling/outbox.py for the window in which one is told twice.
"""

import asyncio
from collections.abc import Callable
from dataclasses import dataclass, field
from typing import Any, assert_never

import structlog

from bot.broadcast.limits import Limits
from bot.broadcast.message import compose
from bot.broadcast.post import Gone, Post, Posted, Refused, Shut, Took, Unsure, Wait
from bot.faults import summary
from surveys.anonymity.tokens import TELEGRAM
from surveys.errors import BadSeal, SurveyError
from surveys.leases import Lease
from surveys.telling.outbox import Fate, Letter, OutboxShelf
from surveys.telling.subscriptions import Subscriber, Subscriptions
from surveys.telling.updates import Update, Updates

SEND_SECONDS = 5.0
LEASE_SECONDS = 15.0
LOOK_SECONDS = 5.0
"""How often an empty outbox is looked into."""

BATCH = 60
UNDER_WAY = 8
"""At once: as many as a killed sender may tell twice, enough for 0.28 s of way and commit."""

MOST_TRIES = 8
FIRST_PAUSE, LONGEST_PAUSE = 1.0, 60.0
SHUT_PAUSE = 300.0


@dataclass(slots=True)
class Round:
    """What this process knows of the letters it has in hand; all of it may be lost."""

    tasks: dict[tuple[str, bytes], asyncio.Task[None]] = field(default_factory=dict)
    tries: dict[tuple[str, bytes], int] = field(default_factory=dict)
    updates: dict[str, Update] = field(default_factory=dict)
    troubles: int = 0


class Sender:
    """`seconds` is a clock that only goes forward."""

    def __init__(  # noqa: PLR0913, PLR0917 - the wiring says once all that is needed
        self,
        outbox: OutboxShelf,
        updates: Updates,
        subscriptions: Subscriptions,
        lease: Lease,
        post: Post,
        limits: Limits,
        seconds: Callable[[], float],
    ) -> None:
        self._outbox = outbox
        self._updates = updates
        self._subscriptions = subscriptions
        self._lease = lease
        self._post = post
        self._limits = limits
        self._seconds = seconds
        self._round = Round()
        self._ours_until = 0.0

    async def run(self, look: float = LOOK_SECONDS) -> None:
        """For ever. Cancelled, it lets what is under way come to its end and gives up the lease."""
        try:
            while True:
                if not await self._safely_on():
                    await asyncio.sleep(look)
        finally:
            await self._stop()

    async def _safely_on(self) -> bool:
        try:
            return await self.on()
        except SurveyError as error:
            log().warning("broadcast_waits", kind=type(error).__name__)
        except Exception as error:  # noqa: BLE001 - whatever it is, the others must still be told
            log().error("broadcast_stumbled", what=summary(error))
        return False

    async def on(self) -> bool:
        """Start what may be started. False: nothing waits, or another process sends."""
        if not await self._ours():
            return False
        if (closed := self._limits.closed) > 0:
            await asyncio.sleep(min(closed, LEASE_SECONDS / 5))
            return True
        letters = await self._waiting()
        for letter in letters:
            if not self._may_start():
                break
            await self._start(letter)
        if not letters and self._round.tasks:
            await asyncio.wait(self._round.tasks.values(), return_when=asyncio.FIRST_COMPLETED)
        return bool(letters or self._round.tasks)

    async def _ours(self) -> bool:
        """Counted from before we asked, so that we stop before another can begin."""
        asked = self._seconds()
        if not await self._lease.take():
            return False
        self._ours_until = asked + LEASE_SECONDS
        return True

    async def _waiting(self) -> tuple[Letter, ...]:
        """Those that are not under way already."""
        found = await self._outbox.letters(BATCH + len(self._round.tasks))
        return tuple(each for each in found if each.name not in self._round.tasks)

    def _may_start(self) -> bool:
        """A message begun now is at its end before the lease is."""
        in_time = self._seconds() + SEND_SECONDS + 1 < self._ours_until
        return in_time and not self._limits.closed

    # ------------------------------------------------------------ one letter
    async def _start(self, letter: Letter) -> None:
        while len(self._round.tasks) >= UNDER_WAY:
            await asyncio.wait(self._round.tasks.values(), return_when=asyncio.FIRST_COMPLETED)
        to = self._opened(letter)
        chat = _chat(to) if to else None
        if to is None or chat is None:
            log().error("broadcast_unreadable")
            await self._outbox.settle(letter, Fate.FAILED)
            return
        update = await self._update(letter.update)
        await self._limits.turn(chat)
        if self._may_start():
            task = asyncio.create_task(self._send(letter, update, to, chat))
            self._round.tasks[letter.name] = task
            task.add_done_callback(lambda _: self._round.tasks.pop(letter.name, None))

    async def _send(self, letter: Letter, update: Update, to: Subscriber, chat: int) -> None:
        posted = await self._post(chat, compose(update, to.language))
        try:
            await self._after(letter, posted)
        except SurveyError as error:  # it waits still, and is found again
            log().warning("broadcast_not_noted", kind=type(error).__name__)
            self._limits.close(FIRST_PAUSE)

    async def _after(self, letter: Letter, posted: Posted) -> None:
        match posted:
            case Took():
                self._round.troubles = 0
                await self._settle(letter, Fate.TOLD)
            case Gone():
                await self._settle(letter, Fate.GONE)
            case Refused(kind):
                log().error("broadcast_refused", kind=kind)
                await self._settle(letter, Fate.FAILED)
            case Wait(seconds):
                log().warning("broadcast_told_to_wait", seconds=seconds)
                self._limits.close(seconds)
            case Unsure(kind):
                await self._unsure(letter, kind)
            case Shut():
                log().error("broadcast_shut_out")
                self._limits.close(SHUT_PAUSE)
            case _:
                assert_never(posted)

    async def _unsure(self, letter: Letter, kind: str) -> None:
        """The server is in trouble: everything waits, longer each time; one letter not for ever.

        Only where others got through meanwhile is it the letter's own fault.
        """
        tries = self._round.tries[letter.name] = self._round.tries.get(letter.name, 0) + 1
        log().warning("broadcast_trouble", kind=kind)
        if tries >= MOST_TRIES and not self._round.troubles:
            await self._settle(letter, Fate.FAILED)
            return
        self._round.troubles += 1
        self._limits.close(min(LONGEST_PAUSE, FIRST_PAUSE * 2 ** min(self._round.troubles - 1, 6)))

    async def _settle(self, letter: Letter, fate: Fate) -> None:
        await self._outbox.settle(letter, fate)
        self._round.tries.pop(letter.name, None)

    # ------------------------------------------------------------ small things
    def _opened(self, letter: Letter) -> Subscriber | None:
        try:
            return self._subscriptions.opened(letter.sealed)
        except BadSeal:
            return None

    async def _update(self, update_id: str) -> Update:
        """Published, so it never changes."""
        known = self._round.updates.get(update_id)
        if known is None:
            self._round.updates = {update_id: await self._updates.one(update_id)}
            known = self._round.updates[update_id]
        return known

    async def _stop(self) -> None:
        if tasks := tuple(self._round.tasks.values()):
            await asyncio.wait(tasks, timeout=SEND_SECONDS + 1)
        try:
            await self._lease.drop()
        except SurveyError as error:
            log().warning("broadcast_waits", kind=type(error).__name__)


def _chat(to: Subscriber) -> int | None:
    raw = to.person.removeprefix(TELEGRAM)
    return int(raw) if to.person.startswith(TELEGRAM) and raw.isascii() and raw.isdigit() else None


def log() -> Any:
    return structlog.get_logger("bot.broadcast")
