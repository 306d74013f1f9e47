"""The head of the trail goes out once a day; read urgent texts go when the policy says."""

from datetime import date, timedelta

import pytest

from bot.alerts.heads import head_places, send_head
from bot.alerts.place import Alert, AlertFailed, Place
from bot.parts import Parts
from bot.settings import Settings
from bot.sweeping import forget_read
from surveys.leases import Lease
from surveys.officers.audit import AT_A_TIME, Act, Head
from surveys.records import Handling, Recorded
from tests.bot.alerts.conftest import NOON, Mailbox, Time
from tests.bot.web.rooms import open_wave, room
from tests.factories import urgent


def settings(port: int) -> Settings:
    return Settings.from_env(
        {
            "SAIDANDDONE_AUDIT_MAIL": "clerk@b.example.org",
            "SAIDANDDONE_SMTP_URL": f"smtp://127.0.0.1:{port}",
            "SAIDANDDONE_MAIL_FROM": "no-reply@b.example.org",
        }
    )


def lease(parts: Parts) -> Lease:
    return Lease(parts.telling.shelf, "audit head", parts.clock, timedelta(seconds=60))


async def test_the_head_goes_out_once_a_day_and_can_be_checked(mailbox: Mailbox) -> None:
    time = Time()
    async with room(clock=time, settings=settings(mailbox.port)) as parts:
        trail, places = parts.officers.audit, head_places(parts)
        await trail.record("Ana", Act.WAVE_OPENED, "spring")
        for hours in (0, 3, 21, 1):
            time.on(hours=hours)
            for _ in range(2):
                await send_head(parts, places, lease(parts))
        assert len(mailbox.letters) == 2
        noted = mailbox.words[0].splitlines()[2].strip()
        assert await trail.holds(Head.read(noted))
        assert f"audit verify --head {noted}" in mailbox.words[0]


async def test_one_that_was_not_taken_is_sent_at_the_next_look() -> None:
    async def never(_alert: Alert) -> None:
        raise AlertFailed("SMTPConnectError")

    said: list[Alert] = []

    async def heard(alert: Alert) -> None:
        said.append(alert)

    async with room(clock=Time()) as parts:
        with pytest.raises(AlertFailed):
            await send_head(parts, [Place("a", never)], lease(parts))
        assert await send_head(parts, [Place("a", heard)], lease(parts))
    assert len(said) == 1


async def test_one_place_that_is_away_costs_no_other_a_letter_every_ten_minutes() -> None:
    said: list[str] = []
    away = True

    async def clerk(_alert: Alert) -> None:
        said.append("clerk")

    async def auditor(_alert: Alert) -> None:
        if away:
            raise AlertFailed("SMTPConnectError")
        said.append("auditor")

    async with room(clock=Time()) as parts:
        places, had = [Place("a", auditor), Place("b", clerk)], set[tuple[date, str]]()
        for _ in range(3):
            with pytest.raises(AlertFailed):
                await send_head(parts, places, lease(parts), had)
        away = False
        assert await send_head(parts, places, lease(parts), had)
        assert not await send_head(parts, places, lease(parts), had)
    assert said == ["clerk", "auditor"]


async def test_on_a_busy_day_it_goes_out_once_all_the_same() -> None:
    said: list[Alert] = []

    async def heard(alert: Alert) -> None:
        said.append(alert)

    async with room(clock=Time()) as parts:
        await send_head(parts, [Place("a", heard)], lease(parts))
        for _ in range(AT_A_TIME + 1):
            await parts.officers.audit.record("Ana", Act.LOGGED_IN)
        await send_head(parts, [Place("a", heard)], lease(parts))
    assert len(said) == 1


async def test_read_texts_with_an_outcome_go_after_their_days_and_it_is_written_down() -> None:
    time = Time()
    async with room(clock=time) as parts:
        await open_wave(parts)
        done = Handling("Ana", outcomes=(Recorded("police", "Ana", NOON.date()),))
        await parts.store.add_urgent(urgent("a", handling=done))
        await parts.store.urgent_read("urgent-a", "Ana", NOON.date())
        await parts.store.add_urgent(urgent("b", handling=done))
        time.on(days=180)
        await forget_read(parts)
        assert len(await parts.store.urgent_seen()) == 1
        time.on(days=1)
        for _ in range(2):
            await forget_read(parts)
        assert await parts.store.urgent_seen() == ()
        assert len(await parts.store.urgent()) == 1
        trail = [entry.act for entry in await parts.officers.audit.page()]
        assert trail == [Act.URGENT_FORGOTTEN]
