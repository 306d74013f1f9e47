"""`saidanddone demo`: something to see within minutes, in a folder of its own."""

import asyncio
import shlex
import sys
from collections.abc import Iterator
from pathlib import Path

import click

from bot import log
from bot.app import build
from bot.cli.progress import bar
from bot.clock import now
from bot.demo.codes import code
from bot.demo.ground import Ground, Login, Stage
from bot.demo.setting_up import PEOPLE, set_up
from bot.errors import BadInput
from bot.only_one import only_one
from bot.parts import Parts
from bot.server import refuse_taken_port, serve
from bot.setting_values import LARGEST_PORT
from bot.settings import Settings


@click.command()
@click.option(
    "--port", type=click.IntRange(1, LARGEST_PORT), default=8080, show_default=True, help="Port."
)
@click.option(
    "--folder",
    type=click.Path(file_okay=False, path_type=Path),
    default=Path("demo-data"),
    show_default=True,
    help="Everything of the demo lies here.",
)
@click.option("--code", "codes_only", is_flag=True, help="Only show fresh login codes, and end.")
def demo(port: int, folder: Path, *, codes_only: bool) -> None:
    """Start the web chat and the console on this machine with a past wave to look at.

    The first run plays 300 simulated people through the real road in, closes their wave and
    writes a board paper; later runs start at once. Nothing of it is for real answers. Stop with
    Ctrl-C.
    """
    ground = Ground(folder.absolute())
    if codes_only:
        click.echo("\n".join(_codes(_ready(ground))))
        return
    settings = ground.settings(port)
    log.start(settings.log_level)
    refuse_taken_port(settings)
    asyncio.run(_run(ground, settings))


async def _run(ground: Ground, settings: Settings) -> None:
    stage = ground.stage() or await _set_up(ground, settings)
    with only_one(settings):  # not before: it lies in a folder that setting up clears
        async with build(settings, upgrade=True) as parts:
            await serve(parts, lambda: _announce(ground, parts, stage))


async def _set_up(ground: Ground, settings: Settings) -> Stage:
    click.echo(f"Setting up: {PEOPLE} simulated people answer, then their wave is closed ...")
    with bar() as progress:
        return await set_up(ground, settings, now, progress)


def _ready(ground: Ground) -> Stage:
    stage = ground.stage()
    if stage is None:
        raise BadInput(f"There is no demo in {ground.folder} yet. Run `saidanddone demo` first.")
    return stage


def _announce(ground: Ground, parts: Parts, stage: Stage) -> None:
    """Full addresses, one a line; then who may log in, and fresh codes on Enter."""
    address = parts.settings.public_url
    click.echo(f"Chat:     {address}/s/{stage.open}")
    click.echo(f"Console:  {address}/console/")
    click.echo(f"Results:  {address}/console/waves/{stage.past}/results")
    click.echo(f"Paper:    {ground.paper.as_uri()}")
    for role, login in (("Officer", stage.officer), ("Lead", stage.lead)):
        click.echo("")
        click.echo("\n".join(_login(role, login)))
    click.echo("")
    click.echo("\n".join(_codes(stage)))
    click.echo(f"Fresh codes: press Enter here, or run: {_for_codes(ground)}")
    click.echo("Stop with Ctrl-C.")
    _codes_on_enter(stage)


def _for_codes(ground: Ground) -> str:
    """The command as it can be typed in the folder this one was started in."""
    return shlex.join([sys.argv[0], "demo", "--folder", str(ground.folder), "--code"])


def _login(role: str, login: Login) -> Iterator[str]:
    yield f"{role}:  name {login.name}   password {login.password}"
    if login.passphrase:
        yield f"    passphrase for urgent words: {login.passphrase}"
    yield f"    secret for a code app: {login.secret}"
    yield f"    {login.uri}"


def _codes(stage: Stage) -> Iterator[str]:
    """Each works once, for about a minute."""
    moment = now()
    for login in (stage.officer, stage.lead):
        yield f"Code now for {login.name}: {code(login, moment)}"


def _codes_on_enter(stage: Stage) -> None:
    if not sys.stdin.isatty():
        return

    def pressed() -> None:
        if sys.stdin.readline():
            click.echo("\n".join(_codes(stage)))
        else:
            asyncio.get_running_loop().remove_reader(sys.stdin)

    asyncio.get_running_loop().add_reader(sys.stdin, pressed)
