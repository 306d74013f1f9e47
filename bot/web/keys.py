"""What the pages find in the application, by typed key."""

import asyncio

from aiohttp import web

from bot.parts import Parts
from bot.web.cards import Cards
from bot.web.felt import Felt
from bot.web.limit import Limit
from bot.web.pages import Pages

PARTS = web.AppKey("parts", Parts)
PAGES = web.AppKey("pages", Pages)
LIMIT = web.AppKey("limit", Limit)
FELT = web.AppKey("felt", Felt)
CARDS = web.AppKey("cards", Cards)
LEAVING = web.AppKey("leaving", set[asyncio.Task[None]])
