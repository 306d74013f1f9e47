"""How a command comes to its parts, and how it answers."""

import asyncio
import json
import os
from collections.abc import Awaitable, Callable, Mapping, Sequence
from contextlib import AbstractAsyncContextManager
from dataclasses import dataclass
from typing import TypeVar

import click

from bot import log
from bot.app import build, is_new
from bot.ownership import refuse_root
from bot.parts import Parts
from bot.settings import Settings, environment
from surveys.along import Line
from surveys.officers.accounts import COMMAND_LINE
from surveys.officers.audit import Act

T = TypeVar("T")

NEW_DATABASE = (
    "A new, empty database was made. If the server has one already, set the SAIDANDDONE_ variables "
    "here as they are there. Data folder:"
)

as_json = click.option("--json", "as_json", is_flag=True, help="Answer in JSON, for machines.")


def settings() -> Settings:
    """The settings of this run, with logs at the level they ask for."""
    read = Settings.from_env(environment())
    log.start(read.log_level)
    return read


def with_parts(work: Callable[[Parts], Awaitable[T]]) -> T:
    """Open everything the settings name, do the work, close it again."""
    return asyncio.run(_with_parts(settings(), work))


async def _with_parts(read: Settings, work: Callable[[Parts], Awaitable[T]]) -> T:
    refuse_root(read, os.geteuid())
    fresh = is_new(read)
    async with build(read) as parts:
        if fresh:  # perhaps not the one the server uses
            click.echo(f"{NEW_DATABASE} {read.data_dir}.", err=True)
        return await work(parts)


async def record(parts: Parts, act: Act, subject: str) -> None:
    """Into the same audit trail as what officers do in the console."""
    await parts.officers.audit.record(COMMAND_LINE, act, subject)


def along(parts: Parts, act: Act, subject: str) -> AbstractAsyncContextManager[Line]:
    """The same, kept together with what is changed within, or not at all."""
    return parts.officers.audit.along(COMMAND_LINE, act, subject)


async def record_once(parts: Parts, act: Act, subject: str) -> None:
    """The same, for what may be run again after it was killed."""
    await parts.officers.audit.record_once(COMMAND_LINE, act, subject)


@dataclass(frozen=True, slots=True)
class Column:
    key: str
    title: str


def show_rows(rows: Sequence[Mapping[str, object]], columns: Sequence[Column], empty: str) -> None:
    """A plain table for people: one line a row, columns as wide as they need to be."""
    if not rows:
        click.echo(empty)
        return
    lines = [[column.title for column in columns]]
    lines += [[str(row[column.key]) for column in columns] for row in rows]
    widths = [max(map(len, column)) for column in zip(*lines, strict=True)]
    for line in lines:
        padded = (cell.ljust(width) for cell, width in zip(line, widths, strict=True))
        click.echo("  ".join(padded).rstrip())


def show_json(value: object) -> None:
    click.echo(json.dumps(value, ensure_ascii=False, indent=2))
