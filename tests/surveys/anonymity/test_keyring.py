"""The promises of a keyring, kept by both; and what only files can show."""

import errno
import os
import stat
from collections.abc import Callable
from pathlib import Path

import pytest
from nacl.public import PrivateKey

from surveys.anonymity.keyring import FileKeyring, Keyring, MemoryKeyring, fresh_keys
from surveys.errors import KeyExists, KeyMissing, KeyringShut

WAVE = "0123abcd"


@pytest.fixture(params=["memory", "file"])
def keyring(request: pytest.FixtureRequest, tmp_path: Path) -> Keyring:
    return MemoryKeyring() if request.param == "memory" else FileKeyring(tmp_path / "keys")


@pytest.fixture
def folder(tmp_path: Path) -> Path:
    return tmp_path / "keys"


# ---------------------------------------------------------------- both
def test_keys_come_back_as_they_were_made(keyring: Keyring) -> None:
    made = keyring.create(WAVE)
    assert keyring.keys(WAVE) == made
    assert keyring.has(WAVE)


def test_no_two_keys_are_the_same(keyring: Keyring) -> None:
    one, other = keyring.create("one"), keyring.create("other")
    kept = [one.seal, one.token, one.state, one.receipt, one.code, other.seal, other.token]
    assert len(set(kept)) == len(kept)
    assert {len(key) for key in kept} == {32}


def test_the_public_key_belongs_to_the_private_one() -> None:
    keys = fresh_keys()
    assert keys.public == bytes(PrivateKey(keys.seal).public_key)


def test_a_key_is_never_written_over(keyring: Keyring) -> None:
    first = keyring.create(WAVE)
    with pytest.raises(KeyExists):
        keyring.create(WAVE)
    assert keyring.keys(WAVE) == first


def test_a_key_that_was_never_made_is_missing(keyring: Keyring) -> None:
    assert not keyring.has(WAVE)
    with pytest.raises(KeyMissing):
        keyring.keys(WAVE)


def test_destroyed_keys_are_missing_and_destroying_again_is_fine(keyring: Keyring) -> None:
    keyring.create(WAVE)
    other = keyring.create("other")
    keyring.destroy(WAVE)
    keyring.destroy(WAVE)
    assert not keyring.has(WAVE)
    with pytest.raises(KeyMissing):
        keyring.keys(WAVE)
    assert keyring.keys("other") == other


def test_keys_do_not_show_when_printed(keyring: Keyring) -> None:
    assert repr(keyring.create(WAVE)) == "WaveKeys()"


# ---------------------------------------------------------------- files
def test_only_the_owner_may_look(folder: Path) -> None:
    folder.mkdir(mode=0o755)
    FileKeyring(folder).create(WAVE)
    (file,) = folder.iterdir()
    assert stat.S_IMODE(folder.stat().st_mode) == 0o700
    assert stat.S_IMODE(file.stat().st_mode) == 0o600


def test_another_process_finds_the_same_keys(folder: Path) -> None:
    made = FileKeyring(folder).create(WAVE)
    assert FileKeyring(folder).keys(WAVE) == made


def test_nothing_but_the_keys_is_left_in_the_folder(folder: Path) -> None:
    keyring = FileKeyring(folder)
    keyring.create(WAVE)
    with pytest.raises(KeyExists):
        keyring.create(WAVE)
    assert [file.name for file in folder.iterdir()] == [f"{WAVE}.keys"]
    keyring.destroy(WAVE)
    assert list(folder.iterdir()) == []


def test_destroying_overwrites_before_it_removes(folder: Path) -> None:
    keyring = FileKeyring(folder)
    made = keyring.create(WAVE)
    still_open = os.open(folder / f"{WAVE}.keys", os.O_RDONLY)
    keyring.destroy(WAVE)
    left = os.read(still_open, 4096)
    os.close(still_open)
    assert len(left) > 100
    assert made.seal.hex().encode() not in left
    assert b"seal" not in left


SPOILS: dict[str, Callable[[bytes], bytes]] = {
    "empty": lambda _: b"",
    "torn": lambda raw: raw[: len(raw) // 2],
    "noise, as after half a destroy": lambda raw: os.urandom(len(raw)),
    "a key short": lambda raw: raw.replace(b"receipt", b"deceipt"),
    "not hex": lambda raw: raw.replace(b'"seal": "', b'"seal": "zz'),
    "no table": lambda _: b"[1, 2]",
}


@pytest.mark.parametrize("spoil", SPOILS.values(), ids=SPOILS.keys())
def test_a_spoiled_file_is_a_missing_key(folder: Path, spoil: Callable[[bytes], bytes]) -> None:
    keyring = FileKeyring(folder)
    keyring.create(WAVE)
    file = folder / f"{WAVE}.keys"
    file.write_bytes(spoil(file.read_bytes()))
    with pytest.raises(KeyMissing):
        keyring.keys(WAVE)
    keyring.destroy(WAVE)
    assert not keyring.has(WAVE)


@pytest.mark.parametrize("name", ["../outside", "a/b", "", "a.b"])
def test_a_wave_id_is_no_path(folder: Path, name: str) -> None:
    with pytest.raises(KeyMissing):
        FileKeyring(folder).create(name)
    assert list(folder.iterdir()) == []


# ---------------------------------------------------------------- what the system will not do
def test_a_key_that_cannot_be_read_says_what_to_do_and_names_no_wave(folder: Path) -> None:
    keyring = FileKeyring(folder)
    (folder / f"{WAVE}.keys").mkdir()
    with pytest.raises(KeyringShut, match="chown") as caught:
        keyring.keys(WAVE)
    assert WAVE not in str(caught.value)
    with pytest.raises(KeyringShut):
        keyring.destroy(WAVE)


def test_a_keyring_that_cannot_be_made_says_what_to_do(tmp_path: Path) -> None:
    (tmp_path / "file").write_text("")
    with pytest.raises(KeyringShut, match="SAIDANDDONE_KEYRING"):
        FileKeyring(tmp_path / "file" / "keys")


def test_a_key_that_did_not_fit_on_the_disk_leaves_nothing_of_itself(
    folder: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    keyring, sync = FileKeyring(folder), os.fsync
    tries = iter([True])

    def full(handle: int) -> None:
        if next(tries, False):
            raise OSError(errno.ENOSPC, "No space left on device")
        sync(handle)

    monkeypatch.setattr(os, "fsync", full)
    with pytest.raises(KeyringShut, match="full"):
        keyring.create(WAVE)
    assert list(folder.iterdir()) == []
    keyring.create(WAVE)


def no_second_name(*_: object) -> None:
    raise PermissionError(errno.EPERM, "Operation not permitted")


def test_a_disk_that_gives_a_file_no_second_name_keeps_keys_too(
    folder: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    """As FAT on a memory stick, and some shares of the network."""
    monkeypatch.setattr(os, "link", no_second_name)
    keyring = FileKeyring(folder)
    made = keyring.create(WAVE)
    with pytest.raises(KeyExists):
        keyring.create(WAVE)
    assert FileKeyring(folder).keys(WAVE) == made
    (file,) = folder.iterdir()
    assert stat.S_IMODE(file.stat().st_mode) == 0o600


def test_a_name_that_was_held_for_nothing_is_given_back(
    folder: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(os, "link", no_second_name)
    monkeypatch.setattr(Path, "replace", no_second_name)
    with pytest.raises(KeyringShut):
        FileKeyring(folder).create(WAVE)
    assert list(folder.iterdir()) == []


def test_a_keyring_with_the_right_mode_is_left_as_it_is(
    folder: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    """On a disk mounted read-only it can still be read."""
    FileKeyring(folder).create(WAVE)

    def read_only(*_: object) -> None:
        raise OSError(errno.EROFS, "Read-only file system")

    monkeypatch.setattr(Path, "chmod", read_only)
    assert FileKeyring(folder).has(WAVE)


# ---------------------------------------------------------------- cut off
def cut_off(folder: Path, name: str, hours: float) -> Path:
    """What a process that was killed while it made a key leaves behind."""
    path = folder / f".{name}.partial"
    path.write_bytes(b"a whole key")
    made = path.stat().st_mtime - hours * 3600
    os.utime(path, (made, made))
    return path


def test_what_was_cut_off_goes_with_the_next_key_and_what_is_under_way_stays(folder: Path) -> None:
    keyring = FileKeyring(folder)
    old, young = cut_off(folder, "old", 1.1), cut_off(folder, "young", 0.9)
    with old.open("rb") as held:
        keyring.create(WAVE)
        assert held.read() != b"a whole key", "overwritten, not only gone from the folder"
    assert {path.name for path in folder.iterdir()} == {f"{WAVE}.keys", young.name}


def test_a_key_that_lies_there_by_its_first_name_too_is_not_harmed(folder: Path) -> None:
    keyring = FileKeyring(folder)
    made = keyring.create(WAVE)
    os.link(folder / f"{WAVE}.keys", folder / ".twice.partial")
    old = (folder / f"{WAVE}.keys").stat().st_mtime - 7200
    os.utime(folder / f"{WAVE}.keys", (old, old))
    keyring.create("other")
    assert {path.name for path in folder.iterdir()} == {f"{WAVE}.keys", "other.keys"}
    assert FileKeyring(folder).keys(WAVE) == made
