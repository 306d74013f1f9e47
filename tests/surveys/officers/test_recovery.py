"""Recovery codes, on each shelf."""

import asyncio
from typing import TYPE_CHECKING

import pytest

from surveys.officers.accounts import Officers, Role
from surveys.officers.audit import Act
from surveys.officers.records import LoginRefused
from surveys.officers.recovery import mark_of, new_codes

if TYPE_CHECKING:
    from tests.surveys.officers.conftest import Desk

PASSWORD = "lamp river seven"


async def hired(desk: "Desk", name: str = "Ana") -> tuple[str, ...]:
    _, enrolled = await desk.officers.add(name, Role.OFFICER, PASSWORD)
    desk.secrets[name] = enrolled.secret
    return enrolled.recovery


def test_ten_codes_of_twenty_random_digits() -> None:
    codes = new_codes()
    assert len({*codes, *new_codes()}) == 20
    assert {len(code.replace("-", "")) for code in codes} == {20}


@pytest.mark.parametrize("code", ["", "123456", "12345-67890-12345-6789x", "٣" * 20, "1" * 21])
def test_what_is_not_shaped_like_one_is_none(code: str) -> None:
    assert mark_of("ana", code) is None


async def test_a_code_lets_in_once_and_the_trail_says_so(desk: "Desk") -> None:
    first, *others = await hired(desk)
    assert (await desk.log_in(code=first)).officer.name == "Ana"
    assert await desk.shelf.recovery_left("ana") == len(others)
    with pytest.raises(LoginRefused):
        await desk.log_in(code=first)
    acts = [entry.act for entry in await desk.officers.audit.page()]
    assert acts.count(Act.RECOVERY_USED) == 1


async def test_hyphens_and_spaces_do_not_matter(desk: "Desk") -> None:
    first, second, *_ = await hired(desk)
    await desk.log_in(code=first.replace("-", ""))
    await desk.log_in(code=f" {second.replace('-', ' ')} ")


async def test_one_code_used_twice_at_once_lets_one_in(desk: "Desk") -> None:
    first, *_ = await hired(desk)
    tries = [desk.log_in(place=f"place {n}", code=first) for n in range(5)]
    ends = await asyncio.gather(*tries, return_exceptions=True)
    assert sum(not isinstance(end, BaseException) for end in ends) == 1


async def test_the_password_is_needed_and_another_s_code_is_none(desk: "Desk") -> None:
    first, *_ = await hired(desk)
    await hired(desk, "Ben")
    with pytest.raises(LoginRefused):
        await desk.log_in(password="wrong river seven", code=first)
    with pytest.raises(LoginRefused):
        await desk.log_in("Ben", code=first)
    assert await desk.shelf.recovery_left("ana") == 10


async def test_guesses_count_as_wrong_codes(desk: "Desk") -> None:
    await hired(desk)
    with pytest.raises(LoginRefused):
        await desk.log_in(code=new_codes()[0])
    account = await desk.shelf.account("ana")
    assert account is not None
    assert account.code_misses == 1


async def test_new_login_details_bring_new_codes(desk: "Desk") -> None:
    old, *_ = await hired(desk)
    enrolled = await desk.officers.renew("Ana", PASSWORD)
    with pytest.raises(LoginRefused):
        await desk.log_in(code=old)
    await desk.log_in(code=enrolled.recovery[0])


async def test_no_code_is_kept_or_written_into_the_trail(desk: "Desk") -> None:
    first, *_ = await hired(desk)
    await desk.log_in(code=first)
    officers: Officers = desk.officers
    trail = " ".join(
        f"{each.who} {each.act} {each.subject}" for each in await officers.audit.page()
    )
    assert first not in trail
    assert not await desk.shelf.use_recovery("ana", first.encode())
