"""Where what people write gets its verdict: in this process, or wherever the wiring says."""

from typing import TYPE_CHECKING, Protocol

if TYPE_CHECKING:
    from moderation.verdict import Verdict


class Screens(Protocol):
    """Says what is in a text, as `moderation.pipeline.screen` does; always answers."""

    async def __call__(self, text: str, lang: str = "en", question: str = "") -> "Verdict": ...


def at_once(text: str, lang: str = "en", question: str = "") -> "Verdict":
    """While everything else in this process waits: a millisecond, at most 0.15 s.

    The lists and models come with the first text: a server that screens elsewhere never loads them.
    """
    from moderation.pipeline import screen  # noqa: PLC0415

    return screen(text, lang, question)


async def here(text: str, lang: str = "en", question: str = "") -> "Verdict":
    """At once, for who can wait."""
    return at_once(text, lang, question)


def warm() -> None:
    """Load the lists that screening reads, so that the first who writes does not wait for them."""
    at_once("Good morning, all is well here.")
