import asyncio
import io
from datetime import date
from typing import TYPE_CHECKING

import pytest
from pypdf import PdfReader

from bot.console.results import results
from bot.telegram import username
from surveys.errors import KeyMissing
from surveys.help import signposts
from surveys.officers.accounts import Role
from surveys.officers.audit import Act
from surveys.records import Entry, WaveState
from surveys.waves.key_lost import close_without_key
from surveys.writes import Finish

if TYPE_CHECKING:
    from tests.bot.console.conftest import Console, Page

ENOUGH = 60
"""Seconds for a small wave to be closed, on the busiest of machines."""


def words_of(pdf: bytes) -> str:
    return "\n".join(page.extract_text() for page in PdfReader(io.BytesIO(pdf)).pages)


@pytest.fixture
async def officer(console: "Console") -> "Console":
    await console.work_as(Role.OFFICER)
    return console


async def trail(console: "Console") -> list[tuple[str, str]]:
    entries = await console.parts.officers.audit.page()
    return [(entry.act, entry.subject) for entry in entries]


# ---------------------------------------------------------------- first page
async def test_with_no_wave_the_first_page_says_what_one_is(officer: "Console") -> None:
    assert "Make the first wave" in (await officer.get("/")).text


async def test_the_first_page_rounds_down_to_ten_and_tells_no_more(officer: "Console") -> None:
    wave = await officer.wave(WaveState.OPEN)
    for number in range(36):
        await officer.finish(wave, number)
    for path in ("/", f"/waves/{wave.code}", f"/waves/{wave.code}/close"):
        words = (await officer.get(path)).words
        assert "bout 30" in words
        assert "36" not in words


async def test_under_ten_is_said_as_fewer_than_ten(officer: "Console") -> None:
    wave = await officer.wave(WaveState.OPEN)
    await officer.finish(wave, 1)
    assert "fewer than 10" in (await officer.get("/")).text


# ---------------------------------------------------------------- making one
async def test_the_surveys_can_be_chosen_and_their_questions_seen(officer: "Console") -> None:
    assert "/console/waves/new/safety-pulse" in (await officer.get("/waves/new")).text
    assert "How safe do you feel at home?" in (await officer.get("/waves/new/safety-pulse")).text


async def test_a_wave_starts_as_a_draft(officer: "Console") -> None:
    answer = await officer.post("/waves/new/service-feedback", name="Spring 2026", entry="codes")
    (wave,) = await officer.parts.waves.all()
    assert answer.headers["Location"] == f"/console/waves/{wave.code}"
    assert (wave.name, wave.state, wave.entry) == ("Spring 2026", WaveState.DRAFT, Entry.CODES)
    assert (Act.WAVE_CREATED, wave.code) in await trail(officer)


@pytest.mark.parametrize(
    ("fields", "said"),
    [
        ({"name": "", "entry": "link"}, "Enter a name"),
        ({"name": "x" * 81, "entry": "link"}, "at most 80"),
        ({"name": "tab\tname", "entry": "link"}, "at most 80"),
        ({"name": "Spring", "entry": ""}, "Choose how people come in"),
        ({"name": "Spring", "entry": "anything"}, "Choose how people come in"),
    ],
)
async def test_a_wave_that_lacks_something_is_not_made(
    officer: "Console", fields: dict[str, str], said: str
) -> None:
    answer = await officer.post("/waves/new/service-feedback", fields)
    assert answer.status == 422
    assert said in answer.text
    assert await officer.parts.waves.all() == ()


async def test_no_two_waves_of_a_survey_bear_one_name_and_a_second_press_makes_no_second(
    officer: "Console",
) -> None:
    await officer.post("/waves/new/service-feedback", name="Spring", entry="link")
    answer = await officer.post("/waves/new/service-feedback", name="SPRING", entry="codes")
    assert answer.status == 422
    assert "“Spring” is there already" in answer.words
    assert len(await officer.parts.waves.all()) == 1
    another = await officer.post("/waves/new/safety-pulse", name="Spring", entry="link")
    assert another.status == 303


async def test_a_survey_that_is_not_there_is_said_so(officer: "Console") -> None:
    assert (await officer.get("/waves/new/no-such-survey")).status == 404


async def test_a_broken_survey_of_the_boards_own_says_what_is_wrong(officer: "Console") -> None:
    own = officer.parts.settings.surveys
    own.mkdir(parents=True)
    (own / "broken.toml").write_text("key = 'broken'\n")
    answer = await officer.get("/waves/new")
    assert answer.status == 200
    assert "This survey cannot be used." in answer.text
    assert "broken.toml" in answer.text


# ---------------------------------------------------------------- opening
async def test_opening_asks_first_and_then_opens(officer: "Console") -> None:
    wave = await officer.wave()
    assert "Open Spring?" in (await officer.get(f"/waves/{wave.code}/open")).text
    await officer.post(f"/waves/{wave.code}/open")
    assert (await officer.parts.waves.one(wave.code)).state is WaveState.OPEN
    assert (Act.WAVE_OPENED, wave.code) in await trail(officer)


async def test_without_a_lead_no_wave_opens_and_the_page_says_what_to_do(
    officer: "Console",
) -> None:
    await officer.post("/waves/new/service-feedback", name="Spring", entry="link")
    (wave,) = await officer.parts.waves.all()
    answer = await officer.post(f"/waves/{wave.code}/open")
    assert answer.status == 422
    assert "Ask an admin to add a lead under Accounts" in answer.text
    assert (await officer.parts.waves.one(wave.code)).state is WaveState.DRAFT


async def test_old_help_numbers_keep_a_wave_shut(officer: "Console") -> None:
    wave = await officer.wave()
    officer.time.now = officer.time.now.replace(year=2031)
    assert signposts.stale(date(2031, 3, 2))
    await officer.log_in("Ana")
    answer = await officer.post(f"/waves/{wave.code}/open")
    assert answer.status == 422
    assert "help number" in answer.text


async def test_a_wave_opens_once(officer: "Console") -> None:
    wave = await officer.wave(WaveState.OPEN)
    assert (await officer.post(f"/waves/{wave.code}/open")).status == 422


# ---------------------------------------------------------------- printed things
async def test_the_poster_bears_the_address(officer: "Console") -> None:
    wave = await officer.wave(WaveState.OPEN)
    answer = await officer.get(f"/waves/{wave.code}/poster.pdf")
    assert answer.headers["Content-Type"] == "application/pdf"
    assert f"/s/{wave.code}" in words_of(answer.body)
    assert (Act.POSTER_MADE, wave.code) in await trail(officer)


async def test_where_there_is_a_bot_its_link_is_shown_to_scan_and_on_the_poster(
    officer: "Console", monkeypatch: pytest.MonkeyPatch
) -> None:
    wave = await officer.wave(WaveState.OPEN)
    path, link = f"/waves/{wave.code}", f"https://t.me/said_bot?start={wave.code}"
    before = (await officer.get(path)).text
    assert "Telegram" not in before
    assert before.count("<svg") == 1, "the web chat's code alone"
    monkeypatch.setattr(username, "known", lambda _: "said_bot")
    page = (await officer.get(path)).text
    assert f'href="{link}"' in page
    assert page.count("<svg") == 2
    poster = await officer.get(f"{path}/poster.pdf")
    assert "On Telegram" in words_of(poster.body)


async def test_the_sheet_holds_as_many_codes_as_were_asked_for_and_they_work(
    officer: "Console",
) -> None:
    wave = await officer.wave(WaveState.OPEN, Entry.CODES)
    answer = await officer.post(f"/waves/{wave.code}/codes", number="12", label="Hillside 9B")
    assert answer.headers["Content-Type"] == "application/pdf"
    assert "Hillside 9B" in words_of(answer.body)
    assert (Act.CODES_MADE, f"{wave.code}, 12 for Hillside 9B") in await trail(officer)


@pytest.mark.parametrize("number", ["", "0", "-3", "1001", "many", "²", "9" * 400])
async def test_a_number_of_codes_that_makes_no_sense_is_refused(
    officer: "Console", number: str
) -> None:
    wave = await officer.wave(WaveState.OPEN, Entry.CODES)
    answer = await officer.post(f"/waves/{wave.code}/codes", number=number)
    assert answer.status == 422
    assert "from 1 to 1000" in answer.text


async def test_a_wave_with_a_link_makes_no_codes(officer: "Console") -> None:
    wave = await officer.wave(WaveState.OPEN, Entry.LINK)
    assert (await officer.post(f"/waves/{wave.code}/codes", number="5")).status == 409


# ---------------------------------------------------------------- closing
async def settle(console: "Console", code: str) -> None:
    async with asyncio.timeout(ENOUGH):
        while (await console.get(f"/waves/{code}/closing")).status != 303:  # noqa: ASYNC110 - a page
            await asyncio.sleep(0.02)


async def stopped(console: "Console", code: str, words: str) -> "Page":
    """What the page that watches says once it says those words."""
    async with asyncio.timeout(ENOUGH):
        while words not in (page := await console.get(f"/waves/{code}/closing")).words:  # noqa: ASYNC110
            await asyncio.sleep(0.02)
    return page


@pytest.mark.parametrize("typed", ["", "yes", "spring"])
async def test_closing_needs_the_code_typed(officer: "Console", typed: str) -> None:
    wave = await officer.wave(WaveState.OPEN)
    answer = await officer.post(f"/waves/{wave.code}/close", typed=typed)
    assert answer.status == 422
    assert (await officer.parts.waves.one(wave.code)).state is WaveState.OPEN


async def test_closing_warns_runs_behind_the_scenes_and_ends_closed(officer: "Console") -> None:
    wave = await officer.wave(WaveState.OPEN)
    for number in range(30):
        await officer.finish(wave, number)
    assert "This cannot be undone" in (await officer.get(f"/waves/{wave.code}/close")).text
    answer = await officer.post(f"/waves/{wave.code}/close", typed=f" {wave.code.upper()} ")
    assert answer.headers["Location"] == f"/console/waves/{wave.code}/closing"
    await settle(officer, wave.code)
    assert (await officer.parts.waves.one(wave.code)).state is WaveState.CLOSED
    acts = [act for act, _ in await trail(officer)]
    assert acts[:2] == [Act.WAVE_CLOSED, Act.WAVE_CLOSING]


async def test_the_page_that_watches_looks_again_by_itself_and_tells_no_count(
    officer: "Console",
) -> None:
    wave = await officer.wave(WaveState.OPEN)
    for number in range(37):
        await officer.finish(wave, number)
    await officer.post(f"/waves/{wave.code}/close", typed=wave.code)
    answer = await officer.get(f"/waves/{wave.code}/closing")
    if answer.status == 200:
        assert answer.headers["Refresh"] == "2"
        assert "37" not in answer.words
    await settle(officer, wave.code)


async def test_a_close_that_was_cut_off_is_finished_by_a_button(officer: "Console") -> None:
    wave = await officer.wave(WaveState.OPEN)
    store, today = officer.parts.store, officer.time.now.date()
    await store.move_wave(wave.id, WaveState.OPEN, WaveState.CLOSING, today)
    assert "Finish closing" in (await officer.get("/")).text
    assert "Nothing is lost" in (await officer.get(f"/waves/{wave.code}/closing")).text
    await officer.post(f"/waves/{wave.code}/close")
    await settle(officer, wave.code)
    assert (await officer.parts.waves.one(wave.code)).state is WaveState.CLOSED


async def test_answers_that_cannot_be_opened_stop_a_close_and_the_way_out_is_named(
    officer: "Console",
) -> None:
    wave = await officer.wave(WaveState.OPEN)
    alien = b"alien".ljust(32)
    await officer.parts.store.commit([Finish(wave.id, alien, 0, alien, alien, b"spoilt")])
    await officer.post(f"/waves/{wave.code}/close", typed=wave.code)
    answer = await stopped(officer, wave.code, "nothing is lost")
    assert "saidanddone wave close CODE --leave-out-unreadable" in answer.words
    assert officer.parts.keyring.has(wave.id)


async def test_a_close_that_cannot_go_on_says_why(officer: "Console") -> None:
    wave = await officer.wave(WaveState.OPEN)
    officer.parts.keyring.destroy(wave.id)
    await officer.post(f"/waves/{wave.code}/close", typed=wave.code)
    await stopped(officer, wave.code, str(KeyMissing()).split(".", maxsplit=1)[0])
    assert (await officer.parts.waves.one(wave.code)).state is WaveState.OPEN


async def test_a_lost_key_is_said_with_the_way_out_and_the_results_say_it_ever_after(
    officer: "Console",
) -> None:
    wave = await officer.wave(WaveState.OPEN)
    officer.parts.keyring.destroy(wave.id)
    stuck = await officer.get(f"/waves/{wave.code}")
    assert f"saidanddone wave close {wave.code} --key-lost" in stuck.words
    assert "have finished" not in stuck.words
    parts, today = officer.parts, officer.parts.clock().date()
    await close_without_key(parts.store, parts.keyring, wave.code, today)
    over = await officer.get(f"/waves/{wave.code}")
    assert "The answers are lost" in over.words
    assert "Ready for the paper" not in over.words
    results = await officer.get(f"/waves/{wave.code}/results")
    assert "The answers are lost" in results.words
    assert "Too few" not in results.words
    assert "Count other waves" not in results.words


@pytest.mark.parametrize("state", [WaveState.DRAFT, WaveState.CLOSED])
async def test_there_is_nothing_to_close_in_a_draft_or_a_closed_wave(
    officer: "Console", state: WaveState
) -> None:
    wave = await (officer.wave() if state is WaveState.DRAFT else officer.closed())
    answer = await officer.post(f"/waves/{wave.code}/close", typed=wave.code)
    assert answer.headers["Location"] == f"/console/waves/{wave.code}"
    assert (await officer.parts.waves.one(wave.code)).state is state


# ---------------------------------------------------------------- results
async def test_results_show_safe_figures_only(officer: "Console") -> None:
    wave = await officer.closed(53)
    words = (await officer.get(f"/waves/{wave.code}/results")).words
    assert "About 55 people" in words
    assert "53" not in words.split()  # the reference of the report may hold any figures
    assert "[c]" in words


async def test_with_too_few_people_the_page_says_so_and_shows_no_figure(
    officer: "Console",
) -> None:
    wave = await officer.closed(4)
    text = (await officer.get(f"/waves/{wave.code}/results")).text
    assert "Too few took part" in text
    assert "<table" not in text


async def test_before_the_close_there_are_no_results(officer: "Console") -> None:
    wave = await officer.wave(WaveState.OPEN)
    for path in ("results", "results/csv"):
        answer = await officer.get(f"/waves/{wave.code}/{path}")
        assert answer.status == 409
        assert "before it is closed" in answer.text


@pytest.mark.parametrize(
    ("fmt", "start", "kind"),
    [
        ("docx", b"pk", "application/vnd.openxmlformats-officedocument.wordprocessingml.document"),
        ("pdf", b"%pdf", "application/pdf"),
        ("csv", b"", "text/csv; charset=utf-8"),
        ("json", b"{", "application/json"),
        ("html", b"<!doctype html>", "text/html; charset=utf-8"),
    ],
)
async def test_each_format_is_a_file_to_keep_and_is_written_down(
    officer: "Console", fmt: str, start: bytes, kind: str
) -> None:
    wave = await officer.closed(30)
    answer = await officer.get(f"/waves/{wave.code}/results/{fmt}")
    assert answer.status == 200
    assert answer.headers["Content-Type"] == kind
    assert f'filename="{wave.code}-results.{fmt}"' in answer.headers["Content-Disposition"]
    assert answer.body.lower().startswith(start)
    assert (Act.DOWNLOADED, f"{wave.code}, {fmt}") in await trail(officer)


@pytest.mark.parametrize("kind", ["summary", "poster"])
async def test_the_summary_and_the_poster_are_files_to_keep(officer: "Console", kind: str) -> None:
    wave = await officer.closed(30)
    answer = await officer.get(f"/waves/{wave.code}/results/{kind}")
    assert answer.body.startswith(b"%PDF")
    assert f'filename="{wave.code}-{kind}.pdf"' in answer.headers["Content-Disposition"]
    assert (Act.DOWNLOADED, f"{wave.code}, {kind}") in await trail(officer)


async def test_a_paper_is_headed_as_the_form_says(officer: "Console") -> None:
    wave = await officer.closed(30)
    said = {
        "meeting": "Harbour Board",
        "date": "2026-04-14",
        "purpose": "noting",
        "recommendations": "note this\nthank them",
        "format": "html",
    }
    answer = await officer.post(f"/waves/{wave.code}/results", said)
    assert answer.status == 200
    for each in ("Harbour Board", "14 April 2026", "For noting", "thank them"):
        assert each in answer.text


@pytest.mark.parametrize(
    ("sent", "said"),
    [({"date": "soon"}, "Enter the day"), ({"meeting": "x" * 300}, "at most 200 characters")],
)
async def test_what_does_not_fit_a_paper_is_said_on_the_page(
    officer: "Console", sent: dict[str, str], said: str
) -> None:
    wave = await officer.closed(30)
    answer = await officer.post(f"/waves/{wave.code}/results", {"format": "docx", **sent})
    assert answer.status == 422
    assert said in answer.words


async def test_a_fault_of_ours_in_a_paper_is_not_taken_for_a_wrong_day(
    officer: "Console", monkeypatch: pytest.MonkeyPatch
) -> None:
    wave = await officer.closed(30)

    async def fail(*_: object) -> None:
        raise ValueError("strange")

    monkeypatch.setattr(results, "_file", fail)
    answer = await officer.post(f"/waves/{wave.code}/results", {"format": "html"})
    assert answer.status == 500
    assert "It is not your fault" in answer.words


async def test_a_purpose_that_there_is_not_is_the_usual_one(officer: "Console") -> None:
    wave = await officer.closed(30)
    sent = {"format": "html", "purpose": "gossip"}
    answer = await officer.post(f"/waves/{wave.code}/results", sent)
    assert answer.status == 200
    assert "For decision" in answer.text


async def test_there_is_no_other_format(officer: "Console") -> None:
    wave = await officer.closed(30)
    assert (await officer.get(f"/waves/{wave.code}/results/exe")).status == 404


async def test_a_document_is_made_beside_the_event_loop(officer: "Console") -> None:
    wave = await officer.closed(30)
    download = asyncio.create_task(officer.get(f"/waves/{wave.code}/results/docx"))
    beats = 0
    while not download.done():
        await asyncio.sleep(0.005)
        beats += 1
    assert (await download).status == 200
    assert beats > 3


# ---------------------------------------------------------------- throwing a draft away
async def test_a_draft_is_thrown_away_with_its_keys(officer: "Console") -> None:
    wave = await officer.wave(WaveState.DRAFT)
    assert "Throw the draft away" in (await officer.get(f"/waves/{wave.code}")).words
    answer = await officer.post(f"/waves/{wave.code}/discard")
    assert answer.headers["Location"] == "/console/"
    assert (await officer.get(f"/waves/{wave.code}")).status == 404
    assert not officer.parts.keyring.has(wave.id)
    assert (str(Act.WAVE_DISCARDED), f"{wave.code}, {wave.name}") in await trail(officer)


async def test_an_open_wave_cannot_be_thrown_away(officer: "Console") -> None:
    wave = await officer.wave(WaveState.OPEN)
    assert "Throw" not in (await officer.get(f"/waves/{wave.code}")).words
    assert (await officer.post(f"/waves/{wave.code}/discard")).status == 303
    assert (await officer.parts.waves.one(wave.code)).state is WaveState.OPEN
    assert officer.parts.keyring.has(wave.id)
