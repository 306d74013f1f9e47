"""The line of help on what hangs on a wall or is handed out: whom its readers can ring."""

from collections.abc import Callable

UNBROKEN = ("0800 1111", "116 123", " 999")
"""No telephone number is broken over two lines."""


def help_line(say: Callable[..., str], audience: str) -> str:
    """Childline is for those under nineteen: adults are told of the Samaritans."""
    told = say(BY_AUDIENCE.get(audience, SAMARITANS))
    for number in UNBROKEN:
        told = told.replace(number, number.replace(" ", "\u00a0"))
    return told


CHILDLINE = "Call Childline: 0800 1111. It is free, day or night. In danger now? Call 999."
SAMARITANS = "Call Samaritans: 116 123. It is free, day or night. In danger now? Call 999."
EITHER = (
    "Call Samaritans: 116 123. Under 19? Call Childline: 0800 1111. Both are free, day or night. "
    "In danger now? Call 999."
)
BY_AUDIENCE = {"young people": CHILDLINE, "everyone": EITHER}
