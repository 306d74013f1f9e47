"""What no theme explains is put into groups with telling names."""

from exports.themes.discovery import discover
from exports.themes.samples import Tag, Tagging, Text

DOGS = [Text(f"d{n}", f"loose dogs {said}") for n, said in enumerate(
    ("bark at me", "by the shop", "chase people", "near my house", "without a lead", "scare us")
)]  # fmt: skip
POOLS = [Text(f"p{n}", f"the swimming pool {said}") for n, said in enumerate(
    ("is shut", "was fun", "costs a lot", "needs repair", "closes early", "has no lessons")
)]  # fmt: skip
ALONE = [Text("x", "qwert"), Text("y", ""), Text("z", "something else entirely")]


def test_groups_are_found_and_named_by_their_own_words() -> None:
    found = discover([*DOGS, *POOLS, *ALONE], 5)
    members = {frozenset(each.members): each for each in found}
    dogs, pools = frozenset(t.id for t in DOGS), frozenset(t.id for t in POOLS)
    assert {dogs, pools} <= set(members)
    assert "dog" in members[dogs].label
    assert any("pool" in phrase for phrase in members[pools].phrases)
    assert members[dogs].examples[0] in {text.words for text in DOGS}


def test_no_more_are_proposed_than_asked_for() -> None:
    assert len(discover([*DOGS, *POOLS], 1)) == 1


def test_a_text_that_has_a_theme_already_still_speaks_of_what_is_missing() -> None:
    tags = [Tagging(text.id, (Tag("water", 0.9, ()),), 0.0) for text in POOLS]
    dogs = [Tagging(text.id, (), 0.0) for text in DOGS]
    both = Text("b", "loose dogs at the swimming pool")
    taggings = [*dogs, *tags, Tagging("b", (Tag("water", 0.9, ()),), 0.0)]
    (found,) = discover([*DOGS, *POOLS, both], 5, taggings)
    assert set(found.members) == {text.id for text in DOGS} | {"b"}


def test_what_a_theme_explains_is_not_proposed_again() -> None:
    taggings = [Tagging(text.id, (Tag("dogs", 0.9, ()),), 0.0) for text in DOGS]
    taggings += [Tagging(text.id, (), 0.0) for text in POOLS]
    (found,) = discover([*DOGS, *POOLS], 5, taggings)
    assert set(found.members) == {text.id for text in POOLS}


def test_refusals_and_repeated_words_are_no_theme() -> None:
    silent = [Text(n, words) for n, words in enumerate(["Did not answer", "Nothing really"] * 10)]
    again = [Text(100 + n, "loose dogs bark at me") for n in range(20)]
    assert discover([*silent, *again], 5) == []


def test_a_handful_of_unlike_texts_is_no_theme() -> None:
    assert discover(ALONE, 5) == []
    assert discover([], 5) == []
    assert discover([Text(n, "") for n in range(50)], 5) == []


def test_words_that_mean_much_the_same_come_up_together() -> None:
    hens = [Text(f"h{n}", f"hens {said}") for n, said in enumerate(
        ("in the garden", "by the gate", "on the road", "make noise", "all day", "at night")
    )]  # fmt: skip
    chickens = [Text(f"c{n}", f"chicken everywhere {word}") for n, word in enumerate("abcde")]
    found = discover([*hens, *chickens, *POOLS], 5)
    assert any({"h0", "c0"} <= set(each.members) and "p0" not in each.members for each in found)


def test_what_screening_took_out_is_no_theme() -> None:
    masked = [
        Text(f"m{n}", f"[name] at [school] {said}") for n, said in enumerate(("stares", "yells"))
    ]
    more = [Text(f"n{n}", f"[name] and [name] {said}") for n, said in enumerate("pqrstu")]
    found = discover([*DOGS, *masked, *more], 5)
    assert [set(each.members) for each in found] == [{text.id for text in DOGS}]
