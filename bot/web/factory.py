"""The web application: pages, headers, limits, in one place."""

from aiohttp import web

from bot.app import care
from bot.console.routes import add_console
from bot.health import add_health
from bot.parts import Parts
from bot.web.cards import Cards
from bot.web.did import add_did
from bot.web.event import add_event
from bot.web.felt import Felt
from bot.web.headers import add_headers
from bot.web.keys import CARDS, FELT, LIMIT, PAGES, PARTS
from bot.web.limit import Limit
from bot.web.middleware import friendly, same_site
from bot.web.pages import Pages
from bot.web.routes import add_chat
from bot.web.scribe import add_scribe

LARGEST_BODY = 64 * 1024
"""Bytes of one post. The longest answer allowed is far below."""


def make_app(parts: Parts, limit: Limit | None = None) -> web.Application:
    """The chat, the officers' console and the health addresses. Run it without an access log."""
    app = web.Application(middlewares=[friendly, same_site], client_max_size=LARGEST_BODY)
    app[PARTS] = parts
    app[FELT] = Felt(parts)
    app[PAGES] = Pages(parts.settings.exit_url, care(parts.settings).posts)
    app[CARDS] = Cards(parts.intake)
    app[LIMIT] = limit or Limit()
    app.on_response_prepare.append(add_headers(parts.settings))
    add_chat(app)
    add_did(app)
    add_event(app)
    add_scribe(app)
    add_health(app, parts)
    add_console(app, parts)
    return app
