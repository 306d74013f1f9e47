"""Where the keys of live waves lie: outside the database and outside its backups.

Both keyrings keep one set of promises. A destroyed key is gone for good: with it go all that
was sealed, hashed or encrypted under it, in every copy of the database there ever was.
"""

import json
import os
import secrets
import stat
from collections.abc import Iterator
from contextlib import contextmanager, suppress
from dataclasses import dataclass, field, fields
from pathlib import Path
from typing import Protocol

from nacl.public import PrivateKey

from surveys.anonymity.keyed import Keyed
from surveys.errors import KeyExists, KeyMissing, KeyringShut

KEY_BYTES = 32
OWNER_ONLY = 0o700
ENDING = ".keys"
HALF = ".partial"
HALF_SECONDS = 3600
"""After so long nobody is at work on a key any more that has no name yet."""

LARGEST = 4096
"""Bytes of one key file; ours is far smaller."""


@dataclass(frozen=True, slots=True)
class WaveKeys:
    """The secrets of one wave. None of them ever shows in a `repr` or a log."""

    seal: bytes = field(repr=False)  # private part of the pair that seals responses
    token: bytes = field(repr=False)  # makes participation tokens
    state: bytes = field(repr=False)  # encrypts talks and names their rows
    receipt: bytes = field(repr=False)  # makes receipts
    code: bytes = field(repr=False)  # hashes entry codes
    talks: Keyed = field(init=False, repr=False, compare=False)  # `state`, ready for use

    def __post_init__(self) -> None:
        object.__setattr__(self, "talks", Keyed(self.state))

    @property
    def public(self) -> bytes:
        """The public part of the sealing pair."""
        return bytes(PrivateKey(self.seal).public_key)


NAMES = tuple(each.name for each in fields(WaveKeys) if each.init)


def fresh_keys() -> WaveKeys:
    """Five new keys that have nothing to do with each other."""
    return WaveKeys(
        seal=bytes(PrivateKey.generate()),
        token=secrets.token_bytes(KEY_BYTES),
        state=secrets.token_bytes(KEY_BYTES),
        receipt=secrets.token_bytes(KEY_BYTES),
        code=secrets.token_bytes(KEY_BYTES),
    )


class Keyring(Protocol):
    """Keys by wave id."""

    def create(self, wave_id: str) -> WaveKeys:
        """Make and keep the keys of a new wave, durable on return. Raises KeyExists."""
        ...

    def keys(self, wave_id: str) -> WaveKeys:
        """Raises KeyMissing."""
        ...

    def has(self, wave_id: str) -> bool: ...

    def destroy(self, wave_id: str) -> None:
        """The keys can never be had again. Doing it twice, or half, and again, is fine."""
        ...


class MemoryKeyring:
    """Keys that die with the process: for tests and demonstrations."""

    def __init__(self) -> None:
        self._keys: dict[str, WaveKeys] = {}

    def create(self, wave_id: str) -> WaveKeys:
        if wave_id in self._keys:
            raise KeyExists
        return self._keys.setdefault(wave_id, fresh_keys())

    def keys(self, wave_id: str) -> WaveKeys:
        if wave_id not in self._keys:
            raise KeyMissing
        return self._keys[wave_id]

    def has(self, wave_id: str) -> bool:
        return wave_id in self._keys

    def destroy(self, wave_id: str) -> None:
        self._keys.pop(wave_id, None)


class FileKeyring:
    """One file a wave in a folder that only its owner may enter."""

    def __init__(self, folder: Path, *, look_only: bool = False) -> None:
        """The folder is made, and shut to others, unless it is only looked at."""
        self._folder = folder
        self._place = str(folder)
        self._read: dict[str, tuple[_Mark, WaveKeys]] = {}
        if not look_only:
            self._set_up()

    def _set_up(self) -> None:
        with _usable():
            self._folder.mkdir(mode=OWNER_ONLY, parents=True, exist_ok=True)
            if stat.S_IMODE(self._folder.stat().st_mode) != OWNER_ONLY:
                self._folder.chmod(OWNER_ONLY)

    def create(self, wave_id: str) -> WaveKeys:
        keys, final = fresh_keys(), self._file(wave_id)
        partial = self._folder / f".{secrets.token_hex(8)}{HALF}"
        with _usable():
            try:
                _write_new(partial, _dump(keys))
                _take(final, partial)
            except FileExistsError:
                _shred(partial)
                raise KeyExists from None
            except OSError:
                _shred(partial)
                raise
            _tidy(self._folder, final.stat().st_mtime)
            _sync_folder(self._folder)
        return keys

    def keys(self, wave_id: str) -> WaveKeys:
        """Looked for at each call, and read again where the file is another than before."""
        place = f"{self._place}/{_safe(wave_id)}{ENDING}"
        try:
            mark = _mark(os.stat(place))  # noqa: PTH116 - for every message, and twice as quick
            known = self._read.get(wave_id)
            if known is None or known[0] != mark:
                known = self._read[wave_id] = (mark, _load(_read(place)))
        except (FileNotFoundError, ValueError, KeyError, TypeError):
            self._read.pop(wave_id, None)
            raise KeyMissing from None
        except OSError:
            raise KeyringShut from None
        return known[1]

    def has(self, wave_id: str) -> bool:
        """One that may not be read is none."""
        return os.access(self._file(wave_id), os.R_OK)

    def destroy(self, wave_id: str) -> None:
        self._read.pop(wave_id, None)
        with _usable():
            _shred(self._file(wave_id))
            _sync_folder(self._folder)

    def _file(self, wave_id: str) -> Path:
        return self._folder / f"{_safe(wave_id)}{ENDING}"


# ---------------------------------------------------------------- files
@contextmanager
def _usable() -> Iterator[None]:
    """What the system says against it, in our words. Its own would name a wave by its file."""
    try:
        yield
    except OSError:
        raise KeyringShut from None


_Mark = tuple[int, int, int]


def _mark(found: os.stat_result) -> _Mark:
    """What changes when a file is overwritten, or another takes its name."""
    return found.st_ino, found.st_size, found.st_mtime_ns


def _safe(wave_id: str) -> str:
    if not wave_id.isalnum():
        raise KeyMissing
    return wave_id


def _read(path: str) -> bytes:
    handle = os.open(path, os.O_RDONLY | os.O_CLOEXEC)
    try:
        return os.read(handle, LARGEST)
    finally:
        os.close(handle)


def _dump(keys: WaveKeys) -> bytes:
    return json.dumps({name: getattr(keys, name).hex() for name in NAMES}).encode()


def _load(raw: bytes) -> WaveKeys:
    held = json.loads(raw)
    return WaveKeys(*[bytes.fromhex(held[name]) for name in NAMES])


def _write_new(path: Path, content: bytes) -> None:
    handle = os.open(path, os.O_WRONLY | os.O_CREAT | os.O_EXCL, 0o600)
    with os.fdopen(handle, "wb") as file:
        file.write(content)
        file.flush()
        os.fsync(file.fileno())


def _take(final: Path, partial: Path) -> None:
    """Give the file its name: whole or not at all, and never another's. Raises FileExistsError."""
    try:
        os.link(partial, final)
    except FileExistsError:
        raise
    except OSError:  # no disk for a second name
        _hold(final, partial)
    else:
        partial.unlink()  # the same file by its other name: it must not be shredded


def _hold(final: Path, partial: Path) -> None:
    """An empty file holds the name until the keys take its place."""
    final.touch(mode=0o600, exist_ok=False)
    try:
        partial.replace(final)
    except OSError:
        final.unlink(missing_ok=True)
        raise


def _tidy(folder: Path, now: float) -> None:
    """Keys that were cut off before they had their name. One that has it lies there twice."""
    for path in folder.glob(f".*{HALF}"):
        with suppress(OSError):  # another process was quicker, or may do it next time
            found = path.stat()
            if now - found.st_mtime >= HALF_SECONDS:
                path.unlink() if found.st_nlink > 1 else _shred(path)


def _shred(path: Path) -> None:
    """Random bytes over the content, forced to the disk, then the name goes."""
    try:
        with path.open("r+b", buffering=0) as file:
            file.write(secrets.token_bytes(path.stat().st_size))
            os.fsync(file.fileno())
    except FileNotFoundError:
        return
    path.unlink(missing_ok=True)


def _sync_folder(folder: Path) -> None:
    handle = os.open(folder, os.O_RDONLY | os.O_DIRECTORY)
    try:
        os.fsync(handle)
    finally:
        os.close(handle)
