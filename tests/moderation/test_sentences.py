"""A longer text is read sentence by sentence, too."""

import pytest
from hypothesis import given
from hypothesis import strategies as st

from moderation.pipeline import screen
from moderation.resemblance import sees_nobody
from moderation.sentences import COMMAS, LINES, after, parts, pieces
from moderation.stretches import LONGEST, Words
from moderation.text import Text
from moderation.verdict import Kind, Route

BEFORE = (
    "We went to the park and it was nice. The food at school is ok I guess. "
    "My favourite lesson is art because we get to paint what we like."
)
AFTER = (
    "The bus is usually late in the morning. I like the new playground near the shops. "
    "It would be good if the library was open on Sundays and had more comics."
)


@pytest.mark.parametrize(
    ("told", "kind"),
    [
        ("foster brother puts a pillow on my face till i tap.", Kind.ABUSE_HOME),
        ("my tenant is being beaten by her husband, I can hear it.", Kind.DOMESTIC_ABUSE),
        ("a lad from snap wants me to meet up or hes posting my pics.", Kind.GROOMING_ONLINE),
        ("Four attempts so far. I'm thinking about the fifth.", Kind.SELF_HARM),
    ],
)
@pytest.mark.parametrize(
    "among",
    [f"{BEFORE} {{}} {AFTER}", f"{{}} {BEFORE} {AFTER}", f"{BEFORE} {AFTER} {{}}"],
    ids=["between", "first", "last"],
)
def test_a_disclosure_does_not_drown_among_ordinary_sentences(
    told: str, kind: Kind, among: str
) -> None:
    verdict = screen(among.format(told))
    assert verdict.route is Route.ESCALATE
    assert kind in [finding.kind for finding in verdict.findings]


def test_it_says_where_in_the_longer_text_the_disclosure_is() -> None:
    told = "foster brother puts a pillow on my face till i tap."
    text = f"{BEFORE} {told} {AFTER}"
    (found,) = screen(text).findings
    assert text.index(told) <= found.start < found.end <= text.index(told) + len(told)


def test_ordinary_sentences_stay_ordinary_however_many() -> None:
    assert screen(f"{BEFORE} {AFTER}").route is Route.PUBLISH
    assert screen(f"{BEFORE} {AFTER} " * 8).route is Route.PUBLISH


def test_what_a_rule_finds_in_one_sentence_is_not_denied_by_all_the_others() -> None:
    told = "i got nowhere to sleep tonite."
    assert not sees_nobody(Text.of(f"{BEFORE} {told} {AFTER}"))
    assert screen(f"{BEFORE} {told} {AFTER}").route is Route.ESCALATE


@pytest.mark.parametrize(
    "text",
    [
        "The bus is late. my uncle touches me when mum is out. I like art.",
        "It is ok. he keeps asking for pics of me in my bra and says its our secret. Food is nice.",
        "More lights please. ive got a knife in my bag for saturday, theyll get me. Thanks.",
    ],
)
def test_nor_among_a_few(text: str) -> None:
    assert screen(text).route is Route.ESCALATE


def test_nor_among_lines_without_full_stops() -> None:
    text = "the bus is always late\nmy uncle touches me when mum is out\ni like the art club"
    assert screen(text).route is Route.ESCALATE


@pytest.mark.parametrize("between", [", ", " and ", " "])
def test_where_nothing_ends_a_sentence_somebody_reads_it(between: str) -> None:
    said = [
        "the bus is always late",
        "he puts his hand up my skirt in detention",
        "art is good fun",
    ]
    assert screen(between.join(said)).route is not Route.PUBLISH


def test_marks_are_found_where_they_were_written() -> None:
    text = Text.of("One two, three\nfour five. Six")
    every = Words.of(text.folded.text)
    assert [every.words[place] for place in after(COMMAS, text, every)] == ["three"]
    assert [every.words[place] for place in after(LINES, text, every)] == ["four"]


def test_a_line_ends_a_sentence() -> None:
    words = ["a", "b", "c", "d", "e", "f", ".", "g", "h", "i"]
    assert list(parts(words, [3, 7])) == [(0, 3), (3, 6), (7, 10), (0, 6), (3, 10)]


def test_pieces_stand_between_marks_or_are_stretches() -> None:
    words = [str(number) for number in range(14)]
    assert list(pieces(words, [5, 7, 9])) == [(0, 5), (5, 9), (9, 14)]
    assert list(pieces(words, [])) == []
    assert list(pieces([*words, "more"], [])) == [(0, 12), (6, 15)]


def test_sentences_come_alone_and_by_twos() -> None:
    words = ["a", "b", "c", ".", "d", "e", "f", ".", "g", "h", "i"]
    assert list(parts(words)) == [(0, 3), (4, 7), (8, 11), (0, 7), (4, 11)]


def test_a_few_words_go_with_the_sentence_beside_them() -> None:
    assert list(parts(["a", "b", "c", ".", "no", ".", "d", "e", "f", ".", "g", "h", "i"])) == [
        (0, 5),
        (6, 9),
        (10, 13),
        (0, 9),
        (6, 13),
    ]


@pytest.mark.parametrize("text", ["a b c", "a b c .", "a b c . d e f", "a b c . d e f ."])
def test_all_of_a_text_is_no_part_of_it(text: str) -> None:
    words = text.split()
    assert all(last - first < len(words) - 1 for first, last in parts(words))


@given(st.lists(st.sampled_from(["word", "."]), min_size=LONGEST + 1, max_size=300))
def test_every_word_of_a_long_text_is_in_a_part_that_can_be_read_at_once(words: list[str]) -> None:
    found = list(parts(words))
    covered = {place for first, last in found for place in range(first, last)}
    assert covered.issuperset(place for place, word in enumerate(words) if word != ".")
    assert all(0 < last - first <= LONGEST for first, last in found)
