"""The doctor tries the mail server as far as the login; nobody gets a letter for it."""

import asyncio

import pytest

from bot.examination import look_at_mail
from bot.mail import SECONDS
from bot.settings import Settings
from tests.bot.alerts.conftest import mail_server


def at(way_in: str) -> Settings:
    return Settings.from_env({"SAIDANDDONE_SMTP_URL": way_in and f"smtp://{way_in}"})


@pytest.mark.parametrize(("password", "fine"), [("river%20seven", True), ("river%20six", False)])
async def test_the_login_is_tried_and_no_letter_is_sent(password: str, *, fine: bool) -> None:
    async with mail_server(needs_login=True) as box:
        (line,) = await look_at_mail(at(f"lamp:{password}@127.0.0.1:{box.port}"))
    assert line.ok is fine
    assert {user for user, _ in box.logins} == {"lamp"}
    assert box.letters == []


async def test_a_server_that_refuses_the_login_is_told_at_once() -> None:
    async with asyncio.timeout(SECONDS / 2), mail_server(needs_login=True) as box:
        (line,) = await look_at_mail(at(f"lamp:river%20six@127.0.0.1:{box.port}"))
    assert "does not let us in (SMTPAuthenticationError)" in line.what


async def test_a_server_that_is_not_there_is_told() -> None:
    (line,) = await look_at_mail(at("127.0.0.1:1"))
    assert "SAIDANDDONE_SMTP_URL" in line.todo


async def test_where_no_mail_goes_there_is_nothing_to_try() -> None:
    assert await look_at_mail(at("")) == []
