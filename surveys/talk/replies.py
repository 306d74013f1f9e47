"""What the product itself says back, ready made. Every sentence must stay true.

The intake and the flow pick one of these; neither writes a sentence of its own.
"""

from collections.abc import Iterable, Sequence

from moderation.verdict import Kind
from surveys.definitions.definition import Survey
from surveys.help.signposts import SHIPPED, YOUNG, SignPosts
from surveys.messages import Forgotten, Help, Problem, Thank, Welcome
from surveys.wording import LANGUAGES, wording

SCREENED = ("en",)
"""Languages in which moderation notices danger at once."""


# ---------------------------------------------------------------- beginning
def welcome(survey: Survey, language: str) -> Welcome:
    """What this is, what is kept and who sees it, in a few short lines."""
    intro = survey.said(survey.intro, language).splitlines()
    return Welcome(
        title=survey.said(survey.title, language),
        lines=(*(line.strip() for line in intro if line.strip()), *notice(language)),
        start=wording(language).say("Start"),
    )


def notice(language: str) -> tuple[str, ...]:
    """The anonymity notice. It tells the limits as plainly as the promises."""
    say = wording(language).say
    return (
        web_promise(language),
        say("Someone who runs our server could look while the survey is open."),
        _who_reads(language),
        say(
            "You can skip any question, and stop at any time. “Stop and forget” wipes what you "
            "said. It takes words about danger back too, until a lead has read them."
        ),
    )


def web_promise(language: str) -> str:
    """True of the web chat. Another channel says what is true of it in the place of this line."""
    return wording(language).say(
        "No name, no account, no cookies. Your answers are locked away until this survey "
        "closes, and then mixed with everyone else's."
    )


def _who_reads(language: str) -> str:
    """What happens to words that sound urgent; in a language without rules nothing does at once."""
    say = wording(language).say
    if language in SCREENED:
        return say(
            "If your words sound as if someone is in danger, they go at once to a safeguarding "
            "lead: an adult whose job is to keep young people safe. They stay there if you just "
            "leave. A computer sorts them and can miss things. The lead cannot see who you are, "
            "so nobody can send help unless you say where."
        )
    return say(
        "A computer cannot check words in this language yet, so what you write is read only "
        "after this survey closes. If it spots danger all the same, your words go at once to a "
        "safeguarding lead: an adult whose job is to keep young people safe. They stay there if "
        "you just leave. For help, press Help."
    )


# ---------------------------------------------------------------- end
def thank(survey: Survey, language: str, receipt: str) -> Thank:
    """Only after the commit."""
    say = wording(language).say
    return Thank(
        title=say("Thank you"),
        lines=(
            say("Your answers are saved and locked away until this survey closes."),
            say(
                "The words below are your receipt. With them you can take your answers back "
                "until the survey closes. If you lose them, we cannot do it for you. Keep them "
                "only if nobody else will see them."
            ),
            say("After the survey closes, we can no longer tell which answers were yours."),
            *_afterwards(survey, language),
        ),
        receipt=receipt,
    )


def _afterwards(survey: Survey, language: str) -> tuple[str, ...]:
    """Questions about safety can stay with a young person."""
    if survey.audience != YOUNG:
        return ()
    say = wording(language).say
    return (say("If these questions stay on your mind, press Help to find someone to talk to."),)


def forgotten(language: str) -> Forgotten:
    say = wording(language).say
    return Forgotten(
        title=say("Stopped and forgotten"),
        lines=(say("What you said is gone. None of it will be counted."), _already_read(language)),
    )


def left(language: str) -> Forgotten:
    """Seldom read: who leaves is somewhere else by then."""
    say = wording(language).say
    return Forgotten(
        title=say("Stopped and forgotten"),
        lines=(
            say("Your answers are gone. They will not be counted."),
            still_read(language),
        ),
    )


def still_read(language: str) -> str:
    """Leaving takes no words back. True in every language, also where danger is seldom heard."""
    return wording(language).say(
        "If we said that a safeguarding lead will read your words, they still will."
    )


def withdrawn(language: str) -> Forgotten:
    say = wording(language).say
    return Forgotten(
        title=say("Taken back"),
        lines=(say("Your answers are gone. They will not be counted."), _already_read(language)),
    )


def _already_read(language: str) -> str:
    return wording(language).say(
        "If a safeguarding lead has read your words, you cannot take those back."
    )


# ---------------------------------------------------------------- help
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


# ---------------------------------------------------------------- the answer does not fit
def nothing_picked(language: str) -> Problem:
    return Problem(wording(language).say("Nothing was picked. Pick an answer, or skip."))


def not_an_option(language: str) -> Problem:
    return Problem(
        wording(language).say("That is not one of the answers. Pick one of them, or skip.")
    )


def too_many_picked(language: str, most: int) -> Problem:
    return Problem(wording(language).say("That is too many. Pick {most} at most.", most=most))


def words_wanted(language: str) -> Problem:
    return Problem(wording(language).say("This question asks for your own words, or you can skip."))


def nothing_written(language: str) -> Problem:
    return Problem(
        wording(language).say("Nothing was written. Write what you want to say, or skip.")
    )


def too_long(language: str, over: int, cap: int) -> Problem:
    return Problem(
        wording(language).say(
            "That was not saved: it is too long. Characters allowed: {cap}. "
            "Characters to take out: {over}.",
            over=over,
            cap=cap,
        )
    )


def no_way_back(language: str) -> Problem:
    return Problem(
        wording(language).say("You cannot go back any further. You can go on from here.")
    )


def no_such_language(language: str, offered: Sequence[str]) -> Problem:
    names = ", ".join(LANGUAGES.get(code, code) for code in offered)
    return Problem(wording(language).say("This survey speaks {languages}.", languages=names))


# ---------------------------------------------------------------- the talk or the wave is not there
def expired(language: str) -> Problem:
    return Problem(
        wording(language).say(
            "Your earlier answers are no longer here. Unfinished answers are forgotten after a "
            "while, to keep them private. You can start again."
        )
    )


def wave_closed(language: str) -> Problem:
    return Problem(wording(language).say("This survey has closed. It takes no more answers."))


def wave_not_open(language: str) -> Problem:
    return Problem(wording(language).say("This survey is not open yet. Please come back later."))


def already(language: str) -> Problem:
    """Also what somebody hears whose thanks were lost on the way: so it thanks them."""
    return Problem(
        wording(language).say(
            "These answers were already sent. Thank you. You can take part only once."
        )
    )


def not_saved(language: str) -> Problem:
    """Only where nothing was kept. Trying again is safe: a turn counts once."""
    return Problem(
        wording(language).say("That could not be saved just now. Please try again in a moment.")
    )


def too_slow(language: str) -> Problem:
    """Where it may have been kept all the same. Trying again is safe here, too."""
    return Problem(
        wording(language).say("Saving takes too long just now. Please try again in a moment.")
    )


def too_large(language: str) -> Problem:
    return Problem(
        wording(language).say(
            "Your answers are too long to be saved together. Go back and shorten one of them."
        )
    )


def too_busy(language: str) -> Problem:
    return Problem(
        wording(language).say(
            "Too many tries in a short time. Please wait a minute, then try again."
        )
    )


# ---------------------------------------------------------------- codes and receipts
def unknown_code(language: str) -> Problem:
    return Problem(
        wording(language).say("That code is not right. Check it letter by letter and try again.")
    )


def unknown_receipt(language: str) -> Problem:
    return Problem(
        wording(language).say(
            "There are no answers with that receipt. Check the words and their order. "
            "If you took your answers back before, they are already gone."
        )
    )


def not_eight_words(language: str) -> Problem:
    return Problem(wording(language).say("A receipt is eight words. Check that none is missing."))


def no_receipt_word(language: str, position: int) -> Problem:
    """Names the place, never the word: it may be on a screen somebody else can see."""
    return Problem(
        wording(language).say(
            "Word {position} is not one of our receipt words. Check how it is spelled.",
            position=position,
        )
    )


def too_late_to_withdraw(language: str) -> Problem:
    return Problem(
        wording(language).say(
            "This survey has closed and the answers are mixed. Nobody can find yours any more."
        )
    )
