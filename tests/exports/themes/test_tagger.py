"""The tagger: useful with a codebook alone, better with examples, and it says why."""

from dataclasses import replace

import pytest

from exports.themes.samples import Example, Text
from exports.themes.tagger import Tagger
from surveys.themes.codebook import Codebook, Theme
from tests.exports.themes.conftest import BOOK, EXAMPLES, SAID, example


def keys(tagger: Tagger, words: str, question: str = "") -> set[str]:
    (tagging,) = tagger.tag([Text("1", words, question)])
    return {tag.key for tag in tagging.tags}


@pytest.mark.parametrize(
    ("words", "found"),
    [
        ("The BUS was late", {"buses"}),
        ("Trains and a dark lane", {"buses", "dark"}),
        ("there is no  light", {"dark"}),
        ("busy people", set()),
        ("the breakfast was horrid", {"food"}),
        ("", set()),
        ("🙂", set()),
    ],
)
def test_a_codebook_alone_is_enough(words: str, found: set[str]) -> None:
    assert keys(Tagger(BOOK), words) == found


def test_a_few_examples_in_the_codebook_do_not_silence_its_patterns() -> None:
    themes = tuple(replace(theme, examples=SAID[theme.key][:3]) for theme in BOOK.themes)
    assert keys(Tagger(replace(BOOK, themes=themes)), "a lane with few lamps") == {"dark"}


def test_examples_teach_what_no_pattern_says() -> None:
    assert keys(Tagger(BOOK), "the soup was good") == set()
    assert "food" in keys(Tagger(BOOK, EXAMPLES * 3), "the soup was good")


def test_examples_unteach_a_pattern_that_is_wrong() -> None:
    wrong = [example(f"dark humour number {n}") for n in range(12)]
    assert keys(Tagger(BOOK), "dark humour") == {"dark"}
    assert keys(Tagger(BOOK, [*EXAMPLES * 3, *wrong * 3]), "dark humour") == set()


def test_it_says_which_words_weighed_most() -> None:
    (tagging,) = Tagger(BOOK, EXAMPLES).tag([Text("1", "buses in the dark")])
    why = {tag.key: tag.why for tag in tagging.tags}
    assert "dark" in why["dark"]
    assert "buses" in why["buses"]


def test_learnt_reasons_are_words_of_that_text_and_never_fillers() -> None:
    said = ["it is dark here", "the soup was good", "", "more of the soup please"]
    texts = [Text(str(n), words) for n, words in enumerate(said)]
    _, soup, _, more = Tagger(BOOK, EXAMPLES * 3).tag(texts)
    for tagging, words in ((soup, said[1]), (more, said[3])):
        why = {tag.key: tag.why for tag in tagging.tags}["food"]
        assert "soup" in why
        assert all(each in words for each in why)
        assert not {"the", "is", "was"} & {end for each in why for end in each.split()}


def test_answers_come_in_order_with_their_ids() -> None:
    texts = [Text(n, "late bus") for n in (3, 1, 2)] + [Text("x", "")]
    assert [tagging.id for tagging in Tagger(BOOK).tag(texts)] == [3, 1, 2, "x"]
    assert Tagger(BOOK).tag([]) == []


def test_the_same_examples_give_the_same_answer() -> None:
    texts = [Text("1", "soup in the dark bus")]
    assert Tagger(BOOK, EXAMPLES).tag(texts) == Tagger(BOOK, EXAMPLES).tag(texts)


def test_examples_of_a_merged_theme_teach_the_theme_it_went_into() -> None:
    before = Theme("lanes", "Lanes")
    book = replace(BOOK, themes=(*BOOK.themes, before)).merged("lanes", "dark")
    taught = [example(f"gloomy corner {n}", "lanes") for n in range(10)]
    tagger = Tagger(book, [*EXAMPLES, *taught])
    assert [theme.key for theme in tagger.themes] == ["buses", "dark", "food"]
    assert keys(tagger, "a gloomy corner") == {"dark"}


def test_what_nobody_looked_at_is_no_sure_no() -> None:
    partly = [
        Example(Text("", f"gloomy nook {n}"), frozenset({"dark"}), whole=False) for n in range(9)
    ]
    assert "dark" in keys(Tagger(BOOK, [*EXAMPLES, *partly]), "a gloomy nook")


def test_examples_in_the_codebook_teach_too() -> None:
    soups = tuple(f"soup number {n}" for n in range(9))
    book = BOOK.changed("food", examples=soups)
    assert "food" in keys(Tagger(book, EXAMPLES), "some soup number")


def test_counts_hold_the_sum_of_what_is_likely_and_an_interval() -> None:
    tagger = Tagger(BOOK, EXAMPLES * 4)
    texts = [example_.text for example_ in EXAMPLES]
    counted = {each.key: each for each in tagger.counts(tagger.sums(texts) + tagger.sums(texts))}
    for each in counted.values():
        assert 0 <= each.low <= each.count <= each.high <= 2 * len(texts)
        assert each.low < 8 < each.high  # four of each, twice


def test_a_text_on_the_line_is_more_in_doubt_than_a_plain_one() -> None:
    plain, unclear = Tagger(BOOK).tag([Text("1", "dark dark lamps"), Text("2", "drinks")])
    assert unclear.doubt > plain.doubt


@pytest.mark.parametrize("words", ["x" * 100_000, "a " * 100_000, "\x00\ud7ff", "’" * 5000])
def test_odd_texts_are_taken_in_stride(words: str) -> None:
    assert keys(Tagger(BOOK, EXAMPLES), words) <= {"buses", "dark", "food"}


def test_a_codebook_with_one_theme_works() -> None:
    one = Codebook("one", "One", (BOOK.themes[0],))
    tagger = Tagger(one, [replace(e, themes=e.themes & {"buses"}) for e in EXAMPLES])
    assert keys(tagger, "the bus") == {"buses"}
