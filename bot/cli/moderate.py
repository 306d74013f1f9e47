"""`saidanddone moderate`: JSON lines in, verdicts out, one for one and in the same order."""

import json
from typing import IO, Any

import click

from bot.cli.json_lines import BadLine, lines, parsed
from moderation.pipeline import screen
from moderation.verdict import Verdict

LONGEST_LINE = 16 << 20
"""Bytes of one line of input; a longer one is refused unread."""

_BAD = 2


@click.command()
@click.argument("file", type=click.File("rb"), default="-")
def moderate(file: IO[bytes]) -> None:
    """Screen texts: one JSON object a line, from FILE or from standard input.

    In: {"id", "text", and if you like "lang" and "question"}. Out, in the same order: {"id",
    "redacted", "labels", "urgent", "route": publish, hold or escalate, "spans"}; start and end
    count characters of the text. A line that cannot be read is named on standard error, the
    others are still answered, and the exit status is 2. Nothing leaves this machine.
    """
    bad = 0
    for number, line in enumerate(lines(file, LONGEST_LINE), start=1):
        try:
            if line.strip():
                click.echo(_answer(line))
        except BadLine as problem:
            bad += 1
            click.echo(f"line {number}: {problem}", err=True)
    if bad:
        raise SystemExit(_BAD)


def _answer(line: bytes) -> str:
    row = _row(line)
    for key in ("lang", "question"):
        if not isinstance(row.get(key, ""), str):
            raise BadLine(f'"{key}" must be a text in quotes, or left out')
    verdict = screen(row["text"], row.get("lang") or "en", row.get("question") or "")
    return json.dumps({"id": row["id"], **_told(verdict)})


def _row(line: bytes) -> dict[str, Any]:
    row = parsed(line, LONGEST_LINE)
    match row:
        case {"id": str() | int() | float(), "text": str()}:
            return dict(row)
        case {"id": _, "text": _}:
            raise BadLine('"id" must be a text or a number, and "text" a text in quotes')
        case _:
            raise BadLine('must be one JSON object with "id" and "text"')


def _told(verdict: Verdict) -> dict[str, Any]:
    return {
        "redacted": verdict.redacted,
        "labels": list(verdict.labels),
        "urgent": verdict.urgent,
        "route": verdict.route.name.lower(),
        "spans": [
            {"start": f.start, "end": f.end, "kind": f.kind, "why": f.why} for f in verdict.findings
        ],
    }
