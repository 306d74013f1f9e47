"""Alerts by e-mail."""

from dataclasses import dataclass
from email.message import EmailMessage
from functools import partial
from urllib.parse import unquote, urlsplit

import aiosmtplib

from bot.alerts.place import Alert, AlertFailed, Place, name_of
from surveys.escalation import LEAD

SECONDS = 20.0
PORTS = {"smtp": 25, "starttls": 587, "smtps": 465}


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


def mail_place(server: Server, sender: str, address: str, step: str = LEAD) -> Place:
    tell = partial(_tell, server, sender, address)
    return Place(name_of("mail", address, step), tell, step)


async def _tell(server: Server, sender: str, address: str, alert: Alert) -> None:
    try:
        await aiosmtplib.send(
            _letter(sender, address, alert),
            hostname=server.host,
            port=server.port,
            username=server.user or None,
            password=server.password or None,
            use_tls=server.scheme == "smtps",
            start_tls=server.scheme == "starttls",
            timeout=SECONDS,
        )
    except (aiosmtplib.SMTPException, OSError, TimeoutError) as error:
        raise AlertFailed(type(error).__name__) from None


def _letter(sender: str, address: str, alert: Alert) -> EmailMessage:
    letter = EmailMessage()
    letter["From"], letter["To"], letter["Subject"] = sender, address, alert.subject
    letter["Auto-Submitted"] = "auto-generated"
    if alert.mark:  # a mailbox that gets the same alert twice can tell that it is the same
        letter["Message-ID"] = f"<{alert.mark}@{sender.rpartition('@')[2].strip('> ')}>"
    letter.set_content(alert.text)
    return letter
