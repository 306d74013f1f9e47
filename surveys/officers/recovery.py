"""Recovery codes: for the day the phone is gone. Each stands once in the place of the six digits.

Twenty random digits (66 bits), so that the keypad of a phone types them. Only hashes are kept.
"""

import hashlib
import secrets

CODES = 10
GROUPS, GROUP = 4, 5


def new_codes() -> tuple[str, ...]:
    return tuple(_code() for _ in range(CODES))


def mark_of(key: str, code: str) -> bytes | None:
    """What is kept of a code of the account `key`; None if it is not shaped like one."""
    digits = "".join(character for character in code if character not in " -\t")
    if not (digits.isascii() and digits.isdigit() and len(digits) == GROUPS * GROUP):
        return None
    return hashlib.sha256(f"recovery\0{key}\0{digits}".encode()).digest()


def marks_of(key: str, codes: tuple[str, ...]) -> tuple[bytes, ...]:
    return tuple(mark for code in codes if (mark := mark_of(key, code)))


def _code() -> str:
    return "-".join(f"{secrets.randbelow(10**GROUP):0{GROUP}}" for _ in range(GROUPS))
