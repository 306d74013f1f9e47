"""Libraries without what they bring along only because it is there. Imported before any of them.

structlog takes rich for its coloured console, python-telegram-bot takes cryptography for Telegram
Passport and, by way of httpx, rich and pygments for a command line: a tenth of a server's memory,
for nothing it does. SQLAlchemy's async engine takes along the whole ORM, of which nothing here
makes use: another 7 MiB. Whoever wants one of them still gets it.
"""

import sys
from collections.abc import Callable, Iterable, Mapping
from importlib import import_module
from types import ModuleType

LEFT_OUT: Mapping[str, tuple[str, ...]] = {
    "structlog": ("rich",),
    "telegram": ("rich", "pygments", "cryptography"),
}

LATER: Mapping[str, tuple[str, ...]] = {"sqlalchemy.ext.asyncio": ("session", "scoping")}
"""Parts of a package that are imported once one of their names is asked for."""


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


class _Part(ModuleType):
    """Stands in for a part while the package takes names from it: each is this class."""

    def __getattr__(self, name: str) -> object:
        if name.startswith("__"):
            raise AttributeError(name)
        return _Part


def import_later(name: str, parts: Iterable[str]) -> None:
    """The package, without those parts of it until they are wanted."""
    if name in sys.modules:
        return
    whole = [f"{name}.{part}" for part in parts]
    sys.modules.update({part: _Part(part) for part in whole})
    try:
        package = import_module(name)
    finally:
        for part in whole:
            del sys.modules[part]
    names = frozenset(key for key, value in vars(package).items() if value is _Part)
    for wanted in names:
        delattr(package, wanted)
    package.__getattr__ = _finder(names, whole)  # type: ignore[method-assign] # PEP 562


def _finder(names: frozenset[str], parts: Iterable[str]) -> Callable[[str], object]:
    def find(wanted: str) -> object:
        for module in map(import_module, parts if wanted in names else ()):
            if hasattr(module, wanted):
                return getattr(module, wanted)
        raise AttributeError(wanted)

    return find


for library, left_out in LEFT_OUT.items():
    import_without(library, left_out)
for package, not_yet in LATER.items():
    import_later(package, not_yet)
