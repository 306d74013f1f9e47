"""Readers for settings that are addresses: mail servers, mailboxes, chats. Wrong: ValueError."""

from typing import TypeVar
from urllib.parse import urlsplit

LOOPBACK = frozenset({"127.0.0.1", "localhost", "::1"})
MAIL_SCHEMES = ("smtps", "starttls", "smtp")
MOST_PLACES = 20
LONGEST_ADDRESS = 254
LONGEST_NUMBER = 20

T = TypeVar("T")


def mail_server(raw: str) -> str:
    """`smtps://user:password@host`, `starttls://…`, or `smtp://host` without a password."""
    if not raw:
        return ""
    try:
        parts = urlsplit(raw)
        fine = parts.scheme in MAIL_SCHEMES and bool(parts.hostname) and parts.port != 0
    except ValueError:  # of the port, or of brackets
        fine = False
    if not fine:
        raise ValueError(
            "must be smtps://, starttls:// or smtp:// and a server; in user and password write "
            "%40 for @, %23 for #, %2F for / and %3A for :"
        )
    if parts.scheme == "smtp" and parts.password and parts.hostname not in LOOPBACK:
        raise ValueError("would send a password in the open; use smtps:// or starttls://")
    return raw


def mailbox(raw: str) -> str:
    """One plain address: `name@example.org`."""
    name, _, host = raw.rpartition("@")
    plain = raw.isascii() and raw.isprintable() and not set(raw) & set(' ,;<>"')
    if raw and not (name and "." in host.strip(".") and plain and len(raw) <= LONGEST_ADDRESS):
        raise ValueError("must be an address such as safeguarding@example.org")
    return raw


def mailboxes(raw: str) -> tuple[str, ...]:
    return _few(tuple(mailbox(part) for part in _parts(raw)))


def chats(raw: str) -> tuple[int, ...]:
    """Telegram ids of people. A group's would begin with a minus; the bot leaves every group."""
    parts = _parts(raw)
    for part in parts:
        if not part.isascii() or not part.isdigit() or len(part) > LONGEST_NUMBER:
            raise ValueError("must be Telegram chat ids: numbers, with commas between them")
    return _few(tuple(map(int, parts)))


def _parts(raw: str) -> tuple[str, ...]:
    return tuple(part.strip() for part in raw.split(",") if part.strip())


def _few(places: tuple[T, ...]) -> tuple[T, ...]:
    if len(places) > MOST_PLACES:
        raise ValueError(f"can be {MOST_PLACES} at most; use a mailing list or a group")
    return tuple(dict.fromkeys(places))
