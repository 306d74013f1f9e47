"""Whole conversations through the real intake, as files anyone can read and review.

A file opens with what it shows, the survey and the browser's language. Lines after `>` are what
the person does (see playing.py); all else is what the product says. `pytest --update` writes
the product's part anew: review the difference.
"""

import asyncio
from pathlib import Path

import pytest

from surveys.definitions.reading import library, load
from surveys.memory.store import MemoryStore
from surveys.wording import LANGUAGES
from tests.house import house
from tests.transcripts.drawing import draw
from tests.transcripts.playing import Player

HERE = Path(__file__).parent
GOLDEN = sorted(HERE.glob("*.txt"))


async def play(written: str) -> str:
    """The same transcript, with what the product says now."""
    head, *steps = [part.strip() for part in written.split("\n> ")]
    survey, language = head.splitlines()[-2:]
    async with house(MemoryStore()) as made:
        wave = await made.open_wave(load(survey.removeprefix("survey: ")))
        player = Player(made, wave, language.removeprefix("language: "))
        parts = [head]
        for step in steps:
            said = step.splitlines()[0]
            parts.append(f"> {said}\n{draw(await player.play(said))}".rstrip())
        parts.append(
            f"({len(made.told.alerts)} alerts, {await made.store.finished(wave.id)} saved)"
        )
    return "\n\n".join(parts) + "\n"


@pytest.mark.parametrize("path", GOLDEN, ids=lambda path: path.stem)
def test_a_conversation_goes_as_it_is_written(path: Path, *, updating: bool) -> None:
    written = path.read_text(encoding="utf-8")
    now = asyncio.run(play(written))
    if updating:
        path.write_text(now, encoding="utf-8")
    assert now == path.read_text(encoding="utf-8")


@pytest.mark.parametrize("language", LANGUAGES)
@pytest.mark.parametrize("survey", library())
def test_every_survey_has_a_conversation_in_every_language(survey: str, language: str) -> None:
    assert [path for path in GOLDEN if path.name.startswith(f"{survey}.{language}.")]


@pytest.mark.parametrize("name", ["hurt", "worried", "taken-back"])
def test_nobody_updates_away_the_help_for_a_child_who_is_hurt(name: str) -> None:
    told = (HERE / f"safety-pulse.en.{name}.txt").read_text(encoding="utf-8")
    assert "+ HELP, URGENT" in told
    assert "A safeguarding lead will read it" in told
    assert "(1 alerts" in told
