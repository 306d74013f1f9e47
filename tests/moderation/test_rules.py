"""Rules are data; a bad one is refused by file and name."""

from pathlib import Path

import pytest

from moderation.errors import BadLexicon, ModerationError
from moderation.phrases import BadPhrase, Pattern, source, words
from moderation.rules import Lexicon, lexicon, read
from moderation.shelf import RULE_FILES, load
from moderation.text import Text
from moderation.verdict import Finding, Kind, Route

RULE = """
[[rule]]
name = "one"
kind = "spam"
route = "escalate"
score = 0.5
why = "because"
phrases = ["buy <thing>"]
"""
SLOTS = {"thing": ["soap", "two {big|small} hats", "<more>"], "more": ["more"]}


def made(tmp_path: Path, text: str) -> Lexicon:
    path = tmp_path / "try.toml"
    path.write_text(text, "utf-8")
    return read(path, SLOTS)


def found(lexicon: Lexicon, text: str, question: str = "") -> list[Finding]:
    return list(lexicon.find(Text.of(text, question=question)))


@pytest.mark.parametrize(
    ("phrase", "yes", "no"),
    [
        ("he hits", "and he hits her", "she hits"),
        ("he hits", "he hits", "he hitss"),
        ("(he|she) hits", "she hits", "they hits"),
        ("he {always|never} hits", "he hits", "he sometimes hits"),
        ("he {always|never} hits", "he never hits", "he never ever hits"),
        ("im {14|15|only} here", "im 14 here", "14"),
        ("im {14|15|only} here", "im here", "im 16 here"),
        ("he ~ hits", "he then one day hits", "he then on one day hits"),
        ("he ~ hits", "he hits", "he . hits"),
        ("he ~~ hits", "he a b c d e f g h hits", "he a b c d e f g h i hits"),
        ("buy <thing>", "buy two big hats", "buy two hat"),
        ("buy <thing>", "buy more", "buy"),
    ],
)
def test_the_phrase_language(phrase: str, yes: str, no: str) -> None:
    pattern = Pattern(source([phrase], SLOTS))
    assert pattern.search(yes.encode())
    assert not pattern.search(no.encode())


@pytest.mark.parametrize(
    "phrase", ["<nothing>", "one ~", "~ one", "one {a|b}", "{a|b}x", "{14|15}x"]
)
def test_a_phrase_that_cannot_be_read_is_refused(phrase: str) -> None:
    with pytest.raises(BadPhrase):
        source([phrase], SLOTS)


def test_the_words_of_phrases_are_known() -> None:
    assert words([r"he ~ hit(s|ting)? <me>", "[0-9]+ men"]) == {"he", "hit", "ting", "men"}


def test_a_rule_finds_every_place_and_says_why(tmp_path: Path) -> None:
    text = "Buy soap. BUY s0ap, buy more"
    hits = found(made(tmp_path, RULE), text)
    assert [text[hit.start : hit.end] for hit in hits] == ["Buy soap", "buy more"]
    assert {(hit.kind, hit.route, hit.why) for hit in hits} == {
        (Kind.SPAM, Route.ESCALATE, "because")
    }


def test_but_not_is_part_of_the_shape(tmp_path: Path) -> None:
    lexicon = made(tmp_path, RULE + 'but_not = ["(never|dont) buy soap", "buy soap opera"]')
    assert not found(lexicon, "never buy soap")
    assert not found(lexicon, "buy soap opera")
    assert found(lexicon, "buy soap, never buy more")


def test_a_suppressor_near_by_lowers_the_route_by_one_step(tmp_path: Path) -> None:
    jest = '[suppressors]\njest = ["lol"]\n'
    lexicon = made(tmp_path, jest + RULE + 'unless = ["jest"]')
    assert [hit.route for hit in found(lexicon, "buy soap lol")] == [Route.HOLD]
    assert [hit.route for hit in found(lexicon, "buy soap " + "x " * 200 + "lol")] == [
        Route.ESCALATE
    ]
    held = made(tmp_path, jest + RULE.replace("escalate", "hold") + 'unless = ["jest"]')
    assert not found(held, "buy soap lol")


def test_an_answer_counts_after_its_question_only(tmp_path: Path) -> None:
    lexicon = made(tmp_path, RULE + 'asked = ["what ~ buy"]\nwhole = true')
    assert found(lexicon, "Buy soap.", "What will you buy?")
    assert not found(lexicon, "Buy soap.", "Where?")
    assert not found(lexicon, "Buy soap today", "What will you buy?")


@pytest.mark.parametrize(
    ("more", "text", "certain"),
    [
        ("firm = true", "I buy soap", True),
        ("firm = true", "id never in my life buy soap", True),
        ("firm = true", "Well. Buy soap", True),
        ("firm = true", "burned the toast, buy soap", True),
        ("firm = true", "they all buy soap", False),
        ("firm = true", "I know. They buy soap", False),
        ("", "I buy soap", False),
        ('asked = ["what"]', "they buy soap", True),
    ],
)
def test_certain_is_what_a_person_tells_of_themselves_or_was_asked(
    tmp_path: Path,
    more: str,
    text: str,
    certain: bool,  # noqa: FBT001
) -> None:
    (hit,) = found(made(tmp_path, RULE + more), text, "what?")
    assert hit.certain is certain


def test_what_each_rule_finds_is_told_by_rule(tmp_path: Path) -> None:
    held = RULE.replace("one", "two").replace("escalate", "hold")
    lexicon = made(tmp_path, RULE + held)
    told = [(rule.name, hit.route) for rule, hit in lexicon.by_rule(Text.of("buy soap"))]
    assert told == [("one", Route.ESCALATE), ("two", Route.HOLD)]
    assert [hit.route for hit in found(lexicon, "buy soap")] == [Route.ESCALATE]


@pytest.mark.parametrize(
    ("text", "problem"),
    [
        ("", "holds no"),
        ("[[rule", "cannot be read"),
        (RULE.replace('why = "because"', ""), "rule one: needs why"),
        (RULE.replace('"because"', '""'), "rule one: needs why"),
        (RULE.replace("0.5", '"high"'), "rule one: needs score"),
        (RULE.replace('name = "one"', ""), "rule (no name): needs name"),
        (RULE.replace("spam", "ham"), "kind 'ham' is not known"),
        (RULE.replace("escalate", "shout"), "route 'shout' is not known"),
        (RULE.replace("<thing>", "<nothing>"), "no slot <nothing>"),
        (RULE.replace("<thing>", "(soap"), "cannot be used"),
        (RULE + 'colour = "red"', "colour is not known"),
        (RULE + 'firm = "yes"', "firm is not known or of the wrong type"),
        (RULE + 'unless = ["jest"]', "no suppressor 'jest'"),
        (RULE + 'firm = true\nunless = ["jest"]', "is firm"),
        (RULE + RULE, "two rules are called 'one'"),
    ],
)
def test_a_bad_lexicon_is_refused_with_file_and_rule(
    tmp_path: Path, text: str, problem: str
) -> None:
    with pytest.raises(BadLexicon) as caught:
        made(tmp_path, text)
    assert "try.toml" in str(caught.value)
    assert problem in str(caught.value)


def test_a_missing_lexicon_is_named(tmp_path: Path) -> None:
    with pytest.raises(BadLexicon, match=r"gone\.toml"):
        load(tmp_path / "gone.toml")


def test_an_error_without_words_speaks_through_its_docstring() -> None:
    assert "Mend the file" in str(BadLexicon())
    assert isinstance(BadLexicon(), ModerationError)


@pytest.mark.parametrize("name", RULE_FILES)
def test_every_shipped_lexicon_reads(name: str) -> None:
    assert all(rule.why and 0 < rule.score <= 1 for rule in lexicon(name).rules)


def test_every_first_person_rule_stands_firm() -> None:
    rules = load(Path(__file__).parents[2] / "moderation" / "lexicons" / "disclosure.toml")["rule"]
    firm = {rule["name"] for rule in rules if rule.get("firm")}
    assert {"wants to die", "hurts themselves", "an adult hits them", "touched"} <= firm
