"""The escalation in a process of its own, made to be killed.

`python -m tests.bot.alerts.chain URL MAIL_PORT TELEGRAM_URL APART LATER`: the real watch on a real
database, with steps so many seconds apart, and a clock that is so many seconds ahead. Says `ready`
when it begins.
"""

import asyncio
import sys
from dataclasses import replace
from datetime import datetime, timedelta

from bot.alerts.alarm import Alarm
from bot.alerts.chat import chat_place
from bot.alerts.mail import mail_place
from bot.alerts.watch import Pace, Watch
from bot.clock import now
from bot.mail import Server
from bot.telegram.backend import AiohttpRequest
from surveys.leases import Lease
from surveys.sql.store import SqlStore
from surveys.sql.telling import SqlTelling
from surveys.telling.alerting import AlertBook
from surveys.telling.escalation import SHIPPED, Policy
from tests.fake_telegram.api import TOKEN

STEPS = {"lead": 0, "deputy": 1, "out_of_hours": 2}
LEASE_SECONDS = 5
"""As in earnest it outlasts the telling; a process killed while it rests has given it up."""

CHATS = {"lead": 1, "deputy": 2, "out_of_hours": 3}
QUICK = Pace(gather=0.05, sweep=0.1, taken=0.05, first=0.1, longest=0.2)


def policy(apart: float) -> Policy:
    steps = (replace(s, after=timedelta(seconds=apart * STEPS[s.key])) for s in SHIPPED.steps)
    return replace(SHIPPED, steps=tuple(steps), rounding=timedelta(seconds=1))


async def main(url: str, port: str, telegram: str, apart: str, later: str) -> None:
    ahead = timedelta(seconds=float(later))

    def clock() -> datetime:
        return now() + ahead

    request = AiohttpRequest(TOKEN)
    await request.initialize()
    server = Server.at(f"smtp://127.0.0.1:{port}")
    mails = [mail_place(server, "no-reply@b.example", f"{s}@b.example", s) for s in STEPS]
    chats = [chat_place(request, f"{telegram}/bot{TOKEN}", chat, s) for s, chat in CHATS.items()]
    async with SqlStore.open(url) as store:
        shelf = SqlTelling(store.database)
        lease = Lease(shelf, "alerts", clock, timedelta(seconds=LEASE_SECONDS))
        seconds = asyncio.get_running_loop().time
        book = AlertBook(store, shelf, policy(float(apart)))
        watch = Watch(book, [*mails, *chats], lease, Alarm(), "http://here", seconds, clock, QUICK)
        sys.stdout.write("ready\n")
        sys.stdout.flush()
        await watch.run()


if __name__ == "__main__":
    asyncio.run(main(*sys.argv[1:]))
