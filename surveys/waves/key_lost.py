"""Closing a wave whose key is gone for good: its answers are given up, and it says so.

    OPEN -> CLOSING -> (all that was sealed out, in one transaction) -> REWRITTEN -> CLOSED

Killed at any moment it is simply run again. While the key is there nothing is given up.
"""

from dataclasses import dataclass
from datetime import date

from surveys.anonymity.keyring import Keyring
from surveys.errors import KeyMissing, KeyringShut, KeyThere, WaveNotOpen
from surveys.records import UrgentItem, Wave, WaveState
from surveys.store import Store
from surveys.urgent.covering import given_up, is_covered
from surveys.waves.closing import Progress, close, silent

SEALED = frozenset({WaveState.OPEN, WaveState.CLOSING})


@dataclass(frozen=True, slots=True)
class Loss:
    """What nobody can open any more.

    `finished`: responses, rounded down to ten. `unread`, `read`: urgent texts of this wave.
    `opens`: unread ones of this wave that a lead can open all the same.
    """

    wave: Wave
    finished: int
    unread: int
    read: int
    opens: int


async def look(store: Store, keyring: Keyring, code: str) -> Loss | None:
    """What would be lost; None where nothing is sealed any more.

    Raises UnknownWave, WaveNotOpen, KeyThere, KeyringShut.
    """
    wave = await store.wave(code)
    if wave.state is WaveState.DRAFT:
        raise WaveNotOpen
    if wave.state not in SEALED:
        return None
    _must_be_gone(keyring, wave)
    waiting = [item for item in await store.urgent() if item.wave_id == wave.id]
    seen = [seen.item for seen in await store.urgent_seen() if seen.item.wave_id == wave.id]
    finished = await store.finished(wave.id) // 10 * 10
    unread = _covered(waiting)
    return Loss(wave, finished, unread, _covered(seen), len(waiting) - unread)


async def close_without_key(
    store: Store, keyring: Keyring, code: str, today: date, progress: Progress = silent
) -> Wave:
    """Give up what is sealed and close, or go on where that was cut off. Somebody was asked.

    Raises UnknownWave, WaveNotOpen, KeyThere, KeyringShut.
    """
    wave = await store.wave(code)
    if wave.state is WaveState.OPEN:
        _must_be_gone(keyring, wave)
        await store.move_wave(wave.id, WaveState.OPEN, WaveState.CLOSING, today)
        wave = await store.wave(wave.id)
    if wave.state is WaveState.CLOSING:
        _must_be_gone(keyring, wave)
        await store.give_up(wave.id, given_up)
    return await close(store, keyring, wave.id, today, progress)


def _must_be_gone(keyring: Keyring, wave: Wave) -> None:
    """One that may not be read is not gone. One that is damaged, or another wave's, is."""
    try:
        keys = keyring.keys(wave.id)
    except KeyringShut:
        raise
    except KeyMissing:
        return
    if keys.public == wave.public_key:
        raise KeyThere


def _covered(items: list[UrgentItem]) -> int:
    return sum(map(is_covered, items))
