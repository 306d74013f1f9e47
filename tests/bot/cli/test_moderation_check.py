"""`saidanddone moderation check`: a list that hears less than before fails."""

import dataclasses
from array import array
from collections.abc import Callable, Iterator, Sequence
from pathlib import Path
from typing import Any

import pytest

from bot.cli.main import run as run_command
from moderation import rules, trial
from moderation.case_tables import Message
from moderation.reading import Reading, Understanding
from moderation.shelf import LEXICONS, slots
from moderation.trial import BadFloors, Share, floors, store

pytestmark = pytest.mark.timeout(1200)
"""All 30,000 messages, twice."""

TOLD = Message("my dad hits me", "abuse_home", unseen=True)
FINE = Message("more bins please", "plain", unseen=True)

Read = Callable[[Understanding[Any], str], Reading]


@dataclasses.dataclass(frozen=True)
class Told:
    """Of what was read, what is asked for: not the states, a hundred times as large."""

    told: Sequence[float]


def once(read: Read) -> Read:
    """A reader says the same of the same text, whatever the lists say."""
    kept: dict[tuple[int, str], Reading] = {}

    def remembered(reader: Understanding[Any], text: str) -> Reading:
        key = id(reader), text
        if key not in kept:
            said = read(reader, text)
            told = Told(array("d", said.read.told))
            kept[key] = dataclasses.replace(said, read=told)  # type: ignore[arg-type]
        return kept[key]

    return remembered


@pytest.fixture(scope="module", autouse=True)
def _read_once() -> Iterator[None]:
    """All tables are screened twice here; three quarters of the time is what readers take."""
    with pytest.MonkeyPatch.context() as patch:
        patch.setattr(Understanding, "read", once(Understanding.read))
        yield


def test_the_shipped_lists_are_no_worse_than_their_floors(
    capsys: pytest.CaptureFixture[str],
) -> None:
    assert run_command(["moderation", "check"]) == 0
    said, on_the_way = capsys.readouterr()
    assert on_the_way.count("Screened ") >= 10
    assert "No worse than the stored floors." in said
    assert "milliseconds" in said


def test_a_broken_lexicon_fails(
    monkeypatch: pytest.MonkeyPatch, tmp_path: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    text = (LEXICONS / "disclosure.toml").read_text("utf-8")
    broken = tmp_path / "disclosure.toml"
    broken.write_text(text.replace('route = "escalate"', 'route = "hold"'), "utf-8")
    lists = {name: rules.lexicon(name) for name in ("questions", "abuse", "spam")}
    lists["disclosure"] = rules.read(broken, slots())
    monkeypatch.setattr("moderation.disclosure.lexicon", lists.__getitem__)
    with pytest.raises(SystemExit, match="1"):
        run_command(["moderation", "check"])
    assert "Worse than the stored floors: urgent messages" in capsys.readouterr().out


def test_fewer_found_and_more_false_alarms_are_both_worse() -> None:
    found = trial.run([TOLD, FINE])
    kept = {name: share.hits for name, share in found.shares().items()}
    assert not found.worse_than(kept)
    assert found.worse_than({**kept, "recall": 2}) == ["recall"]
    louder = dataclasses.replace(found, plain=Share(1, 1))
    assert louder.worse_than(kept) == ["plain"]


def test_it_is_told_how_far_the_check_is() -> None:
    told: list[tuple[int, int]] = []
    trial.run([TOLD, FINE] * 10, lambda done, of: told.append((done, of)))
    assert told == [(done, 20) for done in range(2, 21, 2)]


def test_floors_are_kept_and_read_again(tmp_path: Path) -> None:
    path = tmp_path / "floors.json"
    store(trial.run([TOLD, FINE]), path)
    assert floors(path) == {"recall": 1, "unseen_recall": 1, "looks_alike": 0, "plain": 0}


def test_floors_that_cannot_be_read_say_what_to_do(tmp_path: Path) -> None:
    with pytest.raises(BadFloors, match="--store"):
        floors(tmp_path / "none.json")


def test_a_share_of_nothing_says_nothing() -> None:
    assert Share(0, 0).interval() == (0.0, 1.0)
    assert Share(0, 0).value == 0.0
