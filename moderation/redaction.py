"""Personal data: found in the clean reading, taken out of the original."""

from collections.abc import Iterable, Iterator, Sequence
from dataclasses import replace

from moderation.personal import names, numbers, online, phones, places
from moderation.text import Text
from moderation.verdict import Finding

FINDERS = (phones.find, numbers.find, online.find, places.find, names.find)
"""What looks for personal data; none knows of another."""


def find(text: Text) -> Iterator[Finding]:
    """Everything that could tell who someone is, each stretch once."""
    for group in overlapping([found for finder in FINDERS for found in finder(text)]):
        longest = max(group, key=lambda f: (f.end - f.start, f.score))
        yield replace(longest, start=group[0].start, end=max(f.end for f in group))


def redact(raw: str, findings: Iterable[Finding]) -> str:
    """The text with each marked stretch replaced by its mark; overlapping ones become one.

    What no store can hold (half characters, NUL) becomes U+FFFD.
    """
    out: list[str] = []
    place = 0
    for group in overlapping([finding for finding in findings if finding.mark]):
        out += (raw[place : group[0].start], max(group, key=lambda f: f.end - f.start).mark)
        place = max(finding.end for finding in group)
    whole = "".join((*out, raw[place:])).replace("\0", "\ufffd")
    return whole.encode("utf-16", "surrogatepass").decode("utf-16", "replace")


def overlapping(findings: Sequence[Finding]) -> list[list[Finding]]:
    """The findings in order, those that overlap together."""
    groups: list[list[Finding]] = []
    for finding in sorted(findings, key=lambda f: (f.start, f.end)):
        if groups and finding.start < max(f.end for f in groups[-1]):
            groups[-1].append(finding)
        else:
            groups.append([finding])
    return groups
