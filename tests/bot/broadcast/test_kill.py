"""The benchmark in short: a sender killed with SIGKILL, another going on, each person told once."""

from pathlib import Path

import pytest

from bot.broadcast.sender import UNDER_WAY
from tests.benchmarks.broadcast import campaign

TRIES = 4


@pytest.mark.timeout(300)
async def test_killed_and_started_again_each_is_told_and_hardly_anybody_twice(
    tmp_path: Path,
) -> None:
    """On a machine that stands still for a moment messages come in closer than they were sent."""
    for once in range(TRIES):
        folder = tmp_path / str(once)
        folder.mkdir()
        done = await campaign(folder, people=100, kills=1, rtt=0)
        assert done["told"] == done["noted"] == 100
        assert int(str(done["told_twice"])) <= UNDER_WAY, "only what was under way at the kill"
        if int(str(done["busiest_second"])) <= 30 and not done["too_many_requests"]:
            return
    pytest.fail("it sends faster than Telegram allows")
