"""Typed words, commands, and all that is neither."""

from collections.abc import Awaitable, Callable, Mapping
from dataclasses import replace
from html import escape

from bot.telegram import drawing, joining, keyboards, links, words
from bot.telegram.incoming import Commanded, Edited, Forwarded, Typed, Unreadable
from bot.telegram.plans import NOTHING, Heard, Plan
from bot.telegram.talk import NO_TURN, Talk
from surveys.anonymity import receipts
from surveys.messages import (
    Ask,
    AskedHelp,
    Came,
    Left,
    PassedOn,
    Problem,
    Reply,
    Stopped,
    Welcome,
    WentBack,
    Wrote,
)
from surveys.records import NoAnswer
from surveys.talk import problems
from surveys.wording import LANGUAGES, wording

RECEIPT_AT_LEAST = 2
"""Words after /delete that are taken for a receipt."""


# ---------------------------------------------------------------- words
async def typed(talk: Talk, event: Typed) -> Plan:
    if not talk.chat.is_known and not talk.room.code:
        return Plan(messages=talk.not_now())
    if not talk.room.code:
        return await joining.join_by_words(talk, event.text)
    if talk.card.wants_code and not talk.room.entry:
        return await joining.give_entry(talk, event.text)
    return await _wrote(talk, event.text)


async def _wrote(talk: Talk, text: str) -> Plan:
    late = await talk.answers_too_soon()
    turn = talk.chat.moved if late else talk.turn
    heard = await talk.receive(Wrote(text), turn)
    if turn is not None and not late and heard.moved_on_from(turn):
        talk.moved(turn)
        return Plan(messages=await talk.shown(heard))
    if turn == NO_TURN and heard.has(Welcome):
        return _not_begun(talk, heard)
    if late or (turn == NO_TURN and heard.has(Ask)):
        return Plan(messages=talk.draw(heard.with_word(Problem(words.came_late(talk.language)))))
    return Plan(messages=await talk.shown(heard))


def _not_begun(talk: Talk, heard: Heard) -> Plan:
    """Words before Start: there are no earlier answers that could have been forgotten."""
    code, language = talk.room.code, talk.language
    messages = talk.draw((*heard.helps, Problem(words.press_start(language))))
    keyboard = keyboards.welcome(wording(language).say("Start"), code, (), language)
    return Plan(messages=(*messages[:-1], replace(messages[-1], keyboard=keyboard)))


# ---------------------------------------------------------------- neither words nor commands
async def unreadable(talk: Talk, event: Unreadable) -> Plan:
    if event.album and event.album == talk.chat.album:
        return NOTHING
    talk.chat.album = event.album
    return await _not_kept(talk, event.words, words.cannot_read(talk.language))


async def edited(talk: Talk, event: Edited) -> Plan:
    asked = talk.room.asked is not None
    return await _not_kept(talk, event.words, words.cannot_edit(talk.language, asked=asked))


async def forwarded(talk: Talk, event: Forwarded) -> Plan:
    return await _not_kept(talk, event.words, words.not_your_words(talk.language))


async def _not_kept(talk: Talk, beside: str, why: str) -> Plan:
    """A kind word. Words that came with it are listened to for harm, and kept by nobody."""
    return Plan(messages=talk.tell((*await _listened(talk, beside), Problem(why))))


async def _listened(talk: Talk, beside: str) -> tuple[Reply, ...]:
    """The help that words call for which stand where none are asked for."""
    if not beside.strip():
        return ()
    if not talk.room.code:
        return (talk.unkept_help(),)
    return (await talk.receive(Wrote(beside), NO_TURN)).helps


# ---------------------------------------------------------------- commands
Command = Callable[[Talk, str], Awaitable[Plan]]


async def commanded(talk: Talk, event: Commanded) -> Plan:
    act = COMMANDS.get(event.name)
    if act is None:
        return await _not_kept(talk, event.argument, words.unknown_command(talk.language))
    beside = "" if _is_meant(event) else event.argument
    helps = await _listened(talk, beside)
    plan = await act(talk, event.argument)
    return replace(plan, messages=(*talk.draw(helps), *plan.messages)) if helps else plan


def _is_meant(event: Commanded) -> bool:
    """The words behind a command are a survey's code or a receipt."""
    match event.name:
        case "start":
            return len(event.argument.split()) == 1
        case "delete":
            return receipts.all_known(event.argument)
        case _:
            return False


async def _start(talk: Talk, argument: str) -> Plan:
    code, entry = links.opened(argument)
    if code:
        return await joining.join(talk, code, entry)
    if talk.room.code:
        return await joining.enter(talk, talk.room.code)
    return Plan(messages=talk.say(words.ask_code(talk.language)))


async def helped(talk: Talk) -> Plan:
    """Help numbers, and the question again where there is one."""
    if not talk.room.code:
        return Plan(messages=talk.draw((talk.general_help(),)))
    return await _told(talk, AskedHelp())


async def _help(talk: Talk, _: str) -> Plan:
    return await helped(talk)


async def _stop(talk: Talk, _: str) -> Plan:
    """Where no answers are under way it can only mean: write to me no more."""
    if not talk.room.code or talk.room.over:
        return Plan(messages=talk.say(words.nothing_more(talk.language)), leaves=True)
    heard = await talk.receive(Stopped())
    return Plan(talk.put_away(heard), await talk.shown(heard))


async def _skip(talk: Talk, _: str) -> Plan:
    return await _moved(talk, PassedOn(NoAnswer.SKIPPED))


async def _back(talk: Talk, _: str) -> Plan:
    return await _moved(talk, WentBack())


async def _moved(talk: Talk, came: PassedOn | WentBack) -> Plan:
    if not talk.room.code:
        return Plan(messages=talk.say(words.ask_code(talk.language)))
    late = await talk.answers_too_soon()
    turn = talk.chat.moved if late else talk.turn
    heard = await talk.receive(came, turn)
    if turn is not None and not late and heard.moved_on_from(turn):
        talk.moved(turn)
    return Plan(messages=await talk.shown(heard))


async def _told(talk: Talk, came: Came) -> Plan:
    if not talk.room.code:
        return Plan(messages=talk.say(words.ask_code(talk.language)))
    heard = await talk.receive(came)
    return Plan(messages=await talk.shown(heard))


async def _delete(talk: Talk, argument: str) -> Plan:
    """With the words of a receipt: take the answers back. Else everything of the chat goes.

    Words about danger stay with the leads: it may be that somebody wants to see this phone.
    Where what was begun could not be forgotten just now, nothing goes, and that is said.
    """
    language, room = talk.language, talk.room
    is_receipt = len(argument.split()) >= RECEIPT_AT_LEAST
    if is_receipt and not room.code:
        return Plan(messages=talk.say(words.how_to_take_back(language)))
    if is_receipt:
        reply = await talk.house.intake.withdraw(room.code, argument, language)
        return Plan(messages=talk.draw((reply,)))
    if room.code and not room.over:
        heard = await talk.receive(Left())
        if {problems.not_saved(language), problems.too_slow(language)} & set(heard.replies):
            return Plan(messages=talk.draw(heard.replies))
    own = (talk.where.message,) if talk.where.message is not None else ()
    talk.chat.room = None
    said = talk.say(words.deleted(language))
    return Plan(messages=said, removed=(*room.messages, *own), leaves=True)


async def _privacy(talk: Talk, _: str) -> Plan:
    return Plan(messages=talk.say(words.privacy(talk.language, talk.web)))


async def _language(talk: Talk, _: str) -> Plan:
    rows = keyboards.languages(talk.room.code, talk.card.languages if talk.room.code else LANGUAGES)
    text = escape(words.choose_language(talk.language), quote=False)
    return Plan(messages=(drawing.Message(text, rows),))


async def _number(talk: Talk, _: str) -> Plan:
    return Plan(messages=talk.say(words.number(talk.language, talk.chat.id)))


async def _did(talk: Talk, _: str) -> Plan:
    return Plan(messages=tuple(await talk.house.extras.did(talk.language)))


COMMANDS: Mapping[str, Command] = {
    "start": _start,
    "help": _help,
    "stop": _stop,
    "skip": _skip,
    "back": _back,
    "delete": _delete,
    "privacy": _privacy,
    "language": _language,
    "did": _did,
    "number": _number,
}
