"""A button was pressed: on the present question, on an old one, or somewhere else."""

from dataclasses import replace
from typing import assert_never

from bot.telegram import calls, drawing, joining, keyboards, presses, saying
from bot.telegram.calls import Call
from bot.telegram.incoming import Pressed
from bot.telegram.plans import NOTHING, Heard, Plan
from bot.telegram.presses import AgeGiven, Did, Gathered, Paged, Press, Spoke, Ticked
from bot.telegram.talk import Talk
from surveys.messages import Ask, ChangedLanguage, Chose, Looked, PassedOn, WentBack
from surveys.wording import LANGUAGES

TWICE = 2.0
"""Seconds within which the same press again is a slip of the finger."""

ANSWERS = (Chose, PassedOn, WentBack)

JUST_ASKED = 10.0
"""Seconds for which a question that has arrived is not shown again for a press on an old one."""


async def pressed(talk: Talk, event: Pressed) -> Plan:
    press = presses.read(event.data)
    if press is None:
        return await _foreign(talk, event)
    if isinstance(press, AgeGiven):
        return await joining.age_given(talk, event, press)
    if isinstance(press, Spoke) and not press.code:
        return _only_spoke(talk, event, press.language)
    if press == keyboards.HELP:
        talk.chat.remember(event.message)
        return await saying.helped(talk)
    if press.code != talk.room.code:
        if not await talk.knows(press.code):
            return await _foreign(talk, event)
        await talk.enter(press.code)
    talk.chat.remember(event.message)
    return await _in_survey(talk, event, press)


async def _in_survey(talk: Talk, event: Pressed, press: Press) -> Plan:
    match press:
        case Did():
            return await _did(talk, event, press)
        case Gathered(turn=turn):
            keys = _ticks(talk, event)
            chosen = Did(press.code, Chose(tuple(sorted(keys))), turn)
            return await _did(talk, event, chosen, event.drawn.labels(keys))
        case Ticked():
            return await _ticked(talk, event, press)
        case Paged():
            return await _paged(talk, event, press)
        case Spoke(language=language):
            return await _spoke(talk, event, language)
        case AgeGiven():
            return NOTHING
        case _:
            assert_never(press)


async def _foreign(talk: Talk, event: Pressed) -> Plan:
    """Not the conversation's: somebody else's, or of an older version."""
    messages = await talk.house.extras.pressed(talk.chat.id, event.data, talk.language)
    if messages is not None:
        return Plan(_stripped(talk, event), tuple(messages))
    if not talk.room.code:
        return Plan(_stripped(talk, event), joining.greeting(talk))
    return await _again(talk, event)


# ---------------------------------------------------------------- answers
async def _did(talk: Talk, event: Pressed, press: Did, labels: tuple[str, ...] = ()) -> Plan:
    answers = isinstance(press.came, ANSWERS)
    if answers and press.turn == talk.chat.moved and talk.now - talk.chat.moved_at < TWICE:
        return NOTHING
    old = answers and _is_old(talk, press.turn)
    if old and _was_just_asked(talk):
        return NOTHING
    heard = await talk.receive(press.came, press.turn)
    taken = answers and not old and heard.moved_on_from(press.turn)
    if taken and press.turn is not None:
        talk.moved(press.turn)
    keeps_answer = taken and not isinstance(press.came, WentBack)
    shown = labels or (event.drawn.label(event.data),)
    return Plan(
        _answered(talk, event, shown) if keeps_answer else _settled(talk, event, heard),
        await talk.shown(heard),
    )


def _is_old(talk: Talk, turn: int | None) -> bool:
    """A question before the one shown last."""
    latest = max(-1 if each is None else each for each in (talk.room.turn, _next(talk)))
    return turn is not None and turn < latest


def _was_just_asked(talk: Talk) -> bool:
    """The present question stands right below: a late press needs no other copy of it.

    In a rush presses come late by the hundred; answering each with the question feeds the rush.
    """
    return talk.room.asked is not None and talk.now - talk.chat.asked_at < JUST_ASKED


def _next(talk: Talk) -> int | None:
    return None if talk.chat.moved is None else talk.chat.moved + 1


def _settled(talk: Talk, event: Pressed, heard: Heard) -> tuple[Call, ...]:
    """The buttons go, unless there is nothing else to press."""
    stripped = _stripped(talk, event) if heard.shows_something else ()
    return (*stripped, *talk.put_away(heard, event.message))


def _answered(talk: Talk, event: Pressed, labels: tuple[str, ...]) -> tuple[Call, ...]:
    if event.message is None or not event.shown:
        return _stripped(talk, event)
    text = drawing.answered(event.shown, labels)
    return (calls.edit(talk.chat.id, event.message, text),)


def _stripped(talk: Talk, event: Pressed) -> tuple[Call, ...]:
    if event.message is None or not event.drawn.rows:
        return ()
    return (calls.strip(talk.chat.id, event.message),)


async def _again(talk: Talk, event: Pressed) -> Plan:
    """Where they are now."""
    heard = await talk.receive(Looked())
    return Plan(_settled(talk, event, heard), await talk.shown(heard))


# ---------------------------------------------------------------- several, pages, language
def _ticks(talk: Talk, event: Pressed) -> frozenset[str]:
    """What is ticked. The message in hand may be older than the last tick."""
    known = talk.chat.ticks
    if known is not None and known[0] == event.message:
        return known[1]
    return event.drawn.ticks


async def _ticked(talk: Talk, event: Pressed, press: Ticked) -> Plan:
    if _is_old(talk, press.turn) and _was_just_asked(talk):
        return NOTHING
    if event.message is None or not event.drawn.rows or _is_old(talk, press.turn):
        return await _again(talk, event)
    before = _ticks(talk, event)
    keys = before | {press.key} if press.on else before - {press.key}
    if keys == before:
        return NOTHING
    talk.chat.ticks = (event.message, keys)
    keyboard = event.drawn.ticked(keys)
    return Plan((calls.draw_keyboard(talk.chat.id, event.message, keyboard),))


async def _paged(talk: Talk, event: Pressed, press: Paged) -> Plan:
    heard = await talk.receive(Looked())
    ask = next((reply for reply in heard.replies if isinstance(reply, Ask)), None)
    if event.message is None or ask is None or ask.turn != press.turn:
        return Plan(_settled(talk, event, heard), await talk.shown(heard))
    ticked = replace(ask, answered=tuple(_ticks(talk, event) | set(ask.answered)))
    keyboard = keyboards.question(ticked, press.code, talk.language, press.page)
    return Plan((calls.draw_keyboard(talk.chat.id, event.message, keyboard),))


async def _spoke(talk: Talk, event: Pressed, language: str) -> Plan:
    if language in LANGUAGES and talk.chat.room is not None:
        talk.chat.room = talk.chat.room.but(language=language)
    heard = await talk.receive(ChangedLanguage(language))
    return Plan(_settled(talk, event, heard), await talk.shown(heard))


def _only_spoke(talk: Talk, event: Pressed, language: str) -> Plan:
    """Outside any survey nothing is kept, so the choice holds for this one answer."""
    talk.where = replace(talk.where, language=language)
    return Plan(_stripped(talk, event), joining.greeting(talk))
