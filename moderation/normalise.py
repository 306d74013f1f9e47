"""Two readings of a text for matching, each with the way back to the original.

`clean` undoes what cannot be seen (compatibility forms, zero-width and bidi controls, look-alike
letters); `fold` also undoes spelling tricks (leet, spaced, stretched, censored letters, txt-speak).
Neither is ever stored. Time is linear in the length of the text.
"""

from dataclasses import dataclass

from moderation import spelling, tokens
from moderation.lookalikes import likeness


@dataclass(frozen=True, slots=True)
class Folded:
    """ASCII `text`; `offsets[i]` is where its character `i` came from, and one more for the end."""

    text: str
    offsets: tuple[int, ...]

    def span(self, start: int, end: int) -> tuple[int, int]:
        """The characters of the source that `text[start:end]` stands for; never empty."""
        first = self.offsets[start]
        while 0 < end < len(self.text) and self.offsets[end] == self.offsets[end - 1]:
            end += 1
        return first, self.offsets[end]


def clean(text: str) -> Folded:
    """The text as a reader sees it, in ASCII, case kept."""
    if text.isascii() and text.isprintable():
        return Folded(text, tuple(range(len(text) + 1)))
    out: list[str] = []
    offsets: list[int] = []
    for place, char in enumerate(text):
        seen = likeness(char)
        out.append(seen)
        offsets.extend([place] * len(seen))
    return Folded("".join(out), (*offsets, len(text)))


def fold(text: str) -> Folded:
    """The text as plain lower-case words with one space between, sentences parted by " . "."""
    return fold_clean(clean(text))


def fold_clean(seen: Folded) -> Folded:
    """As `fold`, for a text that is clean already."""
    out: list[str] = []
    offsets: list[int] = []
    last = 0
    came = seen.offsets
    for word, start, end in spelling.plain(tokens.split(seen.text)):
        if out:
            offsets.append(came[last])
        out.append(word)
        literal = len(word) == end - start
        offsets += came[start:end] if literal else [came[start]] * len(word)
        last = end
    return Folded(" ".join(out), (*offsets, came[last]))
