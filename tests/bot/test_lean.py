"""A server that starts holds no library it has no use for."""

import subprocess
import sys

import pytest

SAY = "import sys, bot.__main__; print(*sorted({name.split('.')[0] for name in sys.modules}))"


@pytest.fixture(scope="module")
def loaded() -> frozenset[str]:
    said = subprocess.run([sys.executable, "-c", SAY], capture_output=True, text=True, check=True)
    return frozenset(said.stdout.split())


def test_what_it_needs_is_there(loaded: frozenset[str]) -> None:
    assert {"telegram", "structlog", "aiohttp", "sqlalchemy"} <= loaded


@pytest.mark.parametrize(
    "name", ["rich", "pygments", "cryptography", "numpy", "nltk", "openpyxl", "alembic", "typst"]
)
def test_what_it_does_not_need_is_not(loaded: frozenset[str], name: str) -> None:
    assert name not in loaded


def test_whoever_wants_one_of_them_still_gets_it() -> None:
    said = "import bot.__main__, cryptography.fernet; print('there')"
    subprocess.run([sys.executable, "-c", said], check=True)
