"""Whose the folders are: what root or another user makes in them, the server cannot read."""

import os
import pwd
from collections.abc import Iterator
from pathlib import Path

from bot.app import sqlite_file
from bot.errors import BotError
from bot.settings import Settings
from surveys.anonymity.keyring import ENDING

ROOT = 0
BESIDE_THE_DATABASE = ("", "-wal", "-shm", ".serving")


class NotAsRoot(BotError):
    """Run this as the server's user, not as root."""


def refuse_root(settings: Settings, me: int) -> None:
    """A key that root makes is one the server cannot read. Raises NotAsRoot."""
    for folder in (settings.keyring, settings.data_dir):
        if me == ROOT and folder.exists() and folder.stat().st_uid != ROOT:
            raise NotAsRoot(
                f"{folder} belongs to {owner(folder)}, who could not read what root makes there. "
                f"Run this as that user, with the same settings: runuser -u {owner(folder)} -- ..."
            )


def strangers(settings: Settings) -> Iterator[Path]:
    """Keys, and files of the database, that belong to another user than their folder does."""
    database = sqlite_file(settings)
    files = [Path(f"{database}{end}") for end in BESIDE_THE_DATABASE] if database else []
    for path in (*files, *sorted(settings.keyring.glob(f"*{ENDING}"))):
        if path.exists() and path.stat().st_uid != path.parent.stat().st_uid:
            yield path


def owner(path: Path) -> str:
    """The user's name, or number where it has none here."""
    number = path.stat().st_uid
    try:
        return pwd.getpwuid(number).pw_name
    except KeyError:
        return str(number)


def usable(folder: Path) -> bool:
    """This user may look into it and change what is there."""
    return os.access(folder, os.R_OK | os.W_OK | os.X_OK)
