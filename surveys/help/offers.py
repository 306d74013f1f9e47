"""Help as it is offered: the words around the numbers. Every sentence must stay true.

Which of these goes with which words is for helping.py.
"""

from collections.abc import Iterable

from moderation.verdict import Kind
from surveys.help.signposts import SHIPPED, YOUNG, SignPosts
from surveys.messages import Help
from surveys.wording import wording


def general_help(language: str, posts: SignPosts = SHIPPED, audience: str = YOUNG) -> Help:
    """The help button."""
    intro = wording(language).say(
        "You can talk to any of these people now. Your answers stay as they are."
    )
    return Help(intro, posts.general(language, audience))


def urgent_help(
    kinds: Iterable[Kind], language: str, posts: SignPosts = SHIPPED, audience: str = YOUNG
) -> Help:
    """The words sounded as if someone is in danger, and went to the safeguarding leads.

    Short before the numbers, so that a small phone shows them at once.
    """
    say = wording(language).say
    before = (
        say(
            "Thank you for telling us. What you wrote sounds serious. If someone is in danger "
            "now, ring 999."
        ),
        say(
            "A safeguarding lead will read it, even if you leave now. It may not be at once. "
            "They cannot see who you are, and nobody can come unless you said where."
        ),
        say("You can talk to these people now:"),
    )
    after = say(
        "You do not have to answer any more. If you do not want your words read, go back and "
        "change them, press “Stop and forget”, or use your receipt. That works until someone "
        "has read them."
    )
    chosen = posts.for_kinds(kinds, language, audience)
    return Help("\n".join(before), chosen, urgent=True, after=after)


def gentle_help(
    kinds: Iterable[Kind], language: str, posts: SignPosts = SHIPPED, audience: str = YOUNG
) -> Help:
    """The words tell of something hard, but of no danger now. Nobody reads them before close."""
    intro = wording(language).say(
        "Thank you for telling us. Some of what you wrote sounds hard. Nobody here reads it "
        "before the survey closes. If you want to talk to someone now, these people will listen:"
    )
    return Help(intro, posts.for_kinds(kinds, language, audience))


def listening_help(language: str, posts: SignPosts = SHIPPED, audience: str = YOUNG) -> Help:
    """Somebody feels low, or asks who would listen; the words tell of no harm."""
    intro = wording(language).say(
        "Thank you for telling us. Nobody here reads this before the survey closes, and you do "
        "not have to wait that long. These people will listen:"
    )
    return Help(intro, posts.general(language, audience))


def unchecked_help(language: str, posts: SignPosts = SHIPPED, audience: str = YOUNG) -> Help:
    """The rules do not cover this language, so nothing could be noticed."""
    intro = wording(language).say(
        "We cannot check words in this language as you write them. A person reads them after "
        "the survey closes, if you finish. If you need help now, these people will listen:"
    )
    return Help(intro, posts.general(language, audience))


def unkept_help(
    kinds: Iterable[Kind], language: str, posts: SignPosts = SHIPPED, audience: str = YOUNG
) -> Help:
    """Words that tell of harm but could not be kept (see events.WordsNotKept)."""
    intro = wording(language).say(
        "We could not keep those words, so nobody here will read them. That is not your fault. "
        "If someone is in danger now, ring 999. These people will listen:"
    )
    return Help(intro, posts.for_kinds(kinds, language, audience), urgent=True)


def unsure_help(
    kinds: Iterable[Kind], language: str, posts: SignPosts = SHIPPED, audience: str = YOUNG
) -> Help:
    """Words that tell of harm, and it cannot be told here whether they were kept."""
    intro = wording(language).say(
        "We cannot tell yet if those words were saved. If they were, someone may read them. "
        "If someone is in danger now, ring 999. These people will listen:"
    )
    return Help(intro, posts.for_kinds(kinds, language, audience), urgent=True)


def outside_help(language: str, posts: SignPosts = SHIPPED) -> Help:
    """The help button where no survey has begun."""
    intro = wording(language).say("You can talk to any of these people now.")
    return Help(intro, posts.general(language))


def no_way_to_reach(language: str) -> Help:
    """A telephone number or the like was taken out: who waits for a call would wait in vain."""
    intro = wording(language).say(
        "You wrote something like a phone number or an address. We took it out, so that nobody can "
        "tell who you are. This means that nobody will get in touch because of it."
    )
    return Help(intro, ())


def still_help(language: str, posts: SignPosts = SHIPPED, audience: str = YOUNG) -> Help:
    """Words about danger were taken back."""
    intro = wording(language).say(
        "You can still tell someone, at any time. If someone is in danger now, ring 999. These "
        "people will listen:"
    )
    return Help(intro, posts.general(language, audience))
