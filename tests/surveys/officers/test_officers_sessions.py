from typing import TYPE_CHECKING

import pytest

from surveys.officers.accounts import Officer, OfficerShelf, Role
from surveys.officers.sessions import hashed

if TYPE_CHECKING:
    from tests.surveys.officers.conftest import Desk


async def test_a_session_lives_while_it_is_used(desk: "Desk") -> None:
    await desk.hire()
    token = (await desk.log_in()).session
    for _ in range(10):
        desk.time.on(minutes=29)
        assert await desk.officers.sessions.find(token)


@pytest.mark.parametrize("minutes", [30, 31, 600])
async def test_a_session_left_alone_ends_after_half_an_hour(desk: "Desk", minutes: int) -> None:
    await desk.hire()
    token = (await desk.log_in()).session
    desk.time.on(minutes=minutes)
    assert await desk.officers.sessions.find(token) is None


async def test_no_session_outlives_half_a_day(desk: "Desk") -> None:
    await desk.hire()
    token = (await desk.log_in()).session
    for _ in range(36):
        assert await desk.officers.sessions.find(token)
        desk.time.on(minutes=20)
    assert await desk.officers.sessions.find(token) is None


async def test_a_login_makes_a_new_token_and_ends_the_one_the_browser_brought(
    desk: "Desk",
) -> None:
    await desk.hire()
    first = (await desk.log_in()).session
    desk.time.on(seconds=60)
    second = (await desk.log_in(former=first)).session
    assert first != second
    assert await desk.officers.sessions.find(first) is None
    assert await desk.officers.sessions.find(second)


async def test_a_token_chosen_by_somebody_else_is_never_taken_over(desk: "Desk") -> None:
    await desk.hire()
    token = (await desk.log_in(former="fixed")).session
    assert token != "fixed"
    assert await desk.officers.sessions.find("fixed") is None


async def test_logout_ends_the_session(desk: "Desk") -> None:
    await desk.hire()
    token = (await desk.log_in()).session
    await desk.officers.logout(token)
    assert await desk.officers.sessions.find(token) is None


async def test_only_the_hash_of_a_token_is_kept(desk: "Desk", shelf: OfficerShelf) -> None:
    await desk.hire()
    token = (await desk.log_in()).session
    row = await shelf.session(hashed(token))
    assert row is not None
    assert row.token != token.encode()
    assert await desk.officers.sessions.find(row.token.hex()) is None


async def test_a_form_must_come_from_its_own_session(desk: "Desk") -> None:
    await desk.hire()
    first = await desk.officers.sessions.find((await desk.log_in()).session)
    desk.time.on(seconds=60)
    second = await desk.officers.sessions.find((await desk.log_in()).session)
    assert first
    assert second
    assert first.meant(first.csrf)
    assert not first.meant(second.csrf)
    assert not first.meant("")
    assert not first.meant("é")


async def test_a_role_taken_away_counts_at_once(desk: "Desk", shelf: OfficerShelf) -> None:
    await desk.hire("Ana", Role.ADMIN, Role.OFFICER)
    token = (await desk.log_in()).session
    await shelf.amend_officer("ana", lambda *_: Officer("Ana", frozenset({Role.OFFICER})))
    signed = await desk.officers.sessions.find(token)
    assert signed
    assert not signed.officer.may(Role.ADMIN)


async def test_sessions_that_have_run_out_are_removed_at_the_next_login(
    desk: "Desk", shelf: OfficerShelf
) -> None:
    await desk.hire()
    old = (await desk.log_in()).session
    desk.time.on(hours=1)
    await desk.log_in()
    assert await shelf.session(hashed(old)) is None
