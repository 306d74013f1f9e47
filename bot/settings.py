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
from bot.variables import PREFIX
from bot.whence import Network, networks
from exports.brief import MARKING
from exports.heading import PLAIN_LOOK, Look
from exports.style import ACCENT

SHORTEST_TOKEN = 30
PLACEHOLDER_TOKEN = "0:" + "0" * SHORTEST_TOKEN
TELEGRAM_ITSELF = "https://api.telegram.org"
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


class Where(StrEnum):
    """Where texts are screened: in a process of its own, or in the server's."""

    APART = "apart"
    HERE = "here"


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
    """Everything that can be set. `bot.variables` says what each is for."""

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
    screening: Where = Where.APART
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


def environment() -> Mapping[str, str]:
    """The process's environment, read here and nowhere else."""
    return os.environ  # noqa: TID251 - this is the one place


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
            self.complain(name, str(error))
            return read(default)

    def given(self, name: str) -> bool:
        return bool(self._env.get(PREFIX + name, "").strip())

    def need(self, name: str, because: str) -> None:
        """Note that one variable makes no sense without another."""
        if not self.given(name):
            self._problems.append(f"{PREFIX}{name} is needed for {PREFIX}{because}")

    def complain(self, name: str, why: str) -> None:
        self._problems.append(f"{PREFIX}{name} {why}")

    def finish(self) -> None:
        if self._problems:
            raise InvalidSettings("; ".join(self._problems))


def _read(reading: _Reading) -> Settings:
    data_dir = reading.take("DATA_DIR", "saidanddone-data", folder)
    host = reading.take("HOST", "127.0.0.1", str)
    port = reading.take("PORT", "8080", port_number)
    public = reading.take("PUBLIC_URL", own_address(host, port), public_url)
    return Settings(
        database=reading.take(
            "DATABASE_URL", f"sqlite:///{data_dir / 'saidanddone.db'}", _database
        ),
        keyring=reading.take("KEYRING", f"{data_dir}-keyring", folder),
        data_dir=data_dir,
        host=host,
        port=port,
        public_url=public,
        exit_url=reading.take("EXIT_URL", "https://www.bbc.co.uk/weather", web_address),
        organisation=reading.take("ORGANISATION", "The safeguarding partnership", short),
        surveys=reading.take("SURVEYS", str(data_dir / "surveys"), folder),
        log_level=reading.take("LOG_LEVEL", "info", one_of(LogLevel)),
        telegram=_telegram(reading, public),
        alerts=_alerts(reading),
        four_eyes=reading.take("FOUR_EYES", "no", yes_or_no),
        screening=reading.take("SCREENING", Where.APART, one_of(Where)),
        trusted_proxies=reading.take("TRUSTED_PROXIES", "", networks),
        marking=reading.take("MARKING", MARKING, short),
        look=_look(reading),
    )


def _look(reading: _Reading) -> Look:
    accent = reading.take("COLOUR", ACCENT, paper_colour)
    return Look(accent, reading.take("LOGO", "", logo_file))


def _telegram(reading: _Reading, public: str) -> Telegram | None:
    api_url = reading.take("TELEGRAM_API_URL", TELEGRAM_ITSELF, web_address)
    mode = reading.take("TELEGRAM_MODE", "polling", one_of(TelegramMode))
    token = reading.take("TELEGRAM_TOKEN", PLACEHOLDER_TOKEN, _token)
    is_webhook = mode is TelegramMode.WEBHOOK
    if is_webhook and api_url == TELEGRAM_ITSELF and not public.startswith("https://"):
        reading.complain("TELEGRAM_MODE", "webhook needs a SAIDANDDONE_PUBLIC_URL with https://")
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
