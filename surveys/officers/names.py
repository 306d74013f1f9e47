"""What an officer may be called, and what will do for a password."""

import unicodedata
from dataclasses import replace

from surveys.officers.records import (
    BadMail,
    BadName,
    NoAgency,
    NoRole,
    Officer,
    Role,
    WeakPassword,
)

SHORTEST_NAME, LONGEST_NAME = 2, 60
LONGEST_AGENCY, LONGEST_MAIL = 80, 200
SHORTEST_PASSWORD = 12
LONGEST_PASSWORD = 200
FEWEST_CHARACTERS = 5
LONG_NAME = 4


def key_of(name: str) -> str:
    """How a name is looked up: neither case nor spacing matters."""
    return " ".join(unicodedata.normalize("NFKC", name).split()).casefold()


def checked_name(name: str) -> str:
    """The name without needless space. Raises BadName."""
    tidy = " ".join(unicodedata.normalize("NFKC", name).split())
    fits = SHORTEST_NAME <= len(tidy) <= LONGEST_NAME
    if not (fits and tidy[0].isalnum() and all(c.isalnum() or c in " .-_@'" for c in tidy)):
        raise BadName
    return tidy


def checked_officer(officer: Officer) -> Officer:
    """The same without needless space. Raises BadName, NoRole, NoAgency, BadMail."""
    if not officer.roles:
        raise NoRole
    agency = " ".join(officer.agency.split())[:LONGEST_AGENCY]
    if Role.AGENCY in officer.roles and not agency:
        raise NoAgency
    mail = checked_mail(officer.mail)
    return replace(officer, name=checked_name(officer.name), agency=agency, mail=mail)


def checked_mail(mail: str) -> str:
    """An address that can be written to, or nothing. Raises BadMail."""
    tidy = mail.strip()
    name, at, host = tidy.rpartition("@")
    fits = bool(name and at and "." in host.strip(".")) and len(tidy) <= LONGEST_MAIL
    clean = tidy.isascii() and not any(c.isspace() or c in ',;<>()"' for c in tidy)
    if tidy and not (fits and clean):
        raise BadMail
    return tidy


def check_password(name: str, password: str) -> None:
    """Raises WeakPassword."""
    fits = SHORTEST_PASSWORD <= len(password) <= LONGEST_PASSWORD
    holds_name = len(name) >= LONG_NAME and key_of(name) in password.casefold()
    if not fits or holds_name or len(set(password)) < FEWEST_CHARACTERS:
        raise WeakPassword
