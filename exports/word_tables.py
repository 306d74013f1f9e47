"""Safe tables as Word draws them: answers, groups, and questions that share their answers."""

from collections.abc import Sequence
from dataclasses import dataclass

from docx.document import Document
from docx.shared import Cm, Length

from exports.labels import sentence
from exports.report import Finding, SafeTable, as_both, as_count, as_percent
from exports.word_parts import TEXT_WIDTH, table

MOST_COLUMNS = 8
"""With more columns of numbers than these a table is drawn in parts."""
DENSE_FROM = 6
NAME_WIDTH, WIDEST = Cm(3.6), Cm(2.6)


@dataclass(frozen=True, slots=True)
class Grid:
    """Words to be set out: the name of the first column, those of the others, and the lines."""

    corner: str
    columns: tuple[str, ...]
    lines: tuple[tuple[str, ...], ...]

    def turned(self, corner: str) -> "Grid":
        """Lines for columns and columns for lines."""
        across = zip(self.columns, *(line[1:] for line in self.lines), strict=True)
        return Grid(corner, tuple(line[0] for line in self.lines), tuple(across))

    def parts(self) -> tuple["Grid", ...]:
        """As many as the page is wide enough for."""
        starts = range(0, len(self.columns), MOST_COLUMNS)
        return tuple(self._part(start, start + MOST_COLUMNS) for start in starts)

    def _part(self, start: int, end: int) -> "Grid":
        lines = tuple((line[0], *line[start + 1 : end + 1]) for line in self.lines)
        return Grid(self.corner, self.columns[start:end], lines)


class Tables:
    """Draws tables into a document and numbers them."""

    def __init__(self, document: Document) -> None:
        self.document = document
        self.number = 0

    def words(self, header: Sequence[str], rows: Sequence[Sequence[str]], caption: str) -> None:
        """A number, a text, a remark."""
        self._caption(caption)
        widths = (Cm(1.2), Cm(11.0), Cm(4.2))
        table(self.document, header, rows, widths, about=caption, numbers_from=len(header))

    def findings(self, findings: Sequence[Finding]) -> None:
        """Every question's numbers; those with the same answers and base share one table."""
        alike: dict[tuple[object, ...], list[Finding]] = {}
        for finding in findings:
            alike.setdefault(_answers(finding), []).append(finding)
        for some in alike.values():
            if len(some) > 1:
                self._side_by_side(some)
            else:
                self.answers(some[0].table, f"Question {some[0].number}")

    def answers(self, shown: SafeTable, name: str = "") -> None:
        heading = f"{name}: {shown.caption}" if name else shown.caption
        self._caption(sentence(heading, f"Base: about {as_count(shown.base)} people"))
        rows = [(r.label, as_count(r.cells[0]), as_percent(r.cells[0])) for r in shown.rows]
        header = (shown.row_head, "People", "Per cent")
        table(self.document, header, rows, (Cm(11.2), Cm(2.6), Cm(2.6)), about=heading)

    def groups(self, shown: SafeTable) -> None:
        """A breakdown. Long answers make poor heads of columns: they are turned into lines."""
        grid = _by_group(shown)
        if len(grid.columns) > len(grid.lines) or len(grid.columns) > MOST_COLUMNS:
            one = len({column.question for column in shown.columns}) == 1
            grid = grid.turned("Answer" if one else "Question")
        self._grid(grid, sentence(shown.caption, "Per cent, and people in brackets"))

    def _side_by_side(self, findings: Sequence[Finding]) -> None:
        shown = findings[0].table
        numbers = ", ".join(str(finding.number) for finding in findings)
        lines = tuple(
            (row.label, *(as_both(f.table.rows[place].cells[0]) for f in findings))
            for place, row in enumerate(shown.rows)
        )
        caption = f"Questions {numbers}. Per cent, and people in brackets"
        base = f"Base: about {as_count(shown.base)} people each"
        grid = Grid("Answer", tuple(f.short for f in findings), lines)
        self._grid(grid, sentence(caption, base))

    def _grid(self, grid: Grid, caption: str) -> None:
        parts = grid.parts()
        for place, part in enumerate(parts, start=1):
            more = f" Part {place} of {len(parts)}." if len(parts) > 1 else ""
            self._caption(caption + more)
            header, widths = (part.corner, *part.columns), _widths(len(part.columns))
            dense = len(part.columns) >= DENSE_FROM
            table(self.document, header, part.lines, widths, about=caption + more, dense=dense)

    def _caption(self, text: str) -> None:
        self.number += 1
        self.document.add_paragraph(f"Table {self.number}. {text}", "Caption")


def _answers(finding: Finding) -> tuple[object, ...]:
    return (finding.table.base, *(row.label for row in finding.table.rows))


def _by_group(shown: SafeTable) -> Grid:
    lines = tuple(
        (row.label, as_count(row.base), *(as_both(cell) for cell in row.cells))
        for row in shown.rows
    )
    columns = ("People asked", *(column.label for column in shown.columns))
    return Grid(shown.row_head, columns, lines)


def _widths(columns: int) -> tuple[Length, ...]:
    """The name takes what the numbers leave, and never less than a name needs."""
    each = min(WIDEST, Length((TEXT_WIDTH - NAME_WIDTH) // columns))
    return (Length(TEXT_WIDTH - each * columns), *([each] * columns))
