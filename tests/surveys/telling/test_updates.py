"""Updates: written, published once, queued for everybody who asked, asking for one tap back."""

import asyncio
from dataclasses import replace

import pytest

from surveys import closing, difference
from surveys.errors import NoLead
from surveys.messages import PersonId, Problem, Thank
from surveys.outbox import Fate
from surveys.records import Picked, WaveState
from surveys.updates import (
    Progress,
    PublishedUpdate,
    UnfinishedUpdate,
    UnknownUpdate,
    UpdateState,
    Words,
)
from tests.factories import survey
from tests.surveys.telling.conftest import ANA, BEN, DAY, ENGLISH, House

WELSH = Words("Ydych chi'n ddiogel?", "Mae'r llwybr yn dywyll.", "Mae wyth lamp i fyny.")


# ---------------------------------------------------------------- writing
async def test_a_draft_can_be_changed_and_thrown_away(house: House) -> None:
    updates = house.telling.updates
    draft = await house.draft()
    changed = await updates.change(draft.id, {**ENGLISH, "cy": WELSH}, DAY)
    assert await updates.one(draft.id) == changed
    await updates.discard(draft.id)
    with pytest.raises(UnknownUpdate):
        await updates.one(draft.id)


@pytest.mark.parametrize(
    "words",
    [
        {},
        {"en": Words("a", "b", "")},
        {"cy": WELSH},
        {**ENGLISH, "cy": Words("", "", "c")},
    ],
)
async def test_half_an_update_is_refused(house: House, words: dict[str, Words]) -> None:
    with pytest.raises(UnfinishedUpdate):
        await house.telling.updates.write(house.survey, words, DAY)


async def test_a_language_left_empty_is_said_in_english(house: House) -> None:
    update = await house.draft({**ENGLISH, "cy": Words()})
    assert update.said("cy") == ENGLISH["en"]
    both = await house.draft({**ENGLISH, "cy": WELSH})
    assert both.said("cy") == WELSH


# ---------------------------------------------------------------- publishing
async def test_nothing_is_public_before_it_is_published(house: House) -> None:
    updates = house.telling.updates
    draft = await house.draft()
    assert await updates.published(house.survey.key) == ()
    await updates.publish(draft.id)
    (public,) = await updates.published(house.survey.key)
    assert (public.id, public.state) == (draft.id, UpdateState.PUBLISHED)
    assert await updates.published("another") == ()


async def test_publishing_queues_one_message_for_each_who_asked(house: House) -> None:
    await house.telling.subscriptions.subscribe(PersonId("telegram:9"), "another", "en")
    update = await house.published(ANA, BEN)
    letters = await house.shelf.letters(10)
    opened = {house.telling.subscriptions.opened(each.sealed).person for each in letters}
    assert opened == {ANA, BEN}
    assert await house.telling.updates.progress(update.id) == Progress(waiting=2)


async def test_published_is_published_once_and_stays_as_it_is(house: House) -> None:
    updates = house.telling.updates
    update = await house.published(ANA)
    for attempt in (
        updates.publish(update.id),
        updates.change(update.id, ENGLISH, DAY),
        updates.discard(update.id),
        house.shelf.publish(update),
    ):
        with pytest.raises(PublishedUpdate):
            await attempt
    assert len(await house.shelf.letters(10)) == 1


async def test_two_clicks_at_once_queue_each_message_once(house: House) -> None:
    await house.telling.subscriptions.subscribe(ANA, house.survey.key, "en")
    draft = await house.draft()
    publish = house.telling.updates.publish
    done = await asyncio.gather(publish(draft.id), publish(draft.id), return_exceptions=True)
    assert 1 in done
    assert len(await house.shelf.letters(10)) == 1


async def test_a_publishing_that_was_cut_off_goes_on_with_the_same_wave(house: House) -> None:
    draft = await house.draft()
    wave = await house.waves.create(survey(), "made before the cut")
    await house.shelf.keep_update(replace(draft, wave=wave.code))
    await house.telling.updates.publish(draft.id)
    assert (await house.telling.updates.one(draft.id)).wave == wave.code
    assert len(await house.waves.all()) == 1


async def test_drafts_stand_first_then_the_newest(house: House) -> None:
    days = [DAY.replace(day=day) for day in (3, 9, 6)]
    made = [await house.telling.updates.write(house.survey, ENGLISH, day) for day in days]
    await house.telling.updates.publish(made[1].id)
    await house.telling.updates.publish(made[0].id)
    listed = [each.day.day for each in await house.telling.updates.all()]
    assert listed == [6, 9, 3]


# ---------------------------------------------------------------- the outbox
@pytest.mark.parametrize(
    ("fate", "counted"),
    [
        (Fate.TOLD, Progress(waiting=1, told=1)),
        (Fate.GONE, Progress(waiting=1, gone=1)),
        (Fate.FAILED, Progress(waiting=1, failed=1)),
    ],
)
async def test_a_message_is_settled_once(house: House, fate: Fate, counted: Progress) -> None:
    update = await house.published(ANA, BEN)
    first, second = await house.shelf.letters(10)
    await house.shelf.settle(first, fate)
    await house.shelf.settle(first, fate)
    assert await house.shelf.letters(10) == (second,)
    assert await house.telling.updates.progress(update.id) == counted


async def test_who_blocked_us_is_forgotten_with_all_that_waits(house: House) -> None:
    await house.published(ANA)
    second = await house.published(ANA)
    letter, _ = await house.shelf.letters(10)
    await house.shelf.settle(letter, Fate.GONE)
    assert await house.shelf.letters(10) == ()
    assert not await house.telling.subscriptions.is_subscribed(ANA)
    assert (await house.telling.updates.progress(second.id)).waiting == 0


async def test_who_is_told_stays_subscribed(house: House) -> None:
    await house.published(ANA)
    (letter,) = await house.shelf.letters(10)
    await house.shelf.settle(letter, Fate.TOLD)
    assert await house.telling.subscriptions.is_subscribed(ANA)


# ---------------------------------------------------------------- has it made a difference?
async def test_one_tap_is_an_answer_and_counts_at_close(house: House) -> None:
    update = await house.published()
    for number in range(12):
        person = PersonId(f"telegram:{number}")
        said = await difference.answer(house.intake, update.wave, person, "a_bit", "en")
        assert isinstance(said[-1], Thank)
    wave = await closing.close(house.store, house.keyring, update.wave, DAY)
    answers = [each.answers["difference"] for each in await house.store.responses(wave.id)]
    assert answers == [Picked(("a_bit",))] * 12


async def test_a_second_tap_changes_nothing(house: House) -> None:
    update = await house.published()
    await difference.answer(house.intake, update.wave, ANA, "yes", "en")
    again = await difference.answer(house.intake, update.wave, ANA, "no", "en")
    assert not isinstance(again[-1], Thank)
    wave = await closing.close(house.store, house.keyring, update.wave, DAY)
    (response,) = await house.store.responses(wave.id)
    assert response.answers["difference"] == Picked(("yes",))


async def test_a_tap_after_the_close_is_told_so(house: House) -> None:
    update = await house.published()
    assert await house.telling.updates.asks(update)
    await closing.close(house.store, house.keyring, update.wave, DAY)
    said = await difference.answer(house.intake, update.wave, ANA, "yes", "en")
    assert isinstance(said[-1], Problem)
    assert not await house.telling.updates.asks(update)


async def test_the_question_is_asked_in_the_language_of_the_update(house: House) -> None:
    draft = await house.draft({**ENGLISH, "cy": WELSH})
    await house.telling.updates.publish(draft.id)
    wave = (await house.waves.all())[0]
    assert wave.state is WaveState.OPEN
    assert WELSH.did in wave.survey.said(wave.survey.intro, "cy")
    assert wave.survey.said(wave.survey.questions[0].text, "cy") != wave.survey.questions[0].text


async def test_without_a_lead_nothing_is_published(
    house: House, monkeypatch: pytest.MonkeyPatch
) -> None:
    async def nobody() -> tuple[()]:
        return ()

    monkeypatch.setattr(house.store, "leads", nobody)
    draft = await house.draft()
    with pytest.raises(NoLead):
        await house.telling.updates.publish(draft.id)
    assert await house.telling.updates.published(house.survey.key) == ()
