"""A progress bar on stderr, drawn only where a person looks.

In tenths: whoever watches a wave close must not learn how many took part.
"""

import sys
from collections.abc import Callable, Iterator
from contextlib import contextmanager

Progress = Callable[[str, int, int], None]
"""Called with what is being done, how many are done, and of how many."""

WIDTH = 30


@contextmanager
def bar() -> Iterator[Progress]:
    """Something to call as work goes on. Silent when stderr is no terminal."""
    if not sys.stderr.isatty():
        yield _silent
        return
    try:
        yield _draw
    finally:
        sys.stderr.write("\r\x1b[K")
        sys.stderr.flush()


def _silent(_step: str, _done: int, _of: int) -> None:
    pass


def _draw(step: str, done: int, of: int) -> None:
    tenths = 10 * done // of if of else 10
    filled = WIDTH * tenths // 10
    sys.stderr.write(f"\r\x1b[K{step:<20.20} [{'#' * filled:<{WIDTH}}] {10 * tenths}%")
    sys.stderr.flush()
