"""Closing: everything out exactly once, in random order; keys gone; cut off and resumed."""

from collections import Counter
from collections.abc import Mapping, Sequence
from datetime import date

import pytest

from moderation.verdict import Route
from surveys.anonymity import sealing
from surveys.anonymity.keyring import MemoryKeyring
from surveys.errors import (
    KeyMissing,
    MiscountedClose,
    UnknownWave,
    UnreadableResponses,
    WaveNotOpen,
)
from surveys.memory.store import MemoryStore
from surveys.records import (
    Answer,
    HeldBack,
    NoAnswer,
    Passed,
    Picked,
    Response,
    ReviewText,
    Screened,
    TextState,
    Wave,
    WaveState,
    Withheld,
)
from surveys.store import Renew, Store, as_it_is
from surveys.waves import closing
from surveys.waves.closing import close, rewritten
from surveys.writes import Finish
from tests.house import NOON, House, house, survey

TODAY = NOON.date()


async def finished(store: Store, wave: Wave, response: Response, name: str) -> None:
    """A response straight into the store, as the intake would have sealed it."""
    sealed = sealing.seal(response, wave.public_key, wave.sealed_size)
    raw = name.encode().ljust(32, b".")
    await store.commit([Finish(wave.id, raw, 0, raw, raw, sealed)])


def picked(n: int) -> Response:
    return Response({"safe": Picked((f"option-{n}",))})


def counted(responses: Sequence[Response]) -> Counter[str]:
    return Counter(repr(sorted(response.answers.items())) for response in responses)


# ---------------------------------------------------------------- what comes out
async def test_every_response_comes_out_exactly_once(house: House, wave: Wave) -> None:
    for n in range(25):
        await finished(house.store, wave, picked(n % 20), str(n))
    closed = await house.closed(wave)
    assert (closed.state, closed.closed_on) == (WaveState.CLOSED, TODAY)
    found = await house.store.responses(wave.id)
    assert counted(found) == counted([picked(n % 20) for n in range(25)])
    assert await house.store.finished(wave.id) == 0


async def test_a_wave_nobody_answered_closes_too(house: House, wave: Wave) -> None:
    assert (await house.closed(wave)).state is WaveState.CLOSED
    assert await house.store.responses(wave.id) == ()


async def test_the_keys_are_gone_and_old_copies_cannot_be_opened(house: House, wave: Wave) -> None:
    await finished(house.store, wave, picked(1), "one")
    (copy,) = await house.store.sealed(wave.id)
    await house.closed(wave)
    assert not house.keyring.has(wave.id)
    assert sealing.sealed_size(wave.survey) + 48 == len(copy)


async def test_words_go_to_review_by_their_route_and_the_rest_stays(
    house: House, wave: Wave
) -> None:
    given: dict[str, Answer] = {
        "open": Screened("lovely", Route.PUBLISH, (), 0.5, 0.5, "en"),
        "held": Screened("ring [name]", Route.HOLD, ("personal_data",), -0.5, 0.25, "cy"),
        "worse": Screened("nobody could be told", Route.ESCALATE, ("self_harm",)),
        "gone": Withheld(),
        "not": Passed(NoAnswer.SKIPPED),
        "safe": Picked(("yes",)),
    }
    await finished(house.store, wave, Response(given), "one")
    await house.closed(wave)
    texts = {text.question: text for text in await house.store.texts(wave.id)}
    assert {key: text.state for key, text in texts.items()} == {
        "open": TextState.PUBLISHED,
        "held": TextState.HELD,
        "worse": TextState.HELD,
    }
    held = texts["held"]
    assert (held.redacted, held.labels, held.language) == ("ring [name]", ("personal_data",), "cy")
    assert (held.polarity, held.subjectivity) == (-0.5, 0.25)
    (response,) = await house.store.responses(wave.id)
    assert dict(response.answers) == {
        "open": given["open"],
        "held": HeldBack(),
        "worse": HeldBack(),
        "gone": Withheld(),
        "not": Passed(NoAnswer.SKIPPED),
        "safe": Picked(("yes",)),
    }


def test_order_and_ids_have_nothing_to_do_with_arrival() -> None:
    came = [
        Response({"safe": Picked((str(n),)), "t": Screened(str(n), Route.HOLD)}) for n in range(300)
    ]
    fresh = rewritten("wave", came)
    order = [response.answers["safe"] for response in fresh.responses.values()]
    by_id = [fresh.responses[name].answers["safe"] for name in sorted(fresh.responses)]
    texts = [Picked((text.redacted,)) for text in fresh.texts]
    arrived = [Picked((str(n),)) for n in range(300)]
    for seen in (order, by_id, texts):
        assert Counter(seen) == Counter(arrived)
        assert sum(one == other for one, other in zip(seen, arrived, strict=True)) < 10
    assert order != by_id != texts != order
    assert len({text.id for text in fresh.texts} | set(fresh.responses)) == 600


def test_texts_stay_tied_to_their_own_response() -> None:
    came = [
        Response({"safe": Picked((str(n),)), "t": Screened(str(n), Route.HOLD)}) for n in range(50)
    ]
    fresh = rewritten("wave", came)
    for text in fresh.texts:
        assert fresh.responses[text.response_id].answers["safe"] == Picked((text.redacted,))


# ---------------------------------------------------------------- where it may stand
async def test_a_draft_cannot_be_closed(house: House) -> None:
    draft = await house.waves.create(survey(), "Autumn")
    with pytest.raises(WaveNotOpen):
        await house.closed(draft)


async def test_an_unknown_wave_cannot_be_closed(house: House) -> None:
    with pytest.raises(UnknownWave):
        await close(house.store, house.keyring, "nowhere", TODAY)


async def test_a_closed_wave_stays_as_it_is(house: House, wave: Wave) -> None:
    await finished(house.store, wave, picked(1), "one")
    once = await house.closed(wave)
    house.clock.pass_(days=3)
    assert await house.closed(wave) == once
    assert len(await house.store.responses(wave.id)) == 1


async def test_without_the_keys_the_wave_stays_open(house: House, wave: Wave) -> None:
    await finished(house.store, wave, picked(1), "one")
    with pytest.raises(KeyMissing):
        await close(house.store, MemoryKeyring(), wave.code, TODAY)
    assert (await house.waves.one(wave.code)).state is WaveState.OPEN
    assert (await house.closed(wave)).state is WaveState.CLOSED


async def test_one_spoilt_response_stops_the_close_and_nothing_is_lost(
    house: House, wave: Wave
) -> None:
    for n in range(5):
        await finished(house.store, wave, picked(n), str(n))
    alien = b"alien".ljust(32)
    await house.store.commit([Finish(wave.id, alien, 0, alien, alien, b"spoilt")])
    with pytest.raises(UnreadableResponses, match="1: Some sealed"):
        await house.closed(wave)
    assert (await house.waves.one(wave.code)).state is WaveState.CLOSING
    assert house.keyring.has(wave.id)
    assert len(await house.store.sealed(wave.id)) == 6
    assert await house.store.responses(wave.id) == ()


async def test_what_cannot_be_opened_is_left_out_only_up_to_the_number_agreed(
    house: House, wave: Wave
) -> None:
    for n in range(3):
        await finished(house.store, wave, picked(n), str(n))
    for alien in (b"alien".ljust(32), b"other".ljust(32)):
        await house.store.commit([Finish(wave.id, alien, 0, alien, alien, b"spoilt")])
    with pytest.raises(UnreadableResponses) as stopped:
        await close(house.store, house.keyring, wave.code, TODAY, leave_out=1)
    assert stopped.value.number == 2
    assert len(await house.store.sealed(wave.id)) == 5
    closed = await close(house.store, house.keyring, wave.code, TODAY, leave_out=2)
    assert closed.state is WaveState.CLOSED
    found = await house.store.responses(wave.id)
    assert counted(found) == counted([picked(n) for n in range(3)])
    assert not house.keyring.has(wave.id)


async def test_another_waves_key_leaves_nothing_out(house: House, wave: Wave) -> None:
    await finished(house.store, wave, picked(1), "one")
    strange = MemoryKeyring()
    strange.create(wave.id)
    with pytest.raises(KeyMissing):
        await close(house.store, strange, wave.code, TODAY, leave_out=1)
    assert len(await house.store.sealed(wave.id)) == 1


async def test_progress_is_told_to_the_end(house: House, wave: Wave) -> None:
    for n in range(3):
        await finished(house.store, wave, picked(n), str(n))
    told: list[tuple[str, int, int]] = []
    await close(house.store, house.keyring, wave.code, TODAY, lambda *step: told.append(step))
    assert told[0] == ("opening", 3, 3)
    assert told[-1] == ("scrubbing", 2, 2)
    assert [what for what, _, _ in told] == sorted(
        (what for what, _, _ in told), key=["opening", "writing", "scrubbing"].index
    )


# ---------------------------------------------------------------- cut off
class Cut(Exception):
    """The program died here."""


class Mortal(MemoryStore):
    """Dies when told to: before or after one of its methods has done its work."""

    def __init__(self) -> None:
        super().__init__()
        self.dies = ("", "")
        self.scrubbed = 0

    def _die(self, when: str, what: str) -> None:
        if self.dies == (when, what):
            self.dies = ("", "")
            raise Cut

    async def move_wave(self, wave_id: str, before: WaveState, after: WaveState, on: date) -> None:
        self._die("before", f"to {after}")
        await super().move_wave(wave_id, before, after, on)
        self._die("after", f"to {after}")

    async def rewrite(
        self,
        wave_id: str,
        responses: Mapping[str, Response],
        texts: Sequence[ReviewText],
        renew: Renew = as_it_is,
        *,
        left_out: int | None = None,
    ) -> None:
        self._die("before", "rewrite")
        await super().rewrite(wave_id, responses, texts, renew, left_out=left_out)
        self._die("after", "rewrite")

    async def scrub(self) -> None:
        self._die("before", f"scrub {self.scrubbed}")
        self.scrubbed += 1
        self._die("after", f"scrub {self.scrubbed}")


MOMENTS = [
    (when, what)
    for when in ("before", "after")
    for what in ("to closing", "rewrite", "scrub 0", "scrub 1", "scrub 2", "to closed")
]


@pytest.mark.parametrize(("when", "what"), MOMENTS)
async def test_a_close_cut_off_anywhere_goes_on_and_loses_nothing(when: str, what: str) -> None:
    store = Mortal()
    async with house(store) as home:
        wave = await home.open_wave()
        for n in range(8):
            await finished(store, wave, picked(n), str(n))
        store.dies = (when, what)
        for _ in range(2):
            try:
                closed = await home.closed(wave)
            except Cut:
                continue
            break
        assert closed.state is WaveState.CLOSED
        found = await store.responses(wave.id)
        assert counted(found) == counted([picked(n) for n in range(8)])
        assert not home.keyring.has(wave.id)
        assert store.scrubbed >= 2


async def test_a_close_cut_off_after_the_keys_went_still_ends(memory_house: House) -> None:
    wave = await memory_house.open_wave()
    await finished(memory_house.store, wave, picked(1), "one")
    store = memory_house.store
    await store.move_wave(wave.id, WaveState.OPEN, WaveState.CLOSING, TODAY)
    await store.rewrite(wave.id, {"r": picked(1)}, [])
    memory_house.keyring.destroy(wave.id)
    assert (await memory_house.closed(wave)).state is WaveState.CLOSED


class Forgetful(MemoryStore):
    """Loses one response on the way, as no store should."""

    async def rewrite(
        self,
        wave_id: str,
        responses: Mapping[str, Response],
        texts: Sequence[ReviewText],
        renew: Renew = as_it_is,
        *,
        left_out: int | None = None,
    ) -> None:
        kept = dict(list(responses.items())[1:])
        await super().rewrite(wave_id, kept, texts, renew, left_out=left_out)


async def test_a_miscount_keeps_keys_and_answers_however_often_it_is_tried() -> None:
    async with house(Forgetful()) as home:
        wave = await home.open_wave()
        await finished(home.store, wave, picked(1), "one")
        for _ in range(2):
            with pytest.raises(MiscountedClose):
                await home.closed(wave)
            assert home.keyring.has(wave.id)
            assert len(await home.store.sealed(wave.id)) == 1


async def test_batches_cover_the_whole_wave(
    memory_house: House, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(closing, "BATCH", 3)
    wave = await memory_house.open_wave()
    for n in range(7):
        await finished(memory_house.store, wave, picked(n), str(n))
    await memory_house.closed(wave)
    found = await memory_house.store.responses(wave.id)
    assert counted(found) == counted([picked(n) for n in range(7)])
