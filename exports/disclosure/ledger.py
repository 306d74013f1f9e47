"""What may leave beside everything that has left (R1, R8): one release decided on.

The same counts of the same waves, cut into the same groups, leave the same way again, number for
number, whatever has become of the program or its policy since. Anything else is a new release:
it is laid out, compared with every earlier one that shares a wave with it, made coarser until
nothing can be worked out from all of them together, or refused.
"""

import hashlib
import json
from collections.abc import Mapping, Sequence
from dataclasses import asdict, dataclass, replace
from typing import Any

from exports.disclosure.aggregate import Counts
from exports.disclosure.bounds import Page
from exports.disclosure.counts_json import dump, editions, load
from exports.disclosure.decided import Decided
from exports.disclosure.evidence import Evidence
from exports.disclosure.figures import Figure
from exports.disclosure.keys import Key
from exports.disclosure.layout import Draft, Joins, draft
from exports.disclosure.moved import moved
from exports.disclosure.policy import DEFAULT, Policy
from exports.disclosure.refusal import refusal
from exports.disclosure.settling import Exposing, Past, settle
from exports.disclosure.steady import kept_back, steady, together
from exports.errors import ReleaseClash
from surveys.definitions.definition import Survey
from surveys.releases import Release


@dataclass(frozen=True, slots=True)
class Wanted:
    """What is to leave: waves of one survey, exactly counted, by wave id.

    `joins` are groups an officer put together; None: as in the last release of these waves.
    """

    survey: Survey
    counts: Mapping[str, Counts]
    joins: Joins | None = None

    @property
    def waves(self) -> tuple[str, ...]:
        return tuple(sorted(self.counts))


@dataclass(frozen=True, slots=True)
class Ruling:
    """What leaves. `content` and `behind` are for the ledger, where it is not there already."""

    decided: Decided
    waves: tuple[str, ...]
    again: Release | None = None
    content: str = ""
    behind: str = ""

    @property
    def name(self) -> str:
        """The same numbers have the same name."""
        if self.again:
            return self.again.name
        return f"N-{hashlib.sha256(self.content.encode()).hexdigest()[:10].upper()}"


@dataclass(frozen=True, slots=True)
class _Before:
    """An earlier release, opened."""

    release: Release
    counts: Mapping[str, Counts]
    decided: Decided
    page: Page

    @property
    def evidence(self) -> Evidence:
        name = f"release {self.release.number} of {self.release.on.isoformat()}"
        return Evidence(self.page, name, {w: editions(c) for w, c in self.counts.items()})


def rule(
    wanted: Wanted, earlier: Sequence[Release], policy: Policy = DEFAULT, *, audit: bool = True
) -> Ruling | None:
    """Raises ReleaseClash. Without `audit` only a release that was made before is found."""
    known = [_opened(wanted.survey, release) for release in _linked(wanted.waves, earlier)]
    own = [before for before in known if before.release.waves == wanted.waves]
    joins = _joins(wanted, own)
    counts, kept = _steady(wanted, known, policy)
    for before in reversed(own):
        if before.decided.joins == joins and _alike(before.counts, counts):
            return Ruling(_with(before.decided, kept), wanted.waves, before.release)
    if not audit:
        return None
    whole = together([counts[wave] for wave in wanted.waves])
    made = draft(wanted.survey, whole, Page(policy), joins)
    _hide_what_was_hidden(made.page, own)
    evidence = Evidence(made.page, "", {w: editions(c) for w, c in counts.items()})
    try:
        settle(made.page, made.lines, Past(evidence, _what_is_known(wanted.survey, counts, known)))
    except Exposing as clash:
        told = refusal(wanted.survey, made.page, clash.exposed, joined=bool(joins))
        raise ReleaseClash(told) from None
    decided = Decided(whole, policy, joins, made.shown(), kept)
    behind = {wave: dump(each) for wave, each in counts.items()}
    return Ruling(decided, wanted.waves, None, _content(made, decided), json.dumps(behind))


def _joins(wanted: Wanted, own: Sequence[_Before]) -> Joins:
    if wanted.joins is None:
        return own[-1].decided.joins if own else {}
    return {by: sorted(pairs) for by, pairs in wanted.joins.items() if pairs}


def _with(decided: Decided, kept: tuple[str, ...]) -> Decided:
    return Decided(decided.counts, decided.policy, decided.joins, decided.shown, kept)


def _alike(one: Mapping[str, Counts], other: Mapping[str, Counts]) -> bool:
    return {w: dump(c) for w, c in one.items()} == {w: dump(c) for w, c in other.items()}


def _steady(
    wanted: Wanted, known: Sequence[_Before], policy: Policy
) -> tuple[dict[str, Counts], tuple[str, ...]]:
    """R1: each wave as it was last released, unless enough has changed beside every release."""
    last = {wave: counts for before in known for wave, counts in before.counts.items()}
    issues = {wave: [b.counts[wave] for b in known if wave in b.counts] for wave in wanted.counts}
    found: dict[str, Counts] = {}
    kept: dict[str, None] = {}
    for wave, counts in wanted.counts.items():
        found[wave], same = steady(issues[wave], counts, policy) if wave in last else (counts, ())
        kept |= dict.fromkeys(same)
    for before in known:
        told = _recounted(before, last | found, policy)
        for wave in found.keys() & last.keys():
            found[wave], same = kept_back(last[wave], found[wave], told)
            kept |= dict.fromkeys(same)
    return found, tuple(kept)


def _recounted(before: _Before, counts: Mapping[str, Counts], policy: Policy) -> frozenset[str]:
    """What would tell of a few people, were that release made again: its groups, its waves."""
    keys = (figure.key for figure in before.page.figures if figure.key)
    where = dict.fromkeys((key.by, key.groups) for key in keys)
    then, now = (
        together([each[w] for w in before.release.waves]) for each in (before.counts, counts)
    )
    return moved(then, now, where, policy)


def _what_is_known(
    survey: Survey, counts: Mapping[str, Counts], known: Sequence[_Before]
) -> tuple[Evidence, ...]:
    """The earlier releases; with them, for each wave, everything in it that must stay unknown.

    A wave reported only together with others, and a group only ever counted with a neighbour,
    have no cells on any page; what follows of them must be watched all the same.
    """
    if not known and len(counts) == 1:
        return ()
    every = {w: c for before in known for w, c in before.counts.items()} | dict(counts)
    ghosts = [_ghost(survey, wave, each) for wave, each in every.items()]
    return (*(before.evidence for before in known), *ghosts)


def _ghost(survey: Survey, wave: str, counts: Counts) -> Evidence:
    page = Page(DEFAULT, ghost=True)
    draft(replace(survey, merges={}), counts, page)
    return Evidence(page, "", {wave: editions(counts)})


def _hide_what_was_hidden(page: Page, own: Sequence[_Before]) -> None:
    """A second issue starts from what the first one hid: that needs the least hiding in all."""
    if own:
        hidden = {(f.key, f.value) for f in own[-1].page.figures if not f.shown}
        for figure in page.figures:
            if (figure.key, figure.value) in hidden:
                figure.hide()


# ---------------------------------------------------------------- earlier releases
def opened(survey: Survey, release: Release) -> Decided:
    """What that release showed, to be shown again. `survey` asked for the same."""
    return _opened(survey, release).decided


def _linked(waves: Sequence[str], earlier: Sequence[Release]) -> list[Release]:
    """All that share a wave with these, or with one that does, and so on."""
    reached = set(waves)
    while more := {w for r in earlier if reached & set(r.waves) for w in r.waves} - reached:
        reached |= more
    return [release for release in earlier if reached & set(release.waves)]


def _opened(survey: Survey, release: Release) -> _Before:
    raw: dict[str, Any] = json.loads(release.content)
    counts = {wave: load(each) for wave, each in json.loads(release.behind).items()}
    whole = together([counts[wave] for wave in sorted(counts)])
    joins = {by: [(a, b) for a, b in pairs] for by, pairs in raw["joins"].items()}
    shown = frozenset(Key(q, m, by, tuple(groups)) for q, m, by, groups, *_ in raw["shown"])
    decided = Decided(whole, Policy(**raw["policy"]), joins, shown)
    page = Page(decided.policy, again=shown)
    draft(survey, whole, page, joins)
    return _Before(release, counts, decided, page)


def _printed(figure: Figure, policy: Policy) -> tuple[int, int | None, int]:
    """Count, percentage and base as every format has them."""
    base = figure.of.value if figure.of else figure.value
    enough = figure.of is not None and base >= policy.percent_base
    percent = policy.percent(figure.value, base) if enough else None
    return policy.round(figure.value), percent, policy.round(base)


def _content(made: Draft, decided: Decided) -> str:
    """What readers see, and what is needed to show it again in the same way."""
    policy = decided.policy
    shown = [
        [*figure.key[:3], list(figure.key.groups), *_printed(figure, policy)]
        for figure in made.page.figures
        if figure.shown and figure.key is not None
    ]
    return json.dumps({"policy": asdict(policy), "joins": decided.joins, "shown": shown})
