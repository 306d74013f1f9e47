"""Updates: written, published once, queued for everybody who asked, asking for one tap back."""

import asyncio
from dataclasses import replace

import pytest

from surveys.errors import NoLead
from surveys.messages import PersonId, Problem, Thank
from surveys.records import Picked, WaveState
from surveys.telling import difference
from surveys.telling.outbox import Fate
from surveys.telling.proof import edition
from surveys.telling.updates import (
    ChangedUpdate,
    OwnUpdate,
    Progress,
    PublishedUpdate,
    Roots,
    Second,
    UnfinishedUpdate,
    UnknownUpdate,
    UpdateState,
    Words,
)
from surveys.waves import closing
from tests.factories import survey
from tests.surveys.telling.conftest import ANA, BEN, DAY, ENGLISH, READER, WRITER, House

WELSH = Words("Ydych chi'n ddiogel?", "Mae'r llwybr yn dywyll.", "Mae wyth lamp i fyny.")


# ---------------------------------------------------------------- writing
async def test_a_draft_can_be_changed_and_thrown_away(house: House) -> None:
    updates = house.telling.updates
    draft = await house.draft()
    changed = await updates.change(draft.id, {**ENGLISH, "cy": WELSH}, DAY, WRITER)
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
        await house.telling.updates.write(house.survey, words, DAY, WRITER)


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
    await house.publish(draft)
    (public,) = await updates.published(house.survey.key)
    assert (public.id, public.state) == (draft.id, UpdateState.PUBLISHED)
    assert await updates.published("another") == ()


async def test_who_saved_it_last_does_not_publish_it(house: House) -> None:
    updates, draft = house.telling.updates, await house.draft()
    read = edition(draft.words)
    for by in (WRITER, WRITER.upper()):
        with pytest.raises(OwnUpdate):
            await updates.publish(draft.id, Second(by, read))
    await updates.change(draft.id, ENGLISH, DAY, READER)
    with pytest.raises(OwnUpdate):
        await updates.publish(draft.id, Second(READER, read))
    await updates.publish(draft.id, Second(WRITER, read))


async def test_of_an_older_draft_nobody_knows_the_author_so_it_is_saved_first(house: House) -> None:
    draft = replace(await house.draft(), author="")
    await house.shelf.keep_update(draft)
    with pytest.raises(OwnUpdate):
        await house.publish(draft)


async def test_where_there_is_nobody_else_it_is_published_alone(house: House) -> None:
    draft = await house.draft()
    alone = Second(WRITER, edition(draft.words), alone=True)
    await house.telling.updates.publish(draft.id, alone)
    assert len(await house.telling.updates.published()) == 1


async def test_words_that_nobody_read_are_not_published(house: House) -> None:
    updates, draft = house.telling.updates, await house.draft()
    read = Second(READER, edition(draft.words))
    await updates.change(draft.id, {"en": Words("a", "b", "c")}, DAY, WRITER)
    with pytest.raises(ChangedUpdate):
        await updates.publish(draft.id, read)


async def test_what_it_grew_from_is_kept_and_found_by_its_wave(house: House) -> None:
    updates, roots = house.telling.updates, Roots("abc234", "Lighting", "A0001")
    draft = await updates.write(house.survey, ENGLISH, DAY, WRITER, roots)
    assert (await updates.one(draft.id)).roots == roots
    await house.publish(draft)
    await house.published()
    assert [each.id for each in await updates.published(house.survey.key, "abc234")] == [draft.id]
    assert len(await updates.published(house.survey.key)) == 2


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
        house.publish(update),
        updates.change(update.id, ENGLISH, DAY, WRITER),
        updates.discard(update.id),
        house.shelf.publish(update),
    ):
        with pytest.raises(PublishedUpdate):
            await attempt
    assert len(await house.shelf.letters(10)) == 1


async def test_two_clicks_at_once_queue_each_message_once(house: House) -> None:
    await house.telling.subscriptions.subscribe(ANA, house.survey.key, "en")
    draft = await house.draft()
    done = await asyncio.gather(house.publish(draft), house.publish(draft), return_exceptions=True)
    assert 1 in done
    assert len(await house.shelf.letters(10)) == 1


async def test_a_publishing_that_was_cut_off_goes_on_with_the_same_wave(house: House) -> None:
    draft = await house.draft()
    wave = await house.waves.create(survey(), "made before the cut")
    await house.shelf.keep_update(replace(draft, wave=wave.code))
    await house.publish(draft)
    assert (await house.telling.updates.one(draft.id)).wave == wave.code
    assert len(await house.waves.all()) == 1


async def test_drafts_stand_first_then_the_newest(house: House) -> None:
    days = [DAY.replace(day=day) for day in (3, 9, 6)]
    made = [await house.telling.updates.write(house.survey, ENGLISH, day, WRITER) for day in days]
    await house.publish(made[1])
    await house.publish(made[0])
    listed = [each.day.day for each in await house.telling.updates.all()]
    assert listed == [6, 9, 3]
    waves = {wave.name for wave in await house.waves.all()}
    assert waves == {"What we did, 9 March 2026", "What we did, 3 March 2026"}


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
    await house.publish(draft)
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
        await house.publish(draft)
    assert await house.telling.updates.published(house.survey.key) == ()
