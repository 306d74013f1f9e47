"""Themes in a process of their own: the only module here that a running program imports.

scikit-learn takes 100 MB and seconds of one core; `serve` has neither to spare. The process is
started afresh, does one piece of work and ends, and its memory goes with it.
"""

from collections.abc import Callable
from concurrent.futures import ProcessPoolExecutor
from dataclasses import dataclass
from multiprocessing import get_context
from typing import TypeVar

from exports.themes.one_core import one_core
from exports.themes.samples import Example, Proposed, Tagging, Text
from surveys.themes.codebook import Codebook

MOST_TEXTS = 100_000
AT_A_TIME = 1_000
PROPOSALS = 8

T = TypeVar("T")


@dataclass(frozen=True, slots=True)
class Sorting:
    """All that is to be sorted, and what is known."""

    codebook: Codebook
    examples: tuple[Example, ...]
    texts: tuple[Text, ...]


@dataclass(frozen=True, slots=True)
class SortedTexts:
    """A tagging for each text, and themes that may be missing from the codebook."""

    taggings: tuple[Tagging, ...]
    proposals: tuple[Proposed, ...]


def alone(work: Callable[..., T], *given: object) -> T:
    """The result of the work, done in a new process that ends with it. Blocks until then."""
    with ProcessPoolExecutor(max_workers=1, mp_context=get_context("spawn")) as pool:
        return pool.submit(work, *given).result()


def sort(sorting: Sorting) -> SortedTexts:
    """Tag all texts and look for what no theme explains. Runs in the worker."""
    from exports.themes.discovery import discover  # noqa: PLC0415 - loads scikit-learn
    from exports.themes.tagger import Tagger  # noqa: PLC0415

    texts = sorting.texts[:MOST_TEXTS]
    with one_core():
        tagger = Tagger(sorting.codebook, sorting.examples, texts[:AT_A_TIME])
        found: list[Tagging] = []
        for at in range(0, len(texts), AT_A_TIME):
            found += tagger.tag(texts[at : at + AT_A_TIME])
        return SortedTexts(tuple(found), tuple(discover(texts, PROPOSALS, found)))
