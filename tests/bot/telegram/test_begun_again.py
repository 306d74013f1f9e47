"""Stopped and begun again in the same chat: the new talk knows nothing of the old one's turns."""

from tests.bot.telegram.talking import at_first_question, presses, says
from tests.fake_telegram.person import Person
from tests.fake_telegram.running import World

TELL, SAFER = "who would you tell", "feel safer"


async def skips_to(live: World, person: Person, words: str) -> None:
    for _ in range(15):
        if words in person.last:
            return
        await presses(live, person, "Skip")
    raise AssertionError(f"never asked: {words}")


async def begun_again(live: World) -> Person:
    wave, person = await live.wave("safety-pulse"), live.person()
    await at_first_question(live, wave, person)
    await skips_to(live, person, SAFER)
    await says(live, person, "/stop")
    await presses(live, person, "Start again")
    await presses(live, person, "Start")
    return person


async def test_ticks_are_drawn_in_place(live: World) -> None:
    person = await begun_again(live)
    await skips_to(live, person, TELL)
    before = len(person.messages)
    await presses(live, person, "A friend")
    assert len(person.messages) == before
    assert "☑ A friend" in person.with_buttons()[-1].labels


async def test_typed_words_are_taken_at_once(live: World) -> None:
    person = await begun_again(live)
    await skips_to(live, person, SAFER)
    shown = await says(live, person, "More lights on the path.")
    assert SAFER not in shown
    assert "something good" in shown


async def test_buttons_taken_away_are_not_taken_away_again(live: World) -> None:
    wave, person = await live.wave("safety-pulse"), live.person()
    await at_first_question(live, wave, person)
    await presses(live, person, "Stop and forget")
    await presses(live, person, "Start again")
    await presses(live, person, "Start")
    edited = [f["message_id"] for method, f in live.fake.calls if method.startswith("edit")]
    assert len(edited) == len(set(edited))
