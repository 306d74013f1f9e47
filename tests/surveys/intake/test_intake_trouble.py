"""When things go wrong: help first, nothing lost, nothing said that is not so."""

import asyncio
from collections.abc import Sequence
from datetime import datetime

import pytest

from moderation.verdict import Kind, Verdict
from surveys.anonymity import sealing
from surveys.anonymity.keyring import MemoryKeyring
from surveys.errors import StoreUnavailable, UnknownCode
from surveys.help import offers
from surveys.intake.delivery import Delivery
from surveys.intake.intake import Care, Intake, nobody_told, unnoticed
from surveys.memory.store import MemoryStore
from surveys.messages import (
    Ask,
    Chose,
    Incoming,
    Looked,
    PersonId,
    Problem,
    Started,
    Thank,
    Welcome,
    Wrote,
)
from surveys.records import Wave
from surveys.talk import problems
from surveys.writes import Outcome, SaveTalk, Talk, Write
from tests.factories import save, urgent
from tests.house import House, Told, asked, house, survey

ANA, DANGER = "web:ana", "I want to kill myself tonight"
UNKEPT = offers.unkept_help([Kind.SELF_HARM], "en")
UNSURE = offers.unsure_help([Kind.SELF_HARM], "en")
NOT_SAVED = problems.not_saved("en")
TOO_SLOW = problems.too_slow("en")
SHORT = 0.05


class Fragile(MemoryStore):
    """Fails, hangs or is always outrun, when told to."""

    def __init__(self) -> None:
        super().__init__()
        self.reading: BaseException | None = None
        self.writing: BaseException | None = None
        self.flows = asyncio.Event()
        self.flows.set()
        self.stale = 0

    async def talk(self, wave_id: str, key: bytes, now: datetime) -> Talk | None:
        if self.reading:
            raise self.reading
        return await super().talk(wave_id, key, now)

    async def commit(self, writes: Sequence[Write]) -> tuple[Outcome, ...]:
        if self.writing:
            raise self.writing
        await self.flows.wait()
        if self.stale:
            self.stale -= 1
            return tuple(Outcome.STALE for _ in writes)
        return await super().commit(writes)


def impatient(told: Told) -> Care:
    return Care(patience=SHORT, trouble=told.troubles.append)


@pytest.fixture
def fragile(unhurried: None) -> Fragile:  # noqa: ARG001 nobody is late because the machine is busy
    return Fragile()


# ---------------------------------------------------------------- the store
@pytest.mark.parametrize("error", [StoreUnavailable(), OSError(), RuntimeError("a bug of ours")])
@pytest.mark.parametrize("where", ["reading", "writing"])
async def test_help_comes_though_the_store_fails_and_trying_again_works(
    fragile: Fragile, where: str, error: Exception
) -> None:
    async with house(fragile) as home:
        wave = await home.open_wave()
        ask = await home.until(wave, ANA, "worry", {})
        setattr(fragile, where, error)
        assert await home.says(wave, ANA, Wrote(DANGER), ask.turn) == (UNKEPT, NOT_SAVED)
        assert await home.says(wave, ANA, Wrote("the path"), ask.turn) == (NOT_SAVED,)
        assert len(home.told.troubles) == 2
        assert home.told.alerts == []
        setattr(fragile, where, None)
        said = await home.says(wave, ANA, Wrote(DANGER), ask.turn)
        assert said[0] == offers.urgent_help([Kind.SELF_HARM], "en")
        await home.intake.settle()
        assert home.told.alerts == ["Autumn"]


async def test_thanks_are_not_said_when_the_last_answer_was_not_saved(fragile: Fragile) -> None:
    async with house(fragile) as home:
        wave = await home.open_wave()
        ask = await home.until(wave, ANA, "again", {})
        fragile.writing = StoreUnavailable()
        assert await home.says(wave, ANA, Chose(("yes",)), ask.turn) == (NOT_SAVED,)
        fragile.writing = None
        assert isinstance((await home.says(wave, ANA, Chose(("yes",)), ask.turn))[-1], Thank)
        assert await fragile.finished(wave.id) == 1


async def test_a_slow_store_does_not_hold_up_help_and_the_leads_are_told_when_it_is_saved(
    fragile: Fragile,
) -> None:
    async with house(fragile, care=impatient) as home:
        wave = await home.open_wave()
        ask = await home.until(wave, ANA, "worry", {})
        fragile.flows.clear()
        assert await home.says(wave, ANA, Wrote(DANGER), ask.turn) == (UNSURE, TOO_SLOW)
        assert await home.says(wave, "web:bo", Started()) == (TOO_SLOW,)
        assert home.told.alerts == []
        fragile.flows.set()
        await home.intake.settle()
        assert home.told.alerts == ["Autumn"]
        said = await home.says(wave, ANA, Wrote(DANGER), ask.turn)
        assert said[0] == offers.urgent_help([Kind.SELF_HARM], "en")
        assert len(await home.urgent.waiting()) == 1


async def test_a_sender_who_goes_away_does_not_undo_what_was_sent(fragile: Fragile) -> None:
    async with house(fragile) as home:
        wave = await home.open_wave()
        ask = await home.until(wave, ANA, "worry", {})
        fragile.flows.clear()
        sending = asyncio.create_task(home.says(wave, ANA, Wrote(DANGER), ask.turn))
        await asyncio.sleep(SHORT)
        sending.cancel()
        with pytest.raises(asyncio.CancelledError):
            await sending
        fragile.flows.set()
        await home.intake.settle()
        assert home.told.alerts == ["Autumn"]
        assert asked(await home.says(wave, ANA, Looked())).key == "good"


@pytest.mark.parametrize(("times", "saved"), [(1, True), (4, True), (5, False)])
async def test_a_talk_that_moved_on_is_read_again_a_few_times(
    fragile: Fragile, times: int, *, saved: bool
) -> None:
    async with house(fragile) as home:
        wave = await home.open_wave()
        ask = await home.until(wave, ANA, "safe", {})
        fragile.stale = times
        said = await home.says(wave, ANA, Chose(("no",)), ask.turn)
        assert isinstance(said[-1], Ask if saved else Problem)


# ---------------------------------------------------------------- screening
async def test_help_comes_though_nothing_can_be_screened() -> None:
    """Half of a damaged word list, no memory left: whatever it is."""

    async def broken(text: str, lang: str = "en", question: str = "") -> Verdict:
        raise MemoryError(text, lang, question)

    def careful(told: Told) -> Care:
        return Care(trouble=told.troubles.append, screen=broken)

    async with house(MemoryStore(), care=careful) as home:
        wave = await home.open_wave()
        ask = await home.until(wave, ANA, "worry", {})
        said = await home.says(wave, ANA, Wrote("the path"), ask.turn)
        assert said == (offers.unkept_help((), "en"), NOT_SAVED)
        assert {type(error) for error in home.told.troubles} == {MemoryError}


# ---------------------------------------------------------------- the keyring
async def test_help_comes_though_the_keys_are_gone(memory_house: House) -> None:
    wave = await memory_house.open_wave()
    ask = await memory_house.until(wave, ANA, "worry", {})
    memory_house.keyring.destroy(wave.id)
    said = await memory_house.says(wave, ANA, Wrote(DANGER), ask.turn)
    assert said == (UNKEPT, NOT_SAVED)


# ---------------------------------------------------------------- the alert
async def test_an_alert_that_fails_breaks_nothing() -> None:
    async def broken(_wave_name: str) -> None:
        raise OSError("the mail server is down")

    store, keyring, told = MemoryStore(), MemoryKeyring(), Told()
    async with house(store, keyring) as home:
        care = Care(trouble=told.troubles.append)
        intake = Intake(store, home.writer, keyring, home.clock, broken, care=care)
        wave = await home.open_wave()
        ask = await home.until(wave, ANA, "worry", {})
        said = await intake.receive(wave.code, Incoming(PersonId(ANA), Wrote(DANGER), ask.turn))
        await intake.settle()
        assert said[0] == offers.urgent_help([Kind.SELF_HARM], "en")
        assert [type(error) for error in told.troubles] == [OSError]
        assert len(await home.urgent.waiting()) == 1


async def test_the_alert_names_the_wave_and_nothing_else(memory_house: House) -> None:
    wave = await memory_house.open_wave()
    await memory_house.finishes(wave, ANA, {"worry": DANGER})
    await memory_house.finishes(wave, "web:bo", {})
    await memory_house.intake.settle()
    assert memory_house.told.alerts == ["Autumn"]


async def test_a_write_that_is_refused_raises_no_alert() -> None:
    class Refusing:
        async def write(self, write: Write, *, to_the_end: bool = False) -> Outcome:  # noqa: ARG002
            assert isinstance(write, SaveTalk)
            return Outcome.NOT_OPEN

    told = Told()
    delivery = Delivery(Refusing(), told.alert, unnoticed)
    assert await delivery.write(save("Ana", urgent=(urgent("one"),)), "Autumn") is Outcome.NOT_OPEN
    await delivery.settle()
    assert told.alerts == []


async def test_alerts_and_logs_may_be_left_out() -> None:
    await nobody_told("Autumn")
    unnoticed(OSError())


# ---------------------------------------------------------------- strange input
@pytest.mark.parametrize("who", ["", "web", "mail:ana", "web:" + "x" * 200])
async def test_a_strange_person_is_not_let_in(memory_house: House, who: str) -> None:
    wave = await memory_house.open_wave()
    with pytest.raises(UnknownCode):
        await memory_house.says(wave, who, Started())


STRANGE = [
    "\ud800 half a letter",
    "\0\x01\x02",
    "\u202egnirts",
    "z\u200be\u200br\u200bo",
    "🏳️‍🌈" * 50,
]


@pytest.mark.parametrize("text", STRANGE)
async def test_strange_characters_go_through_to_the_end(memory_house: House, text: str) -> None:
    wave = await memory_house.open_wave()
    assert await memory_house.finishes(wave, ANA, {"worry": text, "good": text})
    closed = await memory_house.closed(wave)
    assert len(await memory_house.store.texts(closed.id)) == 2


@pytest.mark.parametrize("keys", [("no",) * 500, ("x" * 100_000,), ()])
async def test_a_choice_beyond_all_measure_is_refused_and_the_question_stays(
    memory_house: House, keys: tuple[str, ...]
) -> None:
    wave = await memory_house.open_wave()
    ask = await memory_house.until(wave, ANA, "safe", {})
    problem, again = await memory_house.says(wave, ANA, Chose(keys), ask.turn)
    assert isinstance(problem, Problem)
    assert again == ask


@pytest.mark.parametrize("turn", [-1, 0, 10**30])
async def test_a_turn_that_never_was_changes_nothing(memory_house: House, turn: int) -> None:
    wave = await memory_house.open_wave()
    ask = await memory_house.until(wave, ANA, "safe", {})
    assert await memory_house.says(wave, ANA, Chose(("no",)), turn) == (ask,)


@pytest.mark.parametrize("language", ["", "xx", "en-GB", "x" * 1000])
async def test_a_language_we_do_not_speak_is_english(memory_house: House, language: str) -> None:
    wave = await memory_house.open_wave()
    said = await memory_house.says(wave, ANA, Looked(), language=language)
    assert said == await memory_house.says(wave, ANA, Looked())


# ---------------------------------------------------------------- what was kept cannot be read
@pytest.mark.parametrize("spoilt", [b"", b"noise" * 100])
async def test_a_talk_that_cannot_be_read_begins_again(memory_house: House, spoilt: bytes) -> None:
    wave = await memory_house.open_wave()
    ask = await memory_house.until(wave, ANA, "worry", {})
    shelf = memory_house.store._shelves[wave.id]  # type: ignore[attr-defined] # noqa: SLF001
    ((row, (talk, expires)),) = shelf.talks.items()
    shelf.talks[row] = (Talk(talk.version, spoilt), expires)
    said = await memory_house.says(wave, ANA, Wrote("the path"), ask.turn)
    assert isinstance(said[-1], Welcome)
    assert await memory_house.finishes(wave, ANA, {})
    assert await memory_house.store.finished(wave.id) == 1


@pytest.fixture
async def tight(memory_house: House, monkeypatch: pytest.MonkeyPatch) -> Wave:
    """A wave whose responses must fit into hardly anything."""
    monkeypatch.setattr("surveys.waves.waves.sealed_size", lambda _: 256)
    return await memory_house.open_wave()


async def test_answers_that_do_not_fit_are_refused_with_a_way_on(
    memory_house: House, tight: Wave
) -> None:
    long = {"worry": "a long walk in the dark " * 10}
    ask = await memory_house.until(tight, ANA, "again", long)
    said = await memory_house.says(tight, ANA, Chose(("yes",)), ask.turn)
    assert said == (problems.too_large("en"), ask)
    assert await memory_house.store.finished(tight.id) == 0
    assert await memory_house.says(tight, ANA, Looked()) == (ask,)


def test_the_size_of_a_survey_is_more_than_hardly_anything() -> None:
    assert sealing.sealed_size(survey()) > 256
