"""Libraries without what they bring along only because it is there. Imported before any of them.

structlog takes rich for its coloured console, python-telegram-bot takes cryptography for Telegram
Passport and, by way of httpx, rich and pygments for a command line: a tenth of a server's memory,
for nothing it does. Whoever wants one of them still gets it.
"""

import sys
from collections.abc import Iterable, Mapping
from importlib import import_module

LEFT_OUT: Mapping[str, tuple[str, ...]] = {
    "structlog": ("rich",),
    "telegram": ("rich", "pygments", "cryptography"),
}


def import_without(name: str, extras: Iterable[str]) -> None:
    """Nothing is done where the library is there already; what is there already stays."""
    hidden = [extra for extra in extras if extra not in sys.modules]
    if name in sys.modules:
        return
    for extra in hidden:
        sys.modules[extra] = None  # type: ignore[assignment] # importing it fails
    try:
        import_module(name)
    finally:
        for extra in hidden:
            del sys.modules[extra]


for library, left_out in LEFT_OUT.items():
    import_without(library, left_out)
