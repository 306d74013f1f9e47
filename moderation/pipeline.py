"""`screen`: the one way from a person's words to a verdict."""

from collections.abc import Iterator, Sequence
from dataclasses import replace

from moderation import abuse, disclosure, limits, redaction, resemblance, sentiment, spam
from moderation.text import Check, Text
from moderation.verdict import RISKS, Finding, Kind, Route, Verdict

MAX_TEXT = 5_000
"""Characters that are screened and kept. What lies beyond is never kept."""

TAIL = 1_000
"""Characters at the end of a longer text that are screened as well, for what they disclose."""

_EDGE = 60
"""Characters before the cut that go with it, so that no half of a number is left standing."""

CHECKS: tuple[Check, ...] = (
    redaction.find,
    disclosure.find,
    disclosure.find_in_answer,
    abuse.find,
    spam.find,
    limits.find_language,
    limits.find_crowded,
)
"""The checks, each on its own; the order changes nothing."""


def screen(text: str, lang: str = "en", question: str = "") -> Verdict:
    """Say what is in a text and where it may go; keep only its redacted form.

    `lang` is the language it is written in, `question` the words it answers. Never raises
    on any text; the same text gives the same verdict.
    """
    head = Text.of(text[:MAX_TEXT], lang, question[:MAX_TEXT])
    findings = [finding for check in CHECKS for finding in check(head)]
    findings = _weighed(head, findings, whole=len(text) <= MAX_TEXT)
    if len(text) > MAX_TEXT:
        findings += (_too_long(len(text)), *_tail(text, lang))
    findings.sort(key=lambda f: (f.start, f.end, f.kind))
    tone = sentiment.read(head.clean)
    return Verdict(
        redacted=redaction.redact(text, findings),
        findings=tuple(findings),
        route=max((finding.route for finding in findings), default=Route.PUBLISH),
        polarity=tone.polarity,
        subjectivity=tone.subjectivity,
    )


def _too_long(length: int) -> Finding:
    why = "longer than what is screened; the rest was cut off"
    return Finding(
        MAX_TEXT - _EDGE, length, Kind.TOO_LONG, Route.HOLD, 1.0, why, "[the rest was cut off]"
    )


def _weighed(text: Text, found: Sequence[Finding], *, whole: bool) -> list[Finding]:
    """What rules found, and what the models say of it.

    They raise what no rule calls urgent. What rules call urgent that are not certain waits where
    the models see nobody in danger; not in a text of which only a part is screened.
    """
    risks = [finding for finding in found if finding.kind in RISKS]
    level = max((finding.route for finding in risks), default=Route.PUBLISH)
    if level is not Route.ESCALATE:
        seen = resemblance.find(text, whole=whole)
        return [*found, *(finding for finding in seen if finding.route > level)]
    certain = any(finding.certain and finding.route is level for finding in risks)
    if certain or not whole or not resemblance.sees_nobody(text):
        return list(found)
    return [_doubted(finding) if finding.route is level else finding for finding in found]


def _doubted(finding: Finding) -> Finding:
    why = f"{finding.why}; it waits, for the readers see nobody in danger"
    return replace(finding, route=Route.HOLD, why=why)


def _tail(text: str, lang: str) -> Iterator[Finding]:
    """What the end of a long text discloses, for it is where people come to the point."""
    start = max(MAX_TEXT - _EDGE, len(text) - TAIL)
    tail = Text.of(text[start:], lang)
    for found in _weighed(tail, list(disclosure.find(tail)), whole=False):
        yield replace(found, start=found.start + start, end=found.end + start)
