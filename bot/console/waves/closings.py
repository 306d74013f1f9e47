"""Closing waves behind the scenes: the officer watches, the server goes on."""

import asyncio
from collections.abc import Callable
from dataclasses import dataclass, replace
from datetime import datetime

import structlog

from bot.faults import summary
from surveys.along import Along
from surveys.anonymity.keyring import Keyring
from surveys.errors import SurveyError
from surveys.store import Store
from surveys.waves.closing import close

UNKNOWN = "Something went wrong on our side. Nothing is lost. Try again."


@dataclass(frozen=True, slots=True)
class Progress:
    """How far one close has got, in tenths: a page must not tell how many took part.

    `problem` is set when it had to stop.
    """

    stage: str = "starting"
    percent: int = 0
    problem: str = ""


class Closings:
    """At most one close a wave at a time. All of it may be lost: a close can be run again."""

    def __init__(self, store: Store, keyring: Keyring, clock: Callable[[], datetime]) -> None:
        self._store = store
        self._keyring = keyring
        self._clock = clock
        self._tasks: dict[str, asyncio.Task[None]] = {}
        self._progress: dict[str, Progress] = {}

    def start(self, wave_id: str, along: Along) -> None:
        """Begin, or go on with, closing this wave; `along` is around its last step."""
        if not self.running(wave_id):
            self._progress[wave_id] = Progress()
            self._tasks[wave_id] = asyncio.create_task(self._close(wave_id, along))

    def running(self, wave_id: str) -> bool:
        return wave_id in self._tasks

    def progress(self, wave_id: str) -> Progress | None:
        """None if nothing was started here since the program began."""
        return self._progress.get(wave_id)

    async def stop(self) -> None:
        tasks = tuple(self._tasks.values())
        for task in tasks:
            task.cancel()
        await asyncio.gather(*tasks, return_exceptions=True)

    async def _close(self, wave_id: str, along: Along) -> None:
        def tell(stage: str, done: int, of: int) -> None:
            self._progress[wave_id] = Progress(stage, done * 10 // of * 10 if of else 0)

        try:
            today = self._clock().date()
            await close(self._store, self._keyring, wave_id, today, tell, along=along)
        except SurveyError as error:
            self._stopped(wave_id, error, " ".join(str(error).split()))
        except Exception as error:  # noqa: BLE001 - nobody waits for the task: say it on the page
            self._stopped(wave_id, error, UNKNOWN)
        finally:
            self._tasks.pop(wave_id, None)

    def _stopped(self, wave_id: str, error: Exception, words: str) -> None:
        structlog.get_logger("bot.console").error("close_stopped", what=summary(error))
        self._progress[wave_id] = replace(self._progress[wave_id], problem=words)
