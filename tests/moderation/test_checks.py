"""Checks one by one, where the case tables do not reach."""

from random import Random

import pytest

from moderation import abuse, disclosure, gibberish, limits, redaction, spam
from moderation.normalise import clean
from moderation.personal import names, numbers, online, phones, places
from moderation.pipeline import screen
from moderation.sentiment import read, tokens
from moderation.text import Check, Text
from moderation.verdict import Finding, Kind, Route
from tests.moderation.helped import shows_help

SAFE_HOME = "Do you feel safe at home?"


def finding(start: int, end: int, mark: str) -> Finding:
    return Finding(start, end, Kind.PERSONAL_DATA, Route.PUBLISH, 0.9, "why", mark)


@pytest.mark.parametrize(
    ("question", "answer", "route"),
    [
        (SAFE_HOME, "no", Route.HOLD),
        (SAFE_HOME, "No.", Route.HOLD),
        (SAFE_HOME, "n0", Route.HOLD),
        (SAFE_HOME, "nah", Route.HOLD),
        (SAFE_HOME, "not really", Route.HOLD),
        (SAFE_HOME, "sometimes", Route.HOLD),
        (SAFE_HOME, "it depends on my dad", Route.HOLD),
        (SAFE_HOME, "never. ever", Route.HOLD),
        (SAFE_HOME, "yes", Route.PUBLISH),
        (SAFE_HOME, "yes always", Route.PUBLISH),
        ("How safe do you feel in your area?", "not at all", Route.HOLD),
        ("Has anyone hurt you?", "yes", Route.ESCALATE),
        ("Has anyone hurt you?", "no", Route.PUBLISH),
        ("Are you scared of anyone?", "yes my uncle", Route.ESCALATE),
        ("Has anyone ever touched you?", "a few times", Route.ESCALATE),
        ("Have you thought about hurting yourself?", "sometimes", Route.ESCALATE),
        ("Have you been bullied?", "yeah", Route.HOLD),
        ("Do you ever carry a knife?", "yh", Route.ESCALATE),
        ("Have you met someone from online?", "once", Route.HOLD),
        ("What makes you feel unsafe?", "my stepdad", Route.HOLD),
        ("What makes you feel unsafe?", "the walk home", Route.PUBLISH),
        ("Where do you feel least safe?", "at home", Route.HOLD),
        ("Who would you talk to?", "too scared to say", Route.HOLD),
        ("What would make you feel safer?", "more lights", Route.PUBLISH),
        ("Anything else?", "no", Route.PUBLISH),
        ("Is there anything else about feeling safe at home?", "no", Route.PUBLISH),
        ("What helps you feel safe?", "no", Route.PUBLISH),
        ("", "no", Route.PUBLISH),
    ],
)
def test_an_answer_means_what_its_question_makes_of_it(
    question: str, answer: str, route: Route
) -> None:
    found = disclosure.find_in_answer(Text.of(answer, question=question))
    assert max((f.route for f in found), default=Route.PUBLISH) is route


@pytest.mark.parametrize(
    "word",
    [
        "asdfghjkl",
        "sdkfjhsd",
        "qwertyuiop",
        "asdasd",
        "jkljkl",
        "aaaaaaaaaa",
        "efjwoief",
        "zxcvbnm",
    ],
)
def test_mashed_keys_are_known(word: str) -> None:
    assert gibberish.is_mashed(word)


@pytest.mark.parametrize(
    "word",
    [
        "property",
        "lights",
        "hahahaha",
        "rhythm",
        "cycling",
        "ugh",
        "zaynab",
        "sooooo",
        "12345",
        "cccc",
    ],
)
def test_words_and_names_are_not_mashed(word: str) -> None:
    assert not gibberish.is_mashed(word)


@pytest.mark.parametrize("text", ["", "123 456", "more lights asdfgh please in the park", "no no"])
def test_a_text_with_words_in_it_is_not_gibberish(text: str) -> None:
    assert not list(gibberish.find(Text.of(text)))


def test_a_text_that_shows_otherwise_than_it_is_stored_waits() -> None:
    (found,) = spam.find(Text.of("hi \u202ereht"))
    assert (found.start, found.end, found.route) == (3, 4, Route.HOLD)


@pytest.mark.parametrize(
    ("text", "found"),
    [
        ("txt YES to 80086", 1),
        ("call 0871 277 0000 free", 1),
        ("Shout: text 85258 free", 0),
        ("62000 people came", 0),
    ],
)
def test_a_number_that_costs_beside_a_word_that_sells(text: str, found: int) -> None:
    assert len(list(spam.find(Text.of(text)))) >= found
    assert found or not list(spam.find(Text.of(text)))


@pytest.mark.parametrize(
    ("lang", "waits"), [("en", 0), ("en-GB", 0), ("EN", 0), ("cy", 1), ("", 1)]
)
def test_a_language_the_rules_do_not_cover_waits(lang: str, waits: int) -> None:
    assert len(list(limits.find_language(Text.of("bore da", lang)))) == waits


def test_abuse_keeps_to_whole_words() -> None:
    assert not list(abuse.find(Text.of("Scunthorpe, Penistone and a cockerel")))


@pytest.mark.parametrize(
    ("written", "right"),
    [("999 000 0018", 1), ("9990000019", 0), ("0000000000", 0), ("4010232137", 1)],
)
def test_the_check_figure_of_an_nhs_number(written: str, right: int) -> None:
    assert numbers.nhs(written) == right


@pytest.mark.parametrize(
    ("written", "right"),
    [("4111111111111111", 1), ("4111111111111112", 0), ("0" * 16, 0)],
)
def test_the_check_figure_of_a_card(written: str, right: int) -> None:
    assert numbers.luhn(written) == right


@pytest.mark.parametrize(
    "text",
    [
        "GB123456A",
        "see you at 10",
        "1.2.3",
        "07700 900",
        "077009001234567",
        "0oooooooooo",
        "ring 0808 800 5000",
    ],
)
def test_numbers_that_name_nobody_stay(text: str) -> None:
    checks: tuple[Check, ...] = (phones.find, numbers.find, places.find, online.find)
    assert not [f for check in checks for f in check(Text.of(text))]


@pytest.mark.parametrize(
    "text",
    ["+447700900123", "07700900123", "0044 7700 900123", "+44 (0) 7700 900123", "+353 87 123 4567"],
)
def test_phones_in_many_shapes(text: str) -> None:
    found = list(phones.find(Text.of(text)))
    assert {(f.start, f.end) for f in found} == {(0, len(text))}


@pytest.mark.parametrize(
    ("text", "count"),
    [
        ("flat 4 oak court", 2),
        ("I live on the main road", 0),
        ("The School", 0),
        ("My High School", 0),
    ],
)
def test_places_that_can_be_known(text: str, count: int) -> None:
    assert len(list(places.find(Text.of(text)))) == count


def test_what_looks_like_a_number_but_cannot_be_read_is_hidden() -> None:
    assert list(phones.find(Text.of("+99912345678901")))


@pytest.mark.parametrize(
    ("text", "count"),
    [
        ("", 0),
        ("St John Ambulance", 0),
        ("Rose Road", 0),
        ("Hope", 0),
        ("we saw Hope", 1),
        ("Hope told me", 1),
        ("Grace Okafor came", 1),
        ("told Smith off", 1),
        ("Lily-Rose ran", 1),
        ("rose-Amelia ran", 1),
        ("Mr", 0),
        ("uncle Joshy", 1),
        ("uncle bob", 1),
        ("name: kez", 1),
        ("my name is not important", 0),
        ("i'm Tired", 0),
        ("Sarah and Tom", 2),
        ("Sarah Jane Smith Brown", 2),
        ("Tom's", 1),
        ("Tom's Mum", 1),
        ("Sarah I saw you", 1),
        ("Sarah. Grey day", 1),
    ],
)
def test_names_need_a_reason(text: str, count: int) -> None:
    assert len(list(names.find(Text.of(text)))) == count


def test_overlapping_findings_become_one_and_the_longest_gives_the_mark() -> None:
    found = [finding(4, 8, "[b]"), finding(0, 6, "[a]"), finding(9, 10, ""), finding(7, 9, "[c]")]
    assert redaction.redact("0123456789", found) == "[a]9"


def test_findings_side_by_side_stay_two() -> None:
    assert redaction.redact("abcd", [finding(0, 2, "[a]"), finding(2, 4, "[b]")]) == "[a][b]"


def test_what_no_store_can_hold_is_replaced() -> None:
    assert redaction.redact("a\0b\ud800c", []) == "a\ufffdb\ufffdc"


def test_tone_follows_the_words() -> None:
    assert read(clean("lovely kind staff")).polarity > 0.3
    assert read(clean("horrible rude staff")).polarity < -0.2
    assert read(clean("it isn't good")).polarity < 0
    assert read(clean("")) == (0.0, 0.0)


def test_tokens_need_no_corpora_and_have_a_ceiling() -> None:
    assert tokens("Isn't it :) good!") == ["is", "n't", "it", ":", ")", "good", "!"]
    assert len(tokens("word " * 5_000)) == 300


@pytest.mark.parametrize(
    "text",
    [
        "mae ofn arna i yn yr ysgol",
        "dwi ddim yn teimlo'n saff gartref",
        "boje sie wracac do domu bo tata mnie bije",
        "nie czuję się bezpiecznie w szkole",
        "waan ka baqayaa guriga",
        "mujhe ghar se dar lagta hai",
        "mujhe school me acha nahi lagta",
        "مجھے گھر سے ڈر لگتا ہے",
        "я боюся йти додому",
        "আমি বাড়িতে নিরাপদ নই",
        "mi e frica sa merg acasa",
    ],
)
def test_a_text_seen_to_be_in_another_language_waits_and_help_is_shown(text: str) -> None:
    verdict = screen(text)
    assert Kind.LANGUAGE in verdict.labels
    assert verdict.route >= Route.HOLD
    assert shows_help(verdict)


@pytest.mark.parametrize(
    "text",
    [
        "wallah the bus is never on time",
        "mam and dad help me",
        "la la la",
        "\uff4b\uff49\uff4c\uff4c the lights in the park",
        "me and o are in a band",
        "no no no",
        "ok si senor",
        "i like caf\u00e9 na\u00efve \U0001f600",
        "i am at home",
        "me no like it",
    ],
)
def test_english_with_a_few_other_words_is_not_taken_for_another_language(text: str) -> None:
    assert not list(limits.find_language(Text.of(text)))


def test_keys_hit_at_random_are_nearly_always_known() -> None:
    chance = Random(5)
    keys = ("asdfghjkl", "asdfghjklqwertyuiopzxcvbnm", "qwertyuiop", "zxcvbnm")
    mashed = ["".join(chance.choices(keys[i % 4], k=chance.randint(6, 16))) for i in range(1_000)]
    assert sum(bool(list(gibberish.find(Text.of(text)))) for text in mashed) >= 950
