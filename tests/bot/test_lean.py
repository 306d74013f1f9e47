"""A server that starts holds no library it has no use for."""

import subprocess
import sys

import pytest

TOLD = "print(*sorted({name.split('.')[0] for name in sys.modules}))"
SERVER = f"import sys; from bot.cli.main import cli; cli.commands['serve']; {TOLD}"
SCREENING = f"import sys; from bot.cli.main import run; run(['moderate', '/dev/null']); {TOLD}"


def names(program: str) -> frozenset[str]:
    run = subprocess.run(
        [sys.executable, "-c", program], capture_output=True, text=True, check=True
    )
    return frozenset(run.stdout.split())


@pytest.fixture(scope="module")
def loaded() -> frozenset[str]:
    return names(SERVER)


def test_what_it_needs_is_there(loaded: frozenset[str]) -> None:
    assert {"telegram", "structlog", "aiohttp", "sqlalchemy"} <= loaded


@pytest.mark.parametrize(
    "name", ["rich", "pygments", "cryptography", "numpy", "nltk", "openpyxl", "alembic", "typst"]
)
def test_what_it_does_not_need_is_not(loaded: frozenset[str], name: str) -> None:
    assert name not in loaded


def test_whoever_wants_one_of_them_still_gets_it() -> None:
    said = "import bot.lean, cryptography.fernet; print('there')"
    subprocess.run([sys.executable, "-c", said], check=True)


def test_to_screen_texts_takes_no_server() -> None:
    loaded = names(SCREENING)
    assert {"moderation", "click"} <= loaded
    assert loaded.isdisjoint({"telegram", "structlog", "aiohttp", "sqlalchemy", "surveys.sql"})
