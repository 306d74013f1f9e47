"""The words moderation answers with: routes, kinds, findings, verdicts."""

from dataclasses import dataclass
from enum import IntEnum, StrEnum


class Route(IntEnum):
    """Where a text goes next. A higher value is always the safer one."""

    PUBLISH = 0
    HOLD = 1
    ESCALATE = 2


class Kind(StrEnum):
    """What a finding is about; the label other tools see."""

    PERSONAL_DATA = "personal_data"
    SELF_HARM = "self_harm"
    ABUSE_HOME = "abuse_home"
    SEXUAL_EXPLOITATION = "sexual_exploitation"
    VIOLENCE_WEAPONS = "violence_weapons"
    DOMESTIC_ABUSE = "domestic_abuse"
    BULLYING = "bullying"
    GROOMING_ONLINE = "grooming_online"
    RUNNING_AWAY = "running_away"
    SUBSTANCE = "substance"
    THREAT_TO_OTHERS = "threat_to_others"
    HATE = "hate"
    PROFANITY = "profanity"
    SPAM = "spam"
    LANGUAGE = "language"
    TOO_LONG = "too_long"


RISKS = frozenset(
    {
        Kind.SELF_HARM,
        Kind.ABUSE_HOME,
        Kind.SEXUAL_EXPLOITATION,
        Kind.VIOLENCE_WEAPONS,
        Kind.DOMESTIC_ABUSE,
        Kind.BULLYING,
        Kind.GROOMING_ONLINE,
        Kind.RUNNING_AWAY,
        Kind.SUBSTANCE,
        Kind.THREAT_TO_OTHERS,
    }
)
"""Kinds that call for sign-posts in the very same reply, whatever the route."""


@dataclass(frozen=True, slots=True)
class Finding:
    """What one check saw: characters `start:end` of the original text, and why it matters.

    `mark` is what takes the place of those characters when the text is redacted
    ("[phone]"); empty where the words stay. Not `certain`: the readers may doubt it.
    """

    start: int
    end: int
    kind: Kind
    route: Route
    score: float
    why: str
    mark: str = ""
    certain: bool = True


@dataclass(frozen=True, slots=True)
class Verdict:
    """All that is kept of a screening. Holds the redacted text, never the original."""

    redacted: str
    findings: tuple[Finding, ...]
    route: Route
    polarity: float
    subjectivity: float

    @property
    def labels(self) -> tuple[Kind, ...]:
        """Each kind found, once, in the order of the `Kind` list."""
        found = {finding.kind for finding in self.findings}
        return tuple(kind for kind in Kind if kind in found)

    @property
    def urgent(self) -> bool:
        """A person must look now."""
        return self.route is Route.ESCALATE
