"""The chain with nobody online: lead, deputy, out-of-hours contact, one notice each, then quiet."""

import asyncio
from dataclasses import replace

import pytest

from bot.alerts.mail import mail_place
from bot.alerts.place import Place
from bot.mail import Server
from surveys.messages import Incoming, PersonId, Stopped
from surveys.records import CONTACT, Handling, UrgentItem
from surveys.telling.alerting import Chain, taken_name
from surveys.urgent import leads
from surveys.urgent.leads import Unlocked
from tests.bot.alerts.conftest import NOON, House, Mailbox
from tests.bot.alerts.test_alerts import HERE, SENDER, by_mail, watch

DUTY, DEPUTY, NIGHT = "duty@b.example.org", "deputy@b.example.org", "night@b.example.org"


def chain(mailbox: Mailbox) -> tuple[Place, ...]:
    server = Server.at(f"smtp://127.0.0.1:{mailbox.port}")
    steps = ((DUTY, "lead"), (DEPUTY, "deputy"), (NIGHT, "out_of_hours"))
    return tuple(mail_place(server, SENDER, address, step) for address, step in steps)


async def minutes_pass(house: House, mailbox: Mailbox, minutes: int) -> None:
    """A look every minute, each by a process of its own, as after any number of restarts."""
    for _ in range(minutes):
        house.time.on(minutes=1)
        await watch(house, *chain(mailbox)).round()


async def test_with_nobody_online_each_step_is_told_once_in_its_time(
    house: House, mailbox: Mailbox
) -> None:
    await house.urgent()
    await watch(house, *chain(mailbox)).round()
    assert mailbox.to == [DUTY]
    await minutes_pass(house, mailbox, 14)
    assert mailbox.to == [DUTY]
    await minutes_pass(house, mailbox, 2)
    assert mailbox.to == [DUTY, DEPUTY]
    await minutes_pass(house, mailbox, 15)
    assert mailbox.to == [DUTY, DEPUTY, NIGHT]
    await minutes_pass(house, mailbox, 120)
    assert mailbox.to == [DUTY, DEPUTY, NIGHT]


async def test_who_is_told_later_reads_why_and_still_not_what(
    house: House, mailbox: Mailbox
) -> None:
    await house.urgent()
    await minutes_pass(house, mailbox, 40)
    duty, deputy, night = mailbox.words
    assert "Nobody has been" not in duty
    assert "Nobody has been on it for 15 minutes. You are told as deputy." in deputy
    assert "for 30 minutes. You are told as out-of-hours contact." in night
    assert mailbox.letters[1]["Subject"].startswith("Still waiting: something urgent")
    for words in mailbox.words:
        assert f"{HERE}/console/urgent" in words
        assert "hits" not in words


@pytest.mark.parametrize("after", [0, 16])
async def test_once_a_lead_is_on_it_nobody_more_is_told_and_its_time_is_not_kept(
    house: House, mailbox: Mailbox, after: int
) -> None:
    await house.urgent()
    await watch(house, *chain(mailbox)).round()
    await minutes_pass(house, mailbox, after)
    told = list(mailbox.to)
    assert await house.shelf.chains()
    (item,) = await house.store.urgent()
    taken = replace(item, handling=Handling(taken_by="Lee"))
    assert await house.store.change_urgent(item, taken)
    await minutes_pass(house, mailbox, 25)
    assert mailbox.to == told
    assert {chain.item for chain in await house.shelf.chains()} == {taken_name(item.id)}
    assert await house.shelf.alerts() == ()


async def test_who_took_it_and_does_not_open_it_is_reminded_once(
    house: House, mailbox: Mailbox
) -> None:
    await house.urgent()
    await watch(house, *chain(mailbox)).round()
    (item,) = await house.store.urgent()
    assert await house.store.change_urgent(item, replace(item, handling=Handling(taken_by="Lee")))
    await minutes_pass(house, mailbox, 120)
    assert sorted(mailbox.to) == sorted([DUTY, DUTY, DEPUTY])
    assert all("has not opened it" in words for words in mailbox.words[1:])
    await house.urgent_box.read(item.id, "Lee", "quiet harbour nine")
    await minutes_pass(house, mailbox, 60)
    assert len(mailbox.to) == 3
    assert (await house.shelf.chains(), await house.shelf.alerts()) == ((), ())


async def test_who_took_it_and_opens_it_in_time_is_not_reminded(
    house: House, mailbox: Mailbox
) -> None:
    await house.urgent()
    await watch(house, *chain(mailbox)).round()
    (item,) = await house.store.urgent()
    assert await house.store.change_urgent(item, replace(item, handling=Handling(taken_by="Lee")))
    await minutes_pass(house, mailbox, 20)
    await house.urgent_box.read(item.id, "Lee", "quiet harbour nine")
    await minutes_pass(house, mailbox, 60)
    assert mailbox.to == [DUTY]


async def test_who_takes_it_back_ends_the_chain(house: House, mailbox: Mailbox) -> None:
    await house.urgent()
    await watch(house, *chain(mailbox)).round()
    await house.intake.receive(house.code, Incoming(PersonId("telegram:1"), Stopped()))
    await minutes_pass(house, mailbox, 60)
    assert mailbox.to == [DUTY]
    assert await house.shelf.chains() == ()


async def test_each_item_has_its_own_time(house: House, mailbox: Mailbox) -> None:
    await house.urgent(1)
    await watch(house, *chain(mailbox)).round()
    await minutes_pass(house, mailbox, 10)
    await house.urgent(2)
    await minutes_pass(house, mailbox, 7)
    assert mailbox.to == [DUTY, DUTY, DEPUTY]
    await minutes_pass(house, mailbox, 14)
    assert sorted(mailbox.to) == sorted([DUTY, DUTY, DEPUTY, DEPUTY, NIGHT])


async def test_the_beginning_is_kept_no_finer_than_five_minutes_and_never_too_early(
    house: House, mailbox: Mailbox
) -> None:
    house.time.on(minutes=2, seconds=17)
    await house.urgent()
    await watch(house, *chain(mailbox)).round()
    (item,) = await house.store.urgent()
    assert await house.shelf.chains() == (Chain(item.id, int(NOON.timestamp()) + 300),)


async def test_an_item_handed_to_a_lead_who_has_not_taken_it_is_told_anew(
    house: House, mailbox: Mailbox
) -> None:
    await house.urgent()
    (item,) = await house.store.urgent()
    await house.urgent_box.read(item.id, "Lee", "quiet harbour nine")
    (seen,) = await house.store.urgent_seen()
    await watch(house, *chain(mailbox)).round()
    assert mailbox.to == []
    handed = replace(seen.item, handling=Handling(handed_to="Bo"))
    assert await house.store.change_urgent(seen.item, handed)
    await minutes_pass(house, mailbox, 20)
    assert mailbox.to == [DUTY, DEPUTY]


async def test_who_took_what_was_handed_over_and_does_not_open_it_is_reminded_once(
    house: House, mailbox: Mailbox
) -> None:
    lee, bo = await read_and_handed_to_bo(house)
    await watch(house, *chain(mailbox)).round()
    assert mailbox.to == [DUTY]
    (item,) = await house.casework.take_all("Bo")
    await house.book.forget([item])
    await minutes_pass(house, mailbox, 29)
    assert mailbox.to == [DUTY]
    await house.urgent_box.read_with(item, lee)
    await minutes_pass(house, mailbox, 120)
    assert sorted(mailbox.to) == sorted([DUTY, DUTY, DEPUTY])
    assert all("has not opened it" in words for words in mailbox.words[1:])
    assert not any("hits" in words or "Bo" in words.split() for words in mailbox.words)
    await house.urgent_box.read_with(item, bo)
    await minutes_pass(house, mailbox, 60)
    assert len(mailbox.to) == 3
    assert (await house.shelf.chains(), await house.shelf.alerts()) == ((), ())


async def test_who_took_what_was_handed_over_and_opens_it_is_not_reminded(
    house: House, mailbox: Mailbox
) -> None:
    _, bo = await read_and_handed_to_bo(house)
    await watch(house, *chain(mailbox)).round()
    (item,) = await house.casework.take_all("Bo")
    await minutes_pass(house, mailbox, 20)
    await house.urgent_box.read_with(item, bo)
    await minutes_pass(house, mailbox, 60)
    assert mailbox.to == [DUTY]


async def read_and_handed_to_bo(house: House) -> tuple[Unlocked, Unlocked]:
    """The keys of the lead who read it, and of the one who has yet to."""
    bo = leads.new_lead("Bo", "seven green hills", leads.Cost(1, 8192))
    await house.store.add_lead(bo)
    await house.urgent()
    (item,) = await house.store.urgent()
    await house.urgent_box.read(item.id, "Lee", "quiet harbour nine")
    lee = next(lead for lead in await house.store.leads() if lead.name == "Lee")
    held = leads.unlock(lee, "quiet harbour nine")
    await house.casework.hand_over(item.id, held, "Bo")
    return held, leads.unlock(bo, "seven green hills")


async def test_a_request_to_be_contacted_wakes_nobody_at_night(
    house: House, mailbox: Mailbox
) -> None:
    await house.store.add_urgent(UrgentItem("asked", CONTACT, NOON.date(), b"sealed", {}))
    await minutes_pass(house, mailbox, 60)
    assert mailbox.to == [DUTY]
    assert "a request to be contacted, 10 March 2026" in mailbox.words[0]


async def test_one_address_at_two_steps_is_told_at_both(house: House, mailbox: Mailbox) -> None:
    server = Server.at(f"smtp://127.0.0.1:{mailbox.port}")
    both = [mail_place(server, SENDER, DUTY, step) for step in ("lead", "deputy")]
    await house.urgent()
    for _ in range(20):
        await watch(house, *both).round()
        house.time.on(minutes=1)
    assert mailbox.to == [DUTY, DUTY]


async def test_a_step_whose_server_is_away_holds_up_no_other_step(
    house: House, mailbox: Mailbox
) -> None:
    _, deputy, night = chain(mailbox)
    away = by_mail(1, DUTY)
    await house.urgent()
    for _ in range(40):
        await watch(house, away, deputy, night).round()
        house.time.on(minutes=1)
    assert mailbox.to == [DEPUTY, NIGHT]


async def test_the_same_alert_sent_again_can_be_told_to_be_the_same(
    house: House, mailbox: Mailbox
) -> None:
    """We died between the server's yes and our note of it: the letter has the same Message-ID."""
    await house.urgent()
    at_lead = chain(mailbox)[:1]
    await watch(house, *at_lead).round()
    (item,) = await house.store.urgent()
    await house.shelf.drop_alerts([item.id])
    await watch(house, *at_lead).round()
    first, again = (letter["Message-ID"] for letter in mailbox.letters)
    assert first == again
    assert item.id not in first
    await house.urgent(2)
    await watch(house, *at_lead).round()
    assert mailbox.letters[2]["Message-ID"] != first


async def test_of_many_processes_one_tells_each_step(house: House, mailbox: Mailbox) -> None:
    await house.urgent()
    for _ in range(40):
        await asyncio.gather(*(watch(house, *chain(mailbox)).round() for _ in range(3)))
        house.time.on(minutes=1)
    assert mailbox.to == [DUTY, DEPUTY, NIGHT]


async def test_a_clock_that_was_hours_ahead_delays_no_step_once_it_is_right(
    house: House, mailbox: Mailbox
) -> None:
    house.time.on(hours=5)
    await house.urgent()
    await watch(house, *chain(mailbox)).round()
    house.time.on(hours=-5)
    await minutes_pass(house, mailbox, 40)
    assert mailbox.to == [DUTY, DEPUTY, NIGHT]
