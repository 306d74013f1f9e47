"""Every environment variable that can be set: for `--help`, README and misspelt names."""

from collections.abc import Mapping
from dataclasses import dataclass

from exports.brief import MARKING
from exports.style import ACCENT

PREFIX = "SAIDANDDONE_"


@dataclass(frozen=True, slots=True)
class Variable:
    """What it is for, and what it is where nobody sets it."""

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
    Variable(
        "SAIDANDDONE_SCREENING",
        "apart",
        "apart (texts are screened in a process of its own), or here (in the server: less memory).",
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


def misspelt(env: Mapping[str, str]) -> tuple[str, ...]:
    """Variables with our prefix that nothing reads."""
    known = {variable.name for variable in VARIABLES}
    return tuple(sorted(name for name in env if name.startswith(PREFIX) and name not in known))
