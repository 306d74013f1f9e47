"""`saidanddone doctor`: is everything as it should be, and if not, what to do."""

import asyncio
from collections.abc import Iterable

import click

from bot import clock
from bot.app import build, is_new
from bot.cli.running import as_json, settings, show_json
from bot.examination import (
    MATTERS,
    Line,
    look_at_alerts,
    look_at_data,
    look_at_keyring,
    look_at_mail,
    look_at_owners,
    look_at_settings,
    look_at_space,
)
from bot.settings import Settings, environment
from bot.telegram.examination import look_at_telegram
from bot.variables import misspelt
from surveys.errors import NotUpToDate, StoreUnavailable, SurveyError, TooNew

PROBLEM = 1
CHECK_ADDRESS = "check SAIDANDDONE_DATABASE_URL, and that the database runs"


@click.command()
@as_json
def doctor(*, as_json: bool) -> int:
    """Look at settings, alerts, Telegram, database, keyring, clock, people, sign-posts, surveys.

    Each line says ok, or what is wrong and what to do. Changes nothing. Exit status 1 if anything
    is wrong.
    """
    lines = asyncio.run(_examine(settings()))
    if as_json:
        show_json([{"about": x.about, "ok": x.ok, "what": x.what, "todo": x.todo} for x in lines])
    else:
        _show(lines)
    return 0 if all(line.ok for line in lines) else PROBLEM


async def _examine(read: Settings) -> list[Line]:
    lines = [
        *look_at_settings(read, misspelt(environment())),
        *look_at_alerts(read),
        *await look_at_mail(read),
        *await look_at_telegram(read, clock.now()),
        *look_at_space(read),
        *look_at_data(read),
        *look_at_keyring(read),
        *look_at_owners(read),
    ]
    return [*lines, *await _look_into(read)]


async def _look_into(read: Settings) -> list[Line]:
    """The matters that need the database, if it can be had."""
    try:
        if is_new(read):
            todo = "start `saidanddone serve`: it makes the database"
            return [Line("database", "there is none yet", todo)]
        async with build(read, look_only=True) as parts:
            await parts.store.ping()
            found = [line for matter in MATTERS for line in await matter(parts)]
    except NotUpToDate:
        todo = "unless it is new, back it up; then start `saidanddone serve`"
        return [Line("database", "it is empty, or an earlier release made it", todo)]
    except TooNew:
        todo = "install that release again, or restore the backup made before it"
        return [Line("database", "a newer release made it", todo)]
    except PermissionError:
        todo = "give the data folder and all in it to the server's user (`chown -R`)"
        return [Line("database", "this user may not look at it", todo)]
    except (SurveyError, OSError) as error:
        told = isinstance(error, StoreUnavailable) and type(error) is not StoreUnavailable
        todo = " ".join(str(error).split()) if told else CHECK_ADDRESS
        return [Line("database", f"it cannot be used ({type(error).__name__})", todo)]
    return [Line("database", "it answers and is up to date"), *found]


def _show(lines: Iterable[Line]) -> None:
    for line in lines:
        mark = click.style("ok     ", fg="green") if line.ok else click.style("problem", fg="red")
        click.echo(f"{mark}  {line.about:<11} {line.what}")
        if not line.ok:
            click.echo(f"         {'':<11} -> {line.todo}")
