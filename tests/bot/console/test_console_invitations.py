import re
from collections.abc import AsyncIterator
from dataclasses import replace
from typing import TYPE_CHECKING

import pyotp
import pytest
from aiohttp.test_utils import TestClient, TestServer

from bot.settings import Alerts, Secret
from bot.web.factory import make_app
from surveys.officers.accounts import Role
from tests.bot.alerts.conftest import Mailbox, mail_server
from tests.bot.console.conftest import Console

if TYPE_CHECKING:
    from bot.parts import Parts
    from tests.bot.console.conftest import Page, Time

BEN = {"name": "Ben Hill", "role": "officer"}
CHOSEN = {"password": "tree window eight", "again": "tree window eight"}
PHRASE = {"passphrase": "quiet harbour ten", "passphrase_again": "quiet harbour ten"}
GONE = "This invitation does not work"


@pytest.fixture
async def admin(console: Console) -> Console:
    await console.work_as(Role.ADMIN)
    return console


async def invited(console: Console, **more: object) -> str:
    """Where the link leads, below the console."""
    page = await console.post("/accounts/invite", {**BEN, **more})
    found = re.search(r'whole">http://127.0.0.1:8080/console(/join/[\w-]{43})<', page.text)
    assert found
    return found[1]


async def join(console: Console, path: str, **typed: str) -> "Page":
    """As the person invited, in a browser where nobody is logged in."""
    console.client.session.cookie_jar.clear()
    page = await console.get(path)
    found = re.search(r'name="secret" value="([A-Z2-7]{32})"', page.text)
    assert found
    console.secrets["Ben Hill"] = found[1]
    code = pyotp.TOTP(found[1]).at(console.time.now)
    return await console.post(path, {"secret": found[1], "code": code, **CHOSEN, **typed})


async def test_who_is_invited_chooses_a_password_and_logs_in(admin: Console) -> None:
    page = await join(admin, await invited(admin))
    assert page.status == 200
    codes = re.findall(r"<code>([0-9-]{23})</code>", page.text)
    assert len(set(codes)) == 10
    assert (await admin.log_in("Ben Hill", password=CHOSEN["password"])).status == 303
    assert (await admin.parts.officers.one("Ben Hill")).roles == {Role.OFFICER}
    acts = [(each.who, each.act) for each in await admin.parts.officers.audit.page()]
    assert ("Ana", "invited somebody") in acts
    assert ("Ben Hill", "joined by invitation") in acts


async def test_the_code_that_confirmed_does_not_log_in_as_well(admin: Console) -> None:
    await join(admin, await invited(admin))
    code = admin.code("Ben Hill")
    answer = await admin.log_in("Ben Hill", password=CHOSEN["password"], code=code)
    assert answer.status == 403


async def test_used_withdrawn_old_and_unknown_links_answer_alike(admin: Console) -> None:
    used = await invited(admin)
    await join(admin, used)
    admin.time.on(seconds=60)
    await admin.log_in("Ana")
    withdrawn, old = await invited(admin, name="Cy"), await invited(admin, name="Di")
    page = await admin.get("/accounts")
    assert "Cy" in page.words
    number = re.search(r'name="invitation" value="([0-9a-f]{64})"', page.text)
    assert number
    assert (await admin.post("/accounts/withdraw", invitation=number[1])).status == 303
    admin.time.on(days=7)
    answers = [await admin.get(path) for path in (used, withdrawn, old, "/join/" + "x" * 43)]
    assert {answer.status for answer in answers} == {404}
    assert {answer.words for answer in answers} == {answers[0].words}
    assert GONE in answers[0].words
    assert (await admin.post(old, CHOSEN)).status == 404


async def test_a_lead_chooses_the_passphrase_and_gets_a_key(admin: Console) -> None:
    path = await invited(admin, role="lead")
    assert (await join(admin, path)).status == 422
    assert (await join(admin, path, **PHRASE)).status == 200
    unlocked = await admin.parts.lead_keys.unlock("Ben Hill", PHRASE["passphrase"])
    assert unlocked


@pytest.mark.parametrize(
    ("typed", "said"),
    [
        ({"password": "short"}, "A password needs"),
        ({"again": "tree window nine"}, "not the same"),
        ({"code": "000000"}, "This is not the code"),
        ({"secret": "AAAA"}, "This is not the code"),
    ],
)
async def test_what_is_wrong_is_said_and_the_link_still_works(
    admin: Console, typed: dict[str, str], said: str
) -> None:
    path = await invited(admin)
    page = await join(admin, path, **typed)
    assert page.status == 422
    assert said in page.words
    assert CHOSEN["password"] not in page.text
    assert (await join(admin, path)).status == 200


async def test_a_mistake_does_not_change_the_picture(admin: Console) -> None:
    page = await join(admin, await invited(admin), code="000000")
    assert admin.secrets["Ben Hill"] in page.text


async def test_an_invitation_ends_with_the_admin_who_sent_it(admin: Console) -> None:
    path = await invited(admin)
    await admin.hire("Olu", Role.ADMIN)
    await admin.parts.officers.shut("Ana")
    assert (await admin.get(path)).status == 404


@pytest.mark.parametrize(
    ("fields", "said"),
    [
        ({"name": "<b>"}, "A name needs"),
        ({"name": "aNA"}, "There is an officer of that name"),
        ({"role": "king"}, "Choose at least one role"),
        ({"role": "agency"}, "Enter the agency"),
        ({"mail": "nowhere"}, "This is not an e-mail address"),
        ({"name": "Lee", "role": "lead"}, "There is a lead's key of that name"),
    ],
)
async def test_an_invitation_that_lacks_something_is_not_made(
    admin: Console, fields: dict[str, str], said: str
) -> None:
    await admin.wave()  # makes a lead named Lee who has no account
    page = await admin.post("/accounts/invite", {**BEN, **fields})
    assert page.status == 422
    assert said in page.words
    assert await admin.parts.office.invitations.waiting() == ()


# ---------------------------------------------------------------- by e-mail
@pytest.fixture
async def box() -> AsyncIterator[Mailbox]:
    async with mail_server() as box:
        yield box


@pytest.fixture
async def mailing(parts: "Parts", time: "Time", box: Mailbox) -> AsyncIterator[Console]:
    alerts = Alerts(Secret(f"smtp://127.0.0.1:{box.port}"), "board@example.org")
    wired = replace(parts, settings=replace(parts.settings, alerts=alerts))
    async with TestClient(TestServer(make_app(wired))) as client:
        console = Console(client, wired, time)
        await console.work_as(Role.ADMIN)
        yield console


async def test_the_link_goes_out_by_e_mail_where_one_is_given(
    mailing: Console, box: Mailbox
) -> None:
    path = await invited(mailing, mail="ben@example.org")
    assert box.to == ["ben@example.org"]
    text = box.letters[0].get_payload(decode=True)
    assert isinstance(text, bytes)
    assert path in text.decode()


async def test_a_letter_that_fails_is_said_and_the_link_is_still_shown(
    mailing: Console, box: Mailbox
) -> None:
    box.refuse = "550 no"
    page = await mailing.post("/accounts/invite", {**BEN, "mail": "ben@example.org"})
    assert "It did not go by e-mail" in page.words
    assert "/console/join/" in page.text
