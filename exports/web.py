"""The paper as a web page: alone in a file, or as a fragment for a page with a strict policy."""

from collections.abc import Iterable, Iterator, Sequence
from html import escape
from typing import assert_never

from exports import style
from exports.charts.svg import figure
from exports.paper.blocks import Block, Facts, Grid, Letters, Picture, Quoted, Said, Section
from exports.paper.paper import numbered
from exports.report import Report
from exports.scripts import tag

LOOK = f"""
body {{ font: 1rem/1.5 {style.FONT}, sans-serif; color: #{style.INK}; background: #fff;
  max-width: 46rem; margin: 2rem auto; padding: 0 1rem; overflow-wrap: anywhere; }}
h1, h2 {{ color: #ACCENT; line-height: 1.2; }}
h2 {{ margin: 2rem 0 .4rem; }}
table {{ border-collapse: collapse; width: 100%; margin: .8rem 0 1.5rem; font-size: .92rem; }}
caption {{ text-align: left; font-weight: bold; padding: .3rem 0; }}
th, td {{ padding: .3rem .5rem; border-bottom: 1px solid #{style.LINE}; text-align: start;
  vertical-align: top; }}
tbody th {{ font-weight: normal; }}
.facts th {{ font-weight: bold; width: 11rem; }}
thead th {{ background: #{style.PALE}; border-bottom: 2px solid #{style.INK}; }}
td.number, th.number {{ text-align: right; font-variant-numeric: tabular-nums; }}
.marking {{ text-align: center; font-weight: bold; }}
.quiet {{ color: #{style.QUIET}; font-size: .92rem; }}
.count {{ display: inline-block; min-width: 2.6rem; color: #{style.QUIET}; }}
.letters {{ list-style: lower-alpha; }}
.letters > li::marker {{ content: "(" counter(list-item, lower-alpha) ") "; }}
.scroll {{ overflow-x: auto; margin: .8rem 0 1.5rem; }}
.scroll table {{ margin: 0; }}
.scroll :is(th, td, caption) {{ overflow-wrap: normal; }}
.wide thead th {{ min-width: 4.5rem; }}
.wide tr > :first-child {{ min-width: 7.5rem; }}
.scroll:focus-visible {{ outline: 3px solid #ACCENT; outline-offset: 2px; }}
.logo {{ max-height: 4rem; float: right; }}
figure {{ margin: 1rem 0; }}
figure .quiet {{ margin-top: .2rem; }}
svg.chart {{ display: block; margin-top: .4rem; max-width: 100%; height: auto;
  font: 14px {style.FONT}, sans-serif; }}
svg text {{ fill: #{style.INK}; }}
@media (max-width: 30rem) {{ .facts th {{ width: 7rem; }} .count {{ min-width: 0; }} }}
@media print {{ @page {{ size: A4; margin: 1.6cm; }}
  body {{ margin: 0; padding: 0; max-width: none; font-size: 10.5pt; }}
  .scroll {{ overflow: visible; }} .scroll table {{ font-size: 8.5pt; }}
  .wide :is(th, td) {{ padding: .2rem .25rem; }} .wide tr > * {{ min-width: 0 !important; }}
  h2, caption {{ break-after: avoid; }}
  figure, .scroll, tr, blockquote {{ break-inside: avoid; }} }}
"""


WIDE_FROM = 4
"""With so many columns a table is wider than a phone, and scrolls inside its own box."""


def render(report: Report) -> bytes:
    """A page that stands alone: no address is fetched, no script runs."""
    block, look = report.block, LOOK.replace("ACCENT", report.look.accent)
    marking = f'<p class="marking">{escape(block.marking)}</p>'
    said = report.say("What {people} said: {wave}", wave=block.wave)
    return (
        f'<!doctype html>\n<html lang="{escape(tag(block.language))}">\n<head>\n'
        '<meta charset="utf-8">\n'
        '<meta name="viewport" content="width=device-width, initial-scale=1">\n'
        f'<meta name="author" content="{escape(block.organisation)}">\n'
        f"<title>{escape(block.name)}</title>\n<style>{look}</style>\n"
        f'</head>\n<body>\n{marking}\n<main>\n<h1 dir="auto">{escape(block.title)}</h1>\n'
        f'<p class="quiet" dir="auto">{escape(said)}</p>\n'
        f"{fragment(report)}\n</main>\n{marking}\n</body>\n</html>\n"
    ).encode()


def fragment(report: Report) -> str:
    """The same inside another page: sections with h2, no style and no script of its own."""
    return "\n".join(_sections(report))


def _sections(report: Report) -> Iterator[str]:
    inside, tables = False, 0
    for number, block in numbered(report):
        if isinstance(block, Section):
            yield "</section>\n<section>" if inside else "<section>"
            inside = True
        tables += isinstance(block, Grid)
        yield _drawn(report, block, number, tables)
    if inside:
        yield "</section>"


def _drawn(report: Report, block: Block, number: str, tables: int) -> str:
    match block:
        case Picture(_, chart):
            return figure(chart, report)
        case Grid():
            return _grid(block, report.say("Table {number}.", number=tables))
        case Facts(lines):
            return _facts(lines, report.say("Facts about this paper"))
        case Section() | Said() | Letters() | Quoted():
            return _words(block, number)
        case _:
            assert_never(block)


def _words(block: Section | Said | Letters | Quoted, number: str) -> str:
    match block:
        case Section(text):
            return f'<h2 dir="auto">{number} {escape(text)}</h2>'
        case Said(text, lead):
            first = f"<strong>{escape(lead)}</strong> " if lead else ""
            return f'<p dir="auto"><span class="count">{number}</span> {first}{escape(text)}</p>'
        case Letters(lines):
            return f'<ol class="letters">\n{_items(lines)}</ol>'
        case Quoted(text, by, language):
            told = f"<footer>{escape(by)}</footer>" if by else ""
            words = f'<p dir="auto" lang="{escape(language)}">“{escape(text)}”</p>'
            return f"<blockquote>{words}{told}</blockquote>"
        case _:
            assert_never(block)


def _items(lines: Iterable[str]) -> str:
    return "".join(f'<li dir="auto">{escape(line)}</li>\n' for line in lines)


# ---------------------------------------------------------------- tables
def _facts(lines: Iterable[tuple[str, str]], about: str) -> str:
    inner = "".join(
        f'<tr><th scope="row">{escape(name)}</th><td dir="auto">{escape(fact)}</td></tr>\n'
        for name, fact in lines
    )
    return (
        f'<table class="facts"><caption>{escape(about)}</caption><tbody>\n{inner}</tbody></table>'
    )


def _grid(grid: Grid, name: str) -> str:
    head = _head((grid.corner, *grid.columns), grid.numbers_from)
    rows = "".join(_row(line, grid.numbers_from) for line in grid.lines)
    shown = f' data-table="{escape(grid.key)}"' if grid.key else ""
    wide = ' class="wide"' if len(grid.columns) >= WIDE_FROM else ""
    return (
        f'<div class="scroll" role="region" tabindex="0" aria-label="{escape(name)}">'
        f'<table{wide}{shown}><caption dir="auto">{escape(f"{name} {grid.caption}")}'
        f"</caption>{head}<tbody>\n{rows}</tbody></table></div>"
    )


def _head(names: Sequence[str], numbers_from: int) -> str:
    cells = "".join(
        f'<th scope="col"{_number if place >= numbers_from else ""}>{escape(name)}</th>'
        for place, name in enumerate(names)
    )
    return f"<thead><tr>{cells}</tr></thead>"


_number = ' class="number"'


def _row(line: Sequence[str], numbers_from: int) -> str:
    name, *rest = line
    cells = "".join(
        f"<td{_number if place >= numbers_from else ''}>{escape(each)}</td>"
        for place, each in enumerate(rest, start=1)
    )
    return f'<tr><th scope="row" dir="auto">{escape(name)}</th>{cells}</tr>\n'
