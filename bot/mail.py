"""One e-mail through the server of the settings, or a look whether it would go."""

from collections.abc import AsyncIterator
from contextlib import asynccontextmanager, suppress
from dataclasses import dataclass
from email.message import EmailMessage
from urllib.parse import unquote, urlsplit

import aiosmtplib

SECONDS = 20.0
"""For each step of getting in."""

ANSWER_SECONDS = 45.0
"""For its answer to the letter: many read the whole of it for viruses first. Who does not wait for
that sends the letter again, and again."""

GOODBYE_SECONDS = 1.0

PORTS = {"smtp": 25, "starttls": 587, "smtps": 465}


class MailFailed(Exception):
    """The letter did not go out. `kind` is all that is known of why; no address, no words."""

    def __init__(self, kind: str) -> None:
        super().__init__(kind)
        self.kind = kind


@dataclass(frozen=True, slots=True)
class Server:
    """How to reach the mail server: `smtps` TLS from the start, `starttls` before anything."""

    scheme: str
    host: str
    port: int
    user: str
    password: str

    @classmethod
    def at(cls, url: str) -> "Server":
        parts = urlsplit(url)
        return cls(
            parts.scheme,
            parts.hostname or "",
            parts.port or PORTS[parts.scheme],
            unquote(parts.username or ""),
            unquote(parts.password or ""),
        )


async def send(server: Server, letter: EmailMessage) -> None:
    """Raises MailFailed."""
    async with _logged_in(server) as line:
        await line.send_message(letter, timeout=ANSWER_SECONDS)
        with suppress(aiosmtplib.SMTPException):  # it is taken, however the goodbye goes
            await line.quit(timeout=GOODBYE_SECONDS)


async def log_in(server: Server) -> None:
    """All that a letter needs, but no letter. Raises MailFailed."""
    async with _logged_in(server):
        pass


@asynccontextmanager
async def _logged_in(server: Server) -> AsyncIterator[aiosmtplib.SMTP]:
    line = aiosmtplib.SMTP(
        hostname=server.host,
        port=server.port,
        username=server.user or None,
        password=server.password or None,
        use_tls=server.scheme == "smtps",
        start_tls=server.scheme == "starttls",
        timeout=SECONDS,
    )
    try:
        async with line:
            yield line
    except (aiosmtplib.SMTPException, OSError, TimeoutError) as error:
        raise MailFailed(type(error).__name__) from None


def letter(sender: str, address: str, subject: str, mark: str = "") -> EmailMessage:
    """An empty one. `mark` lets a mailbox that gets it twice tell that it is the same."""
    made = EmailMessage()
    made["From"], made["To"], made["Subject"] = sender, address, subject
    made["Auto-Submitted"] = "auto-generated"
    if mark:
        made["Message-ID"] = f"<{mark}@{sender.rpartition('@')[2].strip('> ')}>"
    return made
