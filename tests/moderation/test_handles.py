"""Names used online: how much of them is masked, and what is none."""

import pytest

from moderation.personal import online
from moderation.pipeline import screen
from moderation.text import Text


def left(text: str) -> str:
    return screen(text).redacted


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
        ("same name on everything, rubixcubez", "rubixcubez"),
        ("kik? sadboiluc", "sadboiluc"),
        ("my insta: @ nohopeforme", "nohopeforme"),
        ("username was something like darkjosh", "darkjosh"),
        ("messaging a guy lee-army-1990 he says hes a soldier", "lee-army-1990"),
        ("sir sees us from mr.h.geography", "mr.h.geography"),
        ("steam friend code 88213394", "88213394"),
        ("my snap is literally just oscarrrp", "oscarrrp"),
        ("got a dm off hxrleyy telling me to go", "hxrleyy"),
        ("tagged beth.mcr in it", "beth.mcr"),
        ("insta \U0001f449 saff.lol", "saff.lol"),
        ("nobody knows, its all trapboy.lz", "trapboy.lz"),
        ("its m o l l y underscore x", "m o l l y underscore x"),
        ("insta is ruby dot may dot x", "ruby dot may dot x"),
        ("saved as Uncle Si on his snap", "Uncle Si"),
        ("on roblox this girl (SweetCandyMan) gave me robux", "SweetCandyMan"),
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
        "discord at 3.30am is normal for him",
        "insta had 1.2k views of it",
        "whatsapp group of yr8.they leave me out",
        "threats from year11s on snapchat",
        "youtube is soooooo good",
        "i am at school. they say so, add that",
        "bye.love.x",
        "e.g.the underpass",
        "kik? never heard of it",
        "p.e.lessons are rough",
        "snapchat alot",
    ],
)
def test_what_tells_of_a_site_or_is_a_word_stays(text: str) -> None:
    assert masked(text) == []


@pytest.mark.parametrize(
    ("text", "kept"),
    [
        ("tayla.mcr hit me", "[name] hit me"),
        ("old one was kyle2hot4u", "old one was [name]"),
        ("x_kyle_x did it", "[handle] did it"),
        ("its liam.he hits me", "its [name].he hits me"),
        ("i told sarah. he hit me", "i told [name]. he hit me"),
    ],
)
def test_what_is_written_in_one_with_a_name_goes_with_it(text: str, kept: str) -> None:
    assert left(text) == kept
