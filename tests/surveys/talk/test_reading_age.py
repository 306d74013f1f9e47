"""What is said to a child in trouble can be read at eleven.

English: the Flesch-Kincaid grade with a count of syllables of our own; a grade and five years are
an age. Other languages have no such formula that is tried: there the LIX is taken, words a
sentence and long words in a hundred, under which a book for children stays below 40.
"""

import re
from collections.abc import Iterator

import pytest

from bot.telegram.words import deleted, promise
from moderation.verdict import RISKS
from surveys.help import offers
from surveys.help.signposts import AUDIENCES, COUNTRIES, SHIPPED
from surveys.messages import Help
from surveys.talk import replies
from surveys.telling.escalation import SHIPPED as POLICY
from surveys.urgent import asking_contact
from surveys.wording import LANGUAGES, wording

OLDEST = 11.0
HARDEST_LIX = 40.0
LONG = 6


def sentences(text: str) -> list[str]:
    return [part for part in re.split(r"[.!?:]\s+|[.!?:]$|\n", text) if words(part)]


def words(text: str) -> list[str]:
    return [word for word in re.findall(r"[^\W\d_]+(?:['’-][^\W\d_]+)*", text) if len(word) > 0]


def syllables(word: str) -> int:
    """Groups of vowels; a silent e at the end is none, `le` after a consonant is one."""
    lowered = word.lower()
    groups = len(re.findall(r"[aeiouy]+", lowered))
    if re.search(r"[^aeiouy]e$|[^aeiouytd]ed$|[^aeiouy]es$", lowered) and not re.search(
        r"[^aeiouy]le$|(?:s|x|z|ch|sh|c|g)es$", lowered
    ):
        groups -= 1
    return max(1, groups)


def reading_age(text: str) -> float:
    said, parts = words(text), max(1, len(sentences(text)))
    grade = 0.39 * len(said) / parts + 11.8 * sum(map(syllables, said)) / len(said) - 15.59
    return grade + 5


def lix(text: str) -> float:
    said, parts = words(text), max(1, len(sentences(text)))
    return len(said) / parts + 100 * sum(len(word) > LONG for word in said) / len(said)


def helps(language: str) -> Iterator[Help]:
    yield offers.general_help(language)
    for made in (
        offers.urgent_help,
        offers.gentle_help,
        offers.unkept_help,
        offers.unsure_help,
    ):
        yield made(RISKS, language)
    yield offers.unchecked_help(language)
    yield offers.still_help(language)
    yield offers.listening_help(language)


def said_in_trouble(language: str) -> Iterator[tuple[str, str]]:
    """Each lot of words as a person meets it, with a name."""
    for each in helps(language):
        yield each.intro[:40], each.intro
    for post in SHIPPED.posts:
        yield post.name, post.said(language).text
    for ended in (replies.forgotten(language), replies.left(language), replies.withdrawn(language)):
        yield ended.title, "\n".join(ended.lines)
    for line in (*replies.notice(language), *promise(language, ""), deleted(language)):
        yield line[:40], line
    within = POLICY.within(language)
    yield "contact, before", "\n".join(asking_contact.before(language, within))
    yield "contact, after", "\n".join(asking_contact.after(language, within))


def test_the_formula_tells_plain_words_from_an_officials() -> None:
    plain = "You can ring them now. They will listen. It is free."
    stiff = (
        "Safeguarding considerations necessitate that appropriate information concerning "
        "vulnerable individuals be communicated immediately to responsible authorities."
    )
    assert reading_age(plain) < 8
    assert reading_age(stiff) > 18
    assert lix(plain) < 20
    assert lix(stiff) > 60
    assert [syllables(word) for word in ("help", "little", "leave", "police", "anybody")] == [
        1, 2, 1, 2, 4,
    ]  # fmt: skip


@pytest.mark.parametrize(("name", "text"), list(said_in_trouble("en")))
def test_english_can_be_read_at_eleven(name: str, text: str) -> None:
    if len(words(text)) < 10:
        pytest.skip("too few words for any formula")
    assert reading_age(text) <= OLDEST, f"{name}: {reading_age(text):.1f}"


def test_every_sentence_of_the_product_can_be_read_at_eleven() -> None:
    """Whoever meets it: at a table, on a closed survey, where a code is wrong."""
    said = [text for code in LANGUAGES for text in wording(code).texts if len(words(text)) >= 10]
    assert len(said) > 50
    hard = {text: reading_age(text) for text in said if reading_age(text) > OLDEST}
    assert hard == {}


@pytest.mark.parametrize("language", [code for code in LANGUAGES if code != "en"])
def test_other_languages_are_no_harder(language: str) -> None:
    hard = {name: lix(text) for name, text in said_in_trouble(language) if len(words(text)) >= 10}
    assert {name: value for name, value in hard.items() if value > HARDEST_LIX} == {}


@pytest.mark.parametrize("country", COUNTRIES)
@pytest.mark.parametrize("audience", AUDIENCES)
def test_every_country_and_reader_has_enough_and_every_entry_its_source(
    country: str, audience: str
) -> None:
    near = [post for post in SHIPPED.posts if post.fits(audience, country)]
    assert len(near) >= 5
    assert all(post.source.startswith("https://") for post in near)
