"""From an invitation to an account, a passkey, and the way back in when the phone is gone."""

import re
import socket
from collections.abc import AsyncIterator
from dataclasses import replace
from datetime import datetime, timedelta

import pyotp
import pytest
from playwright.async_api import Page, expect

from bot.clock import now
from bot.parts import Parts
from surveys.officers.accounts import Role
from tests.bot.web.rooms import SETTINGS, room
from tests.journeys.conftest import Visit, listening, live, number_of
from tests.journeys.test_console import LAPTOP, PASSWORD, hire

pytestmark = [pytest.mark.browser, pytest.mark.timeout(120)]

NAME, OWN = "Ivy Brook", "three quiet herons"
DEVICE = {
    "protocol": "ctap2",
    "transport": "internal",
    "hasResidentKey": True,
    "hasUserVerification": True,
    "isUserVerified": True,
    "automaticPresenceSimulation": True,
}
"""A phone or laptop that asks for a finger, as Chromium plays it."""


class Time:
    """Moved by hand: no code works twice within half a minute."""

    def __init__(self) -> None:
        self.now = now()

    def __call__(self) -> datetime:
        return self.now

    def on(self, seconds: int = 60) -> None:
        self.now += timedelta(seconds=seconds)


class House:
    def __init__(self, parts: Parts, time: Time, address: str) -> None:
        self.parts, self.time, self.address = parts, time, address

    def code(self, secret: str) -> str:
        self.time.on()
        return pyotp.TOTP(secret).at(self.time.now)


@live()
async def house(port: socket.socket) -> AsyncIterator[House]:
    """At localhost, where browsers have passkeys without HTTPS."""
    address, time = f"http://localhost:{number_of(port)}", Time()
    settings = replace(SETTINGS, public_url=address)
    async with room(clock=time, settings=settings) as parts, listening(parts, port):
        yield House(parts, time, address)


async def invited(house: House, page: Page) -> str:
    """The link, as an admin gets it."""
    admin = await hire(house.parts, "Olu Ade", Role.ADMIN, Role.OFFICER)
    await page.goto(f"{house.address}/console/login")
    await page.get_by_label("Name").fill("Olu Ade")
    await page.get_by_label("Password").fill(PASSWORD)
    await page.get_by_label("Code from your code app").fill(house.code(admin.secret))
    await page.get_by_role("button", name="Log in", exact=True).click()
    await page.get_by_role("link", name="Accounts").click()
    await page.get_by_role("link", name="Invite").click()
    await page.get_by_label("Name").fill(NAME)
    await page.locator("#role-officer").check()
    await page.get_by_role("button", name="Make the link").click()
    return await page.locator(".whole").inner_text()


async def joined(house: House, page: Page, link: str) -> list[str]:
    """The account is opened with a password and a phone; the recovery codes."""
    await page.goto(link)
    await page.get_by_label("Password", exact=True).fill(OWN)
    await page.get_by_label("The same password again").fill(OWN)
    secret = re.sub(r"\s", "", await page.locator(".secret").inner_text())
    await page.get_by_label("Code from your code app").fill(house.code(secret))
    await page.get_by_role("button", name="Open my account").click()
    codes = await page.locator(".recovery code").all_inner_texts()
    await page.get_by_role("link", name="They are kept: log in").click()
    await page.get_by_label("Name").fill(NAME)
    await page.get_by_label("Password").fill(OWN)
    await page.get_by_label("Code from your code app").fill(house.code(secret))
    await page.get_by_role("button", name="Log in", exact=True).click()
    await expect(page.get_by_role("button", name="Log out")).to_be_visible()
    return codes


async def test_from_an_invitation_to_a_passkey_and_a_recovery_code(
    house: House, visit: Visit
) -> None:
    link = await invited(house, await visit(viewport=LAPTOP))
    page = await visit(viewport=LAPTOP)
    device = await page.context.new_cdp_session(page)
    await device.send("WebAuthn.enable")
    phone = await device.send("WebAuthn.addVirtualAuthenticator", {"options": DEVICE})
    codes = await joined(house, page, link)

    await page.locator("a.who").click()
    await page.locator("#passkey_password").fill(OWN)
    await page.get_by_role("button", name="Add a passkey").click()
    await expect(page.get_by_text("Passkey of").first).to_be_visible()
    kept = await device.send("WebAuthn.getCredentials", phone)
    assert len(kept["credentials"]) == 1

    await page.get_by_role("button", name="Log out").click()
    await page.get_by_role("button", name="Log in with a passkey").click()
    await expect(page.locator("a.who")).to_be_visible()

    await page.get_by_role("button", name="Log out").click()
    await device.send("WebAuthn.removeVirtualAuthenticator", phone)  # the phone is gone
    await by_recovery_code(page, codes[0])
    await expect(page.locator("a.who")).to_be_visible()
    await page.locator("a.who").click()
    await expect(page.get_by_text("9 of your recovery codes are still good")).to_be_visible()

    await page.get_by_role("button", name="Log out").click()
    await by_recovery_code(page, codes[0])
    await expect(page.get_by_role("heading", name="There is a problem")).to_be_visible()
    acts = {entry.act for entry in await house.parts.officers.audit.page() if entry.who == NAME}
    assert {"joined by invitation", "added a passkey", "used a passkey"} <= acts
    assert "used a recovery code" in acts


async def by_recovery_code(page: Page, code: str) -> None:
    await page.goto(page.url.partition("/console")[0] + "/console/login")
    await page.get_by_label("Name").fill(NAME)
    await page.get_by_label("Password").fill(OWN)
    await page.get_by_label("Code from your code app").fill(code)
    await page.get_by_role("button", name="Log in", exact=True).click()


async def test_a_link_opens_one_account_and_no_second(house: House, visit: Visit) -> None:
    link = await invited(house, await visit(viewport=LAPTOP))
    await joined(house, await visit(viewport=LAPTOP), link)
    late = await visit(viewport=LAPTOP)
    await late.goto(link)
    await expect(late.get_by_text("This invitation does not work")).to_be_visible()
    assert await late.get_by_label("Password").count() == 0
