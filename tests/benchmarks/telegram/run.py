"""One bot, one after the other of its plans, one set of figures for each."""

import asyncio
from collections.abc import AsyncIterator, Awaitable, Callable
from contextlib import asynccontextmanager
from dataclasses import replace
from pathlib import Path

from tests.benchmarks.telegram.bot_api import BotApi
from tests.benchmarks.telegram.contender import Contender, Running, running
from tests.benchmarks.telegram.plan import Plan
from tests.benchmarks.telegram.tally import Tally
from tests.benchmarks.telegram.town import Town

READY_SECONDS = 120
Figures = dict[str, object]
Made = Callable[[Path, str], Awaitable[Contender]]


@asynccontextmanager
async def staged(made: Made, folder: Path, plan: Plan) -> AsyncIterator[tuple[Town, Running]]:
    """A fake Bot API with a town for that plan, and a bot of its own that is ready."""
    town = Town(plan, Tally())
    api = BotApi(town)
    contender = await made(folder, await api.listen())
    town.plan = replace(plan, first=contender.first, most_turns=contender.most_turns)
    try:
        async with running(contender) as bot:
            await asyncio.wait_for(api.ready.wait(), READY_SECONDS)
            yield town, bot
    finally:
        api.close()


async def play(made: Made, folder: Path, plan: Plan) -> Figures:
    async with staged(made, folder, plan) as (town, bot):
        return await measured(town, bot)


async def measured(town: Town, bot: Running) -> Figures:
    before: list[float] = []

    def begin() -> None:
        before.extend(bot.cpu_seconds)

    town.on_begin = begin
    await town.live()
    updates = max(len(town.tally.waits), 1)
    spent = [now - then for now, then in zip(bot.cpu_seconds, before, strict=False)]
    return {
        **town.tally.figures(),
        "memory_mib": round(sum(bot.memory_mib), 1),
        "memory_mib_server": bot.memory_mib[0],
        "cpu_ms_per_update": round(1000 * sum(spent) / updates, 3),
        "cpu_ms_per_update_server": round(1000 * spent[0] / updates, 3),
        "presses_unanswered": len(town.open_presses),
    }
