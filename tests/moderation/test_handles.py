"""Names used online: how much of them is masked, and what is none."""

import pytest

from moderation.personal import online
from moderation.text import Text


def masked(text: str) -> list[str]:
    return [text[f.start : f.end] for f in online.find(Text.of(text)) if f.mark == "[handle]"]


@pytest.mark.parametrize(
    ("text", "handle"),
    [
        ("hit my snap up, leah.r7", "leah.r7"),
        ("Snapchat name: 'leahr' she is 14", "leahr"),
        ("her insta handle cait.lyn_", "cait.lyn_"),
        ("xbox: NightRider 22", "NightRider 22"),
        ("his telegram name is mr white 0121", "mr white 0121"),
        ("a channel called lil dex exposed put up the fight", "lil dex exposed"),
        ("a group chat called 'get rid of maya', 40 people", "get rid of maya"),
        ("he uses cashapp £ryanmoney", "£ryanmoney"),
        ("he calls himself xKingMo", "xKingMo"),
        ("my username is strawberry add me", "strawberry"),
        ("friend code SW-4410-2297-8831", "SW-4410-2297-8831"),
        ("callumt06 wont leave me alone", "callumt06"),
        ("he streams on ttv/zephyrr", "ttv/zephyrr"),
        ("hes called reaper on discord", "reaper"),
    ],
)
def test_the_whole_of_a_handle_goes(text: str, handle: str) -> None:
    assert max(masked(text), key=len) == handle


@pytest.mark.parametrize(
    "text",
    [
        "my username is strawberry flavoured nonsense",
        "my xbox went to my cousin",
        "they took aciclovir800 for it",
        "a message came, it was duolingo",
        "PSN: parental controls",
        "Reddit: 16F and scared",
        "the Xbox was unplugged.",
        "o_o x_x",
        "hashtag #alevels2026",
        "the group chat is called off now",
        "clash of clans th12",
        "she's called names on insta all the time",
        "its called stories on insta",
    ],
)
def test_what_tells_of_a_site_or_is_a_word_stays(text: str) -> None:
    assert masked(text) == []
