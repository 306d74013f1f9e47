"""Who is asked for a verdict: a process of its own while there is one, and else this process.

It is never in doubt whether a text is screened. A process that ended, or says nothing while
somebody waits, is replaced; what it left unanswered is screened here, while the person waits.
"""

import asyncio
import sys
from collections.abc import AsyncIterator, Sequence
from contextlib import asynccontextmanager, suppress
from os import pathsep

import structlog

from bot.screening.line import Line, Unanswered, opened
from bot.settings import environment
from bot.variables import PREFIX
from moderation.verdict import Verdict
from surveys.screening import here

COMMAND = (sys.executable, "-P", "-m", "bot.screening")
SILENT_SECONDS = 2.0
"""The longest text takes 0.15 s; a person is told that nothing was saved after 5."""

_LOOK_SECONDS = 0.5
_READY_SECONDS = 60.0
_PAUSE_SECONDS = 5.0
"""Before another is begun."""


class Screening:
    """As the intakes ask: `surveys.screening.Screens`."""

    def __init__(self, command: Sequence[str] = COMMAND) -> None:
        self._command = command
        self._line: Line | None = None

    async def __call__(self, text: str, lang: str = "en", question: str = "") -> Verdict:
        """Like `surveys.screening.here`."""
        if self._line is None:
            return await here(text, lang, question)
        try:
            return await self._line.ask(text, lang, question)
        except Unanswered:
            return await here(text, lang, question)

    @asynccontextmanager
    async def apart(self) -> AsyncIterator[None]:
        """There is a process of its own, from when it is ready until this is left."""
        begun = asyncio.Event()
        keeping = asyncio.create_task(self._keep(begun))
        await begun.wait()
        try:
            yield
        finally:
            keeping.cancel()
            await asyncio.gather(keeping, return_exceptions=True)

    async def _keep(self, begun: asyncio.Event) -> None:
        while True:
            try:
                line = await opened(self._command, _surroundings())
            except OSError as error:
                _warn(type(error).__name__)
            else:
                await self._use(line, begun)
                _warn("ended")
            begun.set()
            await asyncio.sleep(_PAUSE_SECONDS)

    async def _use(self, line: Line, begun: asyncio.Event) -> None:
        """Until it ends."""
        try:
            if await _is_ready(line):
                self._line = line
                begun.set()
                await _watched(line)
        finally:
            self._line = None
            await line.close()


async def _is_ready(line: Line) -> bool:
    ready, ended = (asyncio.create_task(event.wait()) for event in (line.is_ready, line.has_ended))
    done, late = await asyncio.wait(
        (ready, ended), timeout=_READY_SECONDS, return_when=asyncio.FIRST_COMPLETED
    )
    for task in late:
        task.cancel()
    return ready in done


async def _watched(line: Line) -> None:
    while not line.has_ended.is_set():
        if line.silent_for > SILENT_SECONDS:
            line.kill()
        with suppress(TimeoutError):  # `wait_for` may lose that the server stops, before 3.12
            async with asyncio.timeout(_LOOK_SECONDS):
                await line.has_ended.wait()


def _surroundings() -> dict[str, str]:
    """The same modules, and the environment without what is set for the server: its secrets."""
    every = environment().items()
    plain = {name: value for name, value in every if not name.startswith(PREFIX)}
    return {**plain, "PYTHONPATH": pathsep.join(sys.path)}


def _warn(kind: str) -> None:
    structlog.get_logger("bot.screening").warning("screening_begun_anew", kind=kind)
