"""`saidanddone numbers`: what is hidden of a wave, and what would show more."""

import click

from bot.apart import apart
from bot.cli.running import as_json, show_json, with_parts
from bot.parts import Parts
from bot.releasing import gather
from exports.disclosure.proposals import Visible, propose
from surveys.errors import AnswersLost


@click.command()
@click.argument("codes", metavar="WAVE...", nargs=-1, required=True)
@as_json
def numbers(codes: tuple[str, ...], *, as_json: bool) -> None:
    """Say how much of closed WAVE may be shown, and which neighbours joined would show more.

    Several waves of one survey are looked at as one. Nothing is released by looking.
    """
    found = with_parts(lambda parts: _look(parts, codes))
    if as_json:
        show_json([{"join": v.join, "numbers": v.cells, "shown": v.shown} for v in found])
        return
    now, *better = found
    click.echo(f"Between groups {now.shown} of {now.cells} numbers can be shown.")
    for each in better:
        click.echo(f"With --join {each.join}: {each.shown} of {each.cells}.")
    if not better:
        click.echo("No neighbours joined would show a larger share.")


async def _look(parts: Parts, codes: tuple[str, ...]) -> tuple[Visible, ...]:
    waves = [await parts.waves.one(code) for code in codes]
    if any(wave.answers_lost for wave in waves):
        raise AnswersLost
    gathered = await gather(parts, waves)
    return await apart(propose, gathered.wanted, await parts.releases.releases())
