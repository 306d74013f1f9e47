"""Everything that can go wrong at the edge. The docstring is the message and says what to do."""


class BotError(Exception):
    """Something went wrong in the program around the survey."""

    def __init__(self, message: str = "") -> None:
        super().__init__(message or type(self).__doc__)


class InvalidSettings(BotError):
    """The settings cannot be used. Mend the environment variables named."""


class BadInput(BotError):
    """What was given cannot be used. Mend it and try again."""


class Refused(BotError):
    """This was not done, so that nothing is lost."""
