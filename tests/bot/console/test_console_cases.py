"""What leads do in the console: on it, unlocked for a while, outcome, hand over, kept from."""

from typing import TYPE_CHECKING

import pytest

from surveys.officers.accounts import Role
from surveys.officers.audit import Act
from surveys.records import UNTOUCHED
from surveys.urgent import leads
from surveys.urgent.contact import Request
from tests.bot.console.conftest import CHEAP, PASSPHRASE, PASSWORD

if TYPE_CHECKING:
    from tests.bot.console.conftest import Console

WORDS = "i do not want to be here <any> more"
OTHER = "another four plain words"


async def second_lead(console: "Console", name: str = "Bo") -> None:
    await console.parts.store.add_lead(leads.new_lead(name, OTHER, CHEAP))


async def reading(console: "Console", *, with_another: bool = True) -> str:
    """A lead who has read the one text there is; its id."""
    await console.work_as(Role.LEAD)
    if with_another:
        await second_lead(console)
    item = await console.urgent(WORDS)
    answer = await console.post(f"/urgent/{item}", passphrase=PASSPHRASE)
    assert answer.status == 200
    return item


async def acts(console: "Console") -> list[str]:
    return [entry.act for entry in await console.parts.officers.audit.page()]


async def writes_anew(console: "Console", item: str) -> None:
    """The person went back and told more, while a lead was reading what they told before."""
    (seen,) = await console.parts.store.urgent_seen()
    outside = leads.Envelope(item, seen.item.wave_id, seen.item.day, 4096)
    await console.parts.store.add_urgent(
        leads.seal("i took the tablets", await console.parts.store.leads(), outside)
    )


# ---------------------------------------------------------------- written anew meanwhile
@pytest.mark.parametrize(
    ("what", "form"),
    [
        ("outcome", {"result": "no_concern"}),
        ("hand-over", {"to": "Bo"}),
        ("keep-from", {"named": "Ana", "instead": "Bo"}),
    ],
)
async def test_nothing_is_done_about_words_that_nobody_has_read(
    console: "Console", what: str, form: dict[str, str]
) -> None:
    item = await reading(console)
    await writes_anew(console, item)
    answer = await console.post(f"/urgent/{item}/{what}", form)
    assert answer.status == 422
    assert "written anew" in answer.words
    (waiting,) = await console.parts.store.urgent()
    assert waiting.handling == UNTOUCHED
    assert (await acts(console))[0] == Act.URGENT_READ
    assert "i took the tablets" in (await console.post(f"/urgent/{item}")).words


# ---------------------------------------------------------------- what the trail tells a lead
async def test_a_lead_who_is_an_admin_does_not_learn_there_that_a_text_names_them(
    console: "Console",
) -> None:
    await console.work_as(Role.LEAD, Role.ADMIN)
    record = console.parts.officers.audit.record
    about = "Spring, 2026-03-10"
    await record("Bo", Act.URGENT_READ, about)
    await record("Bo", Act.URGENT_WITHHELD, f"{about}, from Ana, to Bo")
    await record("Cy", Act.TEXT_PASSED_ON, "spring, text 12345678")
    await record("Ana", Act.OUTCOME_RECORDED, "Winter, 2026-01-10: on reading")
    page = (await console.get("/trail")).words
    assert "Spring" not in page
    assert "kept an urgent text" not in page
    assert "12345678" not in page
    assert "Winter, 2026-01-10" in page
    assert "left out here" in page


async def test_an_admin_who_is_no_lead_sees_who_kept_a_text_from_whom(console: "Console") -> None:
    await console.work_as(Role.ADMIN)
    about = "Spring, 2026-03-10, from Dee, to Bo"
    await console.parts.officers.audit.record("Bo", Act.URGENT_WITHHELD, about)
    page = (await console.get("/trail")).words
    assert about in page
    assert "left out here" not in page


# ---------------------------------------------------------------- one tap from the alert
async def test_the_link_of_an_alert_leads_through_the_login_to_what_waits(
    console: "Console",
) -> None:
    await console.hire("Ana", Role.LEAD)
    asked = await console.get("/urgent")
    assert asked.headers["Location"] == "/console/login?to=urgent"
    assert 'name="to" value="urgent"' in (await console.get("/login?to=urgent")).text
    answer = await console.log_in("Ana", to="urgent")
    assert answer.headers["Location"] == "/console/urgent"


async def test_a_lead_is_on_it_with_one_tap_and_nothing_is_opened(console: "Console") -> None:
    await console.work_as(Role.LEAD)
    await console.urgent(WORDS)
    page = await console.get("/urgent")
    assert "Nobody is on it" in page.words
    assert (await console.post("/urgent/take")).status == 303
    page = await console.get("/urgent")
    assert "You are on it" in page.words
    assert "I am on it" not in page.words
    assert (await acts(console))[0] == Act.URGENT_TAKEN
    assert len(await console.parts.urgent.waiting()) == 1
    await console.post("/urgent/take")
    assert (await acts(console)).count(Act.URGENT_TAKEN) == 1


# ---------------------------------------------------------------- unlocked for a while
async def test_once_unlocked_the_key_stays_so_for_this_session_until_idle(
    console: "Console",
) -> None:
    item = await reading(console)
    page = await console.get(f"/urgent/{item}")
    assert 'name="passphrase"' not in page.text
    assert "not want to be here" not in page.text
    console.time.on(minutes=14)
    assert "not want to be here" in (await console.post(f"/urgent/{item}")).text
    console.time.on(minutes=16)
    assert 'name="passphrase"' in (await console.get(f"/urgent/{item}")).text
    assert (await console.post(f"/urgent/{item}")).status == 422


@pytest.mark.parametrize("way", ["/urgent/lock", "/logout"])
async def test_a_lead_locks_the_key_at_once(console: "Console", way: str) -> None:
    item = await reading(console)
    await console.post(way)
    if way == "/logout":
        await console.log_in("Ana")
    assert 'name="passphrase"' in (await console.get(f"/urgent/{item}")).text


async def test_another_session_of_the_same_lead_has_to_unlock_it_too(console: "Console") -> None:
    item = await reading(console)
    await console.log_in("Ana")
    assert 'name="passphrase"' in (await console.get(f"/urgent/{item}")).text


# ---------------------------------------------------------------- outcomes
async def test_an_outcome_and_a_note_are_recorded_and_the_note_only_leads_read(
    console: "Console",
) -> None:
    item = await reading(console)
    note = "Told the front door <at> once"
    answer = await console.post(f"/urgent/{item}/outcome", result="referred", note=note)
    assert answer.status == 303
    listed = await console.get("/urgent")
    assert "Referred to children's social care" in listed.words
    assert "front door" not in listed.text
    again = await console.post(f"/urgent/{item}")
    assert "Told the front door <at> once" in again.words
    entry = (await console.parts.officers.audit.page())[1]
    assert entry.act == Act.OUTCOME_RECORDED
    assert "front door" not in entry.subject


@pytest.mark.parametrize(
    ("sent", "said"),
    [
        ({}, "Choose how it ended"),
        ({"result": "gossip"}, "Choose how it ended"),
        ({"result": "police", "note": "x" * 1001}, "at most 1,000 characters"),
        ({"result": "lost"}, "Choose how it ended"),
    ],
)
async def test_what_is_missing_is_said_beside_the_words(
    console: "Console", sent: dict[str, str], said: str
) -> None:
    item = await reading(console)
    answer = await console.post(f"/urgent/{item}/outcome", sent)
    assert answer.status == 422
    assert said in answer.words
    assert "not want to be here" in answer.text
    assert not (await console.parts.urgent.seen())[0].results


async def test_with_a_locked_key_nothing_is_changed_and_no_words_show(console: "Console") -> None:
    item = await reading(console)
    await console.post("/urgent/lock")
    for act, sent in (
        ("outcome", {"result": "police"}),
        ("hand-over", {"to": "Bo"}),
        ("keep-from", {"named": "Bo", "instead": "Ana"}),
    ):
        answer = await console.post(f"/urgent/{item}/{act}", sent)
        assert answer.status == 422
        assert "your key was locked meanwhile" in answer.words
        assert "not want to be here" not in answer.text
    (seen,) = await console.parts.urgent.seen()
    assert (seen.results, seen.handed_to) == ((), "")


# ---------------------------------------------------------------- hand over, keep from
async def test_handed_over_it_stands_on_the_list_until_the_other_is_on_it(
    console: "Console",
) -> None:
    item = await reading(console)
    assert (await console.post(f"/urgent/{item}/hand-over", to="Bo")).status == 303
    assert "Handed to Bo, who has not taken it yet" in (await console.get("/urgent")).words
    subject = (await console.parts.officers.audit.page())[0].subject
    assert subject == "Spring, 2026-03-10, to Bo"
    await console.hire_only("Bo", Role.LEAD)
    await console.log_in("Bo")
    page = await console.get("/urgent")
    assert "Handed to you" in page.words
    await console.post("/urgent/take")
    (seen,) = await console.parts.urgent.seen()
    assert (seen.taken_by, seen.handed_to) == ("Bo", "")


@pytest.mark.parametrize("to", ["", "Ana", "Nobody"])
async def test_it_is_handed_to_another_lead_only(console: "Console", to: str) -> None:
    item = await reading(console)
    answer = await console.post(f"/urgent/{item}/hand-over", to=to)
    assert answer.status == 422
    assert "Choose the lead to hand it to" in answer.words


async def test_a_lead_it_names_sees_no_trace_of_it(console: "Console") -> None:
    item = await reading(console)
    sent = {"named": "Bo", "instead": "Ana"}
    assert (await console.post(f"/urgent/{item}/keep-from", sent)).status == 303
    await console.hire_only("Bo", Role.LEAD)
    await console.log_in("Bo")
    assert "Spring" not in (await console.get("/urgent")).words
    assert (await console.get(f"/urgent/{item}")).status == 404
    assert (await console.post(f"/urgent/{item}", passphrase=OTHER)).status == 404


@pytest.mark.parametrize(
    ("named", "instead", "said"),
    [
        ("", "Bo", "Choose the lead whom it names"),
        ("Bo", "", "Choose the lead who deals with it"),
        ("Bo", "Bo", "Choose another lead"),
        ("Cy", "Bo", "Choose the lead whom it names"),
    ],
)
async def test_a_conflict_without_a_way_out_is_not_recorded(
    console: "Console", named: str, instead: str, said: str
) -> None:
    item = await reading(console)
    answer = await console.post(f"/urgent/{item}/keep-from", named=named, instead=instead)
    assert answer.status == 422
    assert said in answer.words


async def test_the_only_lead_is_told_what_to_do(console: "Console") -> None:
    item = await reading(console, with_another=False)
    assert "You are the only lead" in (await console.post(f"/urgent/{item}")).words


# ---------------------------------------------------------------- asks to be contacted
async def test_a_request_to_be_contacted_stands_among_them_and_says_what_was_promised(
    console: "Console",
) -> None:
    await console.work_as(Role.LEAD)
    await console.parts.contact.ask(Request("text 07700 900123", "Sam", "after four"))
    (waiting,) = await console.parts.urgent.waiting()
    assert "Request to be contacted" in (await console.get("/urgent")).words
    page = await console.post(f"/urgent/{waiting.id}", passphrase=PASSPHRASE)
    assert "text 07700 900123" in page.words
    assert "within two working days" in page.words
    assert "Contacted the person who asked" in page.words


async def test_danger_stands_before_those_who_ask_to_be_contacted(console: "Console") -> None:
    await console.work_as(Role.LEAD)
    for number in range(3):
        await console.parts.contact.ask(Request(f"text 07700 90012{number}"))
    await console.urgent(WORDS)
    words = (await console.get("/urgent")).words
    assert words.index("Spring") < words.index("Request to be contacted")


# ---------------------------------------------------------------- keys
async def test_a_lead_changes_the_passphrase(console: "Console") -> None:
    await console.work_as(Role.LEAD)
    sent = {"old": PASSPHRASE, "passphrase": OTHER, "again": OTHER}
    assert (await console.post("/keys/passphrase", sent)).status == 303
    item = await console.urgent(WORDS)
    assert (await console.post(f"/urgent/{item}", passphrase=PASSPHRASE)).status == 422
    assert (await console.post(f"/urgent/{item}", passphrase=OTHER)).status == 200
    assert Act.KEY_RELOCKED in await acts(console)


@pytest.mark.parametrize(
    ("sent", "said"),
    [
        ({"old": "guess", "passphrase": OTHER, "again": OTHER}, "does not open"),
        ({"old": PASSPHRASE, "passphrase": "short", "again": "short"}, "12 to 500"),
        ({"old": PASSPHRASE, "passphrase": OTHER, "again": "else"}, "not the same"),
    ],
)
async def test_a_passphrase_is_not_changed_by_mistake(
    console: "Console", sent: dict[str, str], said: str
) -> None:
    await console.work_as(Role.LEAD)
    before = await console.parts.store.leads()
    answer = await console.post("/keys/passphrase", sent)
    assert answer.status == 422
    assert said in answer.words
    assert await console.parts.store.leads() == before


async def test_a_new_key_opens_what_the_old_one_did(console: "Console") -> None:
    item = await reading(console)
    (before, *_) = await console.parts.store.leads()
    assert (await console.post("/keys/new", passphrase="")).status == 422
    assert (await console.post("/keys/new", passphrase="guess")).status == 422
    assert (await console.post("/keys/new", passphrase=PASSPHRASE)).status == 303
    (after, *_) = await console.parts.store.leads()
    assert after.public != before.public
    assert "not want to be here" in (await console.post(f"/urgent/{item}")).text


async def test_a_lost_key_is_said_to_be_a_loss_and_the_other_lead_mends_it(
    console: "Console",
) -> None:
    item = await reading(console)
    page = await console.get("/keys/lost")
    assert "Nobody can bring the old key back" in page.words
    assert "Bo can still open" in page.words
    new = {"passphrase": "a third set of words", "again": "a third set of words"}
    new["password"] = PASSWORD
    assert (await console.post("/keys/lost", new)).status == 422
    assert (await console.post("/keys/lost", new, understood="yes")).status == 303
    page = await console.post(f"/urgent/{item}", passphrase=new["again"])
    assert page.status == 422
    assert "does not open 1 text" in (await console.get("/keys")).words
    await console.hire_only("Bo", Role.LEAD)
    await console.log_in("Bo")
    assert "Seal to Ana" not in (await console.get("/keys")).words
    assert (await console.post("/keys/reseal", name="Ana")).status == 422
    await console.post("/keys/unlock", unlock=OTHER)
    assert "Seal to Ana" in (await console.get("/keys")).words
    assert (await console.post("/keys/reseal", name="Ana")).status == 303
    await console.log_in("Ana")
    page = await console.post(f"/urgent/{item}", passphrase=new["again"])
    assert "not want to be here" in page.text


@pytest.mark.parametrize("password", ["", "a guess of mine"])
async def test_a_screen_left_open_gives_nobody_a_key_of_their_own(
    console: "Console", password: str
) -> None:
    await console.work_as(Role.LEAD)
    before = await console.parts.store.leads()
    new = {"passphrase": OTHER, "again": OTHER, "understood": "yes", "password": password}
    answer = await console.post("/keys/lost", new)
    assert answer.status == 422
    assert "not your password" in answer.words
    assert await console.parts.store.leads() == before


async def test_what_no_key_opens_can_be_closed_as_lost_and_nothing_else(
    console: "Console",
) -> None:
    await console.work_as(Role.LEAD)
    item = await console.urgent(WORDS)
    assert (await console.post(f"/urgent/{item}/lost")).status == 409
    new = {"passphrase": OTHER, "again": OTHER, "understood": "yes", "password": PASSWORD}
    await console.post("/keys/lost", new)
    assert "No key is left that opens it" in (await console.get("/urgent")).words
    assert "lost" in (await console.get(f"/urgent/{item}")).words
    assert (await console.post(f"/urgent/{item}/lost")).status == 303
    assert "Lost: no key is left" in (await console.get("/urgent")).words


async def test_a_lead_whose_key_does_not_open_it_is_told_whom_to_ring_and_asked_for_nothing(
    console: "Console",
) -> None:
    item = await reading(console, with_another=False)
    await console.hire("Bo", Role.LEAD)
    await console.log_in("Bo")
    page = await console.get(f"/urgent/{item}")
    assert "Ring Ana now" in page.words
    assert "passphrase" not in page.words
    assert "say what came of it" not in (await console.get("/")).words, "Ana is on it"
