"""Heavy work in a process of its own, which is gone afterwards with all that it loaded."""

import asyncio
import multiprocessing
from collections.abc import Callable
from concurrent.futures import ProcessPoolExecutor
from functools import partial
from typing import ParamSpec, TypeVar

P = ParamSpec("P")
T = TypeVar("T")


async def apart(work: Callable[P, T], *args: P.args, **kwargs: P.kwargs) -> T:
    """What `work` returns or raises. It and its arguments must be picklable."""
    pool = ProcessPoolExecutor(1, mp_context=multiprocessing.get_context("spawn"))
    try:
        running = asyncio.get_running_loop().run_in_executor(pool, partial(work, *args, **kwargs))
        return await running
    finally:
        pool.shutdown(wait=False, cancel_futures=True)
