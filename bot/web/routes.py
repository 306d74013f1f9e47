"""The addresses of the chat."""

from aiohttp import web

from bot.web.assets import serve_static
from bot.web.chat import open_chat, take_answer
from bot.web.contact import PATH, ask_contact, contact_page
from bot.web.entrance import enter, landing, withdraw, withdraw_page
from bot.web.keys import LEAVING
from bot.web.leave import leave, leave_chat, settle

CHAT = r"/s/{code:[^/]{1,40}}"


def add_chat(app: web.Application) -> None:
    """Participants' pages. None of their addresses tells who asks."""
    app[LEAVING] = set()
    app.on_cleanup.append(settle)
    app.router.add_routes(
        [
            web.get("/", landing),
            web.post("/", enter),
            web.post("/leave", leave),
            web.get(PATH, contact_page),
            web.post(PATH, ask_contact),
            web.get("/static/{name}", serve_static),
            web.get(CHAT, open_chat),
            web.post(CHAT, take_answer),
            web.post(f"{CHAT}/leave", leave_chat),
            web.get(f"{CHAT}/withdraw", withdraw_page),
            web.post(f"{CHAT}/withdraw", withdraw),
        ]
    )
