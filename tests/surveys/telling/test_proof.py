"""An update that may tell who somebody is waits until it is changed or confirmed."""

import pytest

from surveys.telling.proof import Spotted, edition, spotted
from surveys.telling.updates import ChangedUpdate, Second, UncheckedUpdate, UpdateState, Words
from tests.surveys.telling.conftest import DAY, READER, WRITER, House

CLEAN = Words("Is the path safe?", "It is dark.", "Eight lamps are up.")
NAMED = Words("Is the path safe?", "It is dark.", "Tom Ellis put lamps up. Ring 07700 900123.")
WELSH = [("cy", "said", "Tom Ellis")]


@pytest.mark.parametrize(
    ("words", "found"),
    [
        ({"en": CLEAN}, []),
        ({"en": NAMED}, [("en", "did", "Tom Ellis"), ("en", "did", "07700 900123")]),
        ({"en": Words("a@b.example?", "x", "y")}, [("en", "asked", "a@b.example")]),
        ({"en": CLEAN, "cy": Words("a", "b", "07700 900123")}, [("cy", "did", "07700 900123")]),
        ({"en": CLEAN, "cy": Words("Mae'n wir?", "Mae Tom Ellis yma.", "Mae wyth.")}, WELSH),
        ({"en": Words("I hate this", "my dad hits me", "stop it")}, []),
    ],
)
def test_what_may_tell_who_somebody_is_is_spotted_with_its_place(
    words: dict[str, Words], found: list[tuple[str, str, str]]
) -> None:
    assert [(each.language, each.part, each.words) for each in spotted(words)] == found


def test_the_place_is_that_in_the_text() -> None:
    first = spotted({"en": NAMED})[0]
    assert isinstance(first, Spotted)
    assert NAMED.did[first.start : first.end] == first.words


async def test_it_is_held_until_somebody_is_sure_of_just_these_words(house: House) -> None:
    updates = house.telling.updates
    draft = await updates.write(house.survey, {"en": NAMED}, DAY, WRITER)
    with pytest.raises(UncheckedUpdate):
        await updates.publish(draft.id, Second(READER, edition(draft.words)))
    for other in ("", "yes", edition({"en": CLEAN})):
        with pytest.raises(ChangedUpdate):
            await updates.publish(draft.id, Second(READER, other, sure=True))
    assert (await updates.one(draft.id)).state is UpdateState.DRAFT
    assert await house.waves.all() == ()
    await updates.publish(draft.id, Second(READER, edition(draft.words), sure=True))
    assert (await updates.one(draft.id)).state is UpdateState.PUBLISHED


async def test_words_that_were_changed_meanwhile_are_not_confirmed(house: House) -> None:
    updates = house.telling.updates
    draft = await updates.write(house.survey, {"en": NAMED}, DAY, WRITER)
    read = edition(draft.words)
    await updates.change(draft.id, {"en": Words("a", "b", "Ring 07700 900456.")}, DAY, WRITER)
    with pytest.raises(ChangedUpdate):
        await updates.publish(draft.id, Second(READER, read, sure=True))


async def test_changed_to_something_harmless_it_needs_no_confirming(house: House) -> None:
    updates = house.telling.updates
    draft = await updates.write(house.survey, {"en": NAMED}, DAY, WRITER)
    changed = await updates.change(draft.id, {"en": CLEAN}, DAY, WRITER)
    await house.publish(changed)
    assert (await updates.one(draft.id)).state is UpdateState.PUBLISHED


@pytest.mark.parametrize(
    ("text", "marked"),
    [
        ("The lamps by Kings Road 14 are new.", "Kings Road 14"),
        ("King’s Road, 14: new lamps", "King’s Road, 14"),
        ("Outside Mill Lane no. 22a", "Outside Mill Lane no. 22a"),
        ("Outside 14 Kings Road", "14 Kings Road"),
    ],
)
def test_a_house_is_spotted_on_either_side_of_its_street(text: str, marked: str) -> None:
    assert [found.words for found in spotted({"en": Words("", "", text)})] == [marked]


@pytest.mark.parametrize(
    "text",
    [
        "Lights in Kings Road. 12 of them are new.",
        "We found a way 10 of you asked for.",
        "In the first place 3 in 4 said so.",
        "We lit Park Road 2026.",
        "We fixed 12 lights in Kings Road.",
    ],
)
def test_a_street_alone_may_be_told(text: str) -> None:
    assert not spotted({"en": Words("", "", text)})
