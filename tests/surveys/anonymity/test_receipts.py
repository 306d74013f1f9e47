"""Eight words and back."""

import pytest
from hypothesis import given
from hypothesis import strategies as st

from surveys.anonymity import receipts
from surveys.anonymity.keyring import fresh_keys
from surveys.errors import BadReceipt
from surveys.messages import PersonId

RUDE = frozenset(
    """arse ass bitch bloody bum cock crap cunt damn dead death dick die drug drunk fag fat fuck
    gay gun hell homo idiot kill knife knob loser moron murder nazi nude piss poo porn prick
    pussy queer rape retard sex shit slag slut snog spastic stab stupid suicide tart tit tramp
    twat ugly wank whore willy beer blood corpse vodka weed wine""".split()  # noqa: SIM905
)
secrets = st.binary(min_size=10, max_size=10)


@given(secrets)
def test_words_lead_back_to_the_secret(secret: bytes) -> None:
    words = receipts.words(secret)
    assert len(words.split()) == 8
    assert receipts.secret(words) == secret


@given(secrets, secrets)
def test_different_secrets_have_different_words(one: bytes, other: bytes) -> None:
    assert (receipts.words(one) == receipts.words(other)) == (one == other)


@pytest.mark.parametrize(
    "typed",
    [
        "{0} {1} {2} {3} {4} {5} {6} {7}",
        "  {0},{1}, {2}\n{3}\t{4} - {5}-{6} {7}. ",
        "{0}-{1}-{2}-{3}-{4}-{5}-{6}-{7}",
        "1. {0} 2. {1} 3. {2} 4. {3} 5. {4} 6. {5} 7. {6} 8. {7}",
    ],
)
@pytest.mark.parametrize("case", [str.lower, str.upper, str.title])
def test_words_may_be_typed_in_many_ways(typed: str, case: type[str]) -> None:
    secret = bytes(range(10))
    words = receipts.words(secret).split()
    assert receipts.secret(case(typed.format(*words))) == secret


@pytest.mark.parametrize("typed", ["", "abacus", " ".join(["abacus"] * 9), "x" * 10_000])
def test_a_receipt_has_eight_words(typed: str) -> None:
    with pytest.raises(BadReceipt):
        receipts.secret(typed)


def test_an_unknown_word_is_named_by_its_place_and_not_repeated() -> None:
    words = receipts.words(bytes(10)).split()
    words[2] = "mumblefish"
    with pytest.raises(receipts.UnknownWord) as told:
        receipts.secret(" ".join(words))
    assert told.value.position == 3
    assert "word 3" in str(told.value)
    assert "mumblefish" not in str(told.value)


def test_a_person_keeps_their_receipt_within_a_wave() -> None:
    keys, ana = fresh_keys(), PersonId("web:ana")
    secret = receipts.receipt_secret(keys, ana)
    assert len(secret) == 10
    assert secret == receipts.receipt_secret(keys, ana)
    assert secret != receipts.receipt_secret(keys, PersonId("web:bo"))
    assert secret != receipts.receipt_secret(fresh_keys(), ana)


def test_what_a_receipt_names_does_not_show_it() -> None:
    secret = bytes(range(10))
    names = {receipts.receipt_name(secret).hex(), *(receipts.urgent_id(secret, q) for q in "ab")}
    assert len(names) == 3
    assert not any(secret.hex() in name for name in names)


# ---------------------------------------------------------------- the list
def test_there_are_1024_different_words_in_order() -> None:
    words = receipts.word_list()
    assert len(set(words)) == len(words) == 1024
    assert list(words) == sorted(words)


def test_every_word_is_plain_lower_case_and_short() -> None:
    for word in receipts.word_list():
        assert word.isascii()
        assert word.isalpha()
        assert word.islower()
        assert 3 <= len(word) <= 7


def test_four_letters_tell_a_word() -> None:
    assert len({word[:4] for word in receipts.word_list()}) == 1024


def test_no_word_is_rude_or_frightening() -> None:
    assert not RUDE & set(receipts.word_list())


def test_one_wrong_letter_never_makes_another_word() -> None:
    words = set(receipts.word_list())
    for word in words:
        for at in range(len(word)):
            shorter = word[:at] + word[at + 1 :]
            assert shorter not in words
            for letter in "abcdefghijklmnopqrstuvwxyz":
                changed = word[:at] + letter + word[at + 1 :]
                assert changed == word or changed not in words
