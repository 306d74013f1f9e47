"""Closing a wave: everything out of its seal, into random order, and the keys destroyed.

The state of the wave says how far it got, and each step may be run again, so a close that was
killed at any moment is simply run again:

    OPEN -> CLOSING -> (read, shuffle, rewrite in one transaction) -> REWRITTEN
         -> scrub, destroy the keys, scrub -> CLOSED
"""

import asyncio
import secrets
from collections.abc import Callable, Iterator, Mapping, Sequence
from contextlib import nullcontext
from dataclasses import dataclass
from datetime import date
from functools import partial
from typing import TypeVar, assert_never

from moderation.verdict import Route
from surveys.along import Along
from surveys.anonymity.keyring import Keyring, WaveKeys
from surveys.anonymity.sealing import unseal
from surveys.errors import (
    BadSeal,
    KeyMissing,
    UnreadableResponses,
    WaveNotOpen,
)
from surveys.records import (
    Answer,
    HeldBack,
    Passed,
    Picked,
    Response,
    ReviewText,
    Screened,
    TextState,
    Wave,
    WaveState,
    Withheld,
)
from surveys.store import Store
from surveys.urgent import covering

BATCH = 200
SCRUBS = 2

Progress = Callable[[str, int, int], None]
T = TypeVar("T")


def silent(_what: str, _done: int, _of: int) -> None:
    """No progress wanted."""


@dataclass(frozen=True, slots=True)
class Rewritten:
    """A whole wave as it will lie in the store from now on."""

    responses: Mapping[str, Response]
    texts: Sequence[ReviewText]


@dataclass(frozen=True, slots=True)
class _Job:
    """All that a close was given."""

    store: Store
    keyring: Keyring
    today: date
    progress: Progress
    leave_out: int
    along: Along


async def close(  # noqa: PLR0913 - two of them are rarely given
    store: Store,
    keyring: Keyring,
    code: str,
    today: date,
    progress: Progress = silent,
    *,
    leave_out: int = 0,
    along: Along = nullcontext,
) -> Wave:
    """Close the wave, or go on where an earlier close was cut off. A closed one stays as it is.

    `leave_out`: so many responses that cannot be opened may be lost, no more. Somebody was asked.
    `along` is around the step after which it is closed.
    Raises UnknownWave, WaveNotOpen, KeyMissing, UnreadableResponses, MiscountedClose.
    """
    job = _Job(store, keyring, today, progress, leave_out, along)
    wave = await store.wave(code)
    while await _went_on(job, wave):
        wave = await store.wave(code)
    return wave


async def _went_on(job: _Job, wave: Wave) -> bool:
    """One step further. False: there is none."""
    match wave.state:
        case WaveState.DRAFT:
            raise WaveNotOpen
        case WaveState.OPEN:
            _keys(job, wave)  # while it still takes answers, if they are not to be had
            await job.store.move_wave(wave.id, WaveState.OPEN, WaveState.CLOSING, job.today)
        case WaveState.CLOSING:
            await _rewrite(job, wave)
        case WaveState.REWRITTEN:
            await _bury(job, wave)
            async with job.along():
                await job.store.move_wave(wave.id, WaveState.REWRITTEN, WaveState.CLOSED, job.today)
        case WaveState.CLOSED:
            return False
        case _:
            assert_never(wave.state)
    return True


# ---------------------------------------------------------------- out of the seal
async def _rewrite(job: _Job, wave: Wave) -> None:
    sealed = await job.store.sealed(wave.id)
    keys = _keys(job, wave)
    opened = await _opened(job, sealed, keys.seal)
    fresh = rewritten(wave.id, opened)
    job.progress("writing", 0, len(opened))
    renew = partial(covering.renewed, keys=keys)
    lost = len(sealed) - len(opened)
    await job.store.rewrite(wave.id, fresh.responses, fresh.texts, renew, left_out=lost)
    job.progress("writing", len(opened), len(opened))


def _keys(job: _Job, wave: Wave) -> WaveKeys:
    """Raises KeyMissing, also where they are another wave's."""
    keys = job.keyring.keys(wave.id)
    if keys.public != wave.public_key:
        raise KeyMissing
    return keys


async def _opened(job: _Job, sealed: Sequence[bytes], private: bytes) -> list[Response]:
    """All of them but `leave_out`; one more that cannot be opened stops before any change."""
    found: list[Response | None] = []
    for start in range(0, len(sealed), BATCH):
        batch = sealed[start : start + BATCH]
        found += await asyncio.to_thread(_open_batch, batch, private)
        job.progress("opening", len(found), len(sealed))
    whole = [response for response in found if response is not None]
    if (unreadable := len(found) - len(whole)) > job.leave_out:
        raise UnreadableResponses(unreadable)
    return whole


def _open_batch(batch: Sequence[bytes], private: bytes) -> list[Response | None]:
    return [_open(each, private) for each in batch]


def _open(sealed: bytes, private: bytes) -> Response | None:
    try:
        return unseal(sealed, private)
    except BadSeal:
        return None


# ---------------------------------------------------------------- into random order
def rewritten(wave_id: str, responses: Sequence[Response]) -> Rewritten:
    """Each response under a random id, its texts beside it, all of them in random order."""
    named = [(fresh_id(), response) for response in shuffled(responses)]
    texts = [text for name, each in named for text in _texts(wave_id, name, each)]
    return Rewritten({name: _without_words(each) for name, each in named}, shuffled(texts))


def shuffled(items: Sequence[T]) -> list[T]:
    mixed = list(items)
    secrets.SystemRandom().shuffle(mixed)
    return mixed


def fresh_id() -> str:
    return secrets.token_hex(16)


def _without_words(response: Response) -> Response:
    return Response({key: _without_word(answer) for key, answer in response.answers.items()})


def _without_word(answer: Answer) -> Answer:
    match answer:
        case Screened():
            return HeldBack()
        case Passed() | Picked() | Withheld() | HeldBack():
            return answer
        case _:
            assert_never(answer)


def _texts(wave_id: str, response_id: str, response: Response) -> Iterator[ReviewText]:
    for question, answer in response.answers.items():
        if isinstance(answer, Screened):
            yield ReviewText(
                fresh_id(),
                wave_id,
                response_id,
                question,
                answer.redacted,
                _state(answer.route),
                answer.labels,
                answer.polarity,
                answer.subjectivity,
                answer.language,
            )


def _state(route: Route) -> TextState:
    """Doubt holds: whatever is not surely harmless waits for a person."""
    return TextState.PUBLISHED if route is Route.PUBLISH else TextState.HELD


# ---------------------------------------------------------------- beyond recall
async def _bury(job: _Job, wave: Wave) -> None:
    """What deleting left behind goes before the keys, in case they fail, and after them."""
    job.progress("scrubbing", 0, SCRUBS)
    await job.store.scrub()
    job.keyring.destroy(wave.id)
    job.progress("scrubbing", 1, SCRUBS)
    await job.store.scrub()
    job.progress("scrubbing", SCRUBS, SCRUBS)
