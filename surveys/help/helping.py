"""Which help goes with which words, so that what it says of their fate is true."""

from collections.abc import Callable

from moderation.verdict import RISKS, Kind, Route, Verdict
from surveys.help import offers
from surveys.help.signposts import EVERYONE, YOUNG, SignPosts
from surveys.help.wants_to_talk import wants_to_talk
from surveys.messages import Help
from surveys.records import Screened, Withheld
from surveys.talk.session import Session
from surveys.talk.taking import Judged

Helps = tuple[Help, ...]
Helped = Callable[[Verdict, str, SignPosts, str], Helps]

UNSCREENED = Verdict("", (), Route.ESCALATE, 0.0, 0.0)
"""Of words that could not be screened: they may tell of harm."""

MAY_BE_YOUNG = frozenset({YOUNG, EVERYONE})

WAYS_TO_REACH = frozenset({"[phone]", "[email]", "[handle]", "[address]"})
"""Marks of what a person may have written so that somebody gets in touch."""


def for_kept(judged: Judged, posts: SignPosts, audience: str = YOUNG) -> Helps:
    """The words were kept: sealed to the leads as they are, or redacted until the wave closes."""
    if judged.item:
        return (offers.urgent_help(judged.verdict.labels, judged.language, posts, audience),)
    return (*_for_redacted(judged, posts, audience), *_no_way_to_reach(judged))


def _no_way_to_reach(judged: Judged) -> Helps:
    taken_out = {finding.mark for finding in judged.verdict.findings}
    return () if taken_out.isdisjoint(WAYS_TO_REACH) else (offers.no_way_to_reach(judged.language),)


def _for_redacted(judged: Judged, posts: SignPosts, audience: str) -> Helps:
    verdict, language = judged.verdict, judged.language
    if _harm(verdict):
        return (offers.gentle_help(verdict.labels, language, posts, audience),)
    if Kind.LANGUAGE in verdict.labels:
        return (offers.unchecked_help(language, posts, audience),)
    if _asks(verdict, audience):
        return (offers.listening_help(language, posts, audience),)
    return ()


def _harm(verdict: Verdict) -> bool:
    """Harm was heard. In a language that the rules do not know nothing could be heard."""
    return verdict.urgent or any(kind in RISKS for kind in verdict.labels)


def _asks(verdict: Verdict, audience: str) -> bool:
    """No danger was heard, but the person feels low or asks who would listen. Not staff at work."""
    return audience in MAY_BE_YOUNG and wants_to_talk(verdict.redacted)


def for_unkept(verdict: Verdict, language: str, posts: SignPosts, audience: str = YOUNG) -> Helps:
    """The words were not kept, so nobody will read them."""
    if _harm(verdict):
        return (offers.unkept_help(verdict.labels, language, posts, audience),)
    if Kind.LANGUAGE in verdict.labels or _asks(verdict, audience):
        return (offers.general_help(language, posts, audience),)
    return ()


def for_unsure(verdict: Verdict, language: str, posts: SignPosts, audience: str = YOUNG) -> Helps:
    """The store has not said in time whether the words were kept, so nobody can say it here."""
    if _harm(verdict):
        return (offers.unsure_help(verdict.labels, language, posts, audience),)
    return for_unkept(verdict, language, posts, audience)


def for_repeated(
    judged: Judged, session: Session | None, posts: SignPosts, audience: str = YOUNG
) -> Helps:
    """Words sent a second time, as when a reply was lost: the same help as the first time.

    Only where they are surely those that were kept; else it says that they were not.
    """
    verdict, language = judged.verdict, judged.language
    match _last_answer(session):
        case Withheld() if verdict.urgent and session and session.sent == judged.mark:
            return (offers.urgent_help(verdict.labels, language, posts, audience),)
        case Screened(redacted=redacted) if redacted == verdict.redacted and not verdict.urgent:
            return for_kept(judged, posts, audience)
        case _:
            return for_unkept(verdict, language, posts, audience)


def _last_answer(session: Session | None) -> object:
    return session.answers.get(session.path[-1]) if session and session.path else None
