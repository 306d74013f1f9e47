"""Commands that are imported when they are asked for: to screen texts needs no server's memory."""

from collections.abc import Iterator, MutableMapping
from importlib import import_module

import click

LIGHT = ("moderate", "moderation")
"""They need the screening alone."""

HEAVY = (
    "actions",
    "audit",
    "away-page",
    "demo",
    "doctor",
    "export",
    "import-answers",
    "numbers",
    "officer",
    "serve",
    "survey",
    "themes",
    "training-rows",
    "wave",
)
"""They bring the server's libraries, less what those bring along for nothing (`bot.lean`)."""


class Commands(MutableMapping[str, click.Command]):
    """Each is a function named like its module in `bot.cli`."""

    def __getitem__(self, name: str) -> click.Command:
        if name not in (*LIGHT, *HEAVY):
            raise KeyError(name)
        if name in HEAVY:
            import_module("bot.lean")
        function = name.replace("-", "_")
        command: click.Command = getattr(import_module(f"bot.cli.{function}"), function)
        return command

    def __iter__(self) -> Iterator[str]:
        yield from sorted((*LIGHT, *HEAVY))

    def __len__(self) -> int:
        return len(LIGHT) + len(HEAVY)

    def __setitem__(self, name: str, command: click.Command) -> None:
        raise TypeError(name, command)

    def __delitem__(self, name: str) -> None:
        raise TypeError(name)
