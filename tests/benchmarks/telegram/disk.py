"""How long this disk takes to keep one commit: what no bot that keeps anything can fall below."""

import asyncio
import os
import time
from pathlib import Path
from statistics import quantiles

from tests.benchmarks.telegram.run import Figures

A_COMMIT = b"\0" * 20 * 1024
"""What a commit of one row adds to SQLite's log."""


async def steady(folder: Path, seconds: float, a_second: float) -> Figures:
    """So many commits a second to a file that grows, each waited for."""
    waits = await asyncio.to_thread(_waits, folder / "log", int(seconds * a_second), 1 / a_second)
    percent = quantiles(waits, n=100)
    return {
        "seconds": seconds,
        "p50_ms": round(percent[49] * 1000, 2),
        "p99_ms": round(percent[98] * 1000, 2),
    }


def _waits(file: Path, commits: int, apart: float) -> list[float]:
    with file.open("wb", buffering=0) as log:
        return [_wait(log.fileno(), apart) for _ in range(commits)]


def _wait(log: int, apart: float) -> float:
    time.sleep(apart)
    begun = time.perf_counter()
    os.write(log, A_COMMIT)
    os.fsync(log)
    return time.perf_counter() - begun
