"""The usual way: python-telegram-bot's ConversationHandler, kept by PicklePersistence.

As in the library's own `conversationbot` example: reply keyboards, one call an update, default
request backend, `run_webhook`. Arguments: API address, token, port, folder.
"""

import sys
from typing import Any

from telegram import ReplyKeyboardMarkup, ReplyKeyboardRemove, Update
from telegram.ext import (
    Application,
    CommandHandler,
    ContextTypes,
    ConversationHandler,
    MessageHandler,
    PicklePersistence,
    filters,
)

from tests.benchmarks.telegram.asked_plainly import QUESTIONS, THANKS, WELCOME

Context = ContextTypes.DEFAULT_TYPE
NAME = "survey"
FILE = "usual.pickle"
BEGIN = "Start"


async def started(update: Update, context: Context) -> int:
    assert update.message is not None
    assert context.user_data is not None
    context.user_data.clear()
    keyboard = ReplyKeyboardMarkup([[BEGIN]], one_time_keyboard=True)
    await update.message.reply_text(WELCOME, reply_markup=keyboard)
    return 0


async def answered(update: Update, context: Context) -> int:
    """State n: question n - 1 was asked; 0: only the welcome."""
    assert update.message is not None
    assert context.user_data is not None
    given: dict[int, str | None] = context.user_data.setdefault("given", {})
    number = len(given)
    given[number] = update.message.text
    if number == len(QUESTIONS):
        await update.message.reply_text(THANKS, reply_markup=ReplyKeyboardRemove())
        return ConversationHandler.END
    asked = QUESTIONS[number]
    buttons = ReplyKeyboardMarkup(asked.rows, one_time_keyboard=True)
    keyboard = buttons if asked.labels else ReplyKeyboardRemove()
    await update.message.reply_text(asked.text, reply_markup=keyboard)
    return number + 1


def main() -> None:
    api, token, port, folder = sys.argv[1:]
    states: dict[object, list[Any]] = {
        number: [MessageHandler(filters.TEXT & ~filters.COMMAND, answered)]
        for number in range(len(QUESTIONS) + 1)
    }
    start: Any = CommandHandler("start", started)
    conversation = ConversationHandler(
        entry_points=[start], states=states, fallbacks=[start], name=NAME, persistent=True
    )
    persistence = PicklePersistence(f"{folder}/{FILE}")
    builder = Application.builder().token(token).base_url(f"{api}/bot").persistence(persistence)
    application = builder.build()
    application.add_handler(conversation)
    application.run_webhook(
        "127.0.0.1", int(port), "hook", webhook_url=f"http://127.0.0.1:{port}/hook"
    )


if __name__ == "__main__":
    main()
