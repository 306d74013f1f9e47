"""Whatever people or officers typed is shown as words, on every page."""

from dataclasses import replace
from typing import TYPE_CHECKING

from surveys.definitions.definition import FreeText
from surveys.officers.accounts import Role
from surveys.records import (
    Entry,
    HeldBack,
    Response,
    ReviewText,
    TextState,
    Wave,
    WaveState,
)

if TYPE_CHECKING:
    from tests.bot.console.conftest import Console

HOSTILE = '<script>alert("x")</script>'
TAME = "&lt;script&gt;"
PAGES = ("", "/questions", "/open", "/codes", "/close", "/closing", "/comments", "/results")


def hostile(wave: Wave) -> Wave:
    """The same wave with markup wherever words can stand."""
    asked = FreeText(key="good", text=HOSTILE, hint=HOSTILE, cap=100)
    questions = tuple(asked if q.key == "good" else q for q in wave.survey.questions)
    survey = replace(wave.survey, title=HOSTILE, intro=HOSTILE, questions=questions)
    return replace(wave, id=f"{wave.id}x", code=f"{wave.code}x", survey=survey)


async def hostile_wave(console: "Console", state: WaveState) -> Wave:
    wave = hostile(await console.wave(WaveState.OPEN, Entry.CODES, f"Wave {HOSTILE}"))
    if state is not WaveState.CLOSED:
        await console.parts.store.add_wave(replace(wave, id=f"{wave.id}{state}", state=state))
        return wave
    store, today = console.parts.store, console.time.now.date()
    await store.add_wave(replace(wave, state=WaveState.CLOSING))
    answers = {f"r{n}": Response({"good": HeldBack()}) for n in range(30)}
    said = ReviewText(
        f"t{wave.id}", wave.id, "r1", "good", HOSTILE, TextState.PUBLISHED, (), 0.0, 0.0, "en"
    )
    await store.rewrite(wave.id, answers, [said])
    await store.move_wave(wave.id, WaveState.REWRITTEN, WaveState.CLOSED, today)
    return replace(wave, state=WaveState.CLOSED)


async def test_no_page_of_a_wave_runs_what_was_typed(console: "Console") -> None:
    await console.work_as(*Role)
    seen = set()
    for state in (WaveState.OPEN, WaveState.CLOSING, WaveState.CLOSED):
        wave = await hostile_wave(console, state)
        for page in PAGES:
            answer = await console.get(f"/waves/{wave.code}{page}")
            if answer.status == 200:
                seen.add(page)
                assert HOSTILE not in answer.text, page
                assert TAME in answer.text, page
    assert seen == set(PAGES)
    assert TAME in (await console.get("/")).text


async def test_a_held_text_is_shown_as_words(console: "Console") -> None:
    await console.work_as(Role.OFFICER)
    wave = await console.closed(12, held=(f"Hello {HOSTILE} there",))
    (text,) = await console.parts.review.held(wave.code)
    page = (await console.get(f"/waves/{wave.code}/review/{text.id}")).text
    assert HOSTILE not in page
    assert TAME in page


async def test_what_was_typed_into_a_form_comes_back_as_words(console: "Console") -> None:
    await console.work_as(*Role)
    for path in ("/waves/new/service-feedback", "/accounts/new"):
        answer = await console.post(path, name=HOSTILE)
        assert HOSTILE not in answer.text
    answer = await console.log_in("Ana", name=HOSTILE)
    assert HOSTILE not in answer.text
    assert TAME in answer.text


async def test_the_name_of_the_organisation_is_words_too(console: "Console") -> None:
    text = (await console.get("/login")).text
    assert "<b>Partnership" not in text
    assert "Borough &lt;b&gt;Partnership" in text


async def test_an_address_made_of_markup_is_not_echoed(console: "Console") -> None:
    await console.work_as(*Role)
    for path in (f"/waves/{HOSTILE}", f"/urgent/{HOSTILE}", f"/accounts/renew?name={HOSTILE}"):
        assert HOSTILE not in (await console.get(path)).text
