"""Leave quickly: forgotten here, gone there, whatever else is wrong."""

import asyncio
from dataclasses import replace

import pytest

from bot.parts import Parts
from surveys.errors import StoreUnavailable
from surveys.memory.store import MemoryStore
from surveys.records import Entry, Wave
from tests.bot.web.people import Client, Visitor
from tests.bot.web.rooms import EVERY_KIND, EXIT, open_wave

WORDS_FIRST = replace(
    EVERY_KIND,
    questions=tuple(each for each in EVERY_KIND.questions[::-1] if each.key in {"words", "safe"}),
)


async def test_a_plain_form_is_sent_on_and_leaves_nothing(
    visitor: Visitor, parts: Parts, wave: Wave
) -> None:
    page = await visitor.until_words()
    leave = next(form for form in page.forms if form.action.endswith("/leave"))
    answer = await visitor.client.post(leave.action, data=leave.fields, allow_redirects=False)
    assert (answer.status, answer.headers["Location"]) == (303, EXIT)
    assert answer.headers["Clear-Site-Data"] == '"cache", "storage"'
    back = await visitor.post(page.button("do", "next").form, ("do", "next"), text="late")
    assert back.has("do", "start")
    assert await parts.store.finished(wave.id) == 0


async def test_whoever_leaves_because_somebody_comes_is_still_heard(
    client: Client, parts: Parts
) -> None:
    wave = await open_wave(parts, WORDS_FIRST)
    visitor = Visitor(client, f"/s/{wave.code}")
    await visitor.start()
    page = await visitor.press("do", "next", text="My stepdad hits me every night, please help")
    assert "A safeguarding lead will read it" in page.text
    data = {"id": page.hidden["id"], "quiet": "1"}
    await client.post(f"{visitor.path}/leave", data=data, allow_redirects=False)
    assert len(await parts.store.urgent()) == 1
    assert (await visitor.post(page.button("pick", "5").form, ("pick", "5"))).has("do", "start")


async def test_the_script_is_told_nothing_but_done(visitor: Visitor) -> None:
    page = await visitor.start()
    data = {"id": page.hidden["id"], "quiet": "1"}
    answer = await visitor.client.post(f"{visitor.path}/leave", data=data, allow_redirects=False)
    assert (answer.status, await answer.text()) == (204, "")


async def test_leaving_also_works_with_an_entry_code(client: Client, parts: Parts) -> None:
    wave = await open_wave(parts, entry=Entry.CODES)
    (code,) = await parts.waves.make_codes(wave.code, 1)
    path = f"/s/{wave.code}"
    answer = await client.post(path, data={"slip": code, "do": "start"})
    assert "Indoors" in await answer.text()
    await client.post(f"{path}/leave", data={"entry": code}, allow_redirects=False)
    answer = await client.post(path, data={"entry": code, "do": "look"})
    assert 'value="start"' in await answer.text()


@pytest.mark.parametrize("path", ["/leave", "/s/unknown/leave", "/s/{code}/leave"])
async def test_there_is_always_a_way_out(client: Client, wave: Wave, path: str) -> None:
    answer = await client.post(
        path.format(code=wave.code), data={"lang": "cy"}, allow_redirects=False
    )
    assert (answer.status, answer.headers["Location"]) == (303, EXIT)


@pytest.mark.parametrize("is_slow", [False, True])
async def test_a_store_that_is_away_keeps_nobody_here(
    visitor: Visitor, monkeypatch: pytest.MonkeyPatch, *, is_slow: bool
) -> None:
    page = await visitor.start()
    back = asyncio.Event()

    async def away(*_args: object) -> None:
        if is_slow:
            await back.wait()
        raise StoreUnavailable

    monkeypatch.setattr(MemoryStore, "talk", away)
    data = {"id": page.hidden["id"]}
    async with asyncio.timeout(30):
        answer = await visitor.client.post(
            f"{visitor.path}/leave", data=data, allow_redirects=False
        )
    assert answer.status == 303
    back.set()
