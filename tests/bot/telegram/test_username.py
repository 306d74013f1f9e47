"""The bot's name, left by the running channel for links in console, print and command line."""

from pathlib import Path

import pytest

from bot.settings import Settings
from bot.telegram import username
from tests.fake_telegram.api import TOKEN
from tests.fake_telegram.running import World


def settings(folder: Path, token: str = TOKEN) -> Settings:
    env = {"SAIDANDDONE_DATA_DIR": str(folder)}
    return Settings.from_env(env | ({"SAIDANDDONE_TELEGRAM_TOKEN": token} if token else {}))


async def test_starting_the_channel_leaves_it(live: World) -> None:
    own = live.parts.settings
    assert username.address(own, "abcdef") == "https://t.me/said_bot?start=abcdef"
    kept = (own.data_dir / username.FILE).read_text()
    assert TOKEN.partition(":")[2] not in kept


def test_before_the_first_start_there_is_no_link(tmp_path: Path) -> None:
    assert username.address(settings(tmp_path), "abcdef") == ""


def test_another_bots_name_is_not_shown(tmp_path: Path) -> None:
    username.note(settings(tmp_path), "said_bot")
    assert username.known(settings(tmp_path)) == "said_bot"
    assert username.known(settings(tmp_path, "4243:" + "B" * 35)) == ""
    assert username.known(settings(tmp_path, "")) == ""


@pytest.mark.parametrize("kept", ["", "{", "[]", '{"bot": "4242"}', '{"bot": 4242, "username": 7}'])
def test_a_spoilt_file_counts_as_none(tmp_path: Path, kept: str) -> None:
    (tmp_path / username.FILE).write_text(kept)
    assert username.known(settings(tmp_path)) == ""
