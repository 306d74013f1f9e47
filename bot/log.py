"""Logs: JSON lines on stderr that say what happened, never who or what was said."""

import logging
import sys

import structlog
from prometheus_client import Counter

from bot.faults import place, summary
from bot.settings import LogLevel

QUIET = (
    "httpx",
    "httpcore",
    "asyncio",
    "aiosqlite",
    "sqlalchemy.engine",
    "aiohttp.access",
    "alembic",
    "telegram",
)
"""Loggers that may carry addresses, queries or tokens: warnings only, and no access log at all."""

URGENT = "urgent_waits"
DAY = len("2026-01-31")

LOGGED = Counter("saidanddone_log_lines", "Warnings and errors logged.", ["level"], registry=None)


def start(level: LogLevel) -> None:
    """Send everything, ours and the libraries', through one chain to stderr."""
    processors = _processors()
    structlog.configure(
        processors=[*processors, structlog.stdlib.ProcessorFormatter.wrap_for_formatter],
        logger_factory=structlog.stdlib.LoggerFactory(),
        wrapper_class=structlog.stdlib.BoundLogger,
        cache_logger_on_first_use=True,
    )
    handler = logging.StreamHandler(sys.stderr)
    handler.setFormatter(
        structlog.stdlib.ProcessorFormatter(
            foreign_pre_chain=[_first_line, *processors],
            use_get_message=False,  # a library's arguments may be addresses or words
            processors=[
                structlog.stdlib.ProcessorFormatter.remove_processors_meta,
                structlog.processors.JSONRenderer(),
            ],
        )
    )
    logging.basicConfig(handlers=[handler], level=level.upper(), force=True)
    for name in QUIET:
        logging.getLogger(name).setLevel(logging.WARNING)


def _processors() -> list[structlog.types.Processor]:
    return [
        structlog.stdlib.add_log_level,
        structlog.stdlib.add_logger_name,
        _count,
        _name_the_error_only,
        structlog.processors.TimeStamper(fmt="iso", utc=True),
        _day_only,
    ]


def _first_line(
    _logger: object, _method: str, event: structlog.types.EventDict
) -> structlog.types.EventDict:
    """The rest of a library's message, and what is in brackets, may show what it worked on."""
    event["event"] = str(event["event"]).partition("\n")[0].partition("(")[0].rstrip()
    return event


def _count(
    _logger: object, method: str, event: structlog.types.EventDict
) -> structlog.types.EventDict:
    if event.get("event") == URGENT:
        return event
    if method in {"warning", "error", "exception", "critical"}:
        LOGGED.labels("warning" if method == "warning" else "error").inc()
    return event


def _day_only(
    _logger: object, _method: str, event: structlog.types.EventDict
) -> structlog.types.EventDict:
    """An urgent text is dated to the day wherever it is kept, and so is the line that it waits."""
    if event.get("event") == URGENT:
        event["timestamp"] = str(event["timestamp"])[:DAY]
    return event


def _name_the_error_only(
    _logger: object, _method: str, event: structlog.types.EventDict
) -> structlog.types.EventDict:
    """An error's kind and place, without its words: these could repeat what somebody wrote."""
    info = event.pop("exc_info", None)
    error = info[1] if isinstance(info, tuple) else info
    if error is True:
        error = sys.exception()
    if isinstance(error, BaseException):
        event["error"] = type(error).__name__
        event["at"] = place(error)
    return event


async def urgent_waits(wave_name: str) -> None:
    """Tell the log that something urgent waits; never what."""
    structlog.get_logger("bot.urgent").warning(URGENT, wave=wave_name)


def trouble(error: BaseException) -> None:
    """Something failed while a message was taken in: its kind and place."""
    structlog.get_logger("bot.intake").error("trouble", what=summary(error))
