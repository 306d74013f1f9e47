"""What `saidanddone doctor` asks Telegram: is the token known, do updates come, are leads reached.

It changes nothing; a lead's chat shows "typing" for a moment.
"""

from collections.abc import Iterator, Sequence
from datetime import UTC, datetime, timedelta
from typing import Any

from telegram.error import BadRequest, Forbidden, InvalidToken, TelegramError

from bot.examination import Line
from bot.settings import Settings, Telegram, TelegramMode
from bot.telegram.backend import AiohttpRequest
from bot.telegram.calls import Call
from bot.telegram.webhook import PATH

ABOUT = "telegram"
LATELY = timedelta(minutes=10)
START = "start `saidanddone serve` again: it tells Telegram how updates are to come"
NO_CHAT = "send /number to the bot from that account, and compare what it says with the setting"


async def look_at_telegram(settings: Settings, now: datetime) -> list[Line]:
    """Nothing where there is no Telegram channel."""
    if settings.telegram is None:
        return []
    asked = Asked(settings.telegram)
    await asked.request.initialize()
    try:
        return await _looked(asked, settings, now)
    except InvalidToken:
        todo = "copy the token from BotFather into SAIDANDDONE_TELEGRAM_TOKEN again"
        return [Line(ABOUT, "Telegram does not know the token", todo)]
    except TelegramError as error:
        todo = f"let this machine reach {settings.telegram.api_url}, and try again"
        return [Line(ABOUT, f"Telegram does not answer ({type(error).__name__})", todo)]
    finally:
        await asked.request.shutdown()


class Asked:
    """Calls to the Bot API, by name."""

    def __init__(self, settings: Telegram) -> None:
        token = settings.token.reveal()
        self.request = AiohttpRequest(token)
        self._address = f"{settings.api_url}/bot{token}"

    async def __call__(self, method: str, **fields: object) -> Any:
        return await self.request.call(self._address, Call(method, fields))


async def _looked(asked: Asked, settings: Settings, now: datetime) -> list[Line]:
    me, updates = await asked("getMe"), await asked("getWebhookInfo")
    name = me.get("username", "")
    groups = ". It can be added to groups and leaves each: /setjoingroups in BotFather ends that"
    lines = [Line(ABOUT, f"the bot is @{name}{groups if me.get('can_join_groups') else ''}")]
    return [*lines, *_way(settings, updates, now), *await _chats(asked, settings)]


def _way(settings: Settings, updates: dict[str, Any], now: datetime) -> Iterator[Line]:
    """How updates come, as Telegram sees it."""
    telegram, given = settings.telegram, updates.get("url", "")
    is_webhook = telegram is not None and telegram.mode is TelegramMode.WEBHOOK
    wanted = f"{settings.public_url}{PATH}" if is_webhook else ""
    failed = datetime.fromtimestamp(updates.get("last_error_date", 0), UTC)
    if given != wanted:
        other = "brings updates to another address" if given else "does not bring updates yet"
        yield Line(ABOUT, f"Telegram {other}", START)
    elif is_webhook and now - failed < LATELY:
        todo = f"see that {wanted} can be reached from outside (docs/telegram.md)"
        said = str(updates.get("last_error_message", "no reason"))
        yield Line(ABOUT, f"Telegram could not bring an update lately: {said[:100]}", todo)
    else:
        yield Line(ABOUT, f"updates come by {'webhook' if is_webhook else 'polling'}")


async def _chats(asked: Asked, settings: Settings) -> list[Line]:
    """Who is to be told must have pressed Start, and not blocked the bot since."""
    alerts = settings.alerts
    steps = (
        ("ALERT_TELEGRAM", alerts.chats),
        ("DEPUTY_TELEGRAM", alerts.deputy.chats),
        ("OUT_OF_HOURS_TELEGRAM", alerts.out_of_hours.chats),
    )
    return [line for name, chats in steps for line in await _step(asked, name, chats)]


async def _step(asked: Asked, name: str, chats: Sequence[int]) -> list[Line]:
    """By place: a number is a person's."""
    return [
        Line(
            ABOUT,
            f"number {place} in SAIDANDDONE_{name} {'is' if reached else 'cannot be'} reached",
            "" if reached else NO_CHAT,
        )
        for place, chat in enumerate(chats, start=1)
        for reached in [await _is_reached(asked, chat)]
    ]


async def _is_reached(asked: Asked, chat: int) -> bool:
    try:
        await asked("sendChatAction", chat_id=chat, action="typing")
    except (BadRequest, Forbidden):
        return False
    return True
