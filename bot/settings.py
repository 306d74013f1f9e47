"""Settings: one frozen value, read once from the environment, all problems named at once."""

import os
from collections.abc import Callable, Mapping
from dataclasses import dataclass, field
from enum import StrEnum
from pathlib import Path
from typing import TypeVar

from bot.addresses import chats, mail_server, mailbox, mailboxes
from bot.errors import InvalidSettings
from bot.setting_values import (
    folder,
    logo_file,
    one_of,
    own_address,
    paper_colour,
    port_number,
    public_url,
    short,
    web_address,
    yes_or_no,
)
from bot.whence import Network, networks
from exports.brief import MARKING, PLAIN_LOOK
from exports.report import Look
from exports.style import ACCENT

PREFIX = "SAIDANDDONE_"
SHORTEST_TOKEN = 30
PLACEHOLDER_TOKEN = "0:" + "0" * SHORTEST_TOKEN
DATABASES = ("sqlite:///", "sqlite+aiosqlite:///", "postgresql://", "postgresql+asyncpg://")

T = TypeVar("T")


class Secret:
    """A value that does not show itself in logs, errors or debuggers."""

    __slots__ = ("_value",)

    def __init__(self, value: str) -> None:
        self._value = value

    def reveal(self) -> str:
        return self._value

    def __repr__(self) -> str:
        return "Secret('***')"

    def __str__(self) -> str:
        return "***"

    def __eq__(self, other: object) -> bool:
        return isinstance(other, Secret) and other._value == self._value

    def __hash__(self) -> int:
        return hash(self._value)


class TelegramMode(StrEnum):
    POLLING = "polling"
    WEBHOOK = "webhook"


class LogLevel(StrEnum):
    DEBUG = "debug"
    INFO = "info"
    WARNING = "warning"
    ERROR = "error"


@dataclass(frozen=True, slots=True)
class Telegram:
    """What the Telegram channel needs."""

    token: Secret
    api_url: str
    mode: TelegramMode


@dataclass(frozen=True, slots=True)
class Reached:
    """Where the people of one step of the escalation are told."""

    mail: tuple[str, ...] = ()
    chats: tuple[int, ...] = ()


@dataclass(frozen=True, slots=True)
class Alerts:
    """Where safeguarding leads are told that something waits, and who is told after them."""

    mail_server: Secret
    mail_from: str
    mail: tuple[str, ...] = ()
    chats: tuple[int, ...] = ()
    deputy: Reached = Reached()
    out_of_hours: Reached = Reached()
    audit_mail: tuple[str, ...] = ()


@dataclass(frozen=True, slots=True)
class Settings:
    """Everything that can be set. `VARIABLES` says what each is for."""

    database: Secret
    keyring: Path
    data_dir: Path
    host: str
    port: int
    public_url: str
    exit_url: str
    organisation: str
    surveys: Path
    log_level: LogLevel
    telegram: Telegram | None = None
    alerts: Alerts = Alerts(Secret(""), "")
    four_eyes: bool = False
    trusted_proxies: tuple[Network, ...] = ()
    marking: str = MARKING
    look: Look = field(default=PLAIN_LOOK, repr=False)

    @classmethod
    def from_env(cls, env: Mapping[str, str]) -> "Settings":
        """Read all there is. Raises InvalidSettings naming every variable that is wrong."""
        reading = _Reading(env)
        settings = _read(reading)
        reading.finish()
        return settings

    @property
    def own_surveys(self) -> Path | None:
        """The board's own surveys, where there are any."""
        return self.surveys if self.surveys.is_dir() else None

    @property
    def is_secure(self) -> bool:
        """People reach the server by HTTPS."""
        return self.public_url.startswith("https://")


@dataclass(frozen=True, slots=True)
class Variable:
    """One environment variable, for `--help`, README and the check for misspelt names."""

    name: str
    default: str
    text: str


VARIABLES: tuple[Variable, ...] = (
    Variable("SAIDANDDONE_DATA_DIR", "./saidanddone-data", "Where the database and files lie."),
    Variable(
        "SAIDANDDONE_DATABASE_URL",
        "sqlite:///<data dir>/saidanddone.db",
        "The database: a sqlite:/// file or postgresql://user:password@host/name.",
    ),
    Variable(
        "SAIDANDDONE_KEYRING",
        "<data dir>-keyring",
        "Folder for the keys of open waves. Keep it out of the data folder and of its backups.",
    ),
    Variable("SAIDANDDONE_HOST", "127.0.0.1", "The address to listen on."),
    Variable("SAIDANDDONE_PORT", "8080", "The port to listen on."),
    Variable(
        "SAIDANDDONE_PUBLIC_URL",
        "http://<host>:<port>",
        "The address people use, as printed on posters; https:// unless on this machine.",
    ),
    Variable(
        "SAIDANDDONE_EXIT_URL",
        "https://www.bbc.co.uk/weather",
        "The neutral page the quick exit goes to.",
    ),
    Variable(
        "SAIDANDDONE_ORGANISATION", "The safeguarding partnership", "The name on pages and papers."
    ),
    Variable("SAIDANDDONE_MARKING", MARKING, "The protective marking of papers, top and bottom."),
    Variable("SAIDANDDONE_COLOUR", f"#{ACCENT}", "The colour of headings and bars in papers."),
    Variable("SAIDANDDONE_LOGO", "", "A PNG file with your mark, for the head of papers."),
    Variable(
        "SAIDANDDONE_SURVEYS",
        "<data dir>/surveys",
        "Folder of your own surveys, localities.toml and signposts.toml.",
    ),
    Variable(
        "SAIDANDDONE_FOUR_EYES", "no", "yes: a second officer confirms each text that is released."
    ),
    Variable("SAIDANDDONE_LOG_LEVEL", "info", "debug, info, warning or error."),
    Variable(
        "SAIDANDDONE_TELEGRAM_TOKEN",
        "",
        "The bot's token, from BotFather. Without one there is no Telegram channel.",
    ),
    Variable(
        "SAIDANDDONE_TELEGRAM_API_URL",
        "https://api.telegram.org",
        "The Bot API server, if you run your own.",
    ),
    Variable(
        "SAIDANDDONE_TELEGRAM_MODE",
        "polling",
        "polling (fetch messages), or webhook (have them sent to the public address).",
    ),
    Variable(
        "SAIDANDDONE_ALERT_MAIL",
        "",
        "E-mail addresses, commas between them, that are told when something urgent waits.",
    ),
    Variable(
        "SAIDANDDONE_ALERT_TELEGRAM",
        "",
        "Telegram chat ids of leads, commas between them, that are told the same.",
    ),
    Variable(
        "SAIDANDDONE_DEPUTY_MAIL",
        "",
        "E-mail addresses told when no lead has been on it for 15 minutes (escalation.toml).",
    ),
    Variable("SAIDANDDONE_DEPUTY_TELEGRAM", "", "Telegram chat ids told the same."),
    Variable(
        "SAIDANDDONE_OUT_OF_HOURS_MAIL",
        "",
        "E-mail addresses told when nobody has been on it for 30 minutes.",
    ),
    Variable("SAIDANDDONE_OUT_OF_HOURS_TELEGRAM", "", "Telegram chat ids told the same."),
    Variable(
        "SAIDANDDONE_AUDIT_MAIL",
        "",
        "E-mail addresses that get the head of the audit trail each day, to keep it elsewhere.",
    ),
    Variable(
        "SAIDANDDONE_SMTP_URL",
        "",
        "The mail server: smtps:// or starttls://user:password@host, smtp://host inside a network.",
    ),
    Variable("SAIDANDDONE_MAIL_FROM", "", "The address that alerts come from."),
    Variable(
        "SAIDANDDONE_TRUSTED_PROXIES",
        "",
        "Your own proxies, commas between them: whose word on where visitors come from counts.",
    ),
)


def environment() -> Mapping[str, str]:
    """The process's environment, read here and nowhere else."""
    return os.environ  # noqa: TID251 - this is the one place


def misspelt(env: Mapping[str, str]) -> tuple[str, ...]:
    """Variables with our prefix that nothing reads."""
    known = {variable.name for variable in VARIABLES}
    return tuple(sorted(name for name in env if name.startswith(PREFIX) and name not in known))


class _Reading:
    """Takes values one by one and gathers what is wrong with them."""

    def __init__(self, env: Mapping[str, str]) -> None:
        self._env = env
        self._problems: list[str] = []

    def take(self, name: str, default: str, read: Callable[[str], T]) -> T:
        """The value of one variable. A problem is noted and the default stands in for it."""
        raw = self._env.get(PREFIX + name, "").strip()
        try:
            return read(raw or default)
        except ValueError as error:
            self._problems.append(f"{PREFIX}{name} {error}")
            return read(default)

    def given(self, name: str) -> bool:
        return bool(self._env.get(PREFIX + name, "").strip())

    def need(self, name: str, because: str) -> None:
        """Note that one variable makes no sense without another."""
        if not self.given(name):
            self._problems.append(f"{PREFIX}{name} is needed for {PREFIX}{because}")

    def finish(self) -> None:
        if self._problems:
            raise InvalidSettings("; ".join(self._problems))


def _read(reading: _Reading) -> Settings:
    data_dir = reading.take("DATA_DIR", "saidanddone-data", folder)
    host = reading.take("HOST", "127.0.0.1", str)
    port = reading.take("PORT", "8080", port_number)
    return Settings(
        database=reading.take(
            "DATABASE_URL", f"sqlite:///{data_dir / 'saidanddone.db'}", _database
        ),
        keyring=reading.take("KEYRING", f"{data_dir}-keyring", folder),
        data_dir=data_dir,
        host=host,
        port=port,
        public_url=reading.take("PUBLIC_URL", own_address(host, port), public_url),
        exit_url=reading.take("EXIT_URL", "https://www.bbc.co.uk/weather", web_address),
        organisation=reading.take("ORGANISATION", "The safeguarding partnership", short),
        surveys=reading.take("SURVEYS", str(data_dir / "surveys"), folder),
        log_level=reading.take("LOG_LEVEL", "info", one_of(LogLevel)),
        telegram=_telegram(reading),
        alerts=_alerts(reading),
        four_eyes=reading.take("FOUR_EYES", "no", yes_or_no),
        trusted_proxies=reading.take("TRUSTED_PROXIES", "", networks),
        marking=reading.take("MARKING", MARKING, short),
        look=_look(reading),
    )


def _look(reading: _Reading) -> Look:
    accent = reading.take("COLOUR", ACCENT, paper_colour)
    return Look(accent, reading.take("LOGO", "", logo_file))


def _telegram(reading: _Reading) -> Telegram | None:
    api_url = reading.take("TELEGRAM_API_URL", "https://api.telegram.org", web_address)
    mode = reading.take("TELEGRAM_MODE", "polling", one_of(TelegramMode))
    token = reading.take("TELEGRAM_TOKEN", PLACEHOLDER_TOKEN, _token)
    return Telegram(token, api_url, mode) if reading.given("TELEGRAM_TOKEN") else None


def _alerts(reading: _Reading) -> Alerts:
    found = Alerts(
        Secret(reading.take("SMTP_URL", "", mail_server)),
        reading.take("MAIL_FROM", "", mailbox),
        reading.take("ALERT_MAIL", "", mailboxes),
        reading.take("ALERT_TELEGRAM", "", chats),
        _reached(reading, "DEPUTY"),
        _reached(reading, "OUT_OF_HOURS"),
        reading.take("AUDIT_MAIL", "", mailboxes),
    )
    for name in ("ALERT_MAIL", "DEPUTY_MAIL", "OUT_OF_HOURS_MAIL", "AUDIT_MAIL"):
        if reading.given(name):
            reading.need("SMTP_URL", name)
            reading.need("MAIL_FROM", name)
    for name in ("ALERT_TELEGRAM", "DEPUTY_TELEGRAM", "OUT_OF_HOURS_TELEGRAM"):
        if reading.given(name):
            reading.need("TELEGRAM_TOKEN", name)
    return found


def _reached(reading: _Reading, step: str) -> Reached:
    mail = reading.take(f"{step}_MAIL", "", mailboxes)
    return Reached(mail, reading.take(f"{step}_TELEGRAM", "", chats))


# ---------------------------------------------------------------- secrets
def _database(raw: str) -> Secret:
    if not any(raw.startswith(start) and raw != start for start in DATABASES):
        raise ValueError("must start with sqlite:/// or postgresql://")
    return Secret(raw)


def _token(raw: str) -> Secret:
    number, _, rest = raw.partition(":")
    if not number.isdigit() or len(rest) < SHORTEST_TOKEN:
        raise ValueError("does not look like a bot token; copy it again from BotFather")
    return Secret(raw)
