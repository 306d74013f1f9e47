"""An update as Telegram posts it, read from the bytes of a connection: that, or something else."""

import hmac
from dataclasses import dataclass, field
from enum import Enum, auto

from bot.telegram.heads import BLANK, END, LENGTH, Familiar

LARGEST_HEAD = 8 * 1024
NOT_PLAIN = (
    b"\r\ntransfer-encoding:",
    b"\r\nexpect:",
    b"\r\nconnection: close",
    b"\r\n ",
    b"\r\n\t",
)
"""Heads with one of these are for a whole HTTP server to read."""

MOST_DIGITS = 6


@dataclass(frozen=True, slots=True)
class Post:
    """`end` is where the next request begins."""

    body: bytes = field(repr=False)
    end: int


class Found(Enum):
    MORE = auto()  # the rest is still to come
    OTHER = auto()  # something else


MORE, OTHER = Found.MORE, Found.OTHER


class Posts:
    def __init__(self, path: str, header: str, secret: str, largest: int) -> None:
        """`header` must bear the secret; a longer body than `largest` is something else."""
        self._first = f"POST {path} HTTP/1.1\r\n".encode()
        self._header = f"\r\n{header}:".lower().encode()
        self._secret = secret.encode()
        self._largest = largest
        self._familiar = Familiar()

    def read(self, buffer: bytes) -> Post | Found:
        """The first request in the buffer."""
        known = self._familiar.measure(buffer)
        if known is None or known[1] > self._largest:
            return self._read(buffer)
        return _post(buffer, *known)

    def _read(self, buffer: bytes) -> Post | Found:
        if not buffer.startswith(self._first):
            return MORE if self._first.startswith(buffer) else OTHER
        at = buffer.find(END)
        if at < 0:
            return MORE if len(buffer) < LARGEST_HEAD else OTHER
        head = buffer[: at + 2].lower()
        length = self._length(head)
        if length is None or not self._is_telegrams(buffer, head):
            return OTHER
        begins = at + len(END)
        self._familiar.note(buffer[:begins])
        return _post(buffer, begins, length)

    def _length(self, head: bytes) -> int | None:
        if head.count(LENGTH) != 1 or any(each in head for each in NOT_PLAIN):
            return None
        said, _ = _value(head, head, LENGTH)
        is_number = said.isdigit() and len(said) <= MOST_DIGITS
        return int(said) if is_number and int(said) <= self._largest else None

    def _is_telegrams(self, buffer: bytes, head: bytes) -> bool:
        given, number = _value(buffer, head, self._header)
        return number == 1 and hmac.compare_digest(given, self._secret)


def _post(buffer: bytes, begins: int, length: int) -> Post | Found:
    end = begins + length
    return Post(buffer[begins:end], end) if len(buffer) >= end else MORE


def _value(buffer: bytes, head: bytes, name: bytes) -> tuple[bytes, int]:
    """What stands in the header of that name, and how many there are."""
    at = head.find(name) + len(name)
    return buffer[at : head.find(b"\r\n", at)].strip(BLANK), head.count(name)
