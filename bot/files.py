"""Files that are there whole or not at all."""

import os
import secrets
from pathlib import Path

from bot.errors import Refused


def refuse_to_overwrite(path: Path, *, force: bool) -> None:
    """Say so before the work starts, not after it."""
    if path.exists() and not force:
        raise Refused(f"{path} is there already. Choose another name, or add --force.")
    if not path.absolute().parent.is_dir():
        raise Refused(f"There is no folder {path.absolute().parent}. Make it first.")


def write_whole(path: Path, content: bytes, *, force: bool) -> None:
    """Put the content on the disk under another name first, then give it its own."""
    partial = path.with_name(f".{path.name}.{secrets.token_hex(4)}.partial")
    try:
        _write_through(partial, content)
        _name(partial, path, force=force)
    finally:
        partial.unlink(missing_ok=True)


def _write_through(path: Path, content: bytes) -> None:
    handle = os.open(path, os.O_WRONLY | os.O_CREAT | os.O_EXCL, 0o600)
    with os.fdopen(handle, "wb") as file:
        file.write(content)
        file.flush()
        os.fsync(file.fileno())


def _name(partial: Path, path: Path, *, force: bool) -> None:
    if force:
        partial.replace(path)
        return
    try:
        path.hardlink_to(partial)  # never over another file, even one made a moment ago
    except FileExistsError:
        raise Refused(f"{path} is there already. Choose another name, or add --force.") from None
