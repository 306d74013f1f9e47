"""The wiring: what the settings name is opened, made where it may be, and closed again."""

import sqlite3
from pathlib import Path

import pytest

from bot.app import build, care, is_new
from bot.parts import Parts
from bot.settings import Settings
from surveys.definitions.reading import load
from surveys.errors import NotUpToDate, StaleSignPosts
from surveys.records import WaveState

LOCAL = """
[[post]]
name = "Anytown Youth Line"
contact = "01632 960000"
link = "tel:01632960000"
text.en = "People from here."
source = "the council"
checked = 2026-10-01
"""


def read(tmp_path: Path, **values: str) -> Settings:
    env = {"DATA_DIR": str(tmp_path / "data"), **values}
    return Settings.from_env({f"SAIDANDDONE_{name}": value for name, value in env.items()})


async def test_a_new_database_is_made_with_its_folders(tmp_path: Path) -> None:
    settings = read(tmp_path)
    assert is_new(settings)
    async with build(settings) as parts:
        await parts.store.ping()
        assert await parts.waves.all() == ()
    assert not is_new(settings)
    assert (tmp_path / "data").stat().st_mode & 0o077 == 0
    assert (tmp_path / "data-keyring").stat().st_mode & 0o077 == 0


async def test_a_database_of_another_release_is_left_alone_unless_told(tmp_path: Path) -> None:
    settings = read(tmp_path)
    (tmp_path / "data").mkdir()
    (tmp_path / "data" / "saidanddone.db").write_bytes(b"")
    async with build(settings):
        pass
    settings = read(tmp_path, DATABASE_URL=f"sqlite:///{_without_tables(tmp_path)}")
    with pytest.raises(NotUpToDate):
        async with build(settings):
            pass
    async with build(settings, upgrade=True) as parts:
        assert await parts.waves.all() == ()


def _without_tables(folder: Path) -> Path:
    path = folder / "old.db"
    connection = sqlite3.connect(path)
    connection.execute("CREATE TABLE something (x)")
    connection.commit()
    connection.close()
    return path


async def test_what_is_wired_works_together(wired: Parts) -> None:
    wave = await wired.waves.create(load("service-feedback"), "Autumn")
    opened = await wired.waves.open(wave.code)
    assert opened.state is WaveState.OPEN
    assert wired.keyring.has(wave.id)
    assert (await wired.intake.card(wave.code)).title == wave.survey.title


async def test_the_keys_lie_in_the_keyring_and_not_with_the_data(
    wired: Parts, tmp_path: Path
) -> None:
    wave = await wired.waves.create(load("service-feedback"), "Autumn")
    assert keys_in(tmp_path) == [wave.id]
    assert keys_in(tmp_path / "data") == []


def keys_in(folder: Path) -> list[str]:
    return [path.stem for path in folder.rglob("*.keys")]


def test_the_boards_own_help_numbers_come_first(tmp_path: Path) -> None:
    settings = read(tmp_path)
    assert care(settings).posts.posts[0].name != "Anytown Youth Line"
    settings.surveys.mkdir(parents=True)
    (settings.surveys / "signposts.toml").write_text(LOCAL)
    assert care(settings).posts.posts[0].name == "Anytown Youth Line"


@pytest.mark.postgres
async def test_postgresql_takes_the_place_of_sqlite(tmp_path: Path, postgres_url: str) -> None:
    settings = read(tmp_path, DATABASE_URL=postgres_url)
    assert not is_new(settings)
    async with build(settings) as parts:
        await parts.store.ping()


async def test_a_wave_does_not_open_while_a_local_number_is_long_unchecked(
    settings: Settings, wired: Parts
) -> None:
    settings.surveys.mkdir(parents=True)
    (settings.surveys / "signposts.toml").write_text(LOCAL.replace("2026-10-01", "2001-01-01"))
    async with build(settings, wired.clock) as parts:
        wave = await parts.waves.create(load("service-feedback"), "Autumn")
        with pytest.raises(StaleSignPosts, match="Anytown Youth Line"):
            await parts.waves.open(wave.code)
