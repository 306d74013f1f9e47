"""What is wrong with a form, in words, each beside the field it is about."""

from dataclasses import dataclass


@dataclass(frozen=True, slots=True)
class Problem:
    """`field` is the id of the field to go to; empty where it is about the page as a whole."""

    text: str
    field: str = ""


def of(error: Exception, field: str = "") -> Problem:
    """An error whose docstring is its message, cut to what an officer needs to read."""
    return Problem(" ".join(str(error).split()), field)
