"""Telegram's limits, with a clock moved by hand."""

from dataclasses import dataclass, field
from itertools import pairwise

import pytest
from hypothesis import given
from hypothesis import strategies as st

from bot.broadcast.limits import MOST_CHATS, TALK_SECONDS, Limits


@dataclass
class Clock:
    now: float = 1000.0
    slept: list[float] = field(default_factory=list)

    def __call__(self) -> float:
        return self.now

    async def sleep(self, seconds: float) -> None:
        self.slept.append(seconds)
        self.now += seconds


def busiest(times: list[float]) -> int:
    return max(sum(at <= other < at + 1 for other in times) for at in times)


async def sent(limits: Limits, clock: Clock, chats: list[int]) -> list[float]:
    times = []
    for chat in chats:
        await limits.turn(chat)
        times.append(clock.now)
    return times


async def test_never_more_than_twenty_nine_in_a_second_and_hardly_less() -> None:
    clock = Clock()
    times = await sent(Limits(clock, clock.sleep), clock, list(range(300)))
    assert busiest(times) <= 29
    assert 300 / (times[-1] - 1000) >= 27.6


@given(st.lists(st.floats(0, 3), min_size=40, max_size=120))
async def test_however_it_is_held_up_the_limit_holds(pauses: list[float]) -> None:
    clock = Clock()
    limits = Limits(clock, clock.sleep)
    times = []
    for chat, pause in enumerate(pauses):
        clock.now += pause if pause > 2 else 0
        await limits.turn(chat)
        times.append(clock.now)
    assert busiest(times) <= 29


async def test_one_chat_gets_one_a_second() -> None:
    clock = Clock()
    times = await sent(Limits(clock, clock.sleep), clock, [5, 5, 5])
    assert all(b - a >= 0.999 for a, b in pairwise(times))


async def test_told_to_wait_nothing_goes_before() -> None:
    clock = Clock()
    limits = Limits(clock, clock.sleep)
    limits.close(7)
    limits.close(3)
    assert limits.closed == pytest.approx(7)
    assert (await sent(limits, clock, [1]))[0] >= 1006.999


async def test_what_others_send_is_left_room_for() -> None:
    clock = Clock()
    limits = Limits(clock, clock.sleep)
    limits.spent(28)
    assert (await sent(limits, clock, [1]))[0] >= 1000.999


async def test_with_what_people_talk_it_stays_within_thirty() -> None:
    """Somebody presses every second: two messages and an edit at once. Only the first surprises."""
    clock = Clock()
    limits = Limits(clock, clock.sleep)
    talked, times = [1000.0], []
    for chat in range(300):
        while clock.now >= talked[-1] + 1:
            talked += [talked[-1] + 1] * 3
            limits.spent(3)
        await limits.turn(chat)
        times.append(clock.now)
    assert busiest([at for at in (*times, *talked) if at > talked[1]]) <= 30
    assert 300 / (times[-1] - 1000) >= 17


async def test_it_is_quick_again_once_nobody_talks() -> None:
    clock = Clock()
    limits = Limits(clock, clock.sleep)
    limits.spent(500)
    clock.now += TALK_SECONDS + 2
    times = await sent(limits, clock, list(range(300)))
    assert 300 / (times[-1] - times[0]) >= 27.6


async def test_what_is_kept_of_chats_is_bounded() -> None:
    clock = Clock()
    limits = Limits(clock, clock.sleep, a_second=1_000_000)
    for chat in range(MOST_CHATS * 2):
        clock.now += 0.002
        await limits.turn(chat)
    assert len(limits._chats) <= MOST_CHATS  # noqa: SLF001 - a ceiling nobody else sees
