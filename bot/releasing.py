"""Every number that leaves goes this way: counted, compared with the ledger, written into it.

A page of the console and a file of the command line are the same to the ledger: what has been
seen has left.
"""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass, replace

from bot.apart import apart
from bot.counting import Watch, counted
from bot.parts import Parts
from exports.disclosure.aggregate import Counts
from exports.disclosure.decided import Decided, nothing
from exports.disclosure.layout import Joins
from exports.disclosure.ledger import Ruling, Wanted, rule
from exports.disclosure.policy import DEFAULT
from exports.disclosure.pooled import pooled
from exports.disclosure.steady import together
from exports.errors import LedgerBroken
from exports.findings.theme_findings import with_themes
from surveys.errors import StoreUnavailable
from surveys.officers.audit import Act
from surveys.records import Wave
from surveys.releases import Release, broken_at, follow
from surveys.themes.codebook import Codebook

MOST_TRIES = 20


@dataclass(frozen=True, slots=True)
class Released:
    """What may be shown. `wave` is one in name only where several are reported as one."""

    wave: Wave
    decided: Decided
    book: Codebook


@dataclass(frozen=True, slots=True)
class Gathered:
    """Waves counted, with their themes, before anything is decided."""

    wave: Wave
    wanted: Wanted
    book: Codebook


async def release(
    parts: Parts,
    by: str,
    waves: Sequence[Wave],
    joins: Joins | None = None,
    watch: Watch | None = None,
) -> Released:
    """Decide on what leaves, and write it into the ledger if it has not left before.

    Raises WaveNotClosed, DifferentSurveys, ReleaseClash, LedgerBroken.
    """
    gathered = await gather(parts, waves, joins, watch)
    whole, wanted, book = gathered.wave, gathered.wanted, gathered.book
    together_ = together([wanted.counts[wave] for wave in wanted.waves])
    if together_.people < DEFAULT.smallest_group:
        return Released(whole, nothing(together_, DEFAULT), book)
    for _ in range(MOST_TRIES):
        earlier = await parts.releases.releases()
        if broken_at(earlier) is not None:
            raise LedgerBroken
        ruling = await ruled(wanted, earlier)
        if ruling.again or await _keep(parts, by, whole, ruling, earlier):
            return Released(whole, ruling.decided, book)
    raise StoreUnavailable


async def latest_releases(parts: Parts) -> Mapping[str, Release]:
    """The last release of each wave that was released by itself, by the wave's id."""
    releases = await parts.releases.releases()
    return {release.waves[0]: release for release in releases if len(release.waves) == 1}


async def gather(
    parts: Parts, waves: Sequence[Wave], joins: Joins | None = None, watch: Watch | None = None
) -> Gathered:
    """Everything exactly counted. Raises WaveNotClosed, DifferentSurveys.

    The ledger always knows of the themes, and of every one that ever was: an earlier release may
    have counted them. A wave in which nobody confirmed any is counted without.
    """
    book = await parts.themes.codebook(waves[0].survey)
    labels = {theme.key: theme.label for theme in book.themes}
    whole = pooled(waves)
    asked = replace(whole, survey=with_themes(whole.survey, labels))
    counts = {wave.id: await _counted(parts, wave, labels, watch) for wave in waves}
    return Gathered(asked, Wanted(asked.survey, counts, joins), book)


async def _counted(
    parts: Parts, wave: Wave, labels: Mapping[str, str], watch: Watch | None
) -> Counts:
    """Where nothing was sorted, no text is read."""
    if not await parts.themes.confirmed(wave):
        return await counted(parts.store, wave, watch)
    asked = replace(wave, survey=with_themes(wave.survey, labels))
    themes = [voice.themes for voice in await parts.themes.voices(wave.code)]
    return await counted(parts.store, asked, watch, themes)


async def ruled(wanted: Wanted, earlier: Sequence[Release]) -> Ruling:
    """What left before is found at once; anything new is audited, in a process of its own."""
    known = rule(wanted, earlier, audit=False)
    if known is None:
        known = await apart(rule, wanted, earlier)
    if known is None:
        raise StoreUnavailable  # pragma: no cover - an audit always rules
    return known


async def _keep(
    parts: Parts, by: str, whole: Wave, ruling: Ruling, earlier: Sequence[Release]
) -> bool:
    """In ledger and trail, or in neither: False if somebody else released something meanwhile.

    Then all must be compared again.
    """
    draft = Release(parts.clock().date(), ruling.name, ruling.waves, ruling.content, ruling.behind)
    new = follow(earlier, draft)
    subject = f"{whole.code}, release {new.number}"
    async with parts.officers.audit.along(by, Act.RELEASED, subject) as line:
        if not (kept := await parts.releases.add_release(new)):
            line.settle()
    return kept
