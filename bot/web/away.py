"""The page a proxy shows while the server is away: help numbers, and no need of anything else."""

from markupsafe import Markup

from bot.app import care
from bot.settings import Settings
from bot.web.assets import assets
from bot.web.pages import environment
from bot.web.words import words_for
from surveys.help.offers import general_help
from surveys.wording import LANGUAGES, wording

NOT_THERE = 503


def away_page(settings: Settings) -> str:
    """In every language, with the board's own help numbers.

    It has no part of the chat's page in it: an open chat must not take it for an answer, but try
    again until the server is back.
    """
    posts = care(settings).posts
    parts = [
        {
            "lang": language,
            "say": wording(language).say,
            "words": words_for(NOT_THERE, wording(language).say),
            "posts": general_help(language, posts).posts,
        }
        for language in LANGUAGES
    ]
    style = Markup(assets()["style.css"].body.decode())  # noqa: S704 - our own file
    drawn = environment().get_template("away.html")
    return drawn.render(parts=parts, style=style, exit_url=settings.exit_url)
