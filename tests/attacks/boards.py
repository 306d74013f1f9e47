"""Simulated boards, released and attacked: what a solver gets out of everything they published.

The figures of every release are read back from its CSV file and must be the same in JSON and HTML;
those of every board's first one in its workbook, too; those of every twentieth's in Word, PDF and
PowerPoint. Every board has a second issue one person later
or earlier; every sixth another one, published as well, after an officer has read all texts; every
fourth a second release that cuts its groups otherwise, every fifth another wave that is released
alone and with the first. In every third people wrote about themes.

`python -m tests.attacks.campaign` runs many of them.
"""

import csv
import io
import random
import time
from collections import Counter
from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass, field, replace

from exports.aggregate import Counts, aggregate
from exports.decided import Decided
from exports.errors import ReleaseClash
from exports.layout import Joins
from exports.ledger import Ruling, Wanted, rule
from exports.lines import Line, lines
from exports.make import Material, snapshot
from exports.render import render
from exports.report import Report
from exports.theme_findings import KEY, with_themes
from moderation.verdict import Route
from surveys.definition import Survey
from surveys.records import HeldBack, NoAnswer, Passed, Response, Screened
from surveys.releases import Release, follow
from tests.attacks.solving import Changed, Seen, attack, truth
from tests.documents.reading import SAME
from tests.exports.simulated import AREAS, BOARD, TODAY, closed, people, pulse

THEMES = {"lights": "Lighting", "bus": "Buses", "home": "Home life", "rare": "Dogs"}
LET_THROUGH = Screened("Words.", Route.PUBLISH)
ALWAYS = ("csv", "json", "html")
SLOW = ("docx", "pptx", "pdf")
"""The documents; tests/documents/ looks at each of them more closely."""
SIZES = (60, 100, 160, 250, 400, 600)
ADDED_UP = 5
"""Every so many boards have another wave."""


@dataclass
class Tally:
    boards: int = 0
    releases: int = 0
    refused: int = 0
    targets: int = 0
    solved: int = 0
    narrowed: int = 0
    present: int = 0
    alike: int = 0
    exposed_by_reissue: int = 0
    read_back: Counter[str] = field(default_factory=Counter)
    unequal: list[str] = field(default_factory=list)
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
    read: set[Changed] = field(default_factory=set)
    formats: Sequence[str] = ALWAYS

    def release(self, counts: Mapping[str, Counts], joins: Joins | None = None) -> Report | None:
        began = time.process_time()
        try:
            ruling = rule(Wanted(self.survey, counts, joins), self.ledger)
        except ReleaseClash:
            self.tally.refused += 1
            return None
        assert ruling is not None
        self.tally.slowest_audit = max(self.tally.slowest_audit, time.process_time() - began)
        if ruling.again is None:
            new = Release(TODAY, ruling.name, ruling.waves, ruling.content, ruling.behind)
            self.ledger.append(follow(self.ledger, new))
        self.tally.releases += 1
        report = self.report(ruling.decided)
        self.seen.append(
            Seen(tuple(self._issue(wave, ruling) for wave in ruling.waves), read_back(report))
        )
        self._compare(report)
        return report

    def _issue(self, wave: str, ruling: Ruling) -> str:
        """A wave's first issue, or the one after all texts had been read, if those were counted."""
        later = {before: after for before, after, _ in self.read}
        return wave if "words" in ruling.decided.kept else later.get(wave, wave)

    def _compare(self, report: Report) -> None:
        self.tally.read_back.update(self.formats)
        self.tally.unequal += [f for f in self.formats if not SAME[f](report, render(report, f))]

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
        replace(
            line,
            note="",
            count=number(row["count"]),
            percent=number(row["percent"]),
            base=number(row["base"]),
        )
        for line, row in zip(whole, printed, strict=True)
    ]


def number(text: str) -> int | None:
    return int(text) if text.strip().isdigit() else None


def one(number_: int, tally: Tally) -> None:
    deal = random.Random(number_)
    areas, size = deal.randint(2, len(AREAS)), deal.choice(SIZES)
    if number_ % 10 == 0:
        areas, size = len(AREAS), 400
    survey = pulse(AREAS[:areas])
    if number_ % 3 == 0:
        survey = with_themes(survey, THEMES)
    board = Board(survey, tally, formats=(*ALWAYS, "xlsx", *(SLOW * (number_ % 20 == 7))))
    tally.boards += 1
    some = answered(survey, size, number_)
    if _published(number_, board, some, deal):
        _attacked(number_, board)


def answered(survey: Survey, size: int, seed: int) -> list[Response]:
    """People; only who wrote something that can be read wrote about a theme."""
    return [
        each
        if KEY not in each.answers or isinstance(each.answers.get("words"), Screened)
        else Response({**each.answers, KEY: Passed(NoAnswer.SKIPPED)})
        for each in people(survey, size, seed)
    ]


def _published(number_: int, board: Board, some: list[Response], deal: random.Random) -> bool:
    """Whether anything left."""
    counts = board.counted("w1", some)
    first = board.release({"w1": counts})
    if first is None:
        return False
    if number_ % 10 == 0:
        _still_says_something(first, board.tally)
    board.formats = ALWAYS
    _second_issue(board, first, some, deal)
    if number_ % 6 == 1:
        counts = _texts_read(board, some)
    if number_ % 4 == 0:
        board.release({"w1": counts}, {"area": [("a0", "a1")], "age": [("o1", "o2")]})
    if number_ % ADDED_UP == 0:
        other = board.counted("w2", answered(board.survey, deal.choice(SIZES), number_ + 10**6))
        board.release({"w2": other})
        board.release({"w1": counts, "w2": other})
    return True


def _attacked(number_: int, board: Board) -> None:
    found = attack(board.survey, board.truths, board.seen, board.read)
    tally = board.tally
    tally.targets += found.targets
    tally.solved += len(found.solved)
    tally.narrowed += len(found.narrowed)
    tally.present += len(found.present)
    tally.alike += len(found.alike)
    tally.examples += [f"{number_}: {n}" for n in set(found.anything)][:3]


def _second_issue(board: Board, first: Report, some: list[Response], deal: random.Random) -> None:
    """One person more, or one fewer, than the first issue counted."""
    other = [*some, *answered(board.survey, 1, deal.randrange(10**6))]
    if deal.random() < 1 / 2:
        other = some[1:]
    ruling = rule(Wanted(board.survey, {"w1": aggregate(board.survey, other)}), board.ledger)
    assert ruling is not None
    before = [(x.count, x.percent, x.base) for x in lines(first)]
    after = [(x.count, x.percent, x.base) for x in lines(board.report(ruling.decided))]
    board.tally.exposed_by_reissue += before != after


def _texts_read(board: Board, some: list[Response]) -> Counts:
    """An officer has let through all that waited; the wave is published again."""
    read = [
        Response({k: LET_THROUGH if type(a) is HeldBack else a for k, a in each.answers.items()})
        for each in some
    ]
    board.read.add(("w1", "w1 again", board.survey.question("words").text))
    counts = board.counted("w1 again", read)
    board.release({"w1": counts})
    return counts


def _still_says_something(report: Report, tally: Tally) -> None:
    cells = [line for line in lines(report) if line.group not in {"", "Everyone asked"}]
    tally.cells_of_400 += len(cells)
    tally.shown_of_400 += sum(line.count is not None for line in cells)


def most_at_risk_first(numbers: Iterable[int]) -> list[int]:
    """First those with another wave, alone and added up."""
    return sorted(numbers, key=lambda number_: number_ % ADDED_UP != 0)


def campaign(numbers: Iterable[int]) -> Tally:
    tally = Tally()
    for number_ in numbers:
        one(number_, tally)
    return tally
