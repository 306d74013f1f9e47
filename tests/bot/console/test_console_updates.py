"""An officer writes what changed, checks it, publishes it, and everybody can read it."""

import re
from dataclasses import replace
from datetime import timedelta
from typing import TYPE_CHECKING

import pytest

from surveys.messages import PersonId
from surveys.office.actions import Action, Source, Status
from surveys.officers.accounts import Role
from surveys.records import WaveState
from surveys.telling import difference, proof
from surveys.telling.updates import LONGEST_PART, Roots, UpdateState
from surveys.waves import closing
from tests.bot.console.conftest import HOSTILE

if TYPE_CHECKING:
    from tests.bot.console.conftest import Console, Page

NEW = "/updates/new/service-feedback"
FIELDS = {
    "asked-en": "Was the path safe?",
    "said-en": "It is dark.",
    "did-en": "Eight lamps are up.",
    "day": "2026-03-01",
}


async def written(console: "Console", **changed: str) -> str:
    """The address of a new draft."""
    await console.work_as(Role.OFFICER)
    await console.wave(WaveState.OPEN)
    page = await console.post(NEW, {**FIELDS, **changed})
    assert page.status == 303, page.words
    return page.headers["Location"].removeprefix("/console")


async def publish(console: "Console", path: str, **more: str) -> "Page":
    """By the second officer, who has read it as it stands; afterwards the first works on."""
    if "Bea" not in console.secrets:
        await console.hire("Bea", Role.OFFICER)
    first = await name_of(console)
    await console.post("/logout")
    await console.log_in("Bea")
    answer = await console.post(f"{path}/publish", {**await edition(console, path), **more})
    await console.post("/logout")
    await console.log_in(first)
    return answer


async def name_of(console: "Console") -> str:
    signed = await console.parts.officers.sessions.find(console.cookie("officer"))
    assert signed
    return signed.officer.name


async def edition(console: "Console", path: str) -> dict[str, str]:
    """What the page says was read."""
    found = re.search(r'name="edition" value="(\w+)"', (await console.get(path)).text)
    return {"edition": found[1]} if found else {}


async def public(console: "Console", survey: str = "service-feedback", lang: str = "en") -> str:
    async with console.client.get(f"/did/{survey}?lang={lang}") as answer:
        assert answer.status == 200
        assert "Set-Cookie" not in answer.headers
        return await answer.text()


async def test_where_nobody_asked_for_a_message_that_is_said(console: "Console") -> None:
    check = await console.get(await written(console))
    assert "Nobody has asked to be told. It will also stand at" in check.words
    assert "Messages wait" not in check.words


async def test_it_is_written_checked_and_published(console: "Console") -> None:
    path = await written(console)
    await console.parts.telling.subscriptions.subscribe(
        PersonId("telegram:1"), "service-feedback", "en"
    )
    check = await console.get(path)
    assert "Check the update" in check.words
    assert "1 person has asked to be told" in check.words
    assert "Eight lamps" not in await public(console)
    assert (await publish(console, path)).status == 303
    page = await console.get(path)
    assert "1 of 1 still to go" in page.words
    assert "Eight lamps are up." in await public(console)
    listed = await console.get("/updates")
    assert "0 of 1 sent" in listed.words


async def test_what_may_tell_who_somebody_is_is_marked_and_must_be_confirmed(
    console: "Console",
) -> None:
    path = await written(console, **{"did-en": "Tom Ellis put up lamps.\nRing 07700 900123."})
    page = await console.get(path)
    assert "<mark>Tom Ellis</mark>" in page.text
    assert "<mark>07700 900123</mark>" in page.text
    assert "“07700 900123” under “We did”: a telephone number" in page.words
    refused = await publish(console, path)
    assert refused.status == 422
    assert "Change it, or say that it may stand" in refused.words
    assert "07700" not in await public(console)
    (draft,) = await console.parts.telling.updates.all()
    assert (await publish(console, path, confirmed=proof.edition(draft.words))).status == 303
    assert "07700" in await public(console)
    assert "<mark>" not in (await console.get(path)).text
    entries = await console.parts.officers.audit.page()
    assert any("after a look at what may tell" in entry.subject for entry in entries)


async def test_before_anything_is_told_the_page_says_so(console: "Console") -> None:
    assert "nothing to tell yet" in await public(console, "unknown")


async def test_the_public_page_leads_to_the_question(console: "Console") -> None:
    path = await written(console)
    await publish(console, path)
    (update,) = await console.parts.telling.updates.published()
    assert f'href="/s/{update.wave}?lang=en"' in await public(console)
    async with console.client.get(f"/s/{update.wave}") as answer:
        assert "Eight lamps are up." in await answer.text()


async def test_welsh_is_shown_to_who_reads_welsh(console: "Console") -> None:
    welsh = {"asked-cy": "Oedd y llwybr?", "said-cy": "Mae'n dywyll.", "did-cy": "Wyth lamp."}
    path = await written(console, **welsh)
    await publish(console, path)
    page = await public(console, lang="cy")
    assert "Wyth lamp." in page
    assert "1 Mawrth 2026" in page
    page = await public(console)
    assert "Eight lamps are up." in page
    assert "1 March 2026" in page


@pytest.mark.parametrize(
    ("changed", "complaint"),
    [
        ({"said-en": ""}, "Write “You said”"),
        ({"did-en": "x" * (LONGEST_PART + 1)}, "may have 800 characters"),
        ({"did-cy": "Wyth lamp."}, "Write “We asked” in Cymraeg"),
        ({"day": "soon"}, "Enter a day that has been"),
        ({"day": "2027-01-01"}, "Enter a day that has been"),
    ],
)
async def test_what_is_wrong_is_said_and_nothing_typed_is_lost(
    console: "Console", changed: dict[str, str], complaint: str
) -> None:
    await console.work_as(Role.OFFICER)
    await console.wave(WaveState.OPEN)
    page = await console.post(NEW, {**FIELDS, **changed})
    assert page.status == 422
    assert complaint in page.words
    assert "Was the path safe?" in page.text
    assert await console.parts.telling.updates.all() == ()


async def test_a_draft_can_be_changed_until_it_is_published(console: "Console") -> None:
    path = await written(console)
    form = await console.get(f"{path}/change")
    assert "Eight lamps are up." in form.text
    await console.post(f"{path}/change", {**FIELDS, "did-en": "Nine lamps are up."})
    await publish(console, path)
    assert "Nine lamps are up." in await public(console)
    late = await console.post(f"{path}/change", FIELDS)
    assert late.status == 409
    assert "cannot be changed any more" in late.words
    assert (await console.get(f"{path}/change")).status == 303


async def test_publishing_twice_says_so_and_queues_nothing_more(console: "Console") -> None:
    path = await written(console)
    await publish(console, path)
    again = await publish(console, path)
    assert again.status == 422
    assert "is published" in again.words
    assert len(await console.parts.telling.updates.published()) == 1


async def test_a_draft_can_be_thrown_away_and_a_published_one_cannot(console: "Console") -> None:
    path = await written(console)
    await publish(console, path)
    assert (await console.post(f"{path}/discard")).status == 409
    second = (await console.post(NEW, FIELDS)).headers["Location"].removeprefix("/console")
    assert (await console.post(f"{second}/discard")).status == 303
    (left,) = await console.parts.telling.updates.all()
    assert left.state is UpdateState.PUBLISHED


async def test_markup_in_an_update_stays_words(console: "Console") -> None:
    path = await written(console, **{"did-en": HOSTILE})
    check: Page = await console.get(path)
    await publish(console, path)
    for text in (check.text, await public(console), (await console.get("/updates")).text):
        assert HOSTILE not in text
        assert "&lt;script&gt;" in text


async def test_the_trail_tells_who_published(console: "Console") -> None:
    path = await written(console)
    await publish(console, path)
    entries = await console.parts.officers.audit.page()
    told = [(each.who, each.act) for each in entries if each.act.endswith("an update")]
    assert told == [("Bea", "published an update"), ("Ana", "wrote an update")]


async def test_what_people_felt_counts_in_a_report_of_its_own(console: "Console") -> None:
    """By the one road: sealed, closed by an officer, and drawn like any other result."""
    path = await written(console)
    await publish(console, path)
    (update,) = await console.parts.telling.updates.published()
    intake = console.parts.intake
    for number in range(40):
        person, felt = PersonId(f"telegram:{number}"), "yes" if number < 25 else "a_bit"
        await difference.answer(intake, update.wave, person, felt, "en")
    store, keyring = console.parts.store, console.parts.keyring
    await closing.close(store, keyring, update.wave, console.time.now.date())
    results = await console.get(f"/waves/{update.wave}/results")
    assert "Has this made a difference to you?" in results.words
    assert "25" in results.words
    assert "not asked any more" in (await console.get(path)).words
    assert "/s/" not in (await public(console)).partition("<main")[2].partition("</main>")[0]


# ---------------------------------------------------------------- four eyes
async def test_who_wrote_it_is_sent_to_a_second_officer(console: "Console") -> None:
    path = await written(console)
    await console.hire("Bea", Role.OFFICER)
    page = await console.get(path)
    assert "A second officer has to read it" in page.words
    assert "Bea can publish it" in page.words
    assert "/publish" not in page.text
    (draft,) = await console.parts.telling.updates.all()
    forced = await console.post(f"{path}/publish", {"edition": proof.edition(draft.words)})
    assert forced.status == 422
    assert "A second officer reads it" in forced.words
    assert await console.parts.telling.updates.published() == ()
    assert (await publish(console, path)).status == 303


async def test_the_only_officer_publishes_alone_and_the_trail_says_so(console: "Console") -> None:
    path = await written(console)
    page = await console.get(path)
    assert "Nobody else can check it" in page.words
    done = await console.post(f"{path}/publish", await edition(console, path))
    assert done.status == 303
    newest, *_ = await console.parts.officers.audit.page()
    assert newest.subject.endswith(", alone: there was no second officer")


async def test_an_account_that_was_shut_is_no_second_officer(console: "Console") -> None:
    path = await written(console)
    await console.hire("Bea", Role.OFFICER)
    await console.parts.officers.shut("Bea", "Ada")
    assert "Nobody else can check it" in (await console.get(path)).words


# ---------------------------------------------------------------- where it begins
async def test_an_action_fills_in_what_is_known(console: "Console") -> None:
    await console.work_as(Role.OFFICER)
    wave = await console.wave(WaveState.OPEN)
    log, today = console.parts.office.actions, console.time.now.date()
    done = Action("Lamps", today, "Lighting", Source.THEME, wave.code, status=Status.DONE)
    kept = await log.raise_(replace(done, outcome="Eight lamps are up."), "Olu")
    assert "Lamps" in (await console.get("/updates")).words.partition("nobody was told")[2]
    begun = await console.get(f"/updates/new?action={kept.id}")
    assert begun.headers["Location"].endswith(f"/updates/new/service-feedback?action={kept.id}")
    form = await console.get(begun.headers["Location"].removeprefix("/console"))
    for words in ("Eight lamps are up.", "about this: lighting", "2 March 2026", kept.id):
        assert words in form.text
    fields = {"wave": wave.code, "action": kept.id, "theme": "Lighting", "day": "yesterday"}
    path = (await console.post(NEW, {**FIELDS, **fields})).headers["Location"]
    (draft,) = await console.parts.telling.updates.all()
    assert draft.roots == Roots(wave.code, "Lighting", kept.id)
    assert draft.day == today - timedelta(days=1)
    assert kept.id in (await console.get(path.removeprefix("/console"))).words
    assert "Lamps ·" not in (await console.get("/updates")).words


async def test_a_theme_begins_one_too(console: "Console") -> None:
    await console.work_as(Role.OFFICER)
    wave = await console.wave(WaveState.OPEN)
    begun = await console.get(f"/updates/new?wave={wave.code}&theme=Night+buses")
    assert "/updates/new/service-feedback?" in begun.headers["Location"]
    form = await console.get(begun.headers["Location"].removeprefix("/console"))
    assert "about this: night buses" in form.text
    assert f'<option value="{wave.code}" selected>' in form.text


async def test_without_a_trace_the_survey_is_asked_for(console: "Console") -> None:
    await console.work_as(Role.OFFICER)
    assert "There is no wave yet" in (await console.get("/updates/new")).words
    await console.wave(WaveState.OPEN)
    assert "/updates/new/service-feedback" in (await console.get("/updates/new")).text
    assert (await console.get("/updates/new?action=A9999")).status == 404


async def test_a_wave_of_another_survey_is_not_believed(console: "Console") -> None:
    await console.work_as(Role.OFFICER)
    await console.wave(WaveState.OPEN)
    await console.post(NEW, {**FIELDS, "wave": "zzzzzz", "action": "A0009"})
    (draft,) = await console.parts.telling.updates.all()
    assert draft.roots == Roots()


# ---------------------------------------------------------------- one page a wave
async def test_each_wave_has_a_public_page_with_its_answers(console: "Console") -> None:
    await console.work_as(Role.OFFICER)
    wave = await console.wave(WaveState.OPEN)
    sent = await console.post(NEW, {**FIELDS, "wave": wave.code})
    path = sent.headers["Location"].removeprefix("/console")
    other = await console.post(NEW, {**FIELDS, "did-en": "A bus runs later."})
    for each in (path, other.headers["Location"].removeprefix("/console")):
        await publish(console, each)
    page = await console.get(path)
    assert f"/did/service-feedback/{wave.code}" in page.words
    assert "QR code of the public page" in page.text
    own = await public(console, f"service-feedback/{wave.code}")
    assert "Eight lamps are up." in own
    assert wave.name in own
    assert "A bus runs later." not in own
    assert "nothing to tell yet" in await public(console, "service-feedback/zzzzzz")


async def test_the_answers_stand_on_the_public_page_once_an_officer_has_seen_them(
    console: "Console",
) -> None:
    path = await written(console)
    await publish(console, path)
    (update,) = await console.parts.telling.updates.published()
    for number in range(40):
        felt = "yes" if number < 25 else "no"
        person = PersonId(f"telegram:{number}")
        await difference.answer(console.parts.intake, update.wave, person, felt, "en")
    day = console.time.now.date()
    await closing.close(console.parts.store, console.parts.keyring, update.wave, day)
    before = await public(console)
    assert await console.parts.releases.releases() == ()
    assert "Has this made a difference to you?" not in before
    assert "Has this made a difference to you?" in (await console.get(path)).words
    console.time.on(seconds=120)
    after = await public(console)
    assert "“Has this made a difference to you?” About" in after
