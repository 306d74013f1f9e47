"""Root is kept out of folders that belong to the server's user, and what it left there is found."""

import os
from pathlib import Path

import pytest

from bot.examination import look_at_data, look_at_owners
from bot.ownership import ROOT, NotAsRoot, refuse_root
from bot.settings import Settings

SOMEBODY = 12345


@pytest.fixture
def settings(tmp_path: Path) -> Settings:
    """Both folders belong to somebody who is not root."""
    read = Settings.from_env({"SAIDANDDONE_DATA_DIR": str(tmp_path / "data")})
    for folder in (read.data_dir, read.keyring):
        folder.mkdir(mode=0o700)
        give(folder, SOMEBODY)
    return read


def give(path: Path, user: int) -> None:
    if os.geteuid() != ROOT:
        pytest.skip("only root can give files away")
    os.chown(path, user, -1)


def test_root_is_refused_where_the_folders_belong_to_another(settings: Settings) -> None:
    with pytest.raises(NotAsRoot, match=f"keyring belongs to {SOMEBODY}.*runuser -u {SOMEBODY}"):
        refuse_root(settings, ROOT)
    refuse_root(settings, SOMEBODY)


def test_root_may_where_there_is_no_folder_yet_or_it_is_roots_own(settings: Settings) -> None:
    settings.keyring.rmdir()
    give(settings.data_dir, ROOT)
    refuse_root(settings, ROOT)


def test_each_key_and_database_file_of_another_user_is_named(settings: Settings) -> None:
    for file in (settings.keyring / "abc.keys", settings.data_dir / "saidanddone.db-wal"):
        file.touch()
        give(file, ROOT)
    (settings.data_dir / "localities.toml").touch()
    told = {line.what: line.todo for line in look_at_owners(settings)}
    assert told[f"abc.keys belongs to root, its folder to {SOMEBODY}"] == (
        f"run: chown -R {SOMEBODY}: {settings.keyring}"
    )
    assert f"saidanddone.db-wal belongs to root, its folder to {SOMEBODY}" in told
    assert not any("localities" in what for what in told)


def test_a_data_folder_that_anybody_may_enter_is_told(settings: Settings) -> None:
    assert not list(look_at_data(settings))
    settings.data_dir.chmod(0o755)
    assert [line.todo for line in look_at_data(settings)] == [f"run: chmod 700 {settings.data_dir}"]


def test_a_surveys_folder_that_may_not_be_seen_is_no_wrong_setting(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    def shut(_: Path, **__: bool) -> os.stat_result:
        raise PermissionError

    monkeypatch.setattr(Path, "stat", shut)  # root, who may run this, is never shut out
    assert Settings.from_env({"SAIDANDDONE_DATA_DIR": str(tmp_path)}).data_dir == tmp_path
