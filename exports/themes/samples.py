"""What goes into the tagger and what comes out. Plain values: they travel between processes."""

from dataclasses import dataclass, field

NEUTRAL = 3


@dataclass(frozen=True, slots=True)
class Text:
    """Words to be sorted. `rating` is the person's own, from -1 (bad) to 1 (good), or nan."""

    id: str | float
    words: str
    question: str = ""
    rating: float = float("nan")


@dataclass(frozen=True, slots=True)
class Example:
    """A text of which people said what it is about.

    `whole`: they looked at every theme, so those not named are not meant. Otherwise only `themes`
    and `not_themes` are known. `sentiment` is from 1, very good, to 5, very bad; 0: not said.
    """

    text: Text
    themes: frozenset[str] = frozenset()
    not_themes: frozenset[str] = frozenset()
    whole: bool = True
    sentiment: int = 0


@dataclass(frozen=True, slots=True)
class Tag:
    """A theme proposed for a text. `score` is its probability, `why` what weighed most.

    `sure` is the same from the theme's own line: a half lies on it, above is tagged.
    """

    key: str
    score: float
    why: tuple[str, ...]
    sure: float = 0.5


@dataclass(frozen=True, slots=True)
class Tagging:
    """What one text seems to be about, how it sounds (-1 to 1), and how unsure that is (0 to 1).

    `near` are themes that just missed their line.
    """

    id: str | float
    tags: tuple[Tag, ...]
    tone: float
    doubt: float = 0.0
    near: tuple[Tag, ...] = ()
    tone_name: str = "neutral"


@dataclass(frozen=True, slots=True)
class Counted:
    """How many texts speak of a theme: the best guess and where the truth lies 19 times in 20."""

    key: str
    count: float
    low: float
    high: float
    tagged: int


@dataclass(frozen=True, slots=True)
class Proposed:
    """A theme nobody wrote down yet: telling phrases, and the texts that speak of it."""

    label: str
    phrases: tuple[str, ...]
    members: tuple[str | float, ...] = field(repr=False, default=())
    examples: tuple[str, ...] = field(repr=False, default=())
