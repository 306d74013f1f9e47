"""The sentences that must stay true, and that every reply has its words in every language."""

import inspect
from collections.abc import Callable

import pytest

from moderation.verdict import Kind
from surveys.definitions.definition import Survey
from surveys.definitions.reading import load
from surveys.help import offers
from surveys.messages import Forgotten, Help, Problem, Reply, Thank
from surveys.talk import problems, replies
from surveys.wording import LANGUAGES

SURVEY = load("safety-pulse")
VALUES: dict[str, object] = {
    "survey": SURVEY,
    "receipt": "eight words",
    "kinds": (Kind.SELF_HARM,),
    "most": 3,
    "over": 7,
    "cap": 1000,
    "position": 3,
    "offered": ("en", "cy"),
}
BUILDERS = [
    each
    for module in (replies, offers, problems)
    for name, each in inspect.getmembers(module, inspect.isfunction)
    if each.__module__ == module.__name__ and not name.startswith("_") and name != "notice"
]


def build(builder: Callable[..., Reply], language: str) -> Reply:
    needed = [name for name in inspect.signature(builder).parameters if name in VALUES]
    return builder(**{name: VALUES[name] for name in needed}, language=language)


def words(reply: Reply) -> str:
    match reply:
        case Problem(text):
            return text
        case Help(intro):
            return intro
        case Thank(title, lines) | Forgotten(title, lines):
            return "\n".join((title, *lines))
        case _:
            return repr(reply)


@pytest.mark.parametrize("builder", BUILDERS, ids=lambda each: each.__name__)
def test_every_reply_is_said_in_every_language(builder: Callable[..., Reply]) -> None:
    spoken = {words(build(builder, language)) for language in LANGUAGES}
    assert len(spoken) == len(LANGUAGES)
    assert not any("{" in text for text in spoken)


# ---------------------------------------------------------------- the notice
def test_the_notice_tells_the_limits_too() -> None:
    notice = " ".join(replies.notice("en"))
    for true in ("cookies", "runs our server", "safeguarding lead", "can miss", "unless you say"):
        assert true in notice


def test_the_notice_says_that_words_about_danger_go_at_once_and_how_they_are_taken_back() -> None:
    notice = " ".join(replies.notice("en"))
    for true in ("at once", "stay there if you just leave", "Stop and forget", "has read them"):
        assert true in notice


def test_the_notice_promises_no_reader_for_sure_where_danger_is_seldom_noticed() -> None:
    """English words in a Welsh survey are heard."""
    (line,) = (each for each in replies.notice("cy") if "arweinydd diogelu" in each)
    assert "dim ond ar ôl i'r arolwg" in line
    assert "Os yw'n gweld perygl" in line


@pytest.mark.parametrize("language", LANGUAGES)
def test_who_leaves_is_told_of_a_reader_only_if_one_was_promised(language: str) -> None:
    *_, said = replies.left(language).lines
    assert said == replies.still_read(language)
    assert said.startswith({"en": "If we said", "cy": "Os dywedon ni"}[language])


def test_the_welcome_is_short() -> None:
    for language in LANGUAGES:
        welcome = replies.welcome(SURVEY, language)
        assert len(welcome.lines) <= 6
        assert sum(len(line.split()) for line in welcome.lines) <= 170


# ---------------------------------------------------------------- help
def test_the_urgent_reply_says_who_reads_it_and_what_nobody_can_do() -> None:
    urgent = offers.urgent_help((Kind.ABUSE_HOME,), "en")
    assert urgent.urgent
    for true in ("safeguarding lead will read it", "cannot see who you are", "999"):
        assert true in urgent.intro
    assert "Stop and forget" in urgent.after
    assert "do not have to answer any more" in urgent.after
    assert urgent.posts[0].contact == "999"


def test_words_that_are_not_kept_are_not_said_to_be_read() -> None:
    unkept = offers.unkept_help((Kind.SELF_HARM,), "en")
    assert "nobody here will read them" in unkept.intro
    assert unkept.posts[0].contact == "999"


def test_help_for_staff_is_help_for_adults() -> None:
    names = {post.name for post in offers.general_help("en", audience="frontline staff").posts}
    assert "NSPCC Helpline" in names
    assert "Childline" not in names


def test_only_young_people_are_told_where_to_talk_afterwards() -> None:
    young = replies.thank(SURVEY, "en", "words")
    others = replies.thank(load("service-feedback"), "en", "words")
    assert len(young.lines) == len(others.lines) + 1
    assert young.receipt == "words"


def test_a_text_too_long_says_by_how_much() -> None:
    problem = problems.too_long("en", over=17, cap=1000)
    assert "17" in problem.text
    assert "1000" in problem.text


def test_a_survey_speaks_languages_by_their_own_names(small: Survey) -> None:
    told = problems.no_such_language("en", (*small.languages, "cy"))
    assert told == Problem("This survey speaks English, Cymraeg.")
