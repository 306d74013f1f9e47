"""What all pages of the console share: the parts, the templates, and work behind the scenes."""

import asyncio
from collections.abc import Callable
from concurrent.futures import ThreadPoolExecutor
from dataclasses import dataclass, field
from pathlib import Path
from typing import TypeVar

from aiohttp import web
from jinja2 import Environment

from bot.clock import here
from bot.console import words
from bot.console.errands import Errands
from bot.console.urgent.unlocking import Unlocking
from bot.console.waves.closings import Closings
from bot.documents import Press
from bot.parts import Parts
from bot.web.assets import assets
from bot.web.pages import environment
from exports.report import as_both, as_count, as_percent
from surveys.dates import day

FOLDER = Path(__file__).parent
STATIC = FOLDER / "static"

T = TypeVar("T")


@dataclass(frozen=True, slots=True)
class Desk:
    """`bench` makes small things in a thread; `press`, a process, makes results and papers."""

    parts: Parts
    prefix: str
    pages: Environment
    closings: Closings
    unlocking: Unlocking
    bench: ThreadPoolExecutor = field(repr=False)
    errands: Errands = field(default_factory=Errands)
    press: Press = field(default_factory=Press, repr=False)

    async def make(self, work: Callable[[], T]) -> T:
        """Do slow work on the bench and wait for it."""
        return await asyncio.get_running_loop().run_in_executor(self.bench, work)

    async def stop(self, _app: web.Application) -> None:
        """On the way out: a close that is cut off here is taken up again later."""
        await self.closings.stop()
        await self.errands.stop()
        self.bench.shutdown(wait=False, cancel_futures=True)
        self.press.stop()


def new_desk(parts: Parts, prefix: str) -> Desk:
    closings = Closings(parts.store, parts.keyring, parts.clock)
    bench = ThreadPoolExecutor(max_workers=1, thread_name_prefix="documents")
    unlocking = Unlocking(parts.clock)
    return Desk(parts, prefix, _pages(parts, prefix), closings, unlocking, bench)


def _pages(parts: Parts, prefix: str) -> Environment:
    pages = environment(FOLDER / "templates")
    pages.globals["url"] = lambda path: prefix + path
    pages.globals["own"] = lambda name: f"{prefix}/static/{name}?v={assets(STATIC)[name].version}"
    pages.globals["organisation"] = parts.settings.organisation
    pages.globals["say"] = words
    pages.filters |= {
        "day": day,
        "here": here,
        "count_of": as_count,
        "percent_of": as_percent,
        "both_of": as_both,
    }
    return pages
