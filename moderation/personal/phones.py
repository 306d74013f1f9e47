"""Telephone numbers, in figures and in words."""

from collections.abc import Iterator
from functools import cache

from moderation.personal.found import personal
from moderation.phrases import Pattern
from moderation.text import Text
from moderation.verdict import Finding

_GAP = r"[ \n().,\-_/*]{0,2}"
_FIGURE = "[0-9oOlI]"
_BRITISH = (
    rf"(?:\(?\+?(?:00{_GAP})?4{_GAP}4\)?{_GAP}(?:\(?0\)?)?|\(?0|\b[oO])(?:{_GAP}{_FIGURE}){{9,10}}"
    r"|\b7[0-9]{3}[ ]?[0-9]{3}[ ]?[0-9]{3}\b"
)
_FOREIGN = rf"(?:\+|\b00)[1-9](?:{_GAP}[0-9]){{7,14}}"
_SAID = (
    "(?:zero|oh|o|nought|one|two|three|four|five|six|seven|eight|nine|double|triple|hundred|treble"
    r"|[0-9]{1,5})"
)
_IN_WORDS = rf"\b(?:{_SAID}[ ,\-]{{1,3}}){{4,20}}{_SAID}\b"
_FREE = ("0800", "0808", "03", "084", "087", "116")
"""Beginnings of help lines and other service numbers, which tell nothing about a person."""

_WORTH = {"double": 1, "triple": 2, "treble": 2, "hundred": 2}
"""Figures a word adds to those beside it."""

_FULL = 9
_LEAST = 5
"""True figures a number must have; the rest may be the letter O."""
_FIGURES = str.maketrans("oOlI", "0011")
_WHY = "a telephone number"
_MARK = "[phone]"


@cache
def _patterns() -> tuple[Pattern, Pattern, Pattern]:
    return Pattern(_BRITISH), Pattern(_FOREIGN), Pattern(_IN_WORDS, any_case=True)


def find(text: Text) -> Iterator[Finding]:
    """British numbers, foreign ones with their country code, and numbers spelt out."""
    seen = text.clean.text
    british, foreign, in_words = _patterns()
    if text.has_figures:
        for match in (*british.all(seen.encode()), *foreign.all(seen.encode())):
            if _alone(seen, match.start(), match.end()) and _is_phone(
                seen[match.start() : match.end()]
            ):
                yield personal(text, (match.start(), match.end()), _WHY, _MARK, 0.95)
    for match in in_words.all(seen.encode()):
        if not _said_at_length(seen[match.start() : match.end()]):
            continue
        yield personal(text, (match.start(), match.end()), _WHY, _MARK, 0.8)


def _said_at_length(said: str) -> bool:
    """Enough figures for a telephone number, some of them as words, the first a nought."""
    words = said.lower().replace(",", " ").replace("-", " ").split()
    figures = sum(len(word) if word.isdigit() else _WORTH.get(word, 1) for word in words)
    spoken = any(word.isalpha() for word in words)
    nought = words[0][0] in "o0zn"
    return spoken and (figures >= _FULL or (nought and figures >= _FULL - 1))


def _alone(seen: str, start: int, end: int) -> bool:
    """No figure touches it, so it is no part of a longer number; letters may ("is07700...")."""
    before, after = seen[max(0, start - 1) : start], seen[end : end + 1]
    return not (before.isdigit() or after.isdigit())


def _is_phone(written: str) -> bool:
    import phonenumbers  # noqa: PLC0415 - most texts hold no number; its tables take time to load

    figures = written.translate(_FIGURES)
    if sum(char.isdigit() for char in written) < _LEAST:
        return False
    digits = "".join(char for char in figures if char.isdigit())
    if digits.startswith(_FREE):
        return False
    try:
        return phonenumbers.is_possible_number(phonenumbers.parse(figures, "GB"))
    except phonenumbers.NumberParseException:
        return True  # the shape is right; what cannot be read is hidden
