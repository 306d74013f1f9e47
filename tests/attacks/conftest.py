"""Attacks run short in every test run, and at length with `pytest -m long tests/attacks`."""

from pathlib import Path

import pytest


@pytest.fixture
def template(_sqlite_template: Path) -> Path:
    """A SQLite database with its tables made, to be copied."""
    return _sqlite_template
