"""One length for all, nothing lost, and nobody else can open it."""

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st
from nacl.secret import SecretBox

from moderation.verdict import Kind, Route
from surveys.anonymity import sealing
from surveys.anonymity.keyring import fresh_keys
from surveys.anonymity.padding import pad, rounded_up, unpad
from surveys.definitions.definition import (
    FreeText,
    OneChoice,
    Option,
    Scale,
    Several,
    Statement,
    Survey,
)
from surveys.errors import BadSeal, TooLarge
from surveys.records import (
    Answer,
    HeldBack,
    NoAnswer,
    Passed,
    Picked,
    Response,
    Screened,
    Withheld,
)
from surveys.talk.session import Session, UnreadableSession
from tests.house import survey

KEYS = fresh_keys()
OTHER = fresh_keys()
SECRET, OTHER_SECRET = KEYS.state, OTHER.state

words = st.text(st.characters(exclude_categories=["Cs"]), max_size=50)
texts = st.builds(
    Screened,
    words,
    st.sampled_from(Route),
    st.lists(st.sampled_from([kind.value for kind in Kind]), unique=True).map(tuple),
    st.floats(-1, 1),
    st.floats(0, 1),
    st.sampled_from(["en", "cy"]),
)
answers = st.one_of(
    st.builds(Passed, st.sampled_from(NoAnswer)),
    st.builds(Picked, st.lists(words, max_size=5).map(tuple)),
    texts,
    st.just(Withheld()),
    st.just(HeldBack()),
)
responses = st.builds(Response, st.dictionaries(words, answers, max_size=6))


# ---------------------------------------------------------------- padding
@given(st.binary(max_size=200))
def test_padding_comes_off_again(content: bytes) -> None:
    padded = pad(content, 201)
    assert len(padded) == 201
    assert unpad(padded) == content


@given(st.binary(max_size=5000))
def test_the_rounded_size_always_holds_the_content(content: bytes) -> None:
    size = rounded_up(len(content))
    assert size % 1024 == 0
    assert unpad(pad(content, size)) == content


def test_what_does_not_fit_is_refused() -> None:
    with pytest.raises(TooLarge):
        pad(b"12345", 5)


@pytest.mark.parametrize("bare", [b"", b"\0\0", b"abc", b"\x80a\0"])
def test_bytes_without_an_end_mark_are_not_ours(bare: bytes) -> None:
    with pytest.raises(BadSeal):
        unpad(bare)


# ---------------------------------------------------------------- responses
@settings(max_examples=60)
@given(responses)
def test_a_response_comes_out_as_it_went_in(response: Response) -> None:
    sealed = sealing.seal(response, KEYS.public, 8192)
    opened = sealing.unseal(sealed, KEYS.seal)
    assert opened == response
    assert list(opened.answers) == list(response.answers)


@settings(max_examples=60)
@given(responses, responses)
def test_all_sealed_responses_have_one_length(one: Response, other: Response) -> None:
    lengths = {len(sealing.seal(each, KEYS.public, 8192)) for each in (one, other)}
    assert lengths == {8192 + 48}


def test_the_same_response_never_looks_the_same_twice() -> None:
    sealed = {sealing.seal(Response(), KEYS.public, 1024) for _ in range(20)}
    assert len(sealed) == 20


def test_another_key_opens_nothing() -> None:
    with pytest.raises(BadSeal):
        sealing.unseal(sealing.seal(Response(), KEYS.public, 1024), OTHER.seal)


def test_a_single_changed_bit_is_noticed() -> None:
    sealed = bytearray(sealing.seal(Response(), KEYS.public, 1024))
    sealed[500] ^= 1
    with pytest.raises(BadSeal):
        sealing.unseal(bytes(sealed), KEYS.seal)


@pytest.mark.parametrize(
    "content",
    [
        b"",
        b"\xff",
        b"[]",
        b'{"format":2,"answers":{}}',
        b'{"format":1,"answers":{"safe":{"maybe":1}}}',
        b'{"format":1,"answers":{"safe":{"passed":"bored"}}}',
    ],
)
def test_content_of_another_form_is_refused(content: bytes) -> None:
    with pytest.raises(BadSeal):
        sealing.decode(content)


def test_a_response_that_does_not_fit_is_refused() -> None:
    with pytest.raises(TooLarge):
        sealing.seal(Response({"words": Screened("x" * 1024, Route.HOLD)}), KEYS.public, 1024)


# ---------------------------------------------------------------- sizes
def filled(asked: Survey, character: str) -> dict[str, Answer]:
    """The fullest answers anybody could give, in that character."""
    labels = tuple(kind.value for kind in Kind)
    full: dict[str, Answer] = {}
    for question in asked.questions:
        if isinstance(question, FreeText):
            text = character * question.cap
            full[question.key] = Screened(text, Route.ESCALATE, labels, -1 / 3, 1 / 3, "cy")
        elif not isinstance(question, Statement):
            full[question.key] = Picked(tuple(option.key for option in question.options))
    return full


OPTIONS = tuple(Option(f"option-number-{n}", "words") for n in range(30))
WIDE = survey(
    questions=(
        Statement(key="read", text="Read this."),
        Several(key="many", text="Which?", options=OPTIONS),
        Scale(key="scale", text="How?", options=OPTIONS[:5]),
        OneChoice(key="one", text="Which one?", options=(Option("a", "A"),)),
        FreeText(key="words", text="Why?", cap=2000),
    )
)


@pytest.mark.parametrize("asked", [survey(), WIDE])
@pytest.mark.parametrize("character", ["a", "'", '"', "\n", "\\", "é", "字", "😀", "\u202e"])
def test_the_fullest_answers_fit_in_any_script(asked: Survey, character: str) -> None:
    full = filled(asked, character)
    sealing.seal(Response(full), KEYS.public, sealing.sealed_size(asked))
    path = tuple(question.key for question in asked.questions)
    session = Session("cy", path[-1], path, full, turn=500, backs=220)
    sealing.seal_talk(session, SECRET, sealing.talk_size(asked))


def test_nobody_who_passes_on_everything_is_too_large() -> None:
    bare = survey(questions=(OneChoice(key="q", text="Q?", options=(Option("a", "A"),)),))
    passed = Response({"q": Passed(NoAnswer.RATHER_NOT)})
    assert sealing.sealed_size(bare) == 1024
    assert sealing.seal(passed, KEYS.public, sealing.sealed_size(bare))


# ---------------------------------------------------------------- talks
def test_a_talk_comes_back_to_its_own_person_only() -> None:
    session = Session("cy", "worry", ("safe",), {"safe": Picked(("no",))}, turn=2)
    sealed = sealing.seal_talk(session, SECRET, 4096)
    assert sealing.open_talk(sealed, SECRET) == session
    with pytest.raises(BadSeal):
        sealing.open_talk(sealed, OTHER_SECRET)


def test_a_talk_does_not_show_how_far_it_got() -> None:
    size = sealing.talk_size(survey())
    begun = sealing.seal_talk(Session("en", "safe"), SECRET, size)
    path = tuple(question.key for question in survey().questions)
    told = sealing.seal_talk(Session("en", "", path, filled(survey(), "x")), SECRET, size)
    assert len(begun) == len(told)


def test_a_talk_of_another_version_is_told_apart_from_a_forged_one() -> None:
    strange = bytes(SecretBox(SECRET).encrypt(pad(b'{"format": 99}', 1024)))
    with pytest.raises(UnreadableSession):
        sealing.open_talk(strange, SECRET)
