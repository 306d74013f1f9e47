"""The board's reflection over the years: released results alone, and no share of a small board."""

from typing import TYPE_CHECKING

import pytest

from surveys.anonymity.sealing import seal
from surveys.definitions import reading
from surveys.definitions.definition import Scale
from surveys.officers.accounts import Role
from surveys.records import Picked, Response, Wave
from surveys.urgent import leads
from surveys.waves import closing
from surveys.writes import Finish
from tests.bot.console.conftest import CHEAP, PASSPHRASE

if TYPE_CHECKING:
    from tests.bot.console.conftest import Console


@pytest.fixture
async def officer(console: "Console") -> "Console":
    await console.work_as(Role.OFFICER)
    return console


async def reflected(console: "Console", name: str, members: int, good: int) -> Wave:
    """A closed wave: so many picked the best two points of every scale, the others the middle."""
    store, waves = console.parts.store, console.parts.waves
    if not await store.leads():
        await store.add_lead(leads.new_lead("Lee", PASSPHRASE, CHEAP))
    wave = await waves.create(reading.load("board-reflection"), name)
    wave = await waves.open(wave.code)
    scales = [each.key for each in wave.survey.questions if isinstance(each, Scale)]
    for number in range(members):
        said = ("5" if number % 2 else "4") if number < good else "3"
        response = Response({key: Picked((said,)) for key in scales})
        mark = number.to_bytes(16)
        sealed = seal(response, wave.public_key, wave.sealed_size)
        await console.parts.writer.write(Finish(wave.id, mark, 0, mark, mark, sealed))
    return await closing.close(store, console.parts.keyring, wave.code, console.time.now.date())


async def test_each_section_has_a_row_for_each_year(officer: "Console") -> None:
    for name, good in (("2025", 60), ("2026", 40)):
        wave = await reflected(officer, name, 80, good)
        page = await officer.get("/reflection")
        assert "Not looked at yet" in page.words
        await officer.get(f"/waves/{wave.code}/results")
        officer.time.on(days=1)
        await officer.log_in("Ana")
    page = await officer.get("/reflection")
    assert page.words.count("About 80 people were asked.") == 4
    assert "75% (60)" in page.words
    assert "(before: 75%)" in page.words
    results = await officer.get(f"/waves/{wave.code}/results")
    assert "Section by section, over the years" in results.words


async def test_a_board_of_twenty_has_no_percentages(officer: "Console") -> None:
    wave = await reflected(officer, "2026", 24, 16)
    await officer.get(f"/waves/{wave.code}/results")
    page = await officer.get("/reflection")
    assert "How we work as a board" in page.words
    assert "%" not in page.words


async def test_without_results_it_says_what_to_do(officer: "Console") -> None:
    assert "Make a wave" in (await officer.get("/reflection")).words
