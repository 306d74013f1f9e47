"""What people see of the bot before they talk to it: menu and descriptions, in each language."""

from collections.abc import Awaitable, Callable
from functools import partial
from typing import Any

from telegram import Bot
from telegram.error import TelegramError

from bot.telegram import words
from bot.telegram.sending import log
from surveys.wording import LANGUAGES


async def introduce(bot: Bot) -> None:
    """Set what can be set. The conversation does not depend on it."""
    for language in LANGUAGES:
        code = None if language == "en" else language  # English is for everybody else, too
        menu = list(words.commands(language).items())
        about, short = words.description(language), words.short_description(language)
        await _tried(partial(bot.set_my_commands, menu, language_code=code))
        await _tried(partial(bot.set_my_description, about, language_code=code))
        await _tried(partial(bot.set_my_short_description, short, language_code=code))


async def _tried(work: Callable[[], Awaitable[Any]]) -> None:
    try:
        await work()
    except TelegramError as error:
        log().warning("profile_not_set", kind=type(error).__name__)
