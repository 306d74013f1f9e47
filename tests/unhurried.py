"""A loop on which time passes only when nobody has anything to do, and then at once.

However busy the machine is, what is due first comes first; and nobody waits. Not for what waits for
other threads or processes: their time passes as ever.
"""

import asyncio
import selectors
from collections.abc import Callable
from dataclasses import dataclass

import pytest

Events = list[tuple[selectors.SelectorKey, int]]
Select = Callable[[float | None], Events]


@dataclass
class Unhurried:
    """In the place of a loop's clock, and of its waiting."""

    now: float
    look: Select

    def time(self) -> float:
        return self.now

    def select(self, timeout: float | None = None) -> Events:
        """Until something comes, if nothing is due; else what is there, or the next that is due."""
        if timeout is None:
            return self.look(None)
        there = self.look(0)
        if not there:
            self.now += max(0.0, timeout)
        return there


def unhurry(loop: asyncio.AbstractEventLoop, patch: pytest.MonkeyPatch) -> None:
    """From now on, as long as the patch holds."""
    selector = loop._selector  # type: ignore[attr-defined]  # noqa: SLF001
    clock = Unhurried(loop.time(), selector.select)
    patch.setattr(loop, "time", clock.time)
    patch.setattr(selector, "select", clock.select)
