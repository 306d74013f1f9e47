"""The demo keeps to its own folder and knows whether an earlier run was finished."""

from datetime import datetime
from pathlib import Path

import pytest

from bot.demo.codes import code
from bot.demo.ground import Ground, Login, Stage
from bot.errors import Refused
from surveys.officers.passwords import new_totp, step_of

STAGE = Stage(
    "abc", "def", Login("Robin", "pw", "SECRET", "otpauth://x"), Login("Sam", "pw", "S", "o", "pp")
)


def test_what_was_kept_is_found_again(tmp_path: Path) -> None:
    ground = Ground(tmp_path / "demo")
    assert ground.stage() is None
    ground.clear()
    assert ground.stage() is None
    ground.keep(STAGE)
    assert ground.stage() == STAGE


@pytest.mark.parametrize("content", ["", "{", "[]", '{"form": 0}', '{"form": 1, "past": "x"}'])
def test_what_is_half_written_or_old_counts_as_not_done(tmp_path: Path, content: str) -> None:
    ground = Ground(tmp_path)
    ground.ready.write_text(content)
    assert ground.stage() is None


def test_starting_anew_leaves_nothing_of_before(tmp_path: Path) -> None:
    ground = Ground(tmp_path / "demo")
    ground.clear()
    (ground.folder / "data").mkdir()
    (ground.folder / "data" / "old.db").write_text("")
    ground.keep(STAGE)
    ground.clear()
    assert [path.name for path in ground.folder.iterdir()] == [ground.mark.name]


def test_a_folder_of_somebody_else_is_never_touched(tmp_path: Path) -> None:
    (tmp_path / "thesis.docx").write_text("years of work")
    with pytest.raises(Refused, match="--folder"):
        Ground(tmp_path).clear()
    assert (tmp_path / "thesis.docx").read_text() == "years of work"


def test_everything_lies_in_the_folder(tmp_path: Path) -> None:
    settings = Ground(tmp_path).settings(8090)
    assert settings.data_dir.is_relative_to(tmp_path)
    assert settings.keyring.is_relative_to(tmp_path)
    assert not settings.keyring.is_relative_to(settings.data_dir)
    assert settings.host == "127.0.0.1"
    assert settings.public_url == "http://127.0.0.1:8090"


def test_logins_do_not_show_in_a_traceback() -> None:
    assert "SECRET" not in repr(STAGE)
    assert "pw" not in repr(STAGE)


def test_the_code_is_one_the_console_takes(noon: datetime) -> None:
    secret = new_totp()
    login = Login("Robin", "pw", secret, "")
    assert step_of(secret, code(login, noon), noon) is not None
