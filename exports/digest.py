"""The name of a report: the same figures have the same, in whatever language they are told."""

import hashlib
import json
from dataclasses import replace

from exports.report import Cell, Report, Shown


def with_name(report: Report) -> Report:
    """The same figures have the same name, in every language and whatever day it is."""
    block, more = report.block, report.more
    tables = [
        (table.key, [(_plain(row.base), [_plain(c) for c in row.cells]) for row in table.rows])
        for _, table in report.tables()
    ]
    quotes = [quote.text for theme in more.themes for quote in theme.quotes]
    told = [block.reference, block.opened_on, block.closed_on, _plain(report.base), tables, quotes]
    digest = hashlib.sha256(json.dumps(told, default=str, sort_keys=True).encode()).hexdigest()
    return replace(report, id=f"R-{digest[:10].upper()}", digest=digest)


def _plain(cell: Cell) -> dict[str, int | None]:
    return {"count": cell.count, "percent": cell.percent} if isinstance(cell, Shown) else {}
