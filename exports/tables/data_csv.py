"""CSV: one long tidy table that opens in a spreadsheet as it is, and cannot run there."""

import csv
import io

from exports.report import MARK, Report
from exports.tables.lines import Line, lines

HEADER = ("section", "question", "answer", "group", "count", "percent", "base", "note")
BYTE_ORDER_MARK = "\ufeff"
RUNS = ("=", "+", "-", "@", "\t", "\r")
"""What makes a spreadsheet take a cell for a formula when it begins so."""


def render(report: Report) -> bytes:
    out = io.StringIO(newline="")
    writer = csv.writer(out)
    writer.writerow(HEADER)
    writer.writerows(_about(report))
    writer.writerows(_row(line) for line in lines(report))
    return (BYTE_ORDER_MARK + out.getvalue()).encode()


def _about(report: Report) -> list[tuple[str, ...]]:
    """What the numbers are of, as rows of the same shape with no numbers."""
    block = report.block
    facts = {
        "Survey": block.title,
        "Wave": block.wave,
        "Organisation": block.organisation,
        "Open": block.period,
        "Status": block.status,
        "Marking": block.marking,
        "Report": report.id,
        "Snapshot": report.digest,
    }
    if report.small:
        facts["Note"] = report.small
    return [("About", name, safe(fact), "", "", "", "", "") for name, fact in facts.items()]


def _row(line: Line) -> tuple[str, ...]:
    hidden = line.count is None
    return (
        safe(line.section),
        safe(line.question),
        safe(line.answer),
        safe(line.group),
        MARK if hidden else str(line.count),
        MARK if hidden else _number(line.percent),
        MARK if line.base is None else str(line.base),
        line.note,
    )


def _number(number: int | None) -> str:
    return "" if number is None else str(number)


def safe(text: str) -> str:
    """Text that a spreadsheet shows and does not run."""
    return f"'{text}" if text.startswith(RUNS) else text
