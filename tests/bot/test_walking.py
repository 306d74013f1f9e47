"""Walking through a survey with ready answers is taking part like anybody else."""

from bot.parts import Parts
from bot.walking import Walker, walk
from surveys.definitions.reading import load
from surveys.messages import Came, Chose, Help, PersonId, Problem, Thank, Wrote

SAID: dict[str, Came] = {"rating": Chose(("4",)), "locality": Chose(("harbour",))}
ANA = PersonId("web:" + "a" * 32)


async def open_wave(wired: Parts) -> str:
    made = await wired.waves.create(load("service-feedback"), "Autumn")
    return (await wired.waves.open(made.code)).code


async def test_the_walk_ends_with_thanks_and_one_response(wired: Parts) -> None:
    code = await open_wave(wired)
    replies = await walk(wired.intake, code, Walker(ANA, SAID))
    assert [type(reply) for reply in replies] == [Thank]
    assert await wired.store.finished((await wired.waves.one(code)).id) == 1


async def test_a_walk_that_was_cut_off_goes_on_where_it_was(wired: Parts) -> None:
    code, walker = await open_wave(wired), Walker(ANA, SAID)
    first = await wired.intake.receive(code, walker.begins())
    said = walker.answers(first)
    assert said is not None
    await wired.intake.receive(code, said)
    assert isinstance((await walk(wired.intake, code, walker))[-1], Thank)
    assert await wired.store.finished((await wired.waves.one(code)).id) == 1


async def test_an_answer_that_does_not_fit_ends_the_walk_with_a_problem(wired: Parts) -> None:
    code = await open_wave(wired)
    replies = await walk(wired.intake, code, Walker(ANA, {"rating": Chose(("99",))}))
    assert any(isinstance(reply, Problem) for reply in replies)
    assert await wired.store.finished((await wired.waves.one(code)).id) == 0


async def test_no_walk_is_a_way_round_the_help(wired: Parts) -> None:
    code, walker = await open_wave(wired), Walker(ANA, {"good": Wrote("i want to kill myself")})
    replies = await wired.intake.receive(code, walker.begins())
    helps = []
    while (said := walker.answers(replies)) is not None:
        replies = await wired.intake.receive(code, said)
        helps += [reply for reply in replies if isinstance(reply, Help)]
    assert [shown.urgent for shown in helps] == [True]
