"""Keyed gives what hmac gives, for every length of key and message."""

import hashlib
import hmac

from hypothesis import given
from hypothesis import strategies as st

from surveys.anonymity.keyed import Keyed


@given(st.binary(max_size=130), st.lists(st.binary(max_size=200), max_size=3))
def test_it_is_hmac_sha256(key: bytes, messages: list[bytes]) -> None:
    keyed = Keyed(key)
    for message in messages:
        assert keyed.digest(message) == hmac.digest(key, message, hashlib.sha256)
