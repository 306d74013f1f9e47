from datetime import UTC, datetime, timedelta

import pyotp
import pytest
from argon2 import PasswordHasher

from surveys.officers.passwords import Vault, enrolment, new_totp, step_of

NOON = datetime(2026, 3, 2, 12, tzinfo=UTC)
CHEAP = PasswordHasher(time_cost=1, memory_cost=8, parallelism=1)
PASSWORD = "lamp river seven"


def test_the_right_password_opens_the_code_secret() -> None:
    vault = Vault(CHEAP)
    opened = vault.open(vault.seal(PASSWORD, "JBSWY3DPEHPK3PXPJBSWY3DPEHPK3PXP"), PASSWORD)
    assert opened is not None
    assert opened.totp == "JBSWY3DPEHPK3PXPJBSWY3DPEHPK3PXP"
    assert opened.renewed is None


def test_a_wrong_password_and_an_unknown_person_open_nothing() -> None:
    vault = Vault(CHEAP)
    kept = vault.seal(PASSWORD, new_totp())
    assert vault.open(kept, "lamp river eight") is None
    assert vault.open(None, PASSWORD) is None


def test_what_is_kept_holds_neither_password_nor_code_secret() -> None:
    secret = new_totp()
    kept = Vault(CHEAP).seal(PASSWORD, secret)
    everything = kept.password.encode() + kept.salt + kept.totp
    assert PASSWORD.encode() not in everything
    assert secret.encode() not in everything
    assert PASSWORD not in repr(kept)


def test_two_people_with_one_password_keep_different_things() -> None:
    vault = Vault(CHEAP)
    assert vault.seal(PASSWORD, "A" * 32).password != vault.seal(PASSWORD, "A" * 32).password


def test_a_hash_grown_too_cheap_is_made_anew_and_still_opens() -> None:
    old = Vault(CHEAP).seal(PASSWORD, "JBSWY3DPEHPK3PXPJBSWY3DPEHPK3PXP")
    dearer = Vault(PasswordHasher(time_cost=2, memory_cost=16, parallelism=1))
    opened = dearer.open(old, PASSWORD)
    assert opened is not None
    assert opened.renewed is not None
    again = dearer.open(opened.renewed, PASSWORD)
    assert again is not None
    assert (again.totp, again.renewed) == ("JBSWY3DPEHPK3PXPJBSWY3DPEHPK3PXP", None)


def test_the_price_of_the_real_hash_is_what_is_recommended() -> None:
    hasher = PasswordHasher()
    assert hasher.memory_cost >= 19 * 1024
    assert hasher.time_cost >= 2


@pytest.mark.parametrize(
    ("seconds", "steps_away"), [(0, 0), (30, 1), (-30, -1), (60, None), (-60, None)]
)
def test_a_code_is_good_for_its_half_minute_and_one_either_side(
    seconds: int, steps_away: int | None
) -> None:
    secret = new_totp()
    code = pyotp.TOTP(secret).at(NOON + timedelta(seconds=seconds))
    now = int(NOON.timestamp()) // 30
    expected = None if steps_away is None else now + steps_away
    assert step_of(secret, code, NOON) == expected


@pytest.mark.parametrize(
    "code", ["", "12345", "abcdef", "\uff11\uff12\uff13\uff14\uff15\uff16", "1" * 500]
)
def test_what_is_no_code_matches_none(code: str) -> None:
    assert step_of("JBSWY3DPEHPK3PXPJBSWY3DPEHPK3PXP", code, NOON) is None


def test_spaces_in_a_code_do_not_matter() -> None:
    code = pyotp.TOTP("JBSWY3DPEHPK3PXPJBSWY3DPEHPK3PXP").at(NOON)
    assert step_of("JBSWY3DPEHPK3PXPJBSWY3DPEHPK3PXP", f" {code[:3]} {code[3:]} ", NOON) is not None


def test_the_enrolment_names_the_product_and_hides_itself() -> None:
    enrolled = enrolment("Ana Ray", "JBSWY3DPEHPK3PXPJBSWY3DPEHPK3PXP")
    assert enrolled.uri.startswith("otpauth://totp/Said%20%26%20Done:Ana%20Ray?")
    assert "JBSWY3DPEHPK3PXPJBSWY3DPEHPK3PXP" not in repr(enrolled)
