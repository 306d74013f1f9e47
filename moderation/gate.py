"""A gate before many patterns: one quick look tells which of them a text may match.

Each pattern needs certain words; the gate (`re2.Filter`) looks for all of those at once and says
which patterns have what they need. For most texts that is none. One big pattern made of all of
them would take fifty times as long, and keep megabytes of states for what it has met.
"""

import re2

from moderation.phrases import Pattern, options


class Gate:
    """Patterns by number, in the order they are put in. Close it before the first look."""

    __slots__ = ("_filter",)

    def __init__(self) -> None:
        self._filter = re2.Filter()

    def put(self, pattern: str) -> Pattern:
        """The pattern, compiled. Raises re2.error for one that cannot be."""
        return Pattern(self._filter.re(self._filter.Add(pattern, options())))

    def close(self) -> None:
        """No more patterns come."""
        self._filter.Compile()

    def near(self, text: bytes) -> frozenset[int]:
        """The numbers of all patterns that match the text somewhere, and of a few that do not."""
        return frozenset(self._filter.Match(text, potential=True) or ())
