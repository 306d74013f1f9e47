"""A bar where a person looks, silence where a program listens."""

import io
import sys

import pytest

from bot.cli.progress import bar


class Terminal(io.StringIO):
    def isatty(self) -> bool:
        return True


def test_on_a_terminal_a_bar_is_drawn_and_wiped_away(monkeypatch: pytest.MonkeyPatch) -> None:
    terminal = Terminal()
    monkeypatch.setattr(sys, "stderr", terminal)
    with bar() as progress:
        progress("storing", 5, 10)
        progress("storing", 10, 10)
        progress("nothing to do", 0, 0)
    said = terminal.getvalue()
    assert "[###############               ] 50%" in said
    assert "] 100%" in said
    assert said.endswith("\r\x1b[K")


def test_nobody_can_count_by_it(monkeypatch: pytest.MonkeyPatch) -> None:
    """Seven people took part: the bar looks as it does for seventy."""
    seven, seventy = Terminal(), Terminal()
    for terminal, of in ((seven, 7), (seventy, 70)):
        monkeypatch.setattr(sys, "stderr", terminal)
        with bar() as progress:
            progress("writing", 0, of)
            progress("writing", of, of)
    assert seven.getvalue() == seventy.getvalue()


def test_elsewhere_nothing_is_written(monkeypatch: pytest.MonkeyPatch) -> None:
    listener = io.StringIO()
    monkeypatch.setattr(sys, "stderr", listener)
    with bar() as progress:
        progress("storing", 5, 10)
    assert listener.getvalue() == ""
