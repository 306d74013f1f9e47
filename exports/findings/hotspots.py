"""Where a theme stands out, place by place and wave by wave: from what has left already.

Nothing is counted here and nothing new leaves: every percentage was printed in a release, so it
has a base of at least thirty (R2), and what no release showed has no number.
"""

from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass

from exports.disclosure.aggregate import NOT_GIVEN, Said
from exports.disclosure.keys import Key, named
from exports.findings.chance import Figure
from exports.findings.theme_findings import KEY
from exports.findings.trends import Hotspot, hotspots, published
from exports.listed import together
from surveys.releases import Release

Figures = tuple[Figure | None, ...]
"""One for each wave; None where no release showed a percentage."""


@dataclass(frozen=True, slots=True)
class Place:
    """A group, and in which waves it stands out (`hot`): more often than by everyone."""

    label: str
    figures: Figures
    hot: tuple[bool, ...]


@dataclass(frozen=True, slots=True)
class Spread:
    """One theme: everyone, then each place."""

    theme: str
    everyone: Figures
    places: tuple[Place, ...]

    @property
    def hot(self) -> int:
        """In how many places and waves it stands out."""
        return sum(sum(place.hot) for place in self.places)


@dataclass(frozen=True, slots=True)
class Divided:
    """How people are divided: the question's key, and the names of its options by key."""

    by: str
    names: Mapping[str, str]


def spreads(
    releases: Sequence[Release], themes: Mapping[str, str], divided: Divided
) -> tuple[Spread, ...]:
    """`releases` by wave, oldest first; `themes` are names by key. The hottest on top.

    Themes of which no release shows a place come last; those with no percentage are left out.
    """
    pages = [published(release) for release in releases]
    spots = hotspots({str(n): release for n, release in enumerate(releases)}, KEY)
    found = (_spread(pages, _said(key), name, spots, divided) for key, name in themes.items())
    shown = (spread for spread in found if spread.places or any(spread.everyone))
    return tuple(sorted(shown, key=lambda each: (not each.places, -each.hot, each.theme)))


def _spread(
    pages: Sequence[Mapping[Key, Figure]],
    mention: str,
    name: str,
    spots: Sequence[Hotspot],
    divided: Divided,
) -> Spread:
    hot = {(spot.when, spot.key) for spot in spots}
    keys = dict.fromkeys(k for page in pages for k in page if _is_place(k, mention, divided.by))
    places = tuple(
        Place(
            _label(key.groups, divided.names),
            tuple(page.get(key) for page in pages),
            tuple((str(n), key) in hot for n in range(len(pages))),
        )
        for key in sorted(keys, key=lambda key: _order(key, divided.names))
    )
    return Spread(name, tuple(page.get(Key(KEY, mention)) for page in pages), places)


def _said(theme: str) -> str:
    return named(Said(theme))


def _is_place(key: Key, mention: str, by: str) -> bool:
    """Those who did not say where they live are nobody's neighbours."""
    wanted = (key.question, key.mention, key.by) == (KEY, mention, by)
    return wanted and key.groups != (NOT_GIVEN,)


def _order(key: Key, names: Mapping[str, str]) -> tuple[int, ...]:
    order = {name: place for place, name in enumerate(names)}
    return tuple(order.get(group, len(order)) for group in key.groups)


def _label(groups: Sequence[str], names: Mapping[str, str]) -> str:
    return together([names.get(group, group) for group in groups])


@dataclass(frozen=True, slots=True)
class Standing:
    """One place that stands out in the newest wave that shows it."""

    theme: str
    place: str
    wave: int
    here: Figure
    everyone: Figure


def standing_out(found: Sequence[Spread]) -> Iterator[Standing]:
    """The newest wave in which each place stands out, theme by theme."""
    for spread in found:
        for place in spread.places:
            last = max((n for n, hot in enumerate(place.hot) if hot), default=None)
            if last is not None:
                here, everyone = place.figures[last], spread.everyone[last]
                if here and everyone:
                    yield Standing(spread.theme, place.label, last, here, everyone)
