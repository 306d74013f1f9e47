"""`saidanddone moderation check`: a list that hears less than before fails."""

import contextlib
import dataclasses
import io
from collections import Counter
from pathlib import Path

import pytest

from bot.cli.main import run as run_command
from moderation import pipeline, rules, trial
from moderation.case_tables import NOT_URGENT, Message, messages
from moderation.shelf import LEXICONS, slots
from moderation.trial import BadFloors, Share, floors, store
from moderation.verdict import Finding, Route, Verdict

pytestmark = pytest.mark.timeout(1200)
"""All 30,000 messages."""

TOLD = Message("my dad hits me", "abuse_home", unseen=True)
FINE = Message("more bins please", "plain", unseen=True)

RECALL_FLOOR = 0.65
LOOKS_ALIKE_CEILING = 0.1
PLAIN_CEILING = 0.03


@dataclasses.dataclass(frozen=True)
class Checked:
    """What the command said of the shipped lists, and what it found in each text."""

    status: int
    said: str
    on_the_way: str
    verdicts: dict[str, Verdict]

    @property
    def found(self) -> set[str]:
        """The urgent messages that were called urgent."""
        return {m.text for m in messages() if m.urgent and _raised(self.verdicts[m.text])}


class Again:
    """Screens anew with a list that says less often that a text is urgent.

    Where no rule said so that changes nothing. Nor can it bring back what is lost: once that is
    more than may be, all that comes after is taken as it was.
    """

    def __init__(self, checked: Checked) -> None:
        self._before = checked.verdicts
        self._left, self._floor = checked.found, floors()["recall"] - _room()

    @property
    def has_lost_enough(self) -> bool:
        return len(self._left) < self._floor

    def screen(self, text: str) -> Verdict:
        before = self._before[text]
        if self.has_lost_enough or not any(map(_by_a_rule, before.findings)):
            return before
        verdict = pipeline.screen(text)
        if not _raised(verdict):
            self._left.discard(text)
        return verdict


def _room() -> float:
    """How many urgent messages may be lost without failing."""
    return trial._ROOM * sum(each.urgent for each in messages())  # noqa: SLF001


def _raised(verdict: Verdict) -> bool:
    return verdict.route is Route.ESCALATE


def _by_a_rule(finding: Finding) -> bool:
    """It was called urgent by a rule, even if the readers did not believe it."""
    urgent = finding.route is Route.ESCALATE or "the readers see nobody" in finding.why
    return urgent and not finding.why.startswith("reads like someone describing")


@pytest.fixture(scope="module")
def checked() -> Checked:
    """Every message of every table, screened once for all that is asked about them."""
    verdicts: dict[str, Verdict] = {}

    def screen(text: str) -> Verdict:
        verdicts[text] = pipeline.screen(text)
        return verdicts[text]

    said, on_the_way = io.StringIO(), io.StringIO()
    with (
        pytest.MonkeyPatch.context() as patch,
        contextlib.redirect_stdout(said),
        contextlib.redirect_stderr(on_the_way),
    ):
        patch.setattr(trial, "screen", screen)
        status = _run()
    return Checked(status, said.getvalue(), on_the_way.getvalue(), verdicts)


def _run() -> int:
    try:
        return run_command(["moderation", "check"])
    except SystemExit as ended:
        return int(ended.code or 0)


def test_the_shipped_lists_are_no_worse_than_their_floors(checked: Checked) -> None:
    assert checked.status == 0, checked.said
    assert checked.on_the_way.count("Screened ") >= 10
    assert "No worse than the stored floors." in checked.said
    assert "milliseconds" in checked.said


def test_what_was_held_out_is_heard_no_worse_than_measured(checked: Checked) -> None:
    """Floors a few points under the figures in docs/moderation.md: worse rules fail here."""
    found: dict[str, Counter[Route]] = {}
    for message in messages():
        if message.unseen:
            label = message.label if message.label in NOT_URGENT else "urgent"
            found.setdefault(label, Counter())[checked.verdicts[message.text].route] += 1
    shares = {label: one[Route.ESCALATE] / one.total() for label, one in found.items()}
    assert shares["urgent"] >= RECALL_FLOOR
    assert shares["looks_alike"] <= LOOKS_ALIKE_CEILING
    assert shares["plain"] <= PLAIN_CEILING


def test_a_broken_lexicon_fails(
    checked: Checked,
    monkeypatch: pytest.MonkeyPatch,
    tmp_path: Path,
    capsys: pytest.CaptureFixture[str],
) -> None:
    """The readers find most of what its rules found: tables tell it, and not a few texts."""
    again = Again(checked)
    monkeypatch.setattr(trial, "screen", again.screen)
    text = (LEXICONS / "disclosure.toml").read_text("utf-8")
    broken = tmp_path / "disclosure.toml"
    broken.write_text(text.replace('route = "escalate"', 'route = "hold"'), "utf-8")
    lists = {name: rules.lexicon(name) for name in ("questions", "abuse", "spam")}
    lists["disclosure"] = rules.read(broken, slots())
    monkeypatch.setattr("moderation.disclosure.lexicon", lists.__getitem__)
    with pytest.raises(SystemExit, match="1"):
        run_command(["moderation", "check"])
    assert "Worse than the stored floors: urgent messages" in capsys.readouterr().out
    assert again.has_lost_enough


def test_fewer_found_and_more_false_alarms_are_both_worse() -> None:
    found = trial.run([TOLD, FINE])
    kept = {name: share.hits for name, share in found.shares().items()}
    assert not found.worse_than(kept)
    assert found.worse_than({**kept, "recall": 2}) == ["recall"]
    louder = dataclasses.replace(found, plain=Share(1, 1))
    assert louder.worse_than(kept) == ["plain"]


def test_short_urgent_messages_are_screened_among_ordinary_ones_too() -> None:
    told = Message("my uncle touches me when mum is out", "abuse_home", unseen=True, apart=True)
    fine = Message("I like the new playground near the shops", "plain", unseen=False)
    found = trial.run([told, *[fine] * 6, TOLD])
    assert found.in_company == Share(1, 1)
    kept = {name: share.hits for name, share in found.shares().items()}
    assert found.worse_than({**kept, "in_company": 2}) == ["in_company"]


def test_it_is_told_how_far_the_check_is() -> None:
    told: list[tuple[int, int]] = []
    trial.run([TOLD, FINE] * 10, lambda done, of: told.append((done, of)))
    assert told == [(done, 20) for done in range(2, 21, 2)]


def test_floors_are_kept_and_read_again(tmp_path: Path) -> None:
    path = tmp_path / "floors.json"
    store(trial.run([TOLD, FINE]), path)
    assert floors(path) == {
        "recall": 1,
        "unseen_recall": 1,
        "in_company": 0,
        "looks_alike": 0,
        "plain": 0,
    }


def test_floors_that_cannot_be_read_say_what_to_do(tmp_path: Path) -> None:
    with pytest.raises(BadFloors, match="--store"):
        floors(tmp_path / "none.json")


def test_a_share_of_nothing_says_nothing() -> None:
    assert Share(0, 0).interval() == (0.0, 1.0)
    assert Share(0, 0).value == 0.0
