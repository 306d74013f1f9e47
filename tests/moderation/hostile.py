"""Texts meant to take long, each repeated to a megabyte; and one of the same size that is not."""

PLAIN = (
    "i dont feel safe walking home from school because the lights by the park are broken and some "
    "lads hang about there. "
)
BITS = {
    "one letter at a time": "a.b.c.d",
    "spaced letters": "k i l l ",
    "hyphens": "a-b-",
    "one word": "a",
    "no spaces": "killwomen",
    "joined words": "hatewomenandimmigrantsarevermin ",
    "nothing to be seen": "k\u200bi\u200bl\u200bl ",
    "zero-width flood": "\u200b",
    "marks on marks": "a\u0301\u0302\u0303\u0304",
    "ligatures": "\ufdfa",
    "wide letters": "\uff4b\uff49\uff4c\uff4c ",
    "emoji": "\U0001f600",
    "digits": "7",
    "telephone-like": "07700 900",
    "e-mail-like": "a@b.c",
    "link-like": "http://a.b/c ",
    "handles": "_a",
    "brackets": "[({<",
    "dots": ". ",
    "apostrophes": "'s ",
    "leet": "k1ll m3 ",
    "stretched": "kiiiillll meeee ",
    "blanked": "f**k s**t ",
    "slips": "wmoen disgusitng ",
    "names": "Sarah Ahmed ",
    "names in company": "Amir Khan and ",
    "capitals": "Xabcd Yefgh ",
    "spoken figures": "oh seven seven double oh ",
    "streets": "12 oak oak oak ",
    "dates": "1/1/2001 ",
    "quoted hate": 'he said "muslims are scum" ',
    "half disclosed": "my friend told me she is k1lll ",
}
MEGABYTE = 1_000_000


def hostile(bit: str) -> str:
    """A megabyte of it."""
    return (bit * (MEGABYTE // len(bit) + 1))[:MEGABYTE]
