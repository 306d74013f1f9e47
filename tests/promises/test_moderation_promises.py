"""Promises of screening, over any text there is. Its cost is held by moderation/test_cost.py."""

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from moderation.pipeline import screen
from moderation.verdict import Kind, Route

DETAILS = {
    "[phone]": st.from_regex(r"07700 ?900[0-9]{3}", fullmatch=True),
    "[email]": st.from_regex(r"[a-z]{3,9}[0-9]{2}@example\.(com|org)", fullmatch=True),
    "[postcode]": st.from_regex(r"(M|LS|E)1[0-9] [1-9][ABD][ABD]", fullmatch=True),
    "[name]": st.sampled_from(["Zaynab", "Kacper", "rhiannon", "Ayodele", "hodan", "Sarah Khan"]),
    "[NI number]": st.from_regex(r"AB[0-9]{6}[A-D]", fullmatch=True),
    "[link]": st.from_regex(r"https://[a-z]{4,9}\.com/[a-z]{3}", fullmatch=True),
}


@pytest.fixture(scope="module", autouse=True)
def ready() -> None:
    """Lists and weights are read before a text is timed."""
    screen("ready")


AROUND = st.sampled_from(["", "so ", "tell ", "it was ", "pls, ", "ok. "])


@given(st.text(max_size=300), st.text(max_size=40))
@settings(max_examples=150, deadline=None)
def test_no_text_makes_screening_fail(text: str, question: str) -> None:
    verdict = screen(text, question=question)
    for found in verdict.findings:
        assert 0 <= found.start < found.end <= len(text)
        assert found.why
        assert 0 < found.score <= 1
    assert verdict.route == max((f.route for f in verdict.findings), default=Route.PUBLISH)
    assert -1 <= verdict.polarity <= 1
    assert 0 <= verdict.subjectivity <= 1
    verdict.redacted.encode()


@given(st.text(max_size=200))
@settings(deadline=None)
def test_the_same_text_gives_the_same_verdict(text: str) -> None:
    assert screen(text) == screen(text)


@pytest.mark.parametrize("mark", DETAILS)
@given(st.data(), AROUND, AROUND)
@settings(max_examples=40, deadline=None)
def test_a_personal_detail_does_not_survive(
    mark: str, data: st.DataObject, before: str, after: str
) -> None:
    detail = data.draw(DETAILS[mark])
    verdict = screen(f"{before}{detail} {after}".strip())
    assert detail.lower() not in verdict.redacted.lower()
    assert Kind.PERSONAL_DATA in verdict.labels


@given(st.lists(st.one_of(*DETAILS.values()), min_size=1, max_size=5))
@settings(max_examples=60, deadline=None)
def test_what_was_masked_leaves_nothing_to_mask(details: list[str]) -> None:
    once = screen("; then ".join(details)).redacted
    assert screen(once).redacted == once


@pytest.mark.parametrize(
    "mark", sorted({*(mark[1:-1] for mark in DETAILS), "school", "registration", "card number"})
)
def test_a_mark_stays_a_mark_and_a_name_in_brackets_does_not(mark: str) -> None:
    said = f"I asked [{mark}] and [Callum] about it"
    assert f"[{mark}]" in screen(said).redacted
    assert "Callum" not in screen(said).redacted


@given(st.text(max_size=120))
@settings(deadline=None)
def test_a_text_without_personal_data_is_kept_as_it_was(text: str) -> None:
    verdict = screen(text)
    if not any(found.mark for found in verdict.findings) and "\0" not in text:
        assert verdict.redacted == text.encode("utf-16", "surrogatepass").decode(
            "utf-16", "replace"
        )


@given(st.text(max_size=60), st.sampled_from(["he touches me", "i want to die", "my mum hits me"]))
@settings(deadline=None)
def test_words_before_a_disclosure_do_not_hide_it(before: str, told: str) -> None:
    assert screen(f"{before}. {told}").urgent
