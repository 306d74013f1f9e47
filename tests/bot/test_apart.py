"""Heavy work is done in a process of its own, each in another, and nothing of it stays."""

import os
from pathlib import Path

import pytest

from bot.apart import apart
from exports.themes.worker import alone


def _pid(_: object = None) -> int:
    return os.getpid()


def _refuses() -> None:
    raise ValueError("no")


async def test_each_work_has_a_process_of_its_own() -> None:
    first, second = await apart(_pid), await apart(_pid, "again")
    assert len({first, second, os.getpid()}) == 3


def test_themes_leave_no_process_behind() -> None:
    pid = alone(_pid)
    assert pid != os.getpid()
    assert not Path(f"/proc/{pid}").exists()


async def test_an_error_comes_back() -> None:
    with pytest.raises(ValueError, match="no"):
        await apart(_refuses)
