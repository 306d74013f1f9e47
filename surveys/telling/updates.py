"""Updates, "you said, we did": what an officer tells who answered. Written, checked, published.

Publishing opens a small wave, "has this made a difference?", and queues one message for each
subscriber of the survey in the transaction that makes the update public: all of it or nothing.
"""

import secrets
from collections.abc import Iterable, Mapping
from contextlib import nullcontext
from dataclasses import dataclass, replace
from datetime import date
from enum import StrEnum
from typing import Protocol

from surveys.along import Along
from surveys.definitions.definition import Survey
from surveys.errors import SurveyError, UnknownWave, WrongState
from surveys.records import Wave, WaveState
from surveys.telling.difference import difference_survey
from surveys.telling.proof import edition, spotted
from surveys.waves.waves import Waves

LONGEST_PART = 800
"""Characters of one part: all three and our own words fit one Telegram message of 4,096."""


class UnknownUpdate(SurveyError):
    """There is no such update. Look at the list of updates."""


class UnfinishedUpdate(SurveyError):
    """An update needs all three parts in English: we asked, you said, we did."""


class PublishedUpdate(SurveyError):
    """This update is published and cannot be changed any more. Write a new one."""


class UncheckedUpdate(SurveyError):
    """Something in this update may tell who somebody is. Change it, or say that it may stand."""


class OwnUpdate(SurveyError):
    """Whoever saved this update last does not publish it. A second officer reads it and does."""


class ChangedUpdate(SurveyError):
    """This update was changed after you opened it. Read it as it stands now, then publish it."""


class UpdateState(StrEnum):
    DRAFT = "draft"
    PUBLISHED = "published"


@dataclass(frozen=True, slots=True)
class Words:
    """An update in one language."""

    asked: str = ""
    said: str = ""
    did: str = ""

    @property
    def whole(self) -> bool:
        return all((self.asked, self.said, self.did))


@dataclass(frozen=True, slots=True)
class Roots:
    """What an update grew from, each of it where there is one.

    `wave` is the code of the wave whose answers it is about, `theme` the name of a theme,
    `action` the number of an action.
    """

    wave: str = ""
    theme: str = ""
    action: str = ""


@dataclass(frozen=True, slots=True)
class Second:
    """Who publishes, and what they have read: the `edition` of its words.

    `alone`: there is no other officer who could. `sure`: what may tell who somebody is may stand.
    """

    by: str
    edition: str
    alone: bool = False
    sure: bool = False


NO_ROOTS = Roots()


@dataclass(frozen=True, slots=True)
class Update:
    """`title` is the survey's. `day` is the day of what was done, as the officer gives it.

    `wave` is the code of the wave that asks whether it made a difference; empty before that.
    `author` saved it last; empty in drafts of releases that did not keep it.
    """

    id: str
    survey: str
    title: Mapping[str, str]
    words: Mapping[str, Words]
    day: date
    state: UpdateState = UpdateState.DRAFT
    wave: str = ""
    roots: Roots = NO_ROOTS
    author: str = ""

    def needs_another(self, officer: str) -> bool:
        """It may not be published by that officer where there is a second one."""
        return self.author.casefold() in ("", officer.casefold())

    def said(self, language: str) -> Words:
        """In that language where it is whole, else in English."""
        found = self.words.get(language, Words())
        return found if found.whole else self.words.get("en", Words())

    def titled(self, language: str) -> str:
        return self.title.get(language) or self.title["en"]


@dataclass(frozen=True, slots=True)
class Progress:
    """How far the messages of one update are. `gone` blocked us or closed their account."""

    waiting: int = 0
    told: int = 0
    gone: int = 0
    failed: int = 0

    @property
    def of(self) -> int:
        return self.waiting + self.told + self.gone + self.failed


class UpdateShelf(Protocol):
    """Where updates are kept."""

    async def keep_update(self, update: Update) -> None:
        """Add a draft, or put it in the place of itself. Raises PublishedUpdate."""
        ...

    async def drop_update(self, update_id: str) -> None:
        """A draft is gone. Raises PublishedUpdate."""
        ...

    async def update(self, update_id: str) -> Update:
        """Raises UnknownUpdate."""
        ...

    async def updates(self) -> tuple[Update, ...]:
        """Drafts first, then by day, newest first."""
        ...

    async def publish(self, update: Update) -> int:
        """The draft as given becomes public, and one message a subscriber waits; how many.

        One transaction. Raises UnknownUpdate, PublishedUpdate.
        """
        ...

    async def progress(self, update_id: str) -> Progress: ...


def in_order(updates: Iterable[Update]) -> tuple[Update, ...]:
    """Drafts first, then by day, newest first."""
    newest = sorted(updates, key=lambda each: (each.day, each.id), reverse=True)
    return tuple(sorted(newest, key=lambda each: each.state is not UpdateState.DRAFT))


class Updates:
    """What officers do with updates, and what everybody may read."""

    def __init__(self, shelf: UpdateShelf, waves: Waves) -> None:
        self._shelf = shelf
        self._waves = waves

    # ------------------------------------------------------------ for everybody
    async def published(self, survey: str = "", about: str = "") -> tuple[Update, ...]:
        """All that were published; of that survey, about that wave; newest first."""
        every = await self._shelf.updates()
        public = (each for each in every if each.state is UpdateState.PUBLISHED)
        return tuple(
            each
            for each in public
            if survey in ("", each.survey) and about in ("", each.roots.wave)
        )

    # ------------------------------------------------------------ for officers
    async def all(self) -> tuple[Update, ...]:
        return await self._shelf.updates()

    async def one(self, update_id: str) -> Update:
        """Raises UnknownUpdate."""
        return await self._shelf.update(update_id)

    async def write(
        self,
        survey: Survey,
        words: Mapping[str, Words],
        day: date,
        by: str,
        roots: Roots = NO_ROOTS,
    ) -> Update:
        """A new draft. Raises UnfinishedUpdate."""
        title = {code: survey.said(survey.title, code) for code in survey.languages}
        name, whole = secrets.token_hex(8), _whole(words)
        update = Update(name, survey.key, title, whole, day, roots=roots, author=by)
        await self._shelf.keep_update(update)
        return update

    async def change(
        self,
        update_id: str,
        words: Mapping[str, Words],
        day: date,
        by: str,
        roots: Roots = NO_ROOTS,
    ) -> Update:
        """Raises UnknownUpdate, UnfinishedUpdate, PublishedUpdate."""
        before = await self.one(update_id)
        update = replace(before, words=_whole(words), day=day, roots=roots, author=by)
        await self._shelf.keep_update(update)
        return update

    async def discard(self, update_id: str) -> None:
        """A draft is gone. Raises UnknownUpdate, PublishedUpdate."""
        update = await self.one(update_id)
        await self._shelf.drop_update(update.id)

    async def publish(self, update_id: str, second: Second, along: Along = nullcontext) -> int:
        """Make it public and queue the messages; how many. `along` is around just that.

        The wave comes first and is noted in the draft, so that a publishing that was cut off
        finds it again.
        Raises PublishedUpdate, OwnUpdate, ChangedUpdate, UncheckedUpdate, NoLead, ...
        """
        update = await self.one(update_id)
        if update.state is UpdateState.PUBLISHED:
            raise PublishedUpdate
        if update.needs_another(second.by) and not second.alone:
            raise OwnUpdate
        if second.edition != edition(update.words):
            raise ChangedUpdate
        if spotted(update.words) and not second.sure:
            raise UncheckedUpdate
        wave = await self._open(update)
        async with along():
            return await self._shelf.publish(replace(update, wave=wave.code))

    async def progress(self, update_id: str) -> Progress:
        return await self._shelf.progress(update_id)

    async def asks(self, update: Update) -> bool:
        """People can still say whether it made a difference."""
        if not update.wave:
            return False
        try:
            return (await self._waves.one(update.wave)).state is WaveState.OPEN
        except UnknownWave:
            return False

    # ------------------------------------------------------------ the wave that asks
    async def _open(self, update: Update) -> Wave:
        wave = await self._wave(update)
        if wave.state is not WaveState.DRAFT:
            return wave
        try:
            return await self._waves.open(wave.code)
        except WrongState:  # another click opened it meanwhile
            return await self._waves.one(wave.code)

    async def _wave(self, update: Update) -> Wave:
        if update.wave:
            return await self._waves.one(update.wave)
        survey = difference_survey(update.title, {c: w.did for c, w in update.words.items()})
        wave = await self._waves.create(survey, f"What we did, {update.day.day} {update.day:%B %Y}")
        await self._shelf.keep_update(replace(update, wave=wave.code))
        return wave


def _whole(words: Mapping[str, Words]) -> Mapping[str, Words]:
    """English and whatever else is complete. Raises UnfinishedUpdate."""
    kept = {code: each for code, each in words.items() if each.whole}
    if "en" not in kept or any(each != Words() for c, each in words.items() if c not in kept):
        raise UnfinishedUpdate
    return kept
