"""A round of priorities in the console: members act, officers move it on, scores come last."""

import io
from typing import TYPE_CHECKING

import pytest
from pypdf import PdfReader

from surveys.office.rounds import KeptRound, RoundState
from surveys.officers.accounts import Officer, Role
from tests.bot.console.conftest import HOSTILE, PASSWORD

if TYPE_CHECKING:
    from tests.bot.console.conftest import Console, Page

HARM = "A boy in my class told me his dad hits him and he is scared to go home tonight"
WHY = "Many ask for it at events"


async def fresh(console: "Console", round_: KeptRound) -> KeptRound:
    return await console.parts.office.priorities.one(round_.id)


async def moved(console: "Console", round_: KeptRound) -> "Page":
    version = str((await fresh(console, round_)).number)
    return await console.post(f"/priorities/{round_.id}/move", {"version": version})


async def ids(console: "Console", round_: KeptRound) -> list[str]:
    return [each.id for each in await console.parts.office.priorities.proposals(round_)]


async def as_another(console: "Console", *roles: Role) -> None:
    _, enrolled = await console.parts.officers.open(Officer("Bea", frozenset(roles)), PASSWORD)
    console.secrets["Bea"] = enrolled.secret
    await console.post("/logout")
    assert (await console.log_in("Bea")).status == 303


async def propose(console: "Console", round_: KeptRound, title: str, **more: str) -> "Page":
    fields = {"title": title, "why": WHY, **more}
    return await console.post(f"/priorities/{round_.id}/propose", fields)


@pytest.fixture
async def round_(console: "Console") -> KeptRound:
    await console.work_as(Role.OFFICER)
    answer = await console.post("/priorities/new", {"name": "The board", "year": "2027"})
    assert answer.status == 303
    return await console.parts.office.priorities.one(answer.headers["Location"].split("/")[-1])


async def rated(console: "Console", round_: KeptRound) -> list[str]:
    """Up to a closed rating of two priorities by one member."""
    await propose(console, round_, "Exploitation")
    await propose(console, round_, "Safe streets")
    assert (await moved(console, round_)).status == 303
    both = await ids(console, round_)
    await console.post(f"/priorities/{round_.id}/pick", {"proposal": both[0]})
    group = {"group": "Table 1", "proposal": both[1]}
    assert (await console.post(f"/priorities/{round_.id}/groups", group)).status == 303
    assert (await moved(console, round_)).status == 303
    marks = {f"mark-{both[0]}": "2", f"mark-{both[1]}": "5"}
    assert (await console.post(f"/priorities/{round_.id}/rate", marks)).status == 303
    assert (await moved(console, round_)).status == 303
    return both


async def test_a_round_from_proposals_to_paper(console: "Console", round_: KeptRound) -> None:
    first, second = await rated(console, round_)
    path = f"/priorities/{round_.id}"
    page = await console.get(path)
    assert "Safe streets 5.0 0.0 1 Exploitation 2.0 0.0 1" in page.words
    assert (await console.get(f"{path}/poster.pdf")).status == 409
    plan = {"version": "1", "objectives": "Light the path", "measure-0": "10 lamps"}
    assert (await console.post(f"{path}/choose/{second}", plan)).status == 303
    assert (await console.post(f"{path}/choose/{second}", plan)).status == 422
    page = await console.get(path)
    assert "Measure 2027 10 lamps" in page.words
    assert "Measure 2028" not in page.words.partition("Change its plan")[0]
    assert f"source=priority&amp;origin={round_.id}/{second}&amp;title=Safe%20streets" in page.text
    for sheet in ("poster", "leaflet"):
        file = await console.get(f"{path}/{sheet}.pdf")
        said = "".join(each.extract_text() for each in PdfReader(io.BytesIO(file.body)).pages)
        assert "Safe streets" in said
        assert "Light the path" in said
        assert "Exploitation" not in said
    raised = {"title": "Lamps", "source": "priority", "origin": f"{round_.id}/{second}"}
    await console.post("/actions/new", raised)
    assert "A0001" in (await console.get(path)).words
    drop = {"version": "2", "do": "drop"}
    assert (await console.post(f"{path}/choose/{second}", drop)).status == 303
    assert "Chosen" not in (await console.get(path)).words
    assert first in await ids(console, round_)


async def test_no_mark_shows_before_the_rating_is_closed(
    console: "Console", round_: KeptRound
) -> None:
    await propose(console, round_, "Exploitation")
    await moved(console, round_)
    [only] = await ids(console, round_)
    await console.post(f"/priorities/{round_.id}/pick", {"proposal": only})
    await moved(console, round_)
    path = f"/priorities/{round_.id}"
    assert (await console.post(f"{path}/rate", {})).status == 422
    await console.post(f"{path}/rate", {f"mark-{only}": "4"})
    assert 'value="4" checked' in (await console.get(path)).text
    await as_another(console, Role.OFFICER)
    page = await console.get(path)
    assert "1 has rated" in page.words
    assert "checked" not in page.text
    assert "Score:" not in page.words
    assert (await console.get(f"{path}/poster.pdf")).status == 409


async def test_words_that_may_tell_who_somebody_is_wait_for_a_second_look(
    console: "Console", round_: KeptRound
) -> None:
    said = {"why": "Ring Callum Reid on 020 7946 0018"}
    answer = await propose(console, round_, "Exploitation", **said)
    assert answer.status == 422
    assert "020 7946 0018" in answer.words
    assert await ids(console, round_) == []
    edition = answer.text.partition('name="confirmed" value="')[2].partition('"')[0]
    other = {"why": "Ring Callum Reid on 020 7946 0019", "confirmed": edition}
    assert (await propose(console, round_, "Exploitation", **other)).status == 422
    answer = await propose(console, round_, "Exploitation", **said, confirmed=edition)
    assert answer.status == 303
    assert len(await ids(console, round_)) == 1


async def test_words_that_tell_of_harm_say_where_to_turn(
    console: "Console", round_: KeptRound
) -> None:
    answer = await propose(console, round_, "Listen", why=HARM)
    assert answer.status == 422
    assert "tell your safeguarding lead now, or call 999" in answer.words
    assert await ids(console, round_) == []


@pytest.mark.parametrize(
    "title",
    [
        "Child sexual exploitation",
        "Self-harm and mental health",
        "Serious youth violence and knives",
    ],
)
async def test_a_topic_as_boards_name_it_is_taken_at_once(
    console: "Console", round_: KeptRound, title: str
) -> None:
    assert (await propose(console, round_, title)).status == 303


async def test_a_topic_that_sounds_like_harm_needs_a_tick(
    console: "Console", round_: KeptRound
) -> None:
    title = "Girls being groomed by older men for lifts and drugs"
    answer = await propose(console, round_, title)
    assert f'value="{title}"' in answer.text
    edition = answer.text.partition('name="confirmed" value="')[2].partition('"')[0]
    assert (await propose(console, round_, title, confirmed=edition)).status == 303


async def test_a_plan_is_looked_at_too(console: "Console", round_: KeptRound) -> None:
    first, _ = await rated(console, round_)
    plan = {"version": "1", "objectives": "Ring 020 7946 0018"}
    answer = await console.post(f"/priorities/{round_.id}/choose/{first}", plan)
    assert answer.status == 422
    assert "This may tell who somebody is" in answer.words
    kept = await console.parts.office.priorities.proposal(round_, first)
    assert kept.thing.plan is None


async def test_doubles_are_merged_and_say_where_they_came_from(
    console: "Console", round_: KeptRound
) -> None:
    for title in ("Exploitation", HOSTILE):
        await propose(console, round_, title)
    into, double = sorted(await ids(console, round_))
    path = f"/priorities/{round_.id}"
    fields = {"proposal": double, "into": into}
    assert (await console.post(f"{path}/merge", fields)).status == 303
    page = await console.get(path)
    assert "1 proposal says the same" in page.words
    assert "<script>alert" not in page.text
    assert (await console.post(f"{path}/merge", {**fields, "into": "none"})).status == 422
    assert (await console.post(f"{path}/merge", {"part": double})).status == 303
    assert "2 proposals" in (await console.get(path)).words


async def test_a_board_member_proposes_and_withdraws_their_own(
    console: "Console", round_: KeptRound
) -> None:
    await propose(console, round_, "Exploitation")
    [others] = await ids(console, round_)
    await as_another(console, Role.BOARD)
    path = f"/priorities/{round_.id}"
    assert (await propose(console, round_, "Neglect")).status == 303
    page = await console.get(path)
    assert "Proposed by Bea" in page.words
    assert "Go on to picking" not in page.words
    assert "not anonymous" in page.words
    assert (await console.post(f"{path}/withdraw", {"proposal": others})).status == 404
    [mine] = set(await ids(console, round_)) - {others}
    assert (await console.post(f"{path}/withdraw", {"proposal": mine})).status == 303
    assert await ids(console, round_) == [others]


async def test_before_a_step_it_is_said_what_ends_and_how_far_all_are(
    console: "Console", round_: KeptRound
) -> None:
    await propose(console, round_, "Exploitation")
    page = (await console.get(f"/priorities/{round_.id}")).words
    assert "Nobody can propose after that; there is no way back. So far 1 proposal stands" in page
    await moved(console, round_)
    page = (await console.get(f"/priorities/{round_.id}")).words
    assert "Nobody can pick after that" in page
    assert "So far 0 have picked" in page


async def test_a_step_is_taken_once_and_is_in_the_trail(
    console: "Console", round_: KeptRound
) -> None:
    path = f"/priorities/{round_.id}/move"
    assert "first proposals" in (await moved(console, round_)).words
    await propose(console, round_, "Exploitation")
    assert (await console.post(path, {"version": "1"})).status == 303
    assert "Somebody else changed this" in (await console.post(path, {"version": "1"})).words
    assert (await fresh(console, round_)).thing.state is RoundState.PICKING
    acts = [each.act for each in await console.parts.officers.audit.page()]
    assert acts[:3] == [
        "moved a round of priorities on",
        "proposed a priority",
        "started a round of priorities",
    ]


@pytest.mark.parametrize("typed", [{"name": ""}, {"year": "soon"}, {"year": "1627"}])
async def test_a_round_that_lacks_something_is_not_kept(
    console: "Console", typed: dict[str, str]
) -> None:
    await console.work_as(Role.OFFICER)
    answer = await console.post("/priorities/new", {"name": "Board", "year": "2027", **typed})
    assert answer.status == 422
    assert await console.parts.office.priorities.all() == ()
