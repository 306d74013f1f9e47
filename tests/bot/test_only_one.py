"""Of two servers on one SQLite file the second says so; on PostgreSQL any number may run."""

import subprocess
import sys
from pathlib import Path

import pytest

from bot.only_one import AlreadyServed, only_one
from bot.settings import Settings

HOLD = """
import sys
from bot.only_one import only_one
from bot.settings import Settings
with only_one(Settings.from_env({"SAIDANDDONE_DATA_DIR": sys.argv[1]})):
    print("held", flush=True)
    sys.stdin.read()
"""


def settings(folder: Path, **more: str) -> Settings:
    return Settings.from_env({"SAIDANDDONE_DATA_DIR": str(folder / "data"), **more})


def test_a_second_server_is_told_to_stop_the_first_until_that_has_ended(tmp_path: Path) -> None:
    command = [sys.executable, "-c", HOLD, str(tmp_path / "data")]
    with subprocess.Popen(command, stdin=subprocess.PIPE, stdout=subprocess.PIPE) as first:
        assert first.stdout
        assert first.stdout.readline() == b"held\n"
        with pytest.raises(AlreadyServed, match="Stop it first"), only_one(settings(tmp_path)):
            pass
        first.kill()
    with only_one(settings(tmp_path)):
        pass


def test_on_postgresql_any_number_may_run(tmp_path: Path) -> None:
    shared = settings(tmp_path, SAIDANDDONE_DATABASE_URL="postgresql://a:b@127.0.0.1/c")
    with only_one(shared), only_one(shared):
        pass


def test_where_no_mark_can_be_made_the_database_itself_says_what_is_wrong(tmp_path: Path) -> None:
    (tmp_path / "file").write_text("not a folder")
    url = f"sqlite:///{tmp_path}/file/saidanddone.db"
    with only_one(settings(tmp_path, SAIDANDDONE_DATABASE_URL=url)):
        pass
