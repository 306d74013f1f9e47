"""Simulated boards, released and attacked: what a solver gets out of everything they published.

    python -m tests.attacks.boards --first 0 --boards 500

One JSON line. Every board's figures are read back from its CSV file; those of every fiftieth from
JSON, too, and must be the same; tests/documents/test_same_figures.py compares the other formats.
Every board has a second issue one person later; every fourth a second release that cuts its groups
otherwise, every fifth another wave that is released alone and with the first. In every third
people wrote about themes.
"""

import argparse
import csv
import io
import json
import random
import sys
import time
from collections import Counter
from collections.abc import Mapping, Sequence
from dataclasses import asdict, dataclass, field

from exports.aggregate import Counts, aggregate
from exports.decided import Decided
from exports.errors import ReleaseClash
from exports.layout import Joins
from exports.ledger import Wanted, rule
from exports.lines import Line, lines
from exports.make import Material, snapshot
from exports.render import render
from exports.report import Report
from exports.theme_findings import with_themes
from surveys.definition import Survey
from surveys.records import Response
from surveys.releases import Release, follow
from tests.attacks.solving import Seen, attack, truth
from tests.exports.simulated import AREAS, BOARD, TODAY, closed, people, pulse

THEMES = {"lights": "Lighting", "bus": "Buses", "home": "Home life", "rare": "Dogs"}
SIZES = (60, 100, 160, 250, 400, 600)


@dataclass
class Tally:
    boards: int = 0
    releases: int = 0
    refused: int = 0
    targets: int = 0
    solved: int = 0
    narrowed: int = 0
    present: int = 0
    exposed_by_reissue: int = 0
    unequal_formats: int = 0
    slowest_audit: float = 0.0
    shown_of_400: int = 0
    cells_of_400: int = 0
    examples: list[str] = field(default_factory=list)


@dataclass
class Board:
    """A survey, its waves, its ledger, and what its readers have."""

    survey: Survey
    tally: Tally
    ledger: list[Release] = field(default_factory=list)
    seen: list[Seen] = field(default_factory=list)
    truths: Counter[tuple[str, ...]] = field(default_factory=Counter)

    def release(self, counts: Mapping[str, Counts], joins: Joins | None = None) -> Report | None:
        began = time.perf_counter()
        try:
            ruling = rule(Wanted(self.survey, counts, joins), self.ledger)
        except ReleaseClash:
            self.tally.refused += 1
            return None
        assert ruling is not None
        self.tally.slowest_audit = max(self.tally.slowest_audit, time.perf_counter() - began)
        if ruling.again is None:
            new = Release(TODAY, ruling.name, ruling.waves, ruling.content, ruling.behind)
            self.ledger.append(follow(self.ledger, new))
        self.tally.releases += 1
        report = self.report(ruling.decided)
        self.seen.append(Seen(ruling.waves, read_back(report)))
        return report

    def report(self, decided: Decided) -> Report:
        return snapshot(Material(closed(self.survey), decided, TODAY, BOARD))

    def counted(self, wave: str, responses: Sequence[Response]) -> Counts:
        self.truths.update(truth(self.survey, wave, responses))
        return aggregate(self.survey, responses)


def read_back(report: Report) -> list[Line]:
    """The figures as the CSV file has them."""
    rows = csv.DictReader(io.StringIO(render(report, "csv").decode("utf-8-sig")))
    printed = [row for row in rows if row["section"] != "About"]
    whole = list(lines(report))
    assert len(printed) == len(whole)
    return [
        Line(
            line.section,
            line.question,
            line.answer,
            line.group,
            number(row["count"]),
            number(row["percent"]),
            number(row["base"]),
            "",
        )
        for line, row in zip(whole, printed, strict=True)
    ]


def number(text: str) -> int | None:
    return int(text) if text.strip().isdigit() else None


def same_in_every_format(report: Report) -> bool:
    """Counts, percentages and bases of JSON, as the CSV has them."""
    whole = [(line.count, line.percent, line.base) for line in lines(report)]
    raw = json.loads(render(report, "json"))
    figures = raw["numbers"]
    told = [(each.get("count"), each.get("percent"), each.get("base")) for each in figures]
    return told == whole


def one(number_: int, tally: Tally) -> None:
    deal = random.Random(number_)
    areas, size = deal.randint(2, len(AREAS)), deal.choice(SIZES)
    if number_ % 10 == 0:
        areas, size = len(AREAS), 400
    survey = pulse(AREAS[:areas])
    if number_ % 3 == 0:
        survey = with_themes(survey, THEMES)
    board = Board(survey, tally)
    some = people(survey, size, number_)
    counts = board.counted("w1", some)
    first = board.release({"w1": counts})
    tally.boards += 1
    if first is None:
        return
    if number_ % 10 == 0:
        _still_says_something(first, tally)
    if number_ % 50 == 0 and not same_in_every_format(first):
        tally.unequal_formats += 1
    _second_issue(board, first, some, deal)
    if number_ % 4 == 0:
        board.release({"w1": counts}, {"area": [("a0", "a1")], "age": [("o1", "o2")]})
    if number_ % 5 == 0:
        other = board.counted("w2", people(survey, deal.choice(SIZES), number_ + 10**6))
        board.release({"w2": other})
        board.release({"w1": counts, "w2": other})
    found = attack(survey, board.truths, board.seen)
    tally.targets += found.targets
    tally.solved += len(found.solved)
    tally.narrowed += len(found.narrowed)
    tally.present += len(found.present)
    tally.examples += [f"{number_}: {n}" for n in {*found.narrowed, *found.present}][:3]


def _second_issue(board: Board, first: Report, some: list[Response], deal: random.Random) -> None:
    """One person more, or one fewer, than the first issue counted."""
    more = [*some, *people(board.survey, 1, deal.randrange(10**6))]
    ruling = rule(Wanted(board.survey, {"w1": aggregate(board.survey, more)}), board.ledger)
    assert ruling is not None
    before = [(x.count, x.percent, x.base) for x in lines(first)]
    after = [(x.count, x.percent, x.base) for x in lines(board.report(ruling.decided))]
    board.tally.exposed_by_reissue += before != after


def _still_says_something(report: Report, tally: Tally) -> None:
    cells = [line for line in lines(report) if line.group not in {"", "Everyone asked"}]
    tally.cells_of_400 += len(cells)
    tally.shown_of_400 += sum(line.count is not None for line in cells)


def campaign(first: int, boards: int, tally: Tally | None = None) -> Tally:
    tally = tally or Tally()
    for number_ in range(first, first + boards):
        one(number_, tally)
    return tally


def main(arguments: Sequence[str]) -> None:
    parser = argparse.ArgumentParser()
    parser.add_argument("--first", type=int, default=0)
    parser.add_argument("--boards", type=int, default=100)
    parser.add_argument("--seconds", type=float, default=540)
    asked = parser.parse_args(arguments)
    tally, began = Tally(), time.monotonic()
    for number_ in range(asked.first, asked.first + asked.boards):
        if time.monotonic() - began > asked.seconds:
            break
        one(number_, tally)
    said = asdict(tally) | {"seconds": round(time.monotonic() - began, 1)}
    sys.stdout.write(json.dumps(said) + "\n")


if __name__ == "__main__":
    main(sys.argv[1:])
