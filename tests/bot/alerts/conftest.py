"""A real mail server on loopback, and a house in which urgent words are kept."""

import asyncio
import contextlib
import ssl
import warnings
from collections.abc import AsyncIterator
from dataclasses import dataclass, field
from datetime import UTC, datetime, timedelta
from email import message_from_bytes
from email.message import Message

import pytest
from aiosmtpd.smtp import SMTP, AuthResult, Envelope, LoginPassword, Session

from surveys.anonymity.keyring import MemoryKeyring
from surveys.definitions import reading
from surveys.intake.intake import Intake
from surveys.intake.writer import Writer
from surveys.memory.store import MemoryStore
from surveys.memory.telling import MemoryTelling
from surveys.messages import Chose, Incoming, PersonId, Started, Wrote
from surveys.telling.alerting import AlertBook
from surveys.urgent import leads
from surveys.urgent.casework import Casework
from surveys.urgent.urgent import UrgentBox
from surveys.waves.waves import Waves

URGENT = "My stepdad hits me and I am scared to go home tonight"
NOON = datetime(2026, 3, 10, 12, tzinfo=UTC)


@dataclass
class Mailbox:
    """What an SMTP server was given. `refuse` answers every letter with that line.

    Seconds: it reads a letter for so long before it says that it has it, and lingers at the end.
    """

    port: int = 0
    refuse: str = ""
    reads_for: float = 0
    lingers_for: float = 0
    letters: list[Message] = field(default_factory=list)
    to: list[str] = field(default_factory=list)
    logins: list[tuple[str, str]] = field(default_factory=list)

    async def handle_DATA(  # noqa: N802 - aiosmtpd's name
        self, server: SMTP, session: Session, envelope: Envelope
    ) -> str:
        assert server
        assert session
        if self.refuse:
            return self.refuse
        assert isinstance(envelope.content, bytes)
        self.letters.append(message_from_bytes(envelope.content))
        self.to += envelope.rcpt_tos
        await asyncio.sleep(self.reads_for)
        return "250 OK"

    async def handle_QUIT(  # noqa: N802 - aiosmtpd's name
        self, server: SMTP, session: Session, envelope: Envelope
    ) -> str:
        assert all((server, session, envelope))
        await asyncio.sleep(self.lingers_for)
        return "221 Bye"

    def log_in(
        self, server: SMTP, session: Session, envelope: Envelope, method: str, given: object
    ) -> AuthResult:
        assert all((server, session, envelope, method))
        assert isinstance(given, LoginPassword)
        self.logins.append((given.login.decode(), given.password.decode()))
        return AuthResult(success=given.password == b"river seven", handled=False)

    @property
    def words(self) -> list[str]:
        """The text of each letter."""
        return [_text(letter) for letter in self.letters]


def _text(letter: Message) -> str:
    """Its plain words, whatever comes with them."""
    plain = next(part for part in letter.walk() if part.get_content_type() == "text/plain")
    payload = plain.get_payload(decode=True)
    assert isinstance(payload, bytes)
    return payload.decode()


@contextlib.asynccontextmanager
async def mail_server(
    *, needs_login: bool = False, port: int = 0, tls: ssl.SSLContext | None = None
) -> AsyncIterator[Mailbox]:
    box = Mailbox()

    def protocol() -> SMTP:
        with warnings.catch_warnings():
            warnings.simplefilter("ignore")  # it rightly warns of a login without TLS
            return SMTP(
                box,
                hostname="localhost",
                authenticator=box.log_in,
                auth_required=needs_login,
                auth_require_tls=False,
                tls_context=tls,
                require_starttls=tls is not None,
            )

    server = await asyncio.get_running_loop().create_server(protocol, "127.0.0.1", port)
    box.port = server.sockets[0].getsockname()[1]
    try:
        yield box
    finally:
        server.close()


@pytest.fixture
async def mailbox() -> AsyncIterator[Mailbox]:
    async with mail_server() as box:
        yield box


@dataclass
class Time:
    """Stands still until somebody moves it."""

    now: datetime = NOON

    def __call__(self) -> datetime:
        return self.now

    def on(self, **by: float) -> None:
        self.now += timedelta(**by)


@dataclass
class House:
    """A live wave, and people who write what is urgent."""

    store: MemoryStore
    shelf: MemoryTelling
    intake: Intake
    code: str
    book: AlertBook
    urgent_box: UrgentBox
    casework: Casework
    time: Time = field(default_factory=Time)

    async def urgent(self, number: int = 1, words: str = URGENT) -> None:
        """One person writes it where they are asked for their own words."""
        person = PersonId(f"telegram:{number}")
        for came in (Started(), Chose(("3",)), Wrote(words)):
            await self.intake.receive(self.code, Incoming(person, came))


@pytest.fixture
async def house() -> AsyncIterator[House]:
    async for each in new_house():
        yield each


async def new_house() -> AsyncIterator[House]:
    store, keyring, shelf = MemoryStore(), MemoryKeyring(), MemoryTelling()
    waves = Waves(store, keyring, lambda: NOON)
    await store.add_lead(leads.new_lead("Lee", "quiet harbour nine", leads.Cost(1, 8192)))
    wave = await waves.create(reading.load("service-feedback"), "Spring 2026")
    await waves.open(wave.code)
    async with Writer(store) as writer:
        intake = Intake(store, writer, keyring, lambda: NOON)
        box = UrgentBox(store, lambda: NOON, keyring)
        casework = Casework(store, lambda: NOON, keyring)
        yield House(store, shelf, intake, wave.code, AlertBook(store, shelf), box, casework)
        await intake.settle()
