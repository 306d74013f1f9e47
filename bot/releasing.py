"""Every number that leaves goes this way: counted, compared with the ledger, written into it.

A page of the console and a file of the command line are the same to the ledger: what has been
seen has left.
"""

from collections.abc import Collection, Sequence
from dataclasses import dataclass, replace

from bot.apart import apart
from bot.counting import Watch, counted
from bot.parts import Parts
from exports.decided import Decided, nothing
from exports.layout import Joins
from exports.ledger import Ruling, Wanted, rule
from exports.policy import DEFAULT
from exports.pooled import pooled
from exports.steady import together
from exports.theme_findings import with_themes
from surveys.audit import Act
from surveys.errors import StoreUnavailable
from surveys.records import Wave, WaveState
from surveys.releases import Release, follow

MOST_TRIES = 20


@dataclass(frozen=True, slots=True)
class Released:
    """What may be shown. `wave` is one in name only where several are reported as one."""

    wave: Wave
    decided: Decided


async def release(
    parts: Parts,
    by: str,
    waves: Sequence[Wave],
    joins: Joins | None = None,
    watch: Watch | None = None,
) -> Released:
    """Decide on what leaves, and write it into the ledger if it has not left before.

    Raises WaveNotClosed, DifferentSurveys, ReleaseClash.
    """
    waves, themes = await _with_themes(parts, waves)
    whole = pooled(waves)
    counts = {
        wave.id: await counted(parts.store, wave, watch, themes.get(wave.code, ()))
        for wave in waves
    }
    together_ = together([counts[wave] for wave in sorted(counts)])
    if together_.people < DEFAULT.smallest_group:
        return Released(whole, nothing(together_, DEFAULT))
    wanted = Wanted(whole.survey, counts, joins)
    for _ in range(MOST_TRIES):
        earlier = await parts.releases.releases()
        ruling = await ruled(wanted, earlier)
        if ruling.again or await _keep(parts, by, whole, ruling, earlier):
            return Released(whole, ruling.decided)
    raise StoreUnavailable


async def _with_themes(
    parts: Parts, waves: Sequence[Wave]
) -> tuple[Sequence[Wave], dict[str, list[Collection[str]]]]:
    """The waves as if themes had been asked for, where officers confirmed any; and who said what.

    Where nothing was sorted, no text is read.
    """
    closed = [wave for wave in waves if wave.state is WaveState.CLOSED]
    if not any([await parts.themes.confirmed(wave) for wave in closed]):
        return waves, {}
    themes: dict[str, list[Collection[str]]] = {}
    for wave in closed:
        themes[wave.code] = [voice.themes for voice in await parts.themes.voices(wave.code)]
    used = (await parts.themes.codebook(waves[0].survey)).in_use
    labels = {theme.key: theme.label for theme in used}
    if not labels:
        return waves, {}
    asked = [replace(wave, survey=with_themes(wave.survey, labels)) for wave in waves]
    return asked, themes


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
    """False if somebody else released something meanwhile: then all must be compared again."""
    draft = Release(parts.clock().date(), ruling.name, ruling.waves, ruling.content, ruling.behind)
    new = follow(earlier, draft)
    if not await parts.releases.add_release(new):
        return False
    await parts.officers.audit.record(by, Act.RELEASED, f"{whole.code}, release {new.number}")
    return True
