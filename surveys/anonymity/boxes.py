"""Locked under one secret: XSalsa20-Poly1305 behind a nonce of its own, as nacl's SecretBox writes.

By the library's own functions; its box makes four objects of each text, and every press has three.
"""

import os

from nacl.bindings import (
    crypto_secretbox_easy,
    crypto_secretbox_NONCEBYTES,
    crypto_secretbox_open_easy,
)
from nacl.exceptions import CryptoError

from surveys.errors import BadSeal


def lock(content: bytes, secret: bytes) -> bytes:
    nonce = os.urandom(crypto_secretbox_NONCEBYTES)
    return nonce + bytes(crypto_secretbox_easy(content, nonce, secret))


def unlock(locked: bytes, secret: bytes) -> bytes:
    """Raises BadSeal."""
    nonce, sealed = locked[:crypto_secretbox_NONCEBYTES], locked[crypto_secretbox_NONCEBYTES:]
    try:
        return bytes(crypto_secretbox_open_easy(sealed, nonce, secret))
    except (CryptoError, ValueError, TypeError):
        raise BadSeal from None
