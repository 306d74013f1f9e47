"""What leads do about an item: on it, handed over, kept from whom it names, its end recorded."""

from dataclasses import replace

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st
from nacl.exceptions import CryptoError

from surveys.errors import NotSealedForYou, UnknownText
from surveys.messages import WentBack, Wrote
from surveys.records import Handling, UrgentItem, Wave
from surveys.urgent import leads
from surveys.urgent.casework import (
    LONGEST_NOTE,
    CaseChanged,
    NobodyElse,
    NotALead,
    NoteTooLong,
    Result,
    StillOpens,
)
from surveys.urgent.leads import Unlocked, new_lead
from tests.house import CHEAP, NOON, PASSPHRASE, House

DANGER = "I want to kill myself tonight"


async def add(house: House, name: str) -> Unlocked:
    made = new_lead(name, PASSPHRASE, CHEAP)
    await house.store.add_lead(made)
    return leads.unlock(made, PASSPHRASE)


async def held(house: House, name: str = "Ana") -> Unlocked:
    return await house.lead_keys.unlock(name, PASSPHRASE)


async def item_of(house: House, wave: Wave, words: str = DANGER, who: str = "web:a") -> UrgentItem:
    await house.until(wave, who, "good", {"worry": words})
    (item,) = await house.store.urgent()
    return item


async def now(house: House) -> UrgentItem:
    (item,) = (*await house.store.urgent(), *(s.item for s in await house.store.urgent_seen()))
    return item


# ---------------------------------------------------------------- on it
async def test_a_lead_says_i_am_on_it_and_nothing_is_opened(house: House, wave: Wave) -> None:
    item = await item_of(house, wave)
    await house.casework.take(item.id, "Ana")
    assert (await now(house)).handling == Handling(taken_by="Ana")
    assert (await now(house)).text == item.text
    assert [each.taken_by for each in await house.urgent.waiting()] == ["Ana"]


async def test_on_everything_at_once_but_not_on_what_another_is_on(
    house: House, wave: Wave
) -> None:
    await add(house, "Bo")
    first = await item_of(house, wave)
    await house.casework.take(first.id, "Bo")
    await house.until(wave, "web:b", "good", {"worry": DANGER})
    taken = await house.casework.take_all("Ana")
    by = {item.id: item.handling.taken_by for item in await house.store.urgent()}
    assert by == {first.id: "Bo", taken[0]: "Ana"}
    assert await house.casework.take_all("Ana") == ()


async def test_reading_is_being_on_it(house: House, wave: Wave) -> None:
    item = await item_of(house, wave)
    await house.urgent.read_with(item.id, await held(house))
    assert (await now(house)).handling.taken_by == "Ana"


async def test_words_changed_by_their_writer_are_nobodys_again(house: House, wave: Wave) -> None:
    item = await item_of(house, wave)
    await house.casework.take(item.id, "Ana")
    await house.says(wave, "web:a", WentBack())
    await house.says(wave, "web:a", Wrote("i took pills. i want to die"))
    assert (await now(house)).handling == Handling()


async def test_a_lead_without_a_key_to_it_cannot_be_on_it(house: House, wave: Wave) -> None:
    item = await item_of(house, wave)
    await add(house, "Bo")
    with pytest.raises(NotSealedForYou):
        await house.casework.take(item.id, "Bo")
    with pytest.raises(UnknownText):
        await house.casework.take("nothing", "Ana")


# ---------------------------------------------------------------- handing over
@pytest.mark.parametrize("read_before", [False, True])
async def test_handed_over_it_opens_for_a_lead_who_had_no_key(
    house: House, wave: Wave, *, read_before: bool
) -> None:
    item, ana = await item_of(house, wave), await held(house)
    if read_before:
        await house.urgent.read_with(item.id, ana)
    bo = await add(house, "Bo")
    with pytest.raises(NotSealedForYou):
        await house.casework.look(item.id, bo)
    await house.casework.hand_over(item.id, ana, "Bo")
    assert (await now(house)).handling == Handling(handed_to="Bo", unopened_by="Bo")
    assert DANGER in (await house.casework.look(item.id, bo)).words
    await house.casework.take(item.id, "Bo")
    assert (await now(house)).handling == Handling(taken_by="Bo", unopened_by="Bo")
    assert DANGER in (await house.casework.look(item.id, ana)).words


async def test_handed_over_it_is_unopened_until_that_lead_reads_it(
    house: House, wave: Wave
) -> None:
    item, ana = await item_of(house, wave), await held(house)
    bo = await add(house, "Bo")
    await house.urgent.read_with(item.id, ana)
    await house.casework.hand_over(item.id, ana, "Bo")
    for take in (False, True):
        if take:
            await house.casework.take_all("Bo")
        await house.urgent.read_with(item.id, ana)
        assert [each.unopened_by for each in await house.urgent.seen()] == ["Bo"]
    await house.urgent.read_with(item.id, bo)
    assert (await now(house)).handling == Handling(taken_by="Bo")


async def test_handed_on_unopened_the_next_lead_is_to_open_it(house: House, wave: Wave) -> None:
    item, ana = await item_of(house, wave), await held(house)
    await add(house, "Bo")
    await add(house, "Cy")
    await house.urgent.read_with(item.id, ana)
    for to in ("Bo", "Cy"):
        await house.casework.hand_over(item.id, ana, to)
    await house.casework.take(item.id, "Cy")
    assert (await now(house)).handling == Handling(taken_by="Cy", unopened_by="Cy")
    await house.casework.record(item.id, ana, Result.POLICE, "")
    assert not (await now(house)).handling.unopened_by


async def test_it_is_handed_only_to_another_lead_with_a_key(house: House, wave: Wave) -> None:
    item, ana = await item_of(house, wave), await held(house)
    for nobody in ("Ana", "Nobody"):
        with pytest.raises(NotALead):
            await house.casework.hand_over(item.id, ana, nobody)


async def test_under_cover_it_stays_under_cover(house: House, wave: Wave) -> None:
    item, ana = await item_of(house, wave), await held(house)
    await add(house, "Bo")
    await house.casework.hand_over(item.id, ana, "Bo")
    await house.casework.record(item.id, ana, Result.POLICE, "rang 999")
    lies = await now(house)
    assert lies.text[:1] == item.text[:1] == b"\1"
    with pytest.raises(NotSealedForYou):
        leads.opened(lies, ana)
    await house.closed(wave)
    after = await now(house)
    assert after.id != item.id
    assert after.handling.outcomes[0].note != lies.handling.outcomes[0].note
    case = await house.casework.look(after.id, ana)
    assert DANGER in case.words
    assert [(said.result, said.note) for said in case.outcomes] == [("police", "rang 999")]


# ---------------------------------------------------------------- a lead who is named
async def test_kept_from_a_lead_it_is_not_there_for_them(house: House, wave: Wave) -> None:
    bo = await add(house, "Bo")
    item, ana = await item_of(house, wave), await held(house)
    before = await now(house)
    await house.casework.record(item.id, ana, Result.REFERRED, "told the front door")
    await house.casework.withhold(item.id, ana, "Bo", "Ana")
    after = await now(house)
    assert after.handling.withheld == ("Bo",)
    assert after.handling.taken_by == "Ana"
    assert set(after.keys) == {"Ana"}
    with pytest.raises(UnknownText):
        await house.casework.look(item.id, bo)
    with pytest.raises(NotSealedForYou):
        await house.urgent.read_with(item.id, bo)
    assert await house.urgent.waiting("Bo") == ()
    assert len(await house.urgent.waiting("Ana")) == 1
    old_key = replace(after, keys=before.keys)
    await house.store.change_urgent(after, old_key)
    with pytest.raises(CryptoError):  # the key Bo had does not open the words any more
        await house.urgent.read_with(item.id, bo)
    await house.store.change_urgent(old_key, after)
    case = await house.casework.look(item.id, ana)
    assert DANGER in case.words
    assert case.outcomes[0].note == "told the front door"


async def test_a_lead_who_is_named_gives_it_to_another(house: House, wave: Wave) -> None:
    bo = await add(house, "Bo")
    item, ana = await item_of(house, wave), await held(house)
    with pytest.raises(NotALead):
        await house.casework.withhold(item.id, ana, "Ana", "Ana")
    await house.casework.withhold(item.id, ana, "Ana", "Bo")
    assert (await now(house)).handling == Handling(
        handed_to="Bo", withheld=("Ana",), unopened_by="Bo"
    )
    assert DANGER in (await house.casework.look(item.id, bo)).words
    with pytest.raises(UnknownText):
        await house.casework.look(item.id, ana)
    with pytest.raises(NotALead):
        await house.casework.hand_over(item.id, bo, "Ana")
    assert await house.lead_keys.reseal_for("Ana", bo) == 0


async def test_it_is_never_kept_from_everybody(house: House, wave: Wave) -> None:
    item, ana = await item_of(house, wave), await held(house)
    with pytest.raises((NobodyElse, NotALead)):
        await house.casework.withhold(item.id, ana, "Ana", "Bo")
    assert set((await now(house)).keys) == {"Ana"}


@pytest.mark.parametrize(
    ("words", "kept_from"),
    [
        ("jo bloggs touches me, i want to die", ("Jo Bloggs",)),
        ("Mr Bloggs hits me. I want to kill myself", ("Jo Bloggs",)),
        ("Mrs. bloggs hurts me and I want to kill myself", ("Jo Bloggs",)),
        ("jo hits me and I want to kill myself", ()),
        ("mr bloggsworth hits me. i want to kill myself", ()),
    ],
)
async def test_words_that_name_a_lead_are_never_sealed_to_them(
    house: House, wave: Wave, words: str, kept_from: tuple[str, ...]
) -> None:
    await add(house, "Jo Bloggs")
    item = await item_of(house, wave, words)
    assert item.handling.withheld == kept_from
    assert set(item.keys) == {"Ana", "Jo Bloggs"} - set(kept_from)


async def test_words_that_name_every_lead_there_is_still_reach_somebody(
    house: House, wave: Wave
) -> None:
    item = await item_of(house, wave, "Miss Ana hits me. I want to kill myself")
    assert set(item.keys) == {"Ana"}
    assert item.handling.withheld == ()


# ---------------------------------------------------------------- outcomes
@settings(max_examples=20, deadline=None)
@given(st.lists(st.tuples(st.sampled_from(Result), st.text(max_size=60)), max_size=4))
def test_outcomes_only_grow_and_their_notes_open_for_leads_alone(
    said: list[tuple[Result, str]],
) -> None:
    ana = new_lead("Ana", PASSPHRASE, CHEAP)
    from surveys.urgent.casework import _recorded  # noqa: PLC0415 - the pure middle of it

    outside = leads.Envelope("item", "wave", NOON.date(), 1024)
    item, opener = leads.seal("words", [ana], outside), leads.unlock(ana, PASSPHRASE)
    for number, (result, note) in enumerate(said, 1):
        item = _recorded(item, opener, result, note, NOON.date())
        assert len(item.handling.outcomes) == number
    lengths = {len(each.note) for each in item.handling.outcomes}
    assert len(lengths) <= 1
    assert [each.outcome for each in item.handling.outcomes] == [result for result, _ in said]


async def test_a_note_too_long_is_refused_and_nothing_is_recorded(house: House, wave: Wave) -> None:
    item, ana = await item_of(house, wave), await held(house)
    with pytest.raises(NoteTooLong):
        await house.casework.record(item.id, ana, Result.KNOWN, "x" * (LONGEST_NOTE + 1))
    assert (await now(house)).handling.outcomes == ()
    await house.casework.record(item.id, ana, Result.KNOWN, "😀" * LONGEST_NOTE)


async def test_a_result_recorded_is_seen_in_the_list_and_its_note_is_not(
    house: House, wave: Wave
) -> None:
    item, ana = await item_of(house, wave), await held(house)
    await house.urgent.read_with(item.id, ana)
    await house.casework.record(item.id, ana, Result.NOT_FOUND, "no school named")
    (seen,) = await house.urgent.seen()
    assert seen.results == ("not_found",)
    assert "school" not in repr(await house.store.urgent_seen())


async def test_two_leads_at_once_and_the_second_is_told(house: House, wave: Wave) -> None:
    item, ana = await item_of(house, wave), await held(house)
    await add(house, "Bo")
    change = house.store.change_urgent

    async def slow(before: UrgentItem, after: UrgentItem) -> bool:
        house.store.change_urgent = change  # type: ignore[method-assign]
        await house.casework.take(item.id, "Ana")
        return await change(before, after)

    house.store.change_urgent = slow  # type: ignore[method-assign]
    with pytest.raises(CaseChanged):
        await house.casework.hand_over(item.id, ana, "Bo")
    assert (await now(house)).handling == Handling(taken_by="Ana")


# ---------------------------------------------------------------- lost, kept, removed
async def test_what_no_key_opens_is_said_to_be_lost_and_stays(house: House, wave: Wave) -> None:
    item = await item_of(house, wave)
    with pytest.raises(StillOpens):
        await house.casework.record_lost(item.id, "Ana")
    assert await house.lead_keys.replace_lost("Ana", "another four plain words") == 1
    with pytest.raises(NotSealedForYou):
        await house.urgent.read(item.id, "Ana", "another four plain words")
    await house.casework.record_lost(item.id, "Ana")
    (seen,) = await house.urgent.seen()
    assert (seen.results, seen.opens, seen.by) == (("lost",), (), "Ana")


async def test_nothing_removes_an_item_that_nobody_has_read(house: House, wave: Wave) -> None:
    item, ana = await item_of(house, wave), await held(house)
    await house.casework.record(item.id, ana, Result.MISTAKE, "")
    house.clock.pass_(days=4000)
    assert await house.store.forget_urgent(house.clock().date()) == 0
    assert len(await house.store.urgent()) == 1
