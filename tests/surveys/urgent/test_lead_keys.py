"""Leads' keys: only the right passphrase opens, two leads, rotation, and a loss that is said."""

from dataclasses import replace

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from surveys.anonymity.keyring import WaveKeys
from surveys.errors import KeyMissing, NotSealedForYou, WrongPassphrase
from surveys.records import Lead, UrgentItem, Wave
from surveys.urgent import leads
from surveys.urgent.lead_keys import KeyChanged, KeyState, WeakPassphrase
from surveys.urgent.leads import new_lead
from tests.house import CHEAP, NOON, PASSPHRASE, House

DANGER = "I want to kill myself tonight"
OTHER = "another four plain words"
ANA = new_lead("Ana", PASSPHRASE, CHEAP)
OUTSIDE = leads.Envelope("item", "wave", NOON.date(), 1024)
ITEM = leads.seal(DANGER, [ANA], OUTSIDE)


async def two_leads(house: House, wave: Wave) -> None:
    """Ana and Bo, and words sealed to both, some of them read."""
    await house.store.add_lead(new_lead("Bo", OTHER, CHEAP))
    for who in ("web:a", "web:b", "web:c"):
        await house.until(wave, who, "good", {"worry": DANGER})
    (first, *_) = await house.urgent.waiting()
    await house.urgent.read(first.id, "Bo", OTHER)


async def items(house: House) -> list[UrgentItem]:
    return [*await house.store.urgent(), *(s.item for s in await house.store.urgent_seen())]


async def opens(house: House, name: str, passphrase: str) -> int:
    """How many of the items that lead opens with that passphrase."""
    held, count = await house.lead_keys.unlock(name, passphrase), 0
    for item in await items(house):
        try:
            count += DANGER in (await house.casework.look(item.id, held)).words
        except NotSealedForYou:
            continue
    return count


async def lead(house: House, name: str) -> Lead:
    return next(each for each in await house.store.leads() if each.name == name)


# ---------------------------------------------------------------- only the passphrase
@settings(max_examples=40, deadline=None)
@given(st.text(max_size=40))
def test_no_other_passphrase_opens_anything(guess: str) -> None:
    if guess == PASSPHRASE:
        return
    with pytest.raises(WrongPassphrase):
        leads.unlock(ANA, guess)


@settings(max_examples=20, deadline=None)
@given(st.text(min_size=1, max_size=40))
def test_the_right_one_opens_whatever_it_is(passphrase: str) -> None:
    made = new_lead("Cy", passphrase, CHEAP)
    held = leads.unlock(made, passphrase)
    assert leads.opened(leads.seal(DANGER, [made], OUTSIDE), held) == DANGER


def test_a_key_in_the_open_shows_itself_nowhere() -> None:
    held = leads.unlock(ANA, PASSPHRASE)
    assert held.keys[0].hex() not in repr(held)
    assert str(held.keys[0]) not in repr(held)


# ---------------------------------------------------------------- another passphrase
async def test_another_passphrase_opens_what_the_old_one_did_and_the_old_one_nothing(
    house: House, wave: Wave
) -> None:
    await two_leads(house, wave)
    await house.lead_keys.change_passphrase("Ana", PASSPHRASE, OTHER)
    assert await opens(house, "Ana", OTHER) == 3
    with pytest.raises(WrongPassphrase):
        await house.lead_keys.unlock("Ana", PASSPHRASE)


async def test_changing_it_needs_the_old_one_and_a_good_new_one(house: House, wave: Wave) -> None:
    await two_leads(house, wave)
    before = await house.store.leads()
    with pytest.raises(WrongPassphrase):
        await house.lead_keys.change_passphrase("Ana", "guess", OTHER)
    for weak in ("", "short", "x" * 501):
        with pytest.raises(WeakPassphrase):
            await house.lead_keys.change_passphrase("Ana", PASSPHRASE, weak)
    with pytest.raises(NotSealedForYou):
        await house.lead_keys.change_passphrase("Nobody", PASSPHRASE, OTHER)
    assert await house.store.leads() == before


# ---------------------------------------------------------------- rotation
async def test_a_new_key_opens_all_the_old_one_did_and_the_old_key_opens_nothing(
    house: House, wave: Wave
) -> None:
    await two_leads(house, wave)
    old = leads.unlock(await lead(house, "Ana"), PASSPHRASE)
    held, resealed = await house.lead_keys.rotate("Ana", PASSPHRASE)
    assert resealed == 3
    assert held.keys[0] != old.keys[0]
    assert await opens(house, "Ana", PASSPHRASE) == 3
    assert await opens(house, "Bo", OTHER) == 3
    for item in await items(house):
        with pytest.raises(NotSealedForYou):
            await house.casework.look(item.id, old)


async def test_words_sealed_to_the_old_key_while_it_was_changed_still_open(
    house: House, wave: Wave
) -> None:
    """Another process had read the leads before the change and stored after it."""
    await two_leads(house, wave)
    before = await house.store.leads()
    await house.lead_keys.rotate("Ana", PASSPHRASE)
    late = leads.seal(f"?\n\n{DANGER}", before, replace(OUTSIDE, wave_id=wave.id))
    await house.store.add_urgent(late)
    assert await opens(house, "Ana", PASSPHRASE) == 4
    now = leads.Unlocked("Ana", leads.unlock(await lead(house, "Ana"), PASSPHRASE).keys[:1])
    assert DANGER in (await house.casework.look("item", now)).words


async def test_a_crash_after_the_key_was_kept_loses_nothing(house: House, wave: Wave) -> None:
    await two_leads(house, wave)
    before = await lead(house, "Ana")
    after = leads.rotated(before, PASSPHRASE, NOON.date(), CHEAP)
    assert await house.store.change_lead(before, after)
    assert await opens(house, "Ana", PASSPHRASE) == 3


async def test_two_rotations_in_a_row_lose_nothing(house: House, wave: Wave) -> None:
    await two_leads(house, wave)
    for _ in range(2):
        await house.lead_keys.rotate("Ana", PASSPHRASE)
    assert await opens(house, "Ana", PASSPHRASE) == 3


async def test_the_former_key_goes_two_days_later(house: House, wave: Wave) -> None:
    await two_leads(house, wave)
    await house.lead_keys.rotate("Ana", PASSPHRASE)
    assert (await lead(house, "Ana")).former
    house.clock.pass_(days=2)
    await house.lead_keys.unlock("Ana", PASSPHRASE)
    assert not (await lead(house, "Ana")).former
    assert await opens(house, "Ana", PASSPHRASE) == 3


async def test_the_former_key_stays_while_it_may_be_needed(
    house: House, wave: Wave, monkeypatch: pytest.MonkeyPatch
) -> None:
    def lost(_wave_id: str) -> WaveKeys:
        raise KeyMissing

    await two_leads(house, wave)
    with monkeypatch.context() as while_the_keyring_is_away:
        while_the_keyring_is_away.setattr(house.keyring, "keys", lost)
        await house.lead_keys.rotate("Ana", PASSPHRASE)
        house.clock.pass_(days=9)
        await house.lead_keys.unlock("Ana", PASSPHRASE)
    assert (await lead(house, "Ana")).former
    assert await opens(house, "Ana", PASSPHRASE) == 3
    assert not (await lead(house, "Ana")).former
    assert await opens(house, "Ana", PASSPHRASE) == 3


async def test_a_key_changed_in_two_windows_is_changed_once(house: House, wave: Wave) -> None:
    await two_leads(house, wave)
    change = house.store.change_lead

    async def late(before: Lead, after: Lead) -> bool:
        house.store.change_lead = change  # type: ignore[method-assign]
        await house.lead_keys.change_passphrase("Ana", PASSPHRASE, OTHER)
        return await change(before, after)

    house.store.change_lead = late  # type: ignore[method-assign]
    with pytest.raises(KeyChanged):
        await house.lead_keys.rotate("Ana", PASSPHRASE)
    assert await opens(house, "Ana", OTHER) == 3


# ---------------------------------------------------------------- a lost key
async def test_a_lost_key_is_a_loss_that_is_counted_and_the_other_lead_mends_it(
    house: House, wave: Wave
) -> None:
    await two_leads(house, wave)
    new = "a third set of words"
    assert await house.lead_keys.replace_lost("Ana", new) == 3
    assert await opens(house, "Ana", new) == 0
    today = NOON.date()
    assert await house.lead_keys.states() == (KeyState("Ana", today, 3), KeyState("Bo", None, 0))
    bo = await house.lead_keys.unlock("Bo", OTHER)
    assert await house.lead_keys.reseal_for("Ana", bo) == 3
    assert await opens(house, "Ana", new) == 3
    assert [state.missing for state in await house.lead_keys.states()] == [0, 0]


async def test_a_lead_whose_account_was_cut_off_gets_a_first_key(house: House) -> None:
    new = "a third set of words"
    assert await house.lead_keys.replace_lost("Cy", new) == 0
    assert (await house.lead_keys.unlock("Cy", new)).name == "Cy"


async def test_without_another_lead_what_was_sealed_is_lost_and_new_words_are_not(
    house: House, wave: Wave
) -> None:
    await house.until(wave, "web:a", "good", {"worry": DANGER})
    ana = await house.lead_keys.unlock("Ana", PASSPHRASE)
    assert await house.lead_keys.replace_lost("Ana", OTHER) == 1
    assert await opens(house, "Ana", OTHER) == 0
    (lost,) = await house.store.urgent()
    with pytest.raises(NotSealedForYou):
        await house.casework.look(lost.id, ana)
    await house.until(wave, "web:b", "good", {"worry": DANGER})
    assert await opens(house, "Ana", OTHER) == 1
    assert [len(each.opens) for each in await house.urgent.waiting()].count(0) == 1


async def test_a_lead_who_came_later_is_given_what_another_opens(house: House, wave: Wave) -> None:
    await house.until(wave, "web:a", "good", {"worry": DANGER})
    await house.store.add_lead(new_lead("Bo", OTHER, CHEAP))
    ana = await house.lead_keys.unlock("Ana", PASSPHRASE)
    assert await house.lead_keys.reseal_for("Bo", ana) == 1
    assert await opens(house, "Bo", OTHER) == 1
