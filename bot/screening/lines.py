"""What goes between the server and the process that screens: a line of JSON each way."""

import json
from dataclasses import fields
from operator import attrgetter
from typing import NamedTuple

from moderation.verdict import Finding, Kind, Route, Verdict

_all_of = attrgetter(*(field.name for field in fields(Finding)))
"""Every field of a finding, in order."""


class Asked(NamedTuple):
    """A text to screen, by a number that its answer bears as well."""

    number: int
    text: str
    lang: str
    question: str

    def line(self) -> bytes:
        return _line(self)

    @classmethod
    def read(cls, line: bytes) -> "Asked":
        return cls(*json.loads(line))


class Answer(NamedTuple):
    """What became of it."""

    number: int
    verdict: Verdict

    def line(self) -> bytes:
        said = self.verdict
        found = [_all_of(finding) for finding in said.findings]
        return _line(
            (self.number, said.redacted, said.route, said.polarity, said.subjectivity, found)
        )

    @classmethod
    def read(cls, line: bytes) -> "Answer":
        number, redacted, route, polarity, subjectivity, found = json.loads(line)
        findings = tuple(
            Finding(start, end, Kind(kind), Route(where), *rest)
            for start, end, kind, where, *rest in found
        )
        return cls(number, Verdict(redacted, findings, Route(route), polarity, subjectivity))


def _line(values: object) -> bytes:
    """ASCII, on one line: JSON escapes line ends, and halves of characters that have no code."""
    return json.dumps(values, separators=(",", ":")).encode("ascii") + b"\n"
