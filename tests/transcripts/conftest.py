"""What a server does before it takes anybody in."""

import pytest

from surveys.screening import warm


@pytest.fixture(scope="session", autouse=True)
def _warm() -> None:
    """Else the first who writes waits for the lists, on a busy machine for too long."""
    warm()
