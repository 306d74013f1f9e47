"""What an officer sees when something breaks, or is too large: a page of the console, in words."""

import time
from typing import TYPE_CHECKING

import pytest

from bot.console.logins.guard import gathered
from surveys.officers.accounts import Role
from surveys.waves.waves import Waves

if TYPE_CHECKING:
    from tests.bot.console.conftest import Console


async def test_a_fault_of_ours_is_a_page_of_the_console_and_logs_no_words(
    console: "Console", monkeypatch: pytest.MonkeyPatch, capsys: pytest.CaptureFixture[str]
) -> None:
    async def fail(_waves: Waves) -> None:
        raise ZeroDivisionError("my dad hits me")

    await console.work_as(Role.OFFICER)
    monkeypatch.setattr(Waves, "all", fail)
    page = await console.get("/")
    assert page.status == 500
    assert "It is not your fault" in page.words
    assert "Log out" in page.text
    assert "Enter a code" not in page.text
    assert "my dad" not in page.text + "".join(capsys.readouterr())


async def test_what_is_too_large_is_said_so(console: "Console") -> None:
    await console.work_as(Role.OFFICER)
    page = await console.post("/actions/new", {"title": "x" * 900_000})
    assert page.status == 413
    assert "That was too large" in page.words


def seconds(fields: int) -> float:
    """Of the processor, to read a form of so many."""
    began = time.process_time()
    assert len(gathered([("a", "b")] * fields)["a"]) == fields
    return time.process_time() - began


def test_many_fields_of_one_name_hold_nobody_up() -> None:
    """A body of the largest size has 32,000; each used to be copied with all before it."""
    assert any(seconds(32_000) < 0.25 for _ in range(12)), "never, on however busy a machine"
    assert gathered([("a", "1"), ("b", "2"), ("a", "3")]) == {"a": ("1", "3"), "b": ("2",)}
