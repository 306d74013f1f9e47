"""Safe tables as tables of words: answers, groups, and questions that share their answers."""

from collections.abc import Iterator, Sequence

from exports.labels import sentence
from exports.paper.blocks import MOST_COLUMNS, Grid
from exports.report import Finding, Report, SafeTable, as_both, as_count, as_percent

LONGEST_HEAD = 45


def shown(report: Report, table: SafeTable, name: str = "") -> Grid:
    """A safe table by itself."""
    return _by_group(report, table) if table.is_breakdown else _answers(report, table, name)


def compact(report: Report, findings: Sequence[Finding]) -> Iterator[Grid]:
    """The numbers of every question that shows one; those with the same answers share one table."""
    alike: dict[tuple[object, ...], list[Finding]] = {}
    for finding in (each for each in findings if each.table.shows_anything):
        alike.setdefault(_alike(finding), []).append(finding)
    for some in alike.values():
        if len(some) > 1:
            yield _side_by_side(report, some)
        else:
            yield shown(
                report, some[0].table, report.say("Question {number}", number=some[0].number)
            )


def _alike(finding: Finding) -> tuple[object, ...]:
    return (finding.table.base, *(row.label for row in finding.table.rows))


def _answers(report: Report, table: SafeTable, name: str) -> Grid:
    base = report.say("Base: about {number} {folk}", number=as_count(table.base))
    heading = f"{name}: {table.caption}" if name else table.caption
    rows = tuple((r.label, as_count(r.cells[0]), as_percent(r.cells[0])) for r in table.rows)
    columns = (report.say("People"), report.say("Per cent"))
    caption = sentence(heading, base) + _left_out(report, table)
    return Grid(caption, report.say(table.row_head), columns, rows, key=table.key)


def _left_out(report: Report, table: SafeTable) -> str:
    """What would be a line or a column of nothing but marks."""
    if not table.left_out:
        return ""
    names = "; ".join(table.left_out)
    return " " + report.say("No number can be shown of: {names}.", names=names)


def _by_group(report: Report, table: SafeTable) -> Grid:
    """A breakdown. Long answers make poor heads of columns: they are turned into lines."""
    lines = tuple(
        (row.label, as_count(row.base), *(as_both(cell) for cell in row.cells))
        for row in table.rows
    )
    columns = (report.say("People asked"), *(column.label for column in table.columns))
    caption = sentence(table.caption, report.say("Per cent, and people in brackets"))
    caption += _left_out(report, table)
    grid = Grid(caption, report.say(table.row_head), columns, lines, key=table.key)
    if len(grid.columns) <= min(len(grid.lines), MOST_COLUMNS) and not _long_heads(grid):
        return grid
    one = len({column.question for column in table.columns}) == 1
    return grid.turned(report.say("Answer") if one else report.say("Question"))


def _long_heads(grid: Grid) -> bool:
    """Whether heads of columns are too long, and names of lines would do better as heads."""
    names = max(len(line[0]) for line in grid.lines)
    return max(map(len, grid.columns)) > LONGEST_HEAD >= names


def _side_by_side(report: Report, findings: Sequence[Finding]) -> Grid:
    first = findings[0].table
    numbers = ", ".join(str(finding.number) for finding in findings)
    lines = tuple(
        (row.label, *(as_both(f.table.rows[place].cells[0]) for f in findings))
        for place, row in enumerate(first.rows)
    )
    caption = sentence(
        report.say("Questions {numbers}. Per cent, and people in brackets", numbers=numbers),
        report.say("Base: about {number} {folk} each", number=as_count(first.base)),
    )
    key = " ".join(finding.table.key for finding in findings)
    shorts = tuple(finding.short for finding in findings)
    return Grid(caption, report.say("Answer"), shorts, lines, key=key)
