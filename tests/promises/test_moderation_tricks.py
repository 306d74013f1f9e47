"""Promise: no spelling trick makes an urgent message look lighter than its plain form."""

import tomllib
from collections.abc import Callable
from pathlib import Path

import pytest
from hypothesis import given
from hypothesis import strategies as st

from moderation.pipeline import screen

CASES = Path(__file__).parents[1] / "moderation" / "cases"
URGENT = tomllib.loads((CASES / "urgent.toml").read_text("utf-8"))
PLAIN = [text for texts in URGENT.values() for text in texts[:8]]
ALIKE = str.maketrans("aceiopxys", "асеіорхуѕ")  # noqa: RUF001 - that is the trick
LEET = str.maketrans("aeios", "43105")


def _words(change: Callable[[str], str]) -> Callable[[str], str]:
    return lambda text: " ".join(change(word) for word in text.split(" "))


TRICKS: dict[str, Callable[[str], str]] = {
    "zero-width": "\u200b".join,
    "look-alike": lambda text: text.translate(ALIKE),
    "full width": lambda text: "".join(
        chr(ord(c) + 0xFEE0) if "!" <= c <= "~" and c != "'" else c for c in text
    ),
    "accents": lambda text: "".join(c + "\u0336" if c.isalpha() else c for c in text),
    "capitals": str.upper,
    "bold letters": lambda text: "".join(
        chr(0x1D41A + ord(c) - ord("a")) if "a" <= c <= "z" else c for c in text
    ),
    "wide gaps": lambda text: text.replace(" ", "   "),
    "stretched": _words(lambda word: word + word[-1] * 3 if word[2:].isalpha() else word),
    "soft hyphens": "\u00ad".join,
}


@pytest.mark.parametrize("trick", TRICKS)
@pytest.mark.parametrize("text", PLAIN)
def test_a_trick_never_lowers_the_route(text: str, trick: str) -> None:
    assert screen(TRICKS[trick](text)).route >= screen(text).route


@given(st.sampled_from(PLAIN), st.data())
def test_invisible_characters_anywhere_change_nothing(text: str, data: st.DataObject) -> None:
    place = data.draw(st.integers(0, len(text)))
    hidden = data.draw(st.text(st.sampled_from("\u200b\u200c\u200d\u2060\ufeff\u00ad"), max_size=4))
    assert screen(text[:place] + hidden + text[place:]).route == screen(text).route


@pytest.mark.parametrize(
    "text",
    [
        "i want to k i l l myself",
        "i want to k.i.l.l myself",
        "i want to k-i-l-l my-self",
        "k i l l   m y s e l f",
        "k i l l m y s e l f",
        "i want to ki ll mysel f",
        "i w4nt t0 d13",
        "1 w4nt t0 k1ll mys3lf",
        "i wanna k!ll myself",
        "i want to k*ll myself",
        "i want to k_ll myself",
        "i feel su1c1dal",
        "im feeling s u i c i d a l",
        "im feeling su*cidal",
        "he r*ped me",
        "he r@ped me",
        "he t0uches me",
        "he t-o-u-c-h-e-s me",
        "my dad b3ats me",
        "my dad b e a t s me",
        "i wanna unalive myself",
        "gonna commit sewerslide",
        "i wanna k¡ll myself",
        "🅚🅘🅛🅛 myself",
        "🄺🄸🄻🄻 myself",
        "i keep c*tting my arms",
        "i keep cuttting my arrrms",
        "i want to diiiiie",
        "he forced me to send n00ds",
        "he forced me to send n u d e s",
        "i carry a kn1fe",
        "i carry a k n i f e",
    ],
)
def test_tricked_spelling_is_still_urgent(text: str) -> None:
    assert screen(text).urgent
