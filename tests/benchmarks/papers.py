"""How long the papers of one wave take: counting it from the database, and all seven formats.

    python -m tests.benchmarks.papers [--answers 2000 1000000]

One JSON line a size. The wave is kept in a SQLite file; reading, counting and drawing happen in a
fresh process, whose peak of memory is told.
"""

import argparse
import asyncio
import json
import resource
import sys
import tempfile
import time
from collections.abc import Iterator
from concurrent.futures import ProcessPoolExecutor
from multiprocessing import get_context
from pathlib import Path

from bot.counting import counted
from exports.decided import decide_alone
from exports.make import Material, snapshot
from exports.policy import DEFAULT
from exports.render import FORMATS, render
from surveys.reading import load
from surveys.records import HeldBack, Response, ReviewText, Screened, TextState, Wave, WaveState
from surveys.sql.store import SqlStore
from tests.exports.simulated import BOARD, TODAY, closed, people

SURVEY = "safety-pulse"
MOST_SECONDS = {2_000: 5.0, 1_000_000: 60.0}
KINDS_OF_PEOPLE = 5_000
"""So many different people are made up; a larger wave holds each of them more than once."""


def main() -> None:
    parser = argparse.ArgumentParser(description=(__doc__ or "").splitlines()[0])
    parser.add_argument("--answers", type=int, nargs="+", default=list(MOST_SECONDS))
    failed = False
    for answers in parser.parse_args().answers:
        told = measured(answers)
        print(json.dumps(told))  # noqa: T201 - what a benchmark is for
        failed |= float(str(told["seconds"])) > MOST_SECONDS.get(answers, float("inf"))
    sys.exit(1 if failed else 0)


def measured(answers: int) -> dict[str, object]:
    with tempfile.TemporaryDirectory() as folder:
        url = f"sqlite:///{Path(folder) / 'wave.db'}"
        wave = closed(load(SURVEY), state=WaveState.OPEN)
        with ProcessPoolExecutor(1, get_context("spawn")) as pool:
            number = pool.submit(fill, url, wave, answers).result()
        with ProcessPoolExecutor(1, get_context("spawn")) as pool:
            told = pool.submit(draw, url, wave.code).result()
    return {"answers": answers, "people": number, **told}


# ---------------------------------------------------------------- the wave
def fill(url: str, wave: Wave, answers: int) -> int:
    return asyncio.run(_fill(url, wave, answers))


async def _fill(url: str, wave: Wave, answers: int) -> int:
    rows: dict[str, Response] = {}
    texts: list[ReviewText] = []
    for name, response in _until(wave, answers):
        rows[name] = Response(
            {k: HeldBack() if isinstance(a, Screened) else a for k, a in response.answers.items()}
        )
        texts += [_text(wave, name, k) for k, a in response.answers.items() if type(a) is Screened]
    async with SqlStore.open(url, upgrade=True) as store:
        await store.add_wave(wave)
        await store.move_wave(wave.id, WaveState.OPEN, WaveState.CLOSING, TODAY)
        await store.rewrite(wave.id, rows, texts)
        await store.move_wave(wave.id, WaveState.REWRITTEN, WaveState.CLOSED, TODAY)
    return len(rows)


def _until(wave: Wave, answers: int) -> Iterator[tuple[str, Response]]:
    """People until they gave so many answers together."""
    some = people(wave.survey, min(KINDS_OF_PEOPLE, answers))
    given = number = 0
    while given < answers:
        response = some[number % len(some)]
        yield f"{number:08}", response
        given += len(response.answers)
        number += 1


def _text(wave: Wave, name: str, question: str) -> ReviewText:
    state = TextState.PUBLISHED
    return ReviewText(
        f"{name}-{question}", wave.id, name, question, "Some words.", state, (), 0, 0, "en"
    )


# ---------------------------------------------------------------- its papers
def draw(url: str, code: str) -> dict[str, object]:
    return asyncio.run(_draw(url, code))


async def _draw(url: str, code: str) -> dict[str, object]:
    took: dict[str, float] = {}
    started = last = time.perf_counter()

    def done(step: str) -> None:
        nonlocal last
        now = time.perf_counter()
        took[step], last = round(now - last, 3), now

    async with SqlStore.open(url) as store:
        wave = await store.wave(code)
        counts = await counted(store, wave)
    done("count")
    decided = decide_alone(wave.survey, counts, DEFAULT)
    report = snapshot(Material(wave, decided, TODAY, BOARD))
    done("make safe")
    for fmt in FORMATS:
        render(report, fmt)
        done(fmt)
    peak = resource.getrusage(resource.RUSAGE_SELF).ru_maxrss // 1024
    return {"seconds": round(last - started, 2), "peak_mib": peak, "took": took}


if __name__ == "__main__":
    main()
