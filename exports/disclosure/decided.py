"""What one release shows, settled: the counts, which of them, and of which groups."""

from dataclasses import dataclass

from exports.disclosure.aggregate import Counts
from exports.disclosure.bounds import Page
from exports.disclosure.keys import Key
from exports.disclosure.layout import NO_JOINS, Joins, Layout, draft
from exports.disclosure.policy import Policy
from exports.disclosure.settling import settle
from surveys.definitions.definition import Survey


@dataclass(frozen=True, slots=True)
class Decided:
    """`kept` are the questions whose counts are those of an earlier release (R1)."""

    counts: Counts
    policy: Policy
    joins: Joins
    shown: frozenset[Key]
    kept: tuple[str, ...] = ()

    @property
    def too_few(self) -> bool:
        """Then no number leaves at all."""
        return self.counts.people < self.policy.smallest_group

    def layout(self, survey: Survey) -> Layout:
        """Every number, as it was decided on."""
        page = Page(self.policy, again=self.shown)
        return draft(survey, self.counts, page, self.joins).layout


def nothing(counts: Counts, policy: Policy) -> Decided:
    """Too few took part."""
    return Decided(counts, policy, dict(NO_JOINS), frozenset())


def decide_alone(survey: Survey, counts: Counts, policy: Policy) -> Decided:
    """A wave of which nothing was released before."""
    if counts.people < policy.smallest_group:
        return nothing(counts, policy)
    made = draft(survey, counts, Page(policy))
    settle(made.page, made.lines)
    return Decided(counts, policy, dict(NO_JOINS), made.shown())
