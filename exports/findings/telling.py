"""Tables that tell something: what would be nothing but marks is named once instead.

No number comes to light by it: a line of marks and a name under "no number can be shown" say the
same.
"""

from collections.abc import Iterable, Iterator
from dataclasses import replace

from exports.report import Breakdown, Cell, SafeTable, Shown


def telling(parts: Iterable[Breakdown]) -> Iterator[Breakdown]:
    """Without lines, columns and tables in which no number is shown."""
    shown = (part for part in parts if part.table.shows_anything)
    return (replace(part, table=_pruned(part.table)) for part in shown)


def untold(tables: Iterable[SafeTable]) -> tuple[str, ...]:
    """The names of the tables that fall away."""
    return tuple(t.caption.removesuffix(".") for t in tables if not t.shows_anything)


def _pruned(table: SafeTable) -> SafeTable:
    kept = [n for n in range(len(table.columns)) if _shows(row.cells[n] for row in table.rows)]
    rows = [row for row in table.rows if _shows(row.cells)]
    gone = (
        *(column.label for n, column in enumerate(table.columns) if n not in kept),
        *(row.label for row in table.rows if row not in rows),
    )
    return replace(
        table,
        columns=tuple(table.columns[n] for n in kept),
        rows=tuple(replace(row, cells=tuple(row.cells[n] for n in kept)) for row in rows),
        left_out=gone,
    )


def _shows(cells: Iterable[Cell]) -> bool:
    return any(isinstance(cell, Shown) for cell in cells)
