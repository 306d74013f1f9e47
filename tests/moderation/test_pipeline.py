"""screen(): the whole of it."""

import subprocess
import sys
from time import thread_time

import pytest

from moderation import resemblance
from moderation.pipeline import CHECKS, MAX_TEXT, screen
from moderation.verdict import Kind, Route
from tests.moderation.helped import shows_help

HOSTILE = [
    "a", "k ", "i want to ", "he hits me ", "07700", "0 7 ", "k\u0336", "\ufdfa", "f**k ", "@",
    "a.b.", "Mr Smith ", "kkkiiilllleee ", "\U0001f600", "a_", "k1ll ", "my name is ", "\u202e", "http://",
    "SW1A 1AA ", "my friend told me she is ", "'", "n't ", "1 2 ", "\n",
]  # fmt: skip


def test_an_empty_text_is_published_as_it_is() -> None:
    verdict = screen("")
    assert (verdict.redacted, verdict.findings, verdict.route) == ("", (), Route.PUBLISH)


def test_urgent_words_and_personal_data_are_both_found() -> None:
    verdict = screen("My dad hits me. Ring me on 07700 900123, Zaynab")
    assert verdict.redacted == "My dad hits me. Ring me on [phone], [name]"
    assert verdict.labels == (Kind.PERSONAL_DATA, Kind.ABUSE_HOME)
    assert verdict.urgent


def test_personal_data_alone_does_not_stop_a_text() -> None:
    assert screen("ring 07700 900123").route is Route.PUBLISH


def test_findings_come_in_the_order_of_the_text() -> None:
    findings = screen("kms. ring 07700 900123. he hits me").findings
    assert [f.start for f in findings] == sorted(f.start for f in findings)


TALE = "In the play a boy gets locked in a cellar by his uncle"
"""A rule about harm at home holds, but nobody speaks of themselves, and nobody is in danger."""


def test_a_rule_that_is_not_certain_waits_where_the_readers_see_nobody_in_danger() -> None:
    verdict = screen(TALE)
    (found,) = verdict.findings
    assert (verdict.route, found.kind) == (Route.HOLD, Kind.ABUSE_HOME)
    assert found.why.startswith("says home is not safe")
    assert found.why.endswith("it waits, for the readers see nobody in danger")
    assert shows_help(verdict)


@pytest.mark.parametrize(
    "text",
    [
        "he carries a knife to school every day",
        f"{TALE}. I was groped.",
        f"{TALE}. he carries a knife to school every day",
        "fine . " * (MAX_TEXT // 7) + TALE,
        f"{TALE}. " * 30,
    ],
)
def test_it_stays_urgent_where_they_do_not_or_cannot_read_all(text: str) -> None:
    assert screen(text).urgent


@pytest.mark.parametrize("text", ["i want to die", "my dad hits me", "someone groped me"])
def test_what_a_person_tells_of_themselves_is_never_doubted(
    monkeypatch: pytest.MonkeyPatch, text: str
) -> None:
    monkeypatch.setattr(resemblance, "sees_nobody", lambda _: True)
    assert screen(text).urgent
    assert not screen("the girl was groped").urgent


@pytest.mark.parametrize("trick", ["a", "e"])
def test_a_tricked_text_is_read_as_it_was_meant_before_a_rule_is_doubted(trick: str) -> None:
    text = "he carries a knife to school every day"
    assert screen(text.replace(trick, {"a": "@", "e": "3"}[trick])).urgent


def test_another_language_is_held_and_still_redacted() -> None:
    verdict = screen("ffoniwch 07700 900123", lang="cy")
    assert verdict.route is Route.HOLD
    assert Kind.LANGUAGE in verdict.labels
    assert verdict.redacted == "ffoniwch [phone]"


def test_the_rest_of_a_text_that_is_too_long_is_never_kept() -> None:
    secret = "07700 900123"
    verdict = screen("word " * (MAX_TEXT // 5) + secret)
    assert verdict.route is Route.HOLD
    assert Kind.TOO_LONG in verdict.labels
    assert "0123" not in verdict.redacted
    assert verdict.redacted.endswith("[the rest was cut off]")


@pytest.mark.parametrize("over", range(-13, 2))
def test_a_number_on_the_edge_of_the_cut_is_not_half_kept(over: int) -> None:
    verdict = screen("x" * (MAX_TEXT + over) + " 07700 900123" + " y" * 20)
    assert "077" not in verdict.redacted


def test_a_text_of_just_the_longest_length_is_whole() -> None:
    text = "fine " * (MAX_TEXT // 5)
    assert screen(text).redacted == text


def test_the_order_of_the_checks_changes_nothing(monkeypatch: pytest.MonkeyPatch) -> None:
    text = "my dad hits me, ring 07700 900123 fuck"
    before = screen(text)
    monkeypatch.setattr("moderation.pipeline.CHECKS", CHECKS[::-1])
    assert screen(text) == before


TRIES = 12
"""The first that is quick enough will do: a slow moment passes, a slow text stays."""


def _seconds(text: str) -> float:
    """Of this thread alone."""
    began = thread_time()
    screen(text)
    return thread_time() - began


@pytest.mark.parametrize("unit", HOSTILE)
def test_a_megabyte_of_anything_is_screened_at_once(unit: str) -> None:
    text = unit * (1_000_000 // len(unit))
    verdict = screen(text)
    tries = (_seconds(text) for _ in range(TRIES))
    assert any(seconds < 0.25 for seconds in tries), "five times the aim, for a busy machine"
    assert verdict.route >= Route.HOLD


def test_nothing_heavy_is_loaded_before_it_is_needed() -> None:
    code = (
        "import sys, moderation.pipeline; "
        "sys.exit(any(m in sys.modules for m in ('textblob', 'nltk', 'phonenumbers', 'logging')))"
    )
    assert subprocess.run([sys.executable, "-c", code], check=False).returncode == 0
