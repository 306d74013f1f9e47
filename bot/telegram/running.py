"""The channel as a running thing: wired, started, stopped. Updates that wait are kept."""

import asyncio
import time
from collections.abc import AsyncIterator
from contextlib import asynccontextmanager

from aiohttp import web
from telegram import Bot
from telegram.error import InvalidToken, TelegramError

from bot.parts import Parts
from bot.settings import Telegram, TelegramMode
from bot.telegram import profile, username
from bot.telegram.backend import AiohttpRequest
from bot.telegram.cards import Cards
from bot.telegram.channel import Channel
from bot.telegram.chats import Chats
from bot.telegram.extras import Extras, NoExtras
from bot.telegram.front import Front, Others
from bot.telegram.incoming import ALLOWED
from bot.telegram.polling import REFUSED_PAUSE, WHAT_TO_CHECK, Polling
from bot.telegram.sending import Sender, log
from bot.telegram.talk import House
from bot.telegram.webhook import CONNECTIONS, PATH, Webhook, secret_of
from surveys.help.signposts import SHIPPED, SignPosts
from surveys.rooms import RoomKeys

LAST_WORDS_SECONDS = 10.0
FIRST_PAUSE = 1.0
LONGEST_PAUSE = 60.0


class TelegramService:
    """`add_to` before the server starts, `running` while it runs."""

    def __init__(
        self,
        parts: Parts,
        settings: Telegram,
        posts: SignPosts = SHIPPED,
        extras: Extras | None = None,
    ) -> None:
        self._parts = parts
        self._settings = settings
        token = settings.token.reveal()
        base = f"{settings.api_url}/bot"
        self.request = AiohttpRequest(token)
        self.bot = Bot(token, base_url=base, request=self.request, get_updates_request=self.request)
        self.address = address = f"{base}{token}"
        self.sender = Sender(self.request, address)
        public = parts.settings.public_url
        self.channel = Channel(
            House(parts.intake, Cards(parts.store), posts, public, extras or NoExtras()),
            Chats(parts.store, parts.writer, RoomKeys(parts.keyring), parts.clock, self.sender),
            self.sender,
            time.monotonic,
        )
        self._polling = Polling(self.request, address, self.channel)
        self._secret = secret_of(token)
        self.webhook = Webhook(self.channel, self._secret)
        self._ready = asyncio.Event()

    @property
    def is_webhook(self) -> bool:
        return self._settings.mode is TelegramMode.WEBHOOK

    def add_to(self, app: web.Application) -> None:
        """Updates come in by the web server, where that is how they come."""
        if self.is_webhook:
            self.webhook.add_to(app)

    def front(self, others: Others) -> Front:
        """What stands before the web server, where updates come by it."""
        return self.webhook.front(others)

    async def ready(self) -> None:
        """Wait until Telegram knows where to bring updates."""
        await self._ready.wait()

    @asynccontextmanager
    async def running(self) -> AsyncIterator[None]:
        """On leaving, answers under way are finished; updates that wait stay at Telegram."""
        await self.request.initialize()
        receiving = asyncio.create_task(self._receive())
        try:
            yield
        finally:
            receiving.cancel()
            await asyncio.gather(receiving, return_exceptions=True)
            await self.channel.settle(LAST_WORDS_SECONDS)
            await self.request.shutdown()

    async def _receive(self) -> None:
        await self._started()
        self._ready.set()
        self.sender.start(profile.introduce(self.bot))
        log().info("listening", mode=str(self._settings.mode))
        if not self.is_webhook:
            await self._polling.run()

    async def _started(self) -> None:
        """Tried until Telegram answers; the rest of the program does not wait for it."""
        pause = FIRST_PAUSE
        while True:
            try:
                await self._tell_telegram()
            except InvalidToken:
                log().error("token_refused", what=WHAT_TO_CHECK)
                await asyncio.sleep(REFUSED_PAUSE)
            except TelegramError as error:
                log().warning("telegram_away", kind=type(error).__name__)
                await asyncio.sleep(pause)
                pause = min(pause * 2, LONGEST_PAUSE)
            else:
                return

    async def _tell_telegram(self) -> None:
        me = await self.bot.get_me()
        self._known_as(me.username or "")
        if self.is_webhook:
            await self.bot.set_webhook(
                f"{self._parts.settings.public_url}{PATH}",
                secret_token=self._secret,
                max_connections=CONNECTIONS,
                allowed_updates=list(ALLOWED),
                drop_pending_updates=False,
            )
        else:
            await self.bot.delete_webhook(drop_pending_updates=False)

    def _known_as(self, name: str) -> None:
        self.channel.username = name
        try:
            username.note(self._parts.settings, name)
        except OSError as error:
            log().warning("bot_name_not_kept", kind=type(error).__name__)
