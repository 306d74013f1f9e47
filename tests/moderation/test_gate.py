"""The gate before the rules lets through whatever a rule matches."""

import pytest
import re2
from hypothesis import given, settings
from hypothesis import strategies as st

from moderation.case_tables import messages
from moderation.gate import Gate
from moderation.normalise import fold
from moderation.phrases import source
from moderation.rules import lexicon
from moderation.shelf import RULE_FILES, shipped, slots
from tests.moderation.hostile import BITS

SOME = tuple(fold(m.text).text.encode() for n, m in enumerate(messages()) if n % 12 == 0)
NEARLY_FULL = b"".join(bit.encode("ascii", "ignore") * 40 for bit in BITS.values())


def test_only_patterns_whose_words_are_there_come_near() -> None:
    gate = Gate()
    first = gate.put(r"\b(?:buy|sell) (?:[a-z]+ )?soap\b")
    gate.put(r"\bold hats?\b")
    gate.close()
    assert gate.near(b"they buy the soap") == {0}
    assert gate.near(b"an old hat . soap is what they sell now") == {0, 1}
    assert not gate.near(b"nothing of it")
    assert first.search(b"they sell soap")


def test_a_pattern_without_words_of_its_own_always_comes_near() -> None:
    gate = Gate()
    gate.put(r"[0-9]{4}")
    gate.put(r"soap")
    gate.close()
    assert gate.near(b"4711") == {0}


def test_what_is_no_pattern_is_refused() -> None:
    with pytest.raises(re2.error):
        Gate().put("(soap")


@pytest.mark.parametrize("name", RULE_FILES)
def test_no_message_that_a_rule_matches_is_kept_from_it(name: str) -> None:
    read = lexicon(name)
    for text in SOME:
        near = read.gate.near(text)
        matching = {n for n, rule in enumerate(read.rules) if rule.pattern.search(text)}
        assert matching <= near


@pytest.mark.parametrize("name", RULE_FILES)
@settings(deadline=None, max_examples=60)
@given(data=st.data())
def test_whatever_the_phrases_stand_for_reaches_its_rule(name: str, data: st.DataObject) -> None:
    rows = shipped(name)["rule"]
    number = data.draw(st.integers(0, len(rows) - 1))
    phrase = data.draw(st.sampled_from(rows[number]["phrases"]))
    pattern = source([phrase], {**slots(), **shipped(name).get("slots", {})})
    told = data.draw(st.from_regex(pattern, fullmatch=True, alphabet=st.characters(codec="ascii")))
    read = lexicon(name)
    assert number in read.gate.near(told.encode())
    assert number in read.gate.near(NEARLY_FULL + b" " + told.encode())
