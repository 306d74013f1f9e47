"""The report as a web page: alone in a file, or as a fragment for a page with a strict policy."""

from collections.abc import Iterable, Sequence
from html import escape

from exports import charts, style
from exports.report import (
    Breakdown,
    Finding,
    Report,
    Row,
    RowKind,
    SafeTable,
    as_both,
    as_count,
    as_percent,
    day,
)

LOOK = f"""
body {{ font: 1rem/1.5 {style.FONT}, sans-serif; color: #{style.INK}; background: #fff;
  max-width: 46rem; margin: 2rem auto; padding: 0 1rem; }}
h1, h2 {{ color: #{style.ACCENT}; line-height: 1.2; }}
h3 {{ margin: 2rem 0 .3rem; }}
table {{ border-collapse: collapse; width: 100%; margin: .8rem 0 1.5rem; font-size: .92rem; }}
caption {{ text-align: left; font-weight: bold; padding: .3rem 0; }}
th, td {{ padding: .3rem .5rem; border-bottom: 1px solid #{style.LINE}; text-align: left;
  vertical-align: top; }}
tbody th {{ font-weight: normal; }}
thead th {{ background: #{style.PALE}; border-bottom: 2px solid #{style.INK}; }}
td.number, th.number {{ text-align: right; font-variant-numeric: tabular-nums; }}
.marking {{ text-align: center; font-weight: bold; }}
.quiet {{ color: #{style.QUIET}; font-size: .92rem; }}
.scroll {{ overflow-x: auto; }}
svg.chart {{ max-width: 100%; height: auto; font: 14px {style.FONT}, sans-serif; }}
svg text {{ fill: #{style.INK}; }}
@media print {{ body {{ margin: 0; max-width: none; }} h3, svg, tr {{ break-inside: avoid; }} }}
"""


def render(report: Report) -> bytes:
    """A page that stands alone: no address is fetched, no script runs."""
    block = report.block
    marking = f'<p class="marking">{escape(block.marking)}</p>'
    return (
        '<!doctype html>\n<html lang="en-GB">\n<head>\n<meta charset="utf-8">\n'
        '<meta name="viewport" content="width=device-width, initial-scale=1">\n'
        f"<title>{escape(block.name)}</title>\n<style>{LOOK}</style>\n"
        f"</head>\n<body>\n{marking}\n<main>\n<h1>{escape(block.title)}</h1>\n{_facts(report)}\n"
        f"{fragment(report)}\n</main>\n{marking}\n</body>\n</html>\n"
    ).encode()


def fragment(report: Report) -> str:
    """The same inside another page: sections with h2, no style and no script of its own."""
    if report.small:
        return _section("What can be reported", _paragraphs([report.small]))
    parts = (
        _section("Summary", _list(report.summary)),
        _section("What was asked", _paragraphs(report.background) + _asked(report)),
        _section("Who answered", _paragraphs(report.answered) + _breakdowns(report, report.who)),
        _section("Findings", "".join(_finding(report, found) for found in report.findings)),
        _section("Differences between groups", _breakdowns(report, report.breakdowns)),
        _section("More comparisons", _breakdowns(report, report.appendix)),
        _section("What small numbers hide, and why", _paragraphs(report.hidden)),
        _section("How this was done", _paragraphs(report.method)),
    )
    return "\n".join(part for part in parts if part)


# ---------------------------------------------------------------- sections
def _section(heading: str, inner: str) -> str:
    return f"<section>\n<h2>{escape(heading)}</h2>\n{inner}\n</section>" if inner else ""


def _facts(report: Report) -> str:
    block = report.block
    rows = {
        "Report to": block.organisation,
        "Date of report": day(block.made_on),
        "Wave": block.wave,
        "Survey open": block.period,
        "Status": block.status,
        "Reference": f"{report.id}, wave {block.reference}",
    }
    inner = "".join(
        f'<tr><th scope="row">{escape(name)}</th><td>{escape(fact)}</td></tr>'
        for name, fact in rows.items()
    )
    return f"<table><caption>About this report</caption><tbody>{inner}</tbody></table>"


def _finding(report: Report, found: Finding) -> str:
    chart = charts.figure(found.chart, report.block.period) if found.chart else ""
    return (
        f"<h3>{found.number}. {escape(found.heading)}</h3>\n"
        f"<p>“{escape(found.question)}” {escape(found.says)}</p>\n{chart}{_table(found.table)}"
    )


def _breakdowns(report: Report, parts: Iterable[Breakdown]) -> str:
    return "".join(_breakdown(report, part) for part in parts)


def _breakdown(report: Report, part: Breakdown) -> str:
    chart = charts.figure(part.chart, report.block.period) if part.chart else ""
    return (
        f"<h3>{escape(part.heading)}</h3>\n<p>{escape(part.says)}</p>\n{chart}{_table(part.table)}"
    )


def _asked(report: Report) -> str:
    rows = "".join(
        f'<tr><td>{q.number}</td><th scope="row">{escape(q.text)}</th><td>{escape(q.how)}</td></tr>'
        for q in report.asked
    )
    head = _head(("No.", "Question", "Answered with"), numbers_from=9)
    return f"<table><caption>The questions as worded</caption>{head}<tbody>{rows}</tbody></table>\n"


# ---------------------------------------------------------------- tables
def _table(shown: SafeTable) -> str:
    if shown.is_breakdown:
        labels = [column.label for column in shown.columns]
        head = _head((shown.row_head, "People asked", *labels))
        rows = "".join(_group_row(row) for row in shown.rows)
        caption = f"{shown.caption}: per cent, and people in brackets"
    else:
        head = _head((shown.row_head, "People", "Per cent"))
        rows = "".join(_answer_row(row) for row in shown.rows)
        caption = f"{shown.caption} Base: about {as_count(shown.base)} people."
    return (
        f'<div class="scroll"><table data-table="{escape(shown.key)}"><caption>{escape(caption)}'
        f"</caption>{head}<tbody>{rows}</tbody></table></div>\n"
    )


def _head(names: Sequence[str], numbers_from: int = 1) -> str:
    cells = "".join(
        f'<th scope="col"{_number if place >= numbers_from else ""}>{escape(name)}</th>'
        for place, name in enumerate(names)
    )
    return f"<thead><tr>{cells}</tr></thead>"


_number = ' class="number"'


def _answer_row(row: Row) -> str:
    return _row(row.label, (as_count(row.cells[0]), as_percent(row.cells[0])), row.kind)


def _group_row(row: Row) -> str:
    return _row(row.label, (as_count(row.base), *(as_both(cell) for cell in row.cells)), row.kind)


def _row(label: str, numbers: Sequence[str], kind: RowKind) -> str:
    cells = "".join(f"<td{_number}>{escape(number)}</td>" for number in numbers)
    quiet = ' class="quiet"' if kind is RowKind.NO_ANSWER else ""
    return f'<tr{quiet}><th scope="row">{escape(label)}</th>{cells}</tr>'


# ---------------------------------------------------------------- text
def _paragraphs(texts: Iterable[str]) -> str:
    return "".join(f"<p>{escape(text)}</p>\n" for text in texts)


def _list(texts: Iterable[str]) -> str:
    return f"<ul>\n{''.join(f'<li>{escape(text)}</li>{chr(10)}' for text in texts)}</ul>\n"
