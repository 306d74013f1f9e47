"""The console on a store in memory, with the real services behind it and a clock moved by hand."""

import html
import re
from collections.abc import AsyncIterator, Mapping
from dataclasses import dataclass, field
from datetime import UTC, date, datetime, timedelta
from pathlib import Path

import pyotp
import pytest
from aiohttp import web
from aiohttp.test_utils import TestClient, TestServer
from argon2 import PasswordHasher

from bot.alerts.alarm import Alarm
from bot.parts import Parts
from bot.settings import Settings
from bot.web.factory import make_app
from moderation.verdict import Route
from surveys.anonymity.keyring import MemoryKeyring
from surveys.anonymity.sealing import seal
from surveys.definitions import reading
from surveys.definitions.definition import Locality
from surveys.intake.intake import Intake
from surveys.intake.writer import Writer
from surveys.memory.officers import MemoryOfficers
from surveys.memory.register import MemoryRegister
from surveys.memory.releases import MemoryReleases
from surveys.memory.store import MemoryStore
from surveys.memory.telling import MemoryTelling
from surveys.memory.themes import MemoryThemes
from surveys.office.office import Office
from surveys.officers.accounts import Officer, Officers, Role
from surveys.officers.passwords import Vault
from surveys.records import (
    Entry,
    NoAnswer,
    Passed,
    Picked,
    Response,
    Screened,
    Wave,
    WaveState,
)
from surveys.review.review import Review
from surveys.telling.telling import Telling
from surveys.themes.themes import Themes
from surveys.urgent import leads
from surveys.urgent.casework import Casework
from surveys.urgent.contact import ContactBox
from surveys.urgent.lead_keys import LeadKeys
from surveys.urgent.urgent import UrgentBox
from surveys.waves import closing
from surveys.waves.key_lost import close_without_key
from surveys.waves.waves import Waves
from surveys.writes import Finish, Outcome, SaveTalk
from tests.bot.one_process import OneProcess

PASSWORD = "lamp river seven"
PASSPHRASE = "quiet harbour nine"
HOSTILE = '<script>alert("x")</script>'
CHEAP = leads.Cost(1, 8192)


@dataclass
class Time:
    """Stands still until somebody moves it."""

    now: datetime = datetime(2026, 3, 2, 12, tzinfo=UTC)

    def __call__(self) -> datetime:
        return self.now

    def on(self, **by: float) -> None:
        self.now += timedelta(**by)


@dataclass(frozen=True)
class Page:
    """What came back."""

    status: int
    text: str
    headers: Mapping[str, str]
    body: bytes = field(repr=False)

    @property
    def words(self) -> str:
        """What a person reads on it: the main part, without its markup."""
        main = self.text.partition("<main")[2].partition("</main>")[0]
        return " ".join(html.unescape(re.sub("<[^>]*>", " ", f"<main{main}")).split())


@dataclass
class Console:
    """A browser before the console, and the office behind it."""

    client: TestClient[web.Request, web.Application]
    parts: Parts
    time: Time
    secrets: dict[str, str] = field(default_factory=dict)

    @property
    def origin(self) -> str:
        return f"http://{self.client.host}:{self.client.port}"

    async def get(self, path: str) -> Page:
        async with self.client.get(f"/console{path}", allow_redirects=False) as answer:
            body = await answer.read()
            return Page(answer.status, body.decode(errors="replace"), answer.headers, body)

    async def post(
        self, path: str, fields: Mapping[str, object] | None = None, **more: str
    ) -> Page:
        """As a browser would: with the session's own token and where it comes from."""
        sent = {"csrf": await self.csrf(), **(fields or {}), **more}
        return await self.send(path, sent, {"Origin": self.origin})

    async def send(
        self, path: str, fields: Mapping[str, object] | bytes, headers: Mapping[str, str]
    ) -> Page:
        async with self.client.post(
            f"/console{path}", data=fields, headers=headers, allow_redirects=False
        ) as answer:
            body = await answer.read()
            return Page(answer.status, body.decode(errors="replace"), answer.headers, body)

    async def csrf(self) -> str:
        signed = await self.parts.officers.sessions.find(self.cookie("officer"))
        return signed.csrf if signed else ""

    def cookie(self, name: str) -> str:
        cookies = self.client.session.cookie_jar.filter_cookies(self.client.make_url("/console/"))
        return cookies[name].value if name in cookies else ""

    async def hire(self, name: str, *roles: Role) -> None:
        wanted = Officer(name, frozenset(roles), agency="Highways" if Role.AGENCY in roles else "")
        _, enrolled = await self.parts.officers.open(wanted, PASSWORD)
        self.secrets[name] = enrolled.secret
        if Role.LEAD in roles:
            await self.parts.store.add_lead(leads.new_lead(name, PASSPHRASE, CHEAP))

    async def hire_only(self, name: str, *roles: Role) -> None:
        """An account for somebody whose key is there already."""
        _, enrolled = await self.parts.officers.add(name, frozenset(roles), PASSWORD)
        self.secrets[name] = enrolled.secret

    def code(self, name: str) -> str:
        return pyotp.TOTP(self.secrets[name]).at(self.time.now)

    async def log_in(self, who: str, **typed: str) -> Page:
        self.time.on(seconds=60)
        fields = {"name": who, "password": PASSWORD, "code": self.code(who), **typed}
        return await self.post("/login", fields)

    async def work_as(self, *roles: Role) -> None:
        """Hire somebody with these roles and log them in."""
        await self.hire("Ana", *roles)
        assert (await self.log_in("Ana")).status == 303

    # ------------------------------------------------------------ waves
    async def wave(
        self, state: WaveState = WaveState.DRAFT, entry: Entry = Entry.LINK, name: str = "Spring"
    ) -> Wave:
        if not await self.parts.store.leads():
            await self.parts.store.add_lead(leads.new_lead("Lee", PASSPHRASE, CHEAP))
        wave = await self.parts.waves.create(reading.load("service-feedback"), name, entry)
        if state is not WaveState.DRAFT:
            wave = await self.parts.waves.open(wave.code)
        return wave

    async def closed(
        self, people: int = 0, held: tuple[str, ...] = (), name: str = "Spring"
    ) -> Wave:
        """A wave that went through the real close, with texts as screening would leave them."""
        wave = await self.wave(WaveState.OPEN, name=name)
        words = held + ("The staff were kind.",) * (people - len(held))
        for number, said in enumerate(words):
            await self.finish(wave, number, said, held=number < len(held))
        store, keyring = self.parts.store, self.parts.keyring
        return await closing.close(store, keyring, wave.code, self.time.now.date())

    async def lost(self, name: str = "Spring") -> Wave:
        """A wave whose key was lost, closed without its answers."""
        wave = await self.wave(WaveState.OPEN, name=name)
        await self.finish(wave, 0)
        store, keyring = self.parts.store, self.parts.keyring
        keyring.destroy(wave.id)
        return await close_without_key(store, keyring, wave.code, self.time.now.date())

    async def finish(
        self,
        wave: Wave,
        number: int,
        said: str = "The staff were kind.",
        *,
        held: bool = False,
        place: str = "",
    ) -> None:
        """One person's finished answers, sealed as the intake seals them."""
        route = Route.HOLD if held else Route.PUBLISH
        labels = ("personal_data",) if held else ()
        response = Response(
            {
                "rating": Picked((str(5 - number % 5),)),
                "good": Screened(said, route, labels),
                "better": Passed(NoAnswer.SKIPPED),
                "locality": Picked((place or _first_place(wave),)),
            }
        )
        sealed = seal(response, wave.public_key, wave.sealed_size)
        mark = number.to_bytes(16)
        await self.parts.writer.write(Finish(wave.id, mark, 0, mark, mark, sealed))

    async def urgent(self, words: str) -> str:
        """Urgent words of an open wave, sealed to the leads there are; its id."""
        wave = await self.wave(WaveState.OPEN)
        outside = leads.Envelope("item-1", wave.id, date(2026, 3, 10), 4096)
        item = leads.seal(words, await self.parts.store.leads(), outside)
        mark = b"urgent".ljust(16)
        talk = SaveTalk(wave.id, mark, 0, b"sealed", self.time.now, urgent=(item,))
        assert await self.parts.writer.write(talk) is Outcome.DONE
        return item.id


def _first_place(wave: Wave) -> str:
    question = wave.survey.question("locality")
    assert isinstance(question, Locality)
    return question.options[0].key


@pytest.fixture(autouse=True)
def _in_one_process(one_process: OneProcess, monkeypatch: pytest.MonkeyPatch) -> None:
    one_process.is_used_by(monkeypatch)


@pytest.fixture
def time() -> Time:
    return Time()


@pytest.fixture
def settings(tmp_path: Path, request: pytest.FixtureRequest) -> Settings:
    """The usual ones, and those a test asks for by parameter."""
    more: dict[str, str] = getattr(request, "param", {})
    return Settings.from_env(
        {
            **{f"SAIDANDDONE_{name}": value for name, value in more.items()},
            "SAIDANDDONE_DATA_DIR": str(tmp_path / "data"),
            "SAIDANDDONE_ORGANISATION": "Borough <b>Partnership</b>",
            "SAIDANDDONE_PUBLIC_URL": "http://127.0.0.1:8080",
        }
    )


@pytest.fixture
async def parts(settings: Settings, time: Time) -> AsyncIterator[Parts]:
    store, keyring = MemoryStore(), MemoryKeyring()
    vault = Vault(PasswordHasher(time_cost=1, memory_cost=8, parallelism=1))
    async with Writer(store) as writer:
        waves = Waves(store, keyring, time)
        yield Parts(
            settings=settings,
            clock=time,
            store=store,
            writer=writer,
            keyring=keyring,
            intake=Intake(store, writer, keyring, time),
            waves=waves,
            review=Review(store, time, four_eyes=settings.four_eyes),
            urgent=UrgentBox(store, time, keyring),
            casework=Casework(store, time, keyring),
            lead_keys=LeadKeys(store, time, keyring, CHEAP),
            contact=ContactBox(store, time),
            officers=Officers(MemoryOfficers(), time, vault),
            office=Office.on(MemoryRegister(), time),
            telling=Telling.on(MemoryTelling(), store, keyring, waves),
            releases=MemoryReleases(),
            themes=Themes(store, MemoryThemes(), time),
            alarm=Alarm(),
        )


@pytest.fixture
async def console(parts: Parts, time: Time) -> AsyncIterator[Console]:
    async with TestClient(TestServer(make_app(parts))) as client:
        yield Console(client, parts, time)
