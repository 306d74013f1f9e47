"""Personal data: found in the clean reading, taken out of the original."""

from collections.abc import Iterable, Iterator, Sequence
from dataclasses import replace

from moderation.personal import names, numbers, online, phones, places
from moderation.personal.joined import whole
from moderation.text import Text
from moderation.verdict import Finding

MARKS = tuple(
    f"[{what}]"
    for what in (
        "NHS number", "NI number", "address", "bank details", "card number", "date", "email",
        "handle", "link", "name", "phone", "postcode", "registration", "school",
    )
)  # fmt: skip
"""What stands where something was taken out. A text that is screened again keeps its marks."""

FINDERS = (phones.find, numbers.find, online.find, places.find, names.find)
"""What looks for personal data; none knows of another."""


def find(text: Text) -> Iterator[Finding]:
    """Everything that could tell who someone is, each stretch once."""
    marks = tuple(_marks(text.raw))
    found = [whole(text.raw, each) for finder in FINDERS for each in finder(text)]
    for group in overlapping([each for each in found if not _inside(each, marks)]):
        yield group[0] if len(group) == 1 else _as_one(group)


def _as_one(group: Sequence[Finding]) -> Finding:
    """The longest, over the whole stretch of all."""
    longest = max(group, key=lambda f: (f.end - f.start, f.score))
    return replace(longest, start=group[0].start, end=max(f.end for f in group))


def _marks(raw: str) -> Iterator[tuple[int, int]]:
    for mark in MARKS if "]" in raw else ():
        at = raw.find(mark)
        while at >= 0:
            yield at, at + len(mark)
            at = raw.find(mark, at + len(mark))


def _inside(found: Finding, marks: Sequence[tuple[int, int]]) -> bool:
    return any(start <= found.start and found.end <= end for start, end in marks)


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
    if whole.isascii():
        return whole
    return whole.encode("utf-16", "surrogatepass").decode("utf-16", "replace")


def overlapping(findings: Sequence[Finding]) -> list[list[Finding]]:
    """The findings in order, those that overlap together."""
    groups: list[list[Finding]] = []
    reached = 0
    for finding in sorted(findings, key=lambda f: (f.start, f.end)):
        if groups and finding.start < reached:
            groups[-1].append(finding)
        else:
            groups.append([finding])
            reached = finding.end
        reached = max(reached, finding.end)
    return groups
