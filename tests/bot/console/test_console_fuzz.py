"""Odd forms about results, joined groups, papers and joining: always an answer in words."""

import random
import re
from collections import Counter
from collections.abc import Mapping
from datetime import date
from typing import TYPE_CHECKING
from urllib.parse import quote

import pytest
from aiohttp import FormData

from bot.console.desk import FOLDER
from bot.console.routes import ROUTES
from exports.render import FORMATS, OTHERS
from surveys.office.actions import Action
from surveys.office.meetings import KeptMeeting, Meeting
from surveys.office.papers import Paper
from surveys.officers.accounts import Officer, Role
from surveys.records import Wave
from tests.bot.console import odd_forms
from tests.bot.console.conftest import HOSTILE

if TYPE_CHECKING:
    from tests.bot.console.conftest import Console, Page

PLAIN = "application/x-www-form-urlencoded"
FORMS = 40
"""Odd forms a seed."""

DAY = date(2026, 5, 4)
RESULTS = {
    "meeting": "Board",
    "date": "4 May 2026",
    "report_of": "Olu Ade",
    "contact": "Olu",
    "area": "North",
    "marking": "OFFICIAL",
    "purpose": "noting",
    "language": "cy",
    "recommendations": "Note it\r\nAct",
    "implications": "none",
    "format": "html",
}
PAPER = {
    "title": "Pulse",
    "purpose": "noting",
    "recommendations": "Note it",
    "implications": "none",
    "version": "1",
    "to": "checked",
}
DECISION = {
    "words": "Light the path",
    "lead": "Ada Cole",
    "agency": "Highways",
    "due": "3 June",
    "theme": "Lamps",
    "measure": "less fear",
}
JOIN = {
    "password": "lamp river seven",
    "again": "lamp river seven",
    "code": "123456",
    "secret": "JBSWY3DPEHPK3PXPJBSWY3DPEHPK3PXP",
    "passphrase": "quiet harbour nine",
    "passphrase_again": "quiet harbour nine",
}


async def odd(console: "Console", path: str, sent: list[tuple[str, bytes]]) -> "Page":
    body = odd_forms.urlencoded(sent, await console.csrf())
    headers = {"Origin": console.origin, "Content-Type": PLAIN}
    return await console.send(path, body, headers)


def in_words(page: "Page", what: object) -> None:
    """Not broken; and what was typed did not become a part of the page."""
    assert page.status < 500, what
    drawn = "/console/static/" in page.text
    assert not (drawn and HOSTILE in page.text), what


async def furnished(console: "Console") -> tuple[KeptMeeting, dict[str, dict[str, str]]]:
    """A meeting, and forms about it and about a closed wave as they could be sent."""
    wave, other = await console.closed(60), await console.closed(60, name="Summer")
    office = console.parts.office
    meeting = await office.meetings.plan(Meeting("Board", DAY), "Olu")
    paper = await office.papers.write(meeting, Paper("P", wave.code, ""), "Olu")
    papers, its = f"/meetings/{meeting.id}/papers", {**PAPER, "wave": wave.code}
    return meeting, {
        f"/waves/{wave.code}/results": RESULTS,
        f"/waves/{wave.code}/joining": {"join": "locality=harbour+millfields"},
        f"/waves/{wave.code}/pooling": {"with": other.code, "format": "csv"},
        f"{papers}/new": its,
        f"{papers}/{paper.id}/change": its,
        f"{papers}/{paper.id}/move": its,
        f"/meetings/{meeting.id}/decisions": DECISION,
    }


@pytest.mark.parametrize("seed", range(3))
async def test_odd_forms_about_results_and_papers_are_answered_and_break_no_page(
    console: "Console", seed: int
) -> None:
    await console.work_as(*Role)
    meeting, forms = await furnished(console)
    dice, seen = random.Random(seed), Counter[int]()
    for _ in range(FORMS):
        path = dice.choice(list(forms))
        sent = odd_forms.fields(dice, forms[path])
        page = await odd(console, path, sent)
        in_words(page, (path, sent))
        seen[page.status] += 1
    assert seen.keys() >= {200, 303, 422}
    for path in ("/", "/actions", "/trail", f"/meetings/{meeting.id}", *forms):
        in_words(await console.get(path.removesuffix("/move").removesuffix("/decisions")), path)
    newest = (await console.parts.office.papers.of(meeting))[-1]
    for fmt in ("docx", "pdf", "html", "nothing"):
        page = await console.get(f"/meetings/{meeting.id}/papers/{newest.id}/{fmt}")
        assert page.status in {200, 404, 422}, newest


async def test_odd_forms_of_who_joins_are_answered(console: "Console") -> None:
    await console.work_as(Role.ADMIN)
    officer = Officer("Bo", frozenset({Role.LEAD}))
    token = await console.parts.office.invitations.make(officer, "Ana")
    dice = random.Random(7)
    for _ in range(FORMS):
        sent = odd_forms.fields(dice, JOIN)
        in_words(await odd(console, f"/join/{token}", sent), sent)
    assert "Bo" not in {each.name for each in await console.parts.officers.all()}


async def test_a_file_given_as_a_template_is_used_or_said_to_be_unfit(console: "Console") -> None:
    await console.work_as(Role.OFFICER)
    wave, seen = await console.closed(60), Counter[int]()
    for number, template in enumerate(odd_forms.templates()):
        form = FormData({"csrf": await console.csrf(), "format": "docx"})
        form.add_field("template", template, filename="ours.docx")
        address = f"/console/waves/{wave.code}/results"
        async with console.client.post(
            address, data=form, headers={"Origin": console.origin}
        ) as answer:
            assert answer.status in {200, 422}, number
            seen[answer.status] += 1
    assert seen.keys() == {200, 422}


# ---------------------------------------------------------------- every address
NAMES = sorted(
    {
        name
        for page in (FOLDER / "templates").rglob("*.html")
        for name in re.findall(r'(?: name="|field\("|textarea\(")(\w+)"', page.read_text())
    }
)
"""Of all fields of all forms."""

ENDS = ("/logout", "/account/password", "/account/end")
"""What would log out whoever sends the rest."""


@pytest.mark.parametrize("seed", range(2))
async def test_every_address_answers_to_odd_parts_and_an_odd_form(
    console: "Console", seed: int
) -> None:
    await console.work_as(*Role)
    there, dice = await parts_of(console), random.Random(seed)
    for route in ROUTES:
        path = re.sub(r"\{(\w+)[^}]*\}", lambda part: _part(dice, there, part[1]), route.path)
        if path.startswith(ENDS):
            continue
        if route.method == "GET":
            query = odd_forms.urlencoded(_some(dice), "").decode()
            page = await console.get(f"{path}?{query}")
        else:
            page = await odd(console, path, _some(dice))
        in_words(page, (route.method, path))
    assert (await console.get("/trail")).status == 200, "nobody was logged out"


async def parts_of(console: "Console") -> dict[str, str]:
    """Something real for what can stand in an address."""
    meeting, _ = await furnished(console)
    office = console.parts.office
    (paper,) = await office.papers.of(meeting)
    event = await office.events.plan("Day", DAY, ["One"], "Olu")
    action = await office.actions.raise_(Action("Light it", DAY), "Olu")
    text = (await console.parts.store.texts((await console.closed(9)).id))[0]
    return {
        "code": paper.thing.wave,
        "meeting": meeting.id,
        "paper": paper.id,
        "text": text.id,
        "event": event.id,
        "number": action.id,
        "survey": "safety-pulse",
        "stage": "first",
        "format": "csv",
        "item": await console.urgent("help me"),
    }


def _part(dice: random.Random, there: Mapping[str, str], name: str) -> str:
    if name in there and dice.random() < 0.8:
        return there[name]
    return quote(odd_forms.value(dice)[:40] or b"x", safe="")


def _some(dice: random.Random) -> list[tuple[str, bytes]]:
    names = dice.sample(NAMES, k=dice.randint(1, len(NAMES)))
    return [(name, odd_forms.value(dice)) for name in names if name != "csrf"]


# ---------------------------------------------------------------- what fell out
@pytest.mark.parametrize("bit", ["\x00", "\x0b", "\x1b", "\ufffe", "\U0001f680", "\u4e2d\u6587"])
async def test_one_odd_character_in_an_action_keeps_no_paper_from_being_made(
    console: "Console", bit: str
) -> None:
    """As a text pasted from elsewhere brings it along, or an emoji."""
    await console.work_as(Role.OFFICER)
    wave = await console.closed(60)
    action = Action(f"Light{bit} the path", DAY, measure=f"less{bit} fear", lead="Ada", agency="H")
    await console.parts.office.actions.raise_(action, "Olu")
    for chosen in (*FORMATS, *OTHERS):
        page = await made(console, wave, chosen)
        assert page.status == 200, chosen


async def made(console: "Console", wave: Wave, chosen: str) -> "Page":
    return await console.get(f"/waves/{wave.code}/results/{chosen}")
