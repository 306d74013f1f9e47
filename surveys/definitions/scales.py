"""Five-point scales that authors can name instead of writing them out, best first."""

from collections.abc import Sequence

from surveys.definitions.definition import Option

SYMBOLS = ("●●●●●", "●●●●○", "●●●○○", "●●○○○", "●○○○○")
"""Dots, not faces: they say how much without saying from afar how it was answered."""

SCALES: dict[str, tuple[str, ...]] = {
    "safety": ("Very safe", "Quite safe", "In between", "Quite unsafe", "Very unsafe"),
    "quality": ("Very good", "Good", "OK", "Poor", "Very poor"),
    "agreement": (
        "Strongly agree",
        "Agree",
        "Neither agree nor disagree",
        "Disagree",
        "Strongly disagree",
    ),
}


def points(words: Sequence[str]) -> tuple[Option, ...]:
    """Keys "5" (best) to "1"."""
    return tuple(
        Option(str(5 - number), text, symbol)
        for number, (text, symbol) in enumerate(zip(words, SYMBOLS, strict=True))
    )
