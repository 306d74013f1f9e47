"""Officers' decisions, written where they stay."""

import json
import stat
from pathlib import Path

from tests.bot.cli.shell import Shell


def test_the_rows_lie_in_the_data_folder_for_its_owner_alone(shell: Shell) -> None:
    ran = shell.done("training-rows", "--json")
    path = Path(ran.json["file"])
    assert path.is_relative_to(shell.folder / "data" / "training")
    assert stat.S_IMODE(path.stat().st_mode) == 0o600
    assert stat.S_IMODE(path.parent.stat().st_mode) == 0o700
    assert [json.loads(line) for line in path.read_text().splitlines()] == []
    assert ran.json["rows"] == 0
    assert "Delete the file after use" in shell.done("training-rows").out


def test_rows_of_the_same_day_take_the_place_of_a_file_that_others_could_read(
    shell: Shell,
) -> None:
    path = Path(shell.done("training-rows", "--json").json["file"])
    path.chmod(0o644)
    shell.done("training-rows")
    assert stat.S_IMODE(path.stat().st_mode) == 0o600
    assert list(path.parent.iterdir()) == [path]


def test_there_is_no_other_place_to_write_them_to(shell: Shell) -> None:
    assert shell("training-rows", "--out", "elsewhere").status == 2
