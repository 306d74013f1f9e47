"""A bare python-telegram-bot echo: no survey, nothing kept. Arguments: API address, token, port."""

import sys

from telegram import Update
from telegram.ext import Application, ContextTypes, MessageHandler, filters


async def echo(update: Update, _: ContextTypes.DEFAULT_TYPE) -> None:
    assert update.message is not None
    assert update.message.text is not None
    await update.message.reply_text(update.message.text)


def main() -> None:
    api, token, port = sys.argv[1:4]
    application = Application.builder().token(token).base_url(f"{api}/bot").build()
    application.add_handler(MessageHandler(filters.TEXT, echo))
    application.run_webhook(
        "127.0.0.1", int(port), "hook", webhook_url=f"http://127.0.0.1:{port}/hook"
    )


if __name__ == "__main__":
    main()
