"""Words, phrases and expressions that point to a theme, matched in linear time.

A pattern of plain words matches whole words, `*` standing for any ending: "bus*" finds "buses".
Anything else is read as a regular expression of re2. Capitals make no difference.
"""

import re2

from surveys.limits import MAX_PATTERN_MEMORY

SURE_LENGTH, SURE_STARS = 200, 8
"""Plain words no longer than this, with no more stars, take far less than MAX_PATTERN_MEMORY."""

_PLAIN = re2.compile(r"[\pL\pM\pN%][\pL\pM\pN '’&/,%*-]*")


def is_plain(pattern: str) -> bool:
    """Words and stars only."""
    return bool(_PLAIN.fullmatch(pattern)) and "**" not in pattern


def wrong(pattern: str) -> str:
    """What is wrong with it, or nothing.

    A compiled pattern takes a millisecond and more: what surely compiles is not tried.
    """
    if len(pattern) <= SURE_LENGTH and pattern.count("*") <= SURE_STARS and is_plain(pattern):
        return ""
    try:
        re2.compile(expression(pattern), _options())
    except re2.error:
        return "is neither words (with * for any ending) nor a regular expression"
    return ""


def compiled(pattern: str) -> "re2._Regexp[str]":
    """Ready to search in a text. Raises re2.error for one that `wrong` complains of."""
    return re2.compile(expression(pattern), _options())


def expression(pattern: str) -> str:
    if not is_plain(pattern):
        return f"(?i){pattern}"
    words = [re2.escape(part).replace(r"\*", r"[\pL\pN'’]*") for part in pattern.split()]
    phrase = r"[\s-]+".join(words)
    return rf"(?i)(?:^|[^\pL\pN])(?:{phrase})(?:$|[^\pL\pN])"


def _options() -> re2.Options:
    options = re2.Options()
    options.max_mem = MAX_PATTERN_MEMORY
    options.log_errors = False
    return options
