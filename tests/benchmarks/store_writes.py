"""How many durable writes a second, through the writer and one commit a write. One JSON line.

    python tests/benchmarks/store_writes.py [--people 4000] [--url postgresql://...]

Both ways run in the same process on the same disk, in turns, so that the ratio means something.
Each round is a fresh wave. SQLite lies in a temporary folder beside the working directory, since
/tmp may be memory, where a commit costs nothing.
"""

import argparse
import asyncio
import json
import secrets
import statistics
import sys
import tempfile
import time
from collections.abc import Awaitable, Callable, Sequence
from datetime import UTC, datetime
from itertools import count
from pathlib import Path

sys.path.insert(0, str(Path(__file__).parents[2]))

from surveys.definitions.definition import Survey
from surveys.intake.writer import Writer
from surveys.records import Entry, Wave, WaveState
from surveys.sql.store import SqlStore
from surveys.store import Store
from surveys.writes import Finish, Outcome, SaveTalk, Write

SEALED_BYTES = 2048
CALLERS = 256
ROUNDS = 3
ALONE_SHARE = 20
EXPIRES = datetime(2030, 1, 1, tzinfo=UTC)
NUMBERS = count()

Way = Callable[[Sequence[Write]], Awaitable[float]]


def main() -> None:
    parser = argparse.ArgumentParser(description=__doc__.splitlines()[0] if __doc__ else "")
    parser.add_argument("--people", type=int, default=4000)
    parser.add_argument("--url", default="", help="default: SQLite in a temporary folder")
    asked = parser.parse_args()
    with tempfile.TemporaryDirectory(dir=Path.cwd(), prefix="benchmark-") as folder:
        url = asked.url or f"sqlite:///{folder}/benchmark.db"
        line = json.dumps(asyncio.run(measure(url, asked.people)))
    sys.stdout.write(f"{line}\n")


async def measure(url: str, people: int) -> dict[str, object]:
    async with SqlStore.open(url, upgrade=True) as store, Writer(store) as writer:
        rates: dict[str, list[float]] = {}
        for _ in range(ROUNDS):
            await _round(rates, "grouped", store, people, lambda each: _together(writer, each))
            few = max(people // ALONE_SHARE, 10)
            await _round(rates, "alone", store, few, lambda each: _one_by_one(store, each))
    medians = {name: statistics.median(found) for name, found in rates.items()}
    return {
        "database": url.partition(":")[0],
        "sealed_bytes": SEALED_BYTES,
        "people": people,
        **{f"{name}_per_second": round(rate) for name, rate in medians.items()},
        "save_ratio": round(medians["grouped_save"] / medians["alone_save"], 1),
        "finish_ratio": round(medians["grouped_finish"] / medians["alone_finish"], 1),
    }


async def _round(
    rates: dict[str, list[float]], name: str, store: Store, people: int, way: Way
) -> None:
    """A new wave; everybody saves a first and a second time, then finishes."""
    wave_id = await _new_wave(store)
    keys = [secrets.token_bytes(32) for _ in range(people)]
    await way([_save(wave_id, key, 0) for key in keys])
    rates.setdefault(f"{name}_save", []).append(
        people / await way([_save(wave_id, key, 1) for key in keys])
    )
    rates.setdefault(f"{name}_finish", []).append(
        people / await way([_finish(wave_id, key) for key in keys])
    )
    if await store.finished(wave_id) != people:
        raise SystemExit("not everything that was acknowledged is there")


async def _together(writer: Writer, writes: Sequence[Write]) -> float:
    """Many callers at once, each waiting for its answer before its next write."""
    rest = iter(writes)

    async def caller() -> None:
        for write in rest:
            _must(await writer.write(write))

    began = time.perf_counter()
    await asyncio.gather(*(caller() for _ in range(CALLERS)))
    return time.perf_counter() - began


async def _one_by_one(store: Store, writes: Sequence[Write]) -> float:
    began = time.perf_counter()
    for write in writes:
        _must(*await store.commit([write]))
    return time.perf_counter() - began


def _must(outcome: Outcome) -> None:
    if outcome is not Outcome.DONE:
        raise SystemExit(f"a write came back {outcome}")


async def _new_wave(store: Store) -> str:
    name = f"{next(NUMBERS)}-{secrets.token_hex(4)}"
    survey = Survey("benchmark", "Benchmark", "nobody", "", ())
    await store.add_wave(
        Wave(name, name, name, survey, WaveState.OPEN, Entry.LINK, b"", SEALED_BYTES)
    )
    return name


def _save(wave_id: str, key: bytes, before: int) -> SaveTalk:
    return SaveTalk(wave_id, key, before, secrets.token_bytes(SEALED_BYTES), EXPIRES)


def _finish(wave_id: str, key: bytes) -> Finish:
    sealed = secrets.token_bytes(SEALED_BYTES)
    return Finish(wave_id, key, 2, key, secrets.token_bytes(32), sealed)


if __name__ == "__main__":
    main()
