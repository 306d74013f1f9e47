"""The Telegram channel: the only room of python-telegram-bot."""
