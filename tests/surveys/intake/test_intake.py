"""The one road in: conversations as people have them."""

import asyncio

import pytest

from surveys.anonymity import sealing
from surveys.errors import UnknownCode, UnknownWave
from surveys.intake.intake import WaveCard
from surveys.messages import (
    Ask,
    AskedHelp,
    Came,
    ChangedLanguage,
    Chose,
    Forgotten,
    Help,
    Incoming,
    Looked,
    PassedOn,
    PersonId,
    Started,
    Stopped,
    Thank,
    Welcome,
    WentBack,
    Wrote,
)
from surveys.records import (
    Entry,
    NoAnswer,
    Passed,
    Picked,
    Response,
    Screened,
    Wave,
    WaveState,
)
from surveys.store import Store
from surveys.talk import problems
from tests.house import House, asked, house, survey

ANA, TELLER = "web:ana", "telegram:123456789"


async def kept(home: House, wave: Wave) -> list[Response]:
    """The finished responses, opened with the wave's key as only close does."""
    key = home.keyring.keys(wave.id).seal
    return [sealing.unseal(each, key) for each in await home.store.sealed(wave.id)]


# ---------------------------------------------------------------- from start to end
async def test_a_conversation_ends_with_thanks_and_one_sealed_response(
    house: House, wave: Wave
) -> None:
    (welcome,) = await house.says(wave, ANA, Looked())
    assert isinstance(welcome, Welcome)
    assert await kept(house, wave) == []
    given: dict[str, str | Came] = {
        "safe": "no",
        "worry": "the dark path",
        "good": PassedOn(NoAnswer.RATHER_NOT),
        "again": "yes",
    }
    thank = await house.finishes(wave, ANA, given)
    assert len(thank.receipt.split()) == 8
    (response,) = await kept(house, wave)
    worry = response.answers["worry"]
    assert isinstance(worry, Screened)
    assert (worry.redacted, worry.language) == ("the dark path", "en")
    assert {key: each for key, each in response.answers.items() if key != "worry"} == {
        "safe": Picked(("no",)),
        "good": Passed(NoAnswer.RATHER_NOT),
        "again": Picked(("yes",)),
    }


async def test_a_conversation_goes_on_after_a_restart(store: Store) -> None:
    async with house(store) as before:
        wave = await before.open_wave()
        stood = await before.until(wave, ANA, "good", {"worry": "the dark path"})
        keyring = before.keyring
    async with house(store, keyring) as after:
        assert await after.says(wave, ANA, Looked()) == (stood,)


async def test_only_what_was_screened_is_kept_of_words(house: House, wave: Wave) -> None:
    await house.finishes(wave, ANA, {"worry": "ring me on 07700 900123"})
    (response,) = await kept(house, wave)
    worry = response.answers["worry"]
    assert isinstance(worry, Screened)
    assert "900123" not in worry.redacted
    assert "personal_data" in worry.labels


async def test_going_back_changes_the_answer(house: House, wave: Wave) -> None:
    ask = await house.until(wave, ANA, "worry", {"safe": "yes"})
    back = asked(await house.says(wave, ANA, WentBack(), ask.turn))
    assert (back.key, back.answered) == ("safe", ("yes",))
    await house.says(wave, ANA, Chose(("no",)), back.turn)
    await house.finishes(wave, ANA, {})
    (response,) = await kept(house, wave)
    assert response.answers["safe"] == Picked(("no",))


async def test_stop_forgets_everything(house: House, wave: Wave) -> None:
    await house.until(wave, ANA, "again", {"worry": "the dark path"})
    (reply,) = await house.says(wave, ANA, Stopped())
    assert isinstance(reply, Forgotten)
    (welcome,) = await house.says(wave, ANA, Looked())
    assert isinstance(welcome, Welcome)
    assert await kept(house, wave) == []


@pytest.mark.parametrize(
    ("who", "away", "still_there"),
    [
        (ANA, {"minutes": 13}, True),
        (ANA, {"minutes": 16}, False),
        (TELLER, {"hours": 23}, True),
        (TELLER, {"hours": 25}, False),
    ],
)
async def test_an_unfinished_talk_is_forgotten_after_its_idle_life(
    house: House, wave: Wave, who: str, away: dict[str, float], *, still_there: bool
) -> None:
    ask = await house.until(wave, who, "worry", {})
    house.clock.pass_(**away)
    said = await house.says(wave, who, Wrote("the dark path"), ask.turn)
    assert isinstance(said[-1], Ask if still_there else Welcome)


async def test_looking_writes_nothing(memory_house: House) -> None:
    wave = await memory_house.open_wave()
    await memory_house.until(wave, ANA, "worry", {})

    async def refuse(_: object) -> tuple[()]:
        raise AssertionError

    memory_house.store.commit = refuse  # type: ignore[method-assign, assignment]
    assert asked(await memory_house.says(wave, ANA, Looked())).key == "worry"
    helped = await memory_house.says(wave, ANA, AskedHelp())
    assert isinstance(helped[0], Help)


async def test_the_language_can_change_at_any_moment(house: House, wave: Wave) -> None:
    await house.until(wave, ANA, "worry", {})
    await house.says(wave, ANA, ChangedLanguage("cy"))
    ask = asked(await house.says(wave, ANA, Looked()))
    english = asked(await house.says(wave, "web:bo", Started()))
    assert ask.passes != english.passes


async def test_words_in_a_language_without_rules_are_held_and_help_is_shown(
    house: House, wave: Wave
) -> None:
    await house.until(wave, ANA, "worry", {})
    await house.says(wave, ANA, ChangedLanguage("cy"))
    ask = asked(await house.says(wave, ANA, Looked()))
    said = await house.says(wave, ANA, Wrote("Mae'r llwybr yn dywyll"), ask.turn)
    assert isinstance(said[0], Help)
    await house.finishes(wave, ANA, {"good": PassedOn(NoAnswer.SKIPPED)})
    (response,) = await kept(house, wave)
    worry = response.answers["worry"]
    assert isinstance(worry, Screened)
    assert (worry.route.name, worry.language) == ("HOLD", "cy")


# ---------------------------------------------------------------- once, however often it is sent
async def test_a_message_sent_twice_counts_once(house: House, wave: Wave) -> None:
    ask = await house.until(wave, ANA, "safe", {})
    first = await house.says(wave, ANA, Chose(("no",)), ask.turn)
    second = await house.says(wave, ANA, Chose(("yes",)), ask.turn)
    assert first == second
    assert asked(second).key == "worry"


async def test_the_last_answer_sent_again_gets_the_same_receipt(house: House, wave: Wave) -> None:
    ask = await house.until(wave, ANA, "again", {})
    first = await house.says(wave, ANA, Chose(("yes",)), ask.turn)
    again = await house.says(wave, ANA, Chose(("yes",)), ask.turn)
    assert isinstance(first[-1], Thank)
    assert first == again
    assert len(await kept(house, wave)) == 1


async def test_a_hundred_parallel_submits_of_one_answer_count_once(
    house: House, wave: Wave
) -> None:
    ask = await house.until(wave, ANA, "safe", {})
    answers = [house.says(wave, ANA, Chose(("no",)), ask.turn) for _ in range(100)]
    said = await asyncio.gather(*answers)
    assert {asked(each).key for each in said} == {"worry"}
    assert {asked(each).turn for each in said} == {ask.turn + 1}


async def test_a_hundred_parallel_submits_of_the_last_answer_finish_once(
    house: House, wave: Wave
) -> None:
    ask = await house.until(wave, ANA, "again", {})
    said = await asyncio.gather(
        *(house.says(wave, ANA, Chose(("yes",)), ask.turn) for _ in range(100))
    )
    thanks = {each[-1].receipt for each in said if isinstance(each[-1], Thank)}
    assert len(thanks) == 1
    assert all(isinstance(each[-1], Thank) for each in said)
    assert len(await kept(house, wave)) == 1


@pytest.mark.parametrize("turn_known", [True, False])
async def test_two_processes_do_not_answer_two_questions_with_one_message(
    store: Store, *, turn_known: bool
) -> None:
    async with house(store) as one, house(store, one.keyring) as other:
        wave = await one.open_wave()
        for n in range(10):
            who = f"telegram:{n}"
            ask = await one.until(wave, who, "safe", {})
            turn = ask.turn if turn_known else None
            said = await asyncio.gather(
                one.says(wave, who, Chose(("no",)), turn),
                other.says(wave, who, Chose(("no",)), turn),
            )
            assert asked(said[0]).turn == ask.turn + 1
            assert asked(said[1]).turn == ask.turn + 1


async def test_two_processes_finish_once(store: Store) -> None:
    async with house(store) as one, house(store, one.keyring) as other:
        wave = await one.open_wave()
        for n in range(10):
            ask = await one.until(wave, f"web:{n}", "again", {})
            said = await asyncio.gather(
                one.says(wave, f"web:{n}", Chose(("no",)), ask.turn),
                other.says(wave, f"web:{n}", Chose(("no",)), ask.turn),
            )
            assert said[0] == said[1]
        assert len(await kept(one, wave)) == 10


# ---------------------------------------------------------------- who finished before
async def test_on_the_page_where_they_finished_the_thanks_come_again(
    house: House, wave: Wave
) -> None:
    thank = await house.finishes(wave, ANA, {})
    for came in (Looked(), Started(), Stopped(), Chose(("no",))):
        assert await house.says(wave, ANA, came) == (thank,)
    assert len(await kept(house, wave)) == 1


@pytest.mark.parametrize("came", [Looked(), Started(), Stopped(), Wrote("hello")])
async def test_a_newcomer_who_finished_before_is_told_so_without_the_receipt(
    house: House, wave: Wave, came: Looked | Started | Stopped | Wrote
) -> None:
    await house.finishes(wave, TELLER, {})
    assert await house.says(wave, TELLER, came) == (problems.already("en"),)
    assert len(await kept(house, wave)) == 1


async def test_help_and_language_still_work_after_the_end(house: House, wave: Wave) -> None:
    thank = await house.finishes(wave, ANA, {})
    helped, again = await house.says(wave, ANA, AskedHelp())
    assert isinstance(helped, Help)
    assert again == thank
    (welsh,) = await house.says(wave, ANA, ChangedLanguage("cy"))
    assert isinstance(welsh, Thank)
    assert (welsh.receipt, welsh.title) != (thank.receipt, thank.title)
    assert welsh.receipt == thank.receipt


# ---------------------------------------------------------------- entry codes
async def test_a_code_lets_one_person_in_once(house: House) -> None:
    wave = await house.open_wave(entry=Entry.CODES)
    (code,) = await house.waves.make_codes(wave.code, 1)
    person = await house.intake.check_code(wave.code, f" {code.lower()} ")
    thank = await house.finishes(wave, person, {})
    ask_again = await house.says(wave, person, Started())
    assert ask_again == (problems.already("en"),)
    typed_otherwise = f"code:{code.lower()}"
    assert await house.says(wave, typed_otherwise, Started()) == (problems.already("en"),)
    assert thank.receipt
    assert len(await kept(house, wave)) == 1


@pytest.mark.parametrize("came", [Chose(("no",)), Wrote("No"), PassedOn(NoAnswer.SKIPPED)])
@pytest.mark.parametrize("turn", range(8))
async def test_who_finds_a_used_code_gets_no_receipt_however_they_ask(
    house: House, came: Chose | Wrote | PassedOn, turn: int
) -> None:
    """Made by hand: an answer to any turn, the last one among them."""
    wave = await house.open_wave(entry=Entry.CODES)
    (code,) = await house.waves.make_codes(wave.code, 1)
    thank = await house.finishes(wave, f"code:{code}", {})
    said = await house.says(wave, f"code:{code}", came, turn)
    assert said[-1] == problems.already("en")
    assert thank.receipt not in repr(said)
    assert len(await kept(house, wave)) == 1


@pytest.mark.parametrize("who", ["web:ana", "telegram:1", "code:CCCC-CCCC", "nobody", ""])
async def test_a_wave_with_codes_lets_nobody_else_in(house: House, who: str) -> None:
    wave = await house.open_wave(entry=Entry.CODES)
    with pytest.raises(UnknownCode):
        await house.says(wave, who, Started())


async def test_paper_forms_need_no_code_and_links_take_none(house: House) -> None:
    with_codes = await house.open_wave(entry=Entry.CODES)
    assert await house.finishes(with_codes, "paper:1", {})
    with_link = await house.open_wave()
    with pytest.raises(UnknownCode):
        await house.says(with_link, "code:CCCC-CCCC", Started())


async def test_a_wrong_code_is_not_let_in(house: House) -> None:
    wave = await house.open_wave(entry=Entry.CODES)
    for wrong in ("CCCC-CCCC", "", "x" * 500):
        with pytest.raises(UnknownCode):
            await house.intake.check_code(wave.code, wrong)


# ---------------------------------------------------------------- the state of the wave
async def test_what_anyone_may_know_of_a_wave(house: House, wave: Wave) -> None:
    card = await house.intake.card(wave.code)
    asked = "young people"
    known = WaveCard(
        "How safe?", "Autumn", ("en", "cy"), Entry.LINK, WaveState.OPEN, asked, "small"
    )
    assert card == known


async def test_an_unknown_wave_is_told_apart(house: House) -> None:
    with pytest.raises(UnknownWave):
        await house.intake.card("nowhere")
    with pytest.raises(UnknownWave):
        await house.intake.receive("nowhere", Incoming(PersonId(ANA), Looked()))
    with pytest.raises(UnknownWave):
        await house.intake.withdraw("nowhere", "", "en")


async def test_a_draft_takes_nothing_yet(house: House) -> None:
    draft = await house.waves.create(survey(), "Autumn")
    assert await house.says(draft, ANA, Started()) == (problems.wave_not_open("en"),)


async def test_a_closed_wave_takes_nothing_more(house: House, wave: Wave) -> None:
    ask = await house.until(wave, ANA, "worry", {})
    await house.closed(wave)
    for came in (Looked(), Wrote("too late"), Stopped()):
        assert await house.says(wave, ANA, came, ask.turn) == (problems.wave_closed("en"),)
    assert await house.store.responses(wave.id) == ()


async def test_a_wave_that_closes_under_the_conversation_says_so(house: House, wave: Wave) -> None:
    ask = await house.until(wave, ANA, "again", {})
    day = house.clock().date()
    await house.store.move_wave(wave.id, WaveState.OPEN, WaveState.CLOSING, day)
    said = await house.says(wave, ANA, Chose(("no",)), ask.turn)
    assert said == (problems.wave_closed("en"),)
    assert await house.says(wave, ANA, Looked()) == (problems.wave_closed("en"),)
    assert await house.store.finished(wave.id) == 0


async def test_many_waves_run_side_by_side(memory_house: House) -> None:
    waves = [await memory_house.open_wave() for _ in range(70)]
    for wave in waves:
        assert await memory_house.says(wave, ANA, Started())
    for wave in waves:
        await memory_house.finishes(wave, ANA, {})
        assert await memory_house.store.finished(wave.id) == 1
