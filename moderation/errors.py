"""What can go wrong in moderation. The docstring is the message; it never quotes a text."""


class ModerationError(Exception):
    """Something went wrong in moderation."""

    def __init__(self, message: str = "") -> None:
        super().__init__(message or type(self).__doc__)


class BadLexicon(ModerationError):
    """A rule list cannot be used. Mend the file and rule named here."""


class BadWeights(ModerationError):
    """The model's weights cannot be used. Put the shipped file back, or train it anew."""
