"""Words are sealed to leads who can log in, not to one who left and might be the only other."""

from collections.abc import AsyncIterator
from dataclasses import dataclass, replace

import pytest
from argon2 import PasswordHasher

from surveys.officers.accounts import Officers, Role
from surveys.officers.passwords import Vault
from surveys.officers.records import Officer
from surveys.records import UrgentItem
from surveys.sql.officers import SqlOfficers
from surveys.sql.store import SqlStore
from surveys.urgent.casework import NotALead
from surveys.urgent.contact import ContactBox, Request
from surveys.urgent.leads import new_lead
from surveys.urgent.passing_on import pass_on
from tests.house import CHEAP, NOON, PASSPHRASE, House, house

ANA, BO = "Ana Hill", "Bo Carr"
DANGER = "I want to kill myself tonight"
NAMES_ANA = "Ana Hill hits me. I want to kill myself"
NAMES_BO = "Bo Carr hits me. I want to kill myself"


@dataclass
class Office:
    """A house whose leads have accounts."""

    house: House
    officers: Officers

    async def waits(self, words: str, who: str = "web:a") -> UrgentItem:
        """What one person writes in an open wave."""
        wave = await self.house.open_wave()
        known = {item.id for item in await self.house.store.urgent()}
        await self.house.until(wave, who, "good", {"worry": words})
        (new,) = [item for item in await self.house.store.urgent() if item.id not in known]
        return new


@pytest.fixture
async def office(url: str) -> AsyncIterator[Office]:
    async with SqlStore.open(url) as store, house(store) as made:
        cheap = Vault(PasswordHasher(time_cost=1, memory_cost=8, parallelism=1))
        officers = Officers(SqlOfficers(store.database), made.clock, cheap)
        for name in (ANA, BO):
            await officers.add(name, Role.LEAD, "lamp river seven")
            await store.add_lead(new_lead(name, PASSPHRASE, CHEAP))
        yield Office(made, officers)


async def test_words_that_name_the_one_lead_left_reach_that_lead(office: Office) -> None:
    await office.officers.shut(BO)
    item = await office.waits(NAMES_ANA)
    assert set(item.keys) == {ANA}


async def test_a_lead_who_left_gets_nothing_more_and_all_of_it_on_coming_back(
    office: Office,
) -> None:
    lead_keys = office.house.lead_keys
    await office.officers.shut(BO)
    assert set((await office.waits(DANGER)).keys) == {ANA}
    assert [state.name for state in await lead_keys.states()] == [ANA]
    await office.officers.reopen(BO)
    assert [state.missing for state in await lead_keys.states()] == [0, 1]
    assert await lead_keys.reseal_for(BO, await lead_keys.unlock(ANA, PASSPHRASE)) == 1


async def test_what_names_a_lead_who_left_is_kept_from_them_when_they_come_back(
    office: Office,
) -> None:
    await office.officers.shut(BO)
    item = await office.waits(NAMES_BO)
    assert set(item.keys) == {ANA}
    assert item.handling.withheld == (BO,)


async def test_who_is_a_lead_no_more_gets_nothing_more(office: Office) -> None:
    await office.officers.amend(Officer(BO, frozenset({Role.OFFICER})))
    assert set((await office.waits(DANGER)).keys) == {ANA}


async def test_where_every_account_is_shut_all_get_it(office: Office) -> None:
    shelf = SqlOfficers(office.house.store.database)  # type: ignore[attr-defined]
    for name in (ANA, BO):
        await shelf.amend_officer(name.casefold(), lambda one, _: replace(one, active=False))
    assert set((await office.waits(DANGER)).keys) == {ANA, BO}


async def test_nothing_is_given_to_a_lead_who_left(office: Office) -> None:
    item = await office.waits(DANGER)
    ana = await office.house.lead_keys.unlock(ANA, PASSPHRASE)
    await office.officers.shut(BO)
    with pytest.raises(NotALead):
        await office.house.casework.hand_over(item.id, ana, BO)
    with pytest.raises(NotALead):
        await office.house.casework.withhold(item.id, ana, ANA, BO)


async def test_a_request_to_be_contacted_goes_to_leads_who_are_there(office: Office) -> None:
    await office.officers.shut(BO)
    box = ContactBox(office.house.store, office.house.clock)
    await box.ask(Request("ring 01632 960001"))
    (item,) = await office.house.store.urgent()
    assert set(item.keys) == {ANA}


async def test_a_text_passed_on_goes_to_leads_who_are_there(office: Office) -> None:
    home = office.house
    wave = await home.open_wave()
    await home.finishes(wave, "web:a", {"worry": "fuck this fucking place"})
    await home.closed(wave)
    await office.officers.shut(BO)
    (text,) = await home.review.held(wave.code)
    await pass_on(home.store, home.review, text, "Olu", NOON.date())
    (item,) = await home.store.urgent()
    assert set(item.keys) == {ANA}
