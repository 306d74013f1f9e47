"""Several alike together, next without deciding, four eyes, a reason for each release."""

from typing import TYPE_CHECKING

import pytest

from bot.console.review import marking
from surveys.officers.accounts import Role
from surveys.officers.audit import Act
from surveys.records import ReviewText, TextState, Wave

if TYPE_CHECKING:
    from tests.bot.console.conftest import Console, Page

WORDS = ("Ask Dave Hill", "My name is <b>Sam</b>", "Ring 999 now")


@pytest.fixture
async def officer(console: "Console") -> "Console":
    await console.work_as(Role.OFFICER)
    return console


def name(text: ReviewText) -> str:
    return f"{text.id}.{marking.print_of(text.redacted)}"


async def decide(console: "Console", wave: Wave, *texts: ReviewText, **sent: str) -> "Page":
    fields = {"text": [name(text) for text in texts], **sent}
    return await console.post(f"/waves/{wave.code}/together", fields)


async def test_those_alike_stand_together_and_what_was_written_is_only_text(
    officer: "Console",
) -> None:
    wave = await officer.closed(12, held=WORDS)
    page = await officer.get(f"/waves/{wave.code}/together")
    assert page.text.count('name="text"') == 3
    assert "My name is &lt;b&gt;Sam" in page.text
    assert "3 texts" in page.words
    for text in await officer.parts.review.held(wave.code):
        assert f'href="/console/waves/{wave.code}/review/{text.id}"' in page.text


async def test_the_ticked_ones_are_decided_with_one_reason_and_the_others_wait(
    officer: "Console",
) -> None:
    wave = await officer.closed(12, held=WORDS)
    first, second, third = await officer.parts.review.held(wave.code)
    sent = {"act": "keep_out", "reason": "It could tell who wrote it"}
    assert (await decide(officer, wave, first, second, **sent)).status == 303
    assert await officer.parts.review.held(wave.code) == (third,)
    for text in (first, second):
        (decision,) = await officer.parts.review.history(text.id)
        assert (decision.state, decision.reason) == (TextState.KEPT_OUT, sent["reason"])
    acts = [entry.act for entry in await officer.parts.officers.audit.page()]
    assert acts.count(Act.TEXT_KEPT_OUT) == 2


@pytest.mark.parametrize(
    ("ticked", "act", "reason", "said"),
    [
        (0, "release", "It is safe as it stands", "Tick the texts"),
        (2, "release", "", "Choose a reason"),
        (2, "release", "It could tell who wrote it", "Choose a reason that fits"),
        (2, "keep_out", "It is safe as it stands", "Choose a reason that fits"),
        (2, "delete", "It is safe as it stands", "Choose a reason"),
    ],
)
async def test_a_slip_decides_nothing(
    officer: "Console", ticked: int, act: str, reason: str, said: str
) -> None:
    wave = await officer.closed(12, held=WORDS)
    texts = await officer.parts.review.held(wave.code)
    answer = await decide(officer, wave, *texts[:ticked], act=act, reason=reason)
    assert answer.status == 422
    assert said in answer.words
    assert len(await officer.parts.review.held(wave.code)) == 3


async def test_a_text_that_was_changed_meanwhile_is_not_decided(officer: "Console") -> None:
    wave = await officer.closed(12, held=WORDS)
    first, second, _ = await officer.parts.review.held(wave.code)
    await officer.parts.review.redact(first.id, [(0, 3)], "Bo")
    sent = {"act": "release", "reason": "It is safe as it stands"}
    await decide(officer, wave, first, second, **sent)
    assert (await officer.parts.store.text(first.id)).state is TextState.HELD
    assert (await officer.parts.store.text(second.id)).state is TextState.RELEASED


async def test_next_goes_round_without_deciding(officer: "Console") -> None:
    wave = await officer.closed(12, held=WORDS)
    ids = [text.id for text in await officer.parts.review.held(wave.code)]
    for here, there in zip(ids, [*ids[1:], ids[0]], strict=True):
        answer = await officer.get(f"/waves/{wave.code}/review/{here}/later")
        assert answer.headers["Location"] == f"/console/waves/{wave.code}/review/{there}"
    assert len(await officer.parts.review.held(wave.code)) == 3


async def test_a_release_keeps_its_reason(officer: "Console") -> None:
    wave = await officer.closed(12, held=WORDS[:1])
    (text,) = await officer.parts.review.held(wave.code)
    reason = "It is about a service or place, not a person"
    sent = {"act": "release", "print": marking.print_of(text.redacted), "release_reason": reason}
    await officer.post(f"/waves/{wave.code}/review/{text.id}", sent)
    assert [each.reason for each in await officer.parts.review.history(text.id)] == [reason]


# ---------------------------------------------------------------- four eyes
@pytest.mark.parametrize("settings", [{"FOUR_EYES": "yes"}], indirect=True)
async def test_with_four_eyes_a_second_officer_confirms(officer: "Console") -> None:
    wave = await officer.closed(12, held=WORDS[:1])
    (text,) = await officer.parts.review.held(wave.code)
    path = f"/waves/{wave.code}/review/{text.id}"
    sent = {"act": "release", "print": marking.print_of(text.redacted)}
    assert "Propose to release" in (await officer.get(path)).words
    assert (await officer.post(path, sent)).status == 303
    page = await officer.get(path)
    assert "Another officer has to confirm it" in page.words
    assert 'value="release"' not in page.text
    assert (await officer.post(path, sent)).status == 422
    reason = {"act": "release", "reason": "It is safe as it stands"}
    (text,) = await officer.parts.review.held(wave.code)
    assert (await decide(officer, wave, text, **reason)).status == 422
    await officer.hire("Bo", Role.OFFICER)
    await officer.log_in("Bo")
    page = await officer.get(path)
    assert "Ana would release it" in page.words
    assert "Confirm and release" in page.words
    await officer.post(path, sent)
    assert (await officer.parts.store.text(text.id)).state is TextState.RELEASED
    acts = [entry.act for entry in await officer.parts.officers.audit.page()]
    assert acts.count(Act.TEXT_PROPOSED) == acts.count(Act.TEXT_RELEASED) == 1
