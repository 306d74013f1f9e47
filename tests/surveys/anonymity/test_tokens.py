"""Names that tell nothing, and entry codes that can be typed."""

import pytest

from surveys.anonymity import tokens
from surveys.anonymity.keyring import fresh_keys
from surveys.messages import PersonId

ANA, BO = PersonId("web:ana"), PersonId("web:bo")


def test_each_name_is_for_one_use_one_wave_and_one_person() -> None:
    keys = fresh_keys()
    names = [
        name
        for who in (ANA, BO)
        for name in (
            tokens.participation_token(keys, who),
            *(tokens.talk_key(keys, wave, who) for wave in ("one", "two")),
            *(tokens.talk_secret(keys, wave, who) for wave in ("one", "two")),
        )
    ]
    assert len(set(names)) == len(names)
    assert {len(name) for name in names} == {32}


def test_the_same_person_has_the_same_token_under_the_same_key_only() -> None:
    keys = fresh_keys()
    token = tokens.participation_token(keys, ANA)
    assert token == tokens.participation_token(keys, ANA)
    assert token != tokens.participation_token(fresh_keys(), ANA)


def test_parts_of_a_name_do_not_run_into_each_other() -> None:
    keys = fresh_keys()
    one = tokens.talk_key(keys, "wave", PersonId("1web:x"))
    assert one != tokens.talk_key(keys, "wave1", PersonId("web:x"))


def test_codes_have_two_groups_and_no_letters_that_look_alike() -> None:
    made = {tokens.new_entry_code() for _ in range(500)}
    assert len(made) == 500
    assert {len(code) for code in made} == {9}
    assert {code[4] for code in made} == {"-"}
    letters = set("".join(made)) - {"-"}
    assert not letters & set("OQILUSZBGAEIOU")
    assert len(letters) == 25


@pytest.mark.parametrize(
    "typed",
    ["F0RK-815K", "f0rk-815k", " FORK 8I5K ", "f o r k 8 l s k", "FORKBISK", "qf0rk815k"[1:]],
)
def test_a_code_is_known_however_it_is_typed(typed: str) -> None:
    keys = fresh_keys()
    assert tokens.code_hash(keys, typed) == tokens.code_hash(keys, "F0RK-815K")
    assert tokens.one_id(PersonId(f"code:{typed}")) == "code:F0RK815K"


def test_only_codes_are_made_one() -> None:
    assert tokens.one_id(PersonId("web:Ab-1o")) == "web:Ab-1o"


def test_a_code_made_is_a_code_known() -> None:
    code = tokens.new_entry_code()
    assert tokens.normal_code(code) == code.replace("-", "")
