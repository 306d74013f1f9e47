"""Everything ever released, as one linear programme (R8).

The unknowns are the counts behind the numbers. What was printed, and the rules by which it was
printed, bound them; the sums that every reader knows tie them. Columns and rows are made once;
bounds are read again when the last of the releases, the one being settled, hides more.
"""

from collections import Counter
from collections.abc import Iterable, Iterator, Sequence
from dataclasses import dataclass, field

from exports.disclosure.bounds import MOST
from exports.disclosure.counts_json import edition
from exports.disclosure.evidence import Evidence, Printed, Term, pairs, pieces
from exports.disclosure.figures import Figure, Guard, State, Sum
from exports.disclosure.keys import Key

INFINITE = float("inf")
PRINTED = frozenset({State.SHOWN, State.LOW})
"""What tells something by itself: a number, or the mark of a small one."""


@dataclass(slots=True)
class Limits:
    """How small and how large each column, or each row, may be."""

    low: list[float] = field(default_factory=list)
    high: list[float] = field(default_factory=list)

    def more(self, low: float, high: float) -> int:
        self.low.append(low)
        self.high.append(high)
        return len(self.low) - 1

    def clip(self, place: int, low: float, high: float = INFINITE) -> None:
        self.low[place] = max(self.low[place], low)
        self.high[place] = min(self.high[place], high)

    def copy(self) -> "Limits":
        return Limits(self.low.copy(), self.high.copy())


@dataclass(slots=True)
class _Lines:
    """One release by its places in the programme."""

    evidence: Evidence
    columns: list[int] = field(default_factory=list)
    gaps: list[tuple[Figure, int]] = field(default_factory=list)
    sums: list[tuple[Sum, int]] = field(default_factory=list)
    alike: list[tuple[Figure, Figure, int]] = field(default_factory=list)


class Programme:
    """`columns` and `bounds` (of the rows) are as the pages were when last read.

    `guarded` are the columns that must stay open, with all figures that stand for them; `sizes`
    those that count the people of a group, whatever they said, `people` how many there are.
    """

    def __init__(self, releases: Sequence[Evidence]) -> None:
        self.rows: list[dict[int, int]] = []
        self.guarded: dict[tuple[int, Guard], list[Figure]] = {}
        self.columns, self.bounds = Limits(), Limits()
        self.sizes: set[int] = set()
        self.people: dict[int, int] = {}
        self._pieces = pieces(releases)
        self._columns: dict[frozenset[Term], int] = {}
        self._places: dict[tuple[int, Figure], int] = {}
        self._rows: dict[frozenset[tuple[int, int]], int] = {}
        self._rests: dict[tuple[int, int], int] = {}
        self._within: set[tuple[int, int]] = set()
        self._printed: dict[int, list[Printed]] = {}
        self._by_gap: dict[int, list[Printed]] = {}
        self._last = self._build(releases)
        self._terms_of = {column: terms for terms, column in self._columns.items()}
        self._holding: dict[Term, list[frozenset[Term]]] = {}
        for terms in self._columns:
            for term in terms:
                self._holding.setdefault(term, []).append(terms)
        self._settled = self.columns.copy(), self.bounds.copy()
        self.read()

    def _build(self, releases: Sequence[Evidence]) -> list[_Lines]:
        """All releases; the last, whose page may still change, is read by `read`."""
        every = [_Lines(evidence) for evidence in releases]
        for lines in every:
            self._add_sums(lines)
        for lines in every:
            self._add_figures(lines)
        by_evidence = {id(lines.evidence): lines for lines in every}
        for one, other in pairs(releases):
            self._add_alike(by_evidence[id(other)], one, other)
        for lines in every[:-1]:
            self._read(lines)
        return every[-1:]

    # ------------------------------------------------------------ what is tied
    def _add_sums(self, lines: _Lines) -> None:
        evidence = lines.evidence
        for each in evidence.page.sums:
            total = self._column(evidence, each.total)
            lines.sums.append((each, total))
            self._equals(total, [self._column(evidence, part) for part in each.parts])
        for order in evidence.page.orders:
            row: Counter[int] = Counter(self._column(evidence, part) for part in order.more)
            row.subtract(self._column(evidence, part) for part in order.fewer)
            self._row({column: weight for column, weight in row.items() if weight}, 0, INFINITE)

    def _add_figures(self, lines: _Lines) -> None:
        evidence = lines.evidence
        for figure in evidence.page.figures:
            column = self._column(evidence, figure)
            lines.columns.append(column)
            if column in self.sizes:
                self.people[column] = figure.value
            if figure.state in PRINTED:
                self._printed.setdefault(column, []).append(Printed(evidence, figure))
            self._add_gap(lines, figure, column)
            for guard in evidence.page.guards(figure):
                self._guard(evidence, figure, column, guard)

    def _add_gap(self, lines: _Lines, figure: Figure, column: int) -> None:
        """Nobody is counted who is not in the base; a shown number leaves enough of it (R4)."""
        if figure.of is None:
            return
        base = self._column(lines.evidence, figure.of)
        if base == column or (not figure.shown and (base, column) in self._within):
            return
        row = self._row({base: 1, column: -1}, 0, INFINITE)
        if figure.shown:
            lines.gaps.append((figure, row))
            self._by_gap.setdefault(row, []).append(Printed(lines.evidence, figure))

    def _guard(self, evidence: Evidence, figure: Figure, column: int, guard: Guard) -> None:
        if guard.of_rest and figure.of:
            column = self._rest(self._column(evidence, figure.of), column)
        self.guarded.setdefault((column, guard), []).append(figure)

    def _rest(self, base: int, column: int) -> int:
        if (base, column) not in self._rests:
            self._rests[base, column] = self._new_column()
            self._equals(base, [column, self._rests[base, column]])
        return self._rests[base, column]

    def _add_alike(self, lines: _Lines, one: Evidence, other: Evidence) -> None:
        """R1 read backwards: what is shown alike in two issues has not changed at all."""
        shown = {figure.key: figure for figure in one.page.figures if figure.shown}
        for figure in other.page.figures:
            same = shown.get(figure.key)
            if figure.shown and same and same.value == figure.value:
                before, after = self._column(one, same), self._column(other, figure)
                if before != after:
                    row = self._row({before: 1, after: -1}, -INFINITE, INFINITE)
                    lines.alike.append((same, figure, row))

    # ------------------------------------------------------------ columns and rows
    def _column(self, evidence: Evidence, figure: Figure) -> int:
        name = id(evidence), figure
        if name not in self._places:
            self._places[name] = self._column_of(evidence, figure)
        return self._places[name]

    def _column_of(self, evidence: Evidence, figure: Figure) -> int:
        terms = frozenset(self._terms(evidence, figure))
        if terms not in self._columns:
            self._columns[terms] = self._new_column()
            if figure.key is not None and not figure.key.question:
                self.sizes.add(self._columns[terms])
            if len(terms) > 1:
                parts = [self._atom(term) for term in sorted(terms)]
                self._equals(self._columns[terms], parts)
        return self._columns[terms]

    def _atom(self, term: Term) -> int:
        alone = frozenset([term])
        if alone not in self._columns:
            self._columns[alone] = self._new_column()
            if not term.key.question:
                self.sizes.add(self._columns[alone])
        return self._columns[alone]

    def _new_column(self) -> int:
        return self.columns.more(0.0, INFINITE)

    def _terms(self, evidence: Evidence, figure: Figure) -> Iterator[Term]:
        key = figure.key or Key(str(id(figure)))
        for wave, editions in evidence.editions.items():
            for groups in self._pieces.get((wave, key.by), {}).get(key.groups, (key.groups,)):
                piece = key._replace(groups=groups)
                yield Term(wave, edition(editions, piece), piece)

    def _equals(self, total: int, parts: Iterable[int]) -> None:
        row = dict.fromkeys(parts, -1)
        if total not in row:
            self._within.update((total, part) for part in row)
            self._row({total: 1, **row}, 0, 0)

    def _row(self, row: dict[int, int], low: float, high: float) -> int:
        """The same row is kept once, with the narrower of both bounds."""
        name = frozenset(row.items())
        if name not in self._rows:
            self._rows[name] = self.bounds.more(low, high)
            self.rows.append(row)
        self.bounds.clip(self._rows[name], low, high)
        return self._rows[name]

    # ------------------------------------------------------------ what was printed
    def read(self) -> None:
        """Take in what the last release hides by now. It can only have become less to know."""
        self.columns, self.bounds = (each.copy() for each in self._settled)
        for lines in self._last:
            self._read(lines)

    def _read(self, lines: _Lines) -> None:
        page = lines.evidence.page
        for column, (_, low, high) in zip(lines.columns, page.each_alone(), strict=True):
            self.columns.clip(column, low, high if high < MOST else INFINITE)
        for each, total in lines.sums:
            self.columns.clip(total, each.told)
        for figure, row in lines.gaps:
            if figure.shown:
                self.bounds.clip(row, page.policy.hide_up_to + 1)
        for one, other, row in lines.alike:
            if one.shown and other.shown:
                self.bounds.clip(row, 0, 0)

    def differences(self, column: int) -> Iterator[tuple[int, int]]:
        """Two other columns whose difference is this one: both together, and what is left."""
        terms = self._terms_of.get(column, frozenset())
        for whole in self._holding[next(iter(terms))] if terms else ():
            if terms < whole and whole - terms in self._columns:
                yield self._columns[whole], self._columns[whole - terms]

    def behind(self, columns: Iterable[int], rows: Iterable[int]) -> Iterator[Printed]:
        """The printed numbers that those bounds come from."""
        for column in columns:
            for printed in self._printed.get(column, ()):
                if printed.figure.state in PRINTED:
                    yield printed
        for row in rows:
            yield from (p for p in self._by_gap.get(row, ()) if p.figure.shown)
