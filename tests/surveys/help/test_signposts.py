"""Where to get help: the right numbers, in the right order, checked not long ago."""

from collections.abc import Iterable
from dataclasses import replace
from datetime import date
from pathlib import Path

import pytest

from moderation.verdict import RISKS, Kind
from surveys.help import signposts
from surveys.help.signposts import MOST, SHIPPED, YOUNG, InvalidSignPosts, read_signposts
from surveys.wording import LANGUAGES

LOCAL = """
country = "wales"

[[post]]
name = "The Den"
contact = "01632 960 001"
link = "tel:01632960001"
source = "rang them"
checked = 2026-11-01
text.en = "A warm room, every evening."
text.cy = "Ystafell gynnes, bob nos."
"""


def contacts(kinds: Iterable[Kind], language: str = "en") -> list[str]:
    return [post.contact for post in SHIPPED.for_kinds(kinds, language)]


# ---------------------------------------------------------------- which, in which order
@pytest.mark.parametrize("language", LANGUAGES)
@pytest.mark.parametrize("kind", [*sorted(RISKS), None])
def test_999_and_childline_stand_first_whatever_it_is(language: str, kind: Kind | None) -> None:
    shown = contacts([kind] if kind else [], language)
    assert shown[:2] == ["999", "0800 1111"]
    assert 4 <= len(shown) <= MOST


@pytest.mark.parametrize(
    ("kind", "language", "contact"),
    [
        (Kind.SELF_HARM, "en", "0800 068 4141"),
        (Kind.SELF_HARM, "en", "111, option 2"),
        (Kind.SELF_HARM, "en", "116 123"),
        (Kind.SEXUAL_EXPLOITATION, "en", "ceop.police.uk"),
        (Kind.GROOMING_ONLINE, "cy", "ceop.police.uk"),
        (Kind.DOMESTIC_ABUSE, "en", "0808 2000 247"),
        (Kind.DOMESTIC_ABUSE, "cy", "0808 80 10 800"),
        (Kind.RUNNING_AWAY, "en", "116 000"),
        (Kind.SUBSTANCE, "en", "0300 123 6600"),
        (Kind.SUBSTANCE, "cy", "0808 808 2234"),
        (Kind.VIOLENCE_WEAPONS, "en", "0800 555 111"),
        (Kind.BULLYING, "en", "text SHOUT to 85258"),
        (Kind.BULLYING, "cy", "tecstiwch SHOUT i 85258"),
        (Kind.SELF_HARM, "cy", "111, opsiwn 2"),
        (Kind.ABUSE_HOME, "cy", "080880 23456"),
    ],
)
def test_trouble_finds_its_own_help(kind: Kind, language: str, contact: str) -> None:
    assert contact in contacts([kind], language)


def test_help_that_fits_comes_before_help_for_anything() -> None:
    assert contacts([Kind.RUNNING_AWAY])[2] == "116 000"
    assert "116 000" not in contacts([])


def test_a_line_about_gangs_is_not_for_a_child_who_is_hurt_at_home() -> None:
    assert "0800 555 111" in contacts([Kind.VIOLENCE_WEAPONS])
    assert "0800 555 111" not in contacts([Kind.VIOLENCE_WEAPONS, Kind.ABUSE_HOME])


def test_help_of_another_country_is_not_shown() -> None:
    assert "0808 2000 247" not in contacts([Kind.DOMESTIC_ABUSE], "cy")
    assert "080880 23456" not in contacts([], "en")


def test_every_kind_of_risk_together_is_no_wall() -> None:
    assert len(contacts(RISKS)) == MOST


def test_words_are_in_the_language_asked_for() -> None:
    names = [post.name for post in SHIPPED.general("cy")]
    assert names[0] == "Heddlu, ambiwlans, tân"
    assert all(post.said("cy").text != post.said("en").text for post in SHIPPED.posts)
    assert SHIPPED.posts[0].said("fr") == SHIPPED.posts[0].said("en")


def test_every_link_dials_what_is_shown() -> None:
    for post in SHIPPED.posts:
        if post.link.startswith("tel:") and "option" not in post.contact:
            assert post.link == "tel:" + post.contact.replace(" ", "")


@pytest.mark.parametrize(
    ("country", "kind", "there", "not_there"),
    [
        ("scotland", Kind.DOMESTIC_ABUSE, "0800 027 1234", "0808 2000 247"),
        ("northern ireland", Kind.SELF_HARM, "0808 808 8000", "111, option 2"),
        ("england", Kind.DOMESTIC_ABUSE, "0808 2000 247", "0800 027 1234"),
        ("wales", Kind.SELF_HARM, "111, option 2", "0808 808 8000"),
    ],
)
def test_each_country_has_its_own_numbers(
    country: str, kind: Kind, there: str, not_there: str
) -> None:
    shown = [post.contact for post in replace(SHIPPED, country=country).for_kinds([kind], "en")]
    assert there in shown
    assert not_there not in shown
    assert shown[:2] == ["999", "0800 1111"]


def test_a_post_is_shown_only_where_somebody_is_of_its_age(tmp_path: Path) -> None:
    adults = LOCAL.replace("[[post]]", "[[post]]\nfrom_age = 25", 1)
    posts = read_signposts(own_file(tmp_path, adults))
    for audience, shown in ((YOUNG, False), ("frontline staff", True), ("everyone", True)):
        assert ("The Den" in [post.name for post in posts.general("en", audience)]) is shown


# ---------------------------------------------------------------- how old
def test_numbers_checked_long_ago_are_named() -> None:
    assert signposts.stale(date(2026, 11, 20)) == ()
    assert signposts.stale(date(2027, 2, 18)) == ()
    assert len(signposts.stale(date(2027, 2, 24))) == len(SHIPPED.posts)
    assert signposts.stale(date(2026, 12, 1), days=5)[0] == "Police, ambulance, fire"


# ---------------------------------------------------------------- the board's own
def own_file(folder: Path, toml: str) -> Path:
    path = folder / "numbers.toml"
    path.write_text(toml, encoding="utf-8")
    return path


def test_local_numbers_come_after_danger_and_before_the_rest(tmp_path: Path) -> None:
    posts = read_signposts(own_file(tmp_path, LOCAL))
    shown = [post.contact for post in posts.general("en")]
    assert shown[:3] == ["999", "0800 1111", "01632 960 001"]
    assert "080880 23456" in shown


def test_local_numbers_grow_old_as_well(tmp_path: Path) -> None:
    own = own_file(tmp_path, LOCAL)
    assert signposts.stale(date(2027, 2, 5), own=own) == ("The Den",)


def test_a_board_notes_when_it_rang_the_numbers_that_ship(tmp_path: Path) -> None:
    """Else no wave could open ninety days after a release."""
    rung = "\n".join(f'"{post.name}" = 2027-02-20' for post in SHIPPED.posts)
    own = own_file(tmp_path, f"[checked]\n{rung}\n")
    assert len(signposts.stale(date(2027, 2, 24))) == len(SHIPPED.posts)
    assert signposts.stale(date(2027, 2, 24), own=own) == ()
    assert signposts.stale(date(2027, 5, 22), own=own) == tuple(p.name for p in SHIPPED.posts)


def test_a_day_before_the_release_does_not_make_a_number_older(tmp_path: Path) -> None:
    own = own_file(tmp_path, "[checked]\nChildline = 2001-01-01\n")
    assert signposts.stale(date(2026, 11, 20), own=own) == ()


@pytest.mark.parametrize(
    ("line", "told"),
    [
        ("Chilline = 2027-02-20", "did you mean 'Childline'?"),
        ('Childline = "2027-02-20"', "checked, Childline: needs to be a day"),
    ],
)
def test_a_slip_in_what_was_checked_is_told(tmp_path: Path, line: str, told: str) -> None:
    with pytest.raises(InvalidSignPosts) as raised:
        read_signposts(own_file(tmp_path, f"[checked]\n{line}\n"))
    assert told in str(raised.value)


def test_a_number_that_has_changed_is_put_in_the_place_of_the_old_one(tmp_path: Path) -> None:
    changed = LOCAL.replace("The Den", "Childline")
    shown = read_signposts(own_file(tmp_path, changed)).general("en")
    assert [post.contact for post in shown if post.name == "Childline"] == ["01632 960 001"]
    assert [post.contact for post in shown[:2]] == ["999", "01632 960 001"]


@pytest.mark.parametrize(
    ("right", "wrong", "told"),
    [
        ('"wales"', '"walse"', "country: 'walse' is not one of"),
        ("checked = 2026-11-01", "", "sign-post 1 'The Den', checked: is missing"),
        ("2026-11-01", '"2026-11-01"', "checked: needs to be a day"),
        ("2026-11-01", "2026-11-01T10:00:00", "checked: needs to be a day"),
        ('"tel:01632960001"', '"javascript:alert(1)"', "link: needs to begin with tel:"),
        ("source =", "kinds = ['self_ham']\nsource =", "(did you mean 'self_harm'?)"),
        ("source =", "to_age = 12\nfrom_age = 14\nsource =", "to_age: needs to be from_age or"),
        ("source =", "first = 1\nsource =", "first: needs to be true or false"),
        ("source =", "sauce =", "sauce: is no field here (did you mean 'source'?)"),
        ('text.en = "A warm room, every evening."', "", "text, en: is missing"),
        ('text.en = "A warm room, every evening."\ntext.cy =', "text =", "needs to be a table"),
        ("[[post]]", "[post]", "post: needs to be a list of tables"),
    ],
)
def test_a_mistake_in_the_numbers_is_told_with_its_place(
    tmp_path: Path, right: str, wrong: str, told: str
) -> None:
    assert right in LOCAL
    with pytest.raises(InvalidSignPosts) as raised:
        read_signposts(own_file(tmp_path, LOCAL.replace(right, wrong)))
    assert "numbers.toml, " in str(raised.value)
    assert told in str(raised.value)


def test_numbers_that_are_not_there_are_told(tmp_path: Path) -> None:
    with pytest.raises(InvalidSignPosts, match="cannot be read"):
        read_signposts(tmp_path / "none.toml")


@pytest.mark.parametrize("audience", ["frontline staff", "board members"])
@pytest.mark.parametrize("kind", sorted(RISKS))
def test_grown_ups_at_work_are_not_sent_to_a_line_for_children(audience: str, kind: Kind) -> None:
    shown = {post.name for post in SHIPPED.for_kinds([kind], "en", audience)}
    assert shown.isdisjoint({"Childline", "Runaway Helpline", "Fearless", "Meic"})
