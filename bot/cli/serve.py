"""`saidanddone serve`: the server, configured from the environment."""

import asyncio
import os
from collections.abc import Callable

import click

from bot import footprint
from bot.app import build
from bot.cli.running import settings
from bot.only_one import only_one
from bot.ownership import refuse_root
from bot.parts import Parts
from bot.server import serve as run_server
from bot.settings import Settings, environment
from bot.variables import VARIABLES, misspelt
from surveys.records import HALF_CLOSED, Wave, WaveState


def _settings_help() -> str:
    """Every setting with its default. The first character keeps click from joining the lines."""
    lines = ["\b", "Settings, all from the environment:"]
    for variable in VARIABLES:
        lines.append(f"  {variable.name}  [{variable.default or 'none'}]")
        lines.append(f"      {variable.text}")
    return "\n".join(lines)


@click.command(epilog=_settings_help())
def serve() -> None:
    """Start the web chat and the officers' console.

    A database made by an earlier release is upgraded first. SIGTERM or Ctrl-C stops it cleanly.
    """
    for name in misspelt(environment()):
        click.echo(f"{name} is not a setting: mend the name or take it away.", err=True)
    footprint.one_arena()
    footprint.many_files()
    with asyncio.Runner(loop_factory=_quick_loop()) as runner:
        runner.run(_serve(settings()))


def _quick_loop() -> Callable[[], asyncio.AbstractEventLoop] | None:
    """uvloop, where it runs: a webhook's request costs a quarter less on it."""
    try:
        import uvloop  # noqa: PLC0415 - not on every system
    except ImportError:
        return None
    return uvloop.new_event_loop


async def _serve(read: Settings) -> None:
    refuse_root(read, os.geteuid())
    with only_one(read):
        async with build(read, upgrade=True) as parts:
            waves = await parts.waves.all()
            await run_server(parts, lambda: announce(parts, waves))


def announce(parts: Parts, waves: tuple[Wave, ...]) -> None:
    """Full addresses, one a line."""
    address = parts.settings.public_url
    for wave in waves:
        if wave.state is WaveState.OPEN:
            click.echo(f"Chat:     {address}/s/{wave.code}  ({wave.name})")
        if wave.state in HALF_CLOSED:
            click.echo(
                f"Half closed: run `saidanddone wave close {wave.code}` to finish.", err=True
            )
    click.echo(f"Console:  {address}/console/")
    click.echo(f"Health:   {address}/healthz")
    click.echo("Stop with Ctrl-C.")
