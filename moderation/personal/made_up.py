"""How much a word looks like a name somebody made up to use online."""

from functools import cache
from itertools import groupby

from moderation.personal.beside import acts
from moderation.personal.dictionary import is_common
from moderation.personal.found import guard
from moderation.phrases import Pattern
from moderation.tone_words import tone_words

_SCRAMBLED = (
    r"[b-df-hj-np-tvwxz]{4}|[bcdfghjkmnpqrtvwxz]{2}w+$|[a-z]xo+$|([aeiou])x+$|^xo|aaa|iii|ooo|www|xx"
    r"|[hjpqvy][jkqvw]$|[hjknqrvwy][hjqvw]$|rr$|ii$|yy$"
)
"""Letters that stand so in made-up names rather than in words ("kaibtw", "leahxo")."""
_STRETCHED = 3
"""Letters alike from which a word is drawn out."""
_INNER_CAPITAL = r"[a-z][A-Z]"
_SHORT = 5
"""Signs from which a figure or a dot in it says something ("lvl5")."""
_SHORT_PART = 2
"""Signs of the last part of a name with dots in it ("trapboy.lz")."""
_KISSES = frozenset({"xo", "xx"})
_KISS, _ALONE = "x", frozenset("iaurnkc")
"""Letters that people write by themselves."""
_LONG = 8
"""Letters from which an unknown word beside a site's name is taken for a handle."""
_ENDINGS = ("ed", "ing", "ly", "ness", "ment", "tion", "able")
"""Of words that are long without being made up, though no dictionary has them."""
_SO_MANY = (
    r"[0-9][0-9.,:/\-]*"
    r"(?:[smfkgpx+%]|[ap]m|yrs?|yo|lbs?|kg|mg|mins?|hrs?|st|ft|cm|mm|th|nd|rd|ish)?"
)
_FIGURES = "0123456789"
_DOSE = "00"
"""What ends in it is no name with a year ("aciclovir800")."""


@cache
def _pattern(pattern: str, *, any_case: bool = True) -> Pattern:
    return Pattern(pattern, any_case=any_case)


def says_how(low: str) -> bool:
    """It tells of the site, or how somebody fares there ("bullied", "rude")."""
    told = low in guard("after_my_snap_is") or low in guard("how_one_is") or low in tone_words()
    done = low.endswith(("ed", "ing")) and is_common(low)
    return told or done or (low[-1:] == "s" and low in acts())


def is_no_word(said: str) -> bool:
    """No word of the dictionary, nothing everybody knows, and no figure alone."""
    low = said.lower()
    bare = low.rstrip("s")
    known = bare in guard("after_my_snap_is") or low in guard("things") or says_how(low)
    return not (known or is_figure(low) or is_common(low) or is_common(_unstretched(low)))


def _unstretched(low: str) -> str:
    """With one letter for three and more ("sooooo")."""
    runs = ((letter, len(tuple(run))) for letter, run in groupby(low))
    return "".join(letter * (many if many < _STRETCHED else 1) for letter, many in runs)


def is_figure(low: str) -> bool:
    """A plain number, so many of something ("16f", "5.15pm") or what is counted ("year11s")."""
    if _pattern(_SO_MANY).whole(low.encode()):
        return True
    counted = low.rstrip("s")
    return counted[-1:].isdigit() and counted.rstrip(_FIGURES + "-") in guard("counted")


def is_made_up(said: str) -> bool:
    """No word, and long or odd enough for a handle."""
    odd = len(said) >= _SHORT and any(char.isdigit() or char == "." for char in said)
    long = len(said) >= _LONG and not said.lower().endswith(_ENDINGS)
    return (odd or long or _is_scrambled(said)) and is_no_word(said)


def is_odd(said: str) -> bool:
    """It has figures or letters as made-up names do, or a dot, but not between two words."""
    parts = [part for part in said.lower().split(".") if part]
    if all(is_common(part) or part in guard("things") or is_figure(part) for part in parts):
        return False
    odd = len(parts) > 1 or any(char.isdigit() for char in said)
    return (odd or _is_scrambled(said)) and is_no_word(said)


def is_figured(said: str) -> bool:
    """An unknown word with figures behind it ("callumt06"), odd enough wherever it stands."""
    bare = said.rstrip(_FIGURES + ".")
    return said != bare and is_odd(said) and is_no_word(bare) and not said.endswith(_DOSE)


def is_dotted(said: str) -> bool:
    """Parts with dots between them that nobody writes where a sentence ends ("cocopops.x")."""
    first, *others = said.lower().strip(".").split(".")
    if len(first) < _SHORT_PART or not is_no_word(said):
        return False
    strange = len(first) >= _SHORT - 1 and is_no_word(first)
    if strange and all(len(part) >= _SHORT - 1 and is_no_word(part) for part in others):
        return True
    short = [part for part in others if _is_letters(part) and (strange or part != _KISS)]
    return bool(short) and (strange or len(others) > 1)


def is_beside_a_site(said: str) -> bool:
    """Odd enough where a site is named a few words away."""
    bare = said.rstrip(_FIGURES + ".")
    odd = len(said) >= _SHORT and said[0].isalpha() and is_odd(said)
    stretched = _unstretched(said.lower()) != said.lower()
    return odd and is_no_word(bare) and not stretched and not said.endswith(_DOSE)


def _is_letters(part: str) -> bool:
    """One letter or two that are no word."""
    if len(part) == 1:
        return part.isalpha() and part not in _ALONE
    return len(part) == _SHORT_PART and (part in _KISSES or not is_common(part))


def _is_scrambled(said: str) -> bool:
    inner = _pattern(_INNER_CAPITAL, any_case=False).search(said.encode())
    return bool(inner or _pattern(_SCRAMBLED).search(said.encode()))
