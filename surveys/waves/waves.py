"""Waves: made, opened, looked at. How one is closed is in closing.py."""

import secrets
from collections.abc import Callable
from contextlib import suppress
from datetime import datetime

from surveys.anonymity import tokens
from surveys.anonymity.keyring import Keyring
from surveys.anonymity.sealing import sealed_size
from surveys.definitions.definition import Survey
from surveys.errors import (
    AlreadyThere,
    DatabaseLocked,
    DatabaseReadOnly,
    DiskFull,
    KeyExists,
    KeyMissing,
    KeyringShut,
    NoLead,
    StaleSignPosts,
    StoreRefused,
    StoreUnavailable,
    UnknownWave,
    WrongState,
)
from surveys.help.signposts import SHIPPED, SignPosts
from surveys.records import Entry, Wave, WaveState
from surveys.store import Store

WAVE_LETTERS = "cdfhjkmnprtvwxy"  # told apart in any type, and no vowel: no words
WAVE_CODE_LENGTH = 6
TRIES = 20
MOST_CODES = 20_000
NOT_KEPT = (AlreadyThere, StoreRefused, DiskFull, DatabaseLocked, DatabaseReadOnly)
"""After these a wave is surely not in the store; a connection that broke may have kept it."""
TAKES_CODES = frozenset({WaveState.DRAFT, WaveState.OPEN})


class Waves:
    def __init__(
        self,
        store: Store,
        keyring: Keyring,
        clock: Callable[[], datetime],
        posts: SignPosts = SHIPPED,
    ) -> None:
        self._store = store
        self._keyring = keyring
        self._clock = clock
        self._posts = posts

    async def create(self, survey: Survey, name: str, entry: Entry = Entry.LINK) -> Wave:
        """A draft with a copy of the survey and keys of its own. Keys first: no wave lacks one."""
        wave_id = secrets.token_hex(16)
        public = self._keyring.create(wave_id).public
        try:
            return await self._add(wave_id, public, survey, name, entry)
        except NOT_KEPT:
            await self._drop_stray(wave_id)
            raise

    async def _drop_stray(self, wave_id: str) -> None:
        """No key without a wave either. In doubt it stays, and `doctor` tells of it."""
        with suppress(StoreUnavailable, KeyringShut):
            try:
                await self._store.wave(wave_id)
            except UnknownWave:
                self._keyring.destroy(wave_id)

    async def create_once(self, survey: Survey, name: str, wave_id: str) -> Wave:
        """The wave of that id; made, as a draft, if it is not there yet."""
        with suppress(UnknownWave):
            return await self._store.wave(wave_id)
        try:
            public = self._keyring.create(wave_id).public
        except KeyExists:  # made by somebody else just now, or left by one who was cut off
            public = self._keyring.keys(wave_id).public
        try:
            return await self._add(wave_id, public, survey, name, Entry.LINK)
        except AlreadyThere:
            return await self._store.wave(wave_id)

    async def _add(
        self, wave_id: str, public: bytes, survey: Survey, name: str, entry: Entry
    ) -> Wave:
        """Raises AlreadyThere."""
        size = sealed_size(survey)
        for _ in range(TRIES):
            draft = WaveState.DRAFT
            wave = Wave(wave_id, _new_code(), name, survey, draft, entry, public, size)
            try:
                await self._store.add_wave(wave)
            except AlreadyThere:
                continue
            return wave
        raise AlreadyThere

    async def make_codes(self, code: str, number: int) -> tuple[str, ...]:
        """New entry codes, shown this once: only their hashes are kept."""
        wave = await self._store.wave(code)
        if wave.entry is not Entry.CODES or wave.state not in TAKES_CODES:
            raise WrongState(
                "Codes are made for a wave that asks for them, until it is closed. Create one with "
                "`saidanddone wave create SURVEY --entry codes`."
            )
        if not 0 < number <= MOST_CODES:
            raise WrongState(f"Between 1 and {MOST_CODES} codes can be made at once.")
        keys = self._keyring.keys(wave.id)
        made = _distinct_codes(number)
        await self._store.add_entry_codes(wave.id, [tokens.code_hash(keys, each) for each in made])
        return made

    async def open(self, code: str) -> Wave:
        """Raises NoLead, StaleSignPosts, KeyMissing, WrongState."""
        wave, today = await self._store.wave(code), self._clock().date()
        if wave.state is not WaveState.DRAFT:
            raise WrongState
        if not await self._store.leads():
            raise NoLead
        if old := self._posts.stale(today):
            raise StaleSignPosts(f"{StaleSignPosts.__doc__} Too old: {', '.join(old)}.")
        if self._keyring.keys(wave.id).public != wave.public_key:
            raise KeyMissing
        await self._store.move_wave(wave.id, WaveState.DRAFT, WaveState.OPEN, today)
        return await self._store.wave(wave.id)

    async def discard(self, code: str) -> None:
        """A draft that nobody wants, its codes and its keys. Raises UnknownWave, WrongState."""
        wave = await self._store.wave(code)
        await self._store.discard_wave(wave.id)
        self._keyring.destroy(wave.id)

    async def all(self) -> tuple[Wave, ...]:
        """Newest first."""
        return await self._store.waves()

    async def one(self, code: str) -> Wave:
        """Raises UnknownWave."""
        return await self._store.wave(code)

    async def about_finished(self, code: str) -> int:
        """How many have finished, rounded down to ten: all that is shown of a live wave."""
        wave = await self._store.wave(code)
        return await self._store.finished(wave.id) // 10 * 10


def _new_code() -> str:
    return "".join(secrets.choice(WAVE_LETTERS) for _ in range(WAVE_CODE_LENGTH))


def _distinct_codes(number: int) -> tuple[str, ...]:
    made: dict[str, None] = {}
    while len(made) < number:
        made[tokens.new_entry_code()] = None
    return tuple(made)
