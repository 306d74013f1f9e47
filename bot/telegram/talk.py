"""One chat and the intake: who speaks, in which survey, in which language, at which turn."""

import asyncio
from collections.abc import Sequence
from dataclasses import dataclass, replace
from functools import lru_cache

from bot.telegram import calls, keyboards, words
from bot.telegram.calls import Call
from bot.telegram.cards import Card, Cards
from bot.telegram.chats import Chat
from bot.telegram.drawing import Manner, Message, draw
from bot.telegram.extras import Extras
from bot.telegram.incoming import Where
from bot.telegram.plans import Heard, together
from surveys.anonymity import tokens
from surveys.errors import SurveyError, UnknownCode, UnknownWave
from surveys.help import offers
from surveys.help.signposts import YOUNG, SignPosts
from surveys.intake.intake import Intake
from surveys.messages import (
    Came,
    Forgotten,
    Help,
    Incoming,
    PersonId,
    Problem,
    Reply,
    Say,
    Thank,
)
from surveys.rooms import Room
from surveys.talk import problems
from surveys.wording import LANGUAGES, choose

SHOWN_SECONDS = 2.0
"""How long a question may take to be shown, before what was typed meanwhile is turned away."""

NO_TURN = -2
"""A turn that never was: the message changes nothing, but its words are listened to."""

MOST_MANNERS = 64

NO_CARD = Card(is_for_young=True, audience=YOUNG, languages=tuple(LANGUAGES), wants_code=False)


@dataclass(frozen=True, slots=True)
class House:
    """What the conversation needs of the rest of the program."""

    intake: Intake
    cards: Cards
    posts: SignPosts
    public_url: str
    extras: Extras


@dataclass(slots=True)
class Talk:
    """One update's view of its chat."""

    house: House
    chat: Chat
    where: Where
    now: float
    card: Card = NO_CARD

    @property
    def room(self) -> Room:
        return self.chat.room or Room()

    @property
    def language(self) -> str:
        """The one chosen, else the account's, of those the survey speaks."""
        offered = self.card.languages if self.room.code else tuple(LANGUAGES)
        wanted = self.room.language
        return wanted if wanted in offered else choose(self.where.language, offered)

    @property
    def turn(self) -> int | None:
        """Of the question shown last. None only where nothing can be answered any more."""
        if self.room.turn is None and not self.room.over:
            return NO_TURN
        return self.room.turn

    @property
    def is_late(self) -> bool:
        """The question shown last was answered already; the next is on its way."""
        return self.chat.moved is not None and self.room.turn == self.chat.moved

    async def answers_too_soon(self) -> bool:
        """It came before the next question was shown.

        Where that question is on its way, it is waited for: the messages of a chat are counted,
        so then it is known which of the two came first.
        """
        if not self.is_late:
            return False
        if self.chat.answering is not None:
            await asyncio.wait({self.chat.answering}, timeout=SHOWN_SECONDS)
        own, asked = self.where.message, self.room.asked
        return own is None or asked is None or own < asked

    # ------------------------------------------------------------ the survey
    async def learn(self) -> None:
        """What kind of survey this chat is in, as far as the store can say now."""
        if self.room.code:
            try:
                self.card = await self.house.cards.of(self.room.code)
            except SurveyError:
                self.card = NO_CARD

    async def knows(self, code: str) -> bool:
        """There is such a survey; or the store cannot say now, and the intake will."""
        try:
            await self.house.cards.of(code)
        except UnknownWave:
            return False
        except SurveyError:
            return True
        return True

    async def enter(self, code: str, entry: str = "") -> None:
        """The chat is in that survey from now on."""
        room = self.room
        if room.code != code:
            room = room.but(code=code, entry="", over=False, turn=None)
            self.chat.moved = None
        self.chat.room = room.but(of_age=True, entry=entry or room.entry)
        await self.learn()

    async def receive(self, came: Came, turn: int | None = None) -> Heard:
        """What the intake says to it. Never raises."""
        room = self.room
        who = f"{tokens.CODE}{room.entry}" if room.entry else f"{tokens.TELEGRAM}{self.chat.id}"
        incoming = Incoming(PersonId(who), came, turn, self.language)
        try:
            said = await self.house.intake.receive(room.code, incoming)
        except UnknownWave:
            self.chat.room = None
            said = (problems.unknown_code(self.language), Say(words.ask_code(self.language)))
        except UnknownCode:
            self.chat.room = room.but(entry="")
            said = (Say(words.ask_entry(self.language)),)
        return self._noted(Heard(said))

    def _noted(self, heard: Heard) -> Heard:
        if self.chat.room is None:
            return heard
        if heard.has(Thank):
            self.chat.room = self.chat.room.but(over=True, turn=None)
        if heard.has(Forgotten):
            self.chat.room = self.chat.room.but(turn=None)
        if heard.begins_anew(self.chat.moved):
            self.chat.moved = None
        return heard

    def moved(self, turn: int) -> None:
        self.chat.moved, self.chat.moved_at = turn, self.now

    # ------------------------------------------------------------ saying it
    @property
    def manner(self) -> Manner:
        languages, public = self.card.languages, self.house.public_url
        return _manner(self.room.code, self.language, languages, public)

    @property
    def web(self) -> str:
        return self.manner.web

    def draw(self, said: Sequence[Reply]) -> tuple[Message, ...]:
        return tuple(draw(said, self.manner))

    def say(self, text: str) -> tuple[Message, ...]:
        """What only this channel says."""
        return self.tell((Say(text),))

    def tell(self, said: Sequence[Reply]) -> tuple[Message, ...]:
        """Help is one tap away below it, unless the numbers or a question with it stand there."""
        *before, last = self.draw(said)
        stands = self.room.asked is not None or any(isinstance(reply, Help) for reply in said)
        if last.keyboard or stands:
            return (*before, last)
        return (*before, replace(last, keyboard=keyboards.only_help(self.language)))

    async def shown(self, heard: Heard) -> tuple[Message, ...]:
        """The replies as messages, and what may be offered after the last answer."""
        drawn = self.draw(heard.replies)
        if not heard.has(Thank):
            return drawn
        return together(drawn, await self.house.extras.after_thanks(self.room.code, self.language))

    def put_away(self, heard: Heard, pressed: int | None = None) -> tuple[Call, ...]:
        """What is forgotten leaves no question to press on, beside the message pressed."""
        asked = self.room.asked
        if asked is None or asked == pressed or not heard.has(Forgotten):
            return ()
        return (calls.strip(self.chat.id, asked),)

    def unkept_help(self) -> Reply:
        """For words that nobody will read."""
        return offers.unkept_help((), self.language, self.house.posts, self.card.audience)

    def general_help(self) -> Reply:
        if not self.room.code:
            return offers.outside_help(self.language, self.house.posts)
        return offers.general_help(self.language, self.house.posts, self.card.audience)

    def not_now(self) -> tuple[Message, ...]:
        """The store is away and it is not known where they are: help, and to try again."""
        problem: Problem = problems.not_saved(self.language)
        return self.draw((self.general_help(), problem))


@lru_cache(MOST_MANNERS)
def _manner(code: str, language: str, languages: tuple[str, ...], public_url: str) -> Manner:
    """Made once for all who are in the same survey and speak the same language.

    Where to ask to be contacted is a page, so that Telegram sees nothing of it.
    """
    others = tuple(each for each in languages if each != language)
    web = f"{public_url}/s/{code}" if code else f"{public_url}/"
    return Manner(code, language, others, web, f"{public_url}/contact?lang={language}")
