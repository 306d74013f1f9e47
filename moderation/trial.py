"""How well lists and model do on the shipped case tables: what `moderation check` reports."""

import json
import time
from collections.abc import Callable, Iterable, Mapping, Sequence
from dataclasses import dataclass
from math import sqrt
from pathlib import Path
from typing import Any

from moderation.case_tables import CASES, Message, messages
from moderation.company import in_company
from moderation.errors import ModerationError
from moderation.pipeline import screen
from moderation.verdict import Route

FLOORS = CASES.parent / "floors.json"
"""What was reached when the lists last changed; a change that does worse fails."""

_Z = 1.96
_ROOM = 0.002
"""Share of a table that may turn without failing: one word mended moves a text or two."""
_MILLI = 1000


Tell = Callable[[int, int], None]
"""Called with how many messages are screened, and of how many."""


class BadFloors(ModerationError):
    """The stored floors cannot be read. Write them anew with `moderation check --store`."""


@dataclass(frozen=True, slots=True)
class Share:
    """So many of so many, with its 95% interval (Wilson)."""

    hits: int
    total: int

    @property
    def value(self) -> float:
        return self.hits / self.total if self.total else 0.0

    def interval(self) -> tuple[float, float]:
        """The two ends between which the true share lies, 19 times in 20."""
        if not self.total:
            return 0.0, 1.0
        over = 1 + _Z * _Z / self.total
        middle = (self.value + _Z * _Z / (2 * self.total)) / over
        spread = self.value * (1 - self.value) / self.total
        half = _Z / over * sqrt(spread + _Z * _Z / (4 * self.total * self.total))
        return max(0.0, middle - half), min(1.0, middle + half)


@dataclass(frozen=True, slots=True)
class Trial:
    """What one run over the tables found. `unseen`: of the messages no model was trained on.

    `in_company`: of the short urgent ones written apart, each among ordinary ones in one answer.
    """

    recall: Share
    unseen_recall: Share
    in_company: Share
    looks_alike: Share
    plain: Share
    milliseconds: float

    def shares(self) -> Mapping[str, Share]:
        """The shares by the names of their floors."""
        return {
            "recall": self.recall,
            "unseen_recall": self.unseen_recall,
            "in_company": self.in_company,
            "looks_alike": self.looks_alike,
            "plain": self.plain,
        }

    def worse_than(self, floors: Mapping[str, int]) -> list[str]:
        """The names of the counts that got worse: fewer found, or more false alarms."""
        worse = []
        for name, share in self.shares().items():
            lost = floors[name] - share.hits
            if (lost if name in _HEARD else -lost) > _ROOM * share.total:
                worse.append(name)
        return worse


def run(tables: Iterable[Message] | None = None, tell: Tell = lambda _done, _of: None) -> Trial:
    """Screen every message of the case tables, and `tell` after each tenth of them."""
    every = tuple(messages() if tables is None else tables)
    screen("ready")
    began = time.process_time()
    tenth = max(1, len(every) // 10)
    raised = set()
    for done, message in enumerate(every, start=1):
        if screen(message.text).route is Route.ESCALATE:
            raised.add(message)
        if done % tenth == 0:
            tell(done, len(every))
    spent = (time.process_time() - began) * _MILLI / max(1, len(every))

    def share(which: Iterable[Message]) -> Share:
        asked = set(which)
        return Share(len(asked & raised), len(asked))

    return Trial(
        share(m for m in every if m.urgent),
        share(m for m in every if m.urgent and m.unseen),
        _company(every),
        share(m for m in every if m.label == "looks_alike"),
        share(m for m in every if m.label == "plain"),
        spent,
    )


def _company(every: Sequence[Message]) -> Share:
    some = (message for message in every if message.urgent and message.apart)
    answers = [answer for _, answer in in_company(every, some)]
    return Share(sum(screen(answer).urgent for answer in answers), len(answers))


def floors(path: Path = FLOORS) -> dict[str, int]:
    """The stored counts."""
    try:
        raw: Any = json.loads(path.read_text("utf-8"))
        return {str(name): int(raw[name]) for name in _NAMES}
    except (OSError, ValueError, KeyError, TypeError) as error:
        raise BadFloors from error


def store(trial: Trial, path: Path = FLOORS) -> None:
    """Keep what was reached, as the floors of the next run."""
    counts = {name: share.hits for name, share in trial.shares().items()}
    path.write_text(json.dumps(counts, indent=2) + "\n", "utf-8")


_HEARD = ("recall", "unseen_recall", "in_company")
_NAMES = (*_HEARD, "looks_alike", "plain")
