"""A receipt takes a response back until the wave closes, and the truth is told after that."""

import pytest

from surveys.errors import StoreUnavailable
from surveys.intake import withdrawing
from surveys.messages import Looked, Problem
from surveys.records import Wave, WaveState
from surveys.talk import problems, replies
from tests.house import House, house, survey
from tests.surveys.intake.test_intake_trouble import Fragile

ANA = "web:ana"


async def test_a_response_is_taken_back_once(house: House, wave: Wave) -> None:
    thank = await house.finishes(wave, ANA, {})
    await house.finishes(wave, "web:bo", {})
    withdraw = house.intake.withdraw
    assert await withdraw(wave.code, thank.receipt.upper(), "en") == replies.withdrawn("en")
    assert await house.store.finished(wave.id) == 1
    assert await withdraw(wave.code, thank.receipt, "en") == problems.unknown_receipt("en")
    await house.closed(wave)
    assert len(await house.store.responses(wave.id)) == 1


async def test_who_took_their_answers_back_does_not_answer_again(house: House, wave: Wave) -> None:
    thank = await house.finishes(wave, "telegram:7", {})
    await house.intake.withdraw(wave.code, thank.receipt, "en")
    assert await house.says(wave, "telegram:7", Looked()) == (problems.already("en"),)


async def test_a_receipt_of_another_wave_takes_nothing(house: House, wave: Wave) -> None:
    other = await house.open_wave()
    thank = await house.finishes(wave, ANA, {})
    await house.finishes(other, ANA, {})
    said = await house.intake.withdraw(other.code, thank.receipt, "en")
    assert said == problems.unknown_receipt("en")
    assert await house.store.finished(other.id) == 1


@pytest.mark.parametrize("typed", ["", "abacus", "one two three", "abacus " * 9, "x" * 100_000])
async def test_a_receipt_that_is_not_eight_words_is_told_so(
    memory_house: House, typed: str
) -> None:
    wave = await memory_house.open_wave()
    said = await memory_house.intake.withdraw(wave.code, typed, "en")
    assert said == problems.not_eight_words("en")


@pytest.mark.parametrize("language", ["en", "cy"])
async def test_a_misspelt_word_is_named_by_its_place(memory_house: House, language: str) -> None:
    wave = await memory_house.open_wave()
    thank = await memory_house.finishes(wave, ANA, {})
    *first, _last = thank.receipt.split()
    typed = " ".join([*first, "mumblefish"])
    said = await memory_house.intake.withdraw(wave.code, typed, language)
    assert isinstance(said, Problem)
    assert said == problems.no_receipt_word(language, 8)
    assert "8" in said.text
    assert "mumblefish" not in said.text


async def test_after_close_nobody_can_find_it_and_that_is_said(house: House, wave: Wave) -> None:
    thank = await house.finishes(wave, ANA, {})
    await house.closed(wave)
    said = await house.intake.withdraw(wave.code, thank.receipt, "en")
    assert said == problems.too_late_to_withdraw("en")
    assert len(await house.store.responses(wave.id)) == 1


async def test_a_close_that_comes_between_is_told_too(house: House, wave: Wave) -> None:
    thank = await house.finishes(wave, ANA, {})
    stale = await house.store.wave(wave.code)
    day = house.clock().date()
    await house.store.move_wave(wave.id, WaveState.OPEN, WaveState.CLOSING, day)

    delivery = house.intake._delivery  # noqa: SLF001
    said = await withdrawing.withdraw(stale, delivery, thank.receipt, "en")
    assert said == problems.too_late_to_withdraw("en")
    assert await house.store.finished(wave.id) == 1


async def test_a_draft_has_no_receipts(memory_house: House) -> None:
    draft = await memory_house.waves.create(survey(), "Autumn")
    said = await memory_house.intake.withdraw(draft.code, "abacus", "en")
    assert said == problems.wave_not_open("en")


async def test_a_store_that_fails_is_told() -> None:
    store = Fragile()
    async with house(store) as home:
        wave = await home.open_wave()
        thank = await home.finishes(wave, ANA, {})
        store.writing = StoreUnavailable()
        said = await home.intake.withdraw(wave.code, thank.receipt, "en")
        assert said == problems.not_saved("en")
