"""What telling people adds to the Telegram chat: /did, the offer after thanks, the buttons."""

from dataclasses import replace
from html import escape

from bot.broadcast.message import LEAVE, Felt, Left, answered, left, part
from bot.telegram import words
from bot.telegram.drawing import Manner, Message, draw
from bot.telegram.keyboards import only_help
from surveys.anonymity.tokens import TELEGRAM
from surveys.errors import UnknownWave
from surveys.intake.intake import Intake
from surveys.messages import PersonId, Say, Thank
from surveys.talk.problems import wave_closed
from surveys.telling import difference
from surveys.telling.telling import Telling
from surveys.telling.updates import Update
from surveys.urgent.asking_contact import offered
from surveys.waves.waves import Waves
from surveys.wording import wording

FOLLOW = "follow"
MOST_SHOWN = 5
"""Updates in one answer to /did, newest first."""

MOST_KNOWN = 200

Button = dict[str, str]


class TellingExtras:
    """Keeps the promises of `bot.telegram.extras.Extras`."""

    def __init__(
        self, telling: Telling, waves: Waves, intake: Intake, public_url: str = ""
    ) -> None:
        self._public_url = public_url
        self._telling = telling
        self._waves = waves
        self._intake = intake
        self._surveys: dict[str, str] = {}

    async def did(self, language: str) -> list[Message]:
        public = await self._telling.updates.published()
        shown = [Message(_shown(each, language)) for each in public[:MOST_SHOWN]]
        return shown or [Message(words.nothing_done_yet(language))]

    async def after_thanks(self, code: str, language: str) -> list[Message]:
        """The offer to be told. Not after the answer to "has it made a difference"."""
        if await self._survey(code) == difference.KEY:
            return []
        buttons = [[_follow(code, language)], *only_help(language)]
        offer = Message(escape(_offer(language), quote=False), buttons)
        return [*self._contact(language), offer]

    def _contact(self, language: str) -> list[Message]:
        """Where to ask to be contacted: on our own page, so that Telegram sees nothing of it."""
        if not self._public_url:
            return []
        said = offered(language, f"{self._public_url}/contact?lang={language}")
        return [Message(escape(said, quote=False))]

    async def pressed(self, chat: int, data: str, language: str) -> list[Message] | None:
        match answered(data), data.split(":"):
            case Felt(code, key), _:
                return await self._felt(chat, code, key, language)
            case Left(), _:
                await self.left(chat)
                return [Message(left(language), only_help(language))]
            case None, ["follow", code]:
                return await self._followed(chat, code, language)
            case _:
                return None

    async def left(self, chat: int) -> None:
        await self._telling.subscriptions.leave(_person(chat))

    async def _survey(self, code: str) -> str:
        """The key of the survey a wave asks; it never changes. Raises UnknownWave."""
        if code not in self._surveys:
            if len(self._surveys) >= MOST_KNOWN:
                self._surveys.clear()
            self._surveys[code] = (await self._waves.one(code)).survey.key
        return self._surveys[code]

    # ------------------------------------------------------------ presses
    async def _felt(self, chat: int, code: str, key: str, language: str) -> list[Message]:
        try:
            said = await difference.answer(self._intake, code, _person(chat), key, language)
        except UnknownWave:
            said = (wave_closed(language),)
        counted = Say(_counted(language))
        said = tuple(counted if isinstance(each, Thank) else each for each in said)
        return _with_way_out(draw(said, Manner(code, language)), language)

    async def _followed(self, chat: int, code: str, language: str) -> list[Message]:
        try:
            survey = await self._survey(code)
        except UnknownWave:
            return draw((wave_closed(language),), Manner(code, language))
        await self._telling.subscriptions.subscribe(_person(chat), survey, language)
        following = Message(escape(_following(language), quote=False))
        return _with_way_out([following], language)


def _with_way_out(messages: list[Message], language: str) -> list[Message]:
    """One tap to get no more of it, and one to help: the pressed message has lost its buttons."""
    *before, last = messages
    return [*before, replace(last, keyboard=[[_leave(language)], *only_help(language)])]


def _person(chat: int) -> PersonId:
    return PersonId(f"{TELEGRAM}{chat}")


# ---------------------------------------------------------------- words
def _offer(language: str) -> str:
    return wording(language).say(
        "Do you want to be told here what changes because of what people said? Then we keep the "
        "number of this chat, locked, apart from your answers and with no tie to them, until you "
        "tap to stop."
    )


def _following(language: str) -> str:
    return wording(language).say("Good. We will write to you here when there is something to tell.")


def _counted(language: str) -> str:
    """No receipt: it would have to name a survey that nobody here knows the code of."""
    return wording(language).say(
        "Thank you. Your tap is saved and locked away until this question closes. It cannot be "
        "changed or taken back."
    )


def _follow(code: str, language: str) -> Button:
    label = wording(language).say("Tell me what changes")
    return {"text": label, "callback_data": f"{FOLLOW}:{code}"}


def _leave(language: str) -> Button:
    return {"text": wording(language).say("Stop these messages"), "callback_data": LEAVE}


def _shown(update: Update, language: str) -> str:
    say, said = wording(language).say, update.said(language)
    parts = (
        f"<b>{escape(update.titled(language), quote=False)}</b>",
        part(say("We asked"), said.asked),
        part(say("You said"), said.said),
        part(say("We did"), said.did),
    )
    return "\n\n".join(parts)
