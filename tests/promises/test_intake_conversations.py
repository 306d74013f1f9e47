"""Whatever a person does, in whatever order, a conversation ends with one response or none."""

import asyncio

from hypothesis import given, settings
from hypothesis import strategies as st

from surveys.anonymity import sealing
from surveys.memory.store import MemoryStore
from surveys.messages import (
    AskedHelp,
    Came,
    ChangedLanguage,
    Chose,
    Forgotten,
    Left,
    Looked,
    PassedOn,
    Started,
    Stopped,
    Thank,
    WentBack,
    Wrote,
)
from surveys.records import NoAnswer
from tests.house import house

words = st.sampled_from(
    ["", "fine", "I want to kill myself tonight", "yes", "skip", "x" * 400, "\0", "😀" * 300]
)
moves = st.one_of(
    st.sampled_from([Looked(), Started(), WentBack(), AskedHelp(), Stopped(), Left()]),
    st.builds(Chose, st.lists(st.sampled_from(["yes", "no", "keep", "?"]), max_size=3).map(tuple)),
    st.builds(Wrote, words),
    st.builds(PassedOn, st.sampled_from([NoAnswer.SKIPPED, NoAnswer.DONT_KNOW])),
    st.builds(ChangedLanguage, st.sampled_from(["en", "cy", "xx"])),
)
forward = st.one_of(
    st.builds(Chose, st.just(("yes",))),
    st.builds(PassedOn, st.just(NoAnswer.SKIPPED)),
    st.builds(Wrote, words),
)
people = st.sampled_from(["web:ana", "telegram:1"])
conversations = st.lists(st.one_of(moves, forward), max_size=25).map(
    lambda rest: [Started(), *rest]
)


async def played(who: str, conversation: list[Came]) -> None:
    async with house(MemoryStore()) as home:
        wave = await home.open_wave()
        thanked: Thank | None = None
        gone_after_thanks = False
        for came in conversation:
            said = await home.says(wave, who, came)
            assert said
            thanked = next((each for each in said if isinstance(each, Thank)), thanked)
            gone_after_thanks |= bool(thanked) and any(isinstance(e, Forgotten) for e in said)
        assert home.told.troubles == []
        assert not gone_after_thanks
        sealed = await home.store.sealed(wave.id)
        assert len(sealed) == (1 if thanked else 0)
        assert all(len(each) == wave.sealed_size + 48 for each in sealed)
        key = home.keyring.keys(wave.id).seal
        keys = {question.key for question in wave.survey.questions}
        assert all(set(sealing.unseal(each, key).answers) == keys for each in sealed)
        await home.closed(wave)
        assert len(await home.store.responses(wave.id)) == len(sealed)


@settings(max_examples=60, deadline=None)
@given(people, conversations)
def test_a_conversation_ends_with_one_response_or_none(who: str, conversation: list[Came]) -> None:
    asyncio.run(played(who, conversation))
