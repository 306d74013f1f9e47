"""Leave quickly: forget what was said, and be somewhere else at once.

Words about danger that were sent before stay with the leads.
"""

import asyncio

import structlog
from aiohttp import web

from bot.faults import summary
from bot.web.entrance import code_of
from bot.web.forms import Form, read_form
from bot.web.keys import LEAVING, PARTS
from surveys.errors import SurveyError
from surveys.messages import Incoming, Left

NO_TRACE = '"cache", "storage"'
AT_ONCE = 1.0
"""Seconds to wait for the forgetting before the person is sent on; it goes on without them."""


async def leave_chat(request: web.Request) -> web.Response:
    """Forget, then out. Whatever fails here, the person leaves."""
    form = await read_form(request)
    task = asyncio.create_task(_forget(request, form))
    leaving = request.app[LEAVING]
    leaving.add(task)
    task.add_done_callback(leaving.discard)
    await asyncio.wait({task}, timeout=AT_ONCE)
    return _out(request, form)


async def leave(request: web.Request) -> web.Response:
    """Out of a page that belongs to no conversation."""
    return _out(request, await read_form(request))


async def settle(app: web.Application) -> None:
    """Let what is being forgotten be forgotten before the server stops."""
    if leaving := app[LEAVING]:
        await asyncio.wait(leaving)


def _out(request: web.Request, form: Form) -> web.Response:
    """The script goes by itself and only wants to know; a plain form is sent on."""
    headers = {"Clear-Site-Data": NO_TRACE}
    if form.one("quiet"):
        return web.Response(status=204, headers=headers)
    headers["Location"] = request.app[PARTS].settings.exit_url
    return web.Response(status=303, headers=headers)


async def _forget(request: web.Request, form: Form) -> None:
    came = Incoming(form.carried.person, Left(), language=form.one("lang") or "en")
    try:
        await request.app[PARTS].intake.receive(code_of(request), came)
    except SurveyError:
        return
    except Exception as error:  # noqa: BLE001 - nothing may keep a person from leaving
        structlog.get_logger("bot.web").error("leave_failed", what=summary(error))
