import asyncio
from dataclasses import replace
from typing import TYPE_CHECKING

import pytest
from argon2 import PasswordHasher

from surveys.officers.accounts import NEEDED, Officer, Role
from surveys.officers.audit import Act
from surveys.officers.login import Attempt, Door
from surveys.officers.passwords import Vault
from surveys.officers.records import (
    BadName,
    LastAdmin,
    LastLead,
    LoginRefused,
    NoRole,
    OfficerExists,
    TooManyTries,
    UnknownOfficer,
    WeakPassword,
)
from surveys.officers.shelf import OfficerShelf

if TYPE_CHECKING:
    from tests.surveys.officers.conftest import Desk

PASSWORD = "lamp river seven"
CHEAP = Vault(PasswordHasher(time_cost=1, memory_cost=8, parallelism=1))


# ---------------------------------------------------------------- accounts
async def test_an_account_can_hold_several_roles(desk: "Desk") -> None:
    await desk.hire("Ana", Role.ADMIN, Role.LEAD)
    ana = await desk.officers.one("ana")
    assert ana == Officer("Ana", frozenset({Role.ADMIN, Role.LEAD}))
    assert ana.may(Role.LEAD)
    assert not ana.may(Role.OFFICER)


@pytest.mark.parametrize("name", ["", "x", " ", "<b>bold</b>", "x" * 61, "-dash"])
async def test_a_name_that_would_not_sit_well_on_a_page_is_refused(desk: "Desk", name: str) -> None:
    with pytest.raises(BadName):
        await desk.officers.add(name, Role.OFFICER, PASSWORD)


@pytest.mark.parametrize("name", ["Siân O'Neill", "ana.ray@example.org", "张伟 2"])
async def test_real_names_are_taken(desk: "Desk", name: str) -> None:
    officer, _ = await desk.officers.add(name, Role.OFFICER, PASSWORD)
    assert officer.name == name


@pytest.mark.parametrize(
    "password", ["", "elevenchars", "x" * 201, "aaaabbbbccccdddd", "anabel1234567"]
)
async def test_a_weak_password_is_refused(desk: "Desk", password: str) -> None:
    with pytest.raises(WeakPassword):
        await desk.officers.add("Anabel", Role.OFFICER, password)


async def test_an_account_needs_a_role(desk: "Desk") -> None:
    with pytest.raises(NoRole):
        await desk.officers.add("Ana", frozenset(), PASSWORD)


async def test_two_names_that_differ_by_case_are_one(desk: "Desk") -> None:
    await desk.hire("Ana")
    with pytest.raises(OfficerExists):
        await desk.hire("  aNA ")


async def test_the_last_admin_cannot_be_shut_out(desk: "Desk") -> None:
    await desk.hire("Ana", Role.ADMIN)
    await desk.hire("Ben", Role.ADMIN)
    await desk.officers.shut("Ben")
    with pytest.raises(LastAdmin):
        await desk.officers.shut("Ana")
    await desk.officers.reopen("Ben")
    await desk.officers.shut("Ana")


async def test_the_last_lead_cannot_be_shut_out_nor_made_something_else(desk: "Desk") -> None:
    """Words would go on being sealed to a key that nobody can use, and be said to be read."""
    await desk.hire("Ana", Role.LEAD)
    await desk.hire("Ben", Role.LEAD)
    await desk.officers.shut("Ben")
    with pytest.raises(LastLead):
        await desk.officers.shut("Ana")
    with pytest.raises(LastLead):
        await desk.officers.amend(Officer("Ana", frozenset({Role.OFFICER})))
    await desk.officers.amend(Officer("Ana", frozenset({Role.LEAD, Role.OFFICER})))
    await desk.officers.reopen("Ben")
    await desk.officers.shut("Ana")


@pytest.mark.parametrize("role", [Role.ADMIN, Role.LEAD])
async def test_those_who_shut_each_other_out_at_once_leave_one(desk: "Desk", role: Role) -> None:
    names = ("Ana", "Ben", "Cai", "Dot")
    for name in names:
        await desk.hire(name, role)
    ends = await asyncio.gather(*map(desk.officers.shut, names), return_exceptions=True)
    assert [type(end) for end in ends if end] == [NEEDED[role]]
    assert [each.active for each in await desk.officers.all()].count(True) == 1


async def test_who_is_shut_out_while_somebody_changes_them_stays_out(desk: "Desk") -> None:
    await desk.hire("Ana", Role.OFFICER)
    other = Officer("Ana", frozenset({Role.BOARD}))
    await asyncio.gather(desk.officers.amend(other), desk.officers.shut("Ana"))
    assert await desk.officers.one("Ana") == replace(other, active=False)


async def test_nobody_of_that_name_is_said_so(desk: "Desk") -> None:
    with pytest.raises(UnknownOfficer):
        await desk.officers.shut("Nobody")


# ---------------------------------------------------------------- login
async def test_the_right_name_password_and_code_let_in(desk: "Desk") -> None:
    await desk.hire()
    logged_in = await desk.log_in("Ana")
    signed = await desk.officers.sessions.find(logged_in.session)
    assert signed is not None
    assert signed.officer.name == "Ana"


async def test_case_and_spacing_of_the_name_do_not_matter(desk: "Desk") -> None:
    await desk.hire("Ana Ray")
    code = desk.code("Ana Ray")
    assert (await desk.log_in(" ana  RAY ", code=code)).officer.name == "Ana Ray"


@pytest.mark.parametrize(
    ("name", "password", "code"),
    [("Ana", "wrong password", None), ("Ana", PASSWORD, "000000"), ("Nobody", PASSWORD, "000000")],
)
async def test_whatever_is_wrong_the_answer_is_the_same(
    desk: "Desk", name: str, password: str, code: str | None
) -> None:
    await desk.hire()
    with pytest.raises(LoginRefused) as refused:
        await desk.log_in(name, password, code)
    assert str(refused.value) == "The name, password or code is not right."


async def test_a_code_works_once(desk: "Desk") -> None:
    await desk.hire()
    code = desk.code()
    await desk.log_in(code=code)
    with pytest.raises(LoginRefused):
        await desk.log_in(code=code)


async def test_one_code_used_twice_at_once_lets_one_in(desk: "Desk") -> None:
    await desk.hire()
    tries = [desk.log_in(place=f"place {n}", code=desk.code()) for n in range(6)]
    ends = await asyncio.gather(*tries, return_exceptions=True)
    assert sum(not isinstance(end, BaseException) for end in ends) == 1


async def test_an_older_code_is_dead_once_a_newer_was_used(desk: "Desk") -> None:
    await desk.hire()
    older = desk.code()
    desk.time.on(seconds=30)
    await desk.log_in()
    with pytest.raises(LoginRefused):
        await desk.log_in(code=older)


async def test_a_shut_account_lets_nobody_in_and_ends_its_sessions(desk: "Desk") -> None:
    await desk.hire("Ada", Role.ADMIN)
    await desk.hire()
    logged_in = await desk.log_in("Ana")
    await desk.officers.shut("Ana", by="Ada")
    assert await desk.officers.sessions.find(logged_in.session) is None
    desk.time.on(seconds=60)
    with pytest.raises(LoginRefused):
        await desk.log_in("Ana")


async def test_new_login_details_end_the_old_ones(desk: "Desk") -> None:
    await desk.hire()
    before = await desk.log_in()
    enrolled = await desk.officers.renew("Ana", "other river eight")
    assert await desk.officers.sessions.find(before.session) is None
    desk.time.on(seconds=60)
    with pytest.raises(LoginRefused):
        await desk.log_in()
    desk.secrets["Ana"] = enrolled.secret
    assert (await desk.log_in(password="other river eight")).officer.name == "Ana"


# ---------------------------------------------------------------- lock-out
async def fail(desk: "Desk", times: int, place: str, device: str = "") -> None:
    for _ in range(times):
        with pytest.raises((LoginRefused, TooManyTries)):
            await desk.log_in(password="wrong password", place=place, device=device)


async def test_after_some_failures_the_place_must_wait_even_with_the_right_words(
    desk: "Desk",
) -> None:
    await desk.hire()
    await fail(desk, 5, "here")
    with pytest.raises(TooManyTries) as wait:
        await desk.log_in(place="here")
    assert wait.value.seconds > 0
    desk.time.on(seconds=wait.value.seconds)
    await desk.log_in(place="here")


async def test_an_attacker_elsewhere_cannot_keep_the_officer_out(desk: "Desk") -> None:
    await desk.hire()
    for place in range(30):
        await fail(desk, 5, f"attacker {place}")
    assert (await desk.log_in(place="office")).officer.name == "Ana"
    assert max(desk.pauses) == 3


async def test_a_browser_that_logged_in_before_answers_for_itself_only(desk: "Desk") -> None:
    await desk.hire()
    device = (await desk.log_in(place="office")).device
    desk.time.on(seconds=60)
    await fail(desk, 20, "office")
    with pytest.raises(TooManyTries):
        await desk.log_in(place="office")
    assert (await desk.log_in(place="office", device=device)).device == device


async def test_a_known_browser_may_not_guess_for_ever(desk: "Desk") -> None:
    await desk.hire()
    device = (await desk.log_in()).device
    await fail(desk, 5, "here", device)
    desk.time.on(seconds=0.5)
    with pytest.raises(TooManyTries):
        await desk.log_in(device=device)


async def test_the_mark_of_one_officer_is_nothing_to_another(desk: "Desk") -> None:
    await desk.hire("Ana")
    await desk.hire("Ben")
    device = (await desk.log_in("Ana")).device
    await fail(desk, 5, "here", "")
    assert (await desk.log_in("Ben", device=device, place="there")).device != device


async def test_guessing_codes_with_a_stolen_password_stops_wherever_it_comes_from(
    desk: "Desk",
) -> None:
    await desk.hire()
    device = (await desk.log_in()).device
    desk.time.on(seconds=60)
    for place in range(6):
        with pytest.raises(LoginRefused):
            await desk.log_in(code="000000", place=f"attacker {place}")
    with pytest.raises(LoginRefused):
        await desk.log_in(place="new attacker")
    assert (await desk.log_in(device=device)).officer.name == "Ana"


async def test_codes_guessed_in_one_moment_are_all_counted(
    desk: "Desk", shelf: OfficerShelf
) -> None:
    await desk.hire()
    doors = [Door(shelf, desk.time, CHEAP, asyncio.sleep) for _ in range(6)]  # six processes
    guesses = (door.login(Attempt("Ana", PASSWORD, "000000", str(door))) for door in doors)
    await asyncio.gather(*guesses, return_exceptions=True)
    account = await shelf.account("ana")
    assert account
    assert account.code_misses == 6
    assert account.shut_until


async def test_the_shut_after_guessed_codes_passes_by_itself(desk: "Desk") -> None:
    await desk.hire()
    for place in range(40):
        with pytest.raises(LoginRefused):
            await desk.log_in(code="000000", place=f"attacker {place}")
    desk.time.on(minutes=15)
    assert (await desk.log_in(place="office")).officer.name == "Ana"


async def test_a_flood_of_logins_meets_a_full_queue_and_a_known_browser_passes(
    desk: "Desk",
) -> None:
    await desk.hire()
    device = (await desk.log_in()).device
    desk.time.on(seconds=60)
    flood = [desk.log_in("Nobody", code="000000", place=f"{n}") for n in range(200)]
    async with asyncio.TaskGroup() as group:
        ends = group.create_task(
            asyncio.wait_for(asyncio.gather(*flood, return_exceptions=True), 60)
        )
        mine = group.create_task(desk.log_in(device=device))
    assert any(isinstance(end, TooManyTries) for end in ends.result())
    assert mine.result().officer.name == "Ana"


# ---------------------------------------------------------------- what is written down
async def test_logins_accounts_and_attacks_are_in_the_trail(desk: "Desk") -> None:
    await desk.hire()
    await fail(desk, 3, "one place")
    await fail(desk, 3, "another")
    logged_in = await desk.log_in(place="third")
    await desk.officers.logout(logged_in.session)
    lines = [(entry.who, entry.act, entry.subject) for entry in await desk.officers.audit.page()]
    assert lines == [
        ("Ana", Act.LOGGED_OUT, ""),
        ("Ana", Act.LOGGED_IN, ""),
        ("somebody", Act.TRIES_FAILED, "Ana"),
        ("command line", Act.OFFICER_ADDED, "Ana"),
    ]


async def test_a_password_typed_as_a_name_is_written_nowhere(desk: "Desk") -> None:
    for place in range(10):
        with pytest.raises(LoginRefused):
            await desk.log_in(PASSWORD, "x", "000000", place=f"{place}")
    assert await desk.officers.audit.page() == ()


async def test_no_secret_shows_in_what_travels(desk: "Desk") -> None:
    await desk.hire()
    logged_in = await desk.log_in()
    account = await desk.shelf.account("ana")
    shown = f"{logged_in!r} {account!r}"
    for secret in (logged_in.session, logged_in.device, desk.secrets["Ana"], "argon2"):
        assert secret not in shown
