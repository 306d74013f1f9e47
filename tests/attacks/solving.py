"""An attacker with a solver: everything printed, in every release, and the rules, as one programme.

Shares no code with the audit. It knows what any reader may know: how numbers are rounded, which
thresholds there are, what adds up to what. The truth is counted by itself from the answers, to
tell a lucky bound from a disclosure.
"""

from collections import Counter
from collections.abc import Callable, Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass, field, replace
from math import ceil, floor
from typing import Any

import numpy as np
from scipy.optimize import linprog
from scipy.sparse import csr_array

from exports.lines import EVERYONE, Line
from exports.theme_findings import KEY
from surveys.definition import FreeText, Picking, Question, Scale, Several, Statement, Survey
from surveys.records import HeldBack, Passed, Picked, Response, Screened
from tests.exports.attacker import PASSES, UNSAID

ASKED, PEOPLE = "(asked)", "(people)"
NOT, OTHERS = "not ", "others than "
"""Those few of whom it is not true: of a large number, and of a small one."""
FEW, NONE = "of few: ", "of few, not: "
"""What the few who are in one issue alone said, and what none of them did."""
NEAR = 1e-6
Name = tuple[str, ...]
Sum = dict[Name, int]
WORDS = {
    Screened: "Wrote something that can be read",
    HeldBack: "Wrote something that waits for an officer to read it",
}
LEADS = "Wrote something that went to the safeguarding leads"
PASSED = {why: label for label, why in PASSES.items()}


@dataclass(frozen=True)
class Seen:
    """One release: the waves it adds up, and its lines as they were read back.

    `issues`: by wave and text of the question, in which issue that was counted, where that is not
    the first; no question: who took part. `others` are waves told beside it, by their names.
    """

    waves: tuple[str, ...]
    lines: Sequence[Line]
    issues: Mapping[tuple[str, str], str] = field(default_factory=dict)
    others: Mapping[str, "Seen"] = field(default_factory=dict)

    def of(self, question: str = "") -> tuple[str, ...]:
        return tuple(self.issues.get((wave, question), wave) for wave in self.waves)

    def every(self) -> set[str]:
        """All issues of which this says something."""
        asked = {line.question for line in self.lines} | {""}
        own = {issue for question in asked for issue in self.of(question)}
        return own.union(*(other.every() for other in self.others.values()))


# ---------------------------------------------------------------- the truth
def ends(question: Scale) -> dict[str, tuple[str, str]]:
    said = [option.text for option in question.options]
    pairs = ((said[0], said[1]), (said[3], said[4]))
    return {f"“{a}” or “{b}”": (a, b) for a, b in pairs}


def labels(question: Question, answer: object) -> list[str]:
    match answer:
        case None:
            return []
        case Passed(why):
            return [PASSED[why]]
        case Picked(keys) if isinstance(question, Picking):
            return [option.text for option in question.options if option.key in keys]
        case Screened() | HeldBack():
            return [WORDS[type(answer)]]
        case _:
            return [LEADS]


def truth(survey: Survey, wave: str, responses: Sequence[Response]) -> Counter[Name]:
    found: Counter[Name] = Counter()
    unsaid = {by: label for label, by in UNSAID.items()}
    for response in responses:
        said = {
            q.key: labels(q, response.answers[q.key])
            for q in survey.questions
            if q.key in response.answers
        }
        places = []
        for by in survey.breakdowns:
            group = said.get(by, [])
            known = isinstance(response.answers.get(by), Picked)
            places.append((by, group[0] if known and group else unsaid[by]))
        found[(wave, PEOPLE)] += 1
        found.update((wave, *place) for place in places)
        for question in survey.questions:
            if question.key not in said or question.key in survey.breakdowns:
                continue
            every = said[question.key]
            if isinstance(question, Scale):
                every = every + [end for end, both in ends(question).items() if {*every} & {*both}]
            found[(wave, question.text, ASKED)] += 1
            for each in every:
                found[(wave, question.text, each)] += 1
                found.update((wave, question.text, each, *place) for place in places)
    return found


# ---------------------------------------------------------------- what is known
@dataclass(frozen=True)
class Rules:
    """What readers know of how numbers are made; a test that switches a rule off says so here."""

    off: int = 2
    """How far a shown number may be from the true one."""
    shown_from: int = 8
    size_from: int = 10
    gap: int = 8
    percent_from: int = 30
    percent_exact: bool = False


KNOWN = Rules()


@dataclass
class Model:
    survey: Survey
    truth: Mapping[Name, int]
    rules: Rules = KNOWN
    places: dict[Name, int] = field(default_factory=dict)
    equal: list[Sum] = field(default_factory=list)
    least: list[tuple[Sum, int]] = field(default_factory=list)
    targets: list[tuple[Sum, str]] = field(default_factory=list)
    same: dict[Name, Name] = field(default_factory=dict)

    def at(self, name: Name) -> int:
        while name in self.same:
            name = self.same[name]
        return self.places.setdefault(name, len(self.places))

    def value(self, total: Sum) -> int:
        return sum(weight * self.truth.get(name, 0) for name, weight in total.items())

    # ------------------------------------------------------------ sums everybody knows
    def know_structure(self, wave: str) -> None:
        places = {by: self.options(by) for by in self.survey.breakdowns}
        for by, groups in places.items():
            self.equal.append({(wave, PEOPLE): 1} | {(wave, by, g): -1 for g in groups})
        for question in self.survey.questions:
            if question.key not in self.survey.breakdowns:
                self._know_question(wave, question, places)

    def _know_question(
        self, wave: str, question: Question, places: Mapping[str, Sequence[str]]
    ) -> None:
        if question.ask_if is None:
            self.equal.append({(wave, PEOPLE): 1, (wave, question.text, ASKED): -1})
        rows = self.rows(question)
        asked = (wave, question.text, ASKED)
        if not isinstance(question, Several):
            said: Sum = {(wave, question.text, row): -1 for row in rows}
            self.equal.append(said | {asked: 1})
        else:
            self._know_choices(wave, question)
        if question.ask_if is not None or not isinstance(question, Picking):
            return
        measures = [o.text for o in question.options]
        if isinstance(question, Scale):
            measures = list(ends(question))
            for end, both in ends(question).items():
                halves: Sum = {(wave, question.text, each): -1 for each in both}
                self.equal.append(halves | {(wave, question.text, end): 1})
        for by, groups in places.items():
            for m in measures:
                parts: Sum = {(wave, question.text, m, by, g): -1 for g in groups}
                self.equal.append(parts | {(wave, question.text, m): 1})
            self._know_groups(wave, question, by, measures)

    def _know_choices(self, wave: str, question: Question) -> None:
        """Who passed chose nothing, the others something; themes are of what can be read."""
        asked, every = (wave, question.text, ASKED), self.rows(question)
        chosen = [row for row in every if row not in PASSES]
        passed: Sum = {(wave, question.text, row): 1 for row in PASSES}
        for row in chosen:
            taken = dict.fromkeys(passed, -1)
            self.least.append(({asked: 1, (wave, question.text, row): -1} | taken, 0))
        everybody: Sum = {(wave, question.text, row): 1 for row in every}
        self.least.append((everybody | {asked: -1}, 0))
        if question.key == KEY:
            texts = [q for q in self.survey.questions if isinstance(q, FreeText)]
            read: Sum = {(wave, q.text, WORDS[Screened]): 1 for q in texts}
            self.least.append((read | passed | {asked: -1}, 0))

    def _know_groups(self, wave: str, question: Question, by: str, measures: list[str]) -> None:
        """Nobody says more than there are people in the group."""
        for g in self.options(by):
            cells = [(wave, question.text, m, by, g) for m in measures]
            lots = [[c] for c in cells] if isinstance(question, Several) else [cells]
            self.least += [({(wave, by, g): 1} | dict.fromkeys(lot, -1), 0) for lot in lots]

    def options(self, by: str) -> list[str]:
        question = self.survey.question(by)
        assert isinstance(question, Picking)
        unsaid = {each: label for label, each in UNSAID.items()}
        return [*(option.text for option in question.options), unsaid[by]]

    def rows(self, question: Question) -> list[str]:
        texts = [*WORDS.values(), LEADS, "Wrote something that an officer kept out"]
        own = [o.text for o in question.options] if isinstance(question, Picking) else texts
        return [*own, *PASSES]

    def names(self) -> Iterator[Name]:
        """All that is counted in a wave, without its name."""
        groups = [(by, g) for by in self.survey.breakdowns for g in self.options(by)]
        yield (PEOPLE,)
        yield from groups
        for question in self.survey.questions:
            if question.key in self.survey.breakdowns or isinstance(question, Statement):
                continue
            yield question.text, ASKED
            rows = self.rows(question)
            measures = rows[: -len(PASSES)] if isinstance(question, Picking) else []
            if isinstance(question, Scale):
                measures = list(ends(question))
                rows = [*rows, *measures]
            yield from ((question.text, row) for row in rows)
            if question.ask_if is None:
                yield from ((question.text, m, *group) for m in measures for group in groups)

    def know_same(self, wave: str, issue: str, but: Iterable[Name] = ()) -> None:
        """In another issue of a wave nothing is different but this."""
        left = set(but)
        self.same |= {(issue, *n): (wave, *n) for n in self.names() if n not in left}

    def know_unchanged(self, wave: str, issue: str, read: str) -> None:
        """In another issue of a wave nothing is different but that texts have been let through."""
        readable, waiting = WORDS[Screened], WORDS[HeldBack]
        self.know_same(wave, issue, [(read, readable), (read, waiting)])
        self.least.append(({(issue, read, readable): 1, (wave, read, readable): -1}, 0))
        self.least.append(({(wave, read, waiting): 1, (issue, read, waiting): -1}, 0))

    def know_difference(self, wave: str, part: str, others: str) -> None:
        """A wave is two lots of people together, and of the others it is known how many."""
        for name in self.names():
            self.equal.append({(wave, *name): 1, (part, *name): -1, (others, *name): -1})
        people = self.truth[others, PEOPLE]
        for sign in (1, -1):
            self.least.append(({(others, PEOPLE): sign}, sign * people))

    def watch(self, wave: str) -> None:
        """Whatever these few said or are must stay unknown."""
        for name, number in self.truth.items():
            if name[0] == wave and name[-1] not in {PEOPLE, ASKED} and 0 < number <= 7:
                self.targets.append(({name: 1}, "/".join(name[1:])))

    # ------------------------------------------------------------ what was printed
    def read(self, seen: Seen) -> None:
        rules = self.rules
        for line in seen.lines:
            if other := seen.others.get(line.group):
                self.read(replace(other, lines=[replace(line, group=EVERYONE)]))
                continue
            count, base = self.sums(seen, line)
            self._printed(base, line.base, rules.size_from)
            size = line.question == "People who took part"
            least = rules.size_from if size or not line.group else rules.shown_from
            self._printed(count, line.count, least)
            if line.count is not None and not size:
                self.least.append((_less(base, count), rules.gap))
                if line.base is not None:
                    edge = rules.percent_from
                    self._bound(base, edge if line.percent is not None else 1 - edge)
            if line.percent is not None and rules.percent_exact:
                self._divided(count, base, line.percent)
            self._target(line, count, base)

    def _printed(self, total: Sum, shown: int | None, least: int) -> None:
        if shown is not None:
            off = self.rules.off
            self.least.append((total, max(shown - off, least)))
            self.least.append(({name: -w for name, w in total.items()}, -(shown + off)))

    def _divided(self, count: Sum, base: Sum, percent: int) -> None:
        """The percentage is of the true numbers, to the nearest whole."""
        for sign, edge in ((1, 2 * percent - 1), (-1, 2 * percent + 1)):
            part = {name: 200 * sign * weight for name, weight in count.items()}
            for name, weight in base.items():
                part[name] = part.get(name, 0) - sign * edge * weight
            self.least.append((part, 0))

    def _bound(self, total: Sum, edge: int) -> None:
        if edge > 0:
            self.least.append((total, edge))
        else:
            self.least.append(({name: -w for name, w in total.items()}, edge))

    def _target(self, line: Line, count: Sum, base: Sum) -> None:
        """What is small must stay unknown, whether the page hides it or not."""
        size = not line.group and line.question != "People who took part"
        name = f"{line.question}/{line.answer}/{line.group}"
        small = self.value(count) <= (9 if size else 7)
        if small:
            self.targets.append((count, name))
        if base != count and self.value(base) - self.value(count) <= 7:
            self.targets.append((_less(base, count), f"{OTHERS if small else NOT}{name}"))

    def sums(self, seen: Seen, line: Line) -> tuple[Sum, Sum]:
        """What the line counts, and of whom."""
        everyone: Sum = {(w, PEOPLE): 1 for w in seen.of()}
        if line.question == "People who took part":
            return everyone, everyone
        if not line.group:
            by = next(b for b in self.survey.breakdowns if self.asks(b) == line.question)
            return self._sizes(seen, by, line.answer), everyone
        if line.group == EVERYONE:
            issues = seen.of(line.question)
            count: Sum = {(w, line.question, line.answer): 1 for w in issues}
            return count, {(w, line.question, ASKED): 1 for w in issues}
        by = next(b for b in self.survey.breakdowns if self._split(b, line.group))
        cells: Sum = {
            (w, line.question, line.answer, by, g): 1
            for w in seen.of(line.question)
            for g in self._split(by, line.group)
        }
        return cells, self._sizes(seen, by, line.group)

    def asks(self, by: str) -> str:
        return self.survey.question(by).text

    def _sizes(self, seen: Seen, by: str, label: str) -> Sum:
        return {(w, by, g): 1 for w in seen.of() for g in self._split(by, label)}

    def _split(self, by: str, label: str) -> list[str]:
        names = [label] if label in UNSAID else label.replace(" and ", ", ").split(", ")
        return [g for g in self.options(by) if g in names]


def _less(base: Sum, count: Sum) -> Sum:
    return base | {name: base.get(name, 0) - weight for name, weight in count.items()}


# ---------------------------------------------------------------- what follows
@dataclass
class Found:
    solved: list[str] = field(default_factory=list)
    narrowed: list[str] = field(default_factory=list)
    present: list[str] = field(default_factory=list)
    alike: list[str] = field(default_factory=list)
    """Groups of whom it is known that nearly everyone says the same."""
    told: list[str] = field(default_factory=list)
    """What is known of the few who are in one issue and not in another."""
    targets: int = 0

    @property
    def anything(self) -> list[str]:
        return [*self.narrowed, *self.present, *self.alike, *self.told]


def attack(
    survey: Survey,
    truths: Mapping[Name, int],
    releases: Sequence[Seen],
    know: Callable[[Model, set[str]], None] = lambda _model, _issues: None,
    rules: Rules = KNOWN,
) -> Found:
    """Every small number of these releases that all of them together give away.

    `know` tells the attacker how the issues of a wave are connected.
    """
    model = Model(survey, truths, rules)
    issues: set[str] = set().union(*(seen.every() for seen in releases))
    know(model, issues)
    for wave in sorted(issues):
        model.know_structure(wave)
    for seen in releases:
        model.read(seen)
    return solved(model)


def solved(model: Model) -> Found:
    found = Found(targets=len(model.targets))
    for name, (lo, hi) in _intervals(model):
        if name.startswith((FEW, NONE)):
            found.told += [name] * (lo > 0 if name.startswith(FEW) else hi < 1)
            continue
        if lo > 0:
            found.present.append(name)
        if hi - lo < 4:
            found.narrowed.append(name)
        if hi == lo:
            found.solved.append(name)
        if name.startswith(NOT) and hi <= 7:
            found.alike.append(name)
    return found


@dataclass
class Reach:
    """How far each target is known to reach, the truth to begin with."""

    model: Model
    of: list[tuple[int, int]] = field(default_factory=list)

    def __post_init__(self) -> None:
        self.of = [(v, v) for v in (self.model.value(t) for t, _ in self.model.targets)]

    def open(self, sign: int) -> list[Sum]:
        each = zip(self.model.targets, self.of, strict=True)
        return [total for (total, name), reach in each if not _safe(reach, sign, name)]

    def note(self, x: Any) -> None:
        for place, (total, _) in enumerate(self.model.targets):
            value = sum(weight * x[self.model.at(name)] for name, weight in total.items())
            lo, hi = self.of[place]
            self.of[place] = min(lo, ceil(value - NEAR)), max(hi, floor(value + NEAR))


def _intervals(model: Model) -> Iterator[tuple[str, tuple[int, int]]]:
    if not model.targets:
        return
    solve, reach = _solver(model), Reach(model)
    for sign in (1, -1) * 4:  # all at once, as often as that may help
        if open_ := reach.open(sign):
            reach.note(solve(open_, sign))
    for place, (total, name) in enumerate(model.targets):
        for sign in (1, -1):
            if not _safe(reach.of[place], sign, name):
                reach.note(solve([total], sign))
        yield name, reach.of[place]


def _safe(reach: tuple[float, float], sign: int, name: str) -> bool:
    lo, hi = reach
    if name.startswith((FEW, NONE)):
        one_way = 1 if name.startswith(FEW) else -1
        return sign != one_way or (lo <= 0 if sign > 0 else hi >= 1)
    enough = 8 if name.startswith(NOT) else 0
    return lo <= 0 if sign > 0 else hi - lo >= 4 and hi >= enough


def _solver(model: Model) -> Any:
    for total in [*model.equal, *(t for t, _ in model.least), *(t for t, _ in model.targets)]:
        for name in total:
            model.at(name)
    width = len(model.places)

    def matrix(rows: Sequence[Sum]) -> Any:
        data = [(n, model.at(name), w) for n, row in enumerate(rows) for name, w in row.items()]
        r, c, w = zip(*data, strict=True)
        return csr_array((np.array(w, float), (r, c)), shape=(len(rows), width))

    equal, least = matrix(model.equal), -matrix([t for t, _ in model.least])
    numbers = np.array([-float(n) for _, n in model.least])

    def solve(totals: Sequence[Sum], sign: int) -> Any:
        costs = np.zeros(width)
        for total in totals:
            for name, weight in total.items():
                costs[model.at(name)] += sign * weight
        done = linprog(
            costs, least, numbers, equal, np.zeros(len(model.equal)), (0, 20000), "highs-ds"
        )
        assert done.status == 0, done.message
        return done.x

    return solve
