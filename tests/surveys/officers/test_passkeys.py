"""Passkeys, on each shelf, with a device in software."""

import asyncio
from dataclasses import replace
from typing import TYPE_CHECKING

import pytest

from surveys.officers.audit import Act
from surveys.officers.passkeys import FRESH, Challenges, PasskeyRefused, Site, TooManyPasskeys
from surveys.officers.records import ChallengeRow, LoginRefused
from tests.surveys.officers.softkey import PRESENT, SoftKey

if TYPE_CHECKING:
    from tests.surveys.officers.conftest import Desk

SITE = Site.at("https://safe.example.org")
OTHER = Site.at("https://evil.example.com")


async def added(desk: "Desk", name: str = "Ana") -> SoftKey:
    device = SoftKey(SITE)
    challenge = await desk.officers.passkeys.ask_new(name)
    await desk.officers.passkeys.add(name, SITE, challenge, device.made(challenge))
    return device


async def log_in(desk: "Desk", device: SoftKey) -> str:
    challenge = await desk.officers.passkeys.ask_login()
    proof = device.proof(challenge)
    done = await desk.officers.login_by_passkey(SITE, challenge, proof, "", "")
    signed = await desk.officers.sessions.find(done.session)
    assert signed is not None
    return signed.officer.name


async def test_a_passkey_logs_in_its_owner_again_and_again(desk: "Desk") -> None:
    await desk.hire()
    await desk.hire("Ben")
    ana, ben = await added(desk), await added(desk, "Ben")
    assert await log_in(desk, ana) == "Ana"
    assert await log_in(desk, ben) == "Ben"
    assert await log_in(desk, ana) == "Ana"
    acts = [entry.act for entry in await desk.officers.audit.page()]
    assert acts.count(Act.PASSKEY_USED) == 3


async def test_an_answer_works_once_and_not_for_long(desk: "Desk") -> None:
    await desk.hire()
    device = await added(desk)
    passkeys = desk.officers.passkeys
    challenge = await passkeys.ask_login()
    proof = device.proof(challenge)
    await passkeys.whose(SITE, challenge, proof)
    with pytest.raises(LoginRefused):
        await passkeys.whose(SITE, challenge, proof)
    late = await passkeys.ask_login()
    desk.time.on(minutes=5)
    with pytest.raises(LoginRefused):
        await passkeys.whose(SITE, late, device.proof(late))


async def test_a_challenge_that_nobody_asked_is_none(desk: "Desk") -> None:
    await desk.hire()
    device = await added(desk)
    with pytest.raises(LoginRefused):
        await desk.officers.passkeys.whose(SITE, "A" * 43, device.proof("A" * 43))
    mine = await desk.officers.passkeys.ask_new("Ana")
    with pytest.raises(LoginRefused):
        await desk.officers.passkeys.whose(SITE, mine, device.proof(mine))


@pytest.mark.parametrize("wrong", ["key", "site", "unverified", "count"])
async def test_what_does_not_prove_the_person_lets_in_nobody(desk: "Desk", wrong: str) -> None:
    await desk.hire()
    device = await added(desk)
    await log_in(desk, device)
    forged = {
        "key": SoftKey(SITE, id=device.id, count=5),
        "site": replace(device, site=OTHER),
        "unverified": replace(device, flags=PRESENT),
        "count": replace(device, count=0),
    }[wrong]
    with pytest.raises(LoginRefused):
        await log_in(desk, forged)
    device.count = 10
    assert await log_in(desk, device) == "Ana"


@pytest.mark.parametrize("answer", ["", "{}", "[]", "x" * 30_000, '{"id": "é"}'])
async def test_nonsense_is_refused(desk: "Desk", answer: str) -> None:
    await desk.hire()
    passkeys = desk.officers.passkeys
    with pytest.raises(LoginRefused):
        await passkeys.whose(SITE, await passkeys.ask_login(), answer)
    with pytest.raises(PasskeyRefused):
        await passkeys.add("Ana", SITE, await passkeys.ask_new("Ana"), answer)


async def test_a_device_that_did_not_check_the_person_is_not_added(desk: "Desk") -> None:
    await desk.hire()
    passkeys = desk.officers.passkeys
    challenge = await passkeys.ask_new("Ana")
    with pytest.raises(PasskeyRefused):
        await passkeys.add("Ana", SITE, challenge, SoftKey(SITE, PRESENT).made(challenge))
    assert await passkeys.all("Ana") == ()


async def test_nobody_adds_with_the_challenge_of_another_nor_takes_over_a_key(
    desk: "Desk",
) -> None:
    await desk.hire()
    await desk.hire("Ben")
    device, passkeys = await added(desk), desk.officers.passkeys
    challenge = await passkeys.ask_new("Ben")
    with pytest.raises(PasskeyRefused):
        await passkeys.add("Ana", SITE, challenge, SoftKey(SITE).made(challenge))
    again = await passkeys.ask_new("Ben")
    with pytest.raises(PasskeyRefused):
        await passkeys.add("Ben", SITE, again, device.made(again))
    assert await log_in(desk, device) == "Ana"


async def test_it_ends_when_removed_renewed_or_shut(desk: "Desk") -> None:
    await desk.hire()
    passkeys, device = desk.officers.passkeys, await added(desk)
    await passkeys.remove("Ana", (await passkeys.all("Ana"))[0].id.hex())
    with pytest.raises(LoginRefused):
        await log_in(desk, device)
    lost = await added(desk)
    await desk.officers.renew("Ana", "other river eight")
    with pytest.raises(LoginRefused):
        await log_in(desk, lost)
    last = await added(desk)
    await desk.officers.shut("Ana")
    with pytest.raises(LoginRefused):
        await log_in(desk, last)


async def test_nobody_removes_the_passkey_of_another(desk: "Desk") -> None:
    await desk.hire()
    await desk.hire("Ben")
    device = await added(desk)
    await desk.officers.passkeys.remove("Ben", device.id.hex())
    assert await log_in(desk, device) == "Ana"


async def test_ten_are_the_most(desk: "Desk") -> None:
    await desk.hire()
    for _ in range(10):
        await added(desk)
    with pytest.raises(TooManyPasskeys):
        await added(desk)


async def test_another_process_takes_what_this_one_asked(desk: "Desk") -> None:
    """Two processes have the shelf in common and nothing else."""
    challenge = await desk.officers.passkeys.ask_login()
    other = Challenges(desk.shelf, desk.time)
    assert await other.take(challenge, "")
    assert not await other.take(challenge, "")


async def test_of_many_that_take_a_challenge_at_once_one_gets_it(desk: "Desk") -> None:
    challenge = await desk.officers.passkeys.ask_login()
    others = [Challenges(desk.shelf, desk.time) for _ in range(8)]
    taken = await asyncio.gather(*(each.take(challenge, "") for each in others))
    assert sum(taken) == 1


async def test_old_challenges_go_and_there_are_only_so_many(desk: "Desk") -> None:
    now = desk.time.now
    rows = [ChallengeRow(bytes([n]), "ana", now) for n in range(3)]
    for row in rows:
        await desk.shelf.keep_challenge(row, now - FRESH, most=2)
    assert await desk.shelf.take_challenge(rows[2].hash) is None
    late = ChallengeRow(b"late", "ana", now + FRESH * 2)
    await desk.shelf.keep_challenge(late, now + FRESH, most=2)
    assert await desk.shelf.take_challenge(rows[0].hash) is None
    assert await desk.shelf.take_challenge(b"late") == late
