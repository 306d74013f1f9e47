"""What is said at the beginning and the end of a talk. Every sentence must stay true.

The intake and the flow pick one of these, or of problems.py, or of help/offers.py; neither writes
a sentence of its own.
"""

from surveys.definitions.definition import Survey
from surveys.help.signposts import YOUNG
from surveys.messages import Forgotten, Thank, Welcome
from surveys.wording import wording

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
