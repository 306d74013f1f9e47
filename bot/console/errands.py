"""Work that goes on after the page has been drawn: at most one of a name at a time."""

import asyncio
from collections.abc import Coroutine
from typing import Any

import structlog

from bot.faults import summary


class Errands:
    """All of it may be lost: what is begun here can be begun again from what is stored."""

    def __init__(self) -> None:
        self._tasks: dict[str, asyncio.Task[None]] = {}

    def start(self, name: str, work: Coroutine[Any, Any, None]) -> None:
        """Nothing happens if one of that name is under way."""
        if name in self._tasks:
            work.close()
            return
        self._tasks[name] = asyncio.create_task(self._safely(name, work))

    def running(self, name: str) -> bool:
        return name in self._tasks

    async def stop(self) -> None:
        tasks = tuple(self._tasks.values())
        for task in tasks:
            task.cancel()
        await asyncio.gather(*tasks, return_exceptions=True)

    async def _safely(self, name: str, work: Coroutine[Any, Any, None]) -> None:
        try:
            await work
        except Exception as error:  # noqa: BLE001 - nobody waits for the task
            structlog.get_logger("bot.console").error("errand_stopped", what=summary(error))
        finally:
            self._tasks.pop(name, None)
