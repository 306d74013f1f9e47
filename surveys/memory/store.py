"""A store in memory: the shortest way to keep the promises of surveys/store.py.

For tests, demonstrations and `survey try`; it forgets all when the program ends. Every method
runs from start to end without waiting, so each is one transaction.
"""

from collections import Counter
from collections.abc import Mapping, Sequence
from dataclasses import dataclass, field, replace
from datetime import date, datetime
from typing import assert_never

from surveys.errors import (
    AlreadyThere,
    MiscountedClose,
    TextChanged,
    UnknownText,
    UnknownWave,
    WrongState,
)
from surveys.memory.rooms import MemoryRooms
from surveys.memory.urgent import MemoryUrgent
from surveys.records import (
    Decision,
    Response,
    ReviewText,
    TextState,
    Wave,
    WaveState,
)
from surveys.review.readable import with_words, words_to_read
from surveys.rooms import ForgetRoom, KeepRoom
from surveys.store import Renew, as_it_is
from surveys.writes import Finish, ForgetTalk, Outcome, SaveTalk, Talk, TalkWrite, Withdraw, Write


@dataclass(slots=True)
class _Shelf:
    """All that hangs on one wave."""

    wave: Wave
    talks: dict[bytes, tuple[Talk, datetime]] = field(default_factory=dict)
    tokens: set[bytes] = field(default_factory=set)
    sealed: dict[bytes, bytes] = field(default_factory=dict)
    codes: set[bytes] = field(default_factory=set)
    responses: dict[str, Response] = field(default_factory=dict)

    def version(self, key: bytes) -> int:
        return self.talks[key][0].version if key in self.talks else 0

    def forget_intake(self) -> None:
        for kept in (self.talks, self.tokens, self.sealed, self.codes):
            kept.clear()


class MemoryStore(MemoryRooms, MemoryUrgent):
    """Keeps every promise of the port but to survive the program."""

    def __init__(self) -> None:
        super().__init__()
        self._shelves: dict[str, _Shelf] = {}
        self._texts: dict[str, ReviewText] = {}
        self._decisions: list[Decision] = []

    async def ping(self) -> None:
        """Memory always answers."""

    # ------------------------------------------------------------ talks
    async def talk(self, wave_id: str, key: bytes, now: datetime) -> Talk | None:
        shelf = self._shelves.get(wave_id)
        if shelf is None or key not in shelf.talks:
            return None
        talk, expires = shelf.talks[key]
        if expires <= now:
            del shelf.talks[key]
            return None
        return talk

    async def has_token(self, wave_id: str, token: bytes) -> bool:
        return wave_id in self._shelves and token in self._shelves[wave_id].tokens

    async def commit(self, writes: Sequence[Write]) -> tuple[Outcome, ...]:
        return tuple(self._apply(write) for write in writes)

    async def forget_idle(self, now: datetime) -> int:
        gone = [
            (shelf, key)
            for shelf in self._shelves.values()
            for key, (_, expires) in shelf.talks.items()
            if expires <= now
        ]
        for shelf, key in gone:
            del shelf.talks[key]
        return len(gone)

    def _apply(self, write: Write) -> Outcome:
        if isinstance(write, KeepRoom | ForgetRoom):
            return self.change_room(write)
        outcome = self._judge_and_keep(write)
        if outcome is Outcome.DONE:
            self.drop_urgent(write.dropped)
            if isinstance(write, SaveTalk | Finish):
                self.put_urgent(write.urgent)
        return outcome

    def _judge_and_keep(self, write: TalkWrite) -> Outcome:
        shelf = self._shelves.get(write.wave_id)
        if isinstance(write, ForgetTalk):
            if shelf is not None:
                shelf.talks.pop(write.key, None)
            return Outcome.DONE
        if shelf is None or shelf.wave.state is not WaveState.OPEN:
            return Outcome.NOT_OPEN
        match write:
            case SaveTalk():
                return _save(shelf, write)
            case Finish():
                return _finish(shelf, write)
            case Withdraw():
                gone = shelf.sealed.pop(write.name, None)
                return Outcome.MISSING if gone is None else Outcome.DONE
            case _:
                assert_never(write)

    # ------------------------------------------------------------ waves
    async def add_wave(self, wave: Wave) -> None:
        if any(wave.id == s.wave.id or wave.code == s.wave.code for s in self._shelves.values()):
            raise AlreadyThere
        self._shelves[wave.id] = _Shelf(wave)

    async def wave(self, code: str) -> Wave:
        for shelf in self._shelves.values():
            if code in (shelf.wave.code, shelf.wave.id):
                return shelf.wave
        raise UnknownWave

    async def waves(self) -> tuple[Wave, ...]:
        return tuple(shelf.wave for shelf in reversed(self._shelves.values()))

    async def move_wave(self, wave_id: str, before: WaveState, after: WaveState, on: date) -> None:
        shelf = self._shelf(wave_id)
        if shelf.wave.state is not before:
            raise WrongState
        shelf.wave = replace(shelf.wave, state=after)
        if after is WaveState.OPEN:
            shelf.wave = replace(shelf.wave, opened_on=on)
        if after is WaveState.CLOSED:
            shelf.wave = replace(shelf.wave, closed_on=on)

    async def discard_wave(self, wave_id: str) -> None:
        if self._shelf(wave_id).wave.state is not WaveState.DRAFT:
            raise WrongState
        del self._shelves[wave_id]

    async def finished(self, wave_id: str) -> int:
        return len(self._shelf(wave_id).sealed)

    async def add_entry_codes(self, wave_id: str, hashes: Sequence[bytes]) -> None:
        self._shelf(wave_id).codes.update(hashes)

    async def has_entry_code(self, wave_id: str, hashed: bytes) -> bool:
        return wave_id in self._shelves and hashed in self._shelves[wave_id].codes

    # ------------------------------------------------------------ closing
    async def sealed(self, wave_id: str) -> tuple[bytes, ...]:
        return tuple(self._shelf(wave_id).sealed.values())

    async def rewrite(
        self,
        wave_id: str,
        responses: Mapping[str, Response],
        texts: Sequence[ReviewText],
        renew: Renew = as_it_is,
        *,
        left_out: int | None = None,
    ) -> None:
        shelf = self._closing(wave_id)
        if left_out is not None and len(responses) + left_out != len(shelf.sealed):
            raise MiscountedClose
        shelf.responses = dict(responses)
        self._texts.update({text.id: text for text in texts})
        shelf.forget_intake()
        self.renew_urgent(wave_id, renew)
        shelf.wave = replace(shelf.wave, state=WaveState.REWRITTEN)

    async def give_up(self, wave_id: str, renew: Renew) -> None:
        shelf = self._closing(wave_id)
        await self.rewrite(wave_id, {}, (), renew)
        shelf.wave = replace(shelf.wave, answers_lost=True)

    async def scrub(self) -> None:
        """Memory keeps nothing that was deleted."""

    # ------------------------------------------------------------ answers
    async def responses(self, wave_id: str) -> tuple[Response, ...]:
        words = words_to_read(await self.texts(wave_id))
        found = sorted(self._shelf(wave_id).responses.items())
        return tuple(with_words(response, words.get(name, {})) for name, response in found)

    async def some_responses(
        self, wave_id: str, after: str, most: int
    ) -> tuple[tuple[str, Response], ...]:
        found = sorted(self._shelf(wave_id).responses.items())
        return tuple(item for item in found if item[0] > after)[:most]

    async def text_states(self, wave_id: str) -> Mapping[tuple[str, TextState], int]:
        return Counter((text.question, text.state) for text in await self.texts(wave_id))

    async def response_ids(self, wave_id: str) -> tuple[str, ...]:
        return tuple(sorted(self._shelf(wave_id).responses))

    async def texts(self, wave_id: str, state: TextState | None = None) -> tuple[ReviewText, ...]:
        of_wave = (text for text in self._texts.values() if text.wave_id == wave_id)
        found = (text for text in of_wave if state is None or text.state is state)
        return tuple(sorted(found, key=lambda text: text.id))

    async def text(self, text_id: str) -> ReviewText:
        if text_id not in self._texts:
            raise UnknownText
        return self._texts[text_id]

    async def decide(self, decision: Decision, before: ReviewText) -> None:
        text = await self.text(decision.text_id)
        if (text.state, text.redacted) != (before.state, before.redacted):
            raise TextChanged
        self._texts[text.id] = replace(text, state=decision.state, redacted=decision.redacted)
        self._decisions.append(decision)

    async def decisions(self, text_id: str) -> tuple[Decision, ...]:
        return tuple(decision for decision in self._decisions if decision.text_id == text_id)

    def _closing(self, wave_id: str) -> _Shelf:
        shelf = self._shelf(wave_id)
        if shelf.wave.state is not WaveState.CLOSING:
            raise WrongState
        return shelf

    def _shelf(self, wave_id: str) -> _Shelf:
        if wave_id not in self._shelves:
            raise UnknownWave
        return self._shelves[wave_id]


def _save(shelf: _Shelf, write: SaveTalk) -> Outcome:
    if shelf.version(write.key) != write.before:
        return Outcome.STALE
    expires = write.expires.replace(second=0, microsecond=0)
    shelf.talks[write.key] = (Talk(write.before + 1, write.sealed), expires)
    return Outcome.DONE


def _finish(shelf: _Shelf, write: Finish) -> Outcome:
    if write.token in shelf.tokens or write.name in shelf.sealed:
        return Outcome.ALREADY
    if shelf.version(write.key) != write.before:
        return Outcome.STALE
    shelf.talks.pop(write.key, None)
    shelf.tokens.add(write.token)
    shelf.sealed[write.name] = write.sealed
    return Outcome.DONE
