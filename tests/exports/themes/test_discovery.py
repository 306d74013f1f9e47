"""What no theme took is put into groups with telling names."""

from exports.themes.discovery import discover
from exports.themes.samples import Text

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


def test_a_text_is_in_one_proposal_at_most() -> None:
    members = [name for each in discover([*DOGS, *POOLS, *ALONE], 9) for name in each.members]
    assert len(members) == len(set(members))


def test_a_handful_of_unlike_texts_is_no_theme() -> None:
    assert discover(ALONE, 5) == []
    assert discover([], 5) == []
    assert discover([Text(n, "") for n in range(50)], 5) == []
