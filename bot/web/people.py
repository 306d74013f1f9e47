"""Who a page speaks for: a random id made here, or an entry code from a slip of paper."""

import secrets
import string
from dataclasses import dataclass

from surveys.messages import PersonId

ID_BYTES = 16
ID_LENGTH = 22
ID_LETTERS = frozenset(string.ascii_letters + string.digits + "-_")
LONGEST_CODE = 40
CODE = "code:"


@dataclass(frozen=True, slots=True)
class Carried:
    """What goes from page to page in hidden fields. Never kept, logged or put in an address."""

    id: str = ""
    entry: str = ""

    @property
    def person(self) -> PersonId:
        return PersonId(f"{CODE}{self.entry}" if self.entry else f"web:{self.id}")


def newcomer() -> Carried:
    """128 random bits."""
    return Carried(id=secrets.token_urlsafe(ID_BYTES))


def known(page_id: str, entry: str) -> Carried:
    """As a page carried it. What is not of our form is nobody yet."""
    if entry:
        return Carried(entry=entry[:LONGEST_CODE])
    ours = len(page_id) == ID_LENGTH and set(page_id) <= ID_LETTERS
    return Carried(id=page_id) if ours else newcomer()
