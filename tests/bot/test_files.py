"""A file is there whole or not at all."""

from pathlib import Path

import pytest

from bot.errors import Refused
from bot.files import refuse_to_overwrite, write_whole


def test_a_new_file_is_written(tmp_path: Path) -> None:
    write_whole(tmp_path / "paper.docx", b"words", force=False)
    assert (tmp_path / "paper.docx").read_bytes() == b"words"
    assert [path.name for path in tmp_path.iterdir()] == ["paper.docx"]


def test_a_file_that_is_there_is_left_alone(tmp_path: Path) -> None:
    file = tmp_path / "paper.docx"
    file.write_bytes(b"old")
    with pytest.raises(Refused, match="--force"):
        write_whole(file, b"new", force=False)
    assert file.read_bytes() == b"old"
    assert [path.name for path in tmp_path.iterdir()] == ["paper.docx"]


def test_force_puts_the_new_one_in_its_place(tmp_path: Path) -> None:
    file = tmp_path / "paper.docx"
    file.write_bytes(b"old")
    write_whole(file, b"new", force=True)
    assert file.read_bytes() == b"new"


def test_a_memory_stick_knows_no_second_name_of_a_file(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    def refused(_path: Path, _target: Path) -> None:
        raise PermissionError(1, "Operation not permitted")

    monkeypatch.setattr(Path, "hardlink_to", refused)
    file = tmp_path / "paper.docx"
    write_whole(file, b"words", force=False)
    with pytest.raises(Refused, match="--force"):
        write_whole(file, b"new", force=False)
    assert file.read_bytes() == b"words"
    assert [path.name for path in tmp_path.iterdir()] == ["paper.docx"]
    assert file.stat().st_mode & 0o077 == 0


def test_only_the_owner_may_read_it(tmp_path: Path) -> None:
    write_whole(tmp_path / "paper.docx", b"words", force=False)
    assert (tmp_path / "paper.docx").stat().st_mode & 0o077 == 0


def test_it_is_refused_before_the_work_starts(tmp_path: Path) -> None:
    (tmp_path / "there").write_text("")
    refuse_to_overwrite(tmp_path / "new", force=False)
    refuse_to_overwrite(tmp_path / "there", force=True)
    with pytest.raises(Refused, match="there already"):
        refuse_to_overwrite(tmp_path / "there", force=False)
    with pytest.raises(Refused, match="no folder"):
        refuse_to_overwrite(tmp_path / "nowhere" / "x", force=True)


def test_nothing_is_left_behind_when_the_disk_fails(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    def full(_handle: int) -> None:
        raise OSError(28, "No space left on device")

    monkeypatch.setattr("os.fsync", full)
    with pytest.raises(OSError, match="No space"):
        write_whole(tmp_path / "paper.docx", b"words", force=False)
    assert list(tmp_path.iterdir()) == []
