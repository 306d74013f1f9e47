"""Waves that take answers now, with what it takes to take one."""

from dataclasses import dataclass, field

from surveys.anonymity.keyring import Keyring, WaveKeys
from surveys.anonymity.sealing import talk_size
from surveys.errors import KeyMissing, WaveClosed, WaveNotOpen
from surveys.help.signposts import YOUNG
from surveys.records import Wave, WaveState
from surveys.store import WaveShelf
from surveys.urgent.leads import urgent_size

MOST_KEPT = 64


@dataclass(frozen=True, slots=True)
class LiveWave:
    """An open wave, its keys, and the fixed sizes of what is kept in it."""

    wave: Wave
    keys: WaveKeys = field(repr=False)
    talk_size: int
    urgent_size: int


@dataclass(frozen=True, slots=True)
class _Known:
    wave: Wave
    talk_size: int
    urgent_size: int


class LiveWaves:
    """Open waves by code. The frozen survey is kept in memory; the keys are read each time.

    What is kept may be out of date by a close: the store looks at the state again inside each
    transaction, and keys that are gone send us back to the store here.
    """

    def __init__(self, store: WaveShelf, keyring: Keyring) -> None:
        self._store = store
        self._keyring = keyring
        self._known: dict[str, _Known] = {}
        self._audiences: dict[str, str] = {}

    async def one(self, code: str) -> LiveWave:
        """Raises UnknownWave, WaveNotOpen, WaveClosed, KeyMissing."""
        known = self._known.get(code)
        if known is None:
            return await self._learnt(code)
        try:
            return self._with_keys(known)
        except KeyMissing:
            return await self._learnt(code)

    def audience(self, code: str) -> str:
        """Whose help numbers fit, as far as it is known without the store."""
        return self._audiences.get(code, YOUNG)

    def forget(self, wave: Wave) -> None:
        """Look in the store again next time."""
        self._known = {code: known for code, known in self._known.items() if known.wave != wave}

    async def _learnt(self, code: str) -> LiveWave:
        self._known.pop(code, None)
        wave = await self._store.wave(code)
        if len(self._audiences) >= MOST_KEPT:
            self._audiences.clear()
        self._audiences[code] = wave.survey.audience
        if wave.state is WaveState.DRAFT:
            raise WaveNotOpen
        if wave.state is not WaveState.OPEN:
            raise WaveClosed
        live = self._with_keys(_Known(wave, talk_size(wave.survey), urgent_size(wave.survey)))
        if len(self._known) >= MOST_KEPT:
            self._known.clear()
        self._known[code] = _Known(wave, live.talk_size, live.urgent_size)
        return live

    def _with_keys(self, known: _Known) -> LiveWave:
        keys = self._keyring.keys(known.wave.id)
        return LiveWave(known.wave, keys, known.talk_size, known.urgent_size)
