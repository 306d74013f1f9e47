import socket
import sys

import pytest

from tests.ports import HOST, reserved_port


def test_a_server_gets_the_port_it_was_told() -> None:
    with (
        reserved_port() as number,
        socket.create_server((HOST, number)) as server,
        socket.create_connection((HOST, number)),
    ):
        assert server.getsockname() == (HOST, number)


@pytest.mark.skipif(sys.platform != "linux", reason="it can be held on Linux alone")
def test_nobody_else_is_given_it_before() -> None:
    with (
        reserved_port() as number,
        socket.socket() as other,
        pytest.raises(OSError, match="in use"),
    ):
        other.bind((HOST, number))  # as the system itself would, choosing for somebody
