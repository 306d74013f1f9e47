"""What is on the sheets of a workbook, before any of it is written."""

from collections.abc import Iterator, Sequence
from dataclasses import dataclass

from exports.report import MARK, WAVE, Cell, Hidden, Report, Row, SafeTable, Shown, as_count

UNRELIABLE = "[u]"
"""In the place of a percentage; the shorthand of government statistics for what is not reliable."""

Value = str | int


@dataclass(frozen=True, slots=True)
class Sheet:
    """One sheet: a title, lines of text under it, and a table."""

    name: str
    title: str
    lines: tuple[str, ...]
    head: tuple[str, ...]
    rows: tuple[tuple[Value, ...], ...]
    wordy: bool = True
    key: str = ""
    links: bool = False


def sheets(report: Report) -> Iterator[Sheet]:
    """All of them in their order: a cover, a list of contents, notes, the tables."""
    tables = [*_measures(report), *_tables(report)]
    yield from (_cover(report), _contents(report, tables), _notes(report), *tables)


def _cover(report: Report) -> Sheet:
    block, say = report.block, report.say
    facts = (
        (say("Organisation"), block.organisation),
        (say("Survey"), block.title),
        (say("Wave"), block.wave),
        (say("Survey open"), block.period),
        (say("Date of report"), report.day(block.made_on)),
        (say("Status"), block.status),
        (say("Protective marking"), block.marking),
        (say("Contact"), block.contact or say("[name, telephone and e-mail]")),
        (say("Report"), report.id),
        (say("Snapshot"), report.digest),
    )
    says = (report.small,) if report.small else report.summary[:1]
    return Sheet(say("Cover"), block.name, says, (say("About this report"), say("Fact")), facts)


def _contents(report: Report, tables: Sequence[Sheet]) -> Sheet:
    say = report.say
    rows = tuple((table.name, table.title) for table in tables) or ((say("None"), report.small),)
    title, head = say("Tables in this workbook"), (say("Sheet"), say("Table"))
    return Sheet(say("Contents"), title, (), head, rows, links=bool(tables))


def _notes(report: Report) -> Sheet:
    say = report.say
    notes = (*report.hidden, *report.method) or (report.small,)
    rows = tuple((number, note) for number, note in enumerate(notes, start=1))
    told = (
        say("The mark {mark} stands for a hidden number.", mark=MARK),
        say("The mark {mark} stands for no percentage: too few were asked.", mark=UNRELIABLE),
    )
    return Sheet(say("Notes"), say("Notes"), told, (say("Note number"), say("Note")), rows)


def _measures(report: Report) -> Iterator[Sheet]:
    """How much, how well, is anyone better off: in words, a line a sentence."""
    say, told = report.say, report.more.measures
    if told:
        rows = tuple((measure.question, line) for measure in told for line in measure.says)
        title = say("Three measures")
        yield Sheet(title, title, (), (say("Measure"), say("What can be said")), rows)


def _tables(report: Report) -> Iterator[Sheet]:
    for number, (_, table) in enumerate(report.tables(), start=1):
        name = report.say("Table {number}", number=number)
        yield Sheet(
            name,
            f"{name}: {table.caption}",
            (_under(report, table),),
            tuple(_unlike(_head(report, table))),
            tuple(tuple(_line(table, row)) for row in table.rows),
            wordy=False,
            key=table.key,
        )


def _under(report: Report, table: SafeTable) -> str:
    if not table.left_out:
        return _base(report, table)
    names = "; ".join(table.left_out)
    gone = report.say("No number can be shown of: {names}.", names=names)
    return f"{_base(report, table)} {gone}"


def _base(report: Report, table: SafeTable) -> str:
    marks = f"{MARK}, {UNRELIABLE}" if _unreliable(table) else MARK
    see = report.say("See the sheet of notes for {mark}.", mark=marks)
    if table.is_breakdown:
        said = report.say("How many people were asked stands in each row")
    else:
        said = report.say("Base: about {number} {folk}", number=as_count(table.base))
    when = "" if table.row_head == WAVE else f"{report.block.period}. "
    return f"{said}. {when}{see}"


def _unreliable(table: SafeTable) -> bool:
    return any(isinstance(cell, Shown) and cell.percent is None for _, cell in table.cells())


def _head(report: Report, table: SafeTable) -> Iterator[str]:
    say = report.say
    yield say(table.row_head)
    if not table.is_breakdown:
        yield from (say("People"), say("Per cent"))
        return
    yield say("People asked")
    for column in table.columns:
        yield f"{column.label}: {say('people')}"
        yield f"{column.label}: {say('per cent')}"


def _line(table: SafeTable, row: Row) -> Iterator[Value]:
    yield row.label
    if table.is_breakdown:
        yield _count(row.base)
    for cell in row.cells:
        yield _count(cell)
        yield _percent(cell)


def _count(cell: Cell) -> Value:
    return cell.count if isinstance(cell, Shown) else MARK


def _percent(cell: Cell) -> Value:
    """A mark of its own where the base is too small for a percentage: a dash cannot be heard."""
    if isinstance(cell, Hidden):
        return MARK
    return UNRELIABLE if cell.percent is None else cell.percent


def _unlike(names: Iterator[str]) -> Iterator[str]:
    """A table of a spreadsheet cannot have two columns of one name."""
    seen: dict[str, int] = {}
    for name in names:
        seen[name.casefold()] = seen.get(name.casefold(), 0) + 1
        again = seen[name.casefold()]
        yield name if again == 1 else f"{name} ({again})"
