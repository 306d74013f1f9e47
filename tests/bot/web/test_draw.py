"""Every reply has a card, every ending a form, and all of it is drawn escaped."""

from pathlib import Path
from typing import get_args

import pytest

from bot.web.draw import talk
from bot.web.forms import Form
from bot.web.pages import Pages
from bot.web.people import Carried
from surveys.definitions.definition import Option
from surveys.help.signposts import read_signposts
from surveys.messages import (
    Ask,
    AskKind,
    Forgotten,
    Help,
    Problem,
    Reply,
    Say,
    SignPost,
    Thank,
    Welcome,
)
from tests.bot.web.people import Page
from tests.bot.web.rooms import EXIT, HOSTILE

PASSES = (Option("skipped", f"Skip {HOSTILE}"),)


def ask(kind: AskKind, **changes: int) -> Ask:
    options = (Option("a", f"A {HOSTILE}", HOSTILE), Option(HOSTILE, "B"))
    return Ask(
        key="q",
        kind=kind,
        text=f"Asked {HOSTILE}",
        hint=f"Hint {HOSTILE}",
        options=options,
        passes=PASSES,
        turn=changes.get("turn", 4),
        number=2,
        of=5,
        can_go_back=True,
        cap=300,
        at_most=changes.get("at_most", 0),
    )


POST = SignPost(f"Line {HOSTILE}", HOSTILE, "tel:1", HOSTILE)
REPLIES: list[Reply] = [
    Welcome(HOSTILE, (HOSTILE,), HOSTILE),
    Say(HOSTILE),
    *(ask(kind) for kind in AskKind),
    Help(HOSTILE, (POST,), urgent=True),
    Help(HOSTILE, (SignPost("Local", "ask at reception", "", "By day."),)),
    Thank(HOSTILE, (HOSTILE,), HOSTILE),
    Forgotten(HOSTILE, (HOSTILE,)),
    Problem(HOSTILE),
]


def drawn(*replies: Reply, form: Form | None = None) -> Page:
    shown = talk(replies, Carried(id="x" * 22), form)
    answer = Pages(EXIT).draw(
        "chat.html", "en", talking=True, path="/s/c", shown=shown, carried=shown.carried
    )
    return Page(answer.text or "")


@pytest.mark.parametrize("reply", REPLIES, ids=lambda reply: type(reply).__name__)
def test_every_reply_is_drawn_and_escaped(reply: Reply) -> None:
    page = drawn(reply)
    assert (HOSTILE in page.text) == (HOSTILE in str(reply))
    assert "<script>alert" not in page.html


def test_the_table_above_has_every_reply() -> None:
    assert {type(reply) for reply in REPLIES} == set(get_args(Reply))


@pytest.mark.parametrize("kind", list(AskKind))
def test_every_kind_of_question_can_be_answered(kind: AskKind) -> None:
    page = drawn(ask(kind))
    direct = kind in (AskKind.ONE, AskKind.SCALE)
    assert page.has("pick", "a") == (kind is not AskKind.SEVERAL)
    assert page.has("do", "next") != direct
    assert page.has("do", "back")
    assert ("text" in page.areas) == (kind is AskKind.TEXT)


def test_only_a_question_that_did_not_move_on_shows_what_was_typed() -> None:
    form = Form((("turn", "4"), ("text", "my words"), ("do", "next")))
    assert drawn(ask(AskKind.TEXT), form=form).areas["text"].strip() == "my words"
    assert not drawn(ask(AskKind.TEXT, turn=5), form=form).areas["text"].strip()


def test_a_limit_on_picks_is_said() -> None:
    assert "Pick up to 2" in drawn(ask(AskKind.SEVERAL, at_most=2)).text


def test_nothing_but_a_problem_offers_the_same_form_again() -> None:
    fields = (("id", "x" * 22), ("turn", "4"), ("text", "my <i>words</i>"), ("do", "next"))
    page = drawn(Problem("Not saved."), form=Form(fields))
    assert next(form for form in page.forms if form.id == "answer").fields == list(fields)
    assert "my <i>words</i>" in page.text


def test_every_page_has_one_main_heading_and_its_landmarks() -> None:
    for reply in REPLIES:
        tags = [tag for tag, _ in drawn(reply).tags]
        assert tags.count("h1") <= 1
        assert {"header", "main", "footer"} <= set(tags)


def test_the_boards_own_help_comes_first_on_every_page(tmp_path: Path) -> None:
    own = tmp_path / "signposts.toml"
    own.write_text(OWN, encoding="utf-8")
    page = Page(Pages(EXIT, read_signposts(own)).draw("landing.html", "en").text or "")
    assert "Youth desk <b>" in page.text
    assert page.text.index("01632 960001") < page.text.index("Samaritans")


OWN = """
[[post]]
name = "Youth desk <b>"
contact = "01632 960001"
link = "tel:01632960001"
source = "https://example.org"
checked = 2026-03-01
text.en = "Mondays to Fridays."
"""
