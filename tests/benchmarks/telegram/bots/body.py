"""aiogram 3, state in memory, each reply in the webhook's answer. Arguments: API, token, port."""

import asyncio
import sys

from aiogram import Bot, Dispatcher, F
from aiogram.client.session.aiohttp import AiohttpSession
from aiogram.client.telegram import TelegramAPIServer
from aiogram.filters import CommandStart
from aiogram.fsm.context import FSMContext
from aiogram.fsm.state import State, StatesGroup
from aiogram.fsm.storage.memory import MemoryStorage
from aiogram.methods import SendMessage
from aiogram.types import KeyboardButton, Message, ReplyKeyboardMarkup, ReplyKeyboardRemove
from aiogram.webhook.aiohttp_server import SimpleRequestHandler
from aiohttp import web

from tests.benchmarks.telegram.asked_plainly import QUESTIONS, THANKS, WELCOME


class Talk(StatesGroup):
    asked = State()


def keyboard(labels: tuple[str, ...]) -> ReplyKeyboardMarkup | ReplyKeyboardRemove:
    if not labels:
        return ReplyKeyboardRemove()
    rows = [[KeyboardButton(text=label)] for label in labels]
    return ReplyKeyboardMarkup(keyboard=rows, one_time_keyboard=True)


async def started(message: Message, state: FSMContext) -> SendMessage:
    await state.set_state(Talk.asked)
    await state.set_data({"given": []})
    return message.answer(WELCOME, reply_markup=keyboard(("Start",)))


async def answered(message: Message, state: FSMContext) -> SendMessage:
    given = (await state.get_data())["given"]
    await state.update_data(given=[*given, message.text])
    if len(given) == len(QUESTIONS):
        await state.clear()
        return message.answer(THANKS, reply_markup=ReplyKeyboardRemove())
    asked = QUESTIONS[len(given)]
    return message.answer(asked.text, reply_markup=keyboard(asked.labels))


async def serve(api: str, token: str, port: int) -> None:
    bot = Bot(token, AiohttpSession(api=TelegramAPIServer.from_base(api)))
    dispatcher = Dispatcher(storage=MemoryStorage())
    dispatcher.message.register(started, CommandStart())
    dispatcher.message.register(answered, Talk.asked, F.text)
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
