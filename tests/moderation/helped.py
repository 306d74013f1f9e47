"""What comes back to whoever wrote it: the replies that ship."""

from moderation.verdict import Verdict
from surveys.help import helping
from surveys.help.signposts import AUDIENCES, SHIPPED
from surveys.talk.events import TextGiven
from surveys.talk.taking import Judged


def shows_help(verdict: Verdict) -> bool:
    """Where to turn stands in the same reply, whoever is asked and whatever became of the words."""
    judged = Judged(TextGiven("worry", "words"), verdict, "en")
    replies = [
        helps
        for audience in AUDIENCES
        for helps in (
            helping.for_kept(judged, SHIPPED, audience),
            helping.for_unkept(verdict, "en", SHIPPED, audience),
            helping.for_unsure(verdict, "en", SHIPPED, audience),
        )
    ]
    return all(any(help_.posts for help_ in helps) for helps in replies)
