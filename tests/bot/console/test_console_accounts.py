import re
from typing import TYPE_CHECKING

import pyotp
import pytest

from surveys.officers.accounts import Attempt, Role

if TYPE_CHECKING:
    from tests.bot.console.conftest import Console

GOOD = {"name": "Ben Hill", "role": "officer", "password": "lamp river seven"}
LEAD = {**GOOD, "role": "lead", "passphrase": "quiet harbour ten", "again": "quiet harbour ten"}


@pytest.fixture
async def admin(console: "Console") -> "Console":
    await console.work_as(Role.ADMIN)
    return console


async def test_a_new_account_shows_its_code_secret_once_and_it_works(admin: "Console") -> None:
    answer = await admin.post("/accounts/new", GOOD)
    assert answer.status == 200
    assert 'class="qr"' in answer.text
    found = re.search(r'<p class="secret">([A-Z2-7 ]+)</p>', answer.text)
    assert found
    secret = found[1].replace(" ", "")
    code = pyotp.TOTP(secret).at(admin.time.now)
    logged_in = await admin.parts.officers.login(Attempt("Ben Hill", GOOD["password"], code))
    assert logged_in.officer.roles == {Role.OFFICER}
    assert secret not in (await admin.get("/accounts")).text


async def test_recovery_codes_come_with_the_account_and_log_in(admin: "Console") -> None:
    answer = await admin.post("/accounts/new", GOOD)
    codes = re.findall(r"<code>([0-9-]{23})</code>", answer.text)
    assert len(set(codes)) == 10
    admin.secrets["Ben Hill"] = pyotp.random_base32()
    assert (await admin.log_in("Ben Hill", code=codes[3])).status == 303
    assert (await admin.log_in("Ben Hill", code=codes[3])).status == 403


async def test_the_picture_for_the_code_app_needs_no_inline_style(admin: "Console") -> None:
    answer = await admin.post("/accounts/new", GOOD)
    assert "style=" not in answer.text
    assert "<script" not in answer.text


async def test_a_lead_gets_a_key_with_the_account(admin: "Console") -> None:
    await admin.post("/accounts/new", {**LEAD, "role": ["lead", "officer"]})
    assert [lead.name for lead in await admin.parts.store.leads()] == ["Ben Hill"]
    assert (await admin.parts.officers.one("Ben Hill")).roles == {Role.LEAD, Role.OFFICER}


@pytest.mark.parametrize(
    ("fields", "said"),
    [
        ({**GOOD, "name": ""}, "A name needs"),
        ({**GOOD, "name": "<b>"}, "A name needs"),
        ({**GOOD, "name": "aNA"}, "There is an officer of that name"),
        ({**GOOD, "password": "short"}, "A password needs"),
        ({**GOOD, "role": "king"}, "Choose at least one role"),
        ({**GOOD, "role": "agency"}, "Enter the agency"),
        ({**GOOD, "mail": "nowhere"}, "This is not an e-mail address"),
        ({**LEAD, "passphrase": "short"}, "passphrase needs 12 to 500"),
        ({**LEAD, "again": "another harbour ten"}, "not the same"),
    ],
)
async def test_an_account_that_lacks_something_is_not_made(
    admin: "Console", fields: dict[str, str], said: str
) -> None:
    answer = await admin.post("/accounts/new", fields)
    assert answer.status == 422
    assert said in " ".join(answer.text.split())
    assert len(await admin.parts.officers.all()) == 1
    assert await admin.parts.store.leads() == ()


async def test_everything_wrong_is_said_at_once_and_no_password_comes_back(
    admin: "Console",
) -> None:
    answer = await admin.post("/accounts/new", {**LEAD, "name": "", "password": "short"})
    assert answer.text.count('class="error"') == 2
    assert "quiet harbour ten" not in answer.text


async def test_a_key_stays_with_its_name(admin: "Console") -> None:
    await admin.wave()  # makes a lead named Lee who has no account
    answer = await admin.post("/accounts/new", {**LEAD, "name": "Lee"})
    assert answer.status == 422
    assert len(await admin.parts.officers.all()) == 1


async def test_an_account_is_shut_and_opened_again(admin: "Console") -> None:
    await admin.post("/accounts/new", GOOD)
    await admin.post("/accounts/shut", name="Ben Hill")
    assert not (await admin.parts.officers.one("Ben Hill")).active
    await admin.post("/accounts/reopen", name="Ben Hill")
    assert (await admin.parts.officers.one("Ben Hill")).active


async def test_the_last_admin_cannot_shut_themselves_out(admin: "Console") -> None:
    answer = await admin.post("/accounts/shut", name="Ana")
    assert answer.status == 409
    assert "last admin" in answer.text
    assert (await admin.get("/accounts")).status == 200


async def test_new_login_details_replace_the_old(admin: "Console") -> None:
    await admin.post("/accounts/new", GOOD)
    assert "Ben Hill" in (await admin.get("/accounts/renew?name=Ben+Hill")).text
    weak = await admin.post("/accounts/renew", name="Ben Hill", password="short")
    assert weak.status == 422
    answer = await admin.post("/accounts/renew", name="Ben Hill", password="another lamp nine")
    assert 'class="qr"' in answer.text


async def test_nobody_of_that_name_is_said_so(admin: "Console") -> None:
    assert (await admin.post("/accounts/shut", name="Nobody")).status == 404
    assert (await admin.get("/accounts/renew?name=Nobody")).status == 404


async def test_the_trail_shows_who_did_what_and_that_it_is_whole(admin: "Console") -> None:
    await admin.post("/accounts/new", GOOD)
    text = (await admin.get("/trail")).text
    assert "added an account" in text
    assert "Ben Hill" in text
    assert "the chain is whole" in text


async def test_a_long_trail_has_pages(admin: "Console") -> None:
    for number in range(60):
        await admin.parts.officers.audit.record(f"Somebody {number}", "did")  # type: ignore[arg-type]
    first = (await admin.get("/trail")).text
    older = re.search(r"/console/trail\?below=(\d+)", first)
    assert older
    second = (await admin.get(f"/trail?below={older[1]}")).text
    assert "Somebody 59" in first
    assert "Somebody 1<" in second
    assert (await admin.get("/trail?below=x")).status == 200


async def test_what_an_account_may_do_can_be_changed(admin: "Console") -> None:
    await admin.post("/accounts/new", GOOD)
    changed = {"role": ["agency", "board"], "agency": "Highways", "mail": "ben@example.org"}
    assert (await admin.post("/accounts/change", {"name": "Ben Hill", **changed})).status == 303
    ben = await admin.parts.officers.one("Ben Hill")
    assert ben.roles == {Role.AGENCY, Role.BOARD}
    assert (ben.agency, ben.mail) == ("Highways", "ben@example.org")
    shown = await admin.get("/accounts/change?name=Ben+Hill")
    assert 'value="Highways"' in shown.text


@pytest.mark.parametrize(
    ("fields", "said"),
    [
        ({}, "Choose at least one role"),
        ({"role": "agency"}, "Enter the agency"),
        ({"role": "lead"}, "needs a key of their own"),
        ({"role": "officer", "mail": "a b@example.org"}, "not an e-mail address"),
    ],
)
async def test_a_change_that_would_not_work_is_refused(
    admin: "Console", fields: dict[str, str], said: str
) -> None:
    await admin.post("/accounts/new", GOOD)
    answer = await admin.post("/accounts/change", {"name": "Ben Hill", **fields})
    assert answer.status == 422
    assert said in answer.text
    assert (await admin.parts.officers.one("Ben Hill")).roles == {Role.OFFICER}


async def test_the_last_admin_stays_one(admin: "Console") -> None:
    answer = await admin.post("/accounts/change", {"name": "Ana", "role": "officer"})
    assert answer.status == 422
    assert "the last admin" in answer.text
