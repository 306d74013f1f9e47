"""Names one after another, as people say them: "North, East and South"."""

from collections.abc import Sequence

from exports.addressed import Say

AND = " and "
VOWELS = frozenset("aeiouyâêîôûŷáéíóúàèìòùäëïöü")


def together(names: Sequence[str]) -> str:
    """What is counted together, in English.

    A name that is itself two goes in as both: "Harbour, Old Town and Millfields". Where one only
    holds the word, a comma shows where it ends: "Years 7 and 8, and Year 9".
    """
    if len(names) == 1:
        return names[0]
    *first, last = (part for name in names for part in _names(name))
    comma = "," if any(AND in each for each in (*first, last)) else ""
    return f"{', '.join(first)}{comma}{AND}{last}"


def _names(name: str) -> list[str]:
    first, *rest = name.split(AND)
    both = all(each[:1].isupper() for each in rest)
    return [first, *rest] if both else [name]


def listed(say: Say, names: Sequence[str]) -> str:
    """In the language of a paper."""
    *first, last = names
    return joined(say, ", ".join(first), last) if first else last


def joined(say: Say, first: str, last: str) -> str:
    """Both, with the "and" of the language; some have another one before a vowel."""
    has_another = say("{first} and {last} before a vowel") != "{first} and {last} before a vowel"
    if has_another and last.lstrip("“")[:1].casefold() in VOWELS:
        return str(say("{first} and {last} before a vowel", first=first, last=last))
    return str(say("{first} and {last}", first=first, last=last))
