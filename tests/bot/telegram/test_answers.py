"""An answer is read at sight only where nothing about it is odd."""

import pytest

from bot.telegram.answers import plain

FINE = b'HTTP/1.1 200 OK\r\nServer: x\r\nContent-Length: 11\r\n\r\n{"ok":true}'


def test_a_plain_one() -> None:
    assert plain(FINE) == (200, b'{"ok":true}')
    assert plain(FINE.replace(b"200", b"429").lower().replace(b"http", b"HTTP")) == (
        429,
        b'{"ok":true}',
    )


@pytest.mark.parametrize(
    "odd",
    [
        b"",
        FINE[:-1],
        FINE[:30],
        FINE + b"x",
        FINE.replace(b"HTTP/1.1", b"HTTP/1.0"),
        FINE.replace(b"200", b"2x0"),
        FINE.replace(b"11\r", b"-11\r"),
        FINE.replace(b"11\r", b"\r"),
        FINE.replace(b"Server: x", b"Content-Length: 11"),
        FINE.replace(b"Server: x", b"Connection: close"),
        FINE.replace(b"Server: x", b"Transfer-Encoding: chunked"),
        FINE.replace(b"Server: x", b"Content-Encoding: gzip"),
    ],
)
def test_an_odd_one_is_for_the_parser(odd: bytes) -> None:
    assert plain(odd) is None
