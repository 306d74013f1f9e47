"""The bot's own name, as Telegram told it at the last start: for links in console and print.

Only the running channel can ask Telegram. It leaves the answer in the data folder, with the
number of the bot (the part of the token that is no secret), so that a name is never shown for
another bot's token.
"""

import json

from bot.files import write_whole
from bot.settings import Settings
from bot.telegram.links import deep_link

FILE = "telegram-bot.json"


def note(settings: Settings, username: str) -> None:
    """Raises OSError."""
    said = {"bot": _bot(settings), "username": username}
    write_whole(settings.data_dir / FILE, json.dumps(said).encode(), force=True)


def known(settings: Settings) -> str:
    """The name without the @; empty until the channel has been started with this token."""
    try:
        said = json.loads((settings.data_dir / FILE).read_bytes())
    except (OSError, ValueError):
        return ""
    match said:
        case {"bot": str(bot), "username": str(username)} if bot and bot == _bot(settings):
            return username
        case _:
            return ""


def address(settings: Settings, code: str) -> str:
    """The link that opens the bot at one survey; empty where it is not known."""
    username = known(settings)
    return deep_link(username, code) if username else ""


def _bot(settings: Settings) -> str:
    """Its number."""
    return settings.telegram.token.reveal().partition(":")[0] if settings.telegram else ""
