"""Pages looked at every few seconds: whether one has changed is told without drawing it."""

import hashlib
import secrets

from aiohttp import web

SALT = secrets.token_bytes(16)
"""A mark says nothing of what it was made from; after a new start every page is drawn anew."""


def mark(*made_from: object) -> str:
    """The same for the same, in this process. What stands in it needs a `repr` of its own."""
    return hashlib.blake2b(repr(made_from).encode(), key=SALT, digest_size=16).hexdigest()


def known(request: web.Request, revision: str) -> web.Response | None:
    """That nothing has changed, for who has seen that revision."""
    seen = {each.value for each in request.if_none_match or ()}
    return marked(web.Response(status=304), revision) if revision in seen else None


def marked(response: web.Response, revision: str) -> web.Response:
    """Whoever sends the mark back is told whether the page is still that one."""
    response.etag = revision
    return response
