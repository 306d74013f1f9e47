"""Files that are there whole or not at all."""

import os
import secrets
from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path
from typing import BinaryIO

from bot.errors import Refused


def refuse_to_overwrite(path: Path, *, force: bool) -> None:
    """Say so before the work starts, not after it."""
    if path.exists() and not force:
        raise Refused(f"{path} is there already. Choose another name, or add --force.")
    if not path.absolute().parent.is_dir():
        raise Refused(f"There is no folder {path.absolute().parent}. Make it first.")


def write_whole(path: Path, content: bytes, *, force: bool) -> None:
    with writing_whole(path, force=force) as file:
        file.write(content)


@contextmanager
def writing_whole(path: Path, *, force: bool) -> Iterator[BinaryIO]:
    """What is written goes to the disk under another name first, which then becomes its own."""
    partial = path.with_name(f".{path.name}.{secrets.token_hex(4)}.partial")
    try:
        handle = os.open(partial, os.O_WRONLY | os.O_CREAT | os.O_EXCL, 0o600)
        with os.fdopen(handle, "wb") as file:
            yield file
            file.flush()
            os.fsync(file.fileno())
        _name(partial, path, force=force)
    finally:
        partial.unlink(missing_ok=True)


def _name(partial: Path, path: Path, *, force: bool) -> None:
    try:
        if not force:
            _take(path, partial)
    except FileExistsError:
        raise Refused(f"{path} is there already. Choose another name, or add --force.") from None
    partial.replace(path)


def _take(path: Path, partial: Path) -> None:
    """Have the name, never another's, not even of a moment ago. Raises FileExistsError."""
    try:
        path.hardlink_to(partial)
    except FileExistsError:
        raise
    except OSError:  # no disk for that, as a memory stick: an empty file holds the name
        path.touch(mode=0o600, exist_ok=False)
