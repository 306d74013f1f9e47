"""Who may work in the console: officers, their roles, what is kept of their secrets."""

from dataclasses import dataclass, field
from datetime import datetime
from enum import StrEnum

from surveys.errors import SurveyError


class Role(StrEnum):
    """What a person may do. One person can have several; none includes another."""

    ADMIN = "admin"  # accounts and the audit trail
    OFFICER = "officer"  # waves, review, results
    LEAD = "lead"  # reads urgent words, and nobody else does
    AGENCY = "agency"  # leads actions for an agency: sees and updates those alone
    BOARD = "board"  # board member or scrutiny panel: reads what was released


@dataclass(frozen=True, slots=True)
class Officer:
    """A person with a login. `active` is false once an admin has shut the account.

    `agency` is whom a lead officer works for; `mail` is where reminders go. Either may be empty.
    """

    name: str
    roles: frozenset[Role]
    active: bool = True
    agency: str = ""
    mail: str = ""

    def may(self, *roles: Role) -> bool:
        """Any one of the roles is enough."""
        return bool(self.roles.intersection(roles))


@dataclass(frozen=True, slots=True)
class Credentials:
    """What is kept of a password and a code generator.

    `password` is an argon2id hash. `totp` is the code generator's secret, encrypted under a key
    made from the password and `salt`: a stolen database holds no working code generator.
    """

    password: str = field(repr=False)
    salt: bytes = field(repr=False)
    totp: bytes = field(repr=False)


@dataclass(frozen=True, slots=True)
class Account:
    """An officer as stored. `key` is the name as it is looked up: case does not matter.

    `used_step` is the last half minute a code was taken from; no code works twice.
    `code_misses` counts wrong codes after a right password, `shut_until` is when a browser
    never seen before may try a code again.
    """

    key: str
    officer: Officer
    credentials: Credentials
    used_step: int = 0
    code_misses: int = 0
    shut_until: datetime | None = None


@dataclass(frozen=True, slots=True)
class Enrolment:
    """Shown once, when an account is made: the secret for the code app, and as an address.

    `recovery` are the codes for the day the phone is gone.
    """

    secret: str = field(repr=False)
    uri: str = field(repr=False)
    recovery: tuple[str, ...] = field(default=(), repr=False)


@dataclass(frozen=True, slots=True)
class SessionRow:
    """A session as stored: the token's hash, never the token."""

    token: bytes = field(repr=False)
    key: str
    began: datetime
    seen: datetime


@dataclass(frozen=True, slots=True)
class DeviceRow:
    """A browser that logged in before, by the hash of its cookie."""

    token: bytes = field(repr=False)
    key: str
    began: datetime


@dataclass(frozen=True, slots=True)
class ChallengeRow:
    """What a passkey was asked, by its hash. `whom` is the key of an account; empty: a login."""

    hash: bytes = field(repr=False)
    whom: str
    at: datetime


@dataclass(frozen=True, slots=True)
class PasskeyRow:
    """A passkey as stored: what its device signs is checked with the public key.

    `count` is how often the device says it has signed; a copied device would fall behind.
    """

    id: bytes = field(repr=False)
    key: str
    public_key: bytes = field(repr=False)
    count: int
    began: datetime


class UnknownOfficer(SurveyError):
    """There is no officer of that name. Look at the list of accounts."""


class OfficerExists(SurveyError):
    """There is an officer of that name already. Choose another name."""


class BadName(SurveyError):
    """A name needs 2 to 60 letters, digits, spaces or . - _ @ and starts with a letter or digit."""


class WeakPassword(SurveyError):
    """A password needs at least 12 characters and may not hold the name. Three words are good."""


class NoRole(SurveyError):
    """An account needs at least one role, such as officer or lead."""


class NoAgency(SurveyError):
    """A lead officer of an agency needs the agency's name."""


class BadMail(SurveyError):
    """This is not an e-mail address. It looks like name@example.org."""


class LastAdmin(SurveyError):
    """This is the last admin, so nobody could open accounts any more. Make another admin first."""


class LastLead(SurveyError):
    """This is the last lead, so nobody could read urgent words any more. Make another first."""


class WrongPassword(SurveyError):
    """This is not your password. Type the one you log in with."""


class LoginRefused(SurveyError):
    """The name, password or code is not right."""


class TooManyTries(SurveyError):
    """Too many tries from here. Wait a little, then try again."""

    def __init__(self, seconds: int) -> None:
        super().__init__()
        self.seconds = seconds
