"""The model that hears what no rule names."""

from pathlib import Path

import pytest

from moderation.errors import BadWeights
from moderation.ngrams import BITS, places, stem
from moderation.pipeline import MAX_TEXT, TAIL, screen
from moderation.resemblance import find, sees_nobody
from moderation.risk_weights import WEIGHTS, load, model
from moderation.shelf import shipped
from moderation.stretches import LENGTH, LONGEST, Part, Words, spans
from moderation.text import Text
from moderation.verdict import RISKS, Kind, Route

TOLD = (
    "a man from snap made me send him pictures and now he says i have to meet him saturday "
    "or he will post them"
)


def test_what_no_rule_names_is_heard_and_explained() -> None:
    (found,) = find(Text.of(TOLD))
    assert (found.route, found.kind) == (Route.ESCALATE, Kind.GROOMING_ONLINE)
    assert found.why.startswith("reads like someone describing being groomed")
    assert 0 <= found.start < found.end <= len(TOLD)


def test_a_finding_quotes_words_of_the_text_but_no_name() -> None:
    (found,) = find(Text.of(f"kacper and zaynab say {TOLD}"))
    quoted = found.why.partition(": ")[2].split("'")[1::2]
    assert quoted
    assert all(phrase in TOLD for phrase in quoted)
    assert "zaynab" not in found.why


@pytest.mark.parametrize("text", ["", "ok", "no thanks", ". . .", "more buses at night please"])
def test_little_or_ordinary_words_read_like_nothing(text: str) -> None:
    assert not list(find(Text.of(text)))


@pytest.mark.parametrize(
    ("text", "nobody"),
    [
        ("more buses at night please", True),
        ("more buses", False),
        ("more buses at night please and a shelter . " * 12, True),
        ("more buses at night please and a shelter . " * 60, False),
        (f"more buses at night please. {TOLD}", False),
    ],
)
def test_nobody_is_in_danger_only_in_a_text_that_is_read_whole(
    text: str,
    nobody: bool,  # noqa: FBT001
) -> None:
    assert sees_nobody(Text.of(text)) is nobody


def test_the_model_is_quiet_where_a_certain_rule_is_urgent() -> None:
    verdict = screen("my dad hits me")
    assert verdict.urgent
    assert not any(f.why.startswith("reads like") for f in verdict.findings)


def test_a_disclosure_does_not_drown_in_a_long_text() -> None:
    around = "the park is nice and the buses are on time and the shops are fine . " * 30
    assert screen(f"{around}{TOLD} . {around}").urgent


@pytest.mark.parametrize("number", [1, 3, LONGEST, LONGEST + 1, 3 * LONGEST + 7])
def test_every_word_is_read_and_a_long_text_in_stretches_too(number: int) -> None:
    seen = list(spans(number))
    assert seen[0][1:] == (0, number)
    assert (seen[0][0] is Part.SHORT) == (number <= LONGEST)
    stretches = [(first, last) for part, first, last in seen if part is Part.STRETCH]
    assert bool(stretches) == (number > LONGEST)
    assert all(0 < last - first <= LENGTH for first, last in stretches)
    if stretches:
        assert {n for first, last in stretches for n in range(first, last)} == set(range(number))


def test_words_know_where_they_lie() -> None:
    text = "we left at nine"
    every = Words.of(text)
    assert [text[start:] for start in every.starts] == [text, "left at nine", "at nine", "nine"]
    assert [every.end(last) for last in (1, 2, 4)] == [2, 7, len(text)]


def test_a_stretch_weighs_what_its_words_and_their_phrases_weigh() -> None:
    read = model()
    words = TOLD.split()
    weighed = read.weigh(words)
    assert weighed.sums[-1] == sum(read.risk[place] for place in places(words))
    assert weighed.counts[-1] == len(places(words))
    assert read.score(weighed, 0, len(words)) > read.score(read.weigh(["fine"] * 9), 0, 9)


def test_only_words_of_our_own_lists_are_kept_ready() -> None:
    read = load(WEIGHTS)
    read.weigh(["my", "stepdad", "zaynab"])
    assert "stepdad" in read.ready
    assert "zaynab" not in read.ready
    assert read.weigh(["stepdad"]) == load(WEIGHTS).weigh(["stepdad"])


@pytest.mark.parametrize("told", [TOLD, "my stepdad hits me"])
@pytest.mark.parametrize("over", [10, 500, TAIL, 3 * MAX_TEXT])
def test_a_disclosure_at_the_end_of_a_text_that_is_too_long_is_heard(told: str, over: int) -> None:
    text = "fine . " * ((MAX_TEXT + over) // 7) + told
    verdict = screen(text)
    assert verdict.urgent
    assert RISKS.intersection(verdict.labels)
    assert told not in verdict.redacted
    assert all(f.end <= len(text) for f in verdict.findings)


def test_words_of_one_sort_share_places() -> None:
    one, other = (set(places(f"my {who} said".split())) for who in ("stepdad", "mum"))
    strange = set(places(["my", "kettle", "said"]))
    assert len(one & other) > len(one & strange)
    assert all(0 <= place < 1 << BITS for place in one)


@pytest.mark.parametrize(
    ("word", "left"), [(b"hitting", b"hitt"), (b"boxes", b"box"), (b"is", b"is"), (b"red", b"red")]
)
def test_a_common_ending_comes_off(word: bytes, left: bytes) -> None:
    assert stem(word) == left


def test_the_sorts_are_in_folded_spelling() -> None:
    words = " ".join(shipped("classes").values()).split()
    assert all(word.isascii() and word.isalnum() and word.islower() for word in words)


@pytest.mark.parametrize(
    "spoil",
    [
        lambda _: b"",
        lambda good: good[:-1],
        lambda good: good + b"\0",
        lambda good: good.replace(b'"bias"', b'"biased"', 1),
        lambda good: good.replace(b'"lengths": [', b'"lengths": [0.1, ', 1),
        lambda good: good.replace(b'"stretch"', b'"stretched"', 1),
        lambda good: b"\xff" + good,
    ],
)
def test_spoilt_weights_are_refused(tmp_path: Path, spoil) -> None:  # type: ignore[no-untyped-def]  # noqa: ANN001
    path = tmp_path / "risk.bin"
    path.write_bytes(spoil(WEIGHTS.read_bytes()))
    with pytest.raises(BadWeights, match=r"risk\.bin"):
        load(path)


def test_missing_weights_are_named(tmp_path: Path) -> None:
    with pytest.raises(BadWeights, match=r"none\.bin"):
        load(tmp_path / "none.bin")


def test_the_weights_are_small() -> None:
    assert WEIGHTS.stat().st_size <= 1_000_000
