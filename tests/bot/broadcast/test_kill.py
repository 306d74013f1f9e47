"""The benchmark in short: a sender killed with SIGKILL, another going on, each person told once."""

from pathlib import Path

import pytest

from bot.broadcast.sender import UNDER_WAY
from tests.benchmarks.broadcast import campaign


@pytest.mark.timeout(120)
async def test_killed_and_started_again_each_is_told_and_hardly_anybody_twice(
    tmp_path: Path,
) -> None:
    done = await campaign(tmp_path, people=100, kills=1, rtt=0)
    assert done["told"] == done["noted"] == 100
    assert done["too_many_requests"] == 0
    assert int(str(done["busiest_second"])) <= 30
    assert int(str(done["told_twice"])) <= UNDER_WAY, "only what was under way at the kill"
