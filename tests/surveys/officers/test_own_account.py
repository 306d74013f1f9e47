"""One's own account, on each shelf: sessions, password, recovery codes."""

from typing import TYPE_CHECKING

import pytest

from surveys.officers.audit import Act
from surveys.officers.records import LoginRefused, TooManyTries, WeakPassword, WrongPassword

if TYPE_CHECKING:
    from tests.surveys.officers.conftest import Desk

PASSWORD = "lamp river seven"
NEW = "tree window eight"


async def twice_in(desk: "Desk") -> tuple[str, str]:
    await desk.hire()
    first = (await desk.log_in()).session
    desk.time.on(minutes=5)
    return first, (await desk.log_in()).session


async def test_the_list_marks_this_session_and_has_the_newest_first(desk: "Desk") -> None:
    first, second = await twice_in(desk)
    await desk.hire("Ben")
    await desk.log_in("Ben")
    listed = await desk.officers.own.sessions("Ana", first)
    assert [each.here for each in listed] == [False, True]
    assert listed[0].began > listed[1].began
    assert not {each.id for each in listed} & {first, second}


async def test_one_that_ran_out_is_not_listed(desk: "Desk") -> None:
    await twice_in(desk)
    desk.time.on(minutes=27)
    assert len(await desk.officers.own.sessions("Ana", "")) == 1


async def test_one_session_can_be_ended(desk: "Desk") -> None:
    first, second = await twice_in(desk)
    other = next(each for each in await desk.officers.own.sessions("Ana", second) if not each.here)
    await desk.officers.own.end("Ana", other.id)
    assert await desk.officers.sessions.find(first) is None
    assert await desk.officers.sessions.find(second)
    assert (await desk.officers.audit.page())[0].act == Act.SESSIONS_ENDED


async def test_nobody_ends_the_session_of_another(desk: "Desk") -> None:
    first, _ = await twice_in(desk)
    await desk.hire("Ben")
    mine = (await desk.officers.own.sessions("Ana", first))[1]
    await desk.officers.own.end("Ben", mine.id)
    assert await desk.officers.sessions.find(first)


async def test_all_others_end_at_once(desk: "Desk") -> None:
    first, second = await twice_in(desk)
    await desk.officers.own.end_others("Ana", second)
    assert await desk.officers.sessions.find(first) is None
    assert await desk.officers.sessions.find(second)


async def test_a_new_password_keeps_the_code_app_and_ends_other_sessions(desk: "Desk") -> None:
    first, second = await twice_in(desk)
    await desk.officers.own.change_password("Ana", PASSWORD, NEW, second)
    assert await desk.officers.sessions.find(first) is None
    assert await desk.officers.sessions.find(second)
    desk.time.on(seconds=60)
    with pytest.raises(LoginRefused):
        await desk.log_in()
    desk.time.on(seconds=60)
    assert (await desk.log_in(password=NEW)).officer.name == "Ana"


async def test_the_old_password_is_needed_and_guessing_it_grows_slow(desk: "Desk") -> None:
    await desk.hire()
    for _ in range(4):
        with pytest.raises(WrongPassword):
            await desk.officers.own.change_password("Ana", "wrong river six", NEW, "")
        desk.time.on(seconds=2)
    with pytest.raises(WrongPassword):
        await desk.officers.own.new_codes("Ana", "wrong river six")
    with pytest.raises(TooManyTries):
        await desk.officers.own.change_password("Ana", PASSWORD, NEW, "")


async def test_a_weak_new_password_changes_nothing(desk: "Desk") -> None:
    await desk.hire()
    with pytest.raises(WeakPassword):
        await desk.officers.own.change_password("Ana", PASSWORD, "short", "")
    await desk.log_in()


async def test_new_codes_take_the_place_of_the_old(desk: "Desk") -> None:
    await desk.hire()
    old = await desk.officers.own.new_codes("Ana", PASSWORD)
    new = await desk.officers.own.new_codes("Ana", PASSWORD)
    assert await desk.officers.own.codes_left("Ana") == 10
    with pytest.raises(LoginRefused):
        await desk.log_in(code=old[0])
    await desk.log_in(code=new[0])
    assert await desk.officers.own.codes_left("Ana") == 9
