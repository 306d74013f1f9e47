"""An answer is read at sight only where nothing about it is odd."""

import pytest

from bot.telegram.answers import Answers

FINE = b'HTTP/1.1 200 OK\r\nServer: x\r\nContent-Length: 11\r\n\r\n{"ok":true}'


def test_a_plain_one() -> None:
    answers = Answers()
    assert answers.plain(FINE) == (200, b'{"ok":true}')
    assert answers.plain(FINE.replace(b"200", b"429").lower().replace(b"http", b"HTTP")) == (
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
    answers = Answers()
    assert answers.plain(odd) is None
    assert answers.plain(FINE)
    assert answers.plain(odd) is None, "also once a plain one has come"


def test_what_is_alike_but_for_its_length_is_read_the_same() -> None:
    answers = Answers()
    for body in (b'{"ok":true}', b"{}", b"", b"x" * 99_999):
        head = FINE.partition(b"\r\n\r\n")[0].replace(b"11", str(len(body)).encode())
        assert answers.plain(head + b"\r\n\r\n" + body) == (200, body)
        assert answers.plain(head + b"\r\n\r\n" + body + b"x") is None
