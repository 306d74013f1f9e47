"""From an update to its answer. What must be safe is safe when `take` returns; the rest follows.

Within a chat one update is taken at a time and answers leave in order; chats do not wait for
each other. An update that comes again, or a press that comes twice, does nothing a second time.
"""

import asyncio
from collections.abc import Callable
from functools import partial
from typing import assert_never

from bot.telegram import calls, keyboards, links, pressing, saying
from bot.telegram.backend import sent_in
from bot.telegram.calls import Call
from bot.telegram.chats import MOST_PENDING, Chat, Chats, with_new
from bot.telegram.groups import Groups
from bot.telegram.incoming import (
    Commanded,
    Edited,
    Event,
    Forwarded,
    InGroup,
    Left,
    Pressed,
    Talked,
    Typed,
    Unreadable,
)
from bot.telegram.plans import NOTHING, Plan, is_stripped, untouched
from bot.telegram.sending import Failed, Sender, log, said_in
from bot.telegram.talk import House, Talk
from bot.telegram.weather import Weather

EDIT_SECONDS = 1.0
"""How long the last words of a talk wait for the last question to have become its answer."""


class Channel:
    def __init__(
        self, house: House, chats: Chats, sender: Sender, seconds: Callable[[], float]
    ) -> None:
        """`seconds` is any clock that only runs forward."""
        self._house = house
        self._chats = chats
        self._sender = sender
        self._seconds = seconds
        self._weather = Weather(seconds)
        self._groups = Groups(sender)
        self.username = ""
        sender.troubled = self._troubled

    # ------------------------------------------------------------ one update
    async def take(self, event: Event, *, riding: bool = False) -> Call | None:
        """`riding`: one call may go back as the answer to a webhook; it is returned."""
        match event:
            case InGroup():
                link = links.bot_link(self.username)
                self._sender.start(self._groups.leave(event, link))
                return None
            case Left(chat_id):
                await self._left(chat_id)
                return None
            case Pressed() if not riding:
                self._sender.later(calls.answer(event.callback))
                return await self._taken(event, riding=False)
            case Pressed() | Typed() | Commanded() | Unreadable() | Edited() | Forwarded():
                return await self._taken(event, riding=riding)
            case _:
                assert_never(event)

    async def _taken(self, event: Talked, *, riding: bool) -> Call | None:
        chat = self._chats.of(event.where.chat)
        async with chat.taking:
            await self._chats.load(chat)
            if chat.saw(event.where.update):
                return self._answer_again(event) if riding else None
            plan = await self._planned(chat, event)
            await self._chats.settle_in(chat)
            chat.seen.append(event.where.update)
            chat.remember(event.where.message)
            return self._carry_out(chat, event, plan, riding=riding)

    async def _planned(self, chat: Chat, event: Talked) -> Plan:
        talk = Talk(self._house, chat, event.where, self._seconds())
        try:
            await talk.learn()
            return await _plan(talk, event)
        except Exception as error:  # noqa: BLE001 - the person must hear something
            log().error("update_failed", kind=type(error).__name__, exc_info=error)
            return Plan(messages=talk.not_now())

    # ------------------------------------------------------------ answering
    def _carry_out(self, chat: Chat, event: Talked, plan: Plan, *, riding: bool) -> Call | None:
        """Start all that is to be done; what may ride in the webhook's answer is returned."""
        if chat.pending >= MOST_PENDING:
            plan = NOTHING
        rider, plan = self._rider(chat, event, plan) if riding else (None, plan)
        if plan.is_empty:
            self._chats.keep(chat)
        elif plan.is_simple and not chat.pending and (plan.asks or not plan.before):
            self._fly(chat, plan)
        else:
            self._chats.answer(chat, lambda: self._answered(chat, plan))
        return rider

    def _rider(self, chat: Chat, event: Talked, plan: Plan) -> tuple[Call | None, Plan]:
        """What rides cannot be seen to fail; it has no number to be deleted by before a press."""
        direct = self._seconds() < chat.direct_until
        if isinstance(event, Pressed):
            return self._answer(event.callback, direct=direct), plan
        if direct or chat.pending or plan.before or plan.removed or len(plan.messages) != 1:
            return None, plan
        (message,) = plan.messages
        if message.turn is not None or keyboards.is_only_help(message.keyboard):
            return None, plan
        rider = calls.send(chat.id, message.text, message.keyboard)
        self._sender.goes(rider)
        return rider, NOTHING

    def _answer(self, callback: str, *, direct: bool) -> Call | None:
        """The press is answered: riding, unless that cannot be trusted now."""
        call = calls.answer(callback)
        if direct or self._weather.is_bad:
            self._sender.later(call)
            return None
        return self._weather.rode(call)

    def _answer_again(self, event: Talked) -> Call | None:
        """It came again because the answer to it was lost, and with it what rode there."""
        if not isinstance(event, Pressed):
            return None
        direct = self._seconds() < self._chats.of(event.where.chat).direct_until
        return self._answer(event.callback, direct=direct)

    # ------------------------------------------------------------ nearly always: without a task
    def _fly(self, chat: Chat, plan: Plan) -> None:
        """All calls go out at once; what fails is looked after by tasks of its own."""
        self._forget_asked(chat, plan)
        ended = self._chats.fly(chat, len(plan.before) + len(plan.messages))
        for call in plan.before:
            self._sender.begin(call, partial(self._edited, chat, call, ended))
        for message in plan.messages:
            call = calls.send(chat.id, message.text, message.keyboard)
            self._sender.begin(call, partial(self._spoke, chat, call, message.turn, ended))

    def _edited(
        self, chat: Chat, call: Call, ended: Callable[[], None], result: object, pause: float
    ) -> None:
        self._after_edit(chat, call, result, pause)
        ended()

    def _spoke(  # noqa: PLR0913, PLR0917 - what is bound, and what came of it
        self,
        chat: Chat,
        call: Call,
        turn: int | None,
        ended: Callable[[], None],
        result: object,
        pause: float,
    ) -> None:
        sent = sent_in(result) if isinstance(result, bytes) else None
        if sent is not None:
            self._note(chat, sent.message_id, turn)
            ended()
        else:
            first = (said_in(result), pause)
            self._sender.start(self._insisted(chat, call, turn, ended, first))

    async def _insisted(
        self,
        chat: Chat,
        call: Call,
        turn: int | None,
        ended: Callable[[], None],
        first: tuple[object, float],
    ) -> None:
        sent, pause = first
        try:
            if sent is Failed.LATER:
                sent = await self._sender.insist(call, pause)
            await self._sent(chat, sent, turn)
        finally:
            ended()

    # ------------------------------------------------------------ otherwise: step by step
    async def _answered(self, chat: Chat, plan: Plan) -> None:
        try:
            await self._remove(chat, plan.removed)
            await self._prepare(chat, plan)
            for message in plan.messages:
                sent = await self._sender.send(calls.send(chat.id, message.text, message.keyboard))
                if not await self._sent(chat, sent, message.turn):
                    break
            if plan.leaves:
                await self._house.extras.left(chat.id)
        finally:
            self._chats.keep(chat)

    async def _prepare(self, chat: Chat, plan: Plan) -> None:
        """Changes to older messages. The next question does not wait to hear how they went."""
        self._forget_asked(chat, plan)
        for call in plan.before:
            trying = self._sender.start(self._tried(chat, call))
            if plan.asks:
                await asyncio.sleep(0)  # on its way first, so that the question is seen last
            else:
                await asyncio.wait({trying}, timeout=EDIT_SECONDS)

    def _forget_asked(self, chat: Chat, plan: Plan) -> None:
        """The question before loses its buttons where the plan does not see to that itself."""
        room = chat.room
        asked = room.asked if room is not None else None
        if room is not None and asked is not None and (plan.asks or is_stripped(plan, asked)):
            if untouched(plan, asked):
                self._sender.later(calls.strip(chat.id, asked))
            chat.room = room.but(asked=None)

    async def _tried(self, chat: Chat, call: Call) -> None:
        self._after_edit(chat, call, *await self._sender.tried(call))

    def _after_edit(self, chat: Chat, call: Call, result: object, pause: float) -> None:
        """An edit must not hold up the next question: if not now, only the buttons go, later."""
        message = call.fields.get("message_id")
        if result is Failed.LATER and isinstance(message, int):
            chat.go_direct(self._seconds())
            ticks = call.method == "editMessageReplyMarkup" and "reply_markup" in call.fields
            self._sender.again(call if ticks else calls.strip(chat.id, message), pause)

    async def _sent(self, chat: Chat, sent: object, turn: int | None) -> bool:
        """Note what the message is. False: nothing more can be said to this chat."""
        match sent:
            case {"message_id": int(number)}:
                self._note(chat, number, turn)
                return True
            case Failed.BLOCKED:
                await self._left(chat.id)
                return False
            case _:
                chat.go_direct(self._seconds())
                return True

    def _note(self, chat: Chat, number: int, turn: int | None) -> None:
        room = chat.room
        if turn is None or room is None:
            chat.remember(number)
            return
        known = with_new(room.messages, (number,))
        chat.room = room.but(turn=turn, asked=number, messages=known)
        chat.ticks = None
        chat.asked_at = self._seconds()

    async def _remove(self, chat: Chat, messages: tuple[int, ...]) -> None:
        for call in calls.delete(chat.id, messages):
            if await self._sender.send(call) is Failed.REFUSED:
                ids = call.fields["message_ids"]
                for message in ids if isinstance(ids, list) else ():
                    self._sender.later(calls.delete_one(chat.id, message))

    def _troubled(self, chat_id: int | None) -> None:
        if chat_id is not None:
            self._chats.of(chat_id).go_direct(self._seconds())
        for call in self._weather.turned():
            self._sender.later(call)

    # ------------------------------------------------------------ leaving
    async def _left(self, chat_id: int) -> None:
        """Blocking is leaving: the room goes. Urgent words already sent still reach a lead."""
        chat = self._chats.of(chat_id)
        chat.room, chat.is_known, chat.is_stored = None, True, True
        self._chats.keep(chat)
        await self._house.extras.left(chat_id)

    async def settle(self, seconds: float) -> None:
        await self._sender.settle(seconds)


async def _plan(talk: Talk, event: Talked) -> Plan:
    match event:
        case Pressed():
            return await pressing.pressed(talk, event)
        case Typed():
            return await saying.typed(talk, event)
        case Commanded():
            return await saying.commanded(talk, event)
        case Unreadable():
            return await saying.unreadable(talk, event)
        case Edited():
            return await saying.edited(talk, event)
        case Forwarded():
            return await saying.forwarded(talk, event)
        case _:
            assert_never(event)
