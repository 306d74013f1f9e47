"""Logs say what happened; never who, and never what was said."""

import asyncio
import io
import json
import logging
import sys
from collections.abc import Iterator

import pytest
import structlog

from bot import log
from bot.faults import summary
from bot.settings import LogLevel

SECRET = "my uncle hurts me"
UNRETRIEVED = f"Task exception was never retrieved\n{SECRET}"


class Logged:
    def __init__(self, stream: io.StringIO) -> None:
        self._stream = stream

    @property
    def text(self) -> str:
        return self._stream.getvalue()

    @property
    def lines(self) -> list[dict[str, object]]:
        return [json.loads(line) for line in self.text.splitlines()]


@pytest.fixture
def logged(monkeypatch: pytest.MonkeyPatch) -> Iterator[Logged]:
    stream = io.StringIO()
    root = logging.getLogger()
    before, level = root.handlers[:], root.level
    monkeypatch.setattr(sys, "stderr", stream)
    log.start(LogLevel.INFO)
    yield Logged(stream)
    root.handlers[:] = before
    root.setLevel(level)
    structlog.reset_defaults()


def fail() -> None:
    raise ValueError(SECRET)


def test_a_line_is_json_with_level_and_event(logged: Logged) -> None:
    structlog.get_logger("bot.test").info("started", port=8080)
    (line,) = logged.lines
    assert (line["event"], line["level"], line["port"]) == ("started", "info", 8080)


def test_an_error_shows_its_kind_and_place_and_never_its_words(logged: Logged) -> None:
    try:
        fail()
    except ValueError:
        structlog.get_logger("bot.test").exception("broken")
    (line,) = logged.lines
    assert line["error"] == "ValueError"
    assert "test_log.py" in str(line["at"])
    assert SECRET not in logged.text


def test_an_error_logged_by_a_library_is_as_silent(logged: Logged) -> None:
    try:
        fail()
    except ValueError:
        logging.getLogger("aiohttp.server").exception("Error handling request")
    assert logged.lines[0]["error"] == "ValueError"
    assert SECRET not in logged.text


async def test_what_a_callback_was_given_is_left_out_when_it_fails(logged: Logged) -> None:
    """Before Python 3.13 the event loop says the beginning and the end of it."""

    def hand_over(_line: bytes) -> None:
        raise ValueError

    asyncio.get_running_loop().call_soon(hand_over, SECRET.encode())
    await asyncio.sleep(0)
    (line,) = logged.lines
    assert str(line["event"]).startswith("Exception in callback")
    assert SECRET[:8] not in logged.text


def test_what_a_library_puts_into_its_message_is_left_out(logged: Logged) -> None:
    logging.getLogger("aiohttp.server").error("Error handling request from %s", "203.0.113.9")
    logging.getLogger("asyncio").error(UNRETRIEVED)
    assert [line["event"] for line in logged.lines] == [
        "Error handling request from %s",
        "Task exception was never retrieved",
    ]


@pytest.mark.parametrize("name", ["httpx", "aiohttp.access", "sqlalchemy.engine"])
def test_loggers_that_may_carry_addresses_are_quiet(logged: Logged, name: str) -> None:
    logging.getLogger(name).info("GET https://api.telegram.org/bot123:ABC/getMe")
    assert logged.text == ""


async def test_the_alert_names_the_wave_and_nothing_else(logged: Logged) -> None:
    await log.urgent_waits("Autumn 2026")
    (line,) = logged.lines
    assert line["event"] == "urgent_waits"
    assert len(str(line["timestamp"])) == len("2026-01-31")
    assert set(line) == {"event", "level", "logger", "timestamp", "wave"}


def errors_counted() -> float:
    samples = [sample for metric in log.LOGGED.collect() for sample in metric.samples]
    mine = [x.value for x in samples if x.labels == {"level": "error"} and "total" in x.name]
    return sum(mine)


def test_warnings_and_errors_are_counted(logged: Logged) -> None:
    before = errors_counted()
    structlog.get_logger("bot.test").error("broken")
    structlog.get_logger("bot.test").info("fine")
    assert errors_counted() == before + 1
    assert len(logged.lines) == 2


def test_a_summary_has_kind_and_place_only() -> None:
    try:
        fail()
    except ValueError as error:
        said = summary(error)
    assert said.startswith("ValueError at test_log.py:")
    assert SECRET not in said
