"""One character in, plain ASCII out: compatibility forms, accents, look-alike letters.

Sources: Unicode compatibility decomposition (NFKD, the decomposed form of NFKC) and, for letters
that only *look* Latin, our own list (`lexicons/letters.toml`).
"""

import unicodedata
from functools import lru_cache

from moderation.shelf import shipped

UNKNOWN = "~"
"""Stands for a character that has no ASCII likeness: it parts words and matches nothing."""

_LONGEST = 4
"""Characters one character may turn into; bounds what a text of ligatures grows to."""

_MAP: dict[str, str] = {
    form: plain.upper() if form != char else plain
    for plain, chars in shipped("letters")["alike"].items()
    for char in chars
    for form in ((char,) if plain.isupper() else (char.upper(), char))
    if len(form) == 1
}

_BADGES = {
    chr(start + offset): chr(ord("A") + offset)
    for start in (0x1F150, 0x1F170, 0x1F1E6)  # negative circled, negative squared, flags
    for offset in range(26)
}


@lru_cache(maxsize=4096)
def likeness(char: str) -> str:
    """The ASCII text a reader would take `char` for; "" for what cannot be seen."""
    if char in _MAP or char in _BADGES:
        return _MAP.get(char) or _BADGES[char]
    plain = "".join(_plain(part) for part in unicodedata.normalize("NFKD", char))
    return plain[:_LONGEST]


def _plain(char: str) -> str:
    """One decomposed character as ASCII."""
    category = unicodedata.category(char)
    if category in {"Mn", "Me", "Cf"} or char == "\u3164":
        return ""
    if category in {"Zs", "Zl", "Zp", "Cc"}:
        return "\n" if char in "\n\r\u2028\u2029\x0b\x0c\x85" else " "
    if category == "Nd":
        return str(unicodedata.digit(char))
    if char.isascii():
        return char
    return _MAP.get(char, UNKNOWN)
