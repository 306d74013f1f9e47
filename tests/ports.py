"""A port for a server that is told its number: nobody else is given it before the server has it."""

import socket
import sys
from collections.abc import Iterator
from contextlib import contextmanager

HOST = "127.0.0.1"


@contextmanager
def reserved_port() -> Iterator[int]:
    """Its number. On Linux it is held while this lasts, and who knows it can still listen there.

    A socket that is bound and does not listen keeps a port from being given to whoever asks for
    any; one that asks for it by number may have it, as every server does that can be restarted.
    """
    with socket.socket() as held:
        held.setsockopt(socket.SOL_SOCKET, socket.SO_REUSEADDR, 1)
        held.bind((HOST, 0))
        number = int(held.getsockname()[1])
        if sys.platform != "linux":  # where two may not be bound to it, a moment's chance is left
            held.close()
        yield number
