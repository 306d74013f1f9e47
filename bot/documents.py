"""Documents of a closed wave: what they are made of, gathered; and a process that draws them.

A wave is read in parts and counted as it comes, so that a million answers need no more room than
a thousand. Making numbers safe and drawing take seconds of a processor: the server lets another
process do that, which ends when it has been idle.
"""

import asyncio
from collections.abc import Callable, Sequence
from concurrent.futures import ProcessPoolExecutor
from concurrent.futures.process import BrokenProcessPool
from dataclasses import dataclass, replace
from datetime import date, timedelta
from multiprocessing import get_context
from typing import ParamSpec, TypeVar

from bot.counting import Watch
from bot.felt import did
from bot.parts import Parts
from bot.releasing import latest_releases, release
from exports.brief import Brief
from exports.disclosure.layout import Joins
from exports.disclosure.ledger import opened
from exports.disclosure.pooled import comparable
from exports.findings.changes import Before
from exports.findings.decisions import Before as MeetingBefore
from exports.findings.decisions import Meant
from exports.findings.evaluations import Evaluated
from exports.findings.promises import Did
from exports.findings.theme_findings import without_themes
from exports.make import Material
from exports.undertaken import Action, Standing
from surveys.office import action_views
from surveys.office.actions import KeptAction
from surveys.office.work import Work, work
from surveys.officers.accounts import COMMAND_LINE
from surveys.records import Wave
from surveys.telling.updates import Update
from surveys.themes.records import Quote

MOST_ACTIONS = 15
MOST_PROMISES = 8
MOST_EARLIER = 5
"""Waves before, for what is told over the years."""
IDLE_SECONDS = 300

P = ParamSpec("P")
T = TypeVar("T")


# ---------------------------------------------------------------- what they are made of
async def material(  # noqa: PLR0913  # which waves, for whom, cut how
    parts: Parts,
    waves: Sequence[Wave],
    brief: Brief,
    watch: Watch | None = None,
    *,
    by: str = COMMAND_LINE,
    joins: Joins | None = None,
) -> Material:
    """Everything one report is made of, its numbers passed by the ledger. `by` asked for it.

    Raises WaveNotClosed, DifferentSurveys, UnfitJoin, ReleaseClash.
    """
    left = await release(parts, by, waves, joins, watch)
    wave = left.wave
    earlier = await _earlier(parts, wave) if len(waves) == 1 else ()
    updates = await parts.telling.updates.published(wave.survey.key)
    return Material(
        wave=wave,
        decided=left.decided,
        today=parts.clock().date(),
        organisation=parts.settings.organisation,
        brief=brief,
        done=await _done(parts, updates, brief.language, by),
        actions=await _actions(parts),
        acted=await _acted(parts),
        book=left.book,
        quotes=await _quotes(parts, waves),
        before=earlier[-1] if earlier else None,
        earlier=earlier[-MOST_EARLIER:],
        work=await _work(parts, wave, updates),
        evaluations=await _evaluations(parts, wave),
        meeting_before=await _meeting_before(parts, brief.meeting_on),
    )


def housed(brief: Brief, parts: Parts) -> Brief:
    """With the marking and the look of the house, where nothing else was asked for."""
    marking = brief.marking or parts.settings.marking
    return replace(brief, marking=marking, look=parts.settings.look)


async def _earlier(parts: Parts, wave: Wave) -> tuple[Before, ...]:
    """The waves before it that asked the same and were released by themselves, oldest first."""
    survey = without_themes(wave.survey)
    same = [
        each
        for each in await parts.waves.all()
        if each.has_results and comparable(each.survey, survey)
    ]
    ended = [each for each in same if _day(each) < _day(wave)]
    releases = await latest_releases(parts)
    told = (each for each in sorted(ended, key=_day) if each.id in releases)
    return tuple(Before(each.name, releases[each.id]) for each in told)


async def _evaluations(parts: Parts, wave: Wave) -> tuple[Evaluated, ...]:
    """Of every other survey with a target the newest wave that left already: nothing new does."""
    releases, found = await latest_releases(parts), dict[str, Wave]()
    for each in sorted(await parts.waves.all(), key=_day):
        told = each.id in releases and not each.answers_lost
        if each.survey.target and told and each.survey.key != wave.survey.key:
            found[each.survey.key] = each
    return tuple(
        Evaluated(each.name, each.survey, opened(each.survey, releases[each.id]))
        for each in found.values()
    )


async def _meeting_before(parts: Parts, day: date | None) -> MeetingBefore | None:
    """The last one before that day (before tomorrow, where none is given) that decided anything."""
    office, end = parts.office, day or parts.clock().date() + timedelta(days=1)
    for meeting in await office.meetings.all():
        decided = await office.papers.decisions(meeting) if meeting.thing.day < end else ()
        if decided:
            meant = [
                Meant(e.thing.words, (await office.actions.one(e.thing.action)).thing)
                for e in decided
            ]
            return MeetingBefore(meeting.thing.name, meeting.thing.day, tuple(meant))
    return None


async def _work(parts: Parts, wave: Wave, updates: Sequence[Update]) -> Work:
    actions = await parts.office.actions.all()
    return work(actions, wave.code, parts.clock().date(), len(updates))


def _day(wave: Wave) -> date:
    return wave.opened_on or date.min


async def _quotes(parts: Parts, waves: Sequence[Wave]) -> tuple[Quote, ...]:
    """Approved, and still as they were approved. Whether their theme is large enough, R10 says."""
    quoted = [wave for wave in waves if await parts.themes.quotes(wave.code)]
    voices = [voice for wave in quoted for voice in await parts.themes.voices(wave.code)]
    return tuple(sorted((q for v in voices for q in v.quotes), key=lambda q: (q.theme, q.words)))


async def _done(parts: Parts, updates: Sequence[Update], language: str, by: str) -> tuple[Did, ...]:
    """What was published for those who answered this survey, newest first."""
    return tuple([await did(parts, each, language, by) for each in updates[:MOST_PROMISES]])


async def _actions(parts: Parts) -> tuple[Action, ...]:
    """What is not closed yet, the one due first on top."""
    waiting = action_views.outstanding(await parts.office.actions.all())
    today = parts.clock().date()
    return tuple(_action(each, late=each.thing.overdue(today)) for each in waiting[:MOST_ACTIONS])


async def _acted(parts: Parts) -> frozenset[str]:
    """Names of the themes that have an action, open or closed."""
    return frozenset(each.thing.theme.casefold() for each in await parts.office.actions.all())


def _action(kept: KeptAction, *, late: bool) -> Action:
    action = kept.thing
    lead = ", ".join(part for part in (action.lead, action.agency) if part)
    standing = Standing.OVERDUE if late else Standing.OPEN
    return Action(action.title, lead, action.due, standing, action.measure)


# ---------------------------------------------------------------- the process that draws
@dataclass(slots=True)
class Press:
    """A process of its own for one document at a time; there while it has work."""

    _pool: ProcessPoolExecutor | None = None
    _idle: asyncio.TimerHandle | None = None
    _waiting: int = 0

    async def make(self, work: Callable[P, T], *args: P.args, **kwargs: P.kwargs) -> T:
        """Do the work there and wait for it. What goes in and comes out is copied."""
        loop = asyncio.get_running_loop()
        if self._idle:
            self._idle.cancel()
        pool = self._pool or ProcessPoolExecutor(max_workers=1, mp_context=get_context("spawn"))
        self._pool = pool
        self._waiting += 1
        try:
            return await loop.run_in_executor(pool, _call, work, args, kwargs)
        except BrokenProcessPool:  # it was ended from outside: this document fails, no later one
            if self._pool is pool:
                self.stop()
            raise
        finally:
            self._waiting -= 1
            if not self._waiting:
                self._idle = loop.call_later(IDLE_SECONDS, self.stop)

    def stop(self) -> None:
        """End the process. It is started anew when there is work again."""
        if self._idle:
            self._idle.cancel()
        if self._pool:
            self._pool.shutdown(wait=False, cancel_futures=True)
        self._pool = self._idle = None


def _call(work: Callable[..., T], args: tuple[object, ...], kwargs: dict[str, object]) -> T:
    return work(*args, **kwargs)
