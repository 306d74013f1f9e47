"""What is locked here opens with nacl's own box, and the other way round; nothing else opens."""

import pytest
from hypothesis import given
from hypothesis import strategies as st
from nacl.secret import SecretBox

from surveys.anonymity.boxes import lock, unlock
from surveys.errors import BadSeal

SECRET = bytes(range(32))


@given(st.binary(max_size=3_000))
def test_it_is_nacls_own_box(content: bytes) -> None:
    assert SecretBox(SECRET).decrypt(lock(content, SECRET)) == content
    assert unlock(bytes(SecretBox(SECRET).encrypt(content)), SECRET) == content


def test_no_two_look_alike() -> None:
    assert lock(b"the same", SECRET) != lock(b"the same", SECRET)


@pytest.mark.parametrize("length", [0, 1, 23, 24, 39, 40, 47])
def test_what_was_cut_does_not_open(length: int) -> None:
    with pytest.raises(BadSeal):
        unlock(lock(b"eight.by", SECRET)[:length], SECRET)


def test_neither_does_what_was_changed_or_another_secret() -> None:
    locked = lock(b"words", SECRET)
    with pytest.raises(BadSeal):
        unlock(locked[:-1] + bytes([locked[-1] ^ 1]), SECRET)
    with pytest.raises(BadSeal):
        unlock(locked, bytes(32))
