"""aiogram 3 that shows what ours shows: state in memory, each press answered, each answer edited.

Inline keyboards; a press is answered in the webhook's answer, the answered question is edited to
its answer and the next one sent by calls of their own, both at once. Nothing is screened, sealed
or written to a disk. Arguments: API, token, port.
"""

import asyncio
import sys
from html import escape

from aiogram import Bot, Dispatcher, F
from aiogram.client.default import DefaultBotProperties
from aiogram.client.session.aiohttp import AiohttpSession
from aiogram.client.telegram import TelegramAPIServer
from aiogram.filters import CommandStart
from aiogram.fsm.context import FSMContext
from aiogram.fsm.state import State, StatesGroup
from aiogram.fsm.storage.memory import MemoryStorage
from aiogram.methods import AnswerCallbackQuery, SendMessage
from aiogram.types import CallbackQuery, InlineKeyboardButton, InlineKeyboardMarkup, Message
from aiogram.webhook.aiohttp_server import SimpleRequestHandler
from aiohttp import web

from tests.benchmarks.telegram.asked_plainly import QUESTIONS, THANKS, WELCOME

BEGIN = "Start"
WAYS = ("Skip", "I don't know", "I'd rather not say", "Back", "Stop and forget", "Help")


class Talk(StatesGroup):
    asked = State()


def button(text: str, data: str) -> list[InlineKeyboardButton]:
    return [InlineKeyboardButton(text=text, callback_data=data)]


def keyboard(number: int, labels: tuple[str, ...]) -> InlineKeyboardMarkup:
    """What can be picked, and as many ways not to as ours has."""
    picks = [button(label, f"pick:b:{number}:{at}") for at, label in enumerate(labels)]
    ways = [button(way, f"pass:b:{number}:{at}") for at, way in enumerate(WAYS)]
    return InlineKeyboardMarkup(inline_keyboard=[*picks, *ways])


async def started(message: Message, state: FSMContext) -> SendMessage:
    await state.set_state(Talk.asked)
    await state.set_data({"given": []})
    markup = InlineKeyboardMarkup(inline_keyboard=[button(BEGIN, "start:b")])
    return message.answer(WELCOME, reply_markup=markup)


async def pressed(query: CallbackQuery, state: FSMContext, bot: Bot) -> AnswerCallbackQuery:
    message = query.message
    if isinstance(message, Message):
        rows = message.reply_markup.inline_keyboard if message.reply_markup else []
        label = next(b.text for row in rows for b in row if b.callback_data == query.data)
        lines = (message.text or "").splitlines()[:2]
        shown = f"{escape(' '.join(lines))}\n✓ {escape(label)}"
        edit = bot.edit_message_text(shown, chat_id=message.chat.id, message_id=message.message_id)
        await asyncio.gather(edit, ask_next(message, state, bot, label))
    return query.answer()


async def written(message: Message, state: FSMContext, bot: Bot) -> None:
    asked = (await state.get_data())["asked"]
    strip = bot.edit_message_reply_markup(chat_id=message.chat.id, message_id=asked)
    await asyncio.gather(strip, ask_next(message, state, bot, message.text or ""))


async def ask_next(message: Message, state: FSMContext, bot: Bot, answer: str) -> None:
    given = [*(await state.get_data())["given"], answer]
    number = len(given) - 1  # the first is the press on Start
    if number == len(QUESTIONS):
        await state.clear()
        await bot.send_message(message.chat.id, THANKS)
        return
    asked = QUESTIONS[number]
    text = f"Question {number + 1} of about {len(QUESTIONS)}\n<b>{escape(asked.text)}</b>"
    markup = keyboard(number, asked.labels)
    sent = await bot.send_message(message.chat.id, text, reply_markup=markup)
    await state.set_data({"given": given, "asked": sent.message_id})


async def serve(api: str, token: str, port: int) -> None:
    session = AiohttpSession(api=TelegramAPIServer.from_base(api), limit=256)
    bot = Bot(token, session, default=DefaultBotProperties(parse_mode="HTML"))
    dispatcher = Dispatcher(storage=MemoryStorage())
    dispatcher.message.register(started, CommandStart())
    dispatcher.callback_query.register(pressed, Talk.asked)
    dispatcher.message.register(written, Talk.asked, F.text)
    application = web.Application()
    handler = SimpleRequestHandler(dispatcher, bot, handle_in_background=False)
    handler.register(application, path="/hook")
    runner = web.AppRunner(application, access_log=None)
    await runner.setup()
    await web.TCPSite(runner, "127.0.0.1", port).start()
    await bot.set_webhook(f"http://127.0.0.1:{port}/hook")
    await asyncio.Event().wait()


if __name__ == "__main__":
    asyncio.run(serve(sys.argv[1], sys.argv[2], int(sys.argv[3])))
