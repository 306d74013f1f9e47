"""Words are made plain wherever they stand; where they are, the very same thing comes back."""

from dataclasses import dataclass
from datetime import date
from enum import StrEnum

import pytest

from exports.legible import legible


class Kind(StrEnum):
    ODD = "o\x0bdd"


@dataclass(frozen=True, slots=True)
class Note:
    text: str
    on: date = date(2026, 3, 10)
    kind: Kind = Kind.ODD
    more: tuple["Note", ...] = ()
    by: dict[str, str] | None = None


def test_in_every_place() -> None:
    odd = Note("a\x0bb", more=(Note("c\x00"),), by={"en": "d\x1b"})
    assert legible((odd,)) == (Note("a b", more=(Note("c"),), by={"en": "d"}),)


@pytest.mark.parametrize("thing", [None, 7, "words", Kind.ODD, Note("words", more=(Note("x"),))])
def test_what_is_plain_is_not_made_anew(thing: object) -> None:
    assert legible(thing) is thing
