"""The line to one process that screens: many may ask at once, each gets its answer or its end."""

import asyncio
from collections.abc import Mapping, Sequence
from itertools import count
from subprocess import DEVNULL, PIPE
from typing import cast

from bot.errors import BotError
from bot.screening.lines import Answer, Asked
from moderation.verdict import Verdict

_IN, _OUT = 0, 1
_LAST_WORDS_SECONDS = 2


class Unanswered(BotError):
    """The process that screens ended before it answered. Screen the text in this one."""


class Line(asyncio.SubprocessProtocol):
    """Made by `opened`. `since`: when it last said something, or had nothing to say."""

    def __init__(self) -> None:
        self._loop = asyncio.get_running_loop()
        self._waiting: dict[int, asyncio.Future[Verdict]] = {}
        self._numbers = count()
        self._begun = b""
        self.is_ready, self.has_ended = asyncio.Event(), asyncio.Event()
        self._since = self._loop.time()

    # ------------------------------------------------------------ for who asks
    def ask(self, text: str, lang: str, question: str) -> asyncio.Future[Verdict]:
        """Its answer. Raises Unanswered when awaited, if none comes."""
        asked = Asked(next(self._numbers), text, lang, question)
        answer: asyncio.Future[Verdict] = self._loop.create_future()
        if self.has_ended.is_set():
            answer.set_exception(Unanswered())
            return answer
        if not self._waiting:
            self._since = self._loop.time()
        self._waiting[asked.number] = answer
        self._input.write(asked.line())
        return answer

    @property
    def silent_for(self) -> float:
        """Seconds for which somebody has waited and nothing came."""
        return self._loop.time() - self._since if self._waiting else 0.0

    def kill(self) -> None:
        if not self.has_ended.is_set():
            self._process.kill()

    async def close(self) -> None:
        """Its input ends, and so does the process."""
        self._input.close()
        try:
            async with asyncio.timeout(_LAST_WORDS_SECONDS):
                await self.has_ended.wait()
        except TimeoutError:
            self.kill()
            await self.has_ended.wait()
        self._process.close()

    # ------------------------------------------------------------ for the event loop
    def connection_made(self, transport: asyncio.BaseTransport) -> None:
        self._process = cast("asyncio.SubprocessTransport", transport)
        self._input = cast("asyncio.WriteTransport", self._process.get_pipe_transport(_IN))

    def pipe_data_received(self, fd: int, data: bytes) -> None:
        if fd != _OUT:
            return
        self._since = self._loop.time()
        *lines, self._begun = (self._begun + data).split(b"\n")
        for line in lines:
            if line:
                self._take(line)
            else:
                self.is_ready.set()

    def process_exited(self) -> None:
        self.has_ended.set()
        waiting, self._waiting = self._waiting, {}
        for answer in waiting.values():
            if not answer.done():
                answer.set_exception(Unanswered())

    def _take(self, line: bytes) -> None:
        """A process that says what is no answer is not trusted with another text."""
        try:
            answer = Answer.read(line)
        except (ValueError, TypeError):
            self.kill()
        else:
            self._hand_over(answer)

    def _hand_over(self, answer: Answer) -> None:
        """To who waits for it; its last words may come after its end, when nobody does."""
        waiting = self._waiting.pop(answer.number, None)
        if waiting is not None and not waiting.done():
            waiting.set_result(answer.verdict)


async def opened(command: Sequence[str], env: Mapping[str, str]) -> Line:
    """A process, just begun. What it says of errors is nobody's: it may hold words. OSError."""
    loop = asyncio.get_running_loop()
    _, line = await loop.subprocess_exec(
        Line, *command, stdin=PIPE, stdout=PIPE, stderr=DEVNULL, env=dict(env)
    )
    return line
