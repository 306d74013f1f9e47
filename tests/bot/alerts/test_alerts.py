"""Alerts by e-mail: that something waits, at least once, never what, and no reply waits for it."""

import asyncio
from collections.abc import AsyncIterator, Callable
from contextlib import asynccontextmanager
from datetime import timedelta
from pathlib import Path

import pytest
import structlog

from bot import mail
from bot.alerts.alarm import Alarm
from bot.alerts.mail import mail_place
from bot.alerts.place import Alert, AlertFailed, Place
from bot.alerts.running import ended
from bot.alerts.watch import Pace, Watch
from bot.examination import look_at_mail
from bot.mail import Server
from bot.settings import Settings
from surveys.errors import StoreUnavailable
from surveys.leases import Lease
from surveys.messages import Help, Incoming, PersonId, Stopped, Wrote
from surveys.telling.alerting import MOST_TRIES, Due
from tests.bot.alerts.certificate import certificate, shown_by_the_server
from tests.bot.alerts.conftest import NOON, URGENT, House, Mailbox, mail_server

QUICK = Pace(gather=0.05, sweep=0.2, taken=0.02, first=0.05, longest=0.1)
LEAD = "duty@board.example.org"
SENDER = "no-reply@board.example.org"
HERE = "https://safe.example.org"


def by_mail(port: int, address: str = LEAD) -> Place:
    return mail_place(Server.at(f"smtp://127.0.0.1:{port}"), SENDER, address)


def watch(house: House, *places: Place, alarm: Alarm | None = None, pace: Pace = QUICK) -> Watch:
    lease = Lease(house.shelf, "alerts", lambda: NOON, timedelta(seconds=60))
    seconds = asyncio.get_running_loop().time
    return Watch(house.book, places, lease, alarm or Alarm(), HERE, seconds, house.time, pace)


@asynccontextmanager
async def watching(it: Watch) -> AsyncIterator[None]:
    task = asyncio.create_task(it.run())
    try:
        yield
    finally:
        task.cancel()
        await asyncio.gather(task, return_exceptions=True)


async def until(holds: Callable[[], object], seconds: float = 60) -> None:
    async with asyncio.timeout(seconds):
        while not holds():  # noqa: ASYNC110 - what is waited for rings no bell
            await asyncio.sleep(0.01)


# ---------------------------------------------------------------- what it says
async def test_it_tells_wave_and_day_and_where_to_read_it(house: House, mailbox: Mailbox) -> None:
    await house.urgent()
    await watch(house, by_mail(mailbox.port)).round()
    (words,) = mailbox.words
    assert "Spring 2026, 10 March 2026" in words
    assert f"{HERE}/console/urgent" in words
    assert "Nobody gets an answer to it" in words
    assert mailbox.to == [LEAD]
    assert mailbox.letters[0]["Subject"] == "Something urgent waits for a safeguarding lead"


async def test_it_never_tells_what_was_written_or_by_whom(house: House, mailbox: Mailbox) -> None:
    await house.urgent(number=87654321)
    await watch(house, by_mail(mailbox.port)).round()
    whole = mailbox.letters[0].as_string()
    for secret in (*URGENT.split(), "87654321", house.code, "12:0"):
        assert len(secret) < 5 or secret not in whole, secret
    (item,) = await house.store.urgent()
    assert item.id not in whole


# ---------------------------------------------------------------- once, and at least once
async def test_each_item_is_told_once_to_each_place(house: House, mailbox: Mailbox) -> None:
    places = (by_mail(mailbox.port), by_mail(mailbox.port, "second@board.example.org"))
    await house.urgent()
    for _ in range(3):
        await watch(house, *places).round()
    assert sorted(mailbox.to) == [LEAD, "second@board.example.org"]
    await house.urgent(number=2)
    await watch(house, *places).round()
    assert len(mailbox.to) == 4


async def test_a_place_that_cannot_be_noted_gives_up_no_lease_while_another_is_told(
    house: House, monkeypatch: pytest.MonkeyPatch
) -> None:
    """A second process would tell the slow place again before the first has noted it."""
    heard: list[str] = []

    async def slowly(_: Alert) -> None:
        heard.append("slow")
        await asyncio.sleep(0.2)

    async def quickly(_: Alert) -> None:
        heard.append("quick")

    told = house.book.told

    async def noted(due: Due) -> None:
        if due.place == "quick" and heard.count("quick") == 1:
            raise StoreUnavailable
        await told(due)

    monkeypatch.setattr(house.book, "told", noted)
    await house.urgent()
    places = (Place("quick", quickly), Place("slow", slowly))
    first = asyncio.create_task(watch(house, *places).round())
    await asyncio.sleep(0.1)
    await watch(house, *places).round()
    with pytest.raises(StoreUnavailable):
        await first
    await watch(house, *places).round()
    assert sorted(heard) == ["quick", "quick", "slow"]


async def test_a_clean_stop_cuts_off_no_alert_so_that_a_restart_does_not_repeat_it(
    house: House,
) -> None:
    heard: list[str] = []

    async def slowly(alert: Alert) -> None:
        heard.append(alert.mark)
        await asyncio.sleep(0.2)

    await house.urgent()
    it = watch(house, Place("slow", slowly))
    task = asyncio.create_task(it.run())
    await until(lambda: heard)
    await ended(it, task)
    await watch(house, Place("slow", slowly)).round()
    assert len(heard) == 1


async def test_a_burst_is_one_alert(house: House, mailbox: Mailbox) -> None:
    for number in range(6):
        await house.urgent(number)
    await watch(house, by_mail(mailbox.port)).round()
    assert len(mailbox.letters) == 1


async def test_the_alarm_sends_at_once(house: House, mailbox: Mailbox) -> None:
    alarm = Alarm()
    slow = Pace(gather=60, sweep=60)
    async with watching(watch(house, by_mail(mailbox.port), alarm=alarm, pace=slow)):
        await asyncio.sleep(0.05)
        await house.urgent()
        assert mailbox.letters == []
        await alarm.ring("Spring 2026")
        await until(lambda: mailbox.letters, slow.sweep / 2)


async def test_what_was_never_begun_is_found_by_the_next_process(
    house: House, mailbox: Mailbox
) -> None:
    """The process died after the commit and before the alert: nothing rings, it is told."""
    await house.urgent()
    async with watching(watch(house, by_mail(mailbox.port))):
        await until(lambda: mailbox.letters)


async def test_a_server_that_refuses_is_asked_again_until_it_takes_it(
    house: House, mailbox: Mailbox
) -> None:
    mailbox.refuse = "451 try later"
    await house.urgent()
    with structlog.testing.capture_logs() as logs:
        async with watching(watch(house, by_mail(mailbox.port))):
            await until(lambda: len(logs) >= 2)
            mailbox.refuse = ""
            await until(lambda: mailbox.letters)
            await asyncio.sleep(0.2)
    assert len(mailbox.letters) == 1
    assert {entry["event"] for entry in logs} == {"alert_failed"}
    assert LEAD not in str(logs)


async def test_a_server_that_is_away_is_found_when_it_is_back(house: House) -> None:
    async with mail_server() as gone:
        port = gone.port
    await house.urgent()
    async with watching(watch(house, by_mail(port))):
        await asyncio.sleep(0.1)
        async with mail_server(port=port) as back:
            await until(lambda: back.letters)


async def test_one_place_that_fails_holds_up_no_other(house: House, mailbox: Mailbox) -> None:
    async with mail_server() as gone:
        port = gone.port
    await house.urgent()
    places = (by_mail(port, "away@board.example.org"), by_mail(mailbox.port))
    for _ in range(2):
        await watch(house, *places).round()
    assert mailbox.to == [LEAD]


async def test_a_fault_of_our_own_ends_no_watch_and_holds_up_no_other_place(
    house: House, mailbox: Mailbox
) -> None:
    """Whatever goes wrong that nobody thought of: what waits is still told."""
    broken = True

    async def faulty(_: Alert) -> None:
        if broken:
            raise ZeroDivisionError("words of a child")
        later.append("told")

    later: list[str] = []
    await house.urgent()
    with structlog.testing.capture_logs() as logs:
        async with watching(watch(house, Place("mail:1", faulty), by_mail(mailbox.port))):
            await until(lambda: mailbox.letters)
            broken = False
            await until(lambda: later)
    assert {entry["event"] for entry in logs} == {"alert_failed"}
    assert "words of a child" not in str(logs)


async def test_a_fault_before_any_place_is_told_does_not_end_the_watch(
    house: House, mailbox: Mailbox, monkeypatch: pytest.MonkeyPatch
) -> None:
    async def broken(*_: object) -> tuple[Due, ...]:
        raise OSError("keyring")

    await house.urgent()
    with structlog.testing.capture_logs() as logs:
        with monkeypatch.context() as faulty:
            faulty.setattr(house.book, "due", broken)
            task = asyncio.create_task(watch(house, by_mail(mailbox.port)).run())
            await until(lambda: logs)
        await until(lambda: mailbox.letters)
    task.cancel()
    await asyncio.gather(task, return_exceptions=True)
    assert logs[0]["event"] == "alerts_stumbled"
    assert "OSError at" in logs[0]["what"]


async def test_tries_are_bounded_and_giving_up_is_said_aloud(house: House) -> None:
    tried = 0

    async def never(_alert: Alert) -> None:
        nonlocal tried
        tried += 1
        raise AlertFailed("SMTPConnectError")

    await house.urgent()
    with structlog.testing.capture_logs() as logs:
        for _ in range(MOST_TRIES + 5):
            await watch(house, Place("mail:1", never)).round()
    assert tried == MOST_TRIES
    assert [entry["event"] for entry in logs].count("alert_given_up") == 1


async def test_of_two_processes_one_tells(house: House, mailbox: Mailbox) -> None:
    await house.urgent()
    watches = [watch(house, by_mail(mailbox.port)) for _ in range(2)]
    await asyncio.gather(*(each.round() for each in watches))
    assert len(mailbox.letters) == 1


async def test_what_waits_no_more_is_forgotten(house: House, mailbox: Mailbox) -> None:
    await house.urgent()
    await watch(house, by_mail(mailbox.port)).round()
    assert await house.shelf.alerts()
    await house.intake.receive(house.code, Incoming(PersonId("telegram:1"), Stopped()))
    await watch(house, by_mail(mailbox.port)).round()
    assert await house.shelf.alerts() == ()


async def test_an_address_is_not_in_the_database(house: House, mailbox: Mailbox) -> None:
    await house.urgent()
    await watch(house, by_mail(mailbox.port)).round()
    (kept,) = await house.shelf.alerts()
    assert LEAD not in kept.place


async def test_an_alert_is_still_tried_after_a_long_weekend_and_is_told_aloud(
    house: House, mailbox: Mailbox
) -> None:
    """The mail server is away from Thursday evening to Tuesday morning, at four tries an hour."""
    mailbox.refuse = "451 away"
    await house.urgent()
    it = watch(house, by_mail(mailbox.port), pace=Pace(first=0, longest=0))
    with structlog.testing.capture_logs() as logs:
        for _ in range(4 * 24 * 5):
            await it.round()
    levels = [entry["log_level"] for entry in logs]
    assert levels[:10] == ["warning"] * 10
    assert set(levels[10:]) == {"error"}
    mailbox.refuse = ""
    await it.round()
    assert mailbox.to == [LEAD]


async def test_a_mail_server_that_reads_for_long_gets_the_letter_once(
    house: House, mailbox: Mailbox, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(mail, "SECONDS", 1.5)
    mailbox.reads_for, mailbox.lingers_for = 2, 5
    await house.urgent()
    await watch(house, by_mail(mailbox.port)).round()
    await watch(house, by_mail(mailbox.port)).round()
    assert mailbox.to == [LEAD]


# ---------------------------------------------------------------- help first
async def test_a_mail_server_that_hangs_delays_no_reply(house: House) -> None:
    """The connection is taken and then nothing is said for ever."""
    silent: list[asyncio.StreamWriter] = []

    async def hang(_reader: asyncio.StreamReader, writer: asyncio.StreamWriter) -> None:
        silent.append(writer)

    server = await asyncio.start_server(hang, "127.0.0.1", 0)
    port = server.sockets[0].getsockname()[1]
    await house.urgent()
    async with watching(watch(house, by_mail(port))):
        await until(lambda: silent)
        async with asyncio.timeout(mail.SECONDS / 2):
            said = await house.intake.receive(
                house.code, Incoming(PersonId("telegram:1"), Wrote(URGENT))
            )
        assert any(isinstance(reply, Help) for reply in said)
    for writer in silent:
        writer.close()
    server.close()


# ---------------------------------------------------------------- the way to the server
async def test_it_logs_in_where_the_server_asks_for_it(house: House) -> None:
    await house.urgent()
    async with mail_server(needs_login=True) as box:
        server = Server.at(f"smtp://lamp%40board:river%20seven@127.0.0.1:{box.port}")
        await watch(house, mail_place(server, SENDER, LEAD)).round()
        assert box.logins == [("lamp@board", "river seven")]
        assert box.to == [LEAD]


async def test_by_starttls_the_letter_goes_to_a_server_whose_authority_is_trusted(
    house: House, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    await house.urgent()
    file = certificate(tmp_path)
    async with mail_server(needs_login=True, tls=shown_by_the_server(file)) as box:
        url = f"starttls://lamp:river%20seven@127.0.0.1:{box.port}"
        monkeypatch.setenv("SSL_CERT_FILE", str(file))
        await watch(house, mail_place(Server.at(url), SENDER, LEAD)).round()
        assert (box.to, box.logins) == ([LEAD], [("lamp", "river seven")])


async def test_a_certificate_of_an_unknown_authority_gets_no_password_and_the_doctor_says_why(
    tmp_path: Path,
) -> None:
    async with mail_server(needs_login=True, tls=shown_by_the_server(certificate(tmp_path))) as box:
        url = f"starttls://lamp:river%20seven@127.0.0.1:{box.port}"
        (line,) = await look_at_mail(Settings.from_env({"SAIDANDDONE_SMTP_URL": url}))
        assert "SSLCertVerificationError" in line.what
        assert "update-ca-certificates" in line.todo
        assert box.logins == []


async def test_the_doctor_says_that_a_password_is_wrong() -> None:
    async with mail_server(needs_login=True) as box:
        url = f"smtp://lamp:wrong@127.0.0.1:{box.port}"
        (line,) = await look_at_mail(Settings.from_env({"SAIDANDDONE_SMTP_URL": url}))
        assert line.todo == "check user and password in SAIDANDDONE_SMTP_URL"


@pytest.mark.parametrize("scheme", ["smtps", "starttls"])
async def test_a_server_without_the_encryption_asked_for_gets_nothing(
    house: House, mailbox: Mailbox, scheme: str
) -> None:
    await house.urgent()
    server = Server.at(f"{scheme}://lamp:river@127.0.0.1:{mailbox.port}")
    with pytest.raises(AlertFailed):
        await mail_place(server, SENDER, LEAD).tell(Alert("subject", "text"))
    assert (mailbox.letters, mailbox.logins) == ([], [])


@pytest.mark.parametrize(
    ("url", "port"),
    [("smtps://mail.example.org", 465), ("starttls://mail.example.org", 587)],
)
def test_each_way_has_its_usual_port(url: str, port: int) -> None:
    assert Server.at(url).port == port
