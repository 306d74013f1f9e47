"""An officer writes what changed, checks it, publishes it, and everybody can read it."""

import re
from typing import TYPE_CHECKING

import pytest

from surveys import closing, difference
from surveys.messages import PersonId
from surveys.officers import Role
from surveys.records import WaveState
from surveys.updates import LONGEST_PART, UpdateState
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


async def public(console: "Console", survey: str = "service-feedback", lang: str = "en") -> str:
    async with console.client.get(f"/did/{survey}?lang={lang}") as answer:
        assert answer.status == 200
        assert "Set-Cookie" not in answer.headers
        return await answer.text()


async def test_it_is_written_checked_and_published(console: "Console") -> None:
    path = await written(console)
    await console.parts.telling.subscriptions.subscribe(
        PersonId("telegram:1"), "service-feedback", "en"
    )
    check = await console.get(path)
    assert "Check the update" in check.words
    assert "1 person has asked to be told" in check.words
    assert "Eight lamps" not in await public(console)
    assert (await console.post(f"{path}/publish")).status == 303
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
    refused = await console.post(f"{path}/publish")
    assert refused.status == 422
    assert "Change it, or say that it may stand" in refused.words
    assert "07700" not in await public(console)
    value = re.search(r'name="confirmed"[^>]*value="(\w+)"', page.text)
    assert value
    assert (await console.post(f"{path}/publish", {"confirmed": value[1]})).status == 303
    assert "07700" in await public(console)
    assert "<mark>" not in (await console.get(path)).text
    entries = await console.parts.officers.audit.page()
    assert any("after a look at what may tell" in entry.subject for entry in entries)


async def test_before_anything_is_told_the_page_says_so(console: "Console") -> None:
    assert "nothing to tell yet" in await public(console, "unknown")


async def test_the_public_page_leads_to_the_question(console: "Console") -> None:
    path = await written(console)
    await console.post(f"{path}/publish")
    (update,) = await console.parts.telling.updates.published()
    assert f'href="/s/{update.wave}?lang=en"' in await public(console)
    async with console.client.get(f"/s/{update.wave}") as answer:
        assert "Eight lamps are up." in await answer.text()


async def test_welsh_is_shown_to_who_reads_welsh(console: "Console") -> None:
    welsh = {"asked-cy": "Oedd y llwybr?", "said-cy": "Mae'n dywyll.", "did-cy": "Wyth lamp."}
    path = await written(console, **welsh)
    await console.post(f"{path}/publish")
    assert "Wyth lamp." in await public(console, lang="cy")
    assert "Eight lamps are up." in await public(console)


@pytest.mark.parametrize(
    ("changed", "complaint"),
    [
        ({"said-en": ""}, "Write “You said”"),
        ({"did-en": "x" * (LONGEST_PART + 1)}, "may have 800 characters"),
        ({"did-cy": "Wyth lamp."}, "Write “We asked” in Cymraeg"),
        ({"day": "soon"}, "Enter the day"),
        ({"day": "2027-01-01"}, "Enter the day"),
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
    await console.post(f"{path}/publish")
    assert "Nine lamps are up." in await public(console)
    late = await console.post(f"{path}/change", FIELDS)
    assert late.status == 409
    assert "cannot be changed any more" in late.words
    assert (await console.get(f"{path}/change")).status == 303


async def test_publishing_twice_says_so_and_queues_nothing_more(console: "Console") -> None:
    path = await written(console)
    await console.post(f"{path}/publish")
    again = await console.post(f"{path}/publish")
    assert again.status == 422
    assert "is published" in again.words
    assert len(await console.parts.telling.updates.published()) == 1


async def test_a_draft_can_be_thrown_away_and_a_published_one_cannot(console: "Console") -> None:
    path = await written(console)
    await console.post(f"{path}/publish")
    assert (await console.post(f"{path}/discard")).status == 409
    second = (await console.post(NEW, FIELDS)).headers["Location"].removeprefix("/console")
    assert (await console.post(f"{second}/discard")).status == 303
    (left,) = await console.parts.telling.updates.all()
    assert left.state is UpdateState.PUBLISHED


async def test_markup_in_an_update_stays_words(console: "Console") -> None:
    path = await written(console, **{"did-en": HOSTILE})
    check: Page = await console.get(path)
    await console.post(f"{path}/publish")
    for text in (check.text, await public(console), (await console.get("/updates")).text):
        assert HOSTILE not in text
        assert "&lt;script&gt;" in text


async def test_the_trail_tells_who_published(console: "Console") -> None:
    path = await written(console)
    await console.post(f"{path}/publish")
    acts = [entry.act for entry in await console.parts.officers.audit.page()]
    assert acts[:2] == ["published an update", "wrote an update"]


async def test_what_people_felt_counts_in_a_report_of_its_own(console: "Console") -> None:
    """By the one road: sealed, closed by an officer, and drawn like any other result."""
    path = await written(console)
    await console.post(f"{path}/publish")
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


@pytest.mark.parametrize("settings", [{"FOUR_EYES": "yes"}], indirect=True)
async def test_with_four_eyes_who_wrote_an_update_does_not_publish_it(console: "Console") -> None:
    await console.work_as(Role.OFFICER)
    await console.wave(WaveState.OPEN)
    wrote = await console.post(NEW, FIELDS)
    path = wrote.headers["Location"].removeprefix("/console")
    assert "a second officer has to" in (await console.post(f"{path}/publish")).words
    await console.hire("Bea", Role.OFFICER)
    await console.post("/logout")
    await console.log_in("Bea")
    assert (await console.post(f"{path}/publish")).status == 303


async def test_the_next_wave_opens_with_a_way_to_what_changed(console: "Console") -> None:
    path = await written(console)
    (wave,) = [each for each in await console.parts.waves.all() if each.survey.key != "difference"]

    async def opening() -> str:
        async with console.client.get(f"/s/{wave.code}?lang=en") as answer:
            return await answer.text()

    assert "See what changed" not in await opening()
    await console.post(f"{path}/publish")
    assert 'href="/did/service-feedback?lang=en"' in await opening()
