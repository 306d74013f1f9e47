"""Alerts to a lead's Telegram chat."""

from functools import partial
from html import escape

from telegram.error import TelegramError

from bot.alerts.place import Alert, AlertFailed, Place, name_of
from bot.telegram.backend import AiohttpRequest
from bot.telegram.calls import send
from surveys.telling.escalation import LEAD


def chat_place(request: AiohttpRequest, address: str, chat: int, step: str = LEAD) -> Place:
    tell = partial(_tell, request, address, chat)
    return Place(name_of("telegram", str(chat), step), tell, step)


async def _tell(request: AiohttpRequest, address: str, chat: int, alert: Alert) -> None:
    try:
        await request.call(address, send(chat, escape(alert.text)))
    except TelegramError as error:
        raise AlertFailed(type(error).__name__) from None
