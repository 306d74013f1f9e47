"""An attacker with a solver: everything printed, in every release, and the rules, as one programme.

Shares no code with the audit. It knows what any reader may know: how numbers are rounded, which
thresholds there are, what adds up to what. The truth is counted by itself from the answers, to
tell a lucky bound from a disclosure.
"""

from collections.abc import Callable, Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass, field, replace

from exports.findings.theme_findings import KEY
from exports.tables.lines import EVERYONE, Line
from surveys.definitions.definition import (
    FreeText,
    Picking,
    Question,
    Scale,
    Several,
    Statement,
    Survey,
)
from surveys.records import HeldBack, Screened
from tests.attacks.names import ASKED, NOT_SAID, PEOPLE, WORDS, Name, Sum, ends, rows_of, split
from tests.attacks.reach import NOT, OTHERS, Found, solved
from tests.exports.attacker import PASSES

TOOK_PART = "People who took part"


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
    divided_from: int = 20
    percent_exact: bool = False


KNOWN = Rules()


@dataclass
class Model:
    survey: Survey
    truth: Mapping[Name, int]
    rules: Rules = KNOWN
    equal: list[Sum] = field(default_factory=list)
    least: list[tuple[Sum, int]] = field(default_factory=list)
    targets: list[tuple[Sum, str]] = field(default_factory=list)
    same: dict[Name, Name] = field(default_factory=dict)
    _options: dict[str, list[str]] = field(default_factory=dict)
    _sums: dict[object, tuple[Sum, Sum]] = field(default_factory=dict)
    _known: set[object] = field(default_factory=set)

    def canonical(self, name: Name) -> Name:
        while name in self.same:
            name = self.same[name]
        return name

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
        rows = rows_of(question)
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
        asked, every = (wave, question.text, ASKED), rows_of(question)
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
        if by not in self._options:
            question = self.survey.question(by)
            assert isinstance(question, Picking)
            self._options[by] = [*(option.text for option in question.options), NOT_SAID[by]]
        return self._options[by]

    def names(self) -> Iterator[Name]:
        """All that is counted in a wave, without its name."""
        groups = [(by, g) for by in self.survey.breakdowns for g in self.options(by)]
        yield (PEOPLE,)
        yield from groups
        for question in self.survey.questions:
            if question.key in self.survey.breakdowns or isinstance(question, Statement):
                continue
            yield question.text, ASKED
            rows = rows_of(question)
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
        for line in seen.lines:
            if other := seen.others.get(line.group):
                self._read(other, replace(line, group=EVERYONE))
            else:
                self._read(seen, line)

    def _read(self, seen: Seen, line: Line) -> None:
        """What is told again tells nothing new."""
        count, base = self.sums(seen, line)
        told = id(count), line.count, line.percent, line.base
        if told not in self._known:
            self._known.add(told)
            self._take_in(seen, line, count, base)
        self._target(line, count, base)

    def _take_in(self, seen: Seen, line: Line, count: Sum, base: Sum) -> None:
        rules = self.rules
        self._printed(base, line.base, rules.size_from)
        size = line.question == TOOK_PART
        least = rules.size_from if size or not line.group else rules.shown_from
        self._printed(count, line.count, least)
        if line.count is not None and not size:
            self.least.append((_less(base, count), rules.gap))
            if line.base is not None:
                edge = rules.percent_from
                self._bound(base, edge if line.percent is not None else 1 - edge)
            if line.group not in {"", EVERYONE}:
                whole: Sum = {(w, line.question, line.answer): 1 for w in seen.of(line.question)}
                self.least.append((whole, rules.divided_from))
        if line.percent is not None and rules.percent_exact:
            self._divided(count, base, line.percent)

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
        size = not line.group and line.question != TOOK_PART
        name = f"{line.question}/{line.answer}/{line.group}"
        small = self.value(count) <= (9 if size else 7)
        if small:
            self.targets.append((count, name))
        if base != count and self.value(base) - self.value(count) <= 7:
            self.targets.append((_less(base, count), f"{OTHERS if small else NOT}{name}"))

    def sums(self, seen: Seen, line: Line) -> tuple[Sum, Sum]:
        """What the line counts, and of whom: the same two for the same question."""
        asked = seen.of(), seen.of(line.question), line.question, line.answer, line.group
        if asked not in self._sums:
            self._sums[asked] = self._summed(seen, line)
        return self._sums[asked]

    def _summed(self, seen: Seen, line: Line) -> tuple[Sum, Sum]:
        everyone: Sum = {(w, PEOPLE): 1 for w in seen.of()}
        if line.question == TOOK_PART:
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
        return [g for g in self.options(by) if g in split(label)]


def _less(base: Sum, count: Sum) -> Sum:
    return base | {name: base.get(name, 0) - weight for name, weight in count.items()}


# ---------------------------------------------------------------- what follows
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
