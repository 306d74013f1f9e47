"""A report as a value: everything that any format may show, and nothing else.

Renderers read this module, style and charts, and no other: what is not here cannot be drawn.
`Shown`, `Hidden` and `SafeTable` are made in disclosure/suppress.py alone; a test watches that.
"""

from collections.abc import Iterator, Mapping
from dataclasses import dataclass, field
from datetime import date
from enum import StrEnum

from exports.addressed import PEOPLE, filled
from exports.heading import PLAIN_LOOK, Look, TitleBlock
from exports.undertaken import Action, Decisions

MARK = "[c]"
"""What stands for a hidden number, whatever the reason, so that the mark does not tell which."""


# ---------------------------------------------------------------- safe numbers
@dataclass(frozen=True, slots=True)
class Shown:
    """A rounded count; a whole percentage where the base is large enough for one."""

    count: int
    percent: int | None = None


@dataclass(frozen=True, slots=True)
class Hidden:
    """A number that left the program here; there is nothing to leak."""


Cell = Shown | Hidden


GROUP = "Group"
"""The head of the first column where the rows of a table are groups of people."""
WAVE = "Wave"
"""The same where they are waves."""


class RowKind(StrEnum):
    ANSWER = "answer"
    NO_ANSWER = "no answer"
    GROUP = "group"


@dataclass(frozen=True, slots=True)
class Row:
    """One line: its name, the people it is about, and a cell for each column."""

    label: str
    kind: RowKind
    base: Cell
    cells: tuple[Cell, ...]


@dataclass(frozen=True, slots=True)
class Column:
    """What the cells under it count: an answer to a question; no answer, where rows are answers."""

    label: str
    question: str
    answer: str


@dataclass(frozen=True, slots=True)
class SafeTable:
    """Rows and columns in which every number has passed the rules.

    A table of answers has one column, and one base for all its rows; a breakdown has a row for
    each group, each with its own base, and a column for each thing compared. `left_out` are names
    of lines and columns that would hold nothing but marks.
    """

    key: str
    caption: str
    row_head: str
    columns: tuple[Column, ...]
    rows: tuple[Row, ...]
    base: Cell
    left_out: tuple[str, ...] = ()

    @property
    def is_breakdown(self) -> bool:
        return any(column.answer for column in self.columns)

    @property
    def shows_anything(self) -> bool:
        return any(isinstance(cell, Shown) for _, cell in self.cells())

    def cells(self) -> Iterator[tuple[Row, Cell]]:
        return ((row, cell) for row in self.rows for cell in row.cells)


# ---------------------------------------------------------------- what is drawn
LEAST_COMPARED = 2


@dataclass(frozen=True, slots=True)
class Bar:
    """One bar of a chart. No length where the number is hidden.

    `before` are the same number in earlier waves, the oldest first, where a chart has columns.
    """

    label: str
    cell: Cell
    before: tuple[Cell, ...] = ()

    @property
    def cells(self) -> tuple[Cell, ...]:
        return (*self.before, self.cell)


@dataclass(frozen=True, slots=True)
class Chart:
    """Bars with their numbers beside them. `alt` says the finding to who cannot see it.

    `line` is a target in per cent, drawn across the bars; 0: there is none. `heading` is the
    finding in a few words, where the chart stands alone. `columns` are waves side by side, the
    newest last; without any there is one bar a line.
    """

    title: str
    note: str
    bars: tuple[Bar, ...]
    base: Cell
    alt: str
    line: int = 0
    heading: str = ""
    columns: tuple[str, ...] = ()

    @property
    def compares(self) -> bool:
        """Whether there is anything to see: two numbers, and no fewer than are hidden."""
        shown = sum(isinstance(bar.cell, Shown) for bar in self.bars)
        return shown >= LEAST_COMPARED and 2 * shown >= len(self.bars)


# ---------------------------------------------------------------- the parts of a paper
@dataclass(frozen=True, slots=True)
class AskedQuestion:
    """A question as it was worded, and how it could be answered."""

    number: int
    text: str
    how: str


@dataclass(frozen=True, slots=True)
class Finding:
    """What one question showed: in a heading, in a sentence, in a chart, in a table.

    `short` names the question where there is little room, `besides` says what the heading does not,
    `written` how many answered in their own words, `ends` of how many of the two ends of a scale a
    number may be told. `is_scale`: it is one of several points
    from best to worst, and stands beside others of its kind in the overview. `aside`: it is about
    the survey, not about people's lives, and stands in the tables alone.
    """

    key: str
    number: int
    question: str
    short: str
    heading: str
    says: str
    table: SafeTable
    chart: Chart | None
    besides: str = ""
    written: str = ""
    ends: int = 0
    is_scale: bool = False
    aside: bool = False

    @property
    def is_hidden(self) -> bool:
        """Nothing that was answered has a number."""
        rows = (row for row in self.table.rows if row.kind is RowKind.ANSWER)
        return not any(isinstance(cell, Shown) for row in rows for cell in row.cells)


@dataclass(frozen=True, slots=True)
class Breakdown:
    """A division among groups (R7) or waves. `clear`: they differ, and hardly by chance.

    `finding` is the clear difference in a few words, with both figures.
    """

    heading: str
    says: str
    table: SafeTable
    chart: Chart | None = None
    clear: bool = False
    finding: str = ""


@dataclass(frozen=True, slots=True)
class Quote:
    """One text that may leave (R10), about at most one thing that tells who wrote it."""

    text: str
    theme: str
    by: str = ""
    language: str = "en"


@dataclass(frozen=True, slots=True)
class Theme:
    """What people wrote about: in a heading and a sentence, with where and whether it changed.

    `key` is the row of the table of themes. `where` and `trend` are empty where nothing may be
    said.
    """

    key: str
    label: str
    heading: str
    says: str
    where: str = ""
    trend: str = ""
    quotes: tuple[Quote, ...] = ()
    share: str = ""


@dataclass(frozen=True, slots=True)
class Promise:
    """One "you said, we did". `difference` is what people answered when asked if it helped."""

    said: str
    did: str
    on: date
    difference: SafeTable | None = None
    says: str = ""
    asked: str = ""


@dataclass(frozen=True, slots=True)
class Target:
    """What an evaluation aims for, in per cent, and how favourable each wave was (`bars`)."""

    question: str
    wanted: int
    bars: tuple[Bar, ...]
    says: str
    chart: Chart | None = None


@dataclass(frozen=True, slots=True)
class Measure:
    """One of the three: how much, how well, is anyone better off. `brief` is for young people.

    What the product has no data for, it says so.
    """

    question: str
    says: tuple[str, ...]
    brief: str


@dataclass(frozen=True, slots=True)
class More:
    """What a paper tells beside the counts of its own questions. Everything in it may leave.

    `over_time` are the scales in every wave that may be shown, `trends` each question beside the
    wave before; `unmet` are the themes of `themes` that no action bears.
    """

    themes: tuple[Theme, ...] = ()
    theme_tables: tuple[Breakdown, ...] = ()
    over_time: Breakdown | None = None
    trends: tuple[Breakdown, ...] = ()
    years: tuple[Breakdown, ...] = ()
    target: Target | None = None
    decided: Decisions | None = None
    measures: tuple[Measure, ...] = ()
    done: tuple[Promise, ...] = ()
    actions: tuple[Action, ...] = ()
    unmet: tuple[str, ...] = ()

    @property
    def changes(self) -> tuple[Breakdown, ...]:
        """What is set beside earlier waves."""
        return (*((self.over_time,) if self.over_time else ()), *self.trends)


# ---------------------------------------------------------------- the whole
@dataclass(frozen=True, slots=True)
class Report:
    """One frozen snapshot. Every format is drawn from it, so all show the same (R11).

    `small` is set when too few took part, or the answers are `lost` with their key: nothing of
    this wave is then told but that.
    `id` and `digest` name the figures: the same figures have the same name in every language.
    `words` are the standing words of its language, by their English; `names` what those who
    answered are called in it.
    """

    block: TitleBlock
    base: Cell
    small: str
    summary: tuple[str, ...] = ()
    purpose: tuple[str, ...] = ()
    recommendations: tuple[str, ...] = ()
    background: tuple[str, ...] = ()
    asked: tuple[AskedQuestion, ...] = ()
    answered: tuple[str, ...] = ()
    who: tuple[Breakdown, ...] = ()
    findings: tuple[Finding, ...] = ()
    overview: tuple[Chart, ...] = ()
    breakdowns: tuple[Breakdown, ...] = ()
    appendix: tuple[Breakdown, ...] = ()
    hidden: tuple[str, ...] = ()
    method: tuple[str, ...] = ()
    implications: tuple[tuple[str, str], ...] = ()
    more: More = More()
    look: Look = PLAIN_LOOK
    words: Mapping[str, str] = field(default_factory=dict)
    months: tuple[str, ...] = ()
    names: Mapping[str, str] = field(default_factory=lambda: PEOPLE)
    id: str = ""
    digest: str = ""
    lost: bool = False

    def say(self, msgid: str, **values: object) -> str:
        """The sentence in the paper's language; English where it has no translation."""
        text, told = self.words.get(msgid) or msgid, filled(msgid, values, self.names)
        return text.format(**told) if told else text

    def asked_of(self, base: Cell) -> str:
        """How many were asked, where that is not everyone; nothing where it may not be told."""
        if not isinstance(base, Shown) or as_count(base) == as_count(self.base):
            return ""
        return self.say("About {number} {folk} were asked.", number=as_count(base))

    def day(self, on: date) -> str:
        """As the language of the paper writes it, by the sentence of its month."""
        return self.months[on.month - 1].format(day=on.day, year=on.year)

    def tables(self) -> Iterator[tuple[str, SafeTable]]:
        """Every table that shows a number, with its section, in the order of the paper."""
        return (each for each in self._every_table() if each[1].shows_anything)

    def _every_table(self) -> Iterator[tuple[str, SafeTable]]:
        yield from (("Who answered", part.table) for part in self.who)
        yield from (("Findings", finding.table) for finding in self.findings)
        yield from (("Themes", part.table) for part in self.more.theme_tables)
        yield from (("Trends", part.table) for part in self.more.changes)
        yield from (("Sections", part.table) for part in self.more.years)
        yield from (("Groups", part.table) for part in self.breakdowns)
        yield from (("Difference", done.difference) for done in self.more.done if done.difference)
        yield from (("Appendix", part.table) for part in self.appendix)


def as_count(cell: Cell) -> str:
    return f"{cell.count:,}" if isinstance(cell, Shown) else MARK


def as_percent(cell: Cell) -> str:
    """The percentage, the mark where the number is hidden, a dash where the base is small."""
    match cell:
        case Hidden():
            return MARK
        case Shown(percent=None):
            return "–"
        case Shown(percent=percent):
            return f"{percent}%"


def as_value(cell: Cell) -> str:
    """The one number that says most: the percentage, else the count, else the mark."""
    has_percent = isinstance(cell, Shown) and cell.percent is not None
    return as_percent(cell) if has_percent else as_count(cell)


def as_both(cell: Cell) -> str:
    """Percentage and count: "64% (25)"; "(25)" where there is no percentage."""
    match cell:
        case Shown(count=count, percent=int(percent)):
            return f"{percent}% ({count:,})"
        case Shown(count=count):
            return f"({count:,})"
        case _:
            return MARK
