"""Urgent words: the leads and nobody else."""

from dataclasses import replace
from datetime import date

import pytest

from surveys.definitions.definition import FreeText, OneChoice, Option
from surveys.errors import NoLead, NotSealedForYou, TooLarge, WrongPassphrase
from surveys.records import Lead
from surveys.urgent import leads
from tests.house import CHEAP, PASSPHRASE, survey

ANA = leads.new_lead("Ana", PASSPHRASE, CHEAP)
BO = leads.new_lead("Bo", "another phrase", CHEAP)
OUTSIDE = leads.Envelope("item", "wave", date(2026, 3, 10), 2048)
WORDS = "My name is Zed. Please come to 3 Mill Lane. 😀"


def test_every_lead_can_read_the_words_with_their_own_passphrase() -> None:
    item = leads.seal(WORDS, [ANA, BO], OUTSIDE)
    assert leads.unseal(item, ANA, PASSPHRASE) == WORDS
    assert leads.unseal(item, BO, "another phrase") == WORDS


def test_the_outside_shows_the_day_and_nothing_of_the_words() -> None:
    item = leads.seal(WORDS, [ANA], OUTSIDE)
    assert (item.id, item.wave_id, item.day) == ("item", "wave", date(2026, 3, 10))
    assert b"Zed" not in item.text
    assert set(item.keys) == {"Ana"}


def test_all_urgent_words_have_one_length() -> None:
    items = [leads.seal(words, [ANA], OUTSIDE) for words in ("help", WORDS, "a" * 2000)]
    assert len({len(item.text) for item in items}) == 1


@pytest.mark.parametrize("wrong", ["", PASSPHRASE.upper(), PASSPHRASE + " ", "another phrase"])
def test_a_wrong_passphrase_opens_nothing(wrong: str) -> None:
    item = leads.seal(WORDS, [ANA], OUTSIDE)
    with pytest.raises(WrongPassphrase):
        leads.unseal(item, ANA, wrong)


def test_a_lead_who_came_later_is_told_so() -> None:
    item = leads.seal(WORDS, [ANA], OUTSIDE)
    with pytest.raises(NotSealedForYou):
        leads.unseal(item, BO, "another phrase")


def test_words_are_never_sealed_to_nobody() -> None:
    with pytest.raises(NoLead):
        leads.seal(WORDS, [], OUTSIDE)


def test_words_that_do_not_fit_are_refused() -> None:
    with pytest.raises(TooLarge):
        leads.seal("x" * 2048, [ANA], OUTSIDE)


def test_the_private_key_is_nowhere_to_be_seen() -> None:
    item = leads.seal(WORDS, [ANA], OUTSIDE)
    swapped = replace(ANA, private=BO.private)
    with pytest.raises(WrongPassphrase):
        leads.unseal(item, swapped, PASSPHRASE)
    assert ANA.private != leads.new_lead("Ana", PASSPHRASE, CHEAP).private


def test_the_cost_travels_with_the_key() -> None:
    dearer = leads.Cost(CHEAP.passes + 1, CHEAP.memory * 2)
    lead: Lead = leads.new_lead("Cy", PASSPHRASE, dearer)
    assert leads.unseal(leads.seal(WORDS, [lead], OUTSIDE), lead, PASSPHRASE) == WORDS


def test_the_usual_cost_is_not_the_cheap_one() -> None:
    assert leads.MODERATE.memory >= 64 * 1024 * 1024
    assert leads.MODERATE.passes >= 3


@pytest.mark.parametrize("character", ["x", "é", "字", "😀"])
def test_the_longest_words_and_their_question_fit(character: str) -> None:
    asked = survey()
    outside = replace(OUTSIDE, size=leads.urgent_size(asked))
    longest = f"What worries you?\n\n{character * 300}"
    assert leads.unseal(leads.seal(longest, [ANA], outside), ANA, PASSPHRASE) == longest


def test_a_survey_without_words_has_a_size_too() -> None:
    bare = survey(questions=(OneChoice(key="q", text="Q?", options=(Option("a", "A"),)),))
    assert leads.urgent_size(bare) == 1024


def test_a_question_much_longer_than_its_answers_fits() -> None:
    asked = survey(questions=(FreeText(key="q", text="é" * 300, cap=1),))
    outside = replace(OUTSIDE, size=leads.urgent_size(asked))
    assert leads.seal("é" * 300 + "\n\n" + "😀", [ANA], outside)
