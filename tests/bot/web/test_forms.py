"""From a posted form to what a person did."""

import pytest
from aiohttp import web

from bot.web.forms import Form
from bot.web.people import Carried, known, newcomer
from surveys.messages import (
    AskedHelp,
    Came,
    ChangedLanguage,
    Chose,
    Looked,
    PassedOn,
    Started,
    Stopped,
    WentBack,
    Wrote,
)
from surveys.records import NoAnswer


@pytest.mark.parametrize(
    ("fields", "came"),
    [
        ((("do", "start"),), Started()),
        ((("do", "look"),), Looked()),
        ((), Looked()),
        ((("do", "back"),), WentBack()),
        ((("do", "stop"),), Stopped()),
        ((("do", "help"),), AskedHelp()),
        ((("pick", "yes"),), Chose(("yes",))),
        ((("pick", "a"), ("pick", "b"), ("do", "next")), Chose(("a", "b"))),
        ((("do", "next"),), Chose(())),
        ((("text", "one\r\ntwo\rthree"), ("do", "next")), Wrote("one\ntwo\nthree")),
        ((("text", ""), ("do", "next")), Wrote("")),
        ((("text", "kept"), ("pick", "keep")), Chose(("keep",))),
        ((("text", "unsent"), ("pass", "skipped")), PassedOn(NoAnswer.SKIPPED)),
        ((("text", "unsent"), ("pass", "dont_know")), PassedOn(NoAnswer.DONT_KNOW)),
        ((("do", "next"), ("text", "draft"), ("speak", "cy")), ChangedLanguage("cy")),
    ],
)
def test_a_form_is_what_the_person_did(fields: tuple[tuple[str, str], ...], came: Came) -> None:
    assert Form(fields).came() == came


@pytest.mark.parametrize("fields", [(("do", "x"),), (("pass", "x"),), (("do", "<b>"),)])
def test_what_no_page_of_ours_posts_is_refused(fields: tuple[tuple[str, str], ...]) -> None:
    with pytest.raises(web.HTTPBadRequest):
        Form(fields).came()


@pytest.mark.parametrize(
    ("raw", "turn"),
    [("3", 3), ("", None), ("-1", None), ("x", None), ("٣", None), ("9" * 30, None)],
)
def test_a_turn_is_a_small_number_or_nothing(raw: str, turn: int | None) -> None:
    assert Form((("turn", raw),)).turn == turn


def test_an_id_has_128_bits_and_is_never_the_same() -> None:
    ids = {newcomer().id for _ in range(1000)}
    assert len(ids) == 1000
    assert {len(each) for each in ids} == {22}


@pytest.mark.parametrize("given", ["", "short", "x" * 23, "x" * 21 + "/", "x" * 21 + "é"])
def test_an_id_that_is_not_ours_is_replaced(given: str) -> None:
    assert known(given, "").id != given


def test_an_id_of_ours_and_an_entry_code_name_the_person() -> None:
    mine = newcomer()
    assert known(mine.id, "") == mine
    assert mine.person == f"web:{mine.id}"
    assert known(mine.id, "ABCD-EFGH") == Carried(entry="ABCD-EFGH")
    assert Carried(entry="ABCD-EFGH").person == "code:ABCD-EFGH"
