"""What every check is given, and the one shape of a check."""

from collections.abc import Callable, Iterable
from dataclasses import dataclass
from functools import lru_cache

from moderation.normalise import Folded, clean, fold, fold_clean
from moderation.verdict import Finding

MOST_QUESTIONS = 128
_FIGURES = frozenset("0123456789")


@dataclass(frozen=True, slots=True)
class Text:
    """A text to screen, with its readings. `question` is the folded question it answers."""

    raw: str
    lang: str
    question: str
    clean: Folded
    folded: Folded
    has_figures: bool

    @classmethod
    def of(cls, raw: str, lang: str = "en", question: str = "") -> "Text":
        """Read `raw` once for all checks."""
        seen = clean(raw)
        figures = not _FIGURES.isdisjoint(seen.text)
        return cls(raw, lang, _asked(question), seen, fold_clean(seen), figures)


@lru_cache(maxsize=MOST_QUESTIONS)
def _asked(question: str) -> str:
    """The question, folded. There are few, and each is asked of everybody."""
    return fold(question).text


Check = Callable[[Text], Iterable[Finding]]
