"""An update as Telegram posts it, read from the bytes of a connection: that, or something else."""

import hmac
from dataclasses import dataclass, field
from enum import Enum, auto

LARGEST_HEAD = 8 * 1024
END = b"\r\n\r\n"
LENGTH = b"\r\ncontent-length:"
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

    def read(self, buffer: bytes) -> Post | Found:
        """The first request in the buffer."""
        if not buffer.startswith(self._first):
            return MORE if self._first.startswith(buffer) else OTHER
        at = buffer.find(END)
        if at < 0:
            return MORE if len(buffer) < LARGEST_HEAD else OTHER
        head = buffer[: at + 2].lower()
        length = self._length(head)
        if length is None or not self._is_telegrams(buffer, head):
            return OTHER
        end = at + len(END) + length
        return Post(buffer[at + len(END) : end], end) if len(buffer) >= end else MORE

    def _length(self, head: bytes) -> int | None:
        if head.count(LENGTH) != 1 or any(each in head for each in NOT_PLAIN):
            return None
        said, _ = _value(head, head, LENGTH)
        is_number = said.isdigit() and len(said) <= MOST_DIGITS
        return int(said) if is_number and int(said) <= self._largest else None

    def _is_telegrams(self, buffer: bytes, head: bytes) -> bool:
        given, number = _value(buffer, head, self._header)
        return number == 1 and hmac.compare_digest(given, self._secret)


def _value(buffer: bytes, head: bytes, name: bytes) -> tuple[bytes, int]:
    """What stands in the header of that name, and how many there are."""
    at = head.find(name) + len(name)
    return buffer[at : head.find(b"\r\n", at)].strip(b" \t"), head.count(name)
