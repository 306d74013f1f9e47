"""Five bots for the same survey, one after the other in one run. One JSON line.

    python -m tests.benchmarks.telegram [--long] [--only ours_near,usual_near]

Needs the dependency group `bench`. The usual way (python-telegram-bot's ConversationHandler with
PicklePersistence) and aiogram 3 (memory storage, reply in the webhook's answer) use reply keyboards
and one call an update, as their own examples do. `alike` is aiogram that shows what ours shows:
each press answered in the webhook's answer, each answered question edited; it keeps nothing either.
Ours is `saidanddone serve` as it is shipped: what `alike` shows, and everything is screened, sealed
and committed with synchronous=FULL. All of them hear from the same people on the same webhook,
loopback only. `processor` holds how many times our processor time an update each of them takes:
on a busy machine the fairer figure.

    near    256 people at once, Telegram next door       updates a second
    far     the same, each call answered 40 ms later
    steady  19 conversations begin each second           p99; beside it, what the disk alone takes
    many    after 10,000 conversations (short: fewer)    memory; longest gap at 19 a second
    known   10,000 others have begun and may come back   longest gap at 19 a second

The order is: every bot near, every bot far and so on, so that a busy machine is busy for all.
Rates are of the time in which everybody is under way. Longer runs are steadier.
"""

import argparse
import asyncio
import json
import sys
import tempfile
from collections.abc import Callable, Coroutine, Iterator
from dataclasses import dataclass, replace
from pathlib import Path
from typing import Any

from tests.benchmarks.telegram import contender, disk
from tests.benchmarks.telegram.goals import goals, processor
from tests.benchmarks.telegram.plan import Plan, Weather
from tests.benchmarks.telegram.run import Figures, Made, measured, play, staged

FAR = Weather(round_trip=0.040)
A_SECOND = 19.0
UPDATES = 10
"""In one conversation."""
KNOWN = 10_000


@dataclass(frozen=True, slots=True)
class Length:
    warm: float
    seconds: float
    many: int
    many_seconds: float
    known_seconds: float  # long: a sweep of what is over, once a minute, falls into it
    pickle_seconds: float  # the usual way writes all it knows once a minute


SHORT = Length(warm=2, seconds=5, many=1_000, many_seconds=5, known_seconds=10, pickle_seconds=0)
LONG = Length(warm=4, seconds=20, many=10_000, many_seconds=60, known_seconds=75, pickle_seconds=75)


async def _ours(folder: Path, api: str) -> contender.Contender:
    return await contender.ours(folder, api)


def _other(make: Callable[[Path, str], contender.Contender]) -> Made:
    async def made(folder: Path, api: str) -> contender.Contender:
        return make(folder, api)

    return made


BOTS: dict[str, Made] = {
    "usual": _other(contender.usual),
    "aiogram": _other(contender.aiogram),
    "alike": _other(contender.alike),
    "echo": _other(contender.echo),
    "ours": _ours,
}
Work = Callable[[Path], Coroutine[Any, Any, Figures]]


def runs(length: Length) -> Iterator[tuple[str, Work]]:
    near = Plan(warm=length.warm, seconds=length.seconds)
    plans = {
        "near": near,
        "far": replace(near, weather=FAR),
        "steady": replace(near, a_second=A_SECOND),
    }
    for kind, plan in plans.items():
        for bot, made in BOTS.items():
            yield f"{bot}_{kind}", lambda folder, m=made, p=plan: play(m, folder, p)  # type: ignore[misc]
    yield "disk_steady", lambda folder: disk.steady(folder, length.seconds, A_SECOND * UPDATES)
    yield "ours_many", lambda folder: ours_many(folder, length)
    yield "ours_known", lambda folder: ours_known(folder, length)
    if length.pickle_seconds:
        yield "usual_many", lambda folder: usual_many(folder, length)


async def ours_many(folder: Path, length: Length) -> Figures:
    """First so many whole conversations, then a steady stream in the same process."""
    crowd = Plan(people=length.many, deadline=600)
    async with staged(_ours, folder, crowd) as (town, bot):
        first = await measured(town, bot)
        town.again(replace(town.plan, people=0, a_second=A_SECOND, seconds=length.many_seconds))
        then = await measured(town, bot)
        return {"known": length.many, "first": first, **then, "memory_mib": first["memory_mib"]}


async def ours_known(folder: Path, length: Length) -> Figures:
    async def made(folder: Path, api: str) -> contender.Contender:
        return await contender.ours(folder, api, known=KNOWN)

    plan = Plan(a_second=A_SECOND, warm=length.warm, seconds=length.known_seconds)
    return {"known": KNOWN, **await play(made, folder, plan)}


async def usual_many(folder: Path, length: Length) -> Figures:
    contender.know_people(folder, length.many)
    plan = Plan(a_second=A_SECOND, warm=length.warm, seconds=length.pickle_seconds)
    return {"known": length.many, **await play(BOTS["usual"], folder, plan)}


async def measure(length: Length, only: frozenset[str]) -> dict[str, object]:
    results: dict[str, Figures] = {}
    for name, work in runs(length):
        if only and name not in only:
            continue
        with tempfile.TemporaryDirectory(dir=Path.cwd(), prefix="benchmark-") as folder:
            results[name] = await work(Path(folder))
        sys.stderr.write(f"{name}: {results[name].get('updates_per_s')} updates/s\n")
    told = {goal.name: goal.told() for goal in goals(results)}
    return {
        "benchmark": "telegram",
        "goals": told,
        "processor": processor(results),
        "runs": results,
    }


def main() -> None:
    parser = argparse.ArgumentParser(description=(__doc__ or "").splitlines()[0])
    parser.add_argument("--long", action="store_true", help="half an hour instead of two minutes")
    parser.add_argument("--only", default="", help="names of runs, such as ours_near,usual_near")
    asked = parser.parse_args()
    only = frozenset(filter(None, asked.only.split(",")))
    line = json.dumps(_loop_run(measure(LONG if asked.long else SHORT, only)))
    sys.stdout.write(f"{line}\n")


def _loop_run(work: Coroutine[Any, Any, dict[str, object]]) -> dict[str, object]:
    """The load generator on uvloop where there is one; the bots choose their own."""
    try:
        import uvloop  # noqa: PLC0415
    except ImportError:
        return asyncio.run(work)
    return uvloop.run(work)


if __name__ == "__main__":
    main()
