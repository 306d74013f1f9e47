"""Coming into a survey: its code, the age question, the single-use code, the welcome."""

from dataclasses import replace

from bot.telegram import calls, drawing, keyboards, words
from bot.telegram.drawing import Message
from bot.telegram.incoming import Pressed
from bot.telegram.plans import NOTHING, Plan
from bot.telegram.presses import AgeGiven
from bot.telegram.talk import Talk
from surveys.errors import SurveyError, UnknownCode, UnknownWave
from surveys.messages import Looked, Problem, Say
from surveys.talk import problems
from surveys.waves.waves import WAVE_CODE_LENGTH, WAVE_LETTERS

LONGEST_CODE = 12


async def join(talk: Talk, code: str, entry: str = "") -> Plan:
    """By link, by typing the code, or by scanning it."""
    try:
        card = await talk.house.cards.of(code)
    except UnknownWave:
        said = (problems.unknown_code(talk.language), Say(words.ask_code(talk.language)))
        return Plan(messages=talk.tell(said))
    except SurveyError:
        return Plan(messages=talk.not_now())
    if card.is_for_young and not talk.room.of_age:
        return Plan(messages=(_age_question(talk, code, entry),))
    return await enter(talk, code, entry)


def _age_question(talk: Talk, code: str, entry: str) -> Message:
    language = talk.language
    text = f"{drawing.QUESTION}{drawing.bold(words.age_question(language))}"
    return Message(text, keyboards.ages(code, entry, language, words.age_labels(language)))


async def age_given(talk: Talk, pressed: Pressed, press: AgeGiven) -> Plan:
    """Under 16 nothing is kept, not even that."""
    before = _answered(talk, pressed)
    if press.old_enough:
        entered = await enter(talk, press.code, press.entry)
        talk.chat.remember(pressed.message)
        return replace(entered, before=(*before, *entered.before))
    web = f"{talk.house.public_url}/s/{press.code}"
    return Plan(before, talk.say(words.too_young(talk.language, web)))


def _answered(talk: Talk, pressed: Pressed) -> tuple[calls.Call, ...]:
    if pressed.message is None or not pressed.shown:
        return ()
    label = pressed.drawn.label(pressed.data)
    text = drawing.answered(pressed.shown, (label,))
    return (calls.edit(talk.chat.id, pressed.message, text),)


async def enter(talk: Talk, code: str, entry: str = "") -> Plan:
    """To the welcome, or to the question where they left off."""
    await talk.enter(code)
    if talk.card.wants_code and not talk.room.entry:
        return await give_entry(talk, entry) if entry else _ask_entry(talk)
    heard = await talk.receive(Looked())
    return Plan(messages=await talk.shown(heard))


async def give_entry(talk: Talk, typed: str) -> Plan:
    """The single-use code from the slip of paper."""
    room = talk.room
    try:
        person = await talk.house.intake.check_code(room.code, typed)
    except UnknownCode:
        return Plan(messages=talk.tell((problems.unknown_code(talk.language),)))
    except UnknownWave:
        return NOTHING
    except SurveyError:
        heard = await talk.receive(Looked())
        return Plan(messages=talk.draw(heard.replies))
    talk.chat.room = room.but(entry=person.partition(":")[2])
    heard = await talk.receive(Looked())
    return Plan(messages=talk.draw(heard.replies))


def _ask_entry(talk: Talk) -> Plan:
    return Plan(messages=talk.say(words.ask_entry(talk.language)))


async def join_by_words(talk: Talk, typed: str) -> Plan:
    """In no survey: a code, or words that nobody will read, so help numbers come with the reply.

    Codes have no vowels and words have: "my dad hits me" is no code that was typed wrongly.
    """
    code = "".join(typed.split()).lower()
    if _can_be_code(code) and (_looks_like_code(code) or await talk.knows(code)):
        return await join(talk, code)
    return Plan(messages=talk.draw((talk.unkept_help(), Problem(words.to_begin(talk.language)))))


def _can_be_code(code: str) -> bool:
    return code.isalnum() and code.isascii() and len(code) <= LONGEST_CODE


def _looks_like_code(code: str) -> bool:
    return len(code) == WAVE_CODE_LENGTH and not set(code).difference(WAVE_LETTERS)


def greeting(talk: Talk) -> tuple[Message, ...]:
    """For somebody who has not said which survey."""
    return talk.say(words.ask_code(talk.language))
