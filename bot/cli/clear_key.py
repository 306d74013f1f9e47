"""Destroying a key that belongs to no wave, asked for by its name and never by accident."""

from datetime import UTC, datetime
from pathlib import Path

import click

from bot.cli.running import record_once
from bot.parts import Parts
from surveys.anonymity.keyring import ENDING
from surveys.anonymity.stray_keys import destroy_stray, must_be_stray
from surveys.officers.audit import Act

WHAT_GOES = (
    "No wave of this database has this key. If it is of another database's wave, or of one that "
    "a restored backup does not hold, that wave's answers are lost with it for good."
)


async def clear(parts: Parts, named: str, *, ask: bool) -> str:
    """The name of the key that is gone. Nothing is destroyed before somebody has typed it."""
    name = named.removesuffix(ENDING)
    made = _made(parts.settings.keyring, name)
    await must_be_stray(parts.store, parts.keyring, name, made, parts.clock())
    if ask:
        _ask(name)
    await record_once(parts, Act.STRAY_KEY_DESTROYED, name)
    await destroy_stray(parts.store, parts.keyring, name, made, parts.clock())
    return name


def _ask(name: str) -> None:
    click.echo(WHAT_GOES, err=True)
    typed = click.prompt(f"This cannot be undone. Type {name} to destroy it", err=True)
    if typed.strip().removesuffix(ENDING) != name:
        raise click.ClickException(f"That was not {name}. Nothing was changed")


def _made(folder: Path, name: str) -> datetime:
    """When the file was written. A name that could lead elsewhere is no key's."""
    path = folder / f"{name}{ENDING}"
    if not name.isalnum() or not path.is_file():
        raise click.BadParameter(f"there is no key {name} in {folder}.")
    return datetime.fromtimestamp(path.stat().st_mtime, UTC)
