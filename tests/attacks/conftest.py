"""Attacks run short in every test run, and at length with `pytest -m long tests/attacks`."""

from pathlib import Path

import pytest


@pytest.fixture
def template(_sqlite_template: Path) -> Path:
    """A SQLite database with its tables made, to be copied."""
    return _sqlite_template


def pytest_collection_modifyitems(config: pytest.Config, items: list[pytest.Item]) -> None:
    """A campaign of many minutes runs only when it is asked for by name."""
    if "long" in str(config.getoption("markexpr")):
        return
    skip = pytest.mark.skip(reason="a campaign; run it with -m long")
    for item in items:
        if item.get_closest_marker("long"):
            item.add_marker(skip)
