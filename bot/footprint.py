"""How little memory a server can do with, and how seldom it stops to tidy up.

What is there once everything is loaded stays for good. So it is put out of the collector's sight:
looking through all of it again stopped everybody for a tenth of a second at a time.
"""

import ctypes
import gc
import resource
from contextlib import suppress

ARENA_MAX = -8
"""glibc's `M_ARENA_MAX`."""

MOST_FILES = 65_536

NEW_OBJECTS, OFTEN, SELDOM = 10_000, 20, 20
"""After so many new objects the collector looks at the new ones; after so many looks, further."""


def one_arena() -> None:
    """One heap for all threads, before there is a second: each of its own keeps what it freed."""
    with suppress(OSError, AttributeError, TypeError):  # another C library than glibc
        ctypes.CDLL(None).mallopt(ARENA_MAX, 1)


def many_files() -> None:
    """As many open files as the system allows: each visitor is one.

    Most systems begin with 1,024, which a thousand phones that say nothing would use up.
    """
    now, most = resource.getrlimit(resource.RLIMIT_NOFILE)
    wanted = MOST_FILES if most == resource.RLIM_INFINITY else min(most, MOST_FILES)
    with suppress(OSError, ValueError):
        resource.setrlimit(resource.RLIMIT_NOFILE, (max(now, wanted), most))


def settle() -> None:
    """Once everything is loaded."""
    gc.collect()
    gc.freeze()
    gc.set_threshold(NEW_OBJECTS, OFTEN, SELDOM)
    trim()


def trim() -> None:
    """Give back to the system what lies free between what is used. A millisecond or two."""
    with suppress(OSError, AttributeError, TypeError):
        ctypes.CDLL(None).malloc_trim(0)
