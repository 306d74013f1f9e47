"""Held texts of closed waves: read by a person, who releases, marks or keeps out each."""

from collections.abc import Callable, Sequence
from dataclasses import replace
from datetime import datetime

from surveys.errors import SurveyError, TextChanged, UnknownText
from surveys.officers.names import key_of
from surveys.records import Decision, ReviewText, TextState
from surveys.review.readable import READABLE
from surveys.review.triage import most_urgent_first
from surveys.store import Store

REMOVED = "[removed]"
WAITING = frozenset({TextState.HELD, TextState.PROPOSED})


class NoReader(SurveyError):
    """A decision on a text carries the name of the person who read it."""


class NoReason(SurveyError):
    """Say why this text is kept out; the reason stays with the decision."""


class BadSpan(SurveyError):
    """The marked place does not lie within the text. Read the text again and mark it anew."""


class NeedsAnother(SurveyError):
    """You have proposed to release this text. Another officer has to confirm it."""


class Review:
    """Every decision is added to the text's history; none is ever changed.

    With `four_eyes` a text is released by two: one proposes, another confirms. One alone may
    keep it out, and new wording has to be proposed anew.
    """

    def __init__(
        self, store: Store, clock: Callable[[], datetime], *, four_eyes: bool = False
    ) -> None:
        self._store = store
        self._clock = clock
        self.four_eyes = four_eyes

    async def held(self, code: str) -> tuple[ReviewText, ...]:
        """All that wait for a person, most urgent first."""
        wave = await self._store.wave(code)
        texts = await self._store.texts(wave.id)
        return most_urgent_first(text for text in texts if text.state in WAITING)

    async def proposed_by(self, text: ReviewText) -> Decision | None:
        """Who would release it, where that waits for a second officer."""
        if text.state is not TextState.PROPOSED:
            return None
        return (await self.history(text.id))[-1]

    async def readable(self, code: str) -> tuple[ReviewText, ...]:
        """What screening found harmless or a person released: all that a report may read."""
        wave = await self._store.wave(code)
        texts = await self._store.texts(wave.id)
        return tuple(text for text in texts if text.state in READABLE)

    async def history(self, text_id: str) -> tuple[Decision, ...]:
        return await self._store.decisions(text_id)

    async def redact(
        self,
        text_id: str,
        spans: Sequence[tuple[int, int]],
        by: str,
        *,
        seen: str | None = None,
    ) -> ReviewText:
        """Take out the marked characters for good; the text stays where it stands.

        Here and below `seen` is the wording that was read: if it has changed since, raises
        TextChanged, since the marks would fall on other words.
        """
        text = await self._as_seen(text_id, seen)
        state = TextState.HELD if text.state is TextState.PROPOSED else text.state
        marked = replace(text, redacted=without(text.redacted, spans), state=state)
        return await self._decided(text, marked, by, "")

    async def release(
        self, text_id: str, by: str, reason: str = "", *, seen: str | None = None
    ) -> ReviewText:
        """Let a held text through as it now reads; with four eyes, propose or confirm that.

        Raises NeedsAnother.
        """
        text = await self._waiting(text_id, seen)
        before = await self.proposed_by(text)
        if self.four_eyes and before and key_of(before.by) == key_of(by.strip()):
            raise NeedsAnother
        alone = self.four_eyes and before is None
        state = TextState.PROPOSED if alone else TextState.RELEASED
        return await self._decided(text, replace(text, state=state), by, reason)

    async def keep_out(
        self, text_id: str, by: str, reason: str, *, seen: str | None = None
    ) -> ReviewText:
        """No report will read it. A text that was let through may be kept out later too."""
        text = await self._as_seen(text_id, seen)
        if text.state is TextState.KEPT_OUT:
            raise UnknownText
        if not reason.strip():
            raise NoReason
        return await self._decided(text, replace(text, state=TextState.KEPT_OUT), by, reason)

    async def _as_seen(self, text_id: str, seen: str | None) -> ReviewText:
        text = await self._store.text(text_id)
        if seen is not None and seen != text.redacted:
            raise TextChanged
        return text

    async def _waiting(self, text_id: str, seen: str | None) -> ReviewText:
        text = await self._as_seen(text_id, seen)
        if text.state not in WAITING:
            raise UnknownText
        return text

    async def _decided(
        self, before: ReviewText, after: ReviewText, by: str, reason: str
    ) -> ReviewText:
        if not by.strip():
            raise NoReader
        on = self._clock().date()
        decision = Decision(after.id, after.state, after.redacted, by.strip(), reason.strip(), on)
        await self._store.decide(decision, before)
        return after


def without(text: str, spans: Sequence[tuple[int, int]]) -> str:
    """The text with each marked place, and places that touch or overlap as one, replaced."""
    kept, at = [], 0
    for start, end in _joined(text, spans):
        kept += [text[at:start], REMOVED]
        at = end
    return "".join((*kept, text[at:]))


def _joined(text: str, spans: Sequence[tuple[int, int]]) -> list[tuple[int, int]]:
    joined: list[tuple[int, int]] = []
    for start, end in sorted(spans):
        if not 0 <= start < end <= len(text):
            raise BadSpan
        if joined and start <= joined[-1][1]:
            joined[-1] = (joined[-1][0], max(end, joined[-1][1]))
        else:
            joined.append((start, end))
    return joined
