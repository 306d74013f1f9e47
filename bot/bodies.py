"""The time within which what somebody sends must be there whole, once its head has come."""

import asyncio
from collections.abc import Awaitable
from typing import TypeVar

from aiohttp import web

T = TypeVar("T")

FORM_SECONDS = 60.0
"""64 KiB over a telephone line of twenty years ago."""

FILE_SECONDS = 180.0
"""Six megabytes at three hundred kilobits a second: a Word template over a mobile network."""


async def in_time(coming: Awaitable[T], seconds: float | None = None) -> T:
    """What is read from the connection. Raises HTTPRequestTimeout where it does not come.

    Then nothing of it is kept.
    """
    try:
        async with asyncio.timeout(FORM_SECONDS if seconds is None else seconds):
            return await coming
    except TimeoutError:
        raise web.HTTPRequestTimeout from None


def closing(response: web.Response) -> web.Response:
    """Nothing else can come on a connection on which something is still on its way."""
    response.force_close()
    return response
