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
    run = subprocess.run([sys.executable, "-c", said], capture_output=True, text=True, check=True)
    assert run.stdout.strip() == "there"


def test_parts_of_sqlalchemy_wait_until_somebody_wants_them() -> None:
    said = "import sys, bot.lean, bot.cli.serve; print(*sorted(sys.modules))"
    run = subprocess.run([sys.executable, "-c", said], capture_output=True, text=True, check=True)
    loaded = frozenset(run.stdout.split())
    assert "sqlalchemy.ext.asyncio.engine" in loaded
    assert loaded.isdisjoint({"sqlalchemy.orm", "sqlalchemy.dialects.postgresql"})


def test_the_orm_is_there_for_whoever_wants_it() -> None:
    said = (
        "import bot.lean; from sqlalchemy.ext.asyncio import AsyncSession, async_scoped_session;"
        "from sqlalchemy.ext.asyncio.session import AsyncSession as same;"
        "print(AsyncSession is same, hasattr(same, 'execute'))"
    )
    run = subprocess.run([sys.executable, "-c", said], capture_output=True, text=True, check=True)
    assert run.stdout.split() == ["True", "True"]


def test_a_name_that_is_nowhere_is_an_import_error() -> None:
    said = "import bot.lean; from sqlalchemy.ext.asyncio import Nobody"
    run = subprocess.run([sys.executable, "-c", said], capture_output=True, text=True, check=False)
    assert "ImportError" in run.stderr


def test_to_screen_texts_takes_no_server() -> None:
    loaded = names(SCREENING)
    assert {"moderation", "click"} <= loaded
    assert loaded.isdisjoint({"telegram", "structlog", "aiohttp", "sqlalchemy", "surveys.sql"})
