"""Numbers that name a person: NHS, National Insurance, bank, card, vehicle, date of birth.

NHS numbers: 10 figures, the last a check figure modulo 11 (NHS Data Dictionary). Cards: Luhn
(ISO/IEC 7812-1). National Insurance: the prefixes HMRC gives out (NIM39110).
"""

from collections.abc import Callable, Iterator
from dataclasses import dataclass
from functools import cache

from moderation.personal.found import personal
from moderation.phrases import Pattern
from moderation.text import Text
from moderation.verdict import Finding


@dataclass(frozen=True, slots=True)
class Number:
    """A pattern (its first group is what is masked), a last check, and what to call it."""

    pattern: str
    why: str
    mark: str
    check: Callable[[str], bool] = bool


def nhs(written: str) -> bool:
    """The check figure is right (modulo 11)."""
    figures = [int(char) for char in written if char.isdigit()]
    total = sum(weight * figure for weight, figure in zip(range(10, 1, -1), figures, strict=False))
    return (11 - total % 11) % 11 == figures[-1] and len(set(figures)) > 1


def luhn(written: str) -> bool:
    """The check figure of a bank card is right."""
    figures = [int(char) for char in reversed(written) if char.isdigit()]
    doubled = [sum(divmod(2 * figure, 10)) for figure in figures[1::2]]
    return (sum(figures[::2]) + sum(doubled)) % 10 == 0 and len(set(figures)) > 1


def insurance(written: str) -> bool:
    """A National Insurance prefix that is given out."""
    return written[:2].upper() not in {"BG", "GB", "NK", "KN", "TN", "NT", "ZZ"}


_MONTH = "(?:jan|feb|mar|apr|may|jun|jul|aug|sep|oct|nov|dec)[a-z]{0,6}"
_DATE = (
    r"[0-9]{1,2}[ /.\-][0-9]{1,2}[ /.\-](?:19|20)?[0-9]{2}"
    rf"|[0-9]{{1,2}}(?:st|nd|rd|th)?(?: of)? {_MONTH}(?:,? ?(?:19|20)?[0-9]{{2}})?"
    rf"|{_MONTH} [0-9]{{1,2}}(?:st|nd|rd|th)?(?:,? (?:19|20)?[0-9]{{2}})?"
    r"|(?:19|20)[0-9]{2}-[0-9]{2}-[0-9]{2}"
)
_BORN = r"\b(?:born|dob|d\.o\.b\.?|date of birth|birthday|birthdate|bday|b-day|turned [0-9]{1,2})"
_CUE = r"(?:(?: number| no\.?| num| ins no| ins)?[ :=#]{1,3}(?:is |was |on |its )?)"

NUMBERS = (
    Number(r"\b[0-9]{3}[ \-]?[0-9]{3}[ \-]?[0-9]{4}\b", "an NHS number", "[NHS number]", nhs),
    Number(rf"\bnhs{_CUE}([0-9][0-9 \-]{{6,12}}[0-9])\b", "an NHS number", "[NHS number]"),
    Number(
        r"\b[A-CEGHJ-PR-TW-Z][A-CEGHJ-NPR-TW-Z](?:[ \-]?[0-9]{2}){3}[ \-]?[A-D]\b",
        "a National Insurance number",
        "[NI number]",
        insurance,
    ),
    Number(
        rf"\b(?:ni|nino|national insurance|nat ins){_CUE}"
        r"([a-z]{2}(?:[ \-]?[0-9]){6}(?:[ \-]?[a-z])?)\b",
        "a National Insurance number",
        "[NI number]",
    ),
    Number(r"\b[0-9](?:[ \-]?[0-9]){12,18}\b", "a bank card number", "[card number]", luhn),
    Number(
        rf"\b(?:sort code|sortcode|account|acc|acct){_CUE}([0-9](?:[ \-]?[0-9]){{5,7}})\b",
        "bank details",
        "[bank details]",
    ),
    Number(r"\b[0-9]{2}-[0-9]{2}-[0-9]{2}[ ,]{1,3}[0-9]{8}\b", "bank details", "[bank details]"),
    Number(
        rf"{_BORN}[ :=]{{1,3}}(?:is |was |on |in )?((?:the )?(?:{_DATE}))\b",
        "a date of birth",
        "[date]",
    ),
    Number(
        r"\b(?:0?[1-9]|[12][0-9]|3[01])[/.\-](?:0?[1-9]|1[0-2])[/.\-](?:200[4-9]|201[0-9])\b",
        "a date that may be a date of birth",
        "[date]",
    ),
)

_PLATE = Number(
    r"\b[A-HJ-PR-Y]{2}[0-9]{2} ?[A-HJ-PR-Z]{3}\b", "a vehicle registration", "[registration]"
)


@cache
def _compiled() -> tuple[tuple[Number, Pattern], ...]:
    any_case = ((number, Pattern(number.pattern, any_case=True)) for number in NUMBERS)
    return (*any_case, (_PLATE, Pattern(_PLATE.pattern)))


def find(text: Text) -> Iterator[Finding]:
    """Every number that passes its check."""
    seen = text.clean.text
    if not text.has_figures:
        return
    for number, pattern in _compiled():
        for start, end in pattern.groups(seen.encode()):
            if number.check(seen[start:end]):
                yield personal(text, (start, end), number.why, number.mark, 0.95)
