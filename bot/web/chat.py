"""The chat: a form in, a page out."""

from aiohttp import web


def add_chat(_app: web.Application) -> None:
    """Routes of the chat."""
