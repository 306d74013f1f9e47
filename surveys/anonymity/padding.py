"""Bytes of one fixed length, so that length tells nothing."""

from surveys.errors import BadSeal, TooLarge

END = b"\x80"
STEP = 1024


def pad(content: bytes, size: int) -> bytes:
    """Content, an end mark, and zeros up to `size`. Raises TooLarge."""
    if len(content) >= size:
        raise TooLarge
    return (content + END).ljust(size, b"\0")


def unpad(padded: bytes) -> bytes:
    end = padded.rfind(END)
    if end < 0 or padded[end + 1 :] != bytes(len(padded) - end - 1):
        raise BadSeal
    return padded[:end]


def rounded_up(length: int) -> int:
    """The next whole step that holds `length` bytes and their end mark."""
    return (length // STEP + 1) * STEP
