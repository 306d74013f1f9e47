"""Exact counts in, safe tables out: the only place where a number becomes one that may leave.

Guaranteed:
- R1 nothing of an open wave gets here (make.py refuses it);
- R2 a group under ten joins its neighbour or is hidden; no percentage on a base under thirty;
- R3, R4 a count of 0-7, or of all but 0-7, has no number here; others are rounded to 5;
- R5 an answer of fewer than twenty people is not divided among groups;
- R6 percentages are whole, from rounded counts over rounded bases;
- R7 only the breakdowns of the definition, one at a time; R9 people, not mentions;
- R8 no hidden number follows from the page: each can still be nought and at least five different
  values (settling.py); over this and every earlier release, where ledger.py decided on it.
"""

from collections.abc import Iterable, Sequence
from dataclasses import dataclass

from exports.disclosure.aggregate import NOT_GIVEN, Band, Counts, Mention, Said, Words
from exports.disclosure.decided import Decided, decide_alone
from exports.disclosure.figures import Figure
from exports.disclosure.layout import Answers, Layout, Member
from exports.disclosure.policy import Policy
from exports.labels import shorten
from exports.report import GROUP, Cell, Column, Hidden, Row, RowKind, SafeTable, Shown
from surveys.definitions.definition import Picking, Question, Scale, Survey
from surveys.records import NoAnswer

NO_ANSWER = {
    NoAnswer.SKIPPED: "Skipped it",
    NoAnswer.DONT_KNOW: "“I don’t know”",
    NoAnswer.RATHER_NOT: "“I’d rather not say”",
}
WORDS = {
    Words.READABLE: "Wrote something that can be read",
    Words.WAITING: "Wrote something that waits for an officer to read it",
    Words.KEPT_OUT: "Wrote something that an officer kept out",
    Words.TO_LEADS: "Wrote something that went to the safeguarding leads",
}


NO_BASE = Hidden()
"""The base of a wave too small to report."""


@dataclass(frozen=True, slots=True)
class SafePage:
    """All that may leave of one wave. `who` and `divided` are by breakdown."""

    people: Cell
    questions: dict[str, SafeTable]
    who: dict[str, SafeTable]
    divided: dict[str, tuple[SafeTable, ...]]


def suppress(survey: Survey, counts: Counts, policy: Policy) -> SafePage:
    """The safe tables of a wave released for the first time; needs `smallest_group` people."""
    return safe_page(survey, decide_alone(survey, counts, policy))


def safe_page(survey: Survey, decided: Decided) -> SafePage:
    """The safe tables of a release. Its survey may be in another language."""
    layout = decided.layout(survey)
    tables = _Tables(survey, layout, decided.policy)
    return SafePage(
        people=tables.cell(layout.people),
        questions={key: tables.answers(key, found) for key, found in layout.answers.items()},
        who={by: tables.who(by) for by in layout.members},
        divided={by: tuple(tables.divided(by)) for by in layout.members},
    )


NEARLY_ALL = 10
"""Answers together so near to everyone say as much as one answer that everybody gave."""


def added(base: Cell, cells: Sequence[Cell]) -> Cell:
    """Answers taken together, from what is shown of each, as a reader would add them up."""
    shown = [cell for cell in cells if isinstance(cell, Shown)]
    count = sum(cell.count for cell in shown)
    if len(shown) < len(cells) or not isinstance(base, Shown) or count + NEARLY_ALL > base.count:
        return Hidden()
    whole = all(cell.percent is not None for cell in shown)
    return Shown(count, (200 * count + base.count) // (2 * base.count) if whole else None)


@dataclass(frozen=True, slots=True)
class _Tables:
    """Draws tables from figures that have been decided on."""

    survey: Survey
    layout: Layout
    policy: Policy

    # ------------------------------------------------------------ cells
    def cell(self, figure: Figure, *, percent: bool = False) -> Cell:
        base = figure.of
        if not figure.shown or (base and not base.shown):
            return Hidden()
        count = self.policy.round(figure.value)
        if not percent or base is None or base.value < self.policy.percent_base:
            return Shown(count)
        return Shown(count, self.policy.percent(figure.value, base.value))

    # ------------------------------------------------------------ whole questions
    def answers(self, key: str, found: Answers) -> SafeTable:
        question = self.survey.question(key)
        base = self.cell(found.base)
        rows = [
            Row(_label(question, row), _kind(row), base, (self.cell(figure, percent=True),))
            for row, figure in found.rows.items()
        ]
        column = Column("People", question.text, "")
        return SafeTable(f"answers.{key}", question.text, "Answer", (column,), tuple(rows), base)

    def who(self, by: str) -> SafeTable:
        question, people = self.survey.question(by), self.cell(self.layout.people)
        rows = [
            Row(m.group.label, _belongs(m), people, (self.cell(m.size, percent=True),))
            for m in self.layout.members[by]
        ]
        column = Column("People", question.text, "")
        return SafeTable(f"who.{by}", question.text, GROUP, (column,), tuple(rows), people)

    # ------------------------------------------------------------ questions by group
    def divided(self, by: str) -> Iterable[SafeTable]:
        """First the two ends of all scales side by side, then each question with options."""
        keys = [key for group, key in self.layout.divisions if group == by]
        scales = [key for key in keys if isinstance(self.survey.question(key), Scale)]
        if scales:
            yield from (self._ends(by, scales, band) for band in Band)
        yield from (self._options(by, key) for key in keys if key not in scales)

    def _ends(self, by: str, keys: Sequence[str], band: Band) -> SafeTable:
        said = self._said(keys, band)
        texts = [self.survey.question(key).text for key in keys]
        columns = [Column(s, t, said) for s, t in zip(shorten(texts), texts, strict=True)]
        figures = [self.layout.divisions[by, key][band] for key in keys]
        return self._by_group(f"{band}.{by}", said, by, columns, figures)

    def _said(self, keys: Sequence[str], band: Band) -> str:
        """The words of the two points, if all scales share them."""
        points = {self._points(key, band) for key in keys}
        if len(points) == 1:
            return " or ".join(f"“{text}”" for text in points.pop())
        return (
            "One of the two best answers" if band is Band.BEST else "One of the two worst answers"
        )

    def _points(self, key: str, band: Band) -> tuple[str, ...]:
        question = self.survey.question(key)
        options = question.options if isinstance(question, Scale) else ()
        points = options[:2] if band is Band.BEST else options[-2:]
        return tuple(option.text for option in points)

    def _options(self, by: str, key: str) -> SafeTable:
        question, division = self.survey.question(key), self.layout.divisions[by, key]
        labels = [_label(question, measure) for measure in division]
        columns = [Column(label, question.text, label) for label in labels]
        figures = list(division.values())
        return self._by_group(f"{key}.{by}", question.text, by, columns, figures)

    def _by_group(
        self,
        key: str,
        caption: str,
        by: str,
        columns: Sequence[Column],
        figures: Sequence[Sequence[Figure]],
    ) -> SafeTable:
        rows = [
            self._group(member, [line[place] for line in figures])
            for place, member in enumerate(self.layout.members[by])
        ]
        people = self.cell(self.layout.people)
        return SafeTable(key, caption, GROUP, tuple(columns), tuple(rows), people)

    def _group(self, member: Member, figures: Sequence[Figure]) -> Row:
        cells = tuple(self.cell(figure, percent=True) for figure in figures)
        return Row(member.group.label, _belongs(member), self.cell(member.size), cells)


def _belongs(member: Member) -> RowKind:
    return RowKind.NO_ANSWER if member.group.keys == (NOT_GIVEN,) else RowKind.GROUP


def _label(question: Question, mention: Mention) -> str:
    """What a row or column is called. The ends of a scale are named where they are set out."""
    match mention:
        case NoAnswer():
            return NO_ANSWER[mention]
        case Words():
            return WORDS[mention]
        case Said(key) if isinstance(question, Picking):
            return {option.key: option.text for option in question.options}[key]
        case _:
            raise TypeError("this question cannot be answered like that")  # pragma: no cover


def _kind(mention: Mention) -> RowKind:
    return RowKind.NO_ANSWER if isinstance(mention, NoAnswer) else RowKind.ANSWER
