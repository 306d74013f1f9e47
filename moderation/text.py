"""What every check is given, and the one shape of a check."""

from collections.abc import Callable, Iterable
from dataclasses import dataclass

from moderation.normalise import Folded, clean, fold, fold_clean
from moderation.verdict import Finding


@dataclass(frozen=True, slots=True)
class Text:
    """A text to screen, with its readings. `question` is the folded question it answers."""

    raw: str
    lang: str
    question: str
    clean: Folded
    folded: Folded

    @classmethod
    def of(cls, raw: str, lang: str = "en", question: str = "") -> "Text":
        """Read `raw` once for all checks."""
        seen = clean(raw)
        return cls(raw, lang, fold(question).text, seen, fold_clean(seen))


Check = Callable[[Text], Iterable[Finding]]
