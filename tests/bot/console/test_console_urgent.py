from typing import TYPE_CHECKING

import pytest

from surveys.officers.accounts import Role
from surveys.officers.audit import Act

if TYPE_CHECKING:
    from tests.bot.console.conftest import Console

WORDS = "i do not want to be here <any> more"
PASSPHRASE = "quiet harbour nine"


async def test_an_officer_sees_that_something_waits_and_no_way_to_it(console: "Console") -> None:
    await console.hire("Lee", Role.LEAD)
    await console.urgent(WORDS)
    await console.work_as(Role.OFFICER)
    home = (await console.get("/")).text
    assert "1 urgent text waits" in home
    assert "/console/urgent" not in home


async def test_an_admin_does_not_even_see_that(console: "Console") -> None:
    await console.hire("Lee", Role.LEAD)
    await console.urgent(WORDS)
    await console.work_as(Role.ADMIN)
    assert "urgent text" not in (await console.get("/")).text


async def test_a_lead_sees_wave_and_day_but_no_words_before_the_passphrase(
    console: "Console",
) -> None:
    await console.work_as(Role.LEAD)
    item = await console.urgent(WORDS)
    for path in ("/", "/urgent", f"/urgent/{item}"):
        text = (await console.get(path)).text
        assert "not want to be here" not in text
    assert "10 March 2026" in (await console.get("/urgent")).text


async def test_with_the_passphrase_the_words_stand_on_one_page_that_is_not_kept(
    console: "Console",
) -> None:
    await console.work_as(Role.LEAD)
    item = await console.urgent(WORDS)
    answer = await console.post(f"/urgent/{item}", passphrase=PASSPHRASE)
    assert answer.status == 200
    assert "i do not want to be here &lt;any&gt; more" in answer.text
    assert answer.headers["Cache-Control"] == "no-store"
    assert "Nothing new waits" in (await console.get("/urgent")).text
    assert "Read again" in (await console.get("/urgent")).text


async def test_one_that_was_read_is_not_forgotten_before_its_outcome_is_recorded(
    console: "Console",
) -> None:
    await console.work_as(Role.LEAD)
    item = await console.urgent(WORDS)
    await console.post(f"/urgent/{item}", passphrase=PASSPHRASE)
    home = (await console.get("/")).words
    assert "1 urgent text was read: say what came of it" in home
    assert "Nothing urgent waits" not in home
    assert "Read, but nothing is recorded yet" in (await console.get("/urgent")).words
    await console.post(f"/urgent/{item}/outcome", result="not_found", note="")
    assert "Nothing urgent waits" in (await console.get("/")).words
    assert "Read, but nothing is recorded yet" not in (await console.get("/urgent")).words


@pytest.mark.parametrize(
    ("passphrase", "said"),
    [("", "Enter your passphrase"), ("wrong harbour nine", "does not open"), ("x" * 600, "not")],
)
async def test_a_wrong_passphrase_shows_nothing_and_marks_nothing_as_read(
    console: "Console", passphrase: str, said: str
) -> None:
    await console.work_as(Role.LEAD)
    item = await console.urgent(WORDS)
    answer = await console.post(f"/urgent/{item}", passphrase=passphrase)
    assert answer.status == 422
    assert said in answer.text
    assert "not want to be here" not in answer.text
    assert len(await console.parts.urgent.waiting()) == 1


async def test_a_lead_whose_key_came_later_cannot_read_it(console: "Console") -> None:
    await console.hire("Lee", Role.LEAD)
    item = await console.urgent(WORDS)
    await console.work_as(Role.LEAD)
    answer = await console.post(f"/urgent/{item}", passphrase=PASSPHRASE)
    assert answer.status == 422
    assert "not want to be here" not in answer.text


async def test_that_it_was_read_is_written_down_without_a_word_of_it(console: "Console") -> None:
    await console.work_as(Role.LEAD)
    item = await console.urgent(WORDS)
    await console.post(f"/urgent/{item}", passphrase=PASSPHRASE)
    entry = (await console.parts.officers.audit.page())[0]
    assert (entry.who, entry.act, entry.subject) == ("Ana", Act.URGENT_READ, "Spring, 2026-03-10")


async def test_an_item_that_is_not_there_is_said_so(console: "Console") -> None:
    await console.work_as(Role.LEAD)
    assert (await console.get("/urgent/unknown")).status == 404
    assert (await console.post("/urgent/unknown", passphrase=PASSPHRASE)).status == 404
