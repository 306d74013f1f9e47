"""The escalation in a process of its own, made to be killed.

`python -m tests.bot.alerts.chain URL MAIL_PORT TELEGRAM_URL`: the real watch on a real database,
with steps of seconds instead of minutes. Says `ready` when it begins.
"""

import asyncio
import sys
from dataclasses import replace
from datetime import timedelta

from bot.alerts.alarm import Alarm
from bot.alerts.chat import chat_place
from bot.alerts.mail import mail_place
from bot.alerts.watch import Pace, Watch
from bot.clock import now
from bot.mail import Server
from bot.telegram.backend import AiohttpRequest
from surveys.alerting import AlertBook
from surveys.escalation import SHIPPED
from surveys.leases import Lease
from surveys.sql.store import SqlStore
from surveys.sql.telling import SqlTelling
from tests.fake_telegram.api import TOKEN

AFTER = {"lead": 0, "deputy": 3, "out_of_hours": 6}
CHATS = {"lead": 1, "deputy": 2, "out_of_hours": 3}
QUICK = Pace(gather=0.05, sweep=0.1, taken=0.05, first=0.1, longest=0.2)
POLICY = replace(
    SHIPPED,
    steps=tuple(replace(each, after=timedelta(seconds=AFTER[each.key])) for each in SHIPPED.steps),
    rounding=timedelta(seconds=1),
)


async def main(url: str, port: str, telegram: str) -> None:
    request = AiohttpRequest(TOKEN)
    await request.initialize()
    server = Server.at(f"smtp://127.0.0.1:{port}")
    mails = [mail_place(server, "no-reply@b.example", f"{s}@b.example", s) for s in AFTER]
    chats = [chat_place(request, f"{telegram}/bot{TOKEN}", chat, s) for s, chat in CHATS.items()]
    async with SqlStore.open(url) as store:
        shelf = SqlTelling(store.database)
        lease = Lease(shelf, "alerts", now, timedelta(seconds=1))
        seconds = asyncio.get_running_loop().time
        book = AlertBook(store, shelf, POLICY)
        watch = Watch(book, [*mails, *chats], lease, Alarm(), "http://here", seconds, now, QUICK)
        sys.stdout.write("ready\n")
        sys.stdout.flush()
        await watch.run()


if __name__ == "__main__":
    asyncio.run(main(*sys.argv[1:]))
