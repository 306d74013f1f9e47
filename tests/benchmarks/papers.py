"""How long the papers of one wave take: counting it, its release, and all seven formats.

    python -m tests.benchmarks.papers [--answers 2000 1000000] [--themes]

One JSON line a size. The wave is kept in a SQLite file and released as the console and `export`
do it, audit and ledger included. That and drawing happen in a fresh process, whose peak of memory
is told, or the audit's, where that is higher; processor seconds are of both, with their start.
With `--themes` officers have confirmed themes.
"""

import argparse
import asyncio
import json
import resource
import sys
import tempfile
import time
from collections.abc import Iterator, Sequence
from concurrent.futures import ProcessPoolExecutor
from multiprocessing import get_context
from pathlib import Path

from bot.app import build
from bot.documents import material
from bot.parts import Parts
from bot.settings import Settings
from exports.brief import Brief
from exports.make import snapshot
from exports.render import FORMATS, render
from surveys.definitions.reading import load
from surveys.records import HeldBack, Response, ReviewText, Screened, TextState, Wave, WaveState
from surveys.themes.records import TagState, ThemeTag
from tests.exports.simulated import TODAY, closed, people

SURVEY = "safety-pulse"
MOST_SECONDS = {2_000: 5.0, 1_000_000: 60.0}
TOGETHER = 5_000
KINDS_OF_PEOPLE = 5_000
"""So many different people are made up; a larger wave holds each of them more than once."""


def main() -> None:
    parser = argparse.ArgumentParser(description=(__doc__ or "").splitlines()[0])
    parser.add_argument("--answers", type=int, nargs="+", default=list(MOST_SECONDS))
    parser.add_argument("--themes", action="store_true")
    given, failed = parser.parse_args(), False
    for answers in given.answers:
        told = measured(answers, themed=given.themes)
        print(json.dumps(told))  # noqa: T201 - what a benchmark is for
        failed |= float(str(told["seconds"])) > MOST_SECONDS.get(answers, float("inf"))
    sys.exit(1 if failed else 0)


def measured(answers: int, *, themed: bool) -> dict[str, object]:
    with tempfile.TemporaryDirectory() as name:
        folder = Path(name)
        wave = closed(load(SURVEY), state=WaveState.OPEN)
        with ProcessPoolExecutor(1, get_context("spawn")) as pool:
            number = pool.submit(fill, folder, wave, answers, themed).result()
        with ProcessPoolExecutor(1, get_context("spawn")) as pool:
            told = pool.submit(draw, folder, wave.code).result()
    return {"answers": answers, "people": number, "themes": themed, **told}


# ---------------------------------------------------------------- the wave
def fill(folder: Path, wave: Wave, answers: int, themed: bool) -> int:  # noqa: FBT001 - pickled
    return asyncio.run(_fill(folder, wave, answers, themed=themed))


async def _fill(folder: Path, wave: Wave, answers: int, *, themed: bool) -> int:
    rows: dict[str, Response] = {}
    texts: list[ReviewText] = []
    for name, response in _until(wave, answers):
        rows[name] = Response(
            {k: HeldBack() if isinstance(a, Screened) else a for k, a in response.answers.items()}
        )
        texts += [_text(wave, name, k) for k, a in response.answers.items() if type(a) is Screened]
    async with build(settings(folder), upgrade=True) as parts:
        await parts.store.add_wave(wave)
        await parts.store.move_wave(wave.id, WaveState.OPEN, WaveState.CLOSING, TODAY)
        await parts.store.rewrite(wave.id, rows, texts)
        await parts.store.move_wave(wave.id, WaveState.REWRITTEN, WaveState.CLOSED, TODAY)
        if themed:
            await _confirm(parts, wave, texts)
    return len(rows)


async def _confirm(parts: Parts, wave: Wave, texts: Sequence[ReviewText]) -> None:
    """Each text is about one of the themes of the codebook, by turns."""
    keys = [theme.key for theme in (await parts.themes.codebook(wave.survey)).themes]
    for start in range(0, len(texts), TOGETHER):
        tags = [
            ThemeTag(text.id, keys[n % len(keys)], TagState.CONFIRMED, 1.0, 1, "Ana")
            for n, text in enumerate(texts[start : start + TOGETHER], start)
        ]
        await parts.themes._shelf.decide_tags(wave.id, tags, TODAY)  # noqa: SLF001


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
def draw(folder: Path, code: str) -> dict[str, object]:
    return asyncio.run(_draw(folder, code))


async def _draw(folder: Path, code: str) -> dict[str, object]:
    took: dict[str, float] = {}
    started = last = time.perf_counter()

    def done(step: str) -> None:
        nonlocal last
        now = time.perf_counter()
        took[step], last = round(now - last, 3), now

    async with build(settings(folder)) as parts:
        done("start")
        made = await material(parts, [await parts.waves.one(code)], Brief())
        done("count and release")
    report = snapshot(made)
    done("make the report")
    files = {}
    for fmt in FORMATS:
        files[fmt] = render(report, fmt)
        done(fmt)
    seconds = last - started
    spent = sum(sum(resource.getrusage(who)[:2]) for who in WHO)
    same = all(render(report, fmt) == file for fmt, file in files.items())
    peaks = (resource.getrusage(who).ru_maxrss // 1024 for who in WHO)
    return {
        "seconds": round(seconds, 2),
        "processor_seconds": round(spent, 2),
        "made_twice_the_same": same,
        "peak_mib": max(peaks),
        "took": took,
    }


WHO = (resource.RUSAGE_SELF, resource.RUSAGE_CHILDREN)
"""The process that counts and draws, and the one that audits."""


def settings(folder: Path) -> Settings:
    return Settings.from_env({"SAIDANDDONE_DATA_DIR": str(folder)})


if __name__ == "__main__":
    main()
