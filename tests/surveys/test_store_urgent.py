"""What every store promises about urgent texts and the leads who read them."""

from dataclasses import replace
from datetime import timedelta

import pytest

from surveys.errors import AlreadyThere
from surveys.records import CONTACT, Handling, Recorded, UrgentItem, WaveState
from surveys.store import SeenUrgent, Store
from surveys.writes import Write
from tests.factories import DAY, finish, forget, lead, save, urgent, wave, withdraw

TOMORROW = DAY + timedelta(days=1)


@pytest.fixture(autouse=True)
async def _one_open_wave(store: Store) -> None:
    await store.add_wave(wave())


async def test_urgent_items_wait_oldest_day_first_then_by_id(store: Store) -> None:
    items = urgent("c", day=TOMORROW), urgent("b"), urgent("a", day=TOMORROW)
    await store.commit([save("a", urgent=items[:2]), finish("b", urgent=items[2:])])
    assert await store.urgent() == (items[1], items[2], items[0])


async def test_a_new_text_replaces_the_one_that_waits(store: Store) -> None:
    await store.commit([save("a", urgent=(urgent("a"),))])
    other = urgent("a", text=b"other words", keys={"Bo": b"key"})
    await store.commit([save("a", 1, urgent=(other,), dropped=("urgent-a",))])
    assert await store.urgent() == (other,)


@pytest.mark.parametrize(
    "write",
    [
        save("a", 1, dropped=("urgent-a",)),
        finish("a", 1, dropped=("urgent-a",)),
        forget("a", dropped=("urgent-a",)),
        withdraw("b", dropped=("urgent-a", "urgent-none")),
    ],
)
async def test_what_is_dropped_goes_only_while_nobody_has_read_it(
    store: Store, write: Write
) -> None:
    kept = urgent("b")
    await store.commit([save("a", urgent=(urgent("a"), kept)), finish("b")])
    await store.commit([write])
    assert await store.urgent() == (kept,)
    await store.urgent_read("urgent-b", "Ana", TOMORROW)
    await store.commit([forget("a", dropped=("urgent-b",))])
    assert await store.urgent() == ()
    assert await store.urgent_seen() == (SeenUrgent(kept, "Ana", TOMORROW),)


@pytest.mark.parametrize(
    "refused",
    [
        save("a", 7, dropped=("urgent-a",)),
        finish("a", 7, dropped=("urgent-a",)),
        withdraw("nobody", dropped=("urgent-a",)),
    ],
)
async def test_a_write_without_effect_drops_nothing(store: Store, refused: Write) -> None:
    await store.commit([save("a", urgent=(urgent("a"),))])
    await store.commit([refused])
    assert await store.urgent() == (urgent("a"),)


async def test_put_and_dropped_in_one_batch_is_gone(store: Store) -> None:
    put, gone = save("a", urgent=(urgent("a"),)), save("a", 1, dropped=("urgent-a",))
    await store.commit([put, gone])
    assert await store.urgent() == ()


async def test_dropped_and_put_again_in_one_batch_is_there(store: Store) -> None:
    await store.commit([save("a", urgent=(urgent("a"),))])
    again = urgent("a", text=b"again")
    await store.commit([save("a", 1, dropped=("urgent-a",)), save("a", 2, urgent=(again,))])
    assert await store.urgent() == (again,)


async def test_new_words_after_reading_wait_beside_what_was_read(store: Store) -> None:
    first, second = urgent("a"), urgent("a", text=b"new words")
    await store.commit([save("a", urgent=(first,))])
    await store.urgent_read(first.id, "Ana", DAY)
    await store.commit([save("a", 1, dropped=(first.id,), urgent=(second,))])
    assert await store.urgent() == (second,)
    await store.urgent_read(second.id, "Bo", TOMORROW)
    seen = SeenUrgent(first, "Ana", DAY), SeenUrgent(second, "Bo", TOMORROW)
    assert await store.urgent_seen() == seen


async def test_reading_twice_or_what_is_gone_changes_nothing(store: Store) -> None:
    await store.commit([save("a", urgent=(urgent("a"),))])
    await store.urgent_read("urgent-a", "Ana", DAY)
    await store.urgent_read("urgent-a", "Bo", DAY)
    await store.urgent_read("urgent-none", "Bo", DAY)
    assert await store.urgent_seen() == (SeenUrgent(urgent("a"), "Ana", DAY),)


async def test_leads_come_back_by_name_and_are_never_replaced(store: Store) -> None:
    await store.add_lead(lead("Bo"))
    await store.add_lead(lead("Ana"))
    with pytest.raises(AlreadyThere):
        await store.add_lead(lead("Bo"))
    assert await store.leads() == (lead("Ana"), lead("Bo"))


# ---------------------------------------------------------------- what leads do
NOTED = Handling(
    "Ana",
    "Bo",
    ("Cy", "Dee Lyn"),
    (Recorded("police", "Ana", TOMORROW, b"\0sealed note"),),
    "Bo",
)


async def test_an_item_is_changed_where_it_waits_and_where_it_was_read(store: Store) -> None:
    waits, read = urgent("a"), urgent("b")
    await store.commit([save("a", urgent=(waits, read))])
    await store.urgent_read(read.id, "Ana", DAY)
    changed = [
        replace(each, text=b"anew", keys={"Bo": b"k"}, handling=NOTED) for each in (waits, read)
    ]
    for before, after in zip((waits, read), changed, strict=True):
        assert await store.change_urgent(before, after)
        assert not await store.change_urgent(before, after)
    assert await store.urgent() == (changed[0],)
    assert await store.urgent_seen() == (SeenUrgent(changed[1], "Ana", DAY),)


@pytest.mark.parametrize(
    "other",
    [
        urgent("a", text=b"other words"),
        urgent("a", keys={"Bo": b"key to Bo"}),
        urgent("a", handling=Handling("Bo")),
        urgent("none"),
    ],
)
async def test_an_item_that_is_another_by_now_is_not_changed(
    store: Store, other: UrgentItem
) -> None:
    await store.commit([save("a", urgent=(urgent("a"),))])
    assert not await store.change_urgent(other, replace(other, text=b"anew"))
    assert await store.urgent() == (urgent("a"),)


async def test_who_is_on_it_stays_with_an_item_that_is_read_or_made_anew_at_close(
    store: Store,
) -> None:
    a, b = urgent("a", handling=NOTED), urgent("b", handling=NOTED)
    await store.commit([save("a", urgent=(a, b))])
    await store.urgent_read(b.id, "Ana", DAY)
    await store.move_wave("wave-one", WaveState.OPEN, WaveState.CLOSING, DAY)
    await store.rewrite("wave-one", {}, [], lambda item: replace(item, id=f"new-{item.id}"))
    assert [item.handling for item in await store.urgent()] == [NOTED]
    assert [seen.item.handling for seen in await store.urgent_seen()] == [NOTED]


async def test_only_what_was_read_long_ago_and_has_an_outcome_is_forgotten(store: Store) -> None:
    done = Handling("Ana", outcomes=NOTED.outcomes)
    named_oddly = Handling("outcomes", "outcomes", ("outcomes",))
    items = {
        "waits": urgent("waits", handling=done),
        "open": urgent("open", handling=named_oddly),
        "fresh": urgent("fresh", handling=done),
        "old": urgent("old", handling=done),
    }
    await store.commit([save("a", urgent=tuple(items.values()))])
    for name, on in (("open", DAY), ("fresh", TOMORROW), ("old", DAY)):
        await store.urgent_read(items[name].id, "Ana", on)
    assert await store.forget_urgent(TOMORROW) == 1
    assert await store.urgent() == (items["waits"],)
    assert {seen.item.id for seen in await store.urgent_seen()} == {"urgent-open", "urgent-fresh"}
    assert await store.forget_urgent(TOMORROW) == 0


async def test_an_item_of_no_conversation_waits_beside_the_others(store: Store) -> None:
    asked = urgent("contact", wave_id=CONTACT)
    await store.add_urgent(asked)
    with pytest.raises(AlreadyThere):
        await store.add_urgent(asked)
    assert await store.urgent() == (asked,)


async def test_a_leads_key_is_replaced_only_by_who_has_seen_it(store: Store) -> None:
    old = lead("Bo")
    new = replace(old, public=b"new", private=b"newer", former=b"old one", made_on=DAY)
    await store.add_lead(old)
    assert await store.change_lead(old, new)
    assert not await store.change_lead(old, replace(new, private=b"stolen"))
    assert not await store.change_lead(lead("Nobody"), new)
    assert await store.leads() == (new,)
