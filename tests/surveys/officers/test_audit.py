import asyncio
from dataclasses import replace
from datetime import UTC, datetime

import pytest

from surveys.along import Line
from surveys.officers.accounts import OfficerShelf
from surveys.officers.audit import START, Act, Audit, BadHead, Entry, Head, follow

NOON = datetime(2026, 3, 2, 12, tzinfo=UTC)


@pytest.fixture
def audit(shelf: OfficerShelf) -> Audit:
    return Audit(shelf, lambda: NOON)


class Doctored:
    """A trail somebody has had their hands on."""

    def __init__(self, entries: list[Entry]) -> None:
        self.kept = entries

    async def append(self, line: Line) -> Entry:
        self.kept.append(follow(self.kept[-1], line.at, line.who, line.act, line.subject))
        return self.kept[-1]

    async def entries(self, below: int | None, limit: int) -> tuple[Entry, ...]:
        under = [each for each in self.kept if below is None or each.number < below]
        return tuple(reversed(under))[:limit]


async def test_the_trail_says_who_did_what_to_which_thing_and_when(audit: Audit) -> None:
    await audit.record("Ana", Act.WAVE_OPENED, "spring-26")
    (entry,) = await audit.page()
    assert (entry.number, entry.at, entry.who, entry.act, entry.subject) == (
        1,
        NOON,
        "Ana",
        "opened a wave",
        "spring-26",
    )
    assert entry.before == START


async def test_the_newest_comes_first_and_pages_join(audit: Audit) -> None:
    for number in range(60):
        await audit.record("Ana", Act.DOWNLOADED, f"wave {number}")
    first = await audit.page()
    second = await audit.page(first[-1].number)
    assert [entry.number for entry in first + second] == list(range(60, 0, -1))


async def test_what_may_be_run_again_is_written_down_once(audit: Audit) -> None:
    for _ in range(2):
        await audit.record_once("Ana", Act.WAVE_CLOSED, "spring")
        await audit.record_once("Bo", Act.WAVE_CLOSED, "spring")
        await audit.record_once("Bo", Act.WAVE_CLOSED, "autumn")
        await audit.record_once("Bo", Act.WAVE_OPENED, "spring")
    written = [(entry.who, entry.act, entry.subject) for entry in reversed(await audit.page())]
    assert written == [
        ("Ana", Act.WAVE_CLOSED, "spring"),
        ("Bo", Act.WAVE_CLOSED, "autumn"),
        ("Bo", Act.WAVE_OPENED, "spring"),
    ]


async def test_many_at_once_lose_nothing(audit: Audit) -> None:
    await asyncio.gather(*(audit.record(f"Ana {n}", Act.LOGGED_IN) for n in range(8)))
    assert len(await audit.page()) == 8
    assert await audit.broken_at() is None


async def test_an_untouched_trail_is_whole(audit: Audit) -> None:
    assert await audit.broken_at() is None
    for _ in range(3):
        await audit.record("Ana", Act.LOGGED_IN)
    assert await audit.broken_at() is None


def trail(length: int) -> list[Entry]:
    made: list[Entry] = []
    for number in range(length):
        made.append(follow(made[-1] if made else None, NOON, "Ana", Act.LOGGED_IN, f"{number}"))
    return made


def reworded(entries: list[Entry]) -> list[Entry]:
    return [replace(entry, who="Ben") if entry.number == 3 else entry for entry in entries]


def resealed(entries: list[Entry]) -> list[Entry]:
    forged = follow(entries[1], NOON, "Ben", Act.LOGGED_IN, "2")
    return [forged if entry.number == 3 else entry for entry in entries]


def without_the_third(entries: list[Entry]) -> list[Entry]:
    return [entry for entry in entries if entry.number != 3]


def without_the_first(entries: list[Entry]) -> list[Entry]:
    return entries[1:]


@pytest.mark.parametrize(
    ("doctor", "broken"),
    [(reworded, 3), (resealed, 4), (without_the_third, 4), (without_the_first, 2)],
)
async def test_a_line_changed_or_taken_out_shows(doctor: object, broken: int) -> None:
    assert callable(doctor)
    audit = Audit(Doctored(doctor(trail(5))), lambda: NOON)
    assert await audit.broken_at() == broken


async def test_of_several_breaks_the_first_is_named() -> None:
    entries = [replace(e, who="Ben") if e.number in {2, 4} else e for e in trail(5)]
    assert await Audit(Doctored(entries), lambda: NOON).broken_at() == 2


# ---------------------------------------------------------------- a head noted elsewhere
async def test_a_noted_head_holds_while_the_trail_grows(audit: Audit) -> None:
    heads = [await audit.head()]
    for number in range(5):
        await audit.record("Ana", Act.LOGGED_IN, f"{number}")
        heads.append(await audit.head())
    assert [await audit.holds(head) for head in heads] == [True] * 6
    assert [Head.read(str(head)) for head in heads] == heads


@pytest.mark.parametrize("kept", range(6))
async def test_a_trail_cut_off_or_written_anew_does_not_hold_it(kept: int) -> None:
    noted = Head(5, trail(5)[-1].hash)
    cut = trail(5)[:kept]
    assert await Audit(Doctored(cut or [replace(trail(1)[0], number=9)]), lambda: NOON).holds(
        noted
    ) is (kept == 5)
    anew: list[Entry] = []
    for number in range(7):
        who = "Ben" if number == kept else "Ana"
        anew.append(follow(anew[-1] if anew else None, NOON, who, Act.LOGGED_IN, f"{number}"))
    forged = Audit(Doctored(anew), lambda: NOON)
    assert await forged.broken_at() is None
    assert await forged.holds(noted) is (kept >= 5)


@pytest.mark.parametrize("noted", ["", "5", "5:", "5:abc", ":" + "0" * 64, "x:" + "0" * 64])
def test_what_is_no_head_is_said_so(noted: str) -> None:
    with pytest.raises(BadHead):
        Head.read(noted)
