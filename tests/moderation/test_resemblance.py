"""The model that hears what no rule names."""

from pathlib import Path

import pytest

from moderation.errors import BadWeights
from moderation.ngrams import BITS, places, stem
from moderation.pipeline import MAX_TEXT, TAIL, screen
from moderation.resemblance import WEIGHTS, WINDOW, find, load, model, windows
from moderation.shelf import shipped
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


def test_the_model_never_lowers_and_is_quiet_where_a_rule_is_urgent() -> None:
    verdict = screen("my dad hits me")
    assert verdict.urgent
    assert not any(f.why.startswith("reads like") for f in verdict.findings)


def test_a_disclosure_does_not_drown_in_a_long_text() -> None:
    around = "the park is nice and the buses are on time and the shops are fine . " * 30
    assert screen(f"{around}{TOLD} . {around}").urgent


def test_a_suppressor_asks_more_of_the_model() -> None:
    read = model()
    between = (read.urgent + read.sure) / 2
    assert read.route(between, lowered=False) is Route.ESCALATE
    assert read.route(between, lowered=True) is Route.HOLD
    assert read.route(read.sure, lowered=True) is Route.ESCALATE
    assert read.hold < read.urgent < read.sure


@pytest.mark.parametrize("number", [1, 3, WINDOW - 1, WINDOW, WINDOW + 1, 3 * WINDOW + 7])
def test_windows_cover_every_word_and_none_is_too_long(number: int) -> None:
    words = [f"w{n}" for n in range(number)]
    seen = list(windows(" ".join(words)))
    assert {word for window in seen for word in window.words} == set(words)
    assert all(len(window.words) <= WINDOW for window in seen)
    assert seen[-1].end == len(" ".join(words))


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
    one, other = (places(f"my {who} said".split()) for who in ("stepdad", "mum"))
    strange = places(["my", "kettle", "said"])
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
        lambda good: good.replace(b"self_harm", b"something", 1),
        lambda good: good.replace(b'"bias"', b'"biased"', 1),
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
