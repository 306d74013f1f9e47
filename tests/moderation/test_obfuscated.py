"""Bent spelling never makes a disclosure weigh less."""

import tomllib
from pathlib import Path

import pytest

from moderation.pipeline import screen
from moderation.verdict import Route

TABLE: dict[str, list[str]] = tomllib.loads(
    (Path(__file__).parent / "cases" / "obfuscated.toml").read_text("utf-8")
)
PAIRS = [(plain, bent) for plain, variants in TABLE.items() for bent in variants]


def test_there_are_200_variants_of_50_disclosures() -> None:
    assert len(TABLE) == 50
    assert len(set(PAIRS)) == 200
    assert all(plain != bent for plain, bent in PAIRS)


@pytest.mark.parametrize("plain", TABLE)
def test_the_plain_form_is_urgent(plain: str) -> None:
    assert screen(plain).route is Route.ESCALATE


@pytest.mark.parametrize(("plain", "bent"), PAIRS)
def test_no_variant_is_treated_more_lightly(plain: str, bent: str) -> None:
    assert screen(bent).route >= screen(plain).route
