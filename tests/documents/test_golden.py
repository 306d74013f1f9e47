"""The structure of each format, kept as text: run with --update to rewrite, and read the diff."""

import io
from collections.abc import Iterator
from pathlib import Path

import docx
import pytest
from docx.oxml.ns import qn
from docx.table import Table
from docx.text.paragraph import Paragraph

from exports.make import make_report
from exports.render import render
from exports.report import Report
from tests.exports.findings.test_targets import report
from tests.exports.simulated import BOARD, TODAY, closed, people, pulse

GOLDEN = Path(__file__).parent / "golden"
REPORT = make_report(closed(pulse()), people(pulse(), 150), (), TODAY, BOARD)
SMALL = make_report(closed(pulse()), people(pulse(), 6), (), TODAY, BOARD)
EVALUATION = report((280, 20), (240, 60))


def compare(name: str, found: str, *, updating: bool) -> None:
    path = GOLDEN / name
    if updating:
        path.write_text(found, encoding="utf-8")
    assert found == path.read_text(encoding="utf-8")


@pytest.mark.parametrize(
    ("name", "report"),
    [("paper", REPORT), ("small-paper", SMALL), ("evaluation-paper", EVALUATION)],
)
def test_the_word_paper(name: str, report: Report, updating: bool) -> None:  # noqa: FBT001
    found = "\n".join(outline(render(report, "docx")))
    compare(f"{name}.docx.txt", f"{found}\n", updating=updating)


@pytest.mark.parametrize("fmt", ["csv", "json", "html"])
def test_the_other_formats(fmt: str, updating: bool) -> None:  # noqa: FBT001
    found = render(REPORT, fmt).decode().replace("\r\n", "\n")
    compare(f"report.{fmt}.txt", found, updating=updating)


def outline(content: bytes) -> Iterator[str]:
    """A paper as a reader meets it: style and text, pictures by their words, tables by rows."""
    for block in docx.Document(io.BytesIO(content)).iter_inner_content():
        match block:
            case Paragraph():
                yield from paragraph(block)
            case Table():
                yield from (
                    f"  | {' | '.join(cell.text for cell in row.cells)}" for row in block.rows
                )


def paragraph(block: Paragraph) -> Iterator[str]:
    style = block.style.name if block.style else ""
    for drawn in block._p.iter(qn("wp:docPr")):  # noqa: SLF001
        yield f"  [{drawn.get('name')}: {drawn.get('descr')}]"
    if block.text:
        yield f"{style}: {block.text}"
