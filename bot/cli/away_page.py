"""`saidanddone away-page`: what the proxy shows while the server is away."""

import click

from bot.cli.running import settings
from bot.web.away import away_page as draw


@click.command()
def away_page() -> None:
    """Print the page that the proxy shows while the server is away, as HTML.

    It says that there is nothing just now, and gives the help numbers. It needs nothing else, so
    it is there whatever has happened. Make it again when the help numbers change.
    """
    click.echo(draw(settings()))
