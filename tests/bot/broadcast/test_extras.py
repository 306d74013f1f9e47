"""What the chat offers and what its buttons do."""

from bot.broadcast.extras import TellingExtras
from bot.telegram import keyboards
from surveys.messages import PersonId
from surveys.records import Picked
from surveys.waves import closing
from tests import factories
from tests.bot.broadcast.conftest import DAY, House

ANA = 7


def extras(house: House) -> TellingExtras:
    return TellingExtras(house.telling, house.waves, house.intake)


async def test_did_shows_what_was_published(house: House) -> None:
    (nothing,) = await extras(house).did("en")
    assert "nothing to tell yet" in nothing.text
    await house.published()
    (shown,) = await extras(house).did("en")
    assert "Eight lamps are up." in shown.text
    assert "&lt;dark&gt;" in shown.text
    (welsh,) = await extras(house).did("cy")
    assert "Mae wyth lamp i fyny." in welsh.text


async def test_following_is_one_tap_and_so_is_leaving(house: House) -> None:
    wave = await house.waves.create(factories.survey(), "Spring")
    (offer,) = await extras(house).after_thanks(wave.code, "en")
    (pressed,) = await extras(house).pressed(ANA, data_of(offer.keyboard), "cy") or []
    assert offer.keyboard[1] == keyboards.only_help("en")[0]
    assert await house.is_subscribed(ANA)
    (left,) = await extras(house).pressed(ANA, data_of(pressed.keyboard), "cy") or []
    assert pressed.keyboard[1:] == left.keyboard == keyboards.only_help("cy")
    assert not await house.is_subscribed(ANA)


async def test_no_offer_follows_the_question_about_a_difference(house: House) -> None:
    update = await house.published()
    assert await extras(house).after_thanks(update.wave, "en") == []


async def test_a_tap_on_an_answer_counts(house: House) -> None:
    update = await house.published(ANA)
    said = await extras(house).pressed(ANA, f"made:{update.wave}:yes", "en")
    assert said
    assert "Thank you" in said[0].text
    assert "cannot be changed or taken back" in said[0].text
    assert "receipt" not in said[0].text
    assert said[0].keyboard[0][0]["callback_data"] == "leave"
    await closing.close(house.store, house.keyring, update.wave, DAY)
    (response,) = await house.store.responses((await house.waves.one(update.wave)).id)
    assert response.answers["difference"] == Picked(("yes",))


async def test_blocking_the_bot_ends_the_subscription(house: House) -> None:
    await house.telling.subscriptions.subscribe(PersonId(f"telegram:{ANA}"), "small", "en")
    await extras(house).left(ANA)
    assert not await house.is_subscribed(ANA)


async def test_other_buttons_and_nonsense_are_not_ours(house: House) -> None:
    for data in ("pick:abc:1:yes", "made:abc:nonsense", "made:abc", "leave:x", "", "::::"):
        assert await extras(house).pressed(ANA, data, "en") is None


async def test_a_button_of_a_wave_that_is_gone_says_so(house: House) -> None:
    for data in ("made:nowave:yes", "follow:nowave"):
        (said,) = await extras(house).pressed(ANA, data, "en") or []
        assert "no more answers" in said.text or "closed" in said.text


def data_of(keyboard: object) -> str:
    assert isinstance(keyboard, list)
    return str(keyboard[0][0]["callback_data"])
