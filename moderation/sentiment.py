"""Polarity and subjectivity from TextBlob's own word list: one weak signal, never a gate.

Our tokens are looked up in it and counted as TextBlob counts them; its tokenizers need corpora,
which are not downloaded at run time. TextBlob itself is not imported: it brings nltk, and nltk
whatever it finds.
"""

from collections.abc import Sequence
from dataclasses import dataclass
from typing import NamedTuple

from moderation.normalise import Folded
from moderation.tone_words import Tone, tone_words

_ROUND = 3
_MOST_WORDS = 300
"""Words whose tone is taken; TextBlob slows down beyond."""

_TURNING = frozenset(("no", "not", "n't", "never"))
_AN_ADVERB = "ly"
_SMALL = 2
"""Letters of a word that a word before it may still be said past."""
_LOUDER = 1.25
_TURNED = -0.5
_HEART = "♥"
_ALWAYS = _TURNING | {"!", _HEART}
"""Words that count though they are not of the list, whatever came before."""


class Sentiment(NamedTuple):
    """Polarity from -1 (bad) to 1 (good); subjectivity from 0 (fact) to 1 (feeling)."""

    polarity: float
    subjectivity: float


@dataclass(slots=True)
class _Said:
    """A word of the list as it stands in a text; `turned` by a "not" near it."""

    polarity: float
    subjectivity: float
    intensity: float
    turned: bool = False

    def bend(self, polarity: float, subjectivity: float, intensity: float) -> None:
        """The word was said of the next ("really good"), which counts in its place."""
        self.polarity = _within(polarity * self.intensity)
        self.subjectivity = _within(subjectivity * self.intensity)
        self.intensity = intensity


def read(seen: Folded) -> Sentiment:
    """The tone of a clean text."""
    polarity, subjectivity = polarity_of(seen.text)
    return Sentiment(round(polarity, _ROUND), round(subjectivity, _ROUND))


def polarity_of(text: str) -> Sentiment:
    """The tone of a text as it stands, for themes."""
    said = _said(tokens(text))
    polarities = [one.polarity * _TURNED if one.turned else one.polarity for one in said]
    number = float(len(said) or 1)
    return Sentiment(sum(polarities) / number, sum([one.subjectivity for one in said]) / number)


def _said(words: Sequence[str]) -> list[_Said]:
    """The words that count, with what bends and turns them."""
    listed, heard = tone_words(), _Heard()
    for word in words:
        if tone := listed.get(word):
            heard.listed(word, tone)
        elif heard.bending or heard.turning or word in _ALWAYS:
            heard.other(word)
    return heard.said


class _Heard:
    """What was said so far; which word is `bending` the next, which is `turning` it round."""

    __slots__ = ("bending", "said", "turning")

    def __init__(self) -> None:
        self.said: list[_Said] = []
        self.bending = self.turning = ""

    def listed(self, word: str, tone: Tone) -> None:
        """A word of the list."""
        polarity, subjectivity, intensity, bends = tone
        if self.bending:
            self.said[-1].bend(polarity, subjectivity, intensity)
        else:
            self.said.append(_Said(polarity, subjectivity, intensity))
        if self.turning:
            self.said[-1].intensity = 1.0 / self.said[-1].intensity
            self.said[-1].turned = True
        self.bending = word if bends else ""
        self.turning = word if word in _TURNING else ""

    def other(self, word: str) -> None:
        """Any other: what bends and turns reaches past small words only."""
        if word in _TURNING:
            self.turning = word
        elif len(word.strip("'")) > 1:
            self.turning = ""
        if self.turning and self.bending.endswith(_AN_ADVERB):
            self.said[-1].turned, self.turning = True, ""
        elif len(word) > _SMALL:
            self.bending = ""
        if word == "!" and self.said:
            self.said[-1].polarity = _within(self.said[-1].polarity * _LOUDER)
        elif word == _HEART:
            self.said.append(_Said(1.0, 1.0, 1.0))


def _within(score: float) -> float:
    return max(-1.0, min(score, 1.0))


def tokens(text: str) -> list[str]:
    """Words and marks, with "n't" as a word of its own, as TextBlob's word list has it."""
    spaced = text.lower().replace("n't", " n't")
    if text.isascii():
        return spaced.translate(_APART).split()[:_MOST_WORDS]
    return "".join(char if _is_inside(char) else f" {char} " for char in spaced).split()[
        :_MOST_WORDS
    ]


def _is_inside(char: str) -> bool:
    """It is of a word."""
    return char.isalnum() or char == "'"


_APART = {place: f" {chr(place)} " for place in range(128) if not _is_inside(chr(place))}
