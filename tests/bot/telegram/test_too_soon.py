"""Words typed while the next question is on its way: they count if that question was seen first."""

import asyncio

from surveys.records import Wave
from tests.bot.telegram.talking import at_first_question, says
from tests.fake_telegram.person import Person
from tests.fake_telegram.running import World

TOO_SOON = "came after I had gone on"
SAFER = "What would make you feel safer"


async def _at_words(live: World) -> tuple[Wave, Person]:
    wave, person = await live.wave("safety-pulse"), live.person()
    await at_first_question(live, wave, person)
    while SAFER not in person.last:
        await says(live, person, "/skip")
    live.fake.far = 0.3
    return wave, person


async def test_words_that_answer_what_was_just_shown_count(live: World) -> None:
    """Before Telegram has said that it was shown."""
    _, person = await _at_words(live)
    await person.says("More lights")
    while SAFER in person.last:  # noqa: ASYNC110 - what the phone shows rings no bell
        await asyncio.sleep(0.01)
    asked = person.last
    await person.says("The youth club")
    await live.quiet()
    assert TOO_SOON not in person.everything
    assert person.last != asked


async def test_words_that_were_typed_before_it_was_shown_do_not(live: World) -> None:
    _, person = await _at_words(live)
    late = person.written("And safer roads")
    await person.says("More lights")
    await person.sends_now(late)
    await live.quiet()
    assert TOO_SOON in person.everything
