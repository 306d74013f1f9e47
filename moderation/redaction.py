"""Personal data: found in the clean reading, taken out of the original."""

from collections.abc import Iterable, Iterator, Sequence

from moderation.text import Text
from moderation.verdict import Finding


def find(text: Text) -> Iterator[Finding]:
    """Everything that could tell who someone is."""
    yield from ()


def redact(raw: str, findings: Iterable[Finding]) -> str:
    """The text with each marked stretch replaced by its mark; overlapping ones become one.

    What no store can hold (half characters, NUL) becomes U+FFFD.
    """
    out: list[str] = []
    place = 0
    for start, end, mark in merged([f for f in findings if f.mark]):
        out += (raw[place:start], mark)
        place = end
    whole = "".join((*out, raw[place:])).replace("\0", "\ufffd")
    return whole.encode("utf-16", "surrogatepass").decode("utf-16", "replace")


def merged(findings: Sequence[Finding]) -> list[tuple[int, int, str]]:
    """Stretches that do not overlap, in order; the longest finding in each gives the mark."""
    groups: list[list[Finding]] = []
    for finding in sorted(findings, key=lambda f: (f.start, f.end)):
        if groups and finding.start < max(f.end for f in groups[-1]):
            groups[-1].append(finding)
        else:
            groups.append([finding])
    return [
        (group[0].start, max(f.end for f in group), max(group, key=lambda f: f.end - f.start).mark)
        for group in groups
    ]
