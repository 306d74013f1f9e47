"""Which words may be offered as a quote (R10): short, screened, permitted, and without a gap."""

from surveys.definitions.definition import Survey
from surveys.records import Picked, Response, ReviewText
from surveys.review.readable import READABLE

LONGEST = 200
SHORTEST = 15
YES = "yes"


def may_quote(text: ReviewText, response: Response, survey: Survey) -> bool:
    """Only whoever said yes is quoted. How large theme and group are is for exports to check."""
    permitted = response.answers.get(survey.quote_permission) == Picked((YES,))
    whole = "[" not in text.redacted and not text.labels
    short = SHORTEST <= len(text.redacted) <= LONGEST
    return permitted and whole and short and text.state in READABLE
