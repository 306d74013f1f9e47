import asyncio
from typing import TYPE_CHECKING

import pytest

from bot.console import words
from bot.console.review import marking, review
from moderation.verdict import Kind
from surveys.memory.store import MemoryStore
from surveys.officers.accounts import Role
from surveys.officers.audit import Act
from surveys.records import Decision, ReviewText, TextState, Wave, WaveState
from tests.bot.console.conftest import PASSPHRASE

if TYPE_CHECKING:
    from tests.bot.console.conftest import Console, Page

SAID = "Ask Dave Hill at number 14"


@pytest.fixture
async def officer(console: "Console") -> "Console":
    await console.work_as(Role.OFFICER)
    return console


async def held(console: "Console", wave: Wave) -> ReviewText:
    return (await console.parts.review.held(wave.code))[0]


async def press(
    console: "Console", wave: Wave, text: ReviewText, act: str, *marked: str, **more: str
) -> "Page":
    fields = {"act": act, "print": marking.print_of(text.redacted), "word": list(marked), **more}
    return await console.post(f"/waves/{wave.code}/review/{text.id}", fields)


async def test_the_queue_leads_to_the_first_text_and_says_why_it_is_held(
    officer: "Console",
) -> None:
    wave = await officer.closed(12, held=(SAID,))
    text = await held(officer, wave)
    answer = await officer.get(f"/waves/{wave.code}/review")
    assert answer.headers["Location"] == f"/console/waves/{wave.code}/review/{text.id}"
    page = await officer.get(f"/waves/{wave.code}/review/{text.id}")
    assert "1 text waits" in page.text
    assert "It may tell who wrote it or name somebody" in page.text
    assert "What was good about it?" in page.text
    assert page.text.count('name="word"') == len(SAID.split())


async def test_marked_words_are_removed_and_the_text_still_waits(officer: "Console") -> None:
    wave = await officer.closed(12, held=(SAID,))
    text = await held(officer, wave)
    answer = await press(officer, wave, text, "remove", "4-8", "9-13", "24-26")
    assert answer.status == 303
    after = await held(officer, wave)
    assert (after.redacted, after.state) == ("Ask [removed] at number [removed]", TextState.HELD)
    page = await officer.get(f"/waves/{wave.code}/review/{text.id}")
    assert "Dave" not in page.text


async def test_a_released_text_can_be_read_with_the_comments(officer: "Console") -> None:
    wave = await officer.closed(12, held=(SAID,))
    text = await held(officer, wave)
    assert SAID not in (await officer.get(f"/waves/{wave.code}/comments")).text
    await press(officer, wave, text, "release")
    assert SAID in (await officer.get(f"/waves/{wave.code}/comments")).text
    decided = await officer.parts.review.history(text.id)
    assert [(each.state, each.by) for each in decided] == [(TextState.RELEASED, "Ana")]
    done = await officer.get(f"/waves/{wave.code}/review")
    assert "Nothing waits for review" in done.text


async def test_marked_words_are_not_released_by_mistake(officer: "Console") -> None:
    wave = await officer.closed(12, held=(SAID,))
    text = await held(officer, wave)
    answer = await press(officer, wave, text, "release", "4-8")
    assert answer.status == 422
    assert "You have marked words" in answer.text
    assert (await held(officer, wave)).state is TextState.HELD


async def test_a_text_is_kept_out_only_with_a_reason(officer: "Console") -> None:
    wave = await officer.closed(12, held=(SAID,))
    text = await held(officer, wave)
    assert (await press(officer, wave, text, "keep_out")).status == 422
    assert (await press(officer, wave, text, "keep_out", reason="because")).status == 422
    reason = words.KEEP_OUT_REASONS[0]
    assert (await press(officer, wave, text, "keep_out", reason=reason)).status == 303
    (decision,) = await officer.parts.review.history(text.id)
    assert (decision.state, decision.reason) == (TextState.KEPT_OUT, reason)
    assert SAID not in (await officer.get(f"/waves/{wave.code}/comments")).text


@pytest.mark.parametrize("act", ["", "publish", "remove"])
async def test_a_button_that_is_not_there_or_marks_nothing_changes_nothing(
    officer: "Console", act: str
) -> None:
    wave = await officer.closed(12, held=(SAID,))
    text = await held(officer, wave)
    assert (await press(officer, wave, text, act)).status == 422
    assert await held(officer, wave) == text


async def test_a_text_changed_meanwhile_is_shown_again_and_not_decided(
    officer: "Console",
) -> None:
    wave = await officer.closed(12, held=(SAID,))
    text = await held(officer, wave)
    await officer.parts.review.redact(text.id, [(0, 3)], "Ben")
    answer = await press(officer, wave, text, "release")
    assert answer.status == 422
    assert "Somebody else changed" in answer.text
    assert (await held(officer, wave)).state is TextState.HELD


@pytest.mark.parametrize("act", ["remove", "release", "keep_out"])
async def test_a_text_changed_while_the_form_is_on_its_way_is_not_overwritten(
    officer: "Console", act: str, monkeypatch: pytest.MonkeyPatch
) -> None:
    wave = await officer.closed(12, held=(SAID,))
    text, decide = await held(officer, wave), MemoryStore.decide

    async def overtaken(store: MemoryStore, decision: Decision, before: ReviewText) -> None:
        monkeypatch.setattr(MemoryStore, "decide", decide)
        await officer.parts.review.redact(text.id, [(0, 3)], "Ben")
        await decide(store, decision, before)

    monkeypatch.setattr(MemoryStore, "decide", overtaken)
    marked = ("4-8",) if act == "remove" else ()
    answer = await press(officer, wave, text, act, *marked, reason=words.KEEP_OUT_REASONS[0])
    assert answer.status == 422
    assert "Somebody else changed" in answer.text
    assert (await held(officer, wave)).redacted == "[removed] Dave Hill at number 14"


async def test_a_text_decided_meanwhile_is_said_so(officer: "Console") -> None:
    wave = await officer.closed(12, held=(SAID,))
    text = await held(officer, wave)
    await officer.parts.review.release(text.id, "Ben")
    answer = await press(officer, wave, text, "release")
    assert answer.status == 404
    assert "decided since" in answer.text


async def test_who_comes_back_to_a_decided_text_is_told_by_whom_and_led_on(
    officer: "Console",
) -> None:
    wave = await officer.closed(12, held=(SAID,))
    text = await held(officer, wave)
    await officer.parts.review.keep_out(text.id, "Ben", words.KEEP_OUT_REASONS[0])
    for page in (
        await officer.get(f"/waves/{wave.code}/review/{text.id}"),
        await press(officer, wave, text, "release"),
    ):
        assert page.status == 404
        assert "Kept out by Ben" in page.words
        assert "Go on with the review" in page.words


# ---------------------------------------------------------------- what was let through
LOOKED_AGAIN = {"stood": review.LET_THROUGH}


async def test_a_name_that_screening_missed_is_taken_out_from_the_comments(
    officer: "Console",
) -> None:
    wave = await officer.closed(12)
    (text, *_) = await officer.parts.review.readable(wave.code)
    assert f"/review/{text.id}" in (await officer.get(f"/waves/{wave.code}/comments")).text
    page = await officer.get(f"/waves/{wave.code}/review/{text.id}")
    assert "May others still read this?" in page.words
    assert 'value="release"' not in page.text
    answer = await press(officer, wave, text, "remove", "0-3", **LOOKED_AGAIN)
    assert answer.status == 303
    after = await officer.parts.store.text(text.id)
    assert after.redacted.startswith("[removed]")
    assert after.state is text.state


async def test_what_was_released_by_mistake_is_kept_out_after_all(officer: "Console") -> None:
    wave = await officer.closed(12, held=(SAID,))
    text = await held(officer, wave)
    await press(officer, wave, text, "release")
    sent = {"reason": words.KEEP_OUT_REASONS[0], **LOOKED_AGAIN}
    answer = await press(officer, wave, text, "keep_out", **sent)
    assert answer.headers["Location"] == f"/console/waves/{wave.code}/comments"
    assert SAID not in (await officer.get(f"/waves/{wave.code}/comments")).text
    assert (await press(officer, wave, text, "release", **LOOKED_AGAIN)).status == 404


async def test_what_others_may_read_is_not_released_again(officer: "Console") -> None:
    wave = await officer.closed(12)
    (text, *_) = await officer.parts.review.readable(wave.code)
    assert (await press(officer, wave, text, "release", **LOOKED_AGAIN)).status == 422


async def test_a_text_is_not_reached_by_way_of_another_wave(officer: "Console") -> None:
    wave = await officer.closed(12, held=(SAID,))
    other = await officer.closed(12, name="Other")
    text = await held(officer, wave)
    assert (await officer.get(f"/waves/{other.code}/review/{text.id}")).status == 404


async def test_before_the_close_there_is_nothing_to_review(officer: "Console") -> None:
    wave = await officer.wave(WaveState.OPEN)
    answer = await officer.get(f"/waves/{wave.code}/review")
    assert "sealed until the wave is closed" in answer.text


async def test_the_trail_tells_the_decision_but_no_word_of_the_text(officer: "Console") -> None:
    wave = await officer.closed(12, held=(SAID,))
    text = await held(officer, wave)
    await press(officer, wave, text, "remove", "4-8")
    await press(officer, wave, await held(officer, wave), "release")
    entries = await officer.parts.officers.audit.page()
    assert [entry.act for entry in entries[:2]] == [Act.TEXT_RELEASED, Act.TEXT_REDACTED]
    assert all("Dave" not in repr(entry) for entry in entries)


@pytest.mark.parametrize("kind", Kind)
def test_every_kind_of_finding_has_words_for_an_officer(kind: Kind) -> None:
    (said,) = words.because((kind.value,))
    assert said.endswith(".")
    assert said != words.HELD_IN_DOUBT


def test_a_text_held_for_no_known_reason_still_gets_one() -> None:
    assert words.because(()) == (words.HELD_IN_DOUBT,)
    assert words.because(("something new",)) == (words.HELD_IN_DOUBT,)


async def test_a_text_in_which_somebody_may_be_at_risk_goes_to_the_leads_who_are_told(
    officer: "Console",
) -> None:
    wave = await officer.closed(12, held=(SAID,))
    text = await held(officer, wave)
    page = await officer.get(f"/waves/{wave.code}/review/{text.id}")
    assert "May somebody be at risk?" in page.words
    answer = await press(officer, wave, text, "pass_on")
    assert answer.headers["Location"] == f"/console/waves/{wave.code}/passed-on"
    done = await officer.get(f"/waves/{wave.code}/passed-on")
    assert "sealed to Lee" in done.words
    assert "Ring one of them now" in done.words, "nobody is set to be told"
    (waiting,) = await officer.parts.urgent.waiting()
    assert SAID in await officer.parts.urgent.read(waiting.id, "Lee", PASSPHRASE)
    await asyncio.wait_for(officer.parts.alarm.wait(60), 30)
    (entry, *_) = await officer.parts.officers.audit.page()
    assert (entry.act, SAID in entry.subject) == (Act.TEXT_PASSED_ON, False)
    assert (await press(officer, wave, text, "pass_on")).status == 404
    assert len(await officer.parts.urgent.seen()) == 1


async def test_without_a_lead_nothing_is_passed_on_and_it_says_what_to_do(
    officer: "Console", monkeypatch: pytest.MonkeyPatch
) -> None:
    wave = await officer.closed(12, held=(SAID,))
    text = await held(officer, wave)

    async def nobody(_: MemoryStore) -> tuple[()]:
        return ()

    monkeypatch.setattr(MemoryStore, "leads", nobody)
    answer = await press(officer, wave, text, "pass_on")
    assert answer.status == 422
    assert "Follow your safeguarding procedure now" in answer.words
    assert await held(officer, wave) == text


async def test_where_words_were_removed_the_reason_ready_to_give_says_so(
    officer: "Console",
) -> None:
    wave = await officer.closed(12, held=(SAID,))
    text = await held(officer, wave)
    road = f"/waves/{wave.code}/review/{text.id}"
    ready = '<input type="radio" name="release_reason" value="{}" checked>'
    whole, without = words.RELEASE_REASONS[:2]
    assert ready.format(whole) in (await officer.get(road)).text
    await press(officer, wave, text, "remove", "4-8")
    assert ready.format(without) in (await officer.get(road)).text


# ---------------------------------------------------------------- wave after wave
async def test_the_end_of_one_waves_queue_leads_on_to_the_next_and_from_the_last_to_the_first(
    officer: "Console",
) -> None:
    names = {"Winter": 2, "Calm": 0, "Spring": 1, "Summer": 0}
    waves = {
        name: await officer.closed(6, held=(SAID,) * texts, name=name)
        for name, texts in names.items()
    }
    home = (await officer.get("/")).words
    assert "1 text to review in Spring 2 texts to review in Winter" in home
    for at, onward, told in (
        ("Summer", "Spring", "1 text still waits in Spring"),
        ("Calm", "Winter", "2 texts still wait in Winter"),
    ):
        for page in ("review", "together"):
            end = await officer.get(f"/waves/{waves[at].code}/{page}")
            assert told in end.words
            assert f"/waves/{waves[onward].code}/review" in end.text
    await press(officer, waves["Spring"], await held(officer, waves["Spring"]), "release")
    end = await officer.get(f"/waves/{waves['Spring'].code}/review")
    assert "2 texts still wait in Winter" in end.words
    for text in await officer.parts.review.held(waves["Winter"].code):
        await press(officer, waves["Winter"], text, "release")
    end = await officer.get(f"/waves/{waves['Winter'].code}/review")
    assert "still wait" not in end.words
    assert "Go to the themes" in end.words
