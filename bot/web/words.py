"""What the error pages say: what to do, nothing of what went wrong inside."""

from collections.abc import Callable, Mapping
from types import MappingProxyType

Say = Callable[[str], str]


def words_for(status: int, say: Say) -> tuple[str, str]:
    """Title and text for a status."""
    return _words(say).get(status) or (
        say("Something went wrong"),
        say("It is not your fault. Please try again soon."),
    )


def _words(say: Say) -> Mapping[int, tuple[str, str]]:
    odd = (
        say("That did not work"),
        say("Nothing was changed. Open the page again and try once more."),
    )
    return MappingProxyType(
        {
            400: odd,
            403: odd,
            404: (
                say("There is nothing here"),
                say("Check the address or the code on your poster, letter by letter."),
            ),
            405: odd,
            408: (
                say("That took too long to arrive"),
                say("Nothing was saved. Go back and send it again."),
            ),
            410: (
                say("These questions are closed"),
                say("They take no more answers. What people said is being put together."),
            ),
            413: (
                say("That was too long"),
                say("Nothing was saved. Go back and make it shorter."),
            ),
            415: odd,
            429: (say("Too many at once"), say("Please wait a minute, then try again.")),
            503: (
                say("Not just now"),
                say("Something is not working at the moment. Please try again soon."),
            ),
        }
    )
