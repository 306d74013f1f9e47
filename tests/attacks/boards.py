"""Simulated boards, released and attacked: what a solver gets out of everything they published.

The figures of every release are read back from its CSV file and must be the same in JSON and HTML,
once where the same leaves again; those of every board's first one in its workbook, too; those of
every twentieth's in Word, PDF and PowerPoint.
Every board has a second issue one person later or earlier, which is not kept, and then is published
three times more after people came late, withdrew or were put right (reissues.py); every sixth once
more, after an officer has read all texts; every fourth has a second release that cuts its groups
otherwise, every fifth another wave that is released alone and with the first, and again after the
first has changed. In every third people wrote about themes, which are sorted anew, merged and split
between the issues. What is passed on beside the tables is read as well (outlets.py).

`python -m tests.attacks.campaign` runs many of them.
"""

import csv
import io
import random
import time
from collections import Counter
from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass, field, replace
from functools import cached_property

from exports.brief import Brief
from exports.disclosure.aggregate import Counts, aggregate
from exports.disclosure.decided import Decided
from exports.disclosure.layout import Joins
from exports.disclosure.ledger import Ruling, Wanted, _linked, rule
from exports.disclosure.proposals import Visible, propose
from exports.errors import ReleaseClash
from exports.findings.changes import Before
from exports.findings.promises import Did
from exports.findings.theme_findings import KEY, has_themes, with_themes
from exports.make import Material, snapshot
from exports.render import render
from exports.report import Report
from exports.tables.lines import Line, lines
from surveys.definitions.definition import Statement, Survey
from surveys.records import NoAnswer, Passed, Response, Screened
from surveys.releases import Release, follow
from surveys.telling.difference import difference_survey
from surveys.themes.codebook import Codebook, Theme
from surveys.themes.records import Quote
from tests.attacks import outlets
from tests.attacks.between import knowing
from tests.attacks.names import truth
from tests.attacks.pairs import told_apart
from tests.attacks.reissues import MERGED, NEW_THEME, Issue, Steps, let_through
from tests.attacks.solving import Model, Seen, attack
from tests.documents.reading import SAME
from tests.exports.simulated import AREAS, BOARD, TODAY, closed, people, pulse

THEMES = {"lights": "Lighting", "bus": "Buses", "home": "Home life", "rare": "Dogs"}
NEW = {NEW_THEME: "Parks"}
WELSH = {"lights": "Goleuadau", "bus": "Bysiau", "home": "Bywyd gartref", "rare": "Cŵn"}
NAMES = {"w1": "Spring 2026", "w2": "Summer 2026"}
ALWAYS = ("csv", "json", "html")
SLOW = ("docx", "pptx", "pdf")
"""The documents; tests/documents/ looks at each of them more closely."""
SIZES = (60, 100, 160, 250, 400, 600)
ADDED_UP = 5
"""Every so many boards have another wave."""
AGAIN = 3
"""So often is a wave published once more."""


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
    told: int = 0
    exposed_by_reissue: int = 0
    issues: int = 0
    """How many second and later ones said anything new."""
    read_back: Counter[str] = field(default_factory=Counter)
    unequal: list[str] = field(default_factory=list)
    slowest_audit: float = 0.0
    """For each wave that is linked with what left."""
    shown_of_400: int = 0
    cells_of_400: int = 0
    examples: list[str] = field(default_factory=list)


@dataclass
class Board:
    """A survey, its waves, its ledger, and what its readers have.

    `told` is in which issue each number was counted that left last, `last` the same of the last
    entry of the ledger, which is what is kept; `papers` are the last ones of
    waves by themselves; `votes` is another board, whose numbers stand in the papers of this one.
    """

    survey: Survey
    tally: Tally
    ledger: list[Release] = field(default_factory=list)
    seen: list[Seen] = field(default_factory=list)
    truths: Counter[tuple[str, ...]] = field(default_factory=Counter)
    issues: list[Issue] = field(default_factory=list)
    formats: Sequence[str] = ALWAYS
    told: dict[tuple[str, str], str] = field(default_factory=dict)
    last: dict[tuple[str, str], str] = field(default_factory=dict)
    papers: dict[str, tuple[Release, Seen]] = field(default_factory=dict)
    looks: list[tuple[Seen, Sequence[Visible]]] = field(default_factory=list)
    compared: set[str] = field(default_factory=set)
    drawn: list["Drawn"] = field(default_factory=list)
    book: Codebook | None = None
    votes: "Board | None" = None
    done: tuple[Did, ...] = ()
    decided: Decided | None = None

    def release(self, counts: Mapping[str, Counts], joins: Joins | None = None) -> Report | None:
        began = time.process_time()
        try:
            ruling = rule(Wanted(self.survey, counts, joins), self.ledger)
        except ReleaseClash:
            self.tally.refused += 1
            return None
        assert ruling is not None
        linked = {wave for each in _linked(ruling.waves, self.ledger) for wave in each.waves}
        spent = (time.process_time() - began) / len(linked | {*ruling.waves})
        self.tally.slowest_audit = max(self.tally.slowest_audit, spent)
        release = ruling.again
        if release is None:
            new = Release(TODAY, ruling.name, ruling.waves, ruling.content, ruling.behind)
            release = follow(self.ledger, new)
            self.ledger.append(release)
        self.tally.releases += 1
        self.decided = ruling.decided
        return self._read(ruling, release)

    def _read(self, ruling: Ruling, release: Release) -> Report:
        """All that leaves with it, from the files."""
        waves = ruling.waves
        drawn = self._drawn(self.material(ruling.decided, *waves))
        report, printed = drawn.report, drawn.lines
        self._counted_then(ruling)
        others = {NAMES[wave]: seen for wave, (_, seen) in self._earlier(*waves).items()}
        own_ = outlets.own(printed)
        told = [*own_, *outlets.left_out(self.survey, own_), *outlets.since(printed, others)]
        seen = Seen(waves, told, dict(self.told), others)
        self.seen.append(seen)
        if self.votes and (votes := outlets.votes(printed)):
            self.votes.seen.append(Seen(("v",), votes))
        if self.book:
            wrote = [line for line in told if line.section == "Themes"]
            self.tally.unequal += outlets.quotes_off(wrote, outlets.quoted(drawn.file("json")))
        if len(waves) == 1 and waves[0] in NAMES:
            self.papers[waves[0]] = release, replace(seen, lines=outlets.own(printed))
        own = {NAMES[wave]: self.papers[wave][1] for wave in waves if wave in self.papers}
        self.tally.unequal += outlets.unreleased(printed, others)
        if len(waves) == 1:
            self.tally.unequal += outlets.sections_off(printed, others | own)
        if report.digest not in self.compared:
            self.compared.add(report.digest)
            self._compare(drawn)
        return report

    def _drawn(self, material: Material) -> "Drawn":
        """What leaves again of the same is drawn once."""
        for drawn in self.drawn:
            if drawn.material == material:
                return drawn
        self.drawn = [Drawn(material), *self.drawn[:2]]
        return self.drawn[0]

    def _counted_then(self, ruling: Ruling) -> None:
        """Numbers of questions that are kept are those of an issue before; so the paper says."""
        kept, first = ruling.decided.kept, next(iter(self.survey.breakdowns), "")
        newest = {issue.wave: issue.name for issue in self.issues}
        for wave in ruling.waves:
            asked = [q for q in self.survey.questions if not isinstance(q, Statement)]
            texts = {q.key: q.text for q in asked} | {"": ""}
            for key, text in texts.items():
                same = (key or first) in kept and (wave, text) in self.last
                self.told[wave, text] = self.last[wave, text] if same else newest[wave]
                if ruling.again is None:
                    self.last[wave, text] = self.told[wave, text]

    def _compare(self, drawn: "Drawn") -> None:
        self.tally.read_back.update(self.formats)
        self.tally.unequal += [f for f in self.formats if not SAME[f](drawn.report, drawn.file(f))]
        if set(SLOW) <= {*self.formats}:
            self.tally.unequal += outlets.of_ten(drawn.report)

    def _earlier(self, *waves: str) -> dict[str, tuple[Release, Seen]]:
        """The other waves that a paper of this one is set beside."""
        alone = len(waves) == 1
        return {w: paper for w, paper in self.papers.items() if alone and w < waves[0]}

    def report(self, decided: Decided, *waves: str, language: str = "en") -> Report:
        return snapshot(self.material(decided, *waves, language=language))

    def material(self, decided: Decided, *waves: str, language: str = "en") -> Material:
        wave = waves[0] if waves else "w1"
        named = closed(self.survey, id=wave, name=NAMES.get(wave, wave))
        earlier = [Before(NAMES[w], release) for w, (release, _) in self._earlier(*waves).items()]
        words = [Quote(key, key, f"Words on {key}", "Ana", TODAY) for key in {**THEMES, **NEW}]
        material = Material(named, decided, TODAY, BOARD, Brief(language=language), self.done)
        return replace(
            material,
            book=self.book,
            quotes=tuple(words) if self.book else (),
            before=earlier[-1] if earlier else None,
            earlier=tuple(earlier),
        )

    def counted(self, wave: str, responses: Sequence[Response]) -> Counts:
        return self.issued(Issue(wave, tuple(responses)))

    def issued(self, issue: Issue) -> Counts:
        self.truths.update(truth(self.survey, issue.name, issue.people))
        self.issues.append(issue)
        return aggregate(self.survey, issue.people)

    def know(self, model: Model, printed: set[str]) -> None:
        knowing(self.issues)(model, printed)
        for seen, looked in self.looks:
            outlets.know_proposals(model, seen, looked)


@dataclass
class Drawn:
    """A report as it leaves, and its files, each made when it is asked for."""

    material: Material
    files: dict[str, bytes] = field(default_factory=dict)

    @cached_property
    def report(self) -> Report:
        return snapshot(self.material)

    def file(self, fmt: str) -> bytes:
        if fmt not in self.files:
            self.files[fmt] = render(self.report, fmt)
        return self.files[fmt]

    @cached_property
    def lines(self) -> list[Line]:
        """The figures as the CSV file has them."""
        rows = csv.DictReader(io.StringIO(self.file("csv").decode("utf-8-sig")))
        printed = [row for row in rows if row["section"] != "About"]
        whole = list(lines(self.report))
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
    board = _board(number_, areas, tally)
    tally.boards += 1
    some = answered(_of_people(board.survey), size, number_)
    if _published(number_, board, some, deal):
        _attacked(number_, board)


def _board(number_: int, areas: int, tally: Tally) -> Board:
    survey = pulse(AREAS[:areas])
    if number_ % ADDED_UP == 0:
        survey = _in_sections(survey)
    board = Board(survey, tally, formats=(*ALWAYS, "xlsx", *(SLOW * (number_ % 20 == 7))))
    if number_ % 3 == 0:
        board.survey = with_themes(survey, THEMES | NEW)
        every = (Theme(k, t, labels={"cy": WELSH.get(k, t)}) for k, t in (THEMES | NEW).items())
        board.book = Codebook("safety", "Safety", tuple(every))
    if number_ % 4 == 1:
        board.votes = _voted(number_, board, tally)
    return board


def _in_sections(survey: Survey) -> Survey:
    first, second, *others = survey.questions
    between = Statement(key="more", text="And elsewhere.")
    return replace(survey, questions=(first, second, between, *others))


def _of_people(survey: Survey) -> Survey:
    """What they are asked: nobody knows of a theme that is new."""
    return (
        with_themes(replace(survey, questions=survey.questions[:-1]), THEMES)
        if (has_themes(survey))
        else survey
    )


def _voted(number_: int, board: Board, tally: Tally) -> Board:
    """Whether what was done has made a difference: some answered, on another day."""
    survey = difference_survey({"en": "Safety"}, {"en": "More lights."})
    votes = Board(survey, tally, formats=())
    some = people(survey, random.Random(number_).choice((9, 14, 30, 60, 160)), number_)
    counts = votes.counted("v", some)
    if votes.release({"v": counts}) if len(some) >= 10 else None:
        votes.seen.clear()
        board.done = (Did("Dark.", "More lights.", TODAY, survey, votes.decided),)
    return votes


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
    if number_ % 4 == 2:
        assert board.decided
        other = board.report(board.decided, "w1", language="cy")
        board.tally.unequal += outlets.otherwise(first, other)
    board.formats = ALWAYS
    _second_issue(board, first, some, deal)
    if number_ % 6 == 1:
        counts = board.issued(let_through(board.issues[0]))
        board.release({"w1": counts})
    if number_ % 4 == 0:
        board.release({"w1": counts}, {"area": [("a0", "a1")], "age": [("o1", "o2")]})
    others: dict[str, Counts] = {}
    if number_ % ADDED_UP == 0:
        more = answered(_of_people(board.survey), deal.choice(SIZES), number_ + 10**6)
        others = {"w2": board.counted("w2", more)}
        board.release(others)
        board.release({"w1": counts, **others})
    _again_and_again(number_, board, others)
    if number_ % 20 == 10:
        wanted = Wanted(board.survey, {"w1": counts})
        board.looks.append((board.papers["w1"][1], propose(wanted, board.ledger)))
    return True


def _again_and_again(number_: int, board: Board, others: Mapping[str, Counts]) -> None:
    """The first wave once more, three times; with the other one, where there is one, at the end."""
    asked = _of_people(board.survey)
    steps = Steps(
        board.survey, random.Random(f"{number_} again"), lambda n, s: answered(asked, n, s)
    )
    newest = [issue for issue in board.issues if issue.wave == "w1"][-1]
    for issue in steps.after(newest, AGAIN):
        if issue.how == MERGED:
            _booked(board, issue)
        counts = board.issued(issue)
        if not board.release({"w1": counts}):
            return
        board.tally.issues += issue.name in board.told.values()
    if others and AGAIN:
        board.release(others)
        board.release({"w1": counts, **others})


def _booked(board: Board, issue: Issue) -> None:
    """What went into another theme is told no more."""
    for theme, into in issue.apart:
        if board.book and theme != NEW_THEME and board.book.theme(theme).in_use:
            board.book = board.book.merged(theme, into)


def _attacked(number_: int, board: Board) -> None:
    tally, model = board.tally, Model(board.survey, board.truths)
    apart = told_apart(model, board.seen)
    tally.exposed_by_reissue += len(apart)
    tally.examples += [f"{number_}: {each}" for each in apart][:3]
    if board.book and board.papers:
        tally.unequal += outlets.hot(
            board.survey, board.book, {NAMES[wave]: paper for wave, paper in board.papers.items()}
        )
    _solved(number_, board)
    if board.votes and board.votes.seen:
        _solved(number_, board.votes)


def _solved(number_: int, board: Board) -> None:
    found = attack(board.survey, board.truths, board.seen, board.know)
    tally = board.tally
    tally.targets += found.targets
    tally.solved += len(found.solved)
    tally.narrowed += len(found.narrowed)
    tally.present += len(found.present)
    tally.alike += len(found.alike)
    tally.told += len(found.told)
    tally.examples += [f"{number_}: {n}" for n in sorted(set(found.anything))][:3]


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
