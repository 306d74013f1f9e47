"""A text as somebody in a hurry would have typed it."""

from random import Random

_AS_IT_IS = 0.4
_SHARES = (0.05, 0.1, 0.15)
_LONG_ENOUGH, _FEWEST = 4, 3


def worn(text: str, luck: Random) -> str:
    """The text as it is, or with a few words left out or misspelt."""
    if luck.random() < _AS_IT_IS:
        return text
    share = luck.choice(_SHARES)
    words = text.split(" ")
    kept = [word for word in words if len(words) <= _FEWEST or luck.random() >= share]
    typed = [_slipped(word, luck) if luck.random() < share else word for word in kept]
    return " ".join(typed) or text


def _slipped(word: str, luck: Random) -> str:
    """A letter missing, two changed round, or one typed twice."""
    if len(word) < _LONG_ENOUGH:
        return word
    at = luck.randrange(1, len(word) - 1)
    return luck.choice(
        (
            word[:at] + word[at + 1 :],
            word[:at] + word[at + 1] + word[at] + word[at + 2 :],
            word[:at] + word[at] + word[at:],
        )
    )
