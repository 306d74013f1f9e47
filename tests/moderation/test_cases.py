"""The case tables, one test a message."""

import tomllib
from pathlib import Path

import pytest

from moderation.pipeline import screen
from moderation.verdict import RISKS, Kind, Route
from tests.moderation.helped import shows_help

CASES = Path(__file__).parent / "cases"


def table(name: str) -> dict[str, list[str]]:
    return tomllib.loads((CASES / f"{name}.toml").read_text("utf-8"))


def rows(name: str) -> list[tuple[str, str]]:
    return [(kind, text) for kind, texts in table(name).items() for text in texts]


@pytest.mark.parametrize(("kind", "text"), rows("urgent"))
def test_an_urgent_message_is_escalated(kind: str, text: str) -> None:
    verdict = screen(text)
    assert verdict.route is Route.ESCALATE
    assert verdict.urgent
    assert shows_help(verdict)
    assert RISKS.intersection(verdict.labels), kind


@pytest.mark.parametrize("text", table("hints")["hints"])
def test_an_urgent_hint_is_escalated(text: str) -> None:
    assert screen(text).urgent


@pytest.mark.parametrize("kind", table("urgent"))
def test_most_urgent_messages_carry_the_kind_of_their_table(kind: str) -> None:
    texts = table("urgent")[kind]
    right = sum(Kind(kind) in screen(text).labels for text in texts)
    assert right >= 0.7 * len(texts)


@pytest.mark.parametrize(("kind", "text"), rows("held"))
def test_a_worrying_or_unfit_message_waits_for_a_person(kind: str, text: str) -> None:
    verdict = screen(text)
    assert verdict.route is Route.HOLD
    assert Kind(kind) in verdict.labels


@pytest.mark.parametrize("text", table("plain")["published"])
def test_an_ordinary_message_is_published(text: str) -> None:
    assert screen(text).route is Route.PUBLISH


@pytest.mark.parametrize("text", table("plain")["not_urgent"])
def test_a_manner_of_speaking_is_not_urgent(text: str) -> None:
    assert screen(text).route is not Route.ESCALATE


@pytest.mark.parametrize(
    ("text", "kept"), list(tomllib.loads((CASES / "personal.toml").read_text("utf-8")).items())
)
def test_personal_data_is_masked_and_nothing_else(text: str, kept: str) -> None:
    assert screen(text).redacted == kept


def test_the_tables_are_large_enough_to_mean_something() -> None:
    personal = tomllib.loads((CASES / "personal.toml").read_text("utf-8"))
    total = sum(len(rows(name)) for name in ("urgent", "hints", "held", "plain")) + len(personal)
    assert total >= 480
    assert len(set(table("urgent"))) == len(RISKS)
